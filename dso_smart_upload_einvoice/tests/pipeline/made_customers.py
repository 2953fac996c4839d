"""Made customers with known right answers: what their electronic address and their state must be after an import.

In: how many. Out: ``Made`` customers, the same ones each time. The answers are written down with each kind of customer
and are not computed by the rules that they try.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from stdnum.be import vat as be_vat
from stdnum.de import leitweg
from stdnum.de import vat as de_vat
from stdnum.fr import siren as fr_siren
from stdnum.fr import siret as fr_siret
from stdnum.lu import tva as lu_tva

HEADER = (
    "Code client", "Raison sociale", "Pays", "SIREN", "SIRET", "N° TVA intracommunautaire", "Adresse Peppol",
    "Code routage",
)  # fmt: skip
READY, INCOMPLETE, CONTRADICTS, NOT_CONCERNED = "ready", "incomplete", "contradicts", "not_concerned"


@dataclass(frozen=True)
class Made:
    """A made customer.

    :param kind: what it is, for the table
    :param cells: of the file, without the code: name, country, Siren, Siret, VAT number, address, routing code
    :param address: what must be there after the import, "" for none
    :param state: what must be the state
    :param is_derived: a rule has to find the address; else the file or a person says it, or there is none
    :param was_set: the address that a person set before the import, "" where the customer is new
    """

    kind: str
    cells: tuple[str, ...]
    address: str
    state: str
    is_derived: bool = True
    was_set: str = ""


def _siren(chance):
    head = str(chance.randrange(10**7, 10**8))
    return next(head + digit for digit in "0123456789" if fr_siren.is_valid(head + digit))


def _siret(siren, chance):
    nic = f"{chance.randrange(1, 999):04}"
    return next(siren + nic + digit for digit in "0123456789" if fr_siret.is_valid(siren + nic + digit))


def _vat(siren):
    return f"FR{fr_siren.to_tva(siren)}".replace(" ", "")


def _valid(chance, digits, is_valid, prefix=""):
    return next(
        found
        for _try in range(10**6)
        if is_valid(found := prefix + str(chance.randrange(10 ** (digits - 1), 10**digits)))
    )


def _belgian(chance):
    return _valid(chance, 9, be_vat.is_valid, "0")


def _damaged(number):
    """Return a number whose last digit is wrong."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def _private(chance) -> Made:
    siren = _siren(chance)
    siret, vat, name = _siret(siren, chance), _vat(siren), f"Société {siren} SARL"
    spaced = f"{siren[:3]} {siren[3:6]} {siren[6:]}"
    address = f"0225:{siren}"
    shapes = (
        (siren, "", "", ""),
        ("", siret, "", ""),
        ("", "", vat, ""),
        (siren, siret, vat, ""),
        (spaced, "", f"FR {vat[2:4]} {spaced}", ""),
        (siret, "", "", ""),  # a Siret in the column of Sirens
        ("", siren, "", ""),  # a Siren in the column of Sirets
        ("", "", siren, ""),  # a Siren in the column of VAT numbers
        ("", "", siret, ""),
        (vat, "", "", ""),  # a VAT number in the column of Sirens
        (siren, _damaged(siret), "", ""),
        (siren, "", _damaged(vat), ""),
    )
    number, kind = chance.randrange(len(shapes)), "FR private"
    cells = (name, "France", *shapes[number], "")
    return Made(kind if number < 5 else f"{kind}, column or digit wrong", cells, address, READY)


def _routed(chance) -> Made:
    siren = _siren(chance)
    siret = _siret(siren, chance)
    if chance.random() < 0.5:
        cells = (f"Société {siren} SA", "France", siren, siret, "", "", "ACHATS")
        return Made("FR with routing code", cells, f"0225:{siren}_{siret}_ACHATS", READY)
    cells = (f"Société {siren} SA", "France", siren, "", "", "", "FACT-01")
    return Made("FR with routing code", cells, f"0225:{siren}_FACT-01", READY)


def _public(chance) -> Made:
    siren = _siren(chance)
    siret = _siret(siren, chance)
    address = chance.choice(("0009", f"0009:{siret}"))
    cells = (f"Commune de {siren}", "France", "", siret, "", address, "SERVICE1")
    return Made("FR public", cells, f"0009:{siret}", READY, is_derived=address == "0009")


def _missing(chance) -> Made:
    siren = _siren(chance)
    wrong = chance.choice(("", _damaged(siren)))
    cells = (f"Société {siren} SAS", "France", wrong, "", "", "", "")
    return Made("FR without a valid number", cells, "", INCOMPLETE)


def _contradictory(chance) -> Made:
    one, other = _siren(chance), _siren(chance)
    kind = "numbers contradict"
    if chance.random() < 0.5:
        return Made(kind, (f"Société {one} SA", "France", one, "", _vat(other), "", ""), "", CONTRADICTS)
    return Made(kind, (f"Société {one} SA", "France", one, _siret(other, chance), "", "", ""), "", CONTRADICTS)


