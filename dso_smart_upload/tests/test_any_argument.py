"""Whatever a program gives to a public method, it gets a result or a sentence, and the database can still be read."""

import inspect
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tools import mute_logger

from ..models.upload_mapping_json import SETTINGS
from ..wizards.smart_upload_bench_check import REMEDIES
from .common import UploadCase, encoded

TEXT = "Code client;Raison sociale;Conditions;Groupe;Pays;Limite\nJ1;Joie;zz;zz;zz;zz\nJ2;Jeu;30 jours;Sud;;\n"
COLUMNS = {
    "Code client": "code",
    "Raison sociale": "name",
    "Conditions": "payment_term",
    "Groupe": "groups",
    "Pays": "country",
    "Limite": "credit_limit",
}
OF_ODOO = ("create", "write", "load", "unlink", "message_update")  # what this addon extends
MODELS = ("dso.upload.run", "dso.upload.mapping", "dso.upload.field", "dso.upload.source", "dso.smart.upload")
# What callers get wrong, and what attackers try, beside anything that JSON can hold.
ODD = ["\0", "\ud800", "x" * 5000, "code", "name", "Code client", "..", "%s", "{}", "=1+1", 2**31, -1, 2**70, 1e308]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(ODD),
    st.just(float("nan")),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
OPTIONS = (
    "columns policies on_blank on_bad values save_mapping full_file all_or_nothing encoding delimiter sheet "
    "header_line decimal day_first create_payment_terms corrections"
).split()
HEADERS = st.sampled_from(["Code client", "Raison sociale", "Conditions", "Groupe", "conditions", ""])
TABLE = st.dictionaries(HEADERS, JSON | st.sampled_from(["code", "name", "payment_term", "groups", "always", "clear"]))
VALUES = st.dictionaries(HEADERS, st.dictionaries(st.sampled_from(["zz", "Nord", ""]), JSON, max_size=2), max_size=2)
CORRECTIONS = st.dictionaries(
    st.sampled_from(["2", "3", "1", "x", "-1", "99999999999"]) | st.integers(),
    st.dictionaries(HEADERS, st.text(max_size=5) | JSON, max_size=2) | JSON,
    max_size=2,
)
GIVEN_OPTIONS = st.dictionaries(
    st.sampled_from(OPTIONS) | st.text(max_size=5),
    JSON | TABLE | VALUES | CORRECTIONS | st.sampled_from(["utf-8", ";", ",", 1]),
    max_size=3,
)
ARGUMENTS = {
    "content": st.just(encoded(TEXT)) | JSON,
    "filename": st.just("clients.csv") | JSON,
    "options": GIVEN_OPTIONS | JSON,
    "rows": st.lists(
        st.dictionaries(st.sampled_from(["code", "name", "groups", "x"]) | st.text(max_size=5), JSON, max_size=4),
        max_size=3,
    )
    | JSON,
    "mapping": st.just("") | JSON,
    "idempotency_key": st.just("") | JSON,
}
MAPPING = st.fixed_dictionaries(
    {
        "name": st.just("M") | JSON,
        "columns": st.lists(
            st.dictionaries(
                st.sampled_from("header field family policy on_blank on_bad keeps_groups values".split()),
                JSON | st.sampled_from(["Groupe", "groups", "always"]),
                max_size=5,
            )
            | JSON,
            max_size=2,
        )
        | JSON,
    },
    optional=dict.fromkeys(set(SETTINGS) - {"name"}, JSON),
)
MAPPINGS = st.builds(
    lambda mappings: json.dumps({"format": "dso_smart_upload.mapping", "version": 1, "mappings": mappings}),
    st.lists(MAPPING | JSON, max_size=2) | JSON,
)
EXAMPLES = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


