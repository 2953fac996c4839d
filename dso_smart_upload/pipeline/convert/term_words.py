"""What a payment term means, read from its words, in French, English, German, Italian, Spanish, Dutch and Portuguese
most of them, in other languages of Europe the usual ones.

In: text such as "45 jours fin de mois". Out: one ``TermLine`` of 100 %, or None where the words do not say
one thing for sure.

The words become signs (``45 D E``: a number, days, end of month), what says nothing is left out, and the
signs must then fit one of a few patterns as a whole. One unknown word, and nothing is read.

Before or after: "45 jours fin de mois" counts 45 days and goes on to the end of that month; "fin de mois
45 jours" goes to the end of the month first, and so does, as English usage has it, "Net 45 EOM".
"""

import re
from functools import cache
from itertools import pairwise

from ..folding import clean, fold, plain
from ..reference import TermLine
from .payment_method import FAMILIES, payment_phrases

AFTER = "days_after"
ON_THE = "days_end_of_month_on_the"
AFTER_MONTH = "days_after_end_of_month"
AFTER_NEXT_MONTH = "days_after_end_of_next_month"

_LONGEST = 365  # days; more is a code or a mistake
_SHORTEST_MONTH = 28

# Sign -> the words for it. In each: fr | en | de | it | es | nl | pt.
_SIGNS = {
    "D": "j|jr|jrs|jour|jours|jours calendaires|d|day|days|calendar days|t|tg|tag|tage|tagen|kalendertage|g|gg"
    "|giorno|giorni|dia|dias|dias naturales|dag|dagen|dgn|dagar|dage|dager|dni|dnu|dnia|nap|zile|gun|paivaa|pv"
    "|днеи|день|дня|днів|дни|ημερα|ημερες|ημερων",
    "W": "semaine|semaines|week|weeks|woche|wochen|settimana|settimane|semana|semanas|weken",
    "E": "fin de mois|fin du mois|fin mois|fin d mois|f de mois|f mois|fin de m|fdm|fm|f d m|f m|monatsende"
    "|ende des monats|ende monat|ultimo|fine mese|fine del mese|f mese|fin de mes|fin mes|final de mes"
    "|fin del mes|einde maand|eind maand|eindemaand|einde van de maand|einde v d maand"
    "|fim do mes|fim de mes|fim mes|final do mes|τελος μηνα|τελος του μηνα",
    "M": "eom|end of month|end of the month|month end|end month|monthend|end of invoice month|end of the invoice month"
    "|end of month of invoice|end of the month of invoice|lobende maned|lobende md|lb md|lbmd|lob md|lob maned"
    "|ultimo maneden|lopende maned|lopende mnd|lop mnd|fri leveringsmaned|fri lev mnd|innevarande manad",
    "X": "fin de mois suivant|fin du mois suivant|fin mois suivant|fin de mois prochain|fin du mois prochain"
    "|fdm suivant|end of next month|end of the next month|end of following month"
    "|end of the following month|ende des folgemonats|ende folgemonat|ende des nachsten monats"
    "|ende nachster monat|ende nachsten monats|fine mese successivo|fine del mese successivo"
    "|fine mese prossimo|fin de mes siguiente|fin del mes siguiente|fin de mes proximo"
    "|einde volgende maand|eind volgende maand|einde van de volgende maand|fim do mes seguinte",
    "F": "mois suivant|mois prochain|following month|next month|month following|month following invoice|mfi"
    "|prox|proximo|folgemonat|folgemonats|nachsten monats|nachster monat|mese successivo|mese seguente"
    "|mes siguiente|volgende maand|mes seguinte",
    "C": "comptant|cpt|kontant|pesin|μετρητοις|τοις μετρητοις"
    "|immediat|paiement immediat|immediate|immediately|immediate payment|cash|pay now|sofort"
    "|prompt|bar|barzahlung|kasse|contanti|contante|rimessa diretta|vista fattura|a vista|a vista fattura"
    "|immediato|contado|inmediato|a la vista|contant|direct|onmiddellijk|per omgaande|a vue|imediato|a pronto"
    "|pronto pagamento|pagamento imediato",
    "R": "reception|reception de facture|reception facture|reception de la facture|receipt|receipt of invoice"
    "|invoice receipt|erhalt|erhalt der rechnung|rechnungserhalt|rechnungseingang|ricevimento"
    "|ricevimento fattura|recepcion|recepcion de factura|recepcion factura|recepcion de la factura"
    "|otrzymania|otrzymania faktury|daty otrzymania|daty otrzymania faktury|doruceni|dorucenia|primirea facturii"
    "|ontvangst|ontvangst factuur|ontvangst van de factuur|recepcao|recepcao da fatura|rececao da fatura",
    "I": "date de facture|date facture|date de la facture|date fact|date de facturation|date d emission"
    "|date d emission de facture|date d emission de la facture|date emission|ddf|d d f|df|d f|facture"
    "|facturation|emission|invoice date|date of invoice|inv date|invoice|rechnungsdatum|rechnungsstellung"
    "|rechnung|re datum|data fattura|data fatt|fattura|fecha factura|fecha de factura|fecha de la factura"
    "|fecha fra|factura|ff|f f|factuurdatum|factuur datum|factuur|data da fatura|data da factura|data fatura"
    "|data factura|fatura"
    "|daty wystawienia|data wystawienia|dnia wystawienia|wystawienia|daty wystawienia faktury|dnia wystawienia faktury"
    "|wystawienia faktury|daty faktury|data faktury|vystaveni|vystaveni faktury|data vystaveni|vystavenia"
    "|vystavenia faktury|datumu vystavenia|datumu vystavenia faktury|a szamla kiallitasatol|szamla kiallitasatol"
    "|kiallitastol|szamla keltetol|a szamla keltetol|emitere|la emitere|emiterii|data emiterii|data facturii"
    "|emiterea facturii|emiterii facturii|fakturadatum|fakturans datum|fakturadato|laskun paivayksesta|laskun paivays"
    "|paivayksesta|laskun paivamaarasta|fatura tarihi|fatura tarihinden|fatura tarihinden itibaren"
    "|fatura tarihinden sonra"
    "|ημερομηνια τιμολογιου|ημερομηνια εκδοσης|εκδοση τιμολογιου",
    "A": "apres|a compter|a partir|depuis|after|from|following|nach|ab|dopo|dalla|dal|despues|desde"
    "|a partir de|na|vanaf|apos|od|fran|fra|dupa|απο",
    "Y": "plus|puis|then|poi|dann|luego|daarna",
    "K": "netto kasse|net cash",
    "Q": "ordinal",
    "O": "le|on the|on|the|am|zum|den|il|al|el|el dia|op de|de",
    "S": "sans|without|no|ohne|senza|sin|zonder|kein|keine",
    "P": "escompte|discount|deduction|deductions|skonto|sconto|descuento|korting|rabatt|remise|abzug|pronto pago",
}  # fmt: skip
# Words that are several signs at once.
_JOINED = {
    "D": "jn|jnet|jnets",
    "D E": "jfm|jfdm|jfinmois|jffm|dfm|ggfm",
    "D I": "jdf|jddf|ggdf|dff|ggd",
    "D I E": "ggdffm",
    "I E": "dffm",
    "E I": "fmdf",
    "D M": "deom",
    "A E": "de la fin de mois|de la fin du mois|dalla fine mese|dalla fine del mese|del fin de mes",
}
# Words that say nothing about the day.
_FILLERS = frozenset(
    "a au aux d de du des da di del della der die dem das l la les lo en sur dans sous par pour delai delais echeance"
    " ech reglement reglements regl paiement paiements payable payables paye soit est et net nets nette nettes netto"
    " neto netti netta rein strictement strictly strikt lme sepa bancaire bancario payment payments paid pay due in"
    " within terms term of on upon by date zahlbar zahlung zahlungsziel zahlungsbedingung ziel fallig innerhalb von"
    " bei bis zu zum binnen erfolgt entro scadenza pagamento pag pagar pago plazo los una las con para vencimiento por"
    " betaling betalen betaaltermijn termijn te bij per op van voor n condition conditions"
    " pagamentos prazo vencimento vade vadeli vadesi odeme splatnost splatnosti termin platnosci platne".split()
)

