"""What the pipeline says to a person: kinds, sentences, issues.

The pipeline knows no user and no language. It says *what* is wrong as a ``Message``: a stable kind
and named details. The English sentence of each kind stands here, once; the Odoo side looks up its
translation (``models/upload_sentence.py``). ``str(message)`` is the English sentence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

ERROR = "error"  # the row is rejected
WARNING = "warning"  # the row is imported, something of it was left out or repaired
KEPT = "kept"  # a protected value stays as it is in Odoo
INFO = "info"  # something to know of the file, about no row


def _(sentence):
    """Mark ``sentence`` for translation; Odoo's term export looks for this name."""
    return sentence


SENTENCES = {
    # -- rows (plan) --
    "missing_code": _("Line %(line)s has no customer code: fill it in, it links the customer with its invoices."),
    "missing_name": _("Line %(line)s: customer %(code)s is new and has no company name: fill it in."),
    "total_line": _("Line %(line)s was not imported, because it is a total and not a customer: %(text)s"),
    "nothing_code": _(
        "Line %(line)s was not imported, because its customer code %(code)s means that there is none: fill it in."
    ),
    "doubtful_code": _(
        "Line %(line)s: the customer code %(code)s may mean that there is none: check that it is the customer's own."
    ),
    "doubtful_name": _(
        "Line %(line)s, %(column)s: %(value)s may mean that there is no name: check that the customer is called so."
    ),
    "list_line": _(
        "Line %(line)s was not imported, because it belongs to the printed page and is not a customer: %(text)s"
    ),
    "heading_line": _(
        "Line %(line)s was not imported, because %(text)s looks like a heading or a remark: its code is unlike the "
        "others, such as %(like)s. If it is a customer, give them a code of that kind."
    ),
    "code_unlike": _(
        "Line %(line)s: the code %(code)s is unlike the others, such as %(like)s: check that this line is a customer."
    ),
    "ambiguous_code": _(
        "Line %(line)s: the code %(code)s fits several customers in Odoo: %(partners)s. "
        "Give each its own code or merge them, then import this line again."
    ),
    "ambiguous_code.hidden": _(
        "Line %(line)s: the code %(code)s fits several customers in Odoo, %(partners)s and at least one that you may "
        "not see. Ask your administrator to give each its own code, then import this line again."
    ),
    "hidden_customer": _(
        "Line %(line)s: the code %(code)s belongs to a customer that you may not see: ask your administrator."
    ),
    "repaired_code": _(
        "Line %(line)s: the code %(code)s was taken for %(known)s, the only customer it can mean; "
        "a spreadsheet seems to have changed it."
    ),
    "repaired_code.new": _(
        "Line %(line)s: the code %(code)s was read as %(repaired)s: a spreadsheet had taken it for a number."
    ),
    "damaged_code.cut": _(
        "Line %(line)s: a spreadsheet shortened the code %(code)s, its last digits are lost. Export the file again "
        "with "
        "this column as text, or correct the code."
    ),
    "damaged_code.number": _(
        "Line %(line)s: the code %(code)s is written as a number and can be read in two ways. Export the file again "
        "with "
        "this column as text, or correct the code."
    ),
    "damaged_code.date": _(
        "Line %(line)s: a spreadsheet seems to have taken the code %(code)s for a date, and no customer in Odoo says "
        "what "
        "it was. Export the file again with this column as text, or correct the code."
    ),
    "code_of_another": _(
        "Line %(line)s: the code %(code)s belongs to another customer than the one it was said to mean. Say again who "
        "it is."
    ),
    "possible_twin": _(
        "Line %(line)s: the code %(code)s is new, but %(name)s (%(known)s) may be the same customer. Say whether it is."
    ),
    "possible_twin.no_code": _(
        "Line %(line)s: the code %(code)s is new, but %(name)s, which has no code yet, may be the same customer. Say "
        "whether it is."
    ),
    "possible_twin.several": _(
        "Line %(line)s: the code %(code)s is new, but %(name)s or one of %(others)s others may be the same customer. "
        "Say who it is."
    ),
    "possible_twin.line": _(
        "Line %(line)s: the code %(code)s is new, but line %(other_line)s describes the same customer under another "
        "code."
    ),
    "same_legal_entity.one": _(
        "One new customer is a further account of a company that has another one, at another place: nothing has to be "
        "done."
    ),
    "same_legal_entity": _(
        "%(count)s new customers are further accounts of companies that have another one, at another place: nothing "
        "has to be done."
    ),
    "archived_customer": _("Line %(line)s: customer %(code)s is archived in Odoo; its data was brought up to date."),
    "archived_customer.back": _("Line %(line)s: customer %(code)s was archived in Odoo and is active again."),
    "duplicate_in_file": _(
        "Line %(line)s: customer %(code)s is already on line %(first)s with other values; "
        "the first line counts. Keep one of the two."
    ),
    "duplicate_in_file.same": _("Line %(line)s: customer %(code)s is already on line %(first)s with the same values."),
    "duplicate_in_file.rejected": _(
        "Line %(line)s: customer %(code)s is already on line %(first)s, which was rejected."
    ),
    "duplicate_in_file.groups": _(
        "Line %(line)s: customer %(code)s is already on line %(first)s; the groups of both lines were united."
    ),
    "kept": _("Line %(line)s, %(column)s: kept %(old)s; the file says %(new)s. This value is managed in Odoo."),
    "kept.empty": _(
        "Line %(line)s, %(column)s: left empty; the file says %(new)s. This value is managed in Odoo: "
        "fill it in there, or ask an administrator to open the field to imports in the settings."
    ),
    "conflicting_amounts": _(
        "Line %(line)s, %(column)s: %(value)s, but line %(first)s says %(other)s for the same company (%(legal_id)s). "
        "Each account was given its own amount; a limit is usually one per company."
    ),
    "same_file": _("This very file was imported on %(date)s already: %(filename)s."),
    "older_file": _("This file is of %(date)s; a newer one, of %(newer)s, was imported already: %(filename)s."),
    "not_in_file": _("Customer %(code)s, %(name)s, is not in the file any more. Nothing was done to it."),
    "changed_since_check": _(
        "Line %(line)s: customer %(code)s was changed in Odoo after the check, so the import did not do what the "
        "check had shown. See what it did."
    ),
    "changed_since_check.created": _(
        "%(name)s was created, which the check had not shown: Odoo had it when the file was checked."
    ),
    "corrected": _("Line %(line)s, %(column)s: corrected from %(old)s to %(new)s."),
    "corrected.filled": _("Line %(line)s, %(column)s: was blank and was corrected to %(new)s."),
    "corrected.emptied": _("Line %(line)s, %(column)s: %(old)s was removed by a correction."),
    "correction_without_row": _(
        "The correction of line %(line)s was not used: the file has no row there. Look at the numbers of the lines."
    ),
    "new_column": _("The column %(column)s is new and nobody has said yet what it is: it was left out."),
    "doubtful_column": _("The column %(column)s was left out: %(why)s."),
    "name_elsewhere": _(
        "Where the column %(blank)s is blank, the name was taken from %(columns)s (%(count)s, the first on line "
        "%(line)s)."
    ),
    "name_goes_on": _(
        "%(column)s: %(columns)s has more on %(count)s lines (the first is line %(line)s), which may be the rest of "
        "the name, a department or a person: it was not used. Put the whole name into one column where it is the rest."
    ),
    "joined_columns": _("%(column)s: what stands in %(columns)s is a part of it and was joined to it."),
    "split_column": _("%(column)s holds several values in each cell, which were taken apart: %(fields)s."),
    "term_goes_on": _(
        "%(column)s: %(columns)s may say more about when to pay; only the days were used. Check the payment terms."
    ),
    "unsplit_place": _(
        "Line %(line)s, %(column)s: it is not certain which part of %(value)s is the postal code; it was not used. Put "
        "the postal code and the city into two columns."
    ),
    "backslashes": _(
        "A backslash stands before signs that need none, as databases write them (%(text)s): it was left out."
    ),
    "missing_column": _("The file has no column %(column)s any more: its values in Odoo stay as they are."),
    "forgotten_meaning": _(
        "Column %(column)s: what the mapping remembers of the word %(value)s is gone or archived, or you may not see "
        "it, so the word is read as if nothing was remembered. Say in the mapping what it means."
    ),
    "no_access": _("You may not write the field of the column %(column)s: it was left out. Ask your administrator."),
    "given_up": _("Line %(line)s was not imported because other lines were rejected, and all or nothing was asked."),
    "not_rows": _("The file %(name)s holds no list of rows; it must be a JSON list of one object per customer."),
    "long_key": _(
        "A key of the rows has %(length)s characters (%(text)s), more than the %(limit)s allowed: use the key of a "
        "field, or the name of a column."
    ),
    "sparse_rows": _(
        "The rows have %(keys)s different keys, and most rows have few of them: send rows with the same keys together."
    ),
    "block_stopped": _(
        "Line %(line)s was not imported: the server was stopped several times while it worked on these rows. "
        "Import them again in a smaller file, and ask your administrator to look at the log of the server."
    ),
    "refused_by_odoo": _("Line %(line)s: Odoo refused this customer: %(reason)s"),
    # -- reading (table) --
    "empty_file": _("The file %(filename)s is empty: export it again from the other program."),
    "header_only": _(
        "The file %(filename)s has its column names on line %(line)s and no rows below: "
        "export it again with the customers."
    ),
    "not_a_table": _(
        "The file %(filename)s is of the kind %(format)s, not a table: choose a .csv, .txt, .xlsx, .xlsb, .xls or .ods "
        "file."
    ),
    "unknown_format": _(
        "The file %(filename)s is of the kind %(format)s, which cannot be read here: save it as .xlsx or .csv."
    ),
    "broken_spreadsheet": _(
        "The spreadsheet %(filename)s is damaged or was cut short: open it where it comes from, save it again, "
        "and choose the new file."
    ),
    "password_protected": _(
        "The spreadsheet %(filename)s is protected by a password: save it without one, and choose the new file."
    ),
    "zip_bomb": _(
        "The file %(filename)s would unpack to %(size)s MB, which no list of customers needs: "
        "save it again as .xlsx or .csv."
    ),
    "several_files": _(
        "The archive %(filename)s holds several files (%(names)s), and it is not known which of them to import: choose "
        "one, and import it without the archive."
    ),
    "archive_without_table": _(
        "The archive %(filename)s holds no file that can be read: put a .csv or .xlsx file into it, or choose that "
        "file itself."
    ),
    "nested_archive": _(
        "The archive %(filename)s holds another archive: unpack it, and choose the file with the customers."
    ),
    "encrypted_archive": _(
        "The archive %(filename)s is protected by a password: unpack it, and choose the file with the customers."
    ),
    "broken_archive": _(
        "The archive %(filename)s is damaged, or packed in a way that cannot be read: unpack it, and choose the file "
        "with the customers."
    ),
    "unpacked_too_large": _(
        "The file in the archive %(filename)s has more than %(limit)s MB, which is the most that can be imported: "
        "split it, or ask your administrator to raise the limit in the settings."
    ),
    "too_many_columns": _(
        "The file %(filename)s has %(columns)s columns, more than the %(limit)s allowed: export only those you need."
    ),
    "sheet_too_large": _(
        "The sheet %(sheet)s of %(filename)s reaches to cell %(cell)s: delete what stands far from the table, or save "
        "the customers as .csv."
    ),
    "cell_too_long": _(
        "Line %(line)s of %(filename)s is longer than %(limit)s characters: this is not a list of customers, or its "
        "line ends were lost; export it again."
    ),
    "sheet_cell_too_long": _(
        "A cell of %(filename)s is longer than %(limit)s characters: this is not a list of customers; choose the right "
        "file, or correct that cell."
    ),
    "too_many_lines": _(
        "The file %(filename)s has more than %(limit)s lines: split it, and import one part after the other."
    ),
    "quote_never_closed": _(
        "A quote that opens on line %(line)s of %(filename)s is never closed: correct that line (%(text)s) and choose "
        "the file again."
    ),
    "unknown_encoding": _(
        "The encoding %(encoding)s is not known: choose another one, such as utf-8 or windows-1252, or leave it open."
    ),
    "undecodable": _(
        "Line %(line)s of %(filename)s holds a character that is not valid in the encoding %(encoding)s (%(text)s): "
        "choose another encoding, or save the file again as UTF-8."
    ),
    "unknown_delimiter": _("The delimiter %(delimiter)s is not possible: give a single character, or leave it open."),
    "unknown_sheet": _("The file %(filename)s has no sheet %(sheet)s; it has: %(sheets)s."),
    "unknown_header_line": _(
        "Line %(line)s of %(filename)s cannot be the one with the column names: it is blank, or after the last line."
    ),
    "rejected_too_large": _(
        "The %(count)s rejected rows are more than a spreadsheet holds, or a cell is longer: choose the .csv file."
    ),
    # -- reading (table): what was done, as notes --
    "titles_left_out": _(
        "What stands above the column names was left out (lines: %(count)s), the first on line %(line)s: %(text)s"
    ),
    "other_partners": _(
        "%(column)s marks rows as %(values)s, the first on line %(line)s; they are imported as customers like the "
        "others. Take them out of the file if they are none."
    ),
    "discounts_left_out": _(
        "The discounts for early payment in %(columns)s were not used, the first is on line %(line)s. Enter them in "
        "the payment terms in Odoo."
    ),
    "table_above": _(
        "Rows above the column names of line %(header)s look like a table of their own and were not read (rows: "
        "%(count)s, lines %(line)s to %(last)s, the last is: %(text)s). If these are the customers, say on which line "
        "their column names stand."
    ),
    "page_heads_left_out": _(
        "Lines that stand above the column names and again on later pages were left out (%(count)s), the first is line "
        "%(line)s: %(text)s"
    ),
    "footer_left_out": _("Line %(line)s was left out, it is not a customer: %(text)s"),
    "repeated_header": _(
        "The column %(header)s stands in the file more than once; the others are shown as %(renamed)s."
    ),
    "long_column_name": _(
        "The name of column number %(number)s in line %(line)s has %(length)s characters (%(text)s), more than the "
        "%(limit)s allowed, and was left out: shorten it in the file, or say which line holds the column names."
    ),
    "long_code": _(
        "Line %(line)s: the customer code %(code)s has %(length)s characters, more than the %(limit)s allowed: correct "
        "it, or choose another column for the customer code."
    ),
    "nameless_column": _("Column number %(number)s has values and no name; it is shown as %(header)s."),
    "repeated_header_line": _(
        "Lines that repeat the column names were left out (%(count)s), the first is line %(line)s."
    ),
    "reordered_columns": _(
        "Line %(line)s repeats the column names in another order; the rows below it were read in that order."
    ),
    "other_columns": _(
        "Line %(line)s holds other column names than the header; the rows below it were not read. Make a file of its "
        "own of them."
    ),
    "short_header": _(
        "%(count)s rows have more cells than line %(line)s has column names. If a column has no name, add one there; "
        "if values contain the delimiter, put them in quotes. Until then these rows are rejected."
    ),
    "fixed_width_unsure": _(
        "The file has columns of fixed width but few lines to tell where they start: check them, for instance on line "
        "%(line)s: %(text)s"
    ),
    "quoted_lines": _("Whole lines stand in quotes as one cell; they were read as the cells that they hold."),
    "zero_bytes": _("Characters that no text has (NUL) were left out (%(count)s), the first on line %(line)s."),
    "merged_cells": _(
        "Merged cells were read as the value of each of their rows (%(count)s), the first are %(place)s."
    ),
    "hidden_rows": _("Hidden rows were read as well (%(count)s), the first is line %(line)s."),
    "more_customer_sheets": _(
        "Only the sheet %(sheet)s was read. Sheets with the same columns were not: %(others)s. Import each of them by "
        "its name."
    ),
    "decimal_commas": _(
        "The comma is the delimiter and also the decimal sign; the values of %(columns)s were put together again."
    ),
    "no_header": _(
        "The file has no line with column names; its first line is: %(text)s. Choose the header line if there is one."
    ),
    "two_line_header": _("The column names stand on two lines, %(line)s and %(second)s; they were joined."),
    "program_names": _(
        "Line %(line)s names the columns a second time, as a program calls them; it is no customer: %(text)s"
    ),
    "other_sheets": _("The sheet %(sheet)s was read; the file also has: %(others)s."),
    "encoding_unsure": _(
        "The file was read as %(encoding)s, but that is not sure: "
        "check the accents, for instance on line %(line)s: %(text)s"
    ),
    "encoding_unsure.two": _(
        "The file was read as %(encoding)s, but %(other)s is possible too. On line %(line)s, the first reads: "
        "%(text)s. The second reads: %(second)s. Choose the encoding that is right."
    ),
    "broken_accents": _(
        "Accents were lost before this file was made, for instance on line %(line)s: %(text)s. Export it again, if "
        "you can."
    ),
    # -- reading (table): issues of one line or cell --
    "too_many_cells": _(
        "Line %(line)s has %(cells)s cells where the header has %(columns)s: put the cell that contains the delimiter "
        "in quotes."
    ),
    "shifted_cells": _(
        "Line %(line)s has %(cells)s cells where the header has %(columns)s, and they do not stand under their names: "
        "correct that line (%(text)s)."
    ),
    "wide_row": _(
        "Line %(line)s has %(cells)s cells where the header has %(columns)s. It was read as %(text)s: in no other way "
        "does each column hold a value of its kind."
    ),
    "broken_line": _(
        "Line %(line)s seems to be half a row that a line break cuts in two: put the cell with the line break in "
        "quotes (%(text)s)."
    ),
    "continued_line": _(
        "Line %(line)s: the last cell seems to go on in the next line; only what stands on this line was read. Put the "
        "cell in quotes."
    ),
    "other_signs": _(
        "Line %(line)s is delimited or quoted in another way than the other lines; it was read as %(text)s."
    ),
    "below_other_columns": _(
        "Line %(line)s stands below other column names than those of the header: put these rows in a file of their own."
    ),
    "stray_quote": _(
        "Line %(line)s: a quote opens a cell and is not closed where the cell ends, so that it is not clear what "
        "belongs to it: correct that line (%(text)s)."
    ),
    "formula_without_result": _(
        "Line %(line)s, %(header)s: the cell holds a formula without a result; it was not used. Open the file in a "
        "spreadsheet program, save it there, and choose it again."
    ),
    "digits_lost": _(
        "Line %(line)s, %(header)s: a spreadsheet keeps only 15 digits of a number, so the last digits of %(value)s "
        "are lost; it was not used. Enter it again in a column that is formatted as text."
    ),
    "too_few_cells": _(
        "Line %(line)s has %(cells)s cells where the header has %(columns)s: check that no line break cuts it in two."
    ),
    "error_cell": _("Line %(line)s, %(header)s: the spreadsheet shows the error %(value)s; the cell counts as blank."),
    # -- understanding values (convert) --
    "too_long": _(
        "Line %(line)s, %(column)s: %(value)s has %(length)s characters, which is too long for such a value; it was "
        "not used."
    ),
    "invalid_amount": _(
        "Line %(line)s, %(column)s: %(value)s cannot be read as an amount; it was not used. Write it in digits, such "
        "as 1234.56."
    ),
    "ambiguous_amount": _(
        "Line %(line)s, %(column)s: %(value)s can be read in two ways, because this column uses both the comma and "
        "the point as decimal mark; it was not used. Choose the decimal mark for this column."
    ),
    "foreign_currency": _(
        "Line %(line)s, %(column)s: %(value)s is in another currency than the company's (%(currency)s); it was not "
        "used. Convert it."
    ),
    "foreign_currency.beside": _(
        "Line %(line)s, %(column)s: %(value)s is in another currency than the company's (%(currency)s): the column "
        "%(beside)s says %(other)s. It was not used. Convert it."
    ),
    "negative_amount": _(
        "Line %(line)s, %(column)s: the amount %(value)s is below zero, which is unusual for a credit limit or a "
        "guarantee. Check it in the other program."
    ),
    "invalid_integer": _("Line %(line)s, %(column)s: %(value)s is not a whole number; it was not used."),
    "invalid_date": _(
        "Line %(line)s, %(column)s: %(value)s cannot be read as a date; it was not used. Write it as 2026-12-31."
    ),
    "unlikely_date": _(
        "Line %(line)s, %(column)s: %(value)s is no likely date here; it was not used. Check it in the other program."
    ),
    "ends_before_start": _(
        "Line %(line)s, %(column)s: the guarantee would end on %(value)s, before it begins (%(start)s); neither date "
        "was used. Check them in the other program."
    ),
    "guarantee_without_dates": _(
        "Line %(line)s, %(column)s: %(value)s was not used, because a date of this guarantee could not be: without its "
        "dates it would always be in force."
    ),
    "guarantee_without_end": _(
        "Line %(line)s, %(column)s: %(value)s was not used, because this guarantee has no end date: it would always be "
        "in force. Write its end date, or 31/12/9999 where it has none."
    ),
    "unsure_order": _(
        "%(column)s: %(value)s can be read with the day or with the month first, and no date of the file says which; "
        "it was read as %(read)s. Choose for this column whether the day comes first, if that is wrong."
    ),
    "ambiguous_date": _(
        "Line %(line)s, %(column)s: %(value)s can be read as several dates, and the rest of the column does not say "
        "which; it was not used. Choose for this column whether the day comes first, or write 2026-12-31."
    ),
    "invalid_boolean": _("Line %(line)s, %(column)s: %(value)s is neither yes nor no; it was not used."),
    "unknown_choice": _(
        "Line %(line)s, %(column)s: %(value)s is none of the choices in Odoo (%(choices)s); it was not used. Correct "
        "it, or say in the column's value table what it means."
    ),
    "ambiguous_choice": _(
        "Line %(line)s, %(column)s: %(value)s can mean several choices in Odoo (%(choices)s); it was not used. Say in "
        "the column's value table which one it means."
    ),
    "unknown_country": _(
        "Line %(line)s, %(column)s: %(value)s is not a country that Odoo knows; it was not used. Correct it, or say "
        "in the column's value table which country it means."
    ),
    "unknown_state": _(
        "Line %(line)s, %(column)s: %(value)s is not a state or department of this customer's country (%(country)s); "
        "it was not used. Check the country, or say in the column's value table what it means."
    ),
    "unknown_language": _(
        "Line %(line)s, %(column)s: %(value)s is not a language installed in Odoo (%(choices)s); it was not used. "
        "Install it, or say in the column's value table which language it means."
    ),
    "unknown_salesperson": _(
        "Line %(line)s, %(column)s: %(value)s is not a user of Odoo; it was not used. Say in the column's value table "
        "who it is."
    ),
    "ambiguous_salesperson": _(
        "Line %(line)s, %(column)s: %(value)s can be several users of Odoo (%(choices)s); it was not used. Say in the "
        "column's value table who it is."
    ),
    "unknown_payment_method": _(
        "Line %(line)s, %(column)s: %(value)s is none of the payment methods in Odoo (%(choices)s); it was not used. "
        "Say in the column's value table which one it means."
    ),
    "ambiguous_payment_method": _(
        "Line %(line)s, %(column)s: %(value)s can mean several payment methods in Odoo (%(choices)s); it was not "
        "used. Say in the column's value table which one it means."
    ),
    "unknown_payment_term": _(
        "Line %(line)s, %(column)s: Odoo has no payment term that means %(value)s; it was not used. Create it in "
        "Odoo, let this column create the terms it needs, or say in its value table which one it means."
    ),
    "unknown_payment_term.unclear": _(
        "Line %(line)s, %(column)s: it is not clear when %(value)s is due, and no payment term in Odoo has this name; "
        "it was not used. Say in the column's value table which one it means."
    ),
    "unknown_payment_term.instalments": _(
        "Line %(line)s, %(column)s: %(value)s seems to mean several instalments, and no payment term in Odoo has this "
        "name; it was not used. Say in the column's value table which one it means."
    ),
    "unknown_payment_term.discount": _(
        "Line %(line)s, %(column)s: %(value)s includes a discount for early payment, and no payment term in Odoo has "
        "this name; it was not used. Say in the column's value table which one it means."
    ),
    "unknown_payment_term.method": _(
        "Line %(line)s, %(column)s: %(value)s also says when to pay; that was not used, because it is not clear or "
        "Odoo "
        "has no such payment term. Add a column with the payment term, or create the term in Odoo."
    ),
    "payment_term_differs": _(
        "Line %(line)s, %(column)s: the payment term %(value)s of Odoo was used, but it is due on another day than its "
        "name says. Check its lines in Odoo."
    ),
    "ambiguous_payment_term": _(
        "Line %(line)s, %(column)s: several payment terms in Odoo have the name %(value)s; it was not used. Give each "
        "its own name, or say in the column's value table which one it means."
    ),
    "unknown_group": _(
        "Line %(line)s, %(column)s: Odoo has no group %(value)s here, and this import creates none; it was not used. "
        "Create it in Odoo, let imports create the groups they need, or say in the column's value table which one it "
        "means."
    ),
    "left_out.group": _(
        "Line %(line)s, %(column)s: the group %(value)s was not created, because it was left out in the check or in "
        "the column's value table."
    ),
    "left_out.term": _(
        "Line %(line)s, %(column)s: no payment term was created for %(value)s, because it was left out in the check or "
        "in the column's value table."
    ),
    "no_place": _(
        "%(column)s: Odoo keeps one %(field)s per customer, and these customers have another one. Values that were not "
        "used: %(count)s; the first is %(value)s, on line %(line)s."
    ),
    "hidden_term": _(
        "Line %(line)s, %(column)s: Odoo has the payment term %(value)s, and you may not see it; it was not used. Ask "
        "your administrator."
    ),
    "hidden_group": _(
        "Line %(line)s, %(column)s: Odoo has %(value)s as a group that you may not see; it was not used. Ask your "
        "administrator."
    ),
    "hidden_group.family": _(
        "Line %(line)s, %(column)s: %(value)s would be a new group below one that you may not see; it was not used. "
        "Ask your administrator."
    ),
    "ditto": _(
        "Line %(line)s, %(column)s: %(value)s seems to repeat what stands above it; it was not used. Write the value "
        "itself on each line."
    ),
    "says_nothing": _(
        "Line %(line)s, %(column)s: %(value)s seems to mean that there is no value; it was not used. Leave the cell "
        "blank."
    ),
    "own_number": _(
        "%(column)s: %(value)s stands beside %(count)s different customers, the first on line %(line)s: it seems to be "
        "your own number and not theirs; it was not used."
    ),
    "invalid_legal_id": _(
        "Line %(line)s, %(column)s: %(value)s is not a correct company number for the country %(country)s (a digit is "
        "wrong or missing); it was not used. Check the number, and the country."
    ),
    "repaired_legal_id": _(
        "Line %(line)s, %(column)s: %(value)s was read as %(repaired)s: a spreadsheet had taken it for a number."
    ),
    "vat_of_column": _(
        "Line %(line)s, %(column)s: %(value)s was read as %(repaired)s: it is no number of your company's country, and "
        "nearly all numbers of this column are those of %(country)s. Check the customer's country."
    ),
    "invalid_vat": _(
        "Line %(line)s, %(column)s: %(value)s is not a correct VAT number for the country %(country)s; it was not "
        "used. Check the number, and the country."
    ),
    "repaired_vat": _(
        "Line %(line)s, %(column)s: %(value)s was read as %(repaired)s: a spreadsheet had taken it for a number."
    ),
    "damaged_number.date": _(
        "Line %(line)s, %(column)s: %(value)s is a date; a spreadsheet seems to have made it of what was there. It was "
        "not used. Export the file again with this column as text."
    ),
    "damaged_number.truth": _(
        "Line %(line)s, %(column)s: %(value)s is an answer to yes or no, which has no place here; it was not used. "
        "Check the column in the other program."
    ),
    "cut_number": _(
        "Line %(line)s, %(column)s: a spreadsheet shortened this number to %(value)s, its last digits are lost; it "
        "was not used. Export the file again with this column as text."
    ),
    "repaired_zip": _(
        "Line %(line)s, %(column)s: %(value)s was read as %(repaired)s: a spreadsheet had taken it for a number."
    ),
    "invalid_phone.same": _(
        "Line %(line)s, %(column)s: %(value)s is not a phone number (all digits are the same); it was not used."
    ),
    "doubtful_phone": _(
        "Line %(line)s, %(column)s: %(value)s cannot be dialled as it is written; it was used as it is. Check it."
    ),
    "doubtful_zip": _(
        "Line %(line)s, %(column)s: %(value)s does not look like a postal code of this customer's country "
        "(%(country)s); it was used as it is. Check it, and the country."
    ),
    "doubtful_zip.company": _(
        "Line %(line)s, %(column)s: %(value)s does not look like a postal code of your company's country "
        "(%(country)s), and this customer has no country; it was used as it is. Check it, or add the country."
    ),
    "invalid_phone": _(
        "Line %(line)s, %(column)s: %(value)s is not a phone number (too few or too many digits); it was not used."
    ),
    "repaired_phone": _(
        "Line %(line)s, %(column)s: %(value)s was read as %(repaired)s: a spreadsheet had taken it for a number."
    ),
    "invalid_email": _("Line %(line)s, %(column)s: %(value)s is not an e-mail address; it was not used."),
    "partial_email": _("Line %(line)s, %(column)s: %(wrong)s is not an e-mail address; only %(repaired)s was used."),
    "invalid_website": _("Line %(line)s, %(column)s: %(value)s is not the address of a web site; it was not used."),
    # -- columns (recognise): why a column was recognised, or stays open --
    "suggest_header": _("header says %(label)s"),
    "suggest_technical": _("%(system)s calls the %(label)s so"),
    "suggest_administrator": _("this header stands for %(label)s in the settings"),
    "suggest_address_line": _("address lines are numbered, and this one is usually the %(label)s"),
    "suggest_both": _("header says %(label)s; %(percent)s %% of values are %(values)s"),
    "suggest_key": _("header says %(label)s; %(percent)s %% of values are different from each other"),
    "suggest_repeated": _(
        "header says %(label)s, although only %(percent)s %% of values are different from each other"
    ),
    "suggest_unsure": _("header says %(label)s, although only %(percent)s %% of values are %(values)s"),
    "suggest_values": _(
        "%(percent)s %% of values are %(values)s, which makes it the %(label)s whatever the header says"
    ),
    "suggest_exchanged": _(
        "the header says something else, but its values are keys while %(column)s holds tax numbers"
    ),
    "open_denied": _("header says %(label)s, but %(percent)s %% of values are %(values)s"),
    "open_unlike": _("header says %(label)s, but only %(percent)s %% of values are %(values)s"),
    "open_thousands": _("header says %(label)s in thousands: make whole amounts of them, or choose it if they are"),
    "open_scaled": _(
        "header says %(label)s in another unit than whole amounts: make whole amounts of them, or choose it if they are"
    ),
    "open_part": _("is a part of %(column)s, and is joined to it"),
    "open_part.name": _("may continue %(column)s, and is joined to it where that is certain"),
    "open_split": _("holds several values in each cell, which are taken apart: %(fields)s"),
    "open_payday": _(
        "header says days of payment, and its values may be fixed days of the month: choose it if they are numbers of "
        "days"
    ),
    "open_expiring": _(
        "header says %(label)s, but column %(column)s says when it ends: choose it if it lasts, or the temporary "
        "guarantee and its end"
    ),
    "open_unknown": _("nothing tells that it is one of the fields"),
    "open_doubtful": _("could be %(label)s, but that is not certain: choose it if it is"),
    "open_taken": _("could be %(label)s, but column %(column)s is more likely to be it"),
    "open_several": _("could be %(label)s, and so could another column: choose which of them is"),
}

