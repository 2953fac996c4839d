"""Mappings as JSON, to carry them to another database: what a word means goes by names and codes, not by ids."""

import hashlib
import json
from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..engine.arguments import excerpt, is_name, is_number, is_storable
from ..engine.options import CREATING
from ..pipeline.folding import fold

FORMAT = "dso_smart_upload.mapping"
VERSION = 2  # in version 1 payment terms were only created where a mapping said so
SETTINGS = (
    "name",
    "encoding",
    "delimiter",
    "sheet",
    "header_line",
    "no_header",
    "decimal_mark",
    "date_order",
    "group_separator",
    "create_payment_terms",
    "create_groups",
    "twins",
    "reactivate",
)
COLUMN_SETTINGS = ("header", "policy", "on_blank", "on_bad", "keeps_groups")


class DsoUploadMapping(models.Model):
    _inherit = "dso.upload.mapping"  # pylint: disable=consider-merging-classes-inherited

    # -- out --

    def export_json(self):
        """Return these mappings as JSON text, which ``import_json`` reads in any database.

        :returns: JSON text
        :rtype: str
        """
        content = {"format": FORMAT, "version": VERSION, "mappings": [mapping._as_dict() for mapping in self]}
        return json.dumps(content, ensure_ascii=False, indent=2)

    def action_export_json(self):
        """Download these mappings as a JSON file."""
        name = self.name if len(self) == 1 else self.env._("Mappings")
        content = self.export_json().encode()
        return self.env["dso.upload.mapping.file"]._download(f"{name.replace('/', '-')}.json", content)

    def _as_dict(self):
        """Return a mapping as JSON holds it; what is not set is left out, but for what is set where nobody says so.

        So are meanings that the user may not see: over RPC a word can be given any.
        """
        settings = {name: self[name] for name in SETTINGS if self[name] or name in CREATING}
        return {**settings, "columns": [self._column_as_dict(column) for column in self.column_ids.sorted()]}

    def _column_as_dict(self, column):
        settings = {name: column[name] for name in COLUMN_SETTINGS if column[name]}
        settings["field"] = column.field_id.key or ""
        if column.family_id:
            settings["family"] = column.family_id.name
        values = {
            value.word: None if value.left_out else self._portable(value.meaning)
            for value in column.value_ids
            if value.left_out or (value.meaning and value.meaning._filtered_access("read"))
        }
        return {**settings, "values": values} if values else settings

    def _digest(self):
        """Return what tells what these mappings say now from what they said before."""
        said = [mapping._says() for mapping in self.sudo()]  # the same for everybody
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def _portable(self, record):
        """Return the names or codes by which another database knows a record: list of str."""
        if record._name == "res.partner.category":
            parents = self._portable(record.parent_id) if record.parent_id else []
            return [*parents, record.name]
        return {
            "res.country": lambda: [record.code],
            "res.country.state": lambda: [record.country_id.code, record.code],
            "res.lang": lambda: [record.code],
            "res.users": lambda: [record.sudo().login],  # how a user is named, which every colleague may see
            "account.payment.term": lambda: [record.name],
            "account.payment.method.line": lambda: [record.name, record.journal_id.code or ""],
        }[record._name]()

    # -- in --

    @api.model
    def import_json(self, content):
        """Make or replace mappings of the current company from the JSON text of ``export_json``.

        A mapping of the same name is replaced. A field or a meaning that this database does not have is left out.

        :param str content: JSON text
        :returns: ``mappings`` ([name]), ``created``, ``updated`` (how many) and ``left_out`` ([sentence])
        :rtype: dict
        :raises UserError: the text is no mapping
        """
        left_out, names = [], []
        counts = {"created": 0, "updated": 0}
        for given in self._given(content):
            values = {name: given[name] for name in SETTINGS if name in given}
            columns = [self._column_values(given["name"], column, left_out) for column in given["columns"]]
            mapping = self.with_context(active_test=False).search(
                [("name", "=", given["name"]), ("company_id", "=", self.env.company.id)], limit=1
            )
            if mapping:
                mapping.column_ids.unlink()
            counts["updated" if mapping else "created"] += 1
            mapping = mapping or self.create({"name": given["name"]})
            blank = {
                name: self._fields[name].default(self) if self._fields[name].default else False for name in SETTINGS
            }
            mapping.write({**blank, **values, "active": True, "column_ids": [Command.create(one) for one in columns]})
            names.append(given["name"])
        return {"mappings": names, **counts, "left_out": left_out}

    def _given(self, content):
        """Return the mappings of a JSON text, checked: what they hold can be stored.

        :raises UserError: the text is no mapping, or a setting is of the wrong kind
        """
        try:
            read = json.loads(content)
            mappings = read["mappings"]
            well_formed = read["format"] == FORMAT and isinstance(mappings, list) and all(map(_is_mapping, mappings))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise UserError(self._no_mapping()) from error
        if not well_formed:
            raise UserError(self._no_mapping())
        if read.get("version") == 1:
            mappings = [{"create_payment_terms": False, **mapping} for mapping in mappings]
        for mapping in mappings:
            self._check_settings(self, SETTINGS, mapping, mapping["name"])
            for column in mapping["columns"]:
                self._check_settings(self.column_ids, COLUMN_SETTINGS, column, mapping["name"])
            folded = [fold(column["header"]) for column in mapping["columns"]]
            twice = [header for header, count in Counter(folded).items() if count > 1]
            if twice:
                raise UserError(
                    self.env._(
                        "The mapping %(name)s has the column %(column)s twice.", name=mapping["name"], column=twice[0]
                    )
                )
        return mappings

    def _check_settings(self, records, names, given, mapping):
        """Refuse settings that their fields cannot hold.

        :param records: of the model that has the fields
        :param given: dict, name of a field -> what the JSON text says
        :param mapping: name of the mapping
        """
        for name in names:
            field = records._fields[name]
            if name in given and not _fits(field, given[name]):
                raise UserError(
                    self.env._(
                        "The mapping %(mapping)s cannot have %(value)s as %(setting)s.",
                        mapping=excerpt(mapping),
                        value=excerpt(given[name]),
                        setting=field._description_string(self.env),
                    )
                )

    def _no_mapping(self):
        return self.env._(
            "This is no exported mapping: choose a file that was made with Export in the list of mappings."
        )

    def _column_values(self, mapping, given, left_out):
        """Return a column as values of ``dso.upload.mapping.column``; what cannot be had is added to ``left_out``."""
        values = {name: given[name] for name in COLUMN_SETTINGS if name in given}
        field = self.env["dso.upload.field"].search([("key", "=", given.get("field") or "")], limit=1)
        values["field_id"] = field.id
        if given.get("field") and not field:
            left_out.append(
                self.env._(
                    "%(mapping)s, column %(column)s: there is no field %(field)s here; the column is left out.",
                    mapping=mapping,
                    column=given["header"],
                    field=given["field"],
                )
            )
        if given.get("family"):
            groups = self.env["res.partner.category"]
            root = groups.search([("name", "=", given["family"]), ("parent_id", "=", False)], limit=1)
            values["family_id"] = root.id  # where it is missing, the first import creates it
        words = []
        for word, names in (given.get("values") or {}).items():
            record = self._local(field.kind, names)
            if names is None:
                words.append(Command.create({"word": word, "left_out": True}))
            elif record:
                words.append(Command.create({"word": word, "meaning": f"{record._name},{record.id}"}))
            else:
                left_out.append(
                    self.env._(
                        "%(mapping)s, column %(column)s: %(word)s means %(names)s, which is not here.",
                        mapping=mapping,
                        column=given["header"],
                        word=word,
                        names=" / ".join(str(name) for name in names),
                    )
                )
        return {**values, "value_ids": words}

    def _local(self, kind, names):
        """Return the record of this database with these names or codes, None where there is none."""
        model = self.env["dso.upload.mapping.value"]._model_of_kind(kind)
        if not model or not isinstance(names, list) or not names:
            return None
        records = self.env[model]
        company = [("company_id", "in", (False, self.env.company.id))]
        domains = {
            "res.country": [("code", "=", names[0])],
            "res.country.state": [("country_id.code", "=", names[0]), ("code", "=", names[-1])],
            "res.lang": [("code", "=", names[0])],
            "res.users": [("login", "=", names[0])],
            "account.payment.term": [("name", "=", names[0]), *company],
            "account.payment.method.line": [
                ("name", "=", names[0]),
                ("journal_id.code", "=", names[-1]),
                ("journal_id.company_id", "=", self.env.company.id),
                ("payment_type", "=", "inbound"),
            ],
        }
        if model != "res.partner.category":
            return records.search(domains[model], limit=1) or None
        group = records
        for name in names:
            group = records.search([("name", "=", name), ("parent_id", "=", group.id)], limit=1)
            if not group:
                return None
        return group


def _is_mapping(given):
    """Say whether a JSON value has the form of a mapping; what its settings hold is checked later."""
    return bool(
        is_name(given["name"])
        and isinstance(given["columns"], list)
        and all(
            is_name(column["header"])
            and all(is_storable(column.get(name) or "") for name in ("field", "family"))
            and _is_value_table(column.get("values") or {})
            for column in given["columns"]
        )
    )


def _is_value_table(given):
    return isinstance(given, dict) and all(
        is_name(word) and (names is None or (isinstance(names, list) and all(map(is_storable, names))))
        for word, names in given.items()
    )


def _fits(field, value):
    """Say whether a field of a mapping can hold a JSON value."""
    if field.type == "boolean":
        return isinstance(value, bool)
    if field.type == "integer":
        return is_number(value)
    if value in (None, False):
        return not field.required
    if field.type == "selection":
        return isinstance(value, str) and value in dict(field.selection)
    return is_storable(value)
