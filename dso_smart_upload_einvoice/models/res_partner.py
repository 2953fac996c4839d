"""Whether a customer can be sent an electronic invoice: their address, what it follows from, and what is missing.

Odoo computes ``peppol_eas`` and ``peppol_endpoint`` from the country and the numbers, and does so anew whenever one of
them changes. Here the rules of ``pipeline`` have their say after it. What a person set stays: an address is theirs when
it is neither what was derived last, which is kept in a field of its own, nor what Odoo computes by itself.
"""

from odoo import api, fields, models, tools

from odoo.addons.account_edi_ubl_cii.models.account_edi_common import EAS_MAPPING
from odoo.addons.dso_smart_upload.engine.customers import rules_may_hide

from ..pipeline import numbers
from ..pipeline import plan as einvoice_plan
from ..pipeline.customer import Customer
from ..pipeline.derive import BY_SIREN, derive, expected, has_rule, odoos
from ..pipeline.judge import CONTRADICTS, INCOMPLETE, NOT_CONCERNED, READY, judge, split
from ..pipeline.plan import (
    ADDRESS,
    DERIVED,
    FORMAT,
    LACKING,
    PUBLIC,
    READ_ALONG,
    REGISTRY,
    ROUTING,
    SIRET_FIELD,
    STATE,
    VAT,
)
from ..pipeline.schemes import OWN_REGISTER, fits

FORM = "dso_smart_upload_einvoice.french_address"
VAT_OF_SIREN = "dso_smart_upload_einvoice.vat_of_siren"
REACHABLE = frozenset(EAS_MAPPING) - OWN_REGISTER
STATES = [
    (READY, "Ready"),
    (INCOMPLETE, "Incomplete"),
    (CONTRADICTS, "Contradictory"),
    (NOT_CONCERNED, "Not Concerned"),
]
EAS, ENDPOINT = "peppol_eas", "peppol_endpoint"