# Words that are in payment terms only, though no day follows from them: months, payment before delivery, "net".
_TELLING = frozenset(
    "net nets netto due terme echeance vista pronto mois mesi monat monate month months eomonth cod cia prepay prepaid"
    " prepayment advance vorkasse anticipado anticipada anticipato vooruit vooruitbetaling".split()
)
_BASES = frozenset("EMXFR")  # signs of what days count from
_NET = frozenset("net nets netto neto neti netta".split())
# From when days count, as Xero writes it.
_OF_PROGRAMS = {
    "daysafterbilldate": "days after invoice date",
    "daysafterbillmonth": "days after end of month",
    "offollowingmonth": "of the following month",
    "ofcurrentmonth": "of the current month",
}
_LONGEST_TEXT = 100  # characters
_TELLING_SIGNS = frozenset("DWEMXFCRP")
_INSTALMENTS = re.compile(r"\b\d{2}/\d{2}(/\d{2,3})*\b")

_PATTERNS = (
    (r"(?:A )?[CR](?: [CR])*", lambda: _line(AFTER, 0)),
    (r"(\d+)|(?:A )?(\d+) D|(\d+) D(?: A)? R|R (\d+) D", lambda n: _line(AFTER, n)),
    (r"(?:A )?(\d+) W", lambda n: _line(AFTER, 7 * n)),
    (r"E|M", lambda: _line(ON_THE, 0)),
    (r"D Y (\d+) D", lambda n: _line(AFTER, n)),
    (r"(?:A )?(?:O )?Q (\d+)", lambda day: _line(ON_THE, 0, day) if day else None),
    (r"(?:O )?Q (\d+) D F", lambda day: _line(ON_THE, 0, day) if day else None),
    (r"(\d+) D(?: O)? Q (\d+)", lambda n, day: _line(ON_THE, n, day) if day else None),
    (r"(\d+)(?: D)?(?: Y)? E", lambda n: _line(ON_THE, n)),
    (r"(\d+)(?: D)? M|(\d+) D A [EM]|[EM](?: [AY])? (\d+)(?: D)?", lambda n: _line(AFTER_MONTH, n)),
    (r"(\d+)(?: D)? [EM] (?:O )?(\d+)(?: F)?|(\d+) D O (\d+) F", lambda n, day: _line(ON_THE, n, day)),
    (r"(\d+)(?: D)?(?: Y)? E Y (\d+)(?: D)?|(\d+)(?: D)? E (\d+) D", lambda n, more: _plus(n, more)),
    (r"[EM] O (\d+)(?: F)?|O (\d+) F|(\d+) F|F(?: O)? (\d+)", lambda day: _line(ON_THE, 0, day) if day else None),
    (r"X", lambda: _line(AFTER_NEXT_MONTH, 0)),
    (r"(\d+) D A X|X(?: [AY])? (\d+) D", lambda n: _line(AFTER_NEXT_MONTH, n)),
)
_CHINESE_END = re.compile(r"月[结結] ?[后後]? ?(\d+) ?[天日]")  # so many days after the month's end
# "dia 15" is a day of the month, not 15 days; "el dia 15" says so in words that are known.
_DAY_OF_MONTH = re.compile(r"(?<!el )\b(?:jour|day|tag|giorno|dia|dag)(?= \d)")
_PUNCTUATION = r"[.,;:()\[\]'\"_’‘“”«»–—…`´!]"
_LETTERS = frozenset("DWEMXFCRIAYKOSPVQ")
_COMPILED = [(re.compile(pattern), make) for pattern, make in _PATTERNS]
_DISCOUNT = re.compile(r"(?<!\d)\d+(?:[.,]\d+)? ?/ ?\d+ ?,? ?(?:n|net|netto)\b|%")
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d{1,2})? ?(?:%|pct\b|prozent\b)")
_SMALLEST_SHARE = 15  # per cent; a discount for early payment is smaller
_CODE = re.compile(r"\b[a-ik-moq-z]\d+|(?<!\d)\d+[abcefhik-moq-sz]\b")  # "A30": one letter that is no unit of days
_TIMES = re.compile(r"\b\d+ ?(?:x|fois|times|mal|raten)\b")
_AND = re.compile(r"\b(?:et|and|und|e|y|en)\b")
# "15 et fin de mois" is two dates of each month; a unit beside the number, as in "15 jours et fin de mois", a delay.
_AND_END = re.compile(
    r"\d ?(?:(?:et|and|und|e|y|en) |& ?)(?:le |the |am |zum |il |el )?"
    r"(?=(?:fin|fine|fim|fdm|fm|eom|end|month|monats?ende|ultimo|eind|einde|final)\b)"
)

