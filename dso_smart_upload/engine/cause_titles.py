"""What each kind of issue is called where issues are counted: a noun for the rows or words that have it."""

from odoo.api import Environment

from ..pipeline.message import SENTENCES


def title_of(env: Environment, kind: str) -> str:
    """Return what issues of a kind are called, in the user's language; "" where one sentence says all."""
    return _titles(env).get(kind, "")


def kinds_with_titles(env: Environment) -> set[str]:
    """Return the kinds that have a title."""
    return set(_titles(env)) & {key.partition(".")[0] for key in SENTENCES}


def _titles(env):
    own = {**_of_rows(env), **_of_words(env), **_of_numbers(env), **_of_contacts(env)}
    return own | env["dso.upload.issue"]._cause_titles()


def _of_rows(env):
    return {
        "missing_code": env._("Rows without a customer code"),
        "missing_name": env._("New customers without a company name"),
        "total_line": env._("Totals, which are no customers"),
        "list_line": env._("Lines of printed pages, which are no customers"),
        "heading_line": env._("Headings and remarks, which are no customers"),
        "nothing_code": env._("Words for nothing in place of a customer code"),
        "doubtful_code": env._("Codes that may be words for nothing"),
        "doubtful_name": env._("Names that may be words for nothing"),
        "code_unlike": env._("Codes that are unlike the others"),
        "ambiguous_code": env._("Codes that fit several customers in Odoo"),
        "hidden_customer": env._("Codes of customers that you may not see"),
        "repaired_code": env._("Codes that a spreadsheet changed, and that were repaired"),
        "damaged_code": env._("Codes that a spreadsheet damaged"),
        "code_of_another": env._("Codes that belong to another customer than was said"),
        "long_code": env._("Codes that are too long"),
        "possible_twin": env._("New codes whose customers may be in Odoo already"),
        "archived_customer": env._("Customers that are archived in Odoo"),
        "duplicate_in_file": env._("Customers that stand in the file more than once"),
        "kept": env._("Values that are managed in Odoo and stay as they are"),
        "conflicting_amounts": env._("Accounts of one company with different amounts"),
        "not_in_file": env._("Customers that the file no longer has"),
        "corrected": env._("Cells that were corrected"),
        "correction_without_row": env._("Corrections of lines that hold no row"),
        "given_up": env._("Rows that were not imported because others were rejected"),
        "block_stopped": env._("Rows that the server could not finish"),
        "refused_by_odoo": env._("Customers that Odoo refuses"),
        "too_many_cells": env._("Rows with more cells than the header"),
        "too_few_cells": env._("Rows with fewer cells than the header"),
        "shifted_cells": env._("Rows whose cells do not stand under their names"),
        "wide_row": env._("Rows with more cells than the header, which were put right"),
        "broken_line": env._("Rows that a line break cuts in two"),
        "continued_line": env._("Rows whose last cell goes on in the next line"),
        "other_signs": env._("Rows that are delimited in another way"),
        "below_other_columns": env._("Rows below other column names"),
        "stray_quote": env._("Rows with a quote that is not closed"),
        "footer_left_out": env._("Lines that are no customers"),
        "program_names": env._("Second lines of column names"),
    }


def _of_words(env):
    return {
        "unknown_salesperson": env._("Salespeople that Odoo does not know"),
        "ambiguous_salesperson": env._("Names that several salespeople have"),
        "unknown_country": env._("Countries that Odoo does not know"),
        "unknown_state": env._("States that Odoo does not know"),
        "unknown_language": env._("Languages that Odoo does not have"),
        "unknown_payment_term": env._("Payment terms that Odoo does not know"),
        "ambiguous_payment_term": env._("Words that fit several payment terms"),
        "unknown_payment_method": env._("Payment methods that Odoo does not know"),
        "ambiguous_payment_method": env._("Words that fit several payment methods"),
        "unknown_group": env._("Groups that Odoo does not know"),
        "unknown_choice": env._("Words that are none of the choices"),
        "ambiguous_choice": env._("Words that fit several choices"),
        "hidden_group": env._("Groups that you may not see"),
        "hidden_term": env._("Payment terms that you may not see"),
        "payment_term_differs": env._("Payment terms that are not what their name says"),
        "says_nothing": env._("Words that say nothing here"),
        "left_out": env._("Words that are left out, as was said"),
        "invalid_boolean": env._("Words that are neither yes nor no"),
        "ditto": env._("Ditto marks in place of a value"),
        "too_long": env._("Values that are too long"),
        "error_cell": env._("Cells with an error of the spreadsheet"),
        "formula_without_result": env._("Formulas without a result"),
    }


def _of_numbers(env):
    return {
        "invalid_amount": env._("Amounts that cannot be read"),
        "ambiguous_amount": env._("Amounts that can be read in two ways"),
        "foreign_currency": env._("Amounts in another currency"),
        "negative_amount": env._("Amounts below zero"),
        "invalid_integer": env._("Values that are no whole numbers"),
        "invalid_date": env._("Dates that cannot be read"),
        "ambiguous_date": env._("Dates that can be read in two ways"),
        "unlikely_date": env._("Dates that are not likely"),
        "ends_before_start": env._("Guarantees that end before they begin"),
        "guarantee_without_dates": env._("Guarantees whose dates cannot be used"),
        "guarantee_without_end": env._("Guarantees without an end date"),
        "unsplit_place": env._("Postal codes and cities that cannot be told apart"),
        "digits_lost": env._("Numbers whose last digits are lost"),
        "damaged_number": env._("Numbers that a spreadsheet damaged"),
        "cut_number": env._("Numbers that a spreadsheet shortened"),
    }


def _of_contacts(env):
    return {
        "invalid_legal_id": env._("Legal ids that are not valid"),
        "repaired_legal_id": env._("Legal ids that were repaired"),
        "invalid_vat": env._("VAT numbers that are not valid"),
        "vat_of_column": env._("VAT numbers read as those of another country"),
        "repaired_vat": env._("VAT numbers that were repaired"),
        "invalid_phone": env._("Phone numbers that are none"),
        "doubtful_phone": env._("Phone numbers that cannot be dialled"),
        "repaired_phone": env._("Phone numbers that were repaired"),
        "invalid_email": env._("E-mail addresses that are none"),
        "partial_email": env._("E-mail addresses that are used in part"),
        "invalid_website": env._("Web sites that are no addresses"),
        "doubtful_zip": env._("Postal codes that do not look right"),
        "repaired_zip": env._("Postal codes that were repaired"),
    }
