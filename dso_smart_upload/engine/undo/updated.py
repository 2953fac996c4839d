"""Undo of updated customers: old values go back where the value of the run is still there.

In: lines of the journal of one block. Out: the outcome of each. Only fields that imports write are put back, and only
customers that a line of a file can mean, whatever the journal says.

Odoo shares addresses, tax numbers and more between a customer and their contacts. So the customer is written first,
which Odoo passes on to their contacts, and then the contacts get back what they had of their own.
"""

from functools import partial

from odoo.models import BaseModel

from ...pipeline.convert.text import to_text
from ..apply import bisect, write_alike
from ..customers import contacts_of, following_fields, shared_fields, values_of
from ..journal import storable
from .lines import partners_of, tell_meant, tell_there
from .values import (
    FAILED,
    KEPT,
    PUT_BACK,
    REVERTED,
    Line,
    Outcome,
    Stays,
    is_same,
    is_value,
    links_back,
)

ONLINE = ("vies_valid",)  # stored fields that Odoo asks an online service for; an import leaves them alone too


def undo_updated(run: BaseModel, lines: list[Line]) -> dict[int, Outcome]:
    """Put the old values of customers back: outcomes by id of a line."""
    there, outcomes = tell_there(run, lines, Outcome(KEPT, run.env._("This customer was deleted since.")))
    there, others = tell_meant(run, there)
    writable, imported = _undo_fields(run)
    names = writable & imported & {name for line in there for name in line.left}
    partners = partners_of(run).browse({line.partner_id for line in there})
    today = values_of(partners, partners.ids, names)
    known = _undo_known(run, there)
    steps = [(line, *_old_values(run, line, today[line.partner_id], imported, known)) for line in there]
    contacts = _contacts_back(run, there, known)
    writes = [(line, vals, contacts.get(line.id, {})) for line, vals, _stays in steps if vals]
    _done, refused = bisect(run.env, writes, partial(partial(_put_back, run), partners))
    failed = {line.id: Outcome(FAILED, reason) for (line, _vals, _contacts), reason in refused}
    return outcomes | others | _kept_outcomes(run, steps) | failed


def _undo_fields(run):
    """Return the names of the partner fields that this user may write, and of those that imports write.

    :return: (set, set)
    """
    partners = run.env["res.partner"]
    fields_ = partners._fields
    imported = set(run.env["dso.upload.field"]._all().mapped("partner_field")) & fields_.keys()
    imported |= {"active", *following_fields(partners)}
    return {name for name, field in fields_.items() if partners._has_field_access(field, "write")}, imported


def _undo_known(run, lines):
    """Return the records that old values name and that still exist: dict model -> set of ids."""
    partner_fields, ids = run.env["res.partner"]._fields, {}
    cells = (cell for line in lines for cell in (line.values, *line.contacts.values()))
    for name, pair in (item for cell in cells for item in cell.items()):
        field = partner_fields.get(name)
        if pair and pair[0] and field and field.comodel_name and is_value(field, pair[0]):
            old = pair[0] if isinstance(pair[0], list) else [pair[0]]
            ids.setdefault(field.comodel_name, set()).update(old)
    return {model: set(run.env[model].browse(found).exists().ids) for model, found in ids.items()}


def _old_values(run, line, today, imported, known):
    """Return what puts a customer back, and what stays as it is.

    :param today: dict partner field -> today's value, of the fields of imports that the user may write
    :param imported: names of the partner fields that imports write
    :param known: of ``_undo_known``
    :return: (values as ``write`` takes them, dict partner field -> ``Stays``)
    """
    vals, stays, partner_fields = {}, {}, run.env["res.partner"]._fields
    for name in line.left:
        if name not in today:
            stays[name] = Stays("forbidden" if name in imported else "foreign")
            continue
        field, pair = partner_fields[name], line.values[name]
        if not (pair and all(is_value(field, value) for value in pair)):
            stays[name] = Stays("unreadable")
            continue
        (old, new), now, existing = pair, storable(today[name], {}), known.get(field.comodel_name, ())
        if field.type == "many2many":
            commands = links_back(now or [], old or [], new or [], existing)
            vals |= {name: commands} if commands else {}
            if not set(old or ()) <= set(existing):
                stays[name] = Stays("deleted")
        elif is_same(field, now, old):
            continue
        elif not is_same(field, now, new):
            stays[name] = Stays("changed", now, new)
        elif old and _is_deleted(run, field, old, existing):
            stays[name] = Stays("deleted")
        else:
            vals[name] = False if old is None else old
    return vals, stays


def _is_deleted(run, field, old, existing):
    """Say whether the record, or the choice, that an old value means is there no more."""
    if field.type == "selection":
        return old not in field.get_values(run.env)  # Odoo itself takes any language, for one
    return bool(field.comodel_name) and old not in existing


def _contacts_back(run, lines, known):
    """Return what contacts of customers are to have once those are put back.

    :param known: of ``_undo_known``
    :return: dict id of a line -> dict contact id -> values as ``write`` takes them
    """
    partners, shared = partners_of(run), shared_fields(run.env["res.partner"])
    lines = [line for line in lines if line.contacts]
    owners = contacts_of(partners, [line.partner_id for line in lines])
    contacts = partners.browse(owners)._filtered_access("write")
    today = values_of(contacts, contacts.ids, shared)
    wanted = {}
    for line in lines:
        for id_, pairs in line.contacts.items():
            if id_ in today and owners[id_] == line.partner_id:
                shared_pairs = {name: pairs[name] for name in shared if name in pairs}
                wanted.setdefault(line.id, {})[id_] = _contact_vals(run, shared_pairs, today[id_], known)
    return wanted


