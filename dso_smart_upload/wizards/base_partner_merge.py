"""Odoo's merge of contacts: codes, guarantees and the journal of imports, see ``engine/merge.py``."""

from odoo import models

from ..engine.merge import after_merge, before_merge, hold_credit, hold_scopes, journal_follows
from ..models.res_partner import MERGE


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Give the surviving customer the codes of all."""
        before = before_merge(self.env, partner_ids)
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        after_merge(self.env, before)
        return result

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Keep what is managed in Odoo of the surviving customer, and let the journal follow."""
        hold_credit(src_partners, dst_partner)
        hold_scopes(src_partners)
        journal_follows(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _update_values(self, src_partners, dst_partner):
        """Let the surviving customer have codes that those have too who go in a moment."""
        return super()._update_values(src_partners, dst_partner.with_context(dso_merge=MERGE))
