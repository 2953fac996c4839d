"""Values that a column of a customers list could hold, made from what it means.

In: a column of ``fixtures/headers`` (its header, and its field or ``ignore``), a number of rows. Out: a list of
cells. A column with a field holds values of that field; another one what its header hints at (dates, amounts, yes
or no, persons, addresses...), which often looks like the values of a field as well: that is the trap.
"""

import random
import re

from stdnum import luhn

from odoo.addons.dso_smart_upload.pipeline.folding import fold

COMPANIES = "Alpina Bastide Corvus Delmas Ecluse Farini Gomez Hansen Ibarra Jansen Keller Lopes Moretti Novak".split()
FORMS = "SARL GmbH Ltd S.r.l. S.L. B.V. Lda SAS AG".split()
CITIES = "Paris,Lyon,Hamburg,Berlin,London,Leeds,Milano,Roma,Madrid,Sevilla,Utrecht,Breda,Lisboa,Porto".split(",")
STREETS = "rue des Lilas,Hauptstr.,High Street,Via Roma,Calle Mayor,Dorpsstraat,Rua do Sol".split(",")
FIRST_NAMES = "Anne Bruno Clara Dirk Elena Fabio Greta Hugo Ines Jan".split()
TERMS = ["30 days", "30 jours fin de mois", "60 Tage netto", "30 gg d.f.", "Net 45", "comptant"]
METHODS = ["Virement", "Überweisung", "Direct debit", "Bonifico", "Transferencia", "LCR"]
BILLED_BY = ["FR-EXPORT", "DE-BASE", "UK-2", "IT-1"]


def make(column, count, chance):
    """Return ``count`` cells for a column.

    :param column: {"header", "target"}
    :param chance: ``random.Random``
    """
    maker = FIELDS.get(column["target"]) or _by_header(column["header"])
    return [maker(chance, number) for number in range(count)]


def _choice(values):
    return lambda chance, _number: chance.choice(values)


def _amount(chance, _number):
    return f"{chance.randrange(0, 90000)},{chance.randrange(100):02}"


def _date(chance, _number):
    return f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/20{chance.randrange(10, 26)}"


def _siren(chance, _number):
    start = f"{chance.randrange(10**7, 10**8)}"
    return start + luhn.calc_check_digit(start)


def _vat(chance, number):
    siren = _siren(chance, number)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}"


def _company(chance, number):
    return f"{chance.choice(COMPANIES)} {chance.choice(COMPANIES)} {chance.choice(FORMS)}"


def _street(chance, _number):
    return f"{chance.randrange(1, 99)} {chance.choice(STREETS)}"


def _phone(chance, _number):
    return f"0{chance.randrange(1, 10)} {chance.randrange(10**6, 10**7)}"


def _email(chance, _number):
    return f"{chance.choice(FIRST_NAMES).lower()}@{chance.choice(COMPANIES).lower()}.example"


def _person(chance, _number):
    return f"{chance.choice(FIRST_NAMES)} {chance.choice(COMPANIES)}"


def _zip(chance, _number):
    return str(chance.randrange(10000, 99999))


FIELDS = {
    "code": lambda chance, number: f"C{10000 + number}",
    "name": _company,
    "street": _street,
    "street2": lambda chance, _number: chance.choice(["", "", f"Bât. {chance.choice('ABC')}"]),
    "zip": _zip,
    "city": _choice(CITIES),
    "state": _choice(["Rhône", "MI", "Bayern", "Kent", "Lisboa"]),
    "country": _choice(["FR", "DE", "IT", "GB", "ES"]),
    "phone": _phone,
    "mobile": _phone,
    "email": _email,
    "website": lambda chance, _number: f"www.{chance.choice(COMPANIES).lower()}.example",
    "legal_id": _siren,
    "vat": _vat,
    "payment_term": _choice(TERMS),
    "payment_method": _choice(METHODS),
    "groups": _choice(["North", "South", "Retail"]),
    "salesperson": _person,
    "language": _choice(["fr", "de", "en", "it"]),
    "comment": _choice(["", "", "calls first", "new buyer since May"]),
    "credit_limit": lambda chance, _number: str(1000 * chance.randrange(0, 90)),
    "insurer_guarantee": lambda chance, _number: str(5000 * chance.randrange(0, 20)),
    "other_guarantees": lambda chance, _number: chance.choice(["0", "0", "10000"]),
    "insurer_reference": lambda chance, _number: str(chance.randrange(10**6, 10**7)),
    "temporary_guarantee": lambda chance, _number: chance.choice(["0", "0", "20000"]),
    "temporary_guarantee_from": _date,
    "temporary_guarantee_to": _date,
}

# What a header without a field hints at: the first word that it contains decides.
HINTS = {
    r"date|datum|data|fecha|\bsince\b|\bseit\b|angelegt|gultig|expir|last|letzt|ultim|dernier|creat|crea|next": _date,
    r"mail|pec\b": _email,
    r"\btel|phone|fax|mobil": _phone,
    r"balance|solde|saldo|encours|amount|montant|revenue|umsatz|omzet|total|limit|riesgo|scadut|overdue": _amount,
    r"%|percent|taux|rabatt|remise|sconto|desc|discount|skonto|korting|commi|provv": _choice(["0", "2", "5", "10"]),
    r"bloc|block|sperr|gesperrt|hold|actif|active|attiv|inativo|geblok|bloq|print|exempt|taxable": _choice("YN"),
    r"street|rue|strasse|straat|adress|address|indiriz|direcc|morada": _street,
    r"\bcity|ville|\bort\b|plaats|ciudad|localid": _choice(CITIES),
    r"post ?code|zip|\bplz|\bcap\b|\bcp\b|postal": _zip,
    r"country|pays\b|land\b|pais|nazione": _choice(["FR", "DE", "IT"]),
    r"iban": lambda chance, _number: "FR1420041010050500013M02606",
    r"name|nom\b|nome|nombre|contact|kontakt|owner|manager|\bby\b|interloc": _person,
    r"days|jours|tage|giorni|dias|dagen|delai|frist": _choice(["0", "8", "30", "45"]),
    r"currency|devise|wahrung|valuta|moneda|moeda": _choice(["EUR", "USD", "GBP"]),
    r"number|numero|\bno\b|\bnr\b|\bid\b|code|codice|codigo|konto|compte": lambda chance, _number: str(
        chance.randrange(10**4, 10**6)
    ),
}


def _by_header(header):
    words = fold(header) + (" %" if "%" in header else "")
    return next((maker for hint, maker in HINTS.items() if re.search(hint, words)), _choice(BILLED_BY))


def rows(columns, count=60, seed=7):
    """Return ``count`` rows of cells, one per column.

    :param columns: list of {"header", "target"}
    """
    chance = random.Random(seed)
    return list(zip(*(make(column, count, chance) for column in columns), strict=True))