def _contact_vals(run, pairs, today, known):
    """Return what a contact is to have: the old value where they still have the new one, else today's.

    :param pairs: dict partner field -> (old, new), or None
    :param today: dict partner field -> today's value
    :param known: of ``_undo_known``
    """
    vals = {}
    for name, pair in pairs.items():
        field, now = run.env["res.partner"]._fields[name], storable(today[name], {})
        if not (pair and all(is_value(field, value) for value in pair)):
            continue
        old, existing = pair[0], known.get(field.comodel_name, ())
        goes_back = is_same(field, now, pair[1]) and not (old and _is_deleted(run, field, old, existing))
        value = old if goes_back else now
        vals[name] = False if value is None else value
    return vals


def _put_back(run, partners, batch):
    """Write old values, equal ones in one call: the write of ``bisect``.

    :param batch: list of (line, values of the customer, dict contact id -> values)
    """
    pairs = [(line.partner_id, vals) for line, vals, _contacts in batch]
    contacts = {id_: vals for _line, _vals, found in batch for id_, vals in found.items()}
    # who get the tax number as well
    numbered = contacts_of(partners, [id_ for id_, vals in pairs if "vat" in vals])
    online = [partners._fields[name] for name in ONLINE if name in partners._fields]
    with run.env.protecting(online, partners.browse({*dict(pairs), *numbered})):
        write_alike(partners, pairs)
        partners.env.flush_all()
        _put_contacts_back(run, partners, contacts)
    return {}


def _put_contacts_back(run, partners, wanted):
    """Write to contacts what Odoo did not give them when their customer was written.

    As in Odoo's own ``_update_address``, what a contact has of their own is not passed on to their customer.

    :param wanted: dict contact id -> values
    """
    names = {name for vals in wanted.values() for name in vals}
    today = values_of(partners, list(wanted), names) if wanted else {}
    alike = {}
    for id_, vals in wanted.items():
        other = {
            name: value
            for name, value in vals.items()
            if not is_same(partners._fields[name], storable(today[id_][name], {}), value or None)
        }
        alike.setdefault(repr(sorted(other.items())), (other, []))[1].append(id_)
    for vals, ids in alike.values():
        if vals:
            BaseModel.write(partners.browse(ids), vals)
    partners.env.flush_all()


def _kept_outcomes(run, steps):
    """Return the ``Outcome`` of each line when Odoo takes what is written: dict id of a line -> ``Outcome``.

    :param steps: list of (line, values to write, dict partner field -> ``Stays``)
    """
    labels = _labels(run, {name for _line, _vals, stays in steps for name in stays})
    shown = _names(run, steps)
    outcomes = {}
    for line, _vals, stays in steps:
        if not line.left and not line.is_further_code:
            outcomes[line.id] = Outcome(KEPT, run.env._("The journal does not say what this customer had before."))
            continue
        sentences = [_why_it_stays(run, name, one, labels[name], shown) for name, one in stays.items()]
        if stays:
            named = tuple(name for name, one in stays.items() if one.kind == "changed")
            outcomes[line.id] = Outcome(KEPT, " ".join(sentences), tuple(stays), named=named)
        else:
            outcomes[line.id] = Outcome(REVERTED, how=PUT_BACK)
    return outcomes


def _why_it_stays(run, name, one, label, shown):
    """Return why a value stays, as a sentence.

    :param one: ``Stays``
    :param shown: of ``_names``
    """
    if one.kind == "changed":
        now, new = (_shown(run, name, value, shown) for value in (one.now, one.new))
        return run.env._("%(field)s was changed since, from %(new)s to %(now)s.", field=label, new=new, now=now)
    if one.kind == "deleted":
        return run.env._("The old value of %(field)s was deleted since.", field=label)
    if one.kind == "forbidden":
        return run.env._("You may not change %(field)s.", field=label)
    if one.kind == "foreign":
        return run.env._("%(field)s stays: it is not a field that imports write.", field=label)
    return run.env._("%(field)s stays: the journal has no usable old value of it.", field=label)


def _labels(run, names):
    """Return how people call partner fields: dict name -> label."""
    labels = {field.partner_field: field.name for field in reversed(run.env["dso.upload.field"]._all())}
    unknown = [name for name in names if name not in labels]
    others = run.env["res.partner"].fields_get(unknown, ["string"]) if unknown else {}
    return {name: labels.get(name) or others.get(name, {}).get("string") or name for name in names}


def _names(run, steps):
    """Return the names of the records among the values that stay: dict model -> dict id -> name."""
    partner_fields, ids = run.env["res.partner"]._fields, {}
    for _line, _vals, stays in steps:
        for name, one in stays.items():
            if one.kind == "changed" and partner_fields[name].comodel_name:
                found = ids.setdefault(partner_fields[name].comodel_name, set())
                found.update(value for value in (one.now, one.new) if value)
    return {
        model: {one.id: one.display_name for one in run.env[model].browse(found).exists()._filtered_access("read")}
        for model, found in ids.items()
    }


def _shown(run, name, value, names):
    """Return a value of ``raw_values`` as a person reads it."""
    field = run.env["res.partner"]._fields[name]
    if value and field.comodel_name:
        return names[field.comodel_name].get(value) or run.env._("(deleted)")
    return run.env["dso.upload.change"]._shown(to_text(value) if value and field.type == "html" else value)