# What tells of more than the customer and the field of its issue: kinds that may repeat any cell of the file, and kinds
# that name other customers, or values of theirs. Who reads them later may not be allowed to read all of that.
OF_ANY_CELL = frozenset(
    (
        "backslashes",
        "broken_accents",
        "broken_line",
        "corrected",
        "encoding_unsure",
        "fixed_width_unsure",
        "footer_left_out",
        "heading_line",
        "list_line",
        "long_column_name",
        "long_key",
        "no_header",
        "other_signs",
        "page_heads_left_out",
        "program_names",
        "quote_never_closed",
        "refused_by_odoo",
        "shifted_cells",
        "stray_quote",
        "table_above",
        "titles_left_out",
        "total_line",
        "undecodable",
        "wide_row",
    )
)
OF_OTHERS = {"ambiguous_code", "conflicting_amounts", "no_place"}  # and those of other addons


_ADDONS: dict[str, str] = {}  # of the sentences of other addons


def add_sentences(addon: str, sentences: Mapping[str, str], of_others: Iterable[str] = ()) -> None:
    """Add what another addon has to say; its kinds begin with a word of its own.

    :param addon: its name, where the translations are
    :param sentences: as ``SENTENCES``
    :param of_others: kinds of them that name other customers, as ``OF_OTHERS``
    """
    OF_OTHERS.update(of_others)
    SENTENCES.update(sentences)
    _ADDONS.update(dict.fromkeys(sentences, addon))