Meaning = tuple[str, int, int]  # type of delay, days, day of the month


def read_term(text: str) -> TermLine | None:
    """Return what ``text`` means as the line of a payment term, None where it is not clear.

    :param text: words of a cell, or the name of a term
    :return: of 100 %

    >>> read_term("45 j FDM")
    TermLine(value='percent', amount=100.0, delay_type='days_end_of_month_on_the', days=45, day_of_month=0)
    >>> read_term("30/60/90"), read_term("2/10 net 30")
    (None, None)
    >>> read_term("30 jours / 30 dagen").days
    30
    """
    line = _read_one(text)
    if line or text.count("/") != 1:
        return line
    one, other = map(_read_if_said, text.split("/"))  # in two languages
    return one if one and other and meaning(one) == meaning(other) else None


def _read_if_said(text):
    """Return the line that a text with words means, None for a bare number: "30/30" is no term in two languages."""
    return _read_one(text) if any(map(str.isalpha, text)) else None


def _read_one(text):
    signs = _signs(text)
    for form in (signs, re.sub(r"\b(?:O )?Q ", "O ", signs)):  # "on the 15th of the next month" is "on the 15"
        for pattern, make in _COMPILED:
            found = pattern.fullmatch(form)
            if found:
                return make(*(int(number) for number in found.groups() if number is not None))
    return None