class TestAnyArgument(UploadCase):
    def call(self, model, method, *args, ids=(), **kwargs):
        """Call a public method as a program does: it gets a result or a sentence."""
        self.env.cr.execute("SAVEPOINT any_argument")
        try:
            get_public_method(self.env[model], method)
            getattr(self.env[model].browse(ids), method)(*args, **kwargs)
            self.env.flush_all()
            self.assert_readable()
        except (UserError, AccessError) as error:
            self.assertTrue(str(error).strip())
        finally:
            self.env.cr.execute("ROLLBACK TO SAVEPOINT any_argument")
            self.env.transaction.clear()

    def assert_readable(self):
        """Read back everything that the call may have stored."""
        self.env.invalidate_all()
        customers = self.partners.search([("ref", "!=", False)])
        customers.read(["name", "ref", "property_payment_term_id", "category_id", "credit_limit"])
        for model in ("dso.upload.run", "dso.upload.mapping", "dso.upload.mapping.column", "dso.upload.mapping.value"):
            self.env[model].search([]).read()

    def public_methods(self):
        """Yield (model, name, parameters) of each public method of this addon's models that takes arguments."""
        for model in MODELS:
            for name, method in inspect.getmembers(type(self.env[model]), inspect.isfunction):
                own = method.__module__.startswith("odoo.addons.dso_smart_upload.models")
                parameters = [one for one in inspect.signature(method).parameters if one != "self"]
                if own and parameters and not name.startswith("_") and name not in OF_ODOO:
                    yield model, name, parameters

    def test_every_public_method_is_known(self):
        found = {f"{model}.{name}" for model, name, _parameters in self.public_methods()}
        run = {f"dso.upload.run.{name}" for name in ("check_file", "import_file", "import_rows", "get_report", "undo")}
        self.assertGreaterEqual(found, run | {"dso.upload.mapping.import_json"})

    @mute_logger("odoo.sql_db", "odoo.addons.dso_smart_upload.models")
    def test_any_json_at_every_argument(self):
        for model, name, parameters in self.public_methods():
            with self.subTest(f"{model}.{name}"):
                self.try_any_json(model, name, parameters)

    def try_any_json(self, model, name, parameters):
        required = {one: "" for one in parameters if one in ("content", "filename", "rows", "run_id")}

        @EXAMPLES
        @given(st.fixed_dictionaries({}, optional={one: ARGUMENTS.get(one, JSON) for one in parameters}))
        def try_it(arguments):
            self.call(model, name, **{**required, **arguments})

        try_it()

    @mute_logger("odoo.sql_db", "odoo.addons.dso_smart_upload.models")
    def test_any_option(self):
        @settings(EXAMPLES, max_examples=120)
        @given(GIVEN_OPTIONS, st.sampled_from(["check_file", "import_file"]))
        def try_it(options, method):
            self.call("dso.upload.run", method, content=encoded(TEXT), filename="clients.csv", options=options)

        try_it()

    @mute_logger("odoo.sql_db", "odoo.addons.dso_smart_upload.models")
    def test_any_meaning_of_a_word(self):
        @settings(EXAMPLES, max_examples=120)
        @given(st.sampled_from(list(COLUMNS)[2:]), JSON)
        def try_it(header, meaning):
            options = {"columns": COLUMNS, "values": {header: {"zz": meaning}}, "save_mapping": "M"}
            self.call("dso.upload.run", "import_file", content=encoded(TEXT), filename="clients.csv", options=options)

        try_it()

    @mute_logger("odoo.sql_db", "odoo.addons.dso_smart_upload.models")
    def test_anything_written_where_the_methods_keep_what_was_said(self):
        uploads = self.env["dso.smart.upload"]
        upload = uploads.browse(uploads.bench_upload(encoded(TEXT), "clients.csv")["id"])
        upload.bench_go("check")
        said = st.dictionaries(HEADERS, st.dictionaries(st.sampled_from(["zz", "J1"]), JSON, max_size=2) | JSON) | JSON
        readers = ("bench_state", "bench_check", "bench_twins", "bench_rows", "action_check", "bench_run")

        @settings(EXAMPLES, max_examples=100)
        @given(st.sampled_from(["said_words", "said_codes", "file_facts"]), said)
        def try_it(name, value):
            self.call("dso.smart.upload", "write", {name: value}, ids=upload.ids)
            for reader in readers:
                self.call("dso.smart.upload", reader, ids=upload.ids)
            self.call("dso.smart.upload", "bench_unsay", "Pays", "zz", ids=upload.ids)
            self.call("dso.smart.upload", "bench_twin", {"J1": 0}, ids=upload.ids)
            self.call("dso.smart.upload", "write", {name: False}, ids=upload.ids)

        try_it()

    @mute_logger("odoo.sql_db", "odoo.addons.dso_smart_upload.models")
    def test_anything_said_in_the_check(self):
        uploads = self.env["dso.smart.upload"]
        upload = uploads.browse(uploads.bench_upload(encoded(TEXT), "clients.csv")["id"])
        upload.bench_go("check")
        cause = st.fixed_dictionaries(
            {},
            optional={
                "kind": st.sampled_from(["unknown_country", "possible_twin"]) | JSON,
                "column": HEADERS | st.just("Pays") | JSON,
                "value": JSON,
                "name": st.sampled_from(["Sud", "zz"]) | JSON,
                "headers": st.lists(HEADERS, max_size=2) | JSON,
            },
        )
        words = st.dictionaries(
            st.sampled_from(["zz", "Sud", "J1", "\0", "\ud800"]) | st.text(max_size=5), JSON, max_size=2
        )
        calls = {
            "bench_check_rows": (st.sampled_from(["all", "kept"]) | JSON, cause | JSON, JSON, JSON, JSON),
            "bench_twins": (JSON, JSON),
            "bench_remedy": (st.sampled_from(REMEDIES) | JSON, cause | JSON, words | JSON),
            "bench_unsay": (HEADERS | JSON, JSON),
            "bench_twin": (words | JSON, st.sampled_from(["same", "new"]) | JSON),
            "bench_correct": (st.sampled_from([2, 3]) | JSON, HEADERS | JSON, st.text(max_size=5) | JSON),
        }

        @settings(EXAMPLES, max_examples=200)
        @given(st.sampled_from(sorted(calls)).flatmap(lambda name: st.tuples(st.just(name), st.tuples(*calls[name]))))
        def try_it(call):
            name, arguments = call
            self.call("dso.smart.upload", name, *arguments, ids=upload.ids)

        try_it()

    @mute_logger("odoo.sql_db", "odoo.addons.dso_smart_upload.models")
    def test_any_mapping(self):
        @settings(EXAMPLES, max_examples=120)
        @given(MAPPINGS)
        def try_it(content):
            self.call("dso.upload.mapping", "import_json", content)

        try_it()