@dataclass(frozen=True)
class Message:
    """One thing to say.

    :param key: a key of ``SENTENCES``: the kind, or ``kind.variant`` where one kind has several sentences
    :param details: the values of the sentence's placeholders
    """

    key: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The stable word that other programs test against."""
        return self.key.partition(".")[0]

    @property
    def sentence(self) -> str:
        """The English sentence with its placeholders still open."""
        return SENTENCES[self.key]

    @property
    def addon(self) -> str:
        """The addon that has the translations of the sentence."""
        return _ADDONS.get(self.key, "dso_smart_upload")

    def __str__(self) -> str:
        return self.sentence % self.details


class FileError(ValueError):
    """The file as a whole cannot be read; ``message`` says why and what to do.

    :param key: a key of ``SENTENCES``
    :param details: the values of the sentence's placeholders
    """

    def __init__(self, key: str, **details: object) -> None:
        self.message = Message(key, details)
        super().__init__(str(self.message))


@dataclass(frozen=True)
class Issue:
    """A sentence about one row or one cell.

    :param row: position of the row in the table
    :param line: physical line number in the file, 1 for the first
    :param code: customer code of the row, "" when it has none
    :param column: header of the column, "" when the whole row is meant
    :param field: key of the field, "" when the whole row is meant
    :param severity: ``ERROR``, ``WARNING``, ``KEPT`` or ``INFO``
    :param value: the cell as it stands in the file
    :param message: what to say
    :param partner_id: the customer of the row, 0 for a new one
    :param first_line: of a row that repeats another one: the line of that, which has the customer; else 0
    """

    row: int
    line: int
    code: str
    column: str
    field: str
    severity: str
    value: str
    message: Message
    partner_id: int = 0
    first_line: int = 0

    @property
    def kind(self) -> str:
        return self.message.kind
