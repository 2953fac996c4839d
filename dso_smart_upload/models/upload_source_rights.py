"""Who may set up a source: it imports with its user's rights, so nobody points it elsewhere who has fewer.

The same is asked again whenever files are fetched: whoever set up the source (``set_up_by``) must still be allowed to.
"""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..engine.rights import may_import
from .upload_source_password import ADMINISTRATOR, SECRETS

# What anybody may change who may write sources: messages, activities, and to stop a source.
FREE = ("message_", "activity_", "my_activity_", "website_message_")
STOP = {"active": False}


class DsoUploadSource(models.Model):
    _inherit = "dso.upload.source"  # pylint: disable=consider-merging-classes-inherited

    set_up_by = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Answers for where the files come from. They must have at least the rights of the user the source runs "
        "as; when they leave, somebody else takes it over.",
    )

    def _is_free(self, vals):
        """Whether values may be written by whoever may write sources at all."""
        return vals == STOP or all(name.startswith(FREE) for name in vals)

    @api.model
    def _program_fields(self):
        """Return the names of the fields that only the program itself writes."""
        return {"set_up_by", "alias_id", *SECRETS.values()}

    def _check_given(self, vals):
        """Refuse what only the program itself writes.

        :raises AccessError: with the reason
        """
        refused = sorted(vals.keys() & self._program_fields())
        if refused and not self.env.su:
            raise AccessError(
                self.env._("These fields of a source cannot be written: %(names)s.", names=", ".join(refused))
            )

    def _check_may_set_up(self):
        """Refuse whoever could not set up these sources as they are: they would import with others' rights.

        :raises ValidationError: with the reason
        """
        for source in self.sudo():
            if not source._may_be_set_up_by(self.env.user):
                raise ValidationError(
                    self.env._(
                        "%(user)s may do more than you may: choose yourself or somebody else for %(name)s, or ask "
                        "an administrator to set it up.",
                        user=source.user_id.name,
                        name=source.name,
                    )
                )

    def _may_be_set_up_by(self, user):
        """Whether a user may decide where these files come from, as they have all rights of its user."""
        self.ensure_one()
        user, runs_as = user.sudo(), self.sudo().user_id
        if user.id == SUPERUSER_ID:
            return True
        if not user.active:
            return False
        if user.has_group("base.group_system"):
            return True
        return (
            user.has_group(ADMINISTRATOR)
            and self.company_id in user.company_ids
            and not runs_as.all_group_ids - user.all_group_ids
        )

    def _refusal(self):
        """Return why nothing may be imported from this source at present, empty where it may."""
        source = self.sudo()
        if not may_import(source.user_id):
            return self.env._(
                "%(user)s, with whose rights %(name)s imports, is archived or may no longer use Smart Upload: choose "
                "another user.",
                user=source.user_id.name,
                name=source.name,
            )
        if source.company_id not in source.user_id.company_ids:
            return self.env._(
                "%(user)s may not work for %(company)s: choose another user for %(name)s.",
                user=source.user_id.name,
                company=source.company_id.name,
                name=source.name,
            )
        if not source._may_be_set_up_by(source.set_up_by):
            return self.env._(
                "%(person)s, who set up %(name)s, is archived or has fewer rights than %(user)s now. Somebody who has "
                "them must look at the source and take it over.",
                person=source.set_up_by.name or "?",
                name=source.name,
                user=source.user_id.name,
            )
        return ""

    def action_take_over(self):
        """Answer for these sources from now on."""
        self.check_access("write")
        self._check_may_set_up()
        self.sudo().write({"set_up_by": self.env.uid, "failing": False})
        return True
