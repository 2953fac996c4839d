"""What scheduled actions run is called by administrators of Odoo only, also as the server action that it is."""

from odoo import SUPERUSER_ID, Command, api

CRONS = ("ir_cron_fetch", "ir_cron_import", "ir_cron_import_beside")


def migrate(cr, version):
    """Give the server actions below the scheduled actions their group: an update leaves these as they are."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in CRONS:
        if cron := env.ref(f"dso_smart_upload.{name}", raise_if_not_found=False):
            cron.ir_actions_server_id.group_ids = [Command.link(env.ref("base.group_system").id)]
