"""The customer: what the addon adds to it, what an import need not do twice, what an import reads of it.

What imports may not touch is in ``res_partner_protection.py``.
"""

from collections import defaultdict

import numpy as np
import pandas as pd

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..pipeline.characters import HYPHENS, NOT_IN_KEY
from ..pipeline.match import Known

# Types of fields that the database holds as they are read, and what an empty one of some types is.
COLUMN_TYPES = ("char", "text", "html", "selection", "boolean", "integer", "float", "date", "datetime", "many2one")
EMPTY_IS = {"boolean": bool, "integer": lambda value: value or 0, "float": lambda value: value or 0.0}
LEFT_OUT = NOT_IN_KEY.encode("ascii", "backslashreplace").decode().replace("'", "''")
# Of a column, as pipeline.characters.database_keys.
LOOSE_CODE = (
    f"ltrim(translate(lower(normalize(regexp_replace(%s, '[{LEFT_OUT}]', '', 'g'), NFKC)), "
    f"'{HYPHENS}', '{'-' * len(HYPHENS)}'), '0')"
)
# Who sees and writes what a customer is insured for: whoever does so with its credit limit.
CREDIT_GROUPS = "account.group_account_invoice,account.group_account_readonly"
# Amounts that are in doubt where they are below zero.
LIMITS = ("credit_limit", "dso_insurer_guarantee", "dso_temporary_guarantee", "dso_other_guarantees")
VAT_KEY = "dso_smart_upload.vat"  # what is known of VAT numbers in this block of an import