def names_term(text: str) -> bool:
    """Say whether ``text`` is about when to pay, also where it does not say one thing, or nothing that Odoo knows.

    >>> names_term("45 j FDM"), names_term("30/60/90"), names_term("Vorkasse"), names_term("D"), names_term("K10D")
    (True, True, True, False, False)
    """
    words = re.sub(r"(?<=\d)(?=[^\W\d_])", " ", plain(clean(text)))  # "30j"
    signs, pattern = _phrases()
    return (
        any(_tells(signs[found[0]], found, words) for found in pattern.finditer(words))
        or not _TELLING.isdisjoint(fold(text).split())
        or _INSTALMENTS.search(words) is not None
        or (any(map(str.isalpha, text)) and read_term(text) is not None)  # "30,00" is an amount rather
    )


def _tells(sign, found, words):
    """Say whether a phrase with a ``sign`` that was ``found`` in ``words`` is only said in payment terms.

    A single letter is a unit of days behind a number only.
    """
    is_unit = len(found[0]) > 1 or re.search(r"(?<!\w)\d{1,3} $", words[max(0, found.start() - 5) : found.start()])
    return bool(is_unit) and not _TELLING_SIGNS.isdisjoint(sign.split())


def names_days(text: str) -> bool:
    """Say whether ``text`` is a number of days and nothing more.

    >>> names_days("30"), names_days("30 jours"), names_days("30 fin de mois"), names_days("Vorkasse")
    (True, True, False, False)
    """
    line = read_term(text[:_LONGEST_TEXT])
    return line is not None and line.delay_type == AFTER and any(map(str.isdecimal, text))


