"""The journal of a run: counts, issues and changes, written from a plan and read as a report."""

from odoo import api, fields, models

from ..pipeline.beside import creation_names
from ..pipeline.message import ERROR, INFO, WARNING, Message
from ..pipeline.reference import NewRecord

COUNTS = ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept")
ISSUE_KEYS = ("line", "code", "column", "field", "kind", "severity", "message", "value")
CHANGE_KEYS = ("line", "code", "action", "values")
UNLINKED = 10_000  # of an old journal at a time
NAMES = {"res.partner.category": "name"}  # a group as the file says it, without the family above it


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    @api.autovacuum
    def _gc_details(self):
        """Remove file, issues and changes of runs older than the setting says; their counts stay."""
        days = int(self.env["ir.config_parameter"].get_param("dso_smart_upload.keep_days", "365"))
        if days <= 0:
            return
        before = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        done = [("finished", "<", before), ("details_removed", "=", False), ("is_undoing", "=", False)]
        old = self._as_engine().search(done)
        old.issue_ids.unlink()
        old.change_ids.unlink()
        old.write({"content": False, "no_place": False, "details_removed": True})

    def _open_journal(self, job):
        """Begin the journal of a job: empty, in place of what was there."""
        for model in ("dso.upload.issue", "dso.upload.change") if self.file_facts else ():  # else it never began
            while records := self._as_engine().env[model].search([("run_id", "=", self.id)], limit=UNLINKED):
                records.unlink()
        self._start_counting(job)

    def _start_counting(self, job, rows=0):
        """Set what is said of the run as a whole to the start of a job.

        :param rows: of the file, 0 where they were not counted yet
        """
        mapping = self.mapping_id or job.mapping
        self._as_engine().write(
            {
                **dict.fromkeys((*COUNTS, "position", "progress", "seconds"), 0),
                "row_count": rows,
                "creates": False,
                "no_place": False,
                "file_facts": self._file_facts(job),
                "columns": self._column_facts(job),
                "mapping_id": mapping.id,
                "mapping_digest": mapping._digest(),
            }
        )

    def _journal(self, plan, done, made, before=None, counts=None):
        """Add counts, issues and changes of a plan, which is that of one block of the file.

        :param counts: ``dso.upload.counts`` that adds them up; by default this run itself
        """
        (counts or self)._count(plan.counts)
        self._add_lines("dso.upload.issue", self._issue_values(plan))
        self._add_lines("dso.upload.change", self._change_values(plan, done, made, before))

    def _add_lines(self, model, lines):
        """Add lines to the journal, which nobody but the engine writes.

        :param model: ``dso.upload.issue`` or ``dso.upload.change``
        :param lines: list of dict, their values
        """
        self._as_engine().env[model].create([{**line, "run_id": self.id} for line in lines])

    def _say_what_changed_since_check(self, counts, lines=None):
        """Name the customers with whom the import did something else than its check had shown.

        :param counts: ``dso.upload.counts`` that adds up what was done
        :param lines: the lines of the file that were imported just now; None for all
        """
        if not self.check_id:
            return
        there = [("line", "in", lines)] if lines is not None else []
        checked, imported = self.check_id._changes_by_line(there), self._changes_by_line(there)
        errors = self.env["dso.upload.issue"].search([("run_id", "=", self.id), ("severity", "=", ERROR), *there])
        refused = set(errors.mapped("line"))  # whose reason is said
        issues, engine, made = [], self._engine(), None
        for line in sorted((checked.keys() | imported.keys()) - refused):
            shown, done = checked.get(line), imported.get(line)
            if shown and done and shown != done:
                made = self._names_made_since(self.check_id) if made is None else made
                shown, done = _without(made, shown, done)
            if shown != done:
                code = (imported.get(line) or checked[line])[0]
                message = engine._say(Message("changed_since_check", {"line": line, "code": code}))
                issues.append({"line": line, "code": code, "message": message})
        fixed = {"kind": "changed_since_check", "severity": WARNING}
        self._add_lines("dso.upload.issue", [{**fixed, **issue} for issue in issues])
        counts._count({"warnings": len(issues)})

    def _say_what_was_created_since_check(self):
        """Name the groups and terms that the import created and its check had not shown."""
        if not self.check_id:
            return
        shown = {(one["model"], one["key"], one["family"]) for one in self.check_id.creates or ()}
        created = [one for one in self.creates or () if (one["model"], one["key"], one["family"]) not in shown]
        issues = [
            {
                "line": one["lines"][0],
                "kind": "changed_since_check",
                "severity": INFO,
                "message": self._engine()._say(Message("changed_since_check.created", {"name": one["name"]})),
            }
            for one in created
        ]
        self._add_lines("dso.upload.issue", issues)

    def _say_what_found_no_place(self):
        """Say of each column how many of its values were not used, because their customers have another one."""
        self._add_lines("dso.upload.issue", self._no_place_values(self.sudo().no_place, self.file_facts or {}))

    def _no_place_values(self, no_place, file):
        """Return values of ``dso.upload.issue``, one for each column with values that found no place.

        :param no_place: list of what ``NoPlace.stored`` returns, of the whole file
        :param file: of ``_file_facts``
        """
        engine, fields_ = self._engine() if self else self.env["dso.upload.engine"], self.env["dso.upload.field"]
        partner_fields = self.env["res.partner"]._fields
        issues = []
        for one in no_place or ():
            field = partner_fields[fields_._partner_field(one["field"])]
            details = {
                "column": one["header"],
                "count": one["rows"],
                "line": one["line"],
                "value": one["value"],
                "field": field._description_string(engine.env),
            }
            issues.append(
                {
                    "line": file.get("header_line", 0),
                    "code": "",
                    "column": one["header"],
                    "field": one["field"],
                    "kind": "no_place",
                    "severity": INFO,
                    "message": engine._say(Message("no_place", details)),
                    "value": one["value"],
                }
            )
        return issues

    def _changes_by_line(self, there):
        """Return the changes of the journal: dict line -> (code, action, values).

        :param there: domain of the lines that are wanted
        """
        changes = self.env["dso.upload.change"].search([("run_id", "=", self.id), *there])
        # compared, not shown: what differs counts whoever may read it
        return {change.line: (change.code, change.action, change.values) for change in changes.sudo()}

    def _names_made_since(self, check):
        """Return the names of the groups and terms that were made since a check, which shows them as the file does."""
        since = [("create_date", ">=", check.create_date)]
        return {
            record[NAMES.get(model, "display_name")]
            for model in ("res.partner.category", "account.payment.term")
            for record in self._engine().env[model].with_context(active_test=False).search(since)
        }

    def _report(self, offset=0, limit=1000):
        issues = self.env["dso.upload.issue"].search([("run_id", "=", self.id)], offset=offset, limit=limit)
        changes = self.env["dso.upload.change"].search([("run_id", "=", self.id)], offset=offset, limit=limit)
        return {
            "run_id": self.id,
            "state": self.state,
            "is_cancelled": self.is_cancelled,
            **{name: self[name] for name in COUNTS},
            "creates": creation_names(self.creates),
            "file": self.file_facts or {},
            "columns": self.columns or [],
            "issues": [{key: issue[key] or (0 if key == "line" else "") for key in ISSUE_KEYS} for issue in issues],
            "changes": [
                {key: change[key] or "" for key in CHANGE_KEYS}
                | {"line": change.line, "values": change.values or {}, "partner_id": change.partner_id.id or 0}
                for change in changes
            ],
            "progress": self.progress,
        }

    def _file_facts(self, job):
        table = job.table
        return {
            "encoding": table.encoding or "",
            "delimiter": table.delimiter or "",
            "sheet": table.sheet or "",
            "header_line": table.header_line or 0,
        }

    def _column_facts(self, job):
        return [
            {
                "header": column.header,
                "field": column.field.key or "",
                "confidence": column.confidence,
                "reason": column.reason,
            }
            for column in job.columns
        ]

    def _issue_values(self, plan):
        engine = self._engine() if self else self.env["dso.upload.engine"]
        return [
            {
                "line": issue.line,
                "code": issue.code,
                "column": issue.column,
                "field": issue.field,
                "kind": issue.kind,
                "severity": issue.severity,
                "message": engine._say(issue.message),
                "partner_id": issue.partner_id or False,
                "value": issue.value,
            }
            for issue in plan.issues
        ]

    def _change_values(self, plan, done, made, before=None):
        """Return the changes of a plan as values of ``dso.upload.change``.

        :param done: dict row -> partner id, of the customers written
        :param made: dict ``NewRecord`` -> id, of the records created on the way
        :param before: of ``_following``, before the customers were written
        """
        keys = self._keys_by_partner_field(plan)
        shown = self._names_of_values(plan)
        names = self._customer_names(plan)
        stored, fingerprints = self._as_stored(plan, done)
        contacts = self._contacts_changed(plan, done, before or {})
        return [
            {
                "line": change.line,
                "code": change.code,
                "partner_id": done.get(change.row) or change.partner_id or False,
                "partner_key": done.get(change.row) or change.partner_id or 0,
                "name": names[change.row],
                "action": change.action,
                "values": {
                    keys[name]: [_shown(value, shown[name]) for value in pair] for name, pair in change.values.items()
                },
                "raw_values": {
                    name: [storable(value, made) for value in pair]
                    for name, pair in _as_written(
                        change, stored.get(change.row, {}), (before or {}).get(change.partner_id, {})
                    ).items()
                },
                "raw_contacts": contacts.get(change.partner_id),
                "fingerprint": fingerprints.get(change.row),
            }
            for change in plan.changes
        ]

    def _following(self, plan):
        """Return the values that may follow from what the plan writes, of its known customers and their contacts.

        :return: dict partner id -> dict partner field -> value
        """
        partners = self._engine().env["res.partner"]
        ids = [change.partner_id for change in plan.changes if change.partner_id]
        shared = partners._dso_shared_fields()
        sharing = [
            change.partner_id for change in plan.changes if change.partner_id and change.values.keys() & set(shared)
        ]
        contacts = list(partners._dso_contacts(sharing)) if sharing else []
        return partners._dso_values(ids, partners._dso_following_fields()) | partners._dso_values(contacts, shared)

    def _contacts_changed(self, plan, done, before):
        """Return what the contacts of customers had before and have now of what Odoo shares between them.

        :param before: of ``_following``
        :return: dict partner id -> dict contact id, as text -> dict partner field -> [old, new]
        """
        customers = {change.partner_id: change for change in plan.changes if change.partner_id and change.row in done}
        if not before.keys() - customers.keys():
            return {}
        partners = self._engine().env["res.partner"]
        owners = {id_: owner for id_, owner in partners._dso_contacts(list(customers)).items() if id_ in before}
        now, found = partners._dso_values(list(owners), partners._dso_shared_fields()), {}
        for id_, owner in owners.items():
            pairs = {
                name: [storable(old, {}), storable(now[id_][name], {})]
                for name, old in before[id_].items()
                if old != now[id_][name] or name in customers[owner].values
            }
            if pairs:
                found.setdefault(owner, {})[str(id_)] = pairs
        return found

    def _as_stored(self, plan, done):
        """Return what the database holds of the customers that were written: Odoo may word a value in its own way.

        :return: (dict row -> dict partner field -> value, dict row -> fingerprint of a created customer)
        """
        if not done:
            return {}, {}
        partners = self._engine().env["res.partner"].browse(done.values())
        partners = partners._filtered_access("read")  # a rule may hide what the user just wrote
        names = {name for change in plan.changes for name in change.values} | set(partners._dso_following_fields())
        values = partners._dso_values(partners.ids, names)
        created = [done[change.row] for change in plan.changes if not change.partner_id and change.row in done]
        fingerprints = partners._dso_fingerprints(created)
        return (
            {row: values[id_] for row, id_ in done.items() if id_ in values},
            {row: fingerprints[id_] for row, id_ in done.items() if id_ in fingerprints},
        )

    def _customer_names(self, plan):
        """Return the company name of each changed customer: dict row -> name."""
        known = self.env["res.partner"].browse([change.partner_id for change in plan.changes if change.partner_id])
        today = {partner.id: partner.name for partner in known.with_context(active_test=False)}
        return {
            change.row: (change.values.get("name") or (None, None))[1] or today.get(change.partner_id) or ""
            for change in plan.changes
        }

    def _keys_by_partner_field(self, plan):
        """Return the key under which the report shows each partner field; the first by sequence."""
        names = {name for change in plan.changes for name in change.values}
        keys = {name: name for name in names}
        for field in reversed(self.env["dso.upload.field"]._all() if names else ()):
            keys[field.partner_field] = field.key
        return keys

    def _names_of_values(self, plan):
        """Return the names of the records that the changes mention: dict partner field -> dict id -> name."""
        fields_ = self.env["res.partner"]._fields
        models_ = {name: fields_[name].comodel_name for change in plan.changes for name in change.values}
        ids = {name: set() for name, model in models_.items() if model}
        for change in plan.changes:
            for name in ids.keys() & change.values.keys():
                for value in change.values[name]:
                    ids[name].update(value if isinstance(value, tuple) else (value,))
        names = dict.fromkeys(models_, {})
        for name, found in ids.items():
            records = self.env[models_[name]].browse(sorted(id_ for id_ in found if isinstance(id_, int)))
            names[name] = {record.id: record[NAMES.get(models_[name], "display_name")] for record in records}
        return names