class ResPartner(models.Model):
    _inherit = "res.partner"

    dso_siret = fields.Char(
        string="Siret",
        compute="_compute_dso_siret",
        store=True,
        readonly=False,
        copy=False,
        help="Number of the establishment in France. It is kept beside the Siren, which may be the company id.",
    )
    dso_routing_code = fields.Char(
        string="Routing Code",
        help="Where in the company an invoice goes: routing code, service code of a French public body (Chorus Pro) or "
        "German Leitweg-ID.",
    )
    dso_public_body = fields.Boolean(
        string="French Public Body", help="Reached through Chorus Pro, by its Siret (scheme 0009)."
    )
    dso_einvoice_platform = fields.Char(
        string="Platform", help="The platform through which the customer receives invoices, as the directory says it."
    )
    dso_directory_status = fields.Char(
        string="Directory Status", help="What the directory, or VIES, last said of the customer's number."
    )
    dso_electronic_address = fields.Char(
        string="Electronic Address",
        compute="_compute_dso_electronic_address",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        help="Scheme and address for electronic invoices, such as 0225:303265045.",
    )
    dso_derived_address = fields.Char(
        string="Derived Address",
        compute="_compute_dso_derived_address",
        store=True,
        readonly=False,
        copy=False,
        help="What was derived last by a rule: an address that differs from it was set by a person.",
    )
    dso_einvoice_state = fields.Selection(
        STATES,
        string="E-Invoicing",
        compute="_compute_dso_einvoice_state",
        store=True,
        readonly=False,
        copy=False,
        help="Ready: an electronic invoice can be sent. Incomplete: a number or the address is missing. Contradictory: "
        "numbers or the address are not of one company. Not concerned: a consumer, or a country without addresses.",
    )
    dso_einvoice_lacks = fields.Char(
        string="Lacks",
        compute="_compute_dso_einvoice_state",
        store=True,
        readonly=False,
        copy=False,
        help="What is missing for electronic invoices: country, siren, siret, number, vat, address; with commas.",
    )
    dso_einvoice_missing = fields.Char(
        string="Missing for E-Invoices", compute="_compute_dso_einvoice_missing", help="In words."
    )

    @api.depends("company_registry")
    def _compute_dso_siret(self):
        for partner in self:
            partner.dso_siret = numbers.siret_of(partner.company_registry or "") or partner.dso_siret

    @api.depends("peppol_eas", "peppol_endpoint")
    def _compute_dso_electronic_address(self):
        for partner in self:
            partner.dso_electronic_address = _text(partner.peppol_eas, partner.peppol_endpoint)

    @api.depends(
        "country_id",
        "vat",
        "company_registry",
        "dso_siret",
        "dso_routing_code",
        "dso_public_body",
        "dso_electronic_address",
        "is_company",
        "name",
        "parent_id",
    )
    def _compute_dso_einvoice_state(self):
        for partner in self:
            judged = None
            if not partner.parent_id:
                judged = judge(partner._dso_einvoice_customer(), partner.dso_electronic_address, REACHABLE)
            partner.dso_einvoice_state = judged.state if judged else False
            partner.dso_einvoice_lacks = ",".join(judged.lacks) if judged and judged.lacks else False

    @api.depends("dso_einvoice_lacks")
    @api.depends_context("lang")
    def _compute_dso_einvoice_missing(self):
        words = self._dso_lack_words()
        for partner in self:
            lacks = (partner.dso_einvoice_lacks or "").split(",")
            partner.dso_einvoice_missing = ", ".join(words[lack] for lack in lacks if lack in words)

    @api.model
    def _dso_lack_words(self):
        """Return what can be missing, in the user's language: dict word of ``judge.LACKS`` -> text."""
        return {
            "country": self.env._("Country"),
            "siren": self.env._("Siren"),
            "siret": self.env._("Siret"),
            "number": self.env._("Enterprise number"),
            "vat": self.env._("VAT number"),
            "address": self.env._("Electronic address"),
        }

    # -- the address: what Odoo computes, what the rules say, what a person set --

    def _peppol_eas_endpoint_depends(self):
        return [*super()._peppol_eas_endpoint_depends(), SIRET_FIELD, ROUTING, PUBLIC]

    def _compute_peppol_eas(self):
        """Let Odoo compute scheme and address, put back what a person set, and apply the rules elsewhere."""
        changed = [self._fields[name] for name in (EAS, ENDPOINT, DERIVED)]
        for field in changed:
            self.env.remove_to_compute(field, self)  # so that they are read as they were
        before = {partner: (_text(partner[EAS], partner[ENDPOINT]), partner[DERIVED]) for partner in self}
        with self.env.protecting(changed, self):
            result = super()._compute_peppol_eas()
            self._compute_peppol_endpoint()
            form, derives = self._dso_einvoice_form(), self.env["dso.upload.field"]._derives_addresses()
            for partner in self:
                customer = partner._dso_einvoice_customer()
                old, derived = before[partner]
                by_rule = expected(customer, form, EAS_MAPPING)
                if old and old != (derived or "") and not _may_be_odoos(customer, old, derived):
                    partner[EAS], partner[ENDPOINT] = split(old)
                elif has_rule(customer) and derives:
                    scheme, address = split(by_rule)
                    partner[EAS], partner[ENDPOINT] = scheme or False, address or False
                partner[DERIVED] = by_rule or False
        return result

    def _compute_peppol_endpoint(self):
        """Compute the address after the scheme where both follow from what changed."""
        waiting = self & self.env.records_to_compute(self._fields[EAS])
        waiting.mapped(EAS)  # which computes both
        others = self - waiting
        result = super(ResPartner, others)._compute_peppol_endpoint()
        form = self._dso_einvoice_form() if others else BY_SIREN
        for partner in others:
            if partner[EAS] and not fits(partner[EAS], partner[ENDPOINT] or ""):
                found = derive(partner._dso_einvoice_customer(), form)
                if found and found.scheme == partner[EAS]:
                    partner[ENDPOINT] = found.address
        return result

    @api.depends(lambda self: self._peppol_eas_endpoint_depends())
    def _compute_dso_derived_address(self):
        waiting = self & self.env.records_to_compute(self._fields[EAS])
        waiting.mapped(EAS)  # which derives it
        form = self._dso_einvoice_form()
        for partner in self - waiting:
            customer = partner._dso_einvoice_customer()
            text = _text(partner[EAS], partner[ENDPOINT])
            by_rule = expected(customer, form, EAS_MAPPING)
            is_odoos = text and text != by_rule and has_rule(customer) and split(text) in odoos(customer, EAS_MAPPING)
            partner[DERIVED] = False if is_odoos else by_rule or False

    @api.model
    def _dso_derive_anew(self):
        """Derive the addresses anew that the setting of their form makes outdated."""
        others = self.sudo().with_context(active_test=False)  # of all companies, as the setting is
        french = others.search([(SIRET_FIELD, "!=", False), (DERIVED, "=like", "0225:%")])
        french.modified([SIRET_FIELD])

    def _dso_einvoice_customer(self):
        """Return what the rules look at of this partner."""
        return Customer(
            self.country_id.code or "",
            self.vat or "",
            self.company_registry or "",
            self.dso_siret or "",
            self.dso_routing_code or "",
            self.dso_public_body,
            self.name or "",
            self.is_company,
        )

    @api.model
    @tools.ormcache(cache="stable")
    def _dso_einvoice_form(self):
        """Return the form of French addresses; a setting of the database, so no right is needed to read it."""
        return self.env["ir.config_parameter"].sudo().get_param(FORM, BY_SIREN)

    # -- who writes it --

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_with_scheme(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(_with_scheme(vals))

    # -- hooks of Smart Upload --

    @api.model
    def _dso_read_along(self):
        return [*super()._dso_read_along(), *READ_ALONG]

    @api.model
    def _dso_creation_vals(self, vals):
        """Give what the rules say of a new customer, so that Odoo need not compute it anew."""
        vals = super()._dso_creation_vals(vals)
        code = self.env["res.country"].browse(vals.get("country_id")).code or ""
        customer = einvoice_plan.customer_of(vals, code, False)
        text, by_rule = vals.get(ADDRESS), has_rule(customer)
        if not text and not by_rule:
            return vals
        judged = judge(customer, text, REACHABLE)
        told = {
            ADDRESS: text or False,
            DERIVED: expected(customer, self._dso_einvoice_form(), EAS_MAPPING) or False,
            STATE: judged.state,
            SIRET_FIELD: customer.siret or numbers.siret_of(customer.registry) or False,
        }
        if judged.lacks:
            told[LACKING] = ",".join(judged.lacks)
        return {**vals, **told}

    @api.model
    def _dso_derivers(self, settings, memory):
        partners = self.env["res.partner"]
        strict = ()
        if "same_siren_partner_ids" in partners._fields:  # of OCA's l10n_fr_siret
            strict = tuple(self.env["res.company"]._get_france_country_codes())
        parameters = self.env["ir.config_parameter"].sudo()
        found = einvoice_plan.Settings(
            form=self._dso_einvoice_form(),
            vat_of_siren=parameters.get_param(VAT_OF_SIREN, "").strip().lower() in ("true", "1"),
            mappings=EAS_MAPPING,
            reachable=REACHABLE,
            strict=strict,
            policies=self._dso_policies(settings),
            find_others=self._dso_others_with,
            format_of=self._dso_format_of,
        )
        return [*super()._dso_derivers(settings, memory), einvoice_plan.Deriver(found, memory)]

    @api.model
    def _dso_policies(self, settings):
        """Return when values may be derived: dict partner field -> ``Policy``, of those that the user may write."""
        known = {field.partner_field: field for field in reversed(self.env["dso.upload.field"]._all()) if field.active}
        mapped = {setting.partner_field: setting for setting in settings}
        found = {}
        for name in (ADDRESS, REGISTRY, VAT, PUBLIC, SIRET_FIELD, FORMAT):
            if self._has_field_access(self._fields[name], "write"):
                said = mapped.get(name) or known.get(name)
                found[name] = einvoice_plan.Policy(said.policy, said.protected) if said else einvoice_plan.Policy()
        return found

    @api.model
    def _dso_format_of(self, code):
        """Return the format of electronic invoices for a country, "" where Odoo chooses one by itself or has none.

        :param code: ISO code of the country
        """
        country = self.env["res.country"].search([("code", "=", code)], limit=1)
        partner = self.new({"country_id": country.id, "is_company": True})
        if not country or partner._get_suggested_invoice_edi_format():
            return ""
        return partner._get_suggested_ubl_cii_edi_format() or ""

    @api.model
    def _dso_others_with(self, addresses):
        """Return which customers have some addresses: dict address -> list of (id, legal entity, name).

        The name is None of those that rules hide from the user: they are read as superuser deliberately, so that an
        address is not given to a second company, and nothing of them is told.
        """
        partners = self.with_context(active_test=False)
        domain = [
            (ADDRESS, "in", list(addresses)),
            ("parent_id", "=", False),
            ("company_id", "in", [False, self.env.company.id]),
        ]
        names = [ADDRESS, "name", "country_id", *einvoice_plan.NUMBERS, "is_company"]
        seen = partners.search_fetch(domain, names)
        hidden = partners.browse()
        if rules_may_hide(partners):
            hidden = partners.sudo().search_fetch([*domain, ("id", "not in", seen.ids)], names)
        found = {}
        for partner in [*seen, *hidden]:
            address = partner.dso_electronic_address
            entity = einvoice_plan.entity_key(partner._dso_einvoice_customer(), address)
            name = None if partner in hidden else partner.display_name
            found.setdefault(address, []).append((partner.id, entity, name))
        return found


def _text(scheme, address):
    return f"{scheme}:{address}" if scheme and address else False


def _with_scheme(vals):
    """Return values of a partner with the scheme and the address that an electronic address is made of."""
    if ADDRESS not in vals:
        return vals
    scheme, address = split(vals[ADDRESS] or "")
    return {**vals, EAS: scheme or False, ENDPOINT: address or False}


def _may_be_odoos(customer, text, derived):
    """Say whether nobody set an address of which it is not known what was derived last."""
    scheme, _address = split(text)
    return not derived and scheme in EAS_MAPPING.get(customer.country, {})
