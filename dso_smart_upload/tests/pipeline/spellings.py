"""Values of customers in the spellings of people, programs and spreadsheets, and what each must come to.

In: nothing. Out: ``Spelling`` by kind, ``verdicts`` and ``report``. A value that is written down as something else
without a word is "wrong and silent". Made of numbers that are valid by python-phonenumbers and python-stdnum, of names
of the CLDR, and of seeded random amounts and days, each written in the ways that are seen.
"""

import random
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import phonenumbers
from babel import Locale
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from stdnum import luhn

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.contact import international
from odoo.addons.dso_smart_upload.pipeline.convert.term_words import meaning, read_term
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, NewRecord, Reference

RIGHT, SAID, SILENT = "right", "wrong and said", "wrong and silent"
COUNTRIES = "FR DE IT ES NL BE CH AT GB PL PT US".split()
REFERENCE = Reference(
    country="FR",
    currency="EUR",
    countries=tuple(Choice(number, (code,), code=code) for number, code in enumerate(COUNTRIES, 1)),
)
ZIPS = {
    "FR": "06000 75001 01200 97400", "DE": "01067 80331 10115", "IT": "00184 20121", "ES": "08001 28001", "BE": "1000",
    "CH": "8001", "AT": "1010", "US": "02110 90210", "PL": "00-950", "NL": "1234 AB", "GB": "SW1A 1AA",
    "PT": "1000-001",
}  # fmt: skip
TERMS = {
    ("days_after", 30): "30 jours|30 j net|Net 30|30 Tage netto|30 gg d.f.|30 días|30 dagen|30 dias|30 dni|30|J+30",
    ("days_after", 0): "comptant|sofort|immediate|contado|rimessa diretta|contant|à réception|due on receipt",
    ("days_end_of_month_on_the", 45): "45 jours fin de mois|45 j FDM|45JFM|45 gg f.m.",
    None: "voir contrat|2/10 net 30|50 % à la commande|30/60/90|30 jours le mardi|30?|A30|le 15 et FDM",
}
DAMAGE = "2026-02-03 00:00:00|03/02/2026|TRUE|FAUX|3-févr|1,2E+12"  # what no number is


class Spelling(NamedTuple):
    """One word of a column.

    :param words: the words of its column, itself first
    :param meant: what it must come to, as ``_value`` gives it; None where nothing may be written
    """

    kind: str
    words: tuple
    meant: object
    country: str = ""
    options: tuple = ()


def spellings():
    """Yield every ``Spelling``."""
    chance = random.Random(15)
    for make in (_phones, _zips, _sirens, _amounts, _currencies, _dates, _terms, _countries):
        yield from make(chance)
    for kind in ("phone", "zip", "legal_id", "vat"):
        for word in DAMAGE.split("|"):
            for country in COUNTRIES:
                yield Spelling(kind, (word,), None, country)


def _phones(_chance):
    for country in COUNTRIES:
        for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE):
            number = phonenumbers.example_number_for_type(country, kind)
            plus = phonenumbers.format_number(number, PhoneNumberFormat.E164)
            national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            digits = str(number.national_number)
            forms = [plus, phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL), national]
            forms += [
                plus[1:],
                plus[1:] + ".0",
                "00" + plus[1:],
                national.replace(" ", "."),
                f"'{plus}",
                f"tel: {national}",
            ]
            forms += [digits, f"{digits}.0"]
            if country != "IT":  # where the 0 belongs to the number
                forms += [f"+{number.country_code} (0){digits}", f"{number.country_code}0{digits}"]
            for form in forms:
                yield Spelling("phone", (form,), plus, country)
            for wrong in (plus[1:] + "99999", "0" * len(digits), f"{number.country_code}0{digits}0000"):
                yield Spelling("phone", (wrong,), None, country)


def _zips(_chance):
    for country, codes in ZIPS.items():
        for code in codes.split():
            code = ZIPS[country] if country in ("NL", "GB") else code
            forms = [code, f" {code} ", f"{country}-{code}", f"{country} {code}", f"'{code}", f'="{code}"']
            if code.isdecimal():
                short = code.lstrip("0")
                forms += [short, f"{short}.0", f"{code}.0"]
                forms += [f"{short[:-3]}{mark}{short[-3:]}" for mark in " .," if short[:-3]]
            for form in forms:
                yield Spelling("zip", (form,), code, country)


