"""Passwords and keys of sources are written and never read back, and belong to one server."""

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from .test_source import SourceCase

PLACE = {"kind": "sftp", "host": "files.example.com", "username": "sage", "folder": "/out", "host_key": "ssh-rsa AAAA"}
SECRETS = {"password": "hidden word", "private_key": "hidden key"}
COLUMNS = ("secret_password", "secret_private_key")


class TestSourceSecrets(SourceCase):
    def setUp(self):
        super().setUp()
        self.manager = self.source.env.user
        self.system = self.new_user("root like", "dso_smart_upload.group_manager,base.group_system")
        self.imported = self.runs.browse(self.upload("Code client;Raison sociale\nC1;A\n")["run_id"])
        self.imported._as_engine().source_id = self.source.id
        self.source.write({**PLACE, **SECRETS})
        for user in (self.user, self.manager, self.system):
            user.with_user(1).group_ids += self.env.ref("base.group_allow_export")
        self.env.flush_all()
        self.env.invalidate_all()

    def stored(self):
        settings = self.source._settings()
        return settings.password, settings.private_key

    def test_they_are_used(self):
        self.assertEqual(self.stored(), ("hidden word", "hidden key"))
        self.assertNotIn("hidden", repr(self.source._settings()))

    def test_nobody_reads_them_back(self):
        for user in (self.user, self.manager, self.system):
            for name in COLUMNS:
                for number, read in enumerate(self.readers(user, name)):
                    with (
                        self.subTest(f"{user.login} {name} {number}"),
                        mute_logger("odoo.models"),
                        self.assertRaises(AccessError),
                    ):
                        read()

    def readers(self, user, name):
        """Return functions that try to read a field, each in another way."""
        source = self.source.with_user(user)
        run = self.env["dso.upload.run"].with_user(user)
        return (
            lambda: source[name],
            lambda: source.read([name]),
            lambda: source.mapped(name),
            lambda: source.grouped(name),
            lambda: source.search([(name, "=like", "h%")]),
            lambda: source.search([("create_uid", "!=", False), "!", (name, "=", False)]),
            lambda: source.search_count([(name, ">", "h")]),
            lambda: source.search([], order=f"{name} desc"),
            lambda: source.search_read([], [name]),
            lambda: source.web_search_read([], {name: {}}),
            lambda: source.web_read({name: {}}),
            lambda: source.filtered_domain([(name, "=like", "h%")]),
            lambda: source._read_group([], [name]),
            lambda: source.formatted_read_group([], [name], ["__count"]),
            lambda: source.formatted_read_group([], [], [f"{name}:array_agg"]),
            lambda: source.export_data([name]),
            lambda: source.copy({name: source[name]}),
            lambda: run.search([(f"source_id.{name}", "=like", "h%")]),
            lambda: run.search([("source_id", "any", [(name, "=like", "h%")])]),
            lambda: self.imported.with_user(user).export_data([f"source_id/{name}"]),
            lambda: self.imported.with_user(user).web_read({"source_id": {"fields": {name: {}}}}),
        )

    def test_nothing_that_is_shown_holds_them(self):
        for user in (self.user, self.manager, self.system):
            source = self.source.with_user(user)
            self.assertFalse(source.fields_get().keys() & set(COLUMNS))
            shown = [source.read(), source.read(list(source.fields_get())), source.export_data(["name", "host"])]
            if user != self.user:
                shown += [source.copy_data(), source.export_data(list(SECRETS)), source.web_read({"password": {}})]
                shown.append(source.onchange({"host": "x"}, ["host"], {"host": {}, "password": {}}))
            self.assertNotIn("hidden", repr(shown))
            self.assertIn("files.example.com", repr(shown))
        for name in SECRETS:
            self.assertFalse(self.source.fields_get([name])[name]["exportable"])
            self.assertFalse(self.source.fields_get([name])[name]["searchable"])
            with self.assertRaises(AccessError):
                self.source.with_user(self.user).read([name])
        exported = self.source.sudo().export_data(["name", *COLUMNS, *SECRETS])
        self.assertEqual(exported["datas"], [["Sage", "", "", "", ""]])

    def test_they_read_as_empty_right_after_they_were_written(self):
        self.source.write({"password": "hidden again"})
        self.assertFalse(self.source.password)
        self.assertTrue(self.source.has_password)
        made = self.sources.create({"name": "New", **PLACE, **SECRETS, "user_id": self.user.id})
        self.assertFalse(made.password or made.private_key)
        self.assertTrue(made.has_password and made.has_private_key)
        self.assertEqual(made._settings().password, "hidden word")
        self.assertFalse(made.web_save({"password": "other"}, {"password": {}})[0]["password"])
        self.assertNotIn("hidden", repr(made.message_ids.mapped("body")))

    def test_copies_have_none(self):
        copied = self.source.copy()
        self.assertEqual((copied._settings().password, copied._settings().private_key), ("", ""))
        self.assertEqual(self.stored(), ("hidden word", "hidden key"))

    def test_they_are_forgotten_with_the_server(self):
        for changes in (
            {"host": "evil.example.com"},
            {"port": 2222},
            {"username": "other"},
            {"kind": "ftp"},
            {"kind": "http", "url": "https://evil.example.com/"},
            {"host_key": "ssh-rsa BBBB"},
            {"host_key": False},
            {"certificate": "-----BEGIN"},
        ):
            with self.subTest(changes):
                self.source.write({**PLACE, "url": False, "port": 0, "certificate": False})
                self.source.write(SECRETS)
                self.source.write({"pattern": "*.txt", "folder": "/other", "name": "Renamed"})
                self.assertEqual(self.stored(), ("hidden word", "hidden key"))
                self.source.write(changes)
                self.assertEqual(self.stored(), ("", ""))
                self.assertFalse(self.source.has_password)

    def test_it_is_said_that_they_are_forgotten(self):
        with Form(self.source.with_user(self.manager)) as form:
            self.assertIn("Set.", form.password_hint)
            form.host = "other.example.com"
            self.assertIn("Give it again", form.password_hint)
            self.assertIn("Give it again", form.private_key_hint)
            form.host = PLACE["host"]
            self.assertIn("Set.", form.password_hint)
            form.host = "other.example.com"
        said = [str(body) for body in self.source.message_ids.mapped("body") if "forgotten" in body]
        self.assertEqual(len(said), 2, said)
        self.source.host = "third.example.com"  # nothing is left to forget
        self.assertEqual(len([body for body in self.source.message_ids.mapped("body") if "forgotten" in body]), 2)

    def test_they_may_be_given_with_the_server(self):
        self.source.write({"host": "new.example.com", "password": "given anew"})
        self.assertEqual(self.stored(), ("given anew", ""))
        self.assertFalse(self.source.host_key)  # it was the other server's

    def test_the_first_key_of_a_server_keeps_them(self):
        self.source.write({**PLACE, "host_key": False})
        self.source.write(SECRETS)
        self.source.write({"host_key": "ssh-rsa AAAA"})
        self.assertEqual(self.stored(), ("hidden word", "hidden key"))

    def test_they_can_be_taken_away(self):
        self.source.private_key = False
        self.assertEqual(self.stored(), ("hidden word", ""))

    def test_nobody_writes_the_columns(self):
        for user in (self.manager, self.system):
            for name in COLUMNS:
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.source.with_user(user).write({name: "x"})
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.sources.with_user(user).create({"name": "x", **PLACE, name: "x"})