def modifies_term(text: str) -> bool:
    """Say whether ``text`` says from when a number of days counts, which stands elsewhere.

    >>> modifies_term("Fin de mois"), modifies_term("OFFOLLOWINGMONTH"), modifies_term("Virement"), modifies_term("oui")
    (True, True, False, False)
    """
    words = _base(text[:_LONGEST_TEXT])
    if words != clean(text):
        return True  # as a program writes it
    if any(map(str.isdecimal, words)) or read_term(f"30 {words}") is None:
        return False
    signs = _signs(f"30 {words} 1").split()  # what stands before a number is not left out
    return not _BASES.isdisjoint(signs) or "I" in _signs_of(words) or fold(words) in _NET


def joined_term(days: str, base: str, day: str) -> str:
    """Return as one text a number of days, from when they count, and the day of the month, which stand in three cells.

    >>> joined_term("45", "Fin de mois", "15"), joined_term("20", "OFFOLLOWINGMONTH", "")
    ('45 Fin de mois le 15', '20 of the following month')
    >>> joined_term("30 fdm", "Net", "")
    '30 fdm'
    """
    if not names_days(days):
        return days
    return " ".join(filter(None, (days, _base(base), day and f"le {day}")))


def _base(text):
    """Return from when days count, in words that can be read."""
    words = clean(text)
    return _OF_PROGRAMS.get(words.replace(" ", "").casefold(), words)


def _signs_of(text):
    """Return the signs of the phrases in ``text``."""
    signs, pattern = _phrases()
    return " ".join(signs[found[0]] for found in pattern.finditer(plain(clean(text))))


def has_term(text: str) -> bool:
    """Say whether ``text``, which names a way to pay, also says when: words of terms, or a number of several digits.

    >>> has_term("VIREMENT 60 JOURS"), has_term("Virement SEPA"), has_term("Cash"), has_term("LCR 30/60")
    (True, False, False, True)
    """
    return fold(text) not in payment_phrases() and (has_time(text) or re.search(r"\d\d", text) is not None)


def has_time(text: str) -> bool:
    """Say whether words of ``text`` say when something is due, beside a number."""
    return any(sign in "DWEMXFCR" for sign in _signs(text).split() if sign.isalpha())


def obstacle(text: str) -> str:
    """Return why ``text`` has no single meaning: "discount", "instalments", or "" where it is just unknown."""
    words = _without_whole(text)
    if any(int(share) >= _SMALLEST_SHARE for share in _SHARE.findall(words)):
        return "instalments"
    if _DISCOUNT.search(words) or "P" in _signs(text).split():
        return "discount"
    return "instalments" if _has_several(words) and read_term(text) is None else ""


def _has_several(words):
    """Say whether ``words`` name several dates: "3 x", or two numbers with "and" or one sign between them."""
    numbers = list(re.finditer(r"\d+", words))
    between = (words[one.end() - 1 : other.start() + 1] for one, other in pairwise(numbers))
    return bool(_TIMES.search(words) or _AND_END.search(words)) or any(map(_joins, between))


def _joins(text):
    """Say whether ``text``, from the last digit of a number to the first of the next, joins the two."""
    signs = re.sub(r"[a-z. ]", "", text[1:-1])
    return signs in tuple("/,;&+-") if signs else bool(_AND.search(text))


def meaning(line: TermLine) -> Meaning:
    """Return what ``line`` comes to: equal for two lines that are due on the same day for every invoice.

    The day of the month counts only where the kind of delay uses it; "10 days after the end of the month"
    is "on the 10th of the next month".
    """
    if line.delay_type == AFTER_MONTH and line.days <= _SHORTEST_MONTH:
        return (ON_THE, 0, line.days)
    return (line.delay_type, line.days, line.day_of_month if line.delay_type == ON_THE else 0)


