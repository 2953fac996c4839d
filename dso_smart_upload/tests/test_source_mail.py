"""Files that come by e-mail: to a secret address, from approved senders, handed on by the mail gateway only."""

import itertools
from email.message import EmailMessage
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from ..models import upload_source_mail
from .test_source import TEXT, SourceCase

FETCH = "odoo.addons.dso_smart_upload.models.upload_source_fetch"
MAIL = "odoo.addons.dso_smart_upload.models.upload_source_mail"
NOTICE = "odoo.addons.dso_smart_upload.models.upload_source_notice"
NUMBERS = itertools.count()
CLIENTS = ("clients.csv", TEXT)


class MailCase(SourceCase):
    """A source that takes files from mails."""

    def setUp(self):
        super().setUp()
        self.manager = self.source.env.user
        self.domain = self.env["mail.alias.domain"].sudo().create({"name": "in.example.com"})
        self.source = self.mail_source()

    def mail_source(self, **changes):
        return self.sources.create(
            {
                "name": "Mail",
                "kind": "mail",
                "user_id": self.user.id,
                "pattern": "*.csv",
                "alias_name": "customers-in",
                "alias_domain_id": self.domain.id,
                "allowed_senders": "sage@example.com\n@trusted.example.com",
                **changes,
            }
        )

    def message(self, sender, *files, to=None, headers=()):
        """Return the bytes of a mail.

        :param headers: list of (name, text), put on top
        """
        message = EmailMessage()
        for name, text in headers:
            message[name] = text
        message["From"], message["To"], message["Subject"] = sender, to or self.source.mail_address, "Export"
        message["Message-Id"] = f"<{next(NUMBERS)}@example.com>"
        message.set_content("Here it is.")
        for name, text in files:
            message.add_attachment(text.encode(), maintype="text", subtype="csv", filename=name)
        return message.as_bytes()

    def mail(self, sender, *files, user=1, model=None, **options):
        with mute_logger("odoo.addons.mail.models.mail_thread", MAIL):
            gateway = self.env["mail.thread"].with_user(user)
            return gateway.message_process(model, self.message(sender, *files, **options))

    def assertNothingImported(self):
        self.assertFalse(self.env["dso.upload.run"].search([("origin", "=", "mail")]))
        self.assertFalse(self.partners.search([("ref", "=", "C1")]))


