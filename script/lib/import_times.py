"""Run in Odoo's shell on a database with the addon: import generated customers one way and print how long it takes.

In: the environment variables WAY (a key of `WAYS`) and ROWS, and CLOCK (see `now`). Out: one line of JSON per step on
standard output: name, seconds, SQL queries, and the peak of the process's memory in MB; the way `file` prints the file
instead. The database is good for nothing else afterwards, but for that way.
"""

import base64
import contextlib
import gc
import io
import itertools
import json
import multiprocessing
import os
import random
import re
import tempfile
import time
from pathlib import Path

import psutil
from stdnum.fr import siren

from odoo.addons.dso_smart_upload.engine.apply import vals_of
from odoo.addons.dso_smart_upload.engine.planning import plans
from odoo.addons.dso_smart_upload.engine.prepare import make_job

env = globals()["env"]
ROWS, WAY = int(os.environ["ROWS"]), os.environ["WAY"]
BATCH = 1000
REPEATED, SMALL = 5, 10_000  # what takes less than a second is done so often, up to so many rows
CITIES = ("Lille", "Lyon", "Paris", "Nantes", "Metz", "Rennes", "Dijon", "Nice")
TERMS = {"30 jours": 30, "45 jours": 45, "60 jours": 60}
GROUPS = ("Nord", "Sud", "Est", "Grands comptes")
# header of the file, and the field as Odoo's own import names it
COLUMNS = {
    "Code client": "ref",
    "Raison sociale": "name",
    "Adresse": "street",
    "Complément": "street2",
    "Code postal": "zip",
    "Ville": "city",
    "Pays": "country_id",
    "Téléphone": "phone",
    "E-mail": "email",
    "SIREN": "company_registry",
    "N° TVA": "vat",
    "Délai de paiement": "property_payment_term_id",
    "Agence commerciale": "category_id",
    "Plafond de crédit": "credit_limit",
    "Commentaire": "comment",
}


def customers(changed=0):
    """Yield the rows of the file, the same ones each time; a list of them would count as memory of the import.

    :param changed: every so many rows another city; 0 for none
    :return: generator of ROWS lists of str, a value for each column
    """
    chance = random.Random(19)
    for number in range(ROWS):
        legal_id = str(chance.randrange(10**7, 10**8))
        legal_id = next(legal_id + digit for digit in "0123456789" if siren.is_valid(legal_id + digit))
        yield [
            f"C{number:07}",
            f"Société {number} {chance.choice(('SARL', 'SA', 'SAS'))}",
            f"{chance.randrange(1, 200)} rue des Lilas",
            f"Bât {chance.randrange(9)}" if chance.random() < 0.3 else "",
            str(chance.randrange(10000, 95999)),
            "Villeneuve" if changed and number % changed == 0 else CITIES[number % len(CITIES)],
            "France",
            f"01 99 {chance.randrange(10, 99)} {chance.randrange(10, 99)} {chance.randrange(10, 99)}",
            f"compta{number}@example.com",
            legal_id,
            f"FR{siren.to_tva(legal_id)}",
            chance.choice(list(TERMS)),
            chance.choice(GROUPS),
            f"{chance.randrange(1, 90)} 000,00",
            f"Note {number % 50}",
        ]


def file_of(header, rows):
    """Return rows as the bytes of a csv file."""
    content = io.BytesIO()
    for row in itertools.chain([header], rows):
        content.write(f"{';'.join(row)}\n".encode())
    return content.getvalue()


def forget_peak():
    """Let Linux measure the peak of this process's memory from here on."""
    with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w") as peaks:
        peaks.write("5")


def peak():
    """Return the peak of this process's memory in MB."""
    (found,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found) / 1024


def now():
    """Return seconds: the clock's, or those of the processor, which other programs do not lengthen.

    With CLOCK=processor they are this process's and those of the database's process for it, where that is on this
    machine.
    """
    if os.environ.get("CLOCK") != "processor":
        return time.perf_counter()
    seconds = time.process_time()
    with contextlib.suppress(psutil.Error):
        times = psutil.Process(env.cr.connection.info.backend_pid).cpu_times()
        seconds += times.user + times.system
    return seconds


