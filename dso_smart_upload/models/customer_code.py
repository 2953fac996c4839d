"""Second codes of a customer: those of other programs than the one whose code is the customer code.

Files of those programs find the customer by them. Who may change a customer may change their codes, and who may not see
a customer sees none of them. Which import or merge added a code is for the engine to say: Undo relies on it.
"""

from collections import defaultdict
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..engine.customers import LOOSE_CODE
from ..engine.second_codes import Held, claim_codes, conflicts, settled_code
from ..pipeline.bounds import LONGEST_CODE, shortened
from ..pipeline.match import code_key

USER_FIELDS = {"code", "partner_id", "company_id"}
BY_HAND = "manual"


class DsoCustomerCode(models.Model):
    _name = "dso.customer.code"
    _description = "Second Customer Code"
    _order = "code, id"
    _rec_name = "code"

    code = fields.Char(required=True, help="Code by which files of another program name this customer.")
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Company whose files use this code. Empty: all."
    )
    scope_id = fields.Many2one(
        "res.company",
        string="Valid In",
        compute="_compute_scope_id",
        store=True,
        ondelete="cascade",
        help="Company in which this code counts: its own one or, without one, that of its customer. Empty: all.",
    )
    key = fields.Char(readonly=True, copy=False, help="What codes share that look the same.")
    origin = fields.Selection(
        [(BY_HAND, "By Hand"), ("import", "Import"), ("merge", "Merged Contacts")],
        required=True,
        readonly=True,
        default=BY_HAND,
        copy=False,
        help="Where this code came from.",
    )
    run_id = fields.Many2one(
        "dso.upload.run",
        string="Added by",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        groups="dso_smart_upload.group_user",
        help="The import that added this code.",
    )

    # Whatever way a code is written, no two customers have it; see _refuse_taken for codes of several companies.
    _key_unique = models.UniqueIndex("(key, COALESCE(scope_id, 0))", "A customer has this code already.")
    _dso_loose_code = models.Index(f"(({LOOSE_CODE % 'code'}))")

    @api.depends("company_id", "partner_id.company_id")
    def _compute_scope_id(self):
        for record in self:
            record.scope_id = record.company_id or record.partner_id.company_id

    # -- who may do what --

    def _check_access(self, operation):
        """Ask for the right to the customer too: reading a code is reading them, changing one is changing them."""
        result = super()._check_access(operation)
        if not any(self._ids) or (result and result[0] == self):
            return result
        partners = self.sudo().partner_id.with_env(self.env)
        allowed = partners._filtered_access("read" if operation == "read" else "write")
        forbidden = self.sudo().filtered(lambda code: code.partner_id.id not in set(allowed.ids)).with_env(self.env)
        forbidden |= result[0] if result else self.browse()
        return (forbidden, partial(self.env["ir.rule"]._make_access_error, operation, forbidden)) if forbidden else None

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False):
        """Find codes only of customers whom the user may see."""
        if not self.env.su and not bypass_access:
            seen = self.env["res.partner"].with_context(active_test=False)._search([])
            if seen.where_clause:
                domain = Domain(domain) & Domain("partner_id", "in", seen)
        return super()._search(domain, offset, limit, order, active_test=active_test, bypass_access=bypass_access)

    @api.model
    def default_get(self, fields_list):
        """Take no default from a context or a user for what only the engine says."""
        found = super().default_get([name for name in fields_list if name in USER_FIELDS])
        return {**found, "origin": BY_HAND} if "origin" in fields_list else found

    def _check_engine_fields(self, vals):
        """Refuse that a user writes what the engine says of a code.

        :raises AccessError: with the names of the fields
        """
        refused = sorted(vals.keys() & self._fields.keys() - USER_FIELDS)
        if refused and not self.env.su:
            raise AccessError(
                self.env._(
                    "Only imports write where a code came from; these fields cannot be changed: %(names)s.",
                    names=", ".join(refused),
                )
            )

    # -- writing --

    @api.model_create_multi
    def create(self, vals_list):
        """Store codes as files' codes are read; refuse those that another customer has."""
        for vals in vals_list:
            self._check_engine_fields(vals)
        usual = self.default_get(["partner_id", "company_id"])
        vals_list = [{**usual, **vals, **self._settled(vals.get("code"))} for vals in vals_list]
        wanted = self._refuse_taken(vals_list)
        # with its scope from the beginning: a code is not to be one of all companies for a moment
        return super().create([{**vals, "scope_id": scope} for vals, scope in zip(vals_list, wanted, strict=True)])

    def write(self, vals):
        """Store a code as files' codes are read; what a person changes is theirs, and no import's any more."""
        self._check_engine_fields(vals)
        if "code" in vals:
            vals = {**vals, **self._settled(vals["code"])}
        if not USER_FIELDS.isdisjoint(vals):
            self.check_access("write")
            stored = self.sudo().read(list(USER_FIELDS), load=None)
            self._refuse_taken([{**row, **vals} for row in stored], self.ids)
        result = super().write(vals)
        self.flush_recordset(["key", "scope_id"])  # together
        if not USER_FIELDS.isdisjoint(vals) and not self.env.su:
            self.check_access("write")  # also to the customer they are moved to
            self.sudo().write({"origin": BY_HAND, "run_id": False})
        return result

    def _settled(self, text):
        """Return the values of a code as they are stored.

        :raises ValidationError: it is empty or too long
        """
        code = settled_code(text) if isinstance(text, str) else ""
        if not code:
            raise ValidationError(self.env._("A second code cannot be empty: fill it in, or remove its line."))
        if len(code) > LONGEST_CODE:
            raise ValidationError(
                self.env._(
                    "The code %(code)s has %(length)s characters; a code has at most %(limit)s.",
                    code=shortened(code, 60),
                    length=len(code),
                    limit=LONGEST_CODE,
                )
            )
        return {"code": code, "key": code_key(code)}

    def _refuse_taken(self, rows, own=()):
        """Refuse codes of customers if another customer of a company has one, or the same customer twice.

        :param rows: list of dicts with the fields that users write
        :param own: ids of the records that are being written
        :return: list of the ids of the companies in which the codes will count, False for all
        :raises ValidationError: with the code, and who has it
        """
        ids = {row["partner_id"] for row in rows if _is_id(row.get("partner_id"))}
        partners = self.env["res.partner"].browse(ids).exists()
        partners.check_access("write")  # before anything is said of their codes
        partners = {partner.id: partner for partner in partners}
        wanted, scopes = [], []
        for row in rows:
            partner = partners.get(row["partner_id"]) if _is_id(row.get("partner_id")) else None
            scope = row.get("company_id") or None
            if partner:
                self._check_customer(row["code"], partner, scope)
                scope = scope or partner.company_id.id or None
                wanted.append(Held(row["code"], partner.id, scope))
            scopes.append(scope or False)
        claim_codes(self.env, [held.code for held in wanted])
        self._refuse_conflicts(conflicts(self.env, wanted, own))
        self._refuse_twice(wanted, own)
        return scopes

    def _check_customer(self, code, partner, company_id):
        """Refuse a code of a partner that is no customer, or of a company to which the customer does not belong."""
        if self.env.su:  # a merge of contacts keeps the codes, whatever becomes of their customer
            return
        if partner.parent_id:
            raise ValidationError(
                self.env._(
                    "The code %(code)s is for a contact of a customer: only customers have codes, so give it to the "
                    "customer.",
                    code=code,
                )
            )
        if company_id and partner.company_id and partner.company_id.id != company_id:
            raise ValidationError(
                self.env._(
                    "The code %(code)s is for another company than its customer: leave its company empty.", code=code
                )
            )

    def _refuse_twice(self, wanted, own):
        """Refuse a code that a customer has already as a second one."""
        there = self.sudo().search(
            [
                ("id", "not in", list(own)),
                ("key", "in", [code_key(held.code) for held in wanted]),
                ("partner_id", "in", [held.partner_id for held in wanted]),
            ]
        )
        had = defaultdict(list)  # customer and key -> codes
        for record in there:
            held = Held(record.code, record.partner_id.id, record.scope_id.id or None)
            had[held.partner_id, record.key].append(held)
        for held in wanted:
            same = had[held.partner_id, code_key(held.code)]
            if any(map(held.is_same, same)):
                raise ValidationError(
                    self.env._("The customer has the code %(code)s already: write it once.", code=held.code)
                )
            same.append(held)

    @api.model
    def _refuse_conflicts(self, found):
        """Refuse codes that other customers have.

        :param found: of ``conflicts``
        :raises ValidationError: with the first code and the customer that has it, where the user may see them
        """
        if not found:
            return
        wanted, other = found[0]
        partner = self.env["res.partner"].with_user(self.env.uid).browse(other.partner_id)  # constraints run as root
        if partner.has_access("read"):
            raise ValidationError(
                self.env._(
                    "The code %(code)s belongs to %(name)s (id %(id)s): no two customers have the same code. Choose "
                    "another code, or merge the two customers.",
                    code=wanted.code,
                    name=partner.name or "?",
                    id=partner.id,
                )
            )
        raise ValidationError(
            self.env._(
                "The code %(code)s belongs to a customer that you may not see: ask your administrator.",
                code=wanted.code,
            )
        )


def _is_id(value):
    """Say whether a value that came over RPC is an id."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
