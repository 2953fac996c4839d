"""A spreadsheet to fill in: one column for each field, with today's choices, empty or with today's customers.

In: an environment and what a person reads beside each field. Out: bytes of an ``.xlsx``. Its first sheet is read as
any other file of customers; the second explains the columns, the third, hidden, holds the words of the drop-down lists.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from odoo.api import Environment
from odoo.models import BaseModel

from .columns import READERS
from .customers import customer_domain, readable
from .options import REQUIRED

MOST_ROWS = 50_000  # of customers; a spreadsheet with more is slow to open
LISTED_ROWS = 10_000  # rows that have drop-down lists
LONGEST_COLUMN = 45  # characters that a column is wide at most
LISTS = "Lists"
EXAMPLES = {
    "code": "C00123",
    "name": "Aciéries du Nord",
    "street": "14 rue des Tanneurs",
    "zip": "59000",
    "city": "Lille",
    "phone": "03 20 00 00 00",
    "email": "compta@example.com",
    "website": "https://example.com",
    "credit_limit": 30000,
    "insurer_guarantee": 20000,
    "insurer_reference": "POL-48213",
    "temporary_guarantee": 5000,
    "other_guarantees": 1000,
}


def template_file(env: Environment, descriptions: Mapping[str, str], filled: bool = False) -> bytes:
    """Return a spreadsheet to fill in, in the user's language.

    :param descriptions: sentence beside each field, by its key
    :param filled: with the customers that the user sees, at most ``MOST_ROWS``
    """
    fields = _fields(env, filled)
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {**options, "default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet(env._("Customers"))
        lists = _lists(env, fields)
        _write_header(workbook, sheet, fields, descriptions)
        rows = _write_customers(env, workbook, sheet, fields) if filled else 0
        _explain(env, workbook, fields, descriptions, lists)
        _write_lists(workbook, sheet, fields, lists, max(LISTED_ROWS, rows))
    return target.getvalue()


def _fields(env, filled):
    """Return the fields that have a column: those the user may read, each field of the customer once.

    The groups of today's customers have columns of their own, see ``_families``.
    """
    found, taken = [], set()
    may_read = readable(env["res.partner"], env["res.partner"]._fields)
    for field in env["dso.upload.field"].search([]):
        if filled and field.kind == "groups":
            continue
        if field._is_usable() and field.partner_field in may_read and field.partner_field not in taken:
            taken.add(field.partner_field)
            found.append(field)
    return sorted(found, key=lambda field: field.key not in REQUIRED)


def _lists(env, fields):
    """Return the words that can be chosen: dict key of the field -> list."""
    found = {}
    for field in fields:
        if field.key in READERS:
            choices = (one for one in READERS[field.key](env) if not one.hidden and getattr(one, "active", True))
            found[field.key] = sorted({one.names[0] for one in choices if one.names}, key=str.casefold)
    return {key: words for key, words in found.items() if words}


def _write_header(workbook, sheet, fields, descriptions):
    usual = workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "bottom": 1})
    required = workbook.add_format({"bold": True, "bg_color": "#71639E", "font_color": "#FFFFFF", "bottom": 1})
    text = workbook.add_format({"num_format": "@"})
    for column, field in enumerate(fields):
        is_text = field.kind not in ("amount", "integer", "date", "datetime", "boolean")
        width = min(max(len(field.name) + 4, 14), LONGEST_COLUMN)
        sheet.set_column(column, column, width, text if is_text else None)  # so that no code loses its zeros
        sheet.write_string(0, column, field.name, required if field.key in REQUIRED else usual)
        if descriptions.get(field.key):
            sheet.write_comment(0, column, descriptions[field.key])
    sheet.freeze_panes(1, 2)


def _write_customers(env, workbook, sheet, fields):
    """Write today's customers; return how many."""
    date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    families = _families(env)
    for column, family in enumerate(families.values(), start=len(fields)):
        sheet.write_string(0, column, family, workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "bottom": 1}))
    count = 0
    for count, customer in enumerate(_customers(env, fields), start=1):
        for column, field in enumerate(fields):
            value = _cell(customer, field)
            if value in (None, False, ""):
                continue
            if hasattr(value, "year"):
                sheet.write_datetime(count, column, value, date)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(count, column, value)
            else:
                sheet.write_string(count, column, str(value))
        for column, family in enumerate(families, start=len(fields)):
            groups = customer.category_id.filtered(lambda group, family=family: group.parent_id.id == family)
            if groups:
                sheet.write_string(count, column, ", ".join(groups.mapped("name")))
    return count


def _families(env: Environment) -> dict[int, str]:
    """Return the groups that have groups below them, by id: their columns are named like them, so they come back.

    {} where the user may not read which groups customers have.
    """
    partners = env["res.partner"]
    if not readable(partners, ["category_id"]):
        return {}
    below = env["res.partner.category"].search([("parent_id", "!=", False), ("parent_id.parent_id", "=", False)])
    return {family.id: family.name for family in below.parent_id}


def _customers(env: Environment, fields: list[BaseModel]) -> Iterator[BaseModel]:
    """Yield the customers with a code that the user sees, by their codes."""
    partners = env["res.partner"]
    domain = [*customer_domain(partners), ("ref", "!=", False)]
    names = [*(field.partner_field for field in fields), *readable(partners, ["category_id"])]
    yield from partners.search_fetch(domain, names, order="ref, id", limit=MOST_ROWS)


def _cell(customer: BaseModel, field: BaseModel) -> Any:
    value = customer[field.partner_field]
    if isinstance(value, BaseModel):
        return ", ".join(value.mapped("name")) if value else ""
    if customer._fields[field.partner_field].type == "html":
        return value.striptags() if value else ""
    return value


def _explain(env, workbook, fields, descriptions, lists):
    """Write the sheet that explains the columns, with an example of each."""
    sheet = workbook.add_worksheet(env._("Help"))
    bold = workbook.add_format({"bold": True})
    titles = (env._("What it is"), env._("Needed?"), env._("Explanation"), env._("Example"))
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, bold)
    for row, field in enumerate(fields, start=1):
        needed = env._("required") if field.key in REQUIRED else env._("optional")
        example = EXAMPLES.get(field.key) or next(iter(lists.get(field.key, ())), "")
        for column, text in enumerate((field.name, needed, descriptions.get(field.key, ""))):
            sheet.write_string(row, column, text)
        (sheet.write_number if isinstance(example, int) else sheet.write_string)(row, len(titles) - 1, example)
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 80)
    sheet.set_column(3, 3, 28)


def _write_lists(workbook, sheet, fields, lists, rows):
    """Write the words that can be chosen, and offer them in the cells below their field."""
    hidden = workbook.add_worksheet(LISTS)
    hidden.hide()
    columns = {field.key: column for column, field in enumerate(fields)}
    for at, (key, words) in enumerate(lists.items()):
        hidden.write_column(0, at, words)
        letters = xl_col_to_name(at)
        source = f"={LISTS}!${letters}$1:${letters}${len(words)}"
        # another word may be written: it can be given a meaning, and several groups stand in one cell
        rule = {"validate": "list", "source": source, "show_error": False}
        sheet.data_validation(1, columns[key], rows, columns[key], rule)