def measured(name, *stages, times=1):
    """Call the stages one after the other and print what they took, the median where they are called several times."""
    facts = sorted((timed(*stages) for _time in range(times)), key=lambda one: one["seconds"])
    print("TIMES " + json.dumps({"name": name, **facts[times // 2]}), flush=True)


def timed(*stages):
    """Call the stages one after the other and return what they took; the peak of memory is that of the last one."""
    seconds, queries = 0, env.cr.sql_log_count
    for stage in stages:
        env.flush_all()
        env.invalidate_all()
        gc.collect()
        forget_peak()
        start = now()
        stage()
        env.flush_all()
        seconds += now() - start
    return {"seconds": seconds, "queries": env.cr.sql_log_count - queries, "peak": peak()}


def prepare():
    """Make what the file names and the user may have: terms and groups; files may be as large as they are."""
    env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_file_mb", "1000")
    terms = env["account.payment.term"]
    for name, days in TERMS.items():
        if not terms.search([("name", "=", name)]):
            line = {"value": "percent", "value_amount": 100, "delay_type": "days_after", "nb_days": days}
            terms.create({"name": name, "line_ids": [(5, 0, 0), (0, 0, line)]})
    family = env["res.partner.category"].create({"name": "Agence commerciale"})
    env["res.partner.category"].create([{"name": name, "parent_id": family.id} for name in GROUPS])


def native():
    """Odoo's own import, with external ids so that it can be run again."""
    content = native_file(customers())
    measured("Odoo's import, first", lambda: import_natively(content))
    measured("Odoo's import, again", lambda: import_natively(content))


def native_file(rows):
    """Return rows as the bytes of a csv file in which each has an external id."""
    return file_of(["External ID", *COLUMNS], ([f"bench.c{row[0].lower()}", *row] for row in rows))


def import_natively(content):
    """Import the bytes of ``native_file`` with Odoo's own import."""
    options = {
        "quoting": '"',
        "separator": ";",
        "encoding": "utf-8",
        "has_headers": True,
        "float_thousand_separator": " ",
        "float_decimal_separator": ",",
        "date_format": "",
        "datetime_format": "",
    }
    wizard = env["base_import.import"].create(
        {"res_model": "res.partner", "file": content, "file_name": "customers.csv", "file_type": "text/csv"}
    )
    result = wizard.execute_import(["id", *COLUMNS.values()], ["External ID", *COLUMNS], options)
    errors = [message for message in result["messages"] if message["type"] == "error"]
    assert not errors and len(result["ids"]) == content.count(b"\n") - 1, errors[:3]


def ours():
    """This addon: a person checks a file, has its columns remembered and imports it, and the next ones with them.

    Large files are imported block by block, as the scheduled action does it.
    """
    runs = env["dso.upload.run"]

    def step(name, start, file, options=None, times=1, **expected):
        made = []

        def send():
            made.append(runs._make(file.read_bytes(), "customers.csv", options=options))
            env.cr.commit()

        def work():
            run = made.pop()
            start(run)
            env.cr.commit()
            if run.is_under_way:
                run.sudo()._cron_import()
            found = {key: run[key] for key in expected}
            assert found == expected, (found, run.failure, run.issue_ids[:3].mapped("message"))

        # the memory that counts is that of who imports the file, not of who sends it
        measured(f"Smart Upload, {name}", send, work, times=times)

    with tempfile.TemporaryDirectory() as folder:
        first, changed = Path(folder, "first.csv"), Path(folder, "changed.csv")
        write_elsewhere(first)
        write_elsewhere(changed, changed=100)
        step("check", type(runs)._start_check, first, state="checked", created=ROWS)
        step("first", type(runs)._start, first, {"save_mapping": "Customers"}, state="done", created=ROWS)
        times = REPEATED if ROWS <= SMALL else 1
        step("again", type(runs)._start, first, times=times, state="done", unchanged=ROWS)
        step("1 % changed", type(runs)._start, changed, state="done", updated=-(-ROWS // 100))


def write_elsewhere(path, **how):
    """Write the file of ``customers(**how)`` in a process of its own, which leaves no trace in this one's memory."""
    writer = multiprocessing.get_context("fork").Process(
        target=lambda: path.write_bytes(file_of(list(COLUMNS), customers(**how)))
    )
    writer.start()
    writer.join()
    assert writer.exitcode == 0


def bare():
    """Nothing but ``res.partner.create``, in batches, of the values that an import writes."""
    partners = env["res.partner"]
    job = make_job(env, file_of(list(COLUMNS), customers()), "customers.csv")
    vals = []
    for plan in plans(env, job):
        vals += [partners._dso_creation_vals(vals_of(partners._fields, change, {})) for change in plan.changes]

    def create(**context):
        partners = env["res.partner"].with_context(**context)
        for start in range(0, len(vals), BATCH):
            partners.create([dict(one) for one in vals[start : start + BATCH]])
            partners.env.flush_all()

    savepoint = env.cr.savepoint()
    measured("res.partner.create", create)
    savepoint.rollback()
    measured("res.partner.create, in an import's context", lambda: create(**partners._dso_import_context()))


def warm_up():
    """Create a few customers, import some as ``WAY`` does, and forget them: the first ones after a start cost more."""
    savepoint = env.cr.savepoint()
    france, term = env.ref("base.fr"), env["account.payment.term"].search([], limit=1)
    vals = {"name": "Warm", "is_company": True, "country_id": france.id, "vat": "FR83404833048", "comment": "x"}
    for context in ({}, env["res.partner"]._dso_import_context()):
        partners = env["res.partner"].with_context(**context)
        partners.create([{**vals, "property_payment_term_id": term.id, "credit_limit": 5.0} for _number in range(5)])
        env.flush_all()
    few = list(itertools.islice(customers(), 3))
    for _time in range(2):
        env.flush_all()
        env.invalidate_all()
        if WAY == "native":
            import_natively(native_file(few))
        elif WAY == "ours":
            content = file_of(list(COLUMNS), few)
            env["dso.upload.run"]._make(content, "warm.csv", options={"save_mapping": "Warm"})._start()
    savepoint.rollback()


def file():
    """No import: print the file as the API takes it, and keep what it names, for an import by a server."""
    env.cr.commit()
    print("FILE " + base64.b64encode(file_of(list(COLUMNS), customers())).decode(), flush=True)


WAYS = {"native": native, "ours": ours, "bare": bare, "file": file}
env = env(user=env.ref("base.user_admin"), context={**env.context, "lang": "fr_FR", "tracking_disable": False})
prepare()
warm_up()
WAYS[WAY]()
env.cr.rollback()
