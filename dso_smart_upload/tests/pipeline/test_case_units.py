"""Amounts in another currency or unit than the company's, as the header or another column says."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.currency import foreign_words
from odoo.addons.dso_smart_upload.pipeline.recognise import suggest
from odoo.addons.dso_smart_upload.pipeline.recognise.currencies import currency_column
from odoo.addons.dso_smart_upload.pipeline.reference import Reference
from odoo.addons.dso_smart_upload.pipeline.table import read_table


@pytest.mark.parametrize(
    ("currency", "headers", "is_foreign"),
    [
        ("EUR", "Credit limit (USD)|Limite en GBP|credit_limit_usd|creditLimitUSD|Plafond $|Limit £|Fido (CHF)", True),
        ("EUR", "Limit in US Dollar|Kreditlimit Franken|Limite en francs|Limit zł złotych|LIMIT TRY", True),
        ("USD", "Credit limit (EUR)|Plafond €|Garantie en euros|Kreditlimit EUR", True),
        ("EUR", "Credit limit (EUR)|Plafond €|Kreditlimit Euro|ALL LIMITS|TOP LIMIT|Limit|Limit EUR/USD", False),
        ("EUR", "MAX LIMIT|Limit Chf. Buchhalter|Limite mop|Sekundär Limit|Cad drawing limit", False),
        ("USD", "Credit limit ($)|Limit US$|Credit limit USD|Limit in dollars", False),
        ("", "Credit limit (USD)", False),
    ],
)
def test_the_currency_of_a_header(currency, headers, is_foreign):
    reference = Reference(country="FR", currency=currency)
    for header in headers.split("|"):
        amounts = converter("amount", ["1000", "0"], reference, header=header)
        cell = amounts.clean("1000")
        assert (cell.value, cell.bad) == ((None, True) if is_foreign else (1000.0, False)), header
        assert amounts.clean("0").value == 0.0


@pytest.mark.parametrize(
    ("header", "own", "found"),
    [
        ("Code;Credit limit;Currency", "Credit limit", "Currency"),
        ("Code;Devise;Nom;Plafond", "Plafond", "Devise"),
        ("Code;Kreditlimit;Währung;Bankwährung", "Kreditlimit", "Währung"),
        ("Code;Currency;Credit limit;Credit limit currency", "Credit limit", "Credit limit currency"),
        ("Code;Limit;WAERS", "Limit", "WAERS"),
        ("Code;Limit;Name;Bank currency", "Limit", ""),
        ("Code;Credit Limit (LCY);Currency Code", "Credit Limit (LCY)", ""),
        ("Code;Limit EUR;Currency", "Limit EUR", ""),
        ("Code;Limit;Name", "Limit", ""),
    ],
)
def test_the_column_of_currencies(header, own, found):
    row = ";".join("USD" if "urr" in name or name == "WAERS" else "7" for name in header.split(";"))
    table = read_table(f"{header}\n{row}\n{row}\n".encode(), "list.csv", header_line=1)
    assert currency_column(table, own) == found


@pytest.mark.parametrize(
    ("currency", "word", "is_foreign"),
    [
        ("EUR", "10 000 F", True),
        ("EUR", "500 francs", True),
        ("EUR", "10000 kr", True),
        ("EUR", "100 lv", True),
        ("CHF", "500 Fr.", False),
        ("XPF", "500 F", False),
        ("SEK", "10 000 kr", False),
    ],
)
def test_words_of_other_currencies_in_a_cell(currency, word, is_foreign):
    cell = converter("amount", [word], Reference(country="FR", currency=currency)).clean(word)
    assert (cell.value is None and cell.message.key == "foreign_currency") == is_foreign


@pytest.mark.parametrize(
    ("words", "foreign"),
    [
        ("EUR|USD|eur|Dirham", "USD|Dirham"),
        ("Euro|Franc suisse|US-Dollar|EUR - Euro|n/a||-", "Franc suisse|US-Dollar"),
        ("€|$|£|1|LCY", "$|£"),
        ("Oui|Non", ""),
        ("1|2|3", ""),
        ("978|840|756", "840|756"),
    ],
)
def test_other_currencies_in_a_column(words, foreign):
    assert foreign_words(words.split("|"), "EUR") == set(filter(None, foreign.split("|")))


@pytest.mark.parametrize(
    "header", ["Plafond (centimes)", "credit_limit_cents", "Credit limit in pence", "Kreditlimit Mio €", "Limit (M€)"]
)
def test_amounts_in_cents_or_millions_are_left_to_a_person(header):
    (_code, found) = suggest(["Code client", header])
    assert (found.field, found.message.kind) == ("", "open_scaled")
