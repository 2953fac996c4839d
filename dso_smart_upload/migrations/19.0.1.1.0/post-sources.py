"""Somebody answers for each source, and the addresses of sources of e-mails get a secret part."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Name who made a source as who set it up; make new addresses, and tell the followers of those sources."""
    if not version:
        return
    cr.execute("UPDATE dso_upload_source SET set_up_by = create_uid WHERE set_up_by IS NULL")
    cr.execute(
        """
        UPDATE dso_upload_source AS source
        SET alias_name = alias.alias_name, alias_domain_id = alias.alias_domain_id
        FROM mail_alias AS alias
        WHERE alias.id = source.alias_id
        """
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    with_address = env["dso.upload.source"].with_context(active_test=False).search([("alias_id", "!=", False)])
    for source in with_address:
        old = source.alias_id.alias_full_name or source.alias_id.alias_name
        source._keep_address(renew=True)
        if source.alias_id:
            source._as_told()._tell_address_is_new(old)