def _sirens(chance):
    for _time in range(40):
        start = f"{chance.randrange(10**6, 10**8):08}"
        siren = start + luhn.calc_check_digit(start)
        forms = [siren, f"{siren[:3]} {siren[3:6]} {siren[6:]}", f"RCS Paris {siren}", f"{siren}.0", siren.lstrip("0")]
        for form in forms:
            yield Spelling("legal_id", (form,), siren, "FR")
        wrong = siren[:4] + str((int(siren[4]) + 1) % 10) + siren[5:]
        for form in (wrong, f"{wrong[:3]} {wrong[3:6]} {wrong[6:]}", f"{siren[0]},{siren[1:4]}E+08"):
            yield Spelling("legal_id", (form,), None, "FR")


def _amounts(chance):
    for thousands, point in (" ,", ".,", ",.", "'."):
        for _time in range(40):
            amounts = [chance.randrange(0, 10**8) / 100 for _each in range(4)]
            words = [f"{one:,.2f}".translate({ord(","): thousands, ord("."): point}) for one in amounts]
            yield Spelling("amount", tuple(words), amounts[0])
            yield Spelling("amount", (f"{words[0]} €", *words[1:]), amounts[0])
            yield Spelling("amount", (f"({words[0]})", *words[1:]), 0 - amounts[0])
            whole = f"{chance.randrange(1, 999)}{point}{chance.randrange(100, 999)}"  # a thousand, with the other mark
            yield Spelling("amount", (whole, *words), None, options=(("money", True),))


def _currencies(_chance):
    for header in (
        "Limit (USD)",
        "Plafond $",
        "limite_en_gbp",
        "Kreditlimit CHF",
        "Limite en francs suisses",
        "Limit £",
    ):
        for word in ("1000", "1 000,00", "1.000"):
            yield Spelling("amount", (word,), None, options=(("header", header),))
    for word in ("$1000", "1000 USD", "CHF 1'000.00", "1000 £", "5 kUSD"):
        yield Spelling("amount", (word,), None, options=(("header", "Plafond"),))
    for header in ("Limit (EUR)", "Plafond €", "TOP LIMIT", "Limite"):
        yield Spelling("amount", ("1000",), 1000.0, options=(("header", header),))


def _dates(chance):
    for notation in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%y", "%Y%m%d", "%m/%d/%Y"):
        for _time in range(40):
            days = [date(2020, 1, 1) + timedelta(days=chance.randrange(3000)) for _each in range(8)]
            words = tuple(day.strftime(notation) for day in days)
            yield Spelling("date", words, days[0], options=(("lately", True),))
    for word in ("31/02/2026", "15/01/1900", "13/05/2205", "soon", "12", "32/01/2026", "01/01/1926"):
        yield Spelling("date", (word,), None, options=(("lately", True),))


def _terms(_chance):
    for meant, words in TERMS.items():
        for word in words.split("|"):
            yield Spelling("payment_term", (word,), meant, options=(("create", True),))


def _countries(_chance):
    for language in "fr en de it es nl pt pl".split():
        for code in COUNTRIES:
            name = Locale(language).territories[code]
            for form in (name, name.upper(), code, f" {name} ", f"{code} - {name}"):
                yield Spelling("country", (form,), code)


def verdict(spelling):
    """Return how the first word of a ``Spelling`` is read: ``RIGHT``, ``SAID`` or ``SILENT``."""
    kind = converter(spelling.kind, spelling.words, REFERENCE, **dict(spelling.options))
    word = spelling.words[0].strip()
    cell = kind.clean(word.strip("'=\""), spelling.country)
    value = _value(spelling, cell.value)
    is_kept = spelling.kind == "phone" and cell.value == word  # as the file has it
    if spelling.meant is None:
        return RIGHT if cell.message and (value is None or is_kept) else SAID if cell.message else SILENT
    if value == spelling.meant or is_kept:
        return RIGHT
    return SAID if cell.message else SILENT


def _value(spelling, value):
    """Return what a value comes to, for comparing."""
    if spelling.kind == "phone" and value:
        return international(value, spelling.country) or value
    if isinstance(value, NewRecord):
        line = meaning(read_term(value.name))
        return line[:2]
    if spelling.kind == "country" and value:
        return next(one.code for one in REFERENCE.countries if one.id == value)
    return value


def report():
    """Return the figures as lines of text, one per kind and one of all."""
    counts = {}
    for spelling in spellings():
        counts.setdefault(spelling.kind, Counter())[verdict(spelling)] += 1
    lines = [figures(kind, found) for kind, found in sorted(counts.items())]
    return "\n".join([*lines, figures("all", sum(counts.values(), Counter()))])


def figures(kind, found):
    """Return in words how many spellings of a kind are read how."""
    return (
        f"values, {kind}: {found.total()} spellings, {found[RIGHT]} right, {found[SAID]} wrong and said, "
        f"{found[SILENT]} wrong and silent"
    )


if __name__ == "__main__":
    for each in spellings():
        if (how := verdict(each)) != RIGHT:
            print(how, each)
    print(report())
