"""A stored computed field, a constraint and overrides, as other addons have them."""

import logging
import os
import time

import numpy as np

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.dso_smart_upload.pipeline.message import WARNING, Message, add_sentences
from odoo.addons.dso_smart_upload.pipeline.plan.derive import Derived, with_changes

_logger = logging.getLogger(__name__)


add_sentences(
    "test_dso_smart_upload",
    {"test_derived": "from the city", "test_far": "Line %(line)s: %(city)s is far away."},
)


def derive_region(planned):
    """Derive the region of each customer whose city changes, and count the regions."""
    rows, cities, regions = planned.rows, planned.after("city"), planned.after("x_test_region")
    changes, lines = {}, []
    for row in np.flatnonzero(planned.live).tolist():
        region = f"Region of {cities[row]}"
        if region != regions[row]:
            changes[row] = regions[row], region
            lines.append(int(rows.lines[row]))
    far = [row for row in changes if cities[row] == "Brest"]
    return Derived(
        with_changes(planned.fields, {"x_test_region": changes}),
        tuple(rows.issue(row, WARNING, Message("test_far", {"city": cities[row]})) for row in far),
        {row: {"x_test_region": "test_derived"} for row in changes},
        {"test_regions": {"derived": len(changes)}},
        {"test_derived": tuple(lines)},
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    x_test_label = fields.Char(compute="_compute_x_test_label", store=True)
    x_test_cities = fields.Text(help="Each city that was written, in order.")
    x_test_origin = fields.Char(help="Set on customers that an import creates.")
    x_test_region = fields.Char(help="Derived by imports.")
    x_test_context = fields.Char(help="What the context of the last write of an import said.")

    @api.depends("ref", "city")
    def _compute_x_test_label(self):
        for partner in self:
            partner.x_test_label = f"{partner.ref}/{partner.city}"

    @api.constrains("name")
    def _check_name(self):
        for partner in self:
            if partner.name and "Forbidden" in partner.name:
                raise ValidationError(self.env._("%(name)s is on the list of sanctions.", name=partner.name))

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("ref") == "STUCK000170" for vals in vals_list):
            _logger.info("stuck in process %s.", os.getpid())
            time.sleep(600)  # until somebody stops the worker
        vals_list = [{**vals, "x_test_cities": vals.get("city")} for vals in vals_list]
        return super().create([self._x_test_noted(vals) for vals in vals_list])

    def write(self, vals):
        if "city" in vals:
            for partner in self:
                partner.x_test_cities = f"{partner.x_test_cities} {vals['city']}"
        return super().write(self._x_test_noted(vals))

    def _x_test_noted(self, vals):
        said = self.env.context.get("x_test_said")
        return {**vals, "x_test_context": said} if said else vals

    # -- hooks of Smart Upload, see its docs/developers.md --

    @api.model
    def _dso_creation_vals(self, vals):
        return {"x_test_origin": "file", **super()._dso_creation_vals(vals)}

    @api.model
    def _dso_import_context(self):
        return {**super()._dso_import_context(), "x_test_said": "import"}

    @api.model
    def _dso_read_along(self):
        return [*super()._dso_read_along(), "city", "x_test_region"]

    @api.model
    def _dso_derivers(self, settings, memory):
        return [*super()._dso_derivers(settings, memory), derive_region]
