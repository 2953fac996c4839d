"""Who an import runs as: it stops when its user is archived or may no longer import."""

from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError

USER = "dso_smart_upload.group_user"


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    def _check_may_still_import(self, user):
        """Refuse to do anything with the rights of a user who is archived or may not import any more.

        :raises UserError: with the reason
        """
        if not may_import(user):
            raise UserError(
                self.env._(
                    "%(user)s is archived or may no longer use Smart Upload: nothing is imported or undone with their "
                    "rights. What was done stays; somebody else can import the file again.",
                    user=user.sudo().name,
                )
            )


def may_import(user):
    """Whether a user is active and may import."""
    user = user.sudo()
    return user.id == SUPERUSER_ID or (user.active and user.has_group(USER))
