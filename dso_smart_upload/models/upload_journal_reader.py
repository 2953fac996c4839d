"""The values in the journal, each shown to those only who may read it on the customer: the field and the customer.

In: the lines of the journal with all their values, as the engine wrote them. Out: what a reader gets of them, by
whatever way: the fields below leave out what they may not read, and in SQL, where lines are searched, grouped and put
in order, it is as if it was empty. The superuser, that is the engine and the undo, gets everything.

No record rule hides a line whose customer the reader may not see: it counts, and an undo says that it cannot put it
back. Whether they see the customer is found out in the database, with one query for all lines that are read together.
"""

from collections.abc import Collection

from odoo import api, fields, models
from odoo.tools import SQL

FETCH = object()  # in the context: the values go into memory, which is everybody's; no caller can send it


class ForReaders:
    """A stored field of the journal of which every reader gets their own part; see ``_for_reader`` of its model."""

    def convert_to_record(self, value, record):
        value = super().convert_to_record(value, record)
        if not value or record.env.su:
            return value
        return record._of_hidden(self.name, value) if record.is_hidden else record._for_reader(self.name, value)


class ReaderChar(ForReaders, fields.Char):
    """A cell of the file."""


class ReaderText(ForReaders, fields.Text):
    """A sentence with values in it."""


class ReaderJson(ForReaders, fields.Json):
    """Values by field."""


class ReaderMany2one(ForReaders, fields.Many2one):
    """A customer: Odoo shows the name of a record to all who see the line."""

    def convert_to_record_multi(self, values, records):
        if not records.env.su:
            values = [None if line.is_hidden else value for line, value in zip(records, values, strict=True)]
        return super().convert_to_record_multi(values, records)

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        # Ids tell nothing of a customer, and the database has an index of them; who has none is as the reader sees it.
        if operator in ("in", "not in") and not (isinstance(value, Collection) and False in value):
            model = model.with_context(dso_fetch=FETCH)
        return super().condition_to_sql(field_expr, operator, value, model, alias, query)


class DsoUploadJournalReader(models.AbstractModel):
    _name = "dso.upload.journal.reader"
    _description = "Smart Upload Journal Reader"

    partner_id = ReaderMany2one("res.partner", string="Customer", ondelete="set null", index="btree_not_null")
    is_hidden = fields.Boolean(
        compute="_compute_is_hidden", string="Hidden", help="You may not see the customer of this line."
    )

    @api.depends("partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_hidden(self):
        table = SQL.identifier(self._table)
        hidden = self._is_hidden_sql(self._table)
        query = SQL("SELECT id FROM %s WHERE id = ANY(%s) AND %s", table, self.ids, hidden)
        found = {id_ for (id_,) in self.env.execute_query(query)} if hidden.code != "FALSE" and self.ids else ()
        for line in self:
            line.is_hidden = line._origin.id in found

    @api.model
    def _is_hidden_sql(self, alias):
        """Return the condition in SQL under which the user may not see the customer of a line.

        A customer that was deleted is hidden from nobody.

        :param alias: of the table
        """
        partners = self.env["res.partner"].with_context(active_test=False)
        if self.env.su:
            return SQL("FALSE")
        seen = SQL("NULL")
        if partners.has_access("read"):
            query = partners._search([])
            if not query.where_clause:
                return SQL("FALSE")
            query.add_where(SQL("%s = theirs.id", SQL.identifier(query.table, "id")))
            query.limit = 1
            seen = query.subselect(SQL("TRUE"))
        # one value each: of EXISTS, PostgreSQL may make a join that goes through all customers for each line
        return SQL(
            "EXISTS (SELECT FROM (%s) AS theirs (id) WHERE %s IS NULL "
            "AND (SELECT TRUE FROM res_partner AS customer WHERE customer.id = theirs.id))",
            self._customers_sql(alias),
            seen,
        )

    @api.model
    def _customers_sql(self, alias):
        """Return the query of the ids of the customers a line is about.

        :param alias: of the table
        """
        raise NotImplementedError

    def _of_hidden(self, name, value):
        """Return what the user gets of a value of this line, whose customer they may not see.

        :param name: as for ``_for_reader``
        """
        return value.browse() if isinstance(value, models.BaseModel) else False

    def _for_reader(self, name, value):
        """Return what the user gets of a value of this line, whose customer they may see.

        :param name: one of its fields of the classes above
        """
        return value

    @api.model
    def _for_reader_sql(self, name, alias):
        """Return the condition in SQL under which the user may read a field of a line, a part of it or not.

        :param alias: of the table
        """
        return SQL("TRUE")

    def _field_to_sql(self, alias, field_expr, query=None):
        sql = super()._field_to_sql(alias, field_expr, query)
        is_fetched = self.env.su or self.env.context.get("dso_fetch") is FETCH
        if is_fetched or not isinstance(self._fields.get(field_expr), ForReaders):
            return sql
        may_read, hidden = self._for_reader_sql(field_expr, alias), self._is_hidden_sql(alias)
        return SQL("CASE WHEN %s AND NOT %s THEN %s END", may_read, hidden, sql)

    def _fetch_query(self, query, fields):
        fetched = super(DsoUploadJournalReader, self.with_context(dso_fetch=FETCH))._fetch_query(query, fields)
        return fetched.with_env(self.env)
