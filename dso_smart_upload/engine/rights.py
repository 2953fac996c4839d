"""Who may import."""

from odoo import SUPERUSER_ID
from odoo.models import BaseModel

USER = "dso_smart_upload.group_user"


def may_import(user: BaseModel) -> bool:
    """Say whether a user is active and may import."""
    user = user.sudo()  # whoever asks: a source or a scheduled action may not read users; only yes or no is told
    return user.id == SUPERUSER_ID or (user.active and user.has_group(USER))
