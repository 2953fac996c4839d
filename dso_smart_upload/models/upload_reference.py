"""What the pipeline needs to know of Odoo: the records that words of a file can mean, one query each."""

# These tables are small, and any word of the file may mean any of their records.
# pylint: disable=no-search-all
from collections import defaultdict

from odoo import api, models

from ..pipeline.reference import Choice, Reference, Term, TermLine


class DsoUploadReference(models.AbstractModel):
    _name = "dso.upload.reference"
    _description = "Smart Upload Reference"

    @api.model
    def _make(self, settings):
        """Return the ``Reference`` for the current user and company.

        :param settings: ``ColumnSetting`` of the file; only what their kinds need is read
        """
        kinds = {setting.kind for setting in settings}
        needed = {
            "states": "state" in kinds,
            "languages": "language" in kinds,
            "users": "salesperson" in kinds,
            "groups": "groups" in kinds,
            "terms": "payment_term" in kinds,
            "methods": "payment_method" in kinds,
        }
        parts = {name: getattr(self, f"_{name}")() for name, wanted in needed.items() if wanted}
        countries = self._countries()
        own = self.env.company.country_id.id
        return Reference(
            country=next((country.code for country in countries if country.id == own), ""),
            currency=self.env.company.currency_id.name,
            countries=countries,
            choices=self._choices(settings),
            **parts,
        )

    def _rows(self, records, domain, *columns, order="id"):
        """Yield the records of a model: id, names in every installed language (the user's first), columns; one query.

        :param records: of the model and context
        """
        installed = [code for code, _label in self.env["res.lang"].get_installed()]
        languages = dict.fromkeys([self.env.lang or "en_US", *installed])
        records = records.with_context(prefetch_langs=True)  # names come as a dict of all languages
        query = records._search(domain, order=order)
        selected = [records._field_to_sql(query.table, name, query) for name in ("id", "name", *columns)]
        for id_, name, *values in self.env.execute_query(query.select(*selected)):
            translated = name if isinstance(name, dict) else {"en_US": name}
            said = dict.fromkeys(translated.get(code) or translated.get("en_US") for code in languages)
            yield id_, tuple(filter(None, said)), *values

    def _hidden_rows(self, records, domain, seen, *columns):
        """Return the rows, as ``_rows``, of the records that rules hide from the user; a query where there are rules.

        They are read as superuser deliberately: the import must not make a second one, and tells nothing of them.

        :param seen: rows of the others
        """
        if self.env.su or self.env["ir.rule"]._compute_domain(records._name, "read").is_true():
            return []
        return list(self._rows(records.sudo(), [*domain, ("id", "not in", [id_ for id_, *_ in seen])], *columns))

    def _names(self, records, name="name"):
        """Return the names of records in every installed language, the user's first: dict id -> tuple."""
        found = {record.id: {record[name] or "": None} for record in records}
        for code, _label in self.env["res.lang"].get_installed():
            for record in records.with_context(lang=code):
                found[record.id][record[name] or ""] = None
        return {id_: tuple(name for name in names if name) for id_, names in found.items()}

    def _countries(self):
        rows = self._rows(self.env["res.country"], [], "code")
        return tuple(Choice(id_, names, code=code or "") for id_, names, code in rows)

    def _states(self):
        iso = {country.id: country.code for country in self._countries()}
        rows = self._rows(self.env["res.country.state"], [], "code", "country_id", order="code, id")
        return tuple(Choice(id_, names, code=code, country=iso.get(country, "")) for id_, names, code, country in rows)

    def _languages(self):
        languages = self.env["res.lang"]
        rows = self._rows(languages, [], "code", "iso_code", order=languages._order)
        return tuple(Choice(code, (*names, iso), code=code) for _id, names, code, iso in rows)

    def _users(self):
        users = self.env["res.users"].search([("share", "=", False), ("company_ids", "in", self.env.company.ids)])
        return tuple(Choice(user.id, (user.name, user.email or user.login), code=user.login) for user in users)

    def _groups(self):
        groups = self.env["res.partner.category"].with_context(active_test=False)
        rows = list(self._rows(groups, [], "parent_id", "active"))
        hidden = self._hidden_rows(groups, [], rows, "parent_id", "active")
        return tuple(
            Choice(id_, names, parent=parent or 0, active=active, hidden=is_hidden)
            for found, is_hidden in ((rows, False), (hidden, True))
            for id_, names, parent, active in found
        )

    def _terms(self):
        terms = self.env["account.payment.term"]
        domain = terms._check_company_domain(self.env.company)
        rows = list(self._rows(terms, domain, "early_discount"))
        hidden = self._hidden_rows(terms, domain, rows, "early_discount")
        seen = self._term_lines(self.env["account.payment.term.line"], rows)
        lines = seen | (self._term_lines(self.env["account.payment.term.line"].sudo(), hidden) if hidden else {})
        return tuple(
            Term(id_, names, tuple(lines.get(id_, ())), bool(early), is_hidden)
            for found, is_hidden in ((rows, False), (hidden, True))
            for id_, names, early in found
        )

    def _term_lines(self, records, terms):
        """Return the lines of payment terms: dict id of the term -> list of ``TermLine``.

        :param records: the model of the lines
        :param terms: rows of the terms, of which the first cell is the id
        """
        names = ["payment_id", "value", "value_amount", "delay_type", "nb_days", "days_next_month"]
        lines = defaultdict(list)
        for line in records.search_fetch([("payment_id", "in", [id_ for id_, *_ in terms])], names, order="id"):
            lines[line.payment_id.id].append(_term_line(line))
        return dict(lines)

    def _methods(self):
        lines = self.env["account.payment.method.line"].search(
            [
                ("payment_type", "=", "inbound"),
                ("journal_id.active", "=", True),
                *self.env["account.payment.method.line"]._check_company_domain(self.env.company),
            ],
            order="id",
        )
        method_names, line_names = self._names(lines.payment_method_id), self._names(lines)
        return tuple(
            Choice(
                line.id,
                (*line_names[line.id], *method_names[line.payment_method_id.id], line.display_name),
                code=line.code or "",
            )
            for line in lines
        )

    def _choices(self, settings):
        """Return the options of the selections and the records of the relations an administrator added."""
        found = {}
        for setting in settings:
            field = self.env["res.partner"]._fields[setting.partner_field]
            if setting.kind == "selection":
                found[setting.partner_field] = self._selection(field)
            elif setting.kind == "many2one":
                records = self.env[field.comodel_name].search(
                    field.get_comodel_domain(self.env["res.partner"]), order="id"
                )
                names = self._names(records, "display_name")
                found[setting.partner_field] = tuple(Choice(record.id, names[record.id]) for record in records)
        return found

    def _selection(self, field):
        labels = {}
        for code, _label in [(self.env.lang, ""), *self.env["res.lang"].get_installed()]:
            options = field._description_selection(self.with_context(lang=code).env)
            for key, label in options:
                labels.setdefault(key, []).append(label)
        return tuple(Choice(key, tuple(dict.fromkeys(names))) for key, names in labels.items())


def _term_line(line):
    day = int(line.days_next_month or 0) if line.delay_type == "days_end_of_month_on_the" else 0
    return TermLine(line.value, line.value_amount, line.delay_type, line.nb_days, day)
