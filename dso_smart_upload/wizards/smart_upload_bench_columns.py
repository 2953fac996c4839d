"""The second step of the workbench: what each column of the file is.

In: what a person says of a column. Out: the column as the screen shows it, and the fields it can be mapped to, with the
words by which they are found.
"""

from odoo import api, models
from odoo.exceptions import UserError

from ..pipeline.vocabulary import fields as fields_of_vocabulary
from ..pipeline.vocabulary import languages
from .smart_upload_bench import _refuse_others

CHOICES = ("policy", "on_blank", "on_bad")
GRID_ROWS = 20  # of the file, shown under their headers
GRID_CELL = 60  # characters of a cell there
# Where a field stands among those to choose from, by its key.
SHELVES = {
    "identity": ("code", "name", "legal_id", "siret", "vat"),
    "address": ("street", "street2", "zip", "city", "state", "country"),
    "contact": ("phone", "mobile", "email", "website", "language", "salesperson"),
    "payment": ("payment_term", "payment_method"),
    "credit": (
        "credit_limit",
        "insurer_guarantee",
        "insurer_reference",
        "temporary_guarantee",
        "temporary_guarantee_from",
        "temporary_guarantee_to",
        "other_guarantees",
    ),
    "groups": ("groups",),
}
OTHERS, OWN = "others", "own"
USEFUL = ("street", "zip", "city", "country", "email", "payment_term", "credit_limit", "legal_id", "vat")


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def bench_fields(self):
        """Return what a column can be mapped to, in the order of the list.

        :returns: ``fields``: a list of ``id``, ``key``, ``name``, ``description``, ``shelf`` (key of its group),
            ``policy`` (when it is written by default), ``protected`` (an import sets it on new customers only),
            ``several`` (several columns may hold it), ``required``, ``useful``; ``shelves``: a list of ``key`` and
            ``name``; ``policies``, ``on_blank``, ``on_bad``, ``twins``: lists of [value, label]
        :rtype: dict
        """
        shelf_of = {key: shelf for shelf, keys in SHELVES.items() for key in keys}
        required, descriptions = self._required_keys(), self._bench_descriptions()
        usable = self.env["dso.upload.field"].search([]).filtered(lambda field: field._is_usable())
        found = [
            {
                "id": field.id,
                "key": field.key,
                "name": field.name,
                "description": descriptions.get(field.key, ""),
                "shelf": shelf_of.get(field.key) or (OWN if field.partner_field.startswith("x_") else OTHERS),
                "policy": "at_creation" if field.protected else field.policy,
                "protected": field.protected,
                "several": field.kind == "groups",
                "required": field.key in required,
                "useful": field.key in USEFUL,
            }
            for field in usable
        ]
        column, twins = self.env["dso.smart.upload.column"], self.env["dso.upload.mapping"]._fields["twins"]
        return {
            "fields": found,
            "shelves": [{"key": key, "name": name} for key, name in self._bench_shelves().items()],
            **{one: [list(pair) for pair in column._fields[one]._description_selection(self.env)] for one in CHOICES},
            "twins": [list(pair) for pair in twins._description_selection(self.env)],
        }

    @api.model
    def bench_words(self):
        """Return the words by which the fields are found, folded: those of the vocabulary that reads headers.

        :returns: ``ideas``: {idea: list of its words in all languages}; ``patterns``: {key of a field: {ideas, with
            spaces between: how surely these mean the field, 0 to 1}}; ``words``: {key of a field: words an
            administrator added}
        :rtype: dict
        """
        meanings = fields_of_vocabulary().meanings
        used = {idea for meaning in meanings.values() for pattern in meaning.patterns for idea in pattern}
        ideas = {idea: set() for idea in sorted(used)}
        for language in languages().values():
            for idea in ideas.keys() & language.ideas.keys():
                ideas[idea].update(language.ideas[idea])
        return {
            "ideas": {idea: sorted(words) for idea, words in ideas.items()},
            "patterns": {
                key: {" ".join(sorted(pattern)): sure for pattern, sure in meaning.patterns.items()}
                for key, meaning in meanings.items()
            },
            "words": self.env["dso.upload.field"]._extra_words(),
        }

    def bench_column(self, column_id, values):
        """Say what a column is.

        :param int column_id: of a column of this upload
        :param dict values: of ``field`` (id of a field, 0 to leave the column out), ``policy``, ``on_blank``,
            ``on_bad``, ``confirmed`` (True: what is proposed is right)
        :returns: ``column`` (as in :meth:`bench_state`), ``missing``, ``settings``
        :raises UserError: the column is none of this upload, or the file is imported already
        """
        self.ensure_one()
        _refuse_others(self.env, values, ("field", "confirmed", *CHOICES))
        self._check_not_imported()
        column = self.column_ids.filtered(lambda one: one.id == column_id)
        if not column:
            raise UserError(self.env._("This column is not in the file any more: the file was read again."))
        if "field" in values:
            column._choose(self.env["dso.upload.field"].browse(values["field"] or ()).exists())
            column.write({"is_said": True, "confidence": 1.0})
        elif values.get("confirmed"):
            column.write({"is_said": True, "confidence": 1.0})
        said = {name: values[name] for name in CHOICES if name in values}
        if said:
            column.write(said)
        return {
            "column": column._bench(),
            "missing": self._missing_keys(),
            "settings": self._bench_settings(),
        }

    def bench_grid(self):
        """Return the first rows of the file under their headers.

        :returns: ``lines`` (their numbers in the file) and ``rows`` (rows × columns, cells str)
        :rtype: dict
        """
        self.ensure_one()
        table = self._prepare({}).table
        rows = table.rows.head(GRID_ROWS).to_numpy().tolist()
        return {
            "lines": [int(line) for line in table.lines[:GRID_ROWS]],
            "rows": [[cell if len(cell) <= GRID_CELL else f"{cell[: GRID_CELL - 1]}…" for cell in row] for row in rows],
        }

    def _bench_columns(self):
        return [column._bench() for column in self.column_ids]

    def _bench_shelves(self):
        """Return the names of the groups of fields, in order: dict key -> name. Other addons may add theirs."""
        return {
            "identity": self.env._("Identity"),
            "address": self.env._("Address"),
            "contact": self.env._("Contact"),
            "payment": self.env._("Payment"),
            "credit": self.env._("Credit and guarantees"),
            "groups": self.env._("Groups"),
            OTHERS: self.env._("Others"),
            OWN: self.env._("Fields of your own"),
        }

    def _bench_descriptions(self):
        """Return what a person reads beside each field: dict key -> sentence. Other addons may add theirs."""
        return {
            "code": self.env._("The number by which your other tool knows the customer. Every file must have it."),
            "name": self.env._("The name of the company. Every file must have it."),
            "street": self.env._("Number and street."),
            "street2": self.env._("A second line of the address: building, floor, post box."),
            "zip": self.env._("Leading zeros lost in a spreadsheet are put back."),
            "city": self.env._("Name of the town."),
            "state": self.env._("State, province or region within the country."),
            "country": self.env._("A name in any language, or a code of two or three letters."),
            "phone": self.env._("The main phone number."),
            "mobile": self.env._("Used as the phone number where the file has no other."),
            "email": self.env._("Address for invoices and reminders."),
            "website": self.env._("Address of the company's site."),
            "legal_id": self.env._("Siren, Siret, KvK, company number: checked by the rules of the country."),
            "siret": self.env._("The 14 digits of the establishment; they hold the Siren."),
            "vat": self.env._("Tax number with or without the letters of the country; it is checked."),
            "payment_term": self.env._("When the customer pays: “30 days end of month”, “Net 30”, “comptant”."),
            "payment_method": self.env._("How the customer pays: transfer, direct debit, bill, cheque."),
            "groups": self.env._("Sector, region, agency: several in one cell, and several columns, are possible."),
            "salesperson": self.env._("A user of Odoo, by name, login or e-mail address."),
            "language": self.env._("The language in which the customer is written to."),
            "comment": self.env._("Notes, shown on the customer's form."),
            "credit_limit": self.env._("The highest amount the customer may owe. Managed in Odoo after creation."),
            "insurer_guarantee": self.env._("What the credit insurer covers for good."),
            "insurer_reference": self.env._("Number of the customer, or of the policy, at the insurer."),
            "temporary_guarantee": self.env._("What the insurer covers for a time."),
            "temporary_guarantee_from": self.env._("First day of the temporary guarantee."),
            "temporary_guarantee_to": self.env._("Last day of the temporary guarantee."),
            "other_guarantees": self.env._("Deposits, sureties, guarantees of a parent company or a bank."),
        }
