"""What the followers of a source are told, and who may fetch from it."""

import logging
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
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