class ResPartner(models.Model):
    _inherit = "res.partner"

    _dso_loose_code = models.Index(f"(({LOOSE_CODE % 'ref'}))")

    dso_currency_id = fields.Many2one("res.currency", compute="_compute_dso_currency_id", string="Company Currency")
    dso_insurer_guarantee = fields.Float(
        string="Insurer Guarantee",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Amount the credit insurer guarantees on this customer without end date.",
    )
    dso_insurer_reference = fields.Char(
        string="Insurer Reference",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Number under which the credit insurer knows this customer.",
    )
    dso_temporary_guarantee = fields.Float(
        string="Temporary Guarantee",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Amount the credit insurer guarantees in addition, between the two dates.",
    )
    dso_temporary_guarantee_from = fields.Date(
        string="Temporary Guarantee From",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
    )
    dso_temporary_guarantee_to = fields.Date(
        string="Temporary Guarantee To",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
    )
    dso_other_guarantees = fields.Float(
        string="Other Guarantees",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Guarantees from others than the credit insurer: bank guarantee, parent company, deposit.",
    )
    dso_guarantee = fields.Float(
        string="Guarantee in Force",
        compute="_compute_dso_guarantee",
        groups=CREDIT_GROUPS,
        help="Insurer guarantee, plus the temporary one between its dates, plus other guarantees.",
    )
    dso_uncovered_limit = fields.Float(
        string="Credit Limit Not Covered",
        compute="_compute_dso_uncovered",
        groups=CREDIT_GROUPS,
        help="Part of the credit limit that no guarantee covers.",
    )
    dso_uncovered_receivable = fields.Float(
        string="Receivable Not Covered",
        compute="_compute_dso_uncovered",
        groups=CREDIT_GROUPS,
        help="Part of what the customer owes today that no guarantee covers.",
    )

    dso_change_ids = fields.One2many(
        "dso.upload.change", "partner_id", string="Changes by Imports", groups="dso_smart_upload.group_user"
    )
    dso_change_count = fields.Integer(
        string="Imports", compute="_compute_dso_change_count", groups="dso_smart_upload.group_user"
    )

    # The spellings of a code that can mean one customer share this form, see pipeline/match.py.
    _dso_code_idx = models.Index(f"(({LOOSE_CODE % 'ref'})) WHERE parent_id IS NULL AND ref IS NOT NULL")

    @api.depends_context("company")
    def _compute_dso_currency_id(self):
        self.dso_currency_id = self.env.company.currency_id

    @api.depends(
        "dso_insurer_guarantee",
        "dso_temporary_guarantee",
        "dso_temporary_guarantee_from",
        "dso_temporary_guarantee_to",
        "dso_other_guarantees",
    )
    @api.depends_context("company")
    def _compute_dso_guarantee(self):
        today = fields.Date.context_today(self)
        for partner in self:
            begin, end = partner.dso_temporary_guarantee_from, partner.dso_temporary_guarantee_to
            in_force = (not begin or begin <= today) and (not end or today <= end)
            partner.dso_guarantee = (
                partner.dso_insurer_guarantee
                + (partner.dso_temporary_guarantee if in_force else 0.0)
                + partner.dso_other_guarantees
            )

    @api.depends("credit_limit", "credit", "dso_guarantee")
    @api.depends_context("company")
    def _compute_dso_uncovered(self):
        for partner in self:
            partner.dso_uncovered_limit = max(partner.credit_limit - partner.dso_guarantee, 0.0)
            partner.dso_uncovered_receivable = max(partner.credit - partner.dso_guarantee, 0.0)

    def _compute_dso_change_count(self):
        counts = dict(
            self.env["dso.upload.change"]._read_group(
                [("partner_id", "in", self.ids), ("run_id.state", "!=", "checked")],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.dso_change_count = counts.get(partner, 0)

    def action_dso_changes(self):
        """Open what imports did to this customer."""
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_change_action")
        return {**action, "domain": [("partner_id", "in", self.ids), ("run_id.state", "!=", "checked")]}

    # -- what an import need not do twice --

    @api.model
    def _run_vat_checks(self, country, vat, partner_name="", validation="error"):
        """Look at each VAT number once in an import: Odoo asks several times for one customer, each with a query."""
        context = self.env.context
        if context.get("dso_undo"):
            return vat, False  # as it was spelled before
        if not (context.get("dso_import") and context.get("no_vat_validation")) or len(vat or "") < 2:
            return super()._run_vat_checks(country, vat, partner_name, validation)
        known = self.env.cr.cache.setdefault(VAT_KEY, {})
        key = country.id, vat, self.env.company.id
        if key not in known:
            known[key] = super()._run_vat_checks(country, vat, partner_name, validation)
        return known[key]

    def _check_company(self, fnames=None):
        """Check one customer of each combination of company and records in an import: the others say the same."""
        if not (self.env.context.get("dso_import") or self.env.context.get("dso_undo")):
            return super()._check_company(fnames)
        names = self._fields if fnames is None or {"company_id", "company_ids"} & set(fnames) else fnames
        checked = [name for name in names if self._fields[name].relational and self._fields[name].check_company]
        if not checked:
            return None
        partners = self.sudo()  # as Odoo itself reads them for this: a rule must not hide what is inconsistent
        unlike = {tuple(partner[name] for name in ("company_id", *checked)): partner.id for partner in partners}
        return super(ResPartner, self.browse(unlike.values()))._check_company(fnames)

    # -- what an import reads --

    @api.model
    def _dso_readable(self, names):
        """Return those of ``names`` that are fields the user may read; of a field that is gone nobody knows."""
        known = self._fields
        return {name for name in names if name in known and self._has_field_access(known[name], "read")}

    @api.model
    def _dso_customer_domain(self):
        """Return the domain of the partners a customer code can mean, for the current company."""
        return [("parent_id", "=", False), ("ref", "!=", False), ("company_id", "in", [False, self.env.company.id])]

    @api.model
    def _dso_find(self, loose_codes, names):
        """Find the customers whose code can be meant by one of the file's, with what the plan compares of them.

        :param loose_codes: loose forms, of ``pipeline.match.candidates``
        :param names: names of fields of ``res.partner``
        :return: list of ``pipeline.match.Known``, archived customers too, in the order of their ids, and then those
            that rules hide from the user; and today's values of those that the user sees: DataFrame of objects,
            indexed by id, a column per name and ``country`` (ISO code); nothing is None, a record its id, several
            records a tuple of ids; a yes/no is never nothing. One query for all columns of the table, and one for
            hidden customers where there can be some
        """
        names = list(dict.fromkeys(names))
        columns = {name for name in names if self._fields[name].store and self._fields[name].type in COLUMN_TYPES}
        ids, values = self._dso_columns(loose_codes, {*columns, "ref", "name", "active", "country_code"})
        known = list(map(Known, ids, values["ref"], (name or "" for name in values["name"]), values["active"]))
        known += [Known(0, code, "") for code in self._dso_hidden_codes(loose_codes, ids)]
        today = {name: values[name] for name in columns} | {"country": values["country_code"]}
        if others := [name for name in names if name not in columns]:
            today |= self._dso_others(ids, others)
        return known, pd.DataFrame(today, index=ids, dtype=object)

    @api.model
    def _dso_columns(self, loose_codes, names):
        """Read fields of the customers with such a code that are columns of the table, or of its country's; one query.

        :return: ids of the customers, and dict name -> object array
        """
        names = sorted(names)
        query = self.with_context(active_test=False)._search(self._dso_customer_domain())
        code = self._field_to_sql(query.table, "ref", query)
        query.add_where(SQL(f"{LOOSE_CODE} = ANY(%s)", code, list(loose_codes)))
        query.order = SQL.identifier(query.table, "id")
        selected = [self._field_to_sql(query.table, name, query) for name in ("id", *names)]
        rows = self.env.execute_query(query.select(*selected)) if loose_codes else []
        ids, *columns = zip(*rows, strict=True) if rows else [()] * (1 + len(names))
        values_of = {}
        for name, values in zip(names, columns, strict=True):
            typed = EMPTY_IS.get(self._fields[name].type)
            values_of[name] = _array(map(typed, values) if typed else [value or None for value in values])
        return list(ids), values_of

    @api.model
    def _dso_hidden_codes(self, loose_codes, seen):
        """Return the codes, of those asked for, of customers that rules hide from the user.

        They are read as superuser deliberately: a code that is taken must not be given to a second customer. Nothing
        but the codes leaves the database.

        :param seen: ids of the customers with such a code that the user sees
        """
        if not loose_codes or not self._dso_rules_may_hide():
            return []
        everyone = self.sudo().with_context(active_test=False)
        query = everyone._search(self._dso_customer_domain())
        code, id_ = (everyone._field_to_sql(query.table, name, query) for name in ("ref", "id"))
        query.add_where(SQL(f"{LOOSE_CODE} = ANY(%s)", code, list(loose_codes)))
        query.add_where(SQL("NOT EXISTS (SELECT FROM unnest(%s::int[]) AS seen (id) WHERE seen.id = %s)", seen, id_))
        return [code for (code,) in self.env.execute_query(query.select(code))]

    @api.model
    def _dso_rules_may_hide(self):
        """Say whether a rule can hide a customer whose code is meant; Odoo's own one on companies cannot."""
        if self.env.su:
            return False
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        own = [("company_id", "parent_of", self.env.companies.ids)]
        usual = Domain.OR([[("partner_share", "=", False)], own, [("company_id", "=", False)]])
        return not rules.is_true() and rules != usual.optimize(self)

    @api.model
    def _dso_others(self, ids, names):
        """Read fields that are no columns of the table: dict name -> object array."""
        found = {}
        linked = [name for name in names if self._fields[name].store and self._fields[name].type == "many2many"]
        for name in linked:
            links = self._dso_links(ids, name)
            found[name] = _array(links.get(id_, ()) for id_ in ids)
        if computed := [name for name in names if name not in linked]:
            values = self._dso_values(ids, computed)
            found |= {name: _array(values[id_][name] for id_ in ids) for name in computed}
        return found

    @api.model
    def _dso_links(self, ids, name):
        """Read a stored many2many of partners the user may see: dict id -> ids that they may see as well, in order."""
        field = self._fields[name]
        self._check_field_access(field, "read")
        if not ids:
            return {}
        linked = self.env[field.comodel_name].with_context(**{"active_test": False, **field.context})
        query = linked._search(field.get_comodel_domain(self), order=linked._order)
        partner, record = (SQL.identifier(field.relation, column) for column in (field.column1, field.column2))
        query.add_join("JOIN", field.relation, None, SQL("%s = %s", record, SQL.identifier(query.table, "id")))
        query.add_where(SQL("%s = ANY(%s)", partner, list(ids)))
        found = defaultdict(tuple)
        for partner_id, record_id in self.env.execute_query(query.select(partner, record)):
            found[partner_id] += (record_id,)
        return found

    @api.model
    def _dso_following_fields(self):
        """Return the names of the fields that Odoo fills in by itself when an import writes others.

        They are stored, and a person may write them too: what was there does not come back by itself. The tax number
        is among them: Odoo spells it anew when it knows the country.
        """
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and (field.compute or field.inverse)
            and not field.readonly
            and field.type != "properties"
            and self._has_field_access(field, "write")
        ]

    @api.model
    def _dso_shared_fields(self):
        """Return the names of the fields whose values Odoo passes on from a customer to their contacts.

        Those that follow from them are among these names.
        """
        names = {*self._address_fields(), *self._commercial_fields(), *self._dso_following_fields()}
        return [
            name
            for name in sorted(names)
            if self._fields[name].store
            and self._fields[name].type in (*COLUMN_TYPES, "monetary")
            and self._has_field_access(self._fields[name], "write")
        ]

    @api.model
    def _dso_contacts(self, ids):
        """Return the contacts of customers, and theirs in turn: dict contact id -> customer id; one query a level."""
        found, level = {}, {id_: id_ for id_ in ids}
        while level:
            domain = [("parent_id", "in", list(level))]
            contacts = self.with_context(active_test=False).search_fetch(domain, ["parent_id"], order="id")
            level = {contact.id: level[contact.parent_id.id] for contact in contacts if contact.id not in found}
            found |= level
        return found

    @api.model
    def _dso_fingerprints(self, ids):
        """Return a fingerprint of everything the partners' rows hold, of all companies; one query.

        Who wrote last, and when, is left out, and so is what is empty: a field that another addon brings later
        changes nothing as long as it is empty.

        :return: dict id -> text
        """
        self.env["res.partner"].flush_model()
        query = SQL(
            """
            SELECT p.id, (
                SELECT md5(string_agg(cell.key || cell.value, ' '))
                FROM jsonb_each_text(to_jsonb(p)) AS cell
                WHERE cell.key NOT IN ('write_date', 'write_uid') AND cell.value NOT IN ('', '0', '0.0', 'false', '{}')
            )
            FROM res_partner AS p WHERE p.id = ANY(%s)
            """,
            list(ids),
        )
        return dict(self.env.execute_query(query))

    @api.model
    def _dso_values(self, ids, names):
        """Read today's values of partners, as ``_dso_find`` words them: dict id -> dict name -> value."""
        # with a column of the table among them, Odoo asks for the rights in SQL, not for one record after the other
        rows = self.with_context(active_test=False).browse(ids).read(["id", "ref", *names], load=None)
        return {row["id"]: {name: _typed(row[name]) for name in names} for row in rows}


def _array(values):
    return np.array([*values, None], dtype=object)[:-1]  # the last one keeps tuples of one length from being a table


def _typed(value):
    if isinstance(value, list):
        return tuple(value)
    return None if value is False or value == "" else value
