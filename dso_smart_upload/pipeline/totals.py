"""Lines that are no customers though they stand among them: totals, subtotals, counts.

In: cells. Out: whether a line is one. "Total" may be the code of TotalEnergies, and a company may be called Summe: the
name beside a label, and the codes of the file, decide.
"""

import re
from collections import Counter

import numpy as np

from .folding import fold

_OPENING = 200  # characters of a cell by which a total or a print date is known
_TOTAL = (
    r"(?:totals?|totaux|totale|totali|totales|totais|totaal|totalen|summen?|summa|somme|suma|soma|gesamt|razem|lacznie"
    r"|ogolem|celkem|osszesen|yhteensa|toplam)"
)
_PART = r"(?:grand|sub|sous|zwischen|teil|gesamt|end|eind|tussen|gran|del|vali|mezi|ara)"
_WHOLE = r"(?:general|generale|geral|gen|complessiv[oa]|parziale|partiel|parcial|intermediaire|global|overall)"
# A label of totals that is nothing else.
_SURE = re.compile(rf"(?:{_PART} ?{_TOTAL}|{_TOTAL} {_WHOLE})\b")
_PLAIN = re.compile(_TOTAL)
# How such labels begin.
_STARTS = frozenset("to su so ge ra la ła łą og ce os ös yh gr zw te en ei tu de va vä me ar".split())
_OPENS = re.compile(
    rf"(?:{_PART} ?)?{_TOTAL}\b|(?:endsumme|saldo|sum|count|anzahl|nombre|numero|number of|nb|liczba|generated|"
    r"exported|printed|print date|page|seite|pagina|pag|strona|edite|imprime|extrait|exporte|export du|edition|"
    r"gedruckt|"
    r"druckdatum|erstellt|stand|stampato|impreso|fecha de impresion|afgedrukt|datum|date|end of|fin de|ende der|fine|"
    r"(?:rows?|records?|lignes?|enregistrements?|zeilen) \d+|"
    r"\d+ (?:rows?|lignes?|zeilen|records?|enregistrements?|clients?|customers?|kunden|clienti|clientes)|"
    r"rows? affected|source|confidenti\w+)\b"
)
_STARS = re.compile(r"\*{1,5}")  # how SAP marks totals, and those of totals
# Lines of a printed page: the number of the page, or words such as "printed on" with a date or a time.
_PAGE = re.compile(
    r"\b(?:page|seite|pagina|pag|strona|sida|side|sivu|oldal|sayfa|blatt|bladzijde)(?: (?:no|nr|n))? \d{1,5}"
    r"(?: (?:(?:de|of|von|sur|di|van|af|av|z) )?\d{1,5})?"
)
_PRINTED = re.compile(
    r"(?:date|datum|data|fecha|dato|datei|edite|edition|imprime|impreso|stampato|gedruckt|afgedrukt|printed|exported"
    r"|exporte|export|extrait|erstellt|stand|generated|time|heure|uhrzeit|hora|ora|tijd|le|on|am|fait|arrete)\b"
)
_WHEN = re.compile(r"\b\d{1,4}([./-])\d{1,2}\1\d{1,4}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b")
_ONLY_DATE = re.compile(r"(?:(?:le|am|den|on|the|il|el|op|du|vom)\s)?\d{1,4}([./-])\d{1,2}\1\d{1,4}", re.IGNORECASE)


def page_lines(codes: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return the rows that belong to a printed page, by their codes and names: booleans (n).

    :param codes: of n rows, objects
    :param names: of n rows, objects
    """
    found = np.zeros(len(codes), dtype=bool)
    for row, code in enumerate(codes):
        if " " in code and _is_of_page(code[:_OPENING], names[row]):
            found[row] = True
    return found


def _is_of_page(code, name):
    label = fold(code)
    is_page = _PAGE.search(label) is not None and code[:1].isalpha() and label not in fold(name[:_OPENING])
    is_printed = _PRINTED.match(label) is not None and _WHEN.search(code) is not None
    is_dated = not any(map(str.isdigit, code)) and _ONLY_DATE.fullmatch(name[:_OPENING].strip()) is not None
    return is_page or is_printed or is_dated


def opens_like_total(cell: str) -> bool:
    """Say whether a cell begins with the words of a total, a count, a print date or the like.

    >>> opens_like_total("Sous-total Lyon"), opens_like_total("Records: 40"), opens_like_total("Totalin SA")
    (True, True, False)
    """
    return bool(_OPENS.match(fold(cell[:_OPENING]))) or _STARS.fullmatch(cell.strip()) is not None


def total_lines(codes: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return the rows that are totals of other rows, by their codes and names: booleans (n).

    A customer who has such a code has a name with the code in it, as TotalEnergies. A customer who has such a name, as
    Total, has a code like the others.

    :param codes: of n rows, objects
    :param names: of n rows, objects
    """
    found = np.zeros(len(codes), dtype=bool)
    for row, (code, name) in enumerate(zip(codes, names, strict=True)):
        if not (name[:1].isalpha() or any(map(str.isalpha, name[:_OPENING]))):
            found[row] = opens_like_total(code)
        elif code[:2].lower() in _STARTS:
            found[row] = _is_label_beside(fold(code[:_OPENING]), fold(name[:_OPENING]))
    suspects = [row for row, name in enumerate(names) if name[:2].lower() in _STARTS and not found[row]]
    if suspects:
        usual, are_numbers = Counter(map(_shape, codes)), 2 * sum(map(str.isdecimal, codes)) > len(codes)
    for row in suspects:
        name = fold(names[row][:_OPENING])
        is_count = codes[row].isdecimal() and not are_numbers and usual[_shape(codes[row])] == 1
        found[row] = bool(_SURE.fullmatch(name)) or (is_count and bool(_PLAIN.fullmatch(name)))
    return found


def _is_label_beside(label, name):
    """Say whether a code is the label of a total, and no abbreviation of the name."""
    is_label = _SURE.match(label) or _PLAIN.fullmatch(label)
    return bool(is_label) and label.replace(" ", "") not in name.replace(" ", "")


def _shape(code):
    return re.sub(r"\d+", "9", code)
