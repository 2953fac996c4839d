"""The values in the journal, each shown to those only who may read the customer's field it is of.

In: the lines of the journal with all their values, as the engine wrote them. Out: what a reader gets of them, by
whatever way: the fields below leave out what they may not read, and in SQL, where lines are searched, grouped and put
in order, it is as if it was empty. The superuser, that is the engine and the undo, gets everything.
"""

from odoo import api, fields, models
from odoo.tools import SQL

FETCH = object()  # in the context: the values go into memory, which is everybody's; no caller can send it


class ForReaders:
    """A stored field of the journal of which every reader gets their own part; see ``_for_reader`` of its model."""

    def convert_to_record(self, value, record):
        value = super().convert_to_record(value, record)
        return record._for_reader(self.name, value) if value and not record.env.su else value


class ReaderChar(ForReaders, fields.Char):
    """A cell of the file."""


class ReaderText(ForReaders, fields.Text):
    """A sentence with values in it."""


class ReaderJson(ForReaders, fields.Json):
    """Values by field."""


class DsoUploadJournalReader(models.AbstractModel):
    _name = "dso.upload.journal.reader"
    _description = "Smart Upload Journal Reader"

    def _for_reader(self, name, value):
        """Return what the user gets of a value of this line.

        :param name: one of its fields of the classes above
        """
        raise NotImplementedError

    @api.model
    def _for_reader_sql(self, name, alias):
        """Return the condition in SQL under which the user may read a field of a line, a part of it or not.

        :param alias: of the table
        """
        raise NotImplementedError

    def _field_to_sql(self, alias, field_expr, query=None):
        sql = super()._field_to_sql(alias, field_expr, query)
        is_fetched = self.env.su or self.env.context.get("dso_fetch") is FETCH
        if is_fetched or not isinstance(self._fields.get(field_expr), ForReaders):
            return sql
        return SQL("CASE WHEN %s THEN %s END", self._for_reader_sql(field_expr, alias), sql)

    def _fetch_query(self, query, fields):
        fetched = super(DsoUploadJournalReader, self.with_context(dso_fetch=FETCH))._fetch_query(query, fields)
        return fetched.with_env(self.env)
