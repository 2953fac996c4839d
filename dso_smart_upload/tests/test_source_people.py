"""Who may see and use a source, what its followers are told, and files that come by e-mail."""

import logging
from datetime import timedelta
from email.message import EmailMessage

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .test_source import TEXT, SourceCase

FETCH = "odoo.addons.dso_smart_upload.models.upload_source_fetch"
NOTICE = "odoo.addons.dso_smart_upload.models.upload_source_notice"


class TestSourcePeople(SourceCase):
    def setUp(self):
        super().setUp()
        self.follower = new_test_user(
            self.env(su=True), "follower", groups="dso_smart_upload.group_user", email="follower@example.com"
        )
        self.source.message_subscribe(self.follower.partner_id.ids)
        self.before = self.source.message_ids

    def told(self):
        """Return the messages that the follower got since the test began."""
        messages = (self.source.message_ids - self.before).filtered(
            lambda message: self.follower.partner_id in message.sudo().notified_partner_ids
        )
        return messages.sorted("id")

    def late(self, hours):
        """Run the schedule as if it were some hours later."""
        self.env.flush_all()
        now = fields.Datetime.now() - timedelta(hours=hours)
        self.env.cr.execute(
            "UPDATE dso_upload_source SET create_date = %s, last_file = %s WHERE id = %s",
            [now, self.source.last_file and now or None, self.source.id],
        )
        self.env.invalidate_all()
        self.source._warn_if_late()

    def test_a_clean_import_is_logged_alone(self):
        self.put("clients.csv", TEXT)
        with self.assertLogs(NOTICE, logging.INFO) as logged:
            self.fetch()
        self.assertIn("1 created", logged.output[0])
        self.assertFalse(self.told())
        self.assertIn("1 created", self.source.last_result)

    def test_rejected_rows_are_told(self):
        self.put("clients.csv", TEXT + ";Sans code;Paris\n")
        self.fetch()
        message = self.told()
        self.assertIn("1 rows of clients.csv were rejected", message.subject)
        self.assertIn("Line 3 has no customer code", message.body)
        self.assertIn("1 created", message.body)
        self.assertIn(f"/odoo/dso.upload.run/{self.source.run_ids.id}", message.body)
        self.assertEqual(message.attachment_ids.mapped("name"), ["clients_rejected.csv"])
        self.assertIn(b"Sans code", message.attachment_ids.raw)

    @mute_logger(FETCH)
    def test_a_failure_is_told(self):
        self.put("clients.csv", "Ville\nLille\n")
        self.fetch()
        self.assertIn("clients.csv could not be imported", self.told().subject)
        self.assertIn("Customer Code", self.told().body)

    @mute_logger(NOTICE)
    def test_a_place_that_cannot_be_reached_is_told_once(self):
        self.source.folder = str(self.root / "gone")
        for _time in range(2):
            self.source._fetch(lambda: 1)
        self.assertEqual(len(self.told()), 1)
        self.assertIn("no folder", self.source.failing)
        self.source.folder = str(self.folder)
        self.source._fetch(lambda: 1)
        self.assertFalse(self.source.failing)

    def test_a_file_that_stays_away_is_told_once(self):
        self.source.expected_hours = 24
        self.late(23)
        self.assertFalse(self.told())
        self.late(25)
        self.late(26)
        self.assertEqual(self.told().mapped("subject"), ["Sage: no file for too long"])
        self.put("clients.csv", TEXT)
        self.fetch()
        self.late(25)
        self.assertEqual(len(self.told()), 2)

    def test_secrets_are_for_administrators(self):
        self.source.write({"kind": "sftp", "host": "files.example.com", "username": "sage", "password": "hidden"})
        self.assertEqual(self.source.password, "hidden")
        reader = self.source.with_user(self.user)
        self.assertEqual(reader.host, "files.example.com")
        for read in (
            lambda: reader.password,
            lambda: reader.read(["password"]),
            lambda: reader.search([("password", "=", "hidden")]),
            lambda: reader.private_key,
        ):
            with self.assertRaises(AccessError):
                read()
        self.assertNotIn("password", reader.read()[0])
        self.assertFalse(self.source.copy().password)
        for name in ("password", "private_key"):
            self.assertFalse(self.sources.fields_get([name])[name]["exportable"])
        self.assertNotIn("hidden", repr(self.source._settings()))
        self.assertEqual(self.source.sudo().export_data(["name", "password"])["datas"], [["Sage", ""]])

    def test_nobody_borrows_rights(self):
        mighty = new_test_user(
            self.env(su=True),
            "mighty",
            groups="dso_smart_upload.group_manager,base.group_system",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaisesRegex(ValidationError, "more than you may"):
            self.source.user_id = mighty
        self.source.with_user(mighty).user_id = mighty

    def test_the_server_action(self):
        self.put("clients.csv", TEXT)
        action = self.env.ref("dso_smart_upload.ir_actions_server_fetch")
        context = {"active_model": "dso.upload.source", "active_id": self.source.id, "active_ids": self.source.ids}
        with self.assertRaises(AccessError):
            action.with_user(self.user).with_context(**context).run()
        said = action.with_user(self.source.env.user).with_context(**context).run()
        self.env.cr.postcommit.run()
        self.assertIn("1 files imported", said["params"]["message"])
        self.assertEqual(self.customer("C1").city, "Lille")

    # -- e-mail --

    def mail_source(self):
        return self.sources.create(
            {
                "name": "Mail",
                "kind": "mail",
                "user_id": self.user.id,
                "pattern": "*.csv",
                "alias_name": "customers-in",
                "alias_domain_id": self.env["mail.alias.domain"].sudo().create({"name": "in.example.com"}).id,
                "allowed_senders": "sage@example.com\n@trusted.example.com",
            }
        )

    def mail(self, sender, *files):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, "customers-in@in.example.com", "Export"
        message["Message-Id"] = f"<{sender}-{len(files)}-{id(message)}@example.com>"
        message.set_content("Here it is.")
        for name, text in files:
            message.add_attachment(text.encode(), maintype="text", subtype="csv", filename=name)
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            self.env["mail.thread"].with_user(1).message_process("mail.thread", message.as_bytes())

    def test_attachments_of_allowed_senders_are_imported(self):
        source = self.mail_source()
        self.mail("Sage <sage@example.com>", ("clients.csv", TEXT), ("notes.txt", "no"))
        run = source.run_ids
        self.assertEqual((run.origin, run.state, run.filename), ("mail", "done", "clients.csv"))
        self.assertEqual((run.user_id, run.company_id), (self.user, self.company))
        self.assertEqual(self.customer("C1").city, "Lille")
        self.assertIn("Export", source.message_ids.mapped("subject"))
        self.mail("other@trusted.example.com", ("clients.csv", TEXT.replace("Lille", "Lyon")))
        self.assertEqual(self.customer("C1").city, "Lyon")

    def test_the_same_attachment_is_imported_once(self):
        source = self.mail_source()
        for _time in range(2):
            self.mail("sage@example.com", ("clients.csv", TEXT))
        self.assertEqual(len(source.run_ids), 1)

    def test_other_senders_are_turned_away(self):
        source = self.mail_source()
        for sender in ("sage@elsewhere.example.com", "sage@example.com.evil.example", "x@nottrusted.example.com"):
            self.mail(sender, ("clients.csv", TEXT))
        self.assertFalse(source.run_ids)
        self.assertFalse(self.partners.search([("ref", "=", "C1")]))

    @mute_logger(FETCH)
    def test_a_bad_attachment_does_not_lose_the_mail(self):
        source = self.mail_source()
        self.mail("sage@example.com", ("bad.csv", "Ville\nLille\n"), ("clients.csv", TEXT))
        self.assertEqual(sorted(source.run_ids.mapped("state")), ["done", "failed"])

    def test_a_mail_without_a_file_is_noted(self):
        source = self.mail_source()
        self.mail("sage@example.com")
        self.assertIn("without a file", source.last_result)