def _line(delay_type, days, day_of_month=0):
    if days > _LONGEST or day_of_month > 31:
        return None
    return TermLine("percent", 100.0, delay_type, days, day_of_month)


def _plus(days, more):
    """Return the line of "``days`` days, end of month, plus ``more`` days"."""
    return _line(ON_THE, days, more) if 0 < more <= _SHORTEST_MONTH else None


@cache
def _phrases():
    """Return the signs of each phrase, and a pattern that finds phrases, longest first.

    Ways to pay get the sign V: "LCR 30 jours" is due in 30 days.
    """
    signs = {phrase: "V" for phrases in FAMILIES.values() for phrase in phrases.split("|")}
    for table in (_SIGNS, _JOINED):
        signs |= {phrase: sign for sign, phrases in table.items() for phrase in phrases.casefold().split("|")}
    longest_first = sorted(signs, key=len, reverse=True)
    return signs, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _without_whole(text):
    """Return ``text`` in plain words, without "100 %", which says nothing."""
    return re.sub(r"\b100 ?%", "", plain(clean(text)))


def _signs(text):
    """Return the signs of ``text``, with a "?" for every word that is not known."""
    words = _without_whole(text)
    if _DISCOUNT.search(words):
        return "P"
    words = re.sub(r"\b((?:[a-z]\.){2,}(?:[a-z]\b)?)", lambda found: found[1].replace(".", ""), words)
    words = _AND_END.sub(" ? ", words)
    words = _CHINESE_END.sub(r" eom \1 days ", words)
    words = re.sub(r"(?<!\d)(\d+) ?天", r"\1 days ", words)
    words = re.sub(r"\bw/o\b", "without", words)
    words = re.sub(r"(?<=[a-z])\((s|e|en|n|es)\)", r"\1", words)  # "day(s)", "Tag(e)"
    words = re.sub(r"(?<=[a-z])\(i\)", "", words)  # "giorno(i)"
    words = re.sub(r"(?<![\d.,])(\d+)[.,]00?(?![\d.,])", r"\1", words)  # "30,00": a spreadsheet's number
    words = _DAY_OF_MONTH.sub(" ? ", words)
    words = re.sub(r"\b[jdt] ?- ?(?=\d)", " ? ", words)  # "J-30": days before
    words = re.sub(r"^(\d+e)$", r"\1?", words)  # "30e" may be the 30th, or a code
    words = re.sub(r"(?<![\d.,])(\d+)(?: ?eme|er|st|nd|rd|th|e|ste|de)\b\.?", r" ordinal \1 ", words)
    words = _CODE.sub(" code ", words.replace("+", " plus "))
    words = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", words)
    words = re.sub(r"(?<![\w-])-(?=\d)|(?<=\d) ?-$", " ? ", words)  # "-30", "30-"
    words = re.sub(r"(?<!\d)[-/]|[-/](?!\d)", " ", words)
    # Whatever is neither a word nor the punctuation between words is a sign that is not understood.
    words = clean(re.sub(r"[^\w\s?/-]", " ? ", re.sub(_PUNCTUATION, " ", words)).replace("?", " ? "))
    signs, pattern = _phrases()
    tokens = pattern.sub(lambda found: signs[found[0]], words).split()
    kept = [token if token.isdecimal() or token in _LETTERS else "?" for token in tokens if token not in _FILLERS]
    signs = " ".join(token for token in kept if token != "V")
    signs = re.sub(r"\bO (?!\d)|\bO$", "", signs)  # "the", "de" are a day's only before its number
    signs = re.sub(r"\bS P\b", "", signs)
    signs = clean(re.sub(r"(?:\bA )?\bI\b", "", signs))
    signs = re.sub(r" K$", "", signs).replace("K", "C")  # "30 Tage netto Kasse": net, and not now
    return re.sub(r"(?<!\d )\bD(?: [AY])? (\d+)(?!\d| D)", r"\1 D", signs)  # "J+30"