def _given(chance) -> Made:
    siren = _siren(chance)
    address = f"{siren}_COMPTA{chance.randrange(99)}"
    text = chance.choice((f"0225:{address}", address, f"iso6523-actorid-upis::0225:{address}"))
    cells = (f"Société {siren} SA", "France", siren, "", "", text, "")
    return Made("address in the file", cells, f"0225:{address}", READY, is_derived=False)


def _set_before(chance) -> Made:
    siren = _siren(chance)
    address = f"0225:{siren}_PERSONNE"
    cells = (f"Société {siren} SA", "France", siren, _siret(siren, chance), _vat(siren), "", "")
    return Made("a person had set one", cells, address, READY, is_derived=False, was_set=address)


def _belgian_customer(chance) -> Made:
    number = _belgian(chance)
    shapes = ((number, "", ""), ("", "", f"BE{number}"), ("", "", f"BE {number[:4]}.{number[4:7]}.{number[7:]}"))
    registry, siret, vat = chance.choice(shapes)
    cells = (f"Peeters {number} BV", "Belgique", registry, siret, vat, "", "")
    return Made("BE", cells, f"0208:{number}", READY)


def _belgian_without(chance) -> Made:
    return Made("BE without a number", (f"Claes {chance.randrange(9999)} NV", "Belgique", *[""] * 5), "", INCOMPLETE)


def _german(chance) -> Made:
    vat = _valid(chance, 9, de_vat.is_valid, "DE")
    if chance.random() < 0.3:
        coarse = f"991-{chance.randrange(10**4):05}"
        code = next(found for digits in range(2, 100) if leitweg.is_valid(found := f"{coarse}-{digits:02}"))
        cells = (f"Stadt {vat}", "Allemagne", "", "", vat, "", code)
        return Made("DE public", cells, f"0204:{code}", READY)
    return Made("DE", (f"Meyer {vat} GmbH", "Allemagne", "", "", vat, "", ""), f"9930:{vat}", READY)


def _luxembourg(chance) -> Made:
    vat = _valid(chance, 8, lu_tva.is_valid, "LU")
    return Made("LU", (f"Weber {vat} Sàrl", "Luxembourg", "", "", vat, "", ""), f"9938:{vat}", READY)


def _monegasque(chance) -> Made:
    tail = "000" + str(chance.randrange(10**5, 10**6))
    vat = f"FR{(12 + 3 * (int(tail) % 97)) % 97:02}{tail}"
    return Made("MC", (f"Grimaldi {tail} SAM", "Monaco", "", "", vat, "", ""), f"9940:{vat}", READY)


def _overseas(chance) -> Made:
    siren = _siren(chance)
    country = chance.choice(("Guadeloupe", "Martinique", "Réunion", "Guyane française", "Mayotte"))
    return Made("DOM", (f"Société {siren} SARL", country, siren, "", "", "", ""), f"0225:{siren}", READY)


def _pacific(chance) -> Made:
    country = chance.choice(("Nouvelle-Calédonie", "Polynésie française"))
    return Made("TOM", (f"Société {chance.randrange(9999)} SARL", country, *[""] * 5), "", NOT_CONCERNED)


def _foreign(chance) -> Made:
    country = chance.choice(("États-Unis", "Canada", "Maroc", "Brésil"))
    return Made(
        "foreign without numbers", (f"Smith {chance.randrange(9999)} Inc", country, *[""] * 5), "", NOT_CONCERNED
    )


def _consumer(chance) -> Made:
    name = f"{chance.choice(('M.', 'Mme', 'Mlle', 'Monsieur'))} Martin {chance.randrange(9999)}"
    return Made("consumer", (name, "France", *[""] * 5), "", NOT_CONCERNED)


# How many of a thousand are of each kind.
KINDS: tuple[tuple[Callable[[random.Random], Made], int], ...] = (
    (_private, 380),
    (_routed, 40),
    (_public, 80),
    (_missing, 50),
    (_contradictory, 50),
    (_given, 40),
    (_set_before, 50),
    (_belgian_customer, 80),
    (_belgian_without, 10),
    (_german, 70),
    (_luxembourg, 30),
    (_monegasque, 10),
    (_overseas, 40),
    (_pacific, 10),
    (_foreign, 30),
    (_consumer, 30),
)


def made_customers(count: int = 1000, seed: int = 225) -> list[Made]:
    """Return made customers in an order without meaning."""
    chance = random.Random(seed)
    found = [kind(chance) for kind, of_thousand in KINDS for _one in range(of_thousand * count // 1000)]
    chance.shuffle(found)
    return found


def code_of(number: int) -> str:
    """Return the customer code of a made customer by its place in the list."""
    return f"E{number:05}"


def as_file(customers: list[Made]) -> bytes:
    """Return the file of made customers."""
    rows = [HEADER, *((code_of(number), *one.cells) for number, one in enumerate(customers))]
    return "".join(";".join(row) + "\n" for row in rows).encode()


def set_before(customers: list[Made]) -> Iterator[tuple[str, Made]]:
    """Yield the customers that are there before the import, with their codes."""
    return ((code_of(number), replace(one)) for number, one in enumerate(customers) if one.was_set)
