"""The third step of the workbench: what the import would do, as a list of work.

In: what a person says of a cause, a creation, a customer, a cell. Out: the causes with their remedies, the rows page by
page, and after each remedy the check done anew. What was said is kept on the upload, and remembered by the import as
what was said of columns and words is.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.arguments import LONGEST_TEXT_OF_CELL, check_storable, excerpt, given_options, is_number, is_text_of_cell
from ..engine.causes import (
    causes_of_words,
    choices_of_creations,
    creations_of,
    find_causes,
    names_of_meanings,
    option_that_creates,
)
from ..engine.checked_rows import TILES, Wanted, columns_of, find_rows, labels_of, rows_of_lines
from ..engine.options import READ_OPTIONS, REQUIRED
from ..engine.twins_of_check import evidence_text, find_twins

SAME, NEW = "same", "new"  # what is said of all rows whose customer may be there
# What a person says of how the file writes amounts and dates -> field that keeps it, and its value
NOTATIONS = {
    "decimal_comma": ("decimal_mark", ","),
    "decimal_point": ("decimal_mark", "."),
    "day_first": ("date_order", "day"),
    "month_first": ("date_order", "month"),
}
REMEDIES = (
    *NOTATIONS,
    "take",
    "choose",
    "blank",
    "reject",
    "leave_out",
    "leave_column",
    "at_creation",
    "create",
    "refuse",
)


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"  # pylint: disable=consider-merging-classes-inherited

    said_words = fields.Json(help="What a person said of words: header, word, what it means; null for a blank cell.")
    said_codes = fields.Json(help="Whom a person said new codes mean: code, id of the customer, 0 for a new one.")

    decimal_mark = fields.Selection(selection=lambda self: self._labels("decimal_mark"))
    date_order = fields.Selection(selection=lambda self: self._labels("date_order"))

    def _labels(self, name):
        """Return what a person can say of how the file is written, as mappings keep it."""
        return self.env["dso.upload.mapping"]._fields[name]._description_selection(self.env)

    @api.constrains("said_words", "said_codes", "file_facts")
    def _check_said(self):
        """Refuse what no method would keep: over RPC anything can be written."""
        for upload in self:
            given_options(self.env, {"values": upload.said_words or None, "known_as": upload.said_codes or None})
            check_storable(self.env, upload.file_facts)
            if not isinstance(upload.file_facts or {}, dict):
                raise UserError(self.env._("What was read of a file is kept by reading it."))

    # -- what is shown --

    def bench_check(self):
        """Return what the check has found, but for its rows.

        :returns: ``columns`` (``header``, ``field``, ``label``), ``labels`` ({key of a field: its name}), ``causes``,
            ``creations`` and ``choices`` (what they may mean instead), see ``engine.causes``; ``said`` (what was said
            of words: ``header``, ``word``, ``label``, ``meaning``, ``name``), ``twins`` (how many rows may mean a
            customer who is there), ``corrections`` (how many cells were corrected), ``is_stale`` (what was corrected
            may matter to other rows: the check is to be done again)
        :rtype: dict
        """
        run = self._checked_run()
        creations = creations_of(run, self._columns_said())
        return {
            "columns": columns_of(run),
            "labels": labels_of(self.env),
            "causes": find_causes(run, self._columns_said()),
            "creations": creations,
            "choices": choices_of_creations(self.env, creations),
            "said": self._said(),
            "twins": find_twins(run, 0, 0)["total"],
            "corrections": sum(map(len, (self._corrections() or {}).values())),
            "is_stale": run.is_stale,
        }

    def bench_check_rows(self, tile="all", cause=None, text="", offset=0, limit=80):
        """Return a page of the rows of the check, in the order of the file.

        :param str tile: ``all``, ``created``, ``updated``, ``linked``, ``unchanged``, ``rejected``, ``warnings``,
            ``kept`` or ``corrected``
        :param dict cause: ``kind``, ``severity``, ``column``, ``value`` of an issue that the rows must have, each or
            none
        :param str text: that one of their cells must have
        :param int offset: first of them, 0 for the first
        :param int limit: how many at most, 200 of them at the most
        :returns: ``total``, ``rows``: a list of ``line``, ``outcome``, ``cells`` (in the order of ``columns``),
            ``issues``, ``originals`` ({header: what the file says of a corrected cell}), ``values`` ({field: [old,
            new]}), ``name``, ``code``, ``partner_id``
        :rtype: dict
        """
        run = self._checked_run()
        if tile not in TILES:
            raise UserError(self.env._("There is no %(name)s to see rows of.", name=excerpt(tile)))
        cause = cause or {}
        known = {"kind", "severity", "column", "value"}
        if not isinstance(cause, dict) or not all(
            name in known and isinstance(one, str) for name, one in cause.items()
        ):
            raise UserError(self.env._("There are no rows of such a cause: %(cause)s.", cause=excerpt(cause)))
        if not is_text_of_cell(text) or not is_number(offset) or not is_number(limit):
            raise UserError(self.env._("Rows are looked for with a text and counted with whole numbers from 0 on."))
        return find_rows(run, Wanted(tile, cause, text), offset, limit)

    def bench_twins(self, offset=0, limit=40):
        """Return a page of the rows whose customer is in Odoo without their code, or may be.

        :returns: ``total``, ``rows``: a list of ``line``, ``code``, ``is_sure``, ``cells`` ({field: cell of the file}),
            ``candidates`` (``partner_id``, ``code``, ``values`` {field: value}, ``why``), ``other_line``
        :rtype: dict
        """
        if not is_number(offset) or not is_number(limit):
            raise UserError(self.env._("Rows are counted with whole numbers from 0 on."))
        found = find_twins(self._checked_run(), offset, limit)
        for row in found["rows"]:
            for one in row["candidates"]:
                one["why"] = evidence_text(self.env, one.pop("evidence"))
            row["why"] = evidence_text(self.env, row.pop("evidence"))
        return found

    # -- what a person says --

    def bench_remedy(self, remedy, cause, words=None):
        """Do what a person chose about a cause, and check again.

        :param str remedy: ``take`` (words mean what they seem to mean), ``choose`` (what ``words`` says), ``blank``
            (words mean nothing), ``reject`` (rows with such values), ``leave_out`` (only the values), ``leave_column``,
            ``at_creation`` (write the column on new customers only), ``create`` (what is missing), ``refuse`` (do
            not), ``decimal_comma``, ``decimal_point``, ``day_first``, ``month_first`` (how the file writes amounts and
            dates)
        :param dict cause: ``kind`` and ``column``; of ``refuse`` and ``create``, a creation: ``kind``, ``name``,
            ``headers``
        :param dict words: {word: what it means} for ``choose``; {word: anything} limits ``take`` and ``blank`` to these
        :returns: ``bench_state``
        :rtype: dict
        """
        run = self._checked_run()
        if remedy not in REMEDIES or not isinstance(cause, dict) or not isinstance(words or {}, dict):
            raise UserError(self.env._("There is no %(name)s to be done here.", name=excerpt(remedy)))
        if remedy == "refuse" or (remedy in ("create", "choose") and cause.get("name")):
            self._say_creation(remedy, cause, words or {})
        elif remedy in NOTATIONS:
            name, value = NOTATIONS[remedy]
            self[name] = value
        elif remedy in ("take", "choose", "blank"):
            self._say_words(run, remedy, cause, words or {})
        else:
            self._say_column(remedy, cause)
        self.action_check()
        return self.bench_state()

    def bench_unsay(self, header, word):
        """Forget what was said of a word, and check again.

        :param str header: of the column; "" for what was said of amounts and dates
        :param str word: the word; ``decimal_mark`` or ``date_order``
        :returns: ``bench_state``
        """
        self._checked_run()
        if not header and word in dict(NOTATIONS.values()):
            self[word] = False
        said = {one: dict(words) for one, words in (self.said_words or {}).items()}
        said.get(str(header), {}).pop(str(word), None)
        self._keep_words(said)
        self.action_check()
        return self.bench_state()

    def bench_twin(self, answers, everyone=""):
        """Say of new codes whose they are, and check again.

        :param dict answers: {code: id of the customer, 0 for a new one, null for nothing said}
        :param str everyone: ``same`` or ``new``: of all others of which nothing was said yet; ``same`` only where one
            customer can be meant
        :returns: ``bench_state``
        """
        run = self._checked_run()
        if not isinstance(answers, dict) or not all(one is None or is_number(one) for one in answers.values()):
            raise UserError(self.env._("Say of each code the customer whose it is, or that it is new."))
        said = {**(self.said_codes or {}), **answers}
        if everyone in (SAME, NEW):
            for row in find_twins(run, 0, None)["rows"]:
                ids = [one["partner_id"] for one in row["candidates"]]
                if row["code"] not in said and not row["is_sure"] and (everyone == NEW or len(ids) == 1):
                    said[row["code"]] = 0 if everyone == NEW else ids[0]
        known = {code: id_ for code, id_ in said.items() if id_ is not None}
        self.said_codes = given_options(self.env, {"known_as": known})["known_as"]
        self.action_check()
        return self.bench_state()

    def bench_correct(self, line, header, value):
        """Correct a cell, and check its row again.

        :param int line: of the row in the file
        :param str header: of the column
        :param value: what the cell should say; null: as the file has it
        :returns: ``rows`` (that were checked again, as :meth:`bench_check_rows` has them), ``run`` (see ``bench_run``),
            ``is_stale``, ``corrections``
        :rtype: dict
        """
        run = self._checked_run()
        if not is_number(line) or not isinstance(header, str) or not (value is None or is_text_of_cell(value)):
            raise UserError(
                self.env._(
                    "A cell is corrected by its line, its column and a text of at most %(limit)s characters.",
                    limit=LONGEST_TEXT_OF_CELL,
                )
            )
        lines = run._correct(line, header, value)
        return {
            "rows": rows_of_lines(run, lines),
            "run": self.bench_run(),
            "is_stale": run.is_stale,
            "corrections": sum(map(len, (self._corrections() or {}).values())),
        }

    # -- how it is kept --

    def action_import(self):
        if self.run_id.state == "checked" and self.run_id.is_stale and not self.is_under_way:
            self.action_check()
            return self._say_checked_again(self.env._("Checked again with your corrections."))
        return super().action_import()

    def action_file(self):
        self.write(dict.fromkeys(("said_words", "said_codes", "decimal_mark", "date_order"), False))
        return super().action_file()

    def _options(self):
        """Return the options of the run, with what the person said of words, codes and cells."""
        options, corrections = super()._options(), self._corrections()
        said = {"values": self.said_words or {}, "known_as": self.said_codes or {}}
        if self.decimal_mark:
            said["decimal"] = self.decimal_mark
        if self.date_order:
            said["day_first"] = self.date_order == "day"
        return {**options, **said, **({"corrections": corrections} if corrections else {})}

    def _corrections(self):
        """Return the cells that were corrected, None where there are none or the file is read in another way by now."""
        run = self.run_id
        if run.state != "checked" or not run._may_read_file():
            return None
        before = run.options or {}
        read = self._read_options()
        is_same = all(read.get(name) == before.get(name) for name in READ_OPTIONS)
        return run.corrections if is_same else None

    def _checked_run(self):
        """Return the run that was checked.

        :raises UserError: there is none, or its check is not done
        """
        self.ensure_one()
        if self.state != "check" or self.run_id.state != "checked" or self.run_id.is_checking:
            raise UserError(self.env._("The file is not checked, or its check is not done yet."))
        return self.run_id

    def _columns_said(self):
        return [
            {"header": one.header, "field": one.field_id, "policy": one.policy, "on_bad": one.on_bad}
            for one in self.column_ids
        ]

    def _column_named(self, header):
        """Return the column of a header.

        :raises UserError: the file has none of that name
        """
        column = self.column_ids.filtered(lambda one: one.header == header)[:1]
        if not column:
            raise UserError(self.env._("The file has no column %(name)s.", name=excerpt(header)))
        return column

    def _keep_words(self, said):
        """Keep what was said of words, as the option ``values`` takes it.

        :raises UserError: it cannot be stored
        """
        kept = {header: words for header, words in said.items() if words}
        self.said_words = given_options(self.env, {"values": kept})["values"]

    def _say_words(self, run, remedy, cause, words):
        """Note what words of a column mean."""
        column = self._column_named(cause.get("column"))
        if remedy == "choose":
            meant = {word: meaning for word, meaning in words.items() if word}
        else:
            meant = causes_of_words(run, self._columns_said(), cause)
            meant = {word: meaning for word, meaning in meant.items() if not words or word in words}
            meant = dict.fromkeys(meant) if remedy == "blank" else {one: id_ for one, id_ in meant.items() if id_}
        if not meant:
            raise UserError(
                self.env._("No word of the column %(name)s was said to mean something.", name=column.header)
            )
        said = {**(self.said_words or {})}
        said[column.header] = {**said.get(column.header, {}), **meant}
        self._keep_words(said)

    def _say_column(self, remedy, cause):
        """Note what becomes of a column, or of its bad values."""
        column = self._column_named(cause.get("column"))
        if remedy == "create":
            option = option_that_creates(column.field_id.kind)
            if not option:
                raise UserError(self.env._("Nothing is created for the column %(name)s.", name=column.header))
            self[option] = True
            words = (self.said_words or {}).get(column.header, {})
            kept = {word: meaning for word, meaning in words.items() if meaning is not None}
            self._keep_words({**(self.said_words or {}), column.header: kept})
        elif column.field_id.key in REQUIRED and remedy != "at_creation":
            raise UserError(self.env._("Every file needs the column %(name)s.", name=column.header))
        elif remedy == "leave_column":
            column.field_id = False
        elif remedy == "at_creation":
            column.policy = "at_creation"
        else:
            column.on_bad = remedy

    def _say_creation(self, remedy, creation, words):
        """Note that a term or a group is not created, is after all, or which one of Odoo it means."""
        headers, name = creation.get("headers"), creation.get("name")
        if not isinstance(headers, list) or not isinstance(name, str) or not name:
            raise UserError(self.env._("Say what is not to be created, and of which columns."))
        said = {one: dict(words) for one, words in (self.said_words or {}).items()}
        for header in headers:
            known = said.setdefault(self._column_named(header).header, {})
            if remedy == "create":
                known.pop(name, None)
            else:
                known[name] = words.get(name) if remedy == "choose" else None
        self._keep_words(said)

    def _said(self):
        """Return what was said of amounts, dates and words, as a person reads it."""
        found = []
        labels = {"decimal_mark": self.env._("Amounts"), "date_order": self.env._("Dates")}
        for name, label in labels.items():
            if self[name]:
                meant = dict(self._fields[name]._description_selection(self.env))[self[name]]
                found.append({"header": "", "word": name, "label": label, "meaning": self[name], "name": meant})
        for header, words in (self.said_words or {}).items():
            column = self.column_ids.filtered(lambda one, header=header: one.header == header)[:1]
            known = [meaning for meaning in words.values() if meaning is not None]
            names = names_of_meanings(self.env, column.field_id, known) if column.field_id and known else {}
            found += [
                {
                    "header": header,
                    "word": word,
                    "label": word,
                    "meaning": meaning or "",
                    "name": names.get(meaning, ""),
                }
                for word, meaning in words.items()
            ]
        return found