def _shown(value, names):
    """Return a typed value as a person reads it: text, number or yes/no.

    :param names: dict id -> name, of the records that a value of its field is the id of
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(_shown(one, names)) for one in value)
    if isinstance(value, NewRecord):
        return value.name
    if names and value:
        return names[value]
    return value if isinstance(value, (int, float, bool)) else str(value)


def _without(names, shown, done):
    """Return two changes of one customer without the values in which ``names`` were written.

    :param names: of records that were made in between: the file may spell them in several ways
    :param shown: (code, action, values) as it was checked
    :param done: the same as it was imported
    """
    same = {key for key, (_old, new) in done[2].items() if not names.isdisjoint(str(new).split(", "))}
    return [(*one[:2], {key: pair for key, pair in one[2].items() if key not in same}) for one in (shown, done)]


def _as_written(change, stored, before):
    """Return the old and new values of a change as they really were, with those that followed from it.

    :param stored: dict partner field -> value after the import; empty when it was only checked
    :param before: the same before it, of fields that may follow from others
    """
    values = {name: (old, stored.get(name, new)) for name, (old, new) in change.values.items()}
    followed = {
        name: (old, stored[name])
        for name, old in before.items()
        if name in stored and name not in values and stored[name] != old
    }
    return values | followed


def storable(value, made):
    """Return a typed value as JSON holds it."""
    if isinstance(value, tuple):
        return [storable(one, made) for one in value]
    if isinstance(value, NewRecord):
        return made.get(value, value.name)
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