class TestSourceMail(MailCase):
    def test_attachments_of_allowed_senders_are_imported(self):
        self.mail("Sage <sage@example.com>", CLIENTS, ("notes.txt", "no"))
        run = self.source.run_ids
        self.assertEqual((run.origin, run.state, run.filename), ("mail", "done", "clients.csv"))
        self.assertEqual((run.user_id, run.company_id), (self.user, self.company))
        self.assertEqual(self.customer("C1").city, "Lille")
        self.assertIn("Export", self.source.message_ids.mapped("subject"))
        self.mail("other@trusted.example.com", ("clients.csv", TEXT.replace("Lille", "Lyon")))
        self.assertEqual(self.customer("C1").city, "Lyon")

    def test_the_same_attachment_is_imported_once(self):
        for _time in range(2):
            self.mail("sage@example.com", CLIENTS)
        self.assertEqual(len(self.source.run_ids), 1)

    def test_other_senders_are_turned_away(self):
        for sender in ("sage@elsewhere.example.com", "sage@example.com.evil.example", "x@nottrusted.example.com"):
            self.mail(sender, CLIENTS)
        self.assertNothingImported()

    def test_two_senders_in_one_mail(self):
        self.mail("sage@example.com, x@evil.example.com", CLIENTS)
        self.assertNothingImported()
        self.assertIn("not an approved one", self.source.last_result)

    @mute_logger(FETCH)
    def test_a_bad_attachment_does_not_lose_the_mail(self):
        self.mail("sage@example.com", ("bad.csv", "Ville\nLille\n"), CLIENTS)
        self.assertEqual(sorted(self.source.run_ids.mapped("state")), ["done", "failed"])

    def test_a_mail_without_a_file_is_noted(self):
        self.mail("sage@example.com")
        self.assertIn("without a file", self.source.last_result)

    @mute_logger(FETCH)
    def test_a_mail_of_very_many_files(self):
        files = [(f"{number}.csv", TEXT.replace("C1", f"C{number}")) for number in range(4)]
        with patch.object(upload_source_mail, "MOST_ATTACHMENTS", 2):
            self.mail("sage@example.com", *files)
        self.assertEqual(len(self.source.run_ids), 2)
        self.assertIn("more than 2 files", self.source.last_result)

    @mute_logger(FETCH)
    def test_a_large_attachment(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_file_mb", "0.00001")
        self.mail("sage@example.com", CLIENTS)
        self.assertFalse(self.source.run_ids)
        self.assertIn("larger", self.source.last_result)

    @mute_logger(NOTICE)
    def test_an_archived_user(self):
        self.user.sudo().active = False
        self.mail("sage@example.com", CLIENTS)
        self.assertFalse(self.source.run_ids)
        self.assertIn("archived", self.source.failing)
        self.user.sudo().active = True
        self.mail("sage@example.com", CLIENTS)
        self.assertEqual((len(self.source.run_ids), self.source.failing), (1, ""))

    def test_an_archived_source(self):
        address = self.source.mail_address
        self.source.active = False
        self.mail("sage@example.com", CLIENTS, to=address)
        self.assertNothingImported()

    # -- the address --

    def test_the_address_has_a_secret_part(self):
        other = self.mail_source(name="Other")
        for source in (self.source, other):
            self.assertRegex(source.mail_address, "^customers-in-[a-z2-9]{16}@in.example.com$")
        self.assertNotEqual(self.source.mail_address, other.mail_address)
        for address in ("customers-in@in.example.com", "customers-in-aaaaaaaaaaaaaaaa@in.example.com"):
            with self.assertRaises(ValueError):
                self.mail("sage@example.com", CLIENTS, to=address)
        self.assertNothingImported()

    def test_who_sees_the_address(self):
        secret = self.source.mail_address.partition("@")[0]
        with self.assertRaises(AccessError):
            self.source.with_user(self.user).read(["mail_address"])
        system = self.new_user("system", "dso_smart_upload.group_manager,base.group_system")
        self.assertEqual(self.source.with_user(system).mail_address, self.source.mail_address)
        theirs = self.mail_source(alias_name="theirs").with_user(system)
        theirs.user_id = self.new_user("mighty", "dso_smart_upload.group_user,base.group_erp_manager")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(theirs.with_user(self.manager).mail_address)
        employee = self.new_user("employee", "base.group_user")
        for user in (self.user, self.manager, employee):
            aliases = self.env["mail.alias"].with_user(user)
            self.assertFalse(aliases.search([("alias_name", "=like", "customers-in%")]))
            self.assertFalse(aliases.name_search(secret))
            alias = self.source.sudo().alias_id.with_user(user)
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                alias.read(["alias_name"])
            with self.assertRaises(AccessError):
                self.source.with_user(user).read(["alias_id"])
            with self.assertRaises(AccessError):
                self.source.with_user(user).search([("alias_id.alias_name", "=like", "c%")])
            if user != employee:
                shown = self.source.with_user(user).read([])
                self.assertEqual(secret in repr(shown), user == self.manager)

    def test_the_address_is_in_no_message(self):
        secret = self.source.mail_address.partition("@")[0]
        self.source.message_subscribe(self.user.partner_id.ids)
        self.mail("sage@example.com", ("clients.csv", TEXT + ";Sans code;Paris\n"))
        messages = self.source.message_ids
        self.assertTrue(messages)
        for name in ("reply_to", "incoming_email_to", "incoming_email_cc", "body", "email_from", "record_name"):
            self.assertNotIn(secret, repr(messages.mapped(name)))
        self.assertNotIn(secret, repr(messages.sudo().mail_ids.mapped("reply_to")))

    def test_the_mail_itself_is_not_kept(self):
        gateway = self.env["mail.thread"].with_user(1)
        gateway.message_process(None, self.message("sage@example.com", CLIENTS), save_original=True)
        self.assertEqual(self.source.message_ids.attachment_ids.mapped("name"), ["clients.csv"])
        self.assertEqual(len(self.source.run_ids), 1)

    def test_files_that_not_all_may_read_are_kept_by_the_import_only(self):
        for model in ("res.partner", "res.users"):  # as an addon may do
            field = self.env.registry[model]._fields["website"]
            self.addCleanup(setattr, field, "groups", field.groups)
            field.groups = "base.group_system"
        self.mail("sage@example.com", ("clients.csv", TEXT + ";Sans code;Paris\n"), ("notes.txt", "x"))
        self.assertEqual(self.source.message_ids.attachment_ids.mapped("name"), ["notes.txt"])
        self.assertEqual((self.source.run_ids.created, self.source.run_ids.rejected), (1, 1))
        self.assertIn("The rejected rows are in the import", "".join(self.source.message_ids.mapped("body")))

    def test_a_new_address(self):
        old = self.source.mail_address
        self.source.action_renew_address()
        self.assertNotEqual(self.source.mail_address, old)
        with self.assertRaises(ValueError):
            self.mail("sage@example.com", CLIENTS, to=old)
        self.mail("sage@example.com", CLIENTS)
        self.assertEqual(len(self.source.run_ids), 1)

    def test_what_the_address_follows(self):
        first = self.source.mail_address
        self.source.write({"name": "Renamed", "pattern": "*.txt"})
        self.assertEqual(self.source.mail_address, first)
        self.source.alias_name = "Änother One"
        self.assertRegex(self.source.mail_address, "^another-one-.{16}@in.example.com$")
        alias = self.source.sudo().alias_id
        self.source.write({"kind": "folder", "folder": str(self.folder)})
        self.assertFalse(self.source.mail_address or alias.exists())
        self.source.kind = "mail"
        self.assertRegex(self.source.mail_address, "^another-one-")
        copied = self.source.copy()
        self.assertRegex(copied.mail_address, "^another-one-")
        self.assertNotEqual(copied.mail_address, self.source.mail_address)
        alias = copied.sudo().alias_id
        copied.unlink()
        self.assertFalse(alias.exists())

    def test_nobody_takes_the_address_of_another(self):
        alias = (
            self.env["mail.alias"]
            .sudo()
            .create({"alias_name": "invoices", "alias_model_id": self.env["ir.model"].sudo()._get_id("res.partner")})
        )
        for values in ({"alias_id": alias.id}, {"alias_id": self.source.sudo().alias_id.id}):
            with self.assertRaises(AccessError):
                self.mail_source(**values)
            with self.assertRaises(AccessError):
                self.source.write(values)
        with self.assertRaises(AccessError):
            self.sources.with_context(default_alias_id=alias.id).create({"name": "x", "folder": "/x"})
        with self.assertRaises(AccessError):
            self.source.with_user(self.user).action_renew_address()
        self.assertEqual((alias.alias_name, alias.alias_model_id.model), ("invoices", "res.partner"))

    # -- who hands mails on --

    def test_only_the_gateway_hands_mails_on(self):
        address = self.source.mail_address
        for user in (self.user, self.manager, self.new_user("employee", "base.group_user")):
            with self.assertRaises(ValueError):  # to whom the address does not exist
                self.mail("sage@example.com", CLIENTS, user=user, to=address)
            for model in ("dso.upload.source", "mail.thread"):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.env[model].with_user(user).message_process(
                        "dso.upload.source",
                        self.message("sage@example.com", CLIENTS, to="x@in.example.com"),
                        thread_id=self.source.id,
                    )
        self.assertNothingImported()

    def test_gateways(self):
        script = self.new_user("script", "base.group_user,dso_smart_upload.group_mail_gateway")
        system = self.new_user("system", "base.group_system")
        for number, user in enumerate((script, system)):
            self.mail("sage@example.com", ("c.csv", TEXT.replace("C1", f"C{number}")), user=user)
        self.assertEqual(self.source.run_ids.mapped("user_id"), self.user)
        self.assertEqual(len(self.source.run_ids), 2)

    def test_no_import_by_calls(self):
        message = {"email_from": "sage@example.com", "attachments": [["clients.csv", TEXT]], "message_type": "email"}
        content = self.message("sage@example.com", CLIENTS).decode()
        posted = {"body": "x", "email_from": "sage@example.com", "attachments": [["clients.csv", TEXT]]}
        calls = (
            ("message_update", (self.source.ids, message), {}),
            ("message_update", (self.source.ids, message), {"update_vals": {"last_result": "x"}}),
            ("message_new", (message,), {}),
            ("message_post", (self.source.ids,), posted),
            ("message_process", ("dso.upload.source", content), {"thread_id": self.source.id}),
        )
        for method, arguments, named in calls:
            for user in (self.user, self.manager):
                with self.subTest(f"{method} {user.login}"), mute_logger("odoo.addons.mail.models.mail_thread"):
                    try:
                        with self.env.cr.savepoint():
                            self.rpc("dso.upload.source", method, *arguments, user=user, **named)
                    except (AccessError, ValidationError, ValueError, TypeError):
                        pass
                    self.assertNothingImported()

    def test_nothing_is_made_by_mail(self):
        values = {"name": "Forged", "folder": "/x", "user_id": 1}
        system = self.new_user("system", "base.group_system")
        for model, given in (
            ("dso.upload.source", values),
            ("dso.upload.field", {"key": "forged", "partner_field": "ref", "open_to_imports": True}),
        ):
            count = self.env[model].sudo().search_count([])
            for user in (self.user, self.manager, system):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.rpc(
                        "mail.thread",
                        "message_process",
                        model,
                        self.message("sage@example.com", CLIENTS, to="nobody@in.example.com"),
                        given,
                        user=user,
                    )
            self.assertEqual(self.env[model].sudo().search_count([]), count)

    def test_an_answer_to_a_message_is_no_mail_to_the_address(self):
        sent = self.source.message_post(body="Rejected rows", message_type="comment")
        reply = ("In-Reply-To", sent.message_id)
        self.mail("sage@example.com", CLIENTS, to="catchall@in.example.com", headers=[reply])
        other = self.mail_source(name="Other", alias_name="other")
        self.mail("sage@example.com", CLIENTS, to=other.mail_address, headers=[reply])
        self.assertNothingImported()

    def test_a_forged_context(self):
        context = {"default_user_id": 1, "default_company_id": self.other_company().id, "default_state": "done"}
        system = self.new_user("system", "base.group_system")
        gateway = self.env["mail.thread"].with_user(system).with_context(**context)
        gateway.message_process("mail.thread", self.message("sage@example.com", CLIENTS))
        self.assertEqual((self.source.run_ids.user_id, self.source.run_ids.company_id), (self.user, self.company))

    # -- what the mail server says --

    def mail_checked(self, *found):
        self.mail("sage@example.com", CLIENTS, headers=[("Authentication-Results", text) for text in found])
        return bool(self.source.run_ids)

    def test_a_sender_the_mail_server_calls_forged(self):
        self.assertFalse(self.mail_checked("mx.example.net; dmarc=fail header.from=example.com"))
        self.assertIn("forged", self.source.last_result)
        self.assertNotIn("Export", self.source.message_ids.mapped("subject"))
        self.assertTrue(self.mail_checked("mx.example.net; spf=pass smtp.mailfrom=example.com"))

    def test_a_mail_server_that_must_confirm(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.mail_checked_by", "mx.example.net")
        self.assertFalse(self.mail_checked())
        self.assertIn("mx.example.net did not say", self.source.last_result)
        self.assertFalse(self.mail_checked("evil.example; dmarc=pass header.from=example.com"))
        self.assertFalse(self.mail_checked("mx.example.net; spf=pass smtp.mailfrom=evil.example"))
        self.assertTrue(self.mail_checked("mx.example.net; dmarc=pass header.from=example.com"))
