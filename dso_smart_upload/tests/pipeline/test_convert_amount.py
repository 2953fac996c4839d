"""Amounts and whole numbers: every notation, decided on the whole column."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.amount import decimal_mark
from odoo.addons.dso_smart_upload.pipeline.reference import Reference

REFERENCE = Reference(country="FR")


def read(words, kind="amount", **options):
    """Return the values of ``words``, the kind of the message where there is one and no value."""
    amounts = converter(kind, words, REFERENCE, **options)
    cells = [amounts.clean(word) for word in words]
    return [cell.message.kind if cell.bad else cell.value for cell in cells]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("1234", 1234.0),
        ("0", 0.0),
        ("-0", 0.0),
        ("1 234,56", 1234.56),
        ("1\u00a0234,56", 1234.56),
        ("1\u202f234,56", 1234.56),
        ("1\u2009234\u2009567", 1234567.0),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1'234.50", 1234.5),
        ("1’234’567,5", 1234567.5),
        ("12,34,567.89", 1234567.89),
        ("1.234.567", 1234567.0),
        ("1 234,567", 1234.567),
        ("12,5", 12.5),
        (",5", 0.5),
        ("12.", 12.0),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        ("(12)", -12.0),
        ("(1 234,50 €)", -1234.5),
        ("12-", -12.0),
        ("12,50- €", -12.5),
        ("−12", -12.0),
        ("- 1 200", -1200.0),
        ("+5", 5.0),
        ("€ -50", -50.0),
        ("$1,200.00", 1200.0),
        ("1.200,00 EUR", 1200.0),
        ("1200 euros", 1200.0),
        ("CHF 1'200.--", 1200.0),
        ("1.200,- €", 1200.0),
        ("50 k€", 50000.0),
        ("50K", 50000.0),
        ("1,5 M€", 1500000.0),
        ("20 T€", 20000.0),
        ("1,5 Mio. €", 1500000.0),
        ("12345.0", 12345.0),
        ("1.5E+05", 150000.0),
        ("1,5e5", 150000.0),
        ("１２３４", 1234.0),
    ],
)
def test_notations(word, value):
    assert read([word]) == [value]


@pytest.mark.parametrize("word", ["-", " -   € ", "—", "n/a", "néant", "€"])
def test_nothing_is_blank(word):
    assert read([word]) == [None]


@pytest.mark.parametrize(
    "word",
    ["abc", "12 abc", "1.2.3", "1,23,4", "12 50", "1 23", "--12", "(12", "5M", "illimité", "inf", "1e999", "12/2026"],
)
def test_not_an_amount(word):
    assert read([word]) == ["invalid_amount"]


def test_column_decides_what_a_word_alone_does_not_say():
    assert read(["1.234", "12,5"]) == [1234.0, 12.5]
    assert read(["1.234", "12.5"]) == [1.234, 12.5]
    assert read(["1,234", "1,234.00"]) == [1234.0, 1234.0]
    assert read(["1,234", "1.234,00"]) == [1.234, 1234.0]


def test_money_has_no_third_decimal():
    assert read(["1,234", "1.234,00"], money=True) == ["ambiguous_amount", 1234.0]
    assert read(["1.234", "12.5"], money=True) == ["ambiguous_amount", 12.5]
    assert read(["1.234", "12,5"], money=True) == [1234.0, 12.5]
    assert read(["1,234", "1234,567"], money=True) == [1.234, 1234.567]
    assert read(["1.234", "1.234"], money=True) == [1234.0, 1234.0]
    assert read(["1.234"], money=True, decimal=".") == [1.234]


def test_three_digits_everywhere_are_thousands():
    assert read(["1.234", "50.000", "12"]) == [1234.0, 50000.0, 12.0]
    assert read(["1,234", "50,000"]) == [1234.0, 50000.0]


def test_a_divided_column_is_not_guessed():
    assert read(["1.234", "5,5", "5.5"]) == ["ambiguous_amount", 5.5, 5.5]
    assert read(["1.234", "1,234"]) == ["ambiguous_amount", "ambiguous_amount"]


def test_a_few_strays_do_not_divide_a_column():
    words = [f"{number},50" for number in range(30)]
    assert read(["1.234", "7.5", *words])[:2] == [1234.0, 7.5]


def test_the_option_decides_over_the_column():
    assert read(["1.234", "5.5"], decimal=",") == [1234.0, 5.5]
    assert read(["1.234"], decimal=".") == [1.234]


def test_whole_numbers():
    assert read(["1 200", "12.0", "1.5", "x"], kind="integer") == [1200, 12, "invalid_integer", "invalid_integer"]


def test_small_differences_are_none():
    amounts = converter("amount", (), REFERENCE)
    assert amounts.same(100.0, 100.004)
    assert not amounts.same(100.0, 100.01)
    assert not converter("amount", (), REFERENCE, digits=None).same(0.001, 0.002)


def test_decimal_mark_of_a_column():
    assert decimal_mark(["12", "1 000"]) == ""
    assert decimal_mark(["12,5"]) == ","


@settings(deadline=None)
@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=5),
    st.sampled_from([" ,", ".,", ",.", "\u202f,", "'."]),
)
def test_formatted_amounts_are_read_back(numbers, marks):
    """``marks``: of the thousands, of the decimals."""
    words = [f"{number:,.2f}".translate({ord(","): marks[0], ord("."): marks[1]}) for number in numbers]
    assert read(words) == [float(number) for number in numbers]


@settings(deadline=None)
@given(st.floats(-1e14, 1e14, allow_nan=False).map(lambda value: value + 0.0))
def test_shown_amounts_are_read_back(value):
    amounts = converter("amount", (), REFERENCE)
    shown = amounts.show(value)
    assert read([shown]) == [value]


@settings(deadline=None)
@given(st.text(max_size=20), st.text(alphabet="0123456789.,-() '€kE+", max_size=15))
def test_any_text_is_an_amount_or_said_not_to_be(text, numeric):
    for word in (text, numeric):
        cell = converter("amount", [word], REFERENCE).clean(word)
        assert isinstance(cell.value, float) or cell.value is None
        assert cell.bad == (cell.message is not None)


def test_many_apostrophes_take_no_time():
    start = time.process_time()
    assert converter("amount", ["12" + "'" * 280 + "x?"], REFERENCE).clean("12" + "'" * 280 + "x?").bad
    assert time.process_time() - start < 1


@pytest.mark.parametrize(("word", "value"), [("-5", -5), ("(5)", -5), ("5-", -5), ("- 1 234,50 €", -1234.5)])
def test_an_amount_below_zero_is_in_doubt_where_it_is_a_limit(word, value):
    cell = converter("amount", (word,), REFERENCE, negative=False).clean(word)
    assert (cell.value, cell.message.kind, cell.bad) == (value, "negative_amount", False)
    assert converter("amount", (word,), REFERENCE).clean(word) == (value, None, False)


def test_a_negative_zero_is_no_negative_amount():
    for word in ("-0", "-0,00", "0", "5"):
        assert converter("amount", (word,), REFERENCE, negative=False).clean(word).message is None


@pytest.mark.parametrize(
    ("currency", "words", "value"),
    [
        ("EUR", "5000 €|EUR 5 000|€5000|5000 euros|5 k€|5 kEUR|5000|5 T€|5000 Euro", 5000.0),
        ("EUR", "5000 USD|$5000|5 000 $|5 k$|5 kUSD|£5000|5000 CHF|5000 Kč|¥5000|SEK 5000", "foreign_currency"),
        ("EUR", "5000 kr|5000 F|5000 francs", "foreign_currency"),  # whichever of them it is
        ("EUR", "5 K", None),
        ("USD", "5000 USD|$5000|5 k$|5000 dollars|5000", 5000.0),
        ("CAD", "$5000|5000 CAD", 5000.0),
        ("CAD", "5000 USD|5000 €", "foreign_currency"),
        ("", "5000 USD|$5000|5000 €|5000 ₩", 5000.0),
        (
            "EUR",
            "5000 TL|5000 DH|5000 Dhs|5000 CFA|5000 DM|5000 лв|US$ 5000|5000 US$|A$5000|Rs. 5000",
            "foreign_currency",
        ),
        ("TRY", "5000 TL|5000 ₺|5000 TRY", 5000.0),
        ("MAD", "5000 DH|5000 MAD", 5000.0),
        ("USD", "US$ 5000|US$5000|5000 US$|5 kUS$", 5000.0),
        ("KRW", "5000 ₩|₩5000|5000 KRW", 5000.0),
        ("NGN", "₦5000", 5000.0),
        ("NGN", "₵5000|5000 €", "foreign_currency"),
    ],
)
def test_amounts_in_another_currency_are_not_used(currency, words, value):
    amounts = converter("amount", (), Reference(currency=currency))
    for word in words.split("|"):
        cell = amounts.clean(word)
        if value is None:
            assert not cell.bad, word
        else:
            assert (cell.message.kind if cell.bad else cell.value) == value, word


SIGNS = [sign for sign in map(chr, range(0x20, 0x30000)) if unicodedata.category(sign) == "Sc"]


@pytest.mark.parametrize("sign", SIGNS)
def test_no_sign_of_a_currency_is_passed_over(sign):
    """But for the company's own: also those that nobody knows, and those of currencies that are no more."""
    amounts = converter("amount", (), Reference(currency="EUR"))
    for word in (f"5000 {sign}", f"{sign}5000", f"{sign} 5 000,00", f"-5000{sign}", f"5 k{sign}"):
        cell = amounts.clean(word)
        assert cell.bad == (sign != "€"), word
        assert cell.value is None or sign == "€"


def test_thousands_of_millions_are_no_limit():
    limits = converter("amount", (), REFERENCE, money=True)
    assert limits.clean("5 mio").value == 5e6
    assert limits.clean("0,5 M€").value == 5e5
    for word in ("5000 mio", "5.000,00 Mio. €", "2000 mrd"):
        assert limits.clean(word).bad, word


def test_a_percentage_has_no_currency():
    assert converter("amount", (), Reference(currency="EUR"), percent=True).clean("5 %").value == 5.0
