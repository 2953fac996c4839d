"""Payment methods: the inbound payment method lines of the company.

In: words such as "VIR", "Prélèvement", "LCR 30 jours". Out: the id of the line they mean: by its name, then
by a vocabulary in several languages where exactly one line is called by a word of the same meaning. Never
a guess, and none is ever created.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from ..folding import fold
from ..reference import Choice, Reference
from .base import Cell, bad
from .choice import Chooser, list_names

# What one way to pay is called; folded words and phrases.
FAMILIES = {
    "transfer": "virement|virements|vir|vrt|virt|virement bancaire|virement sepa|transfer|bank transfer|wire"
    "|wire transfer|telegraphic transfer|t t|tt|credit transfer|sct|bacs|eft|uberweisung|ueberweisung"
    "|bankueberweisung|bonifico"
    "|bonifico bancario|bb|transferencia|transferencia bancaria|transf|trf|overschrijving|overboeking"
    "|bankoverschrijving|transferencias|przelew|ted|giro|bank giro|bankgiro|faster payment|ach credit"
    "|bankuberweisung|uberweisungen|transfers|bank transfers|wire transfers",
    "direct_debit": "prelevement|prelevements|prlv|prel|prv|prelevement automatique|prelevement sepa|sdd"
    "|sepa direct debit|direct debit|dd|lastschrift|sepa lastschrift|bankeinzug|einzug"
    "|einzugsermachtigung|abbuchung|basislastschrift|firmenlastschrift|rid|addebito|addebito diretto"
    "|addebito sepa|domiciliacion|domiciliacion bancaria|adeudo|recibo|recibo domiciliado"
    "|giro domiciliado|domiciliation|domiciliering|automatische incasso|incasso|debito direto"
    "|debito directo|b2b sdd|core sdd|mandat sepa|mandat sdd|sepa mandat|mandat de prelevement|direct debits"
    "|lastschriften|lastschriftverfahren|lastschrifteinzug|einzugsverfahren|domiciliazione|domiciliazione bancaria",
    "bill": "lcr|lettre de change|lettre de change releve|traite|traites|trt|lcr directe|lcr acceptee"
    "|lcr non acceptee|lca|bill of exchange|bill|draft|wechsel|cambiale|tratta|letra|letra de cambio"
    "|giro aceptado|wissel",
    "riba": "riba|ri ba|ricevuta bancaria|ricevute bancarie|rb",
    "note": "bor|bao|billet a ordre|billet a ordre releve|billet|promissory note|pagare|pagares|vaglia"
    "|eigenwechsel",
    "check": "cheque|cheques|chq|chqs|chk|chck|check|checks|scheck|schecks|scheckzahlung|verrechnungsscheck|assegno"
    "|assegni|cheque bancaire",
    "card": "cb|carte|carte bancaire|carte bleue|carte de credit|credit card|credit cards|card|cards|debit card|visa"
    "|mastercard|amex|tpe|kreditkarte|kartenzahlung|ec karte|karte|carta|carta di credito|tarjeta|tarjeta de credito"
    "|kaart|creditcard|cartao|bancontact|pos",
    "cash": "espece|especes|esp|cash|liquide|numeraire|bar|barzahlung|bargeld|kasse|contanti|contante|efectivo"
    "|metalico|contant|kas|dinheiro|numerario",
}  # fmt: skip
# Ways to pay for which Odoo has no line with such a name; folded words.
_OTHER_WAYS = frozenset(
    "effet effets ach chaps paypal confirming talon ideal multibanco boleto pix debito nachnahme rechnung sepa"
    " acceptation prl".split()
)
# What says that a customer does not pay this way, outside of the phrases of FAMILIES: some hold such a word themselves.
_REFUSAL = re.compile(
    r"(?<!\w)(?:pas|plus|aucune?|non|refusee?s?|rejetee?s?|interdite?s?|suspendue?s?|bloquee?s?|annulee?s?|resiliee?s?"
    r"|sauf|hors|excepte|except|excluding|ausser|ausgenommen|eccetto|excepto|salvo|behalve"
    r"|no|not|never|refused|rejected|forbidden|blocked|cancelled|canceled|suspended"
    r"|keine?|keinen|nicht|abgelehnt|gesperrt|widerrufen|nessuna?|rifiutat[oa]|sin|rechazad[oa]|geen|niet|geweigerd)(?!\w)"
)
# Codes of Odoo's payment methods that say how they are paid.
_CODES = {
    "sepa_direct_debit": "direct_debit",
    "sdd": "direct_debit",
    "bacs_direct_debit": "direct_debit",
    "ach_direct_debit": "direct_debit",
    "check_printing": "check",
    "new_third_party_checks": "check",
    "in_third_party_checks": "check",
    "riba": "riba",
}


@cache
def _phrases():
    """Return what words mean: dict folded phrase -> family, and a pattern that finds the phrases, longest first."""
    meanings = {fold(phrase): family for family, phrases in FAMILIES.items() for phrase in phrases.split("|")}
    longest_first = sorted(meanings, key=len, reverse=True)
    return meanings, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def payment_phrases() -> frozenset[str]:
    """Return the folded phrases that name a way to pay."""
    return _phrases()[0]


def method_families(text: str) -> set[str]:
    """Return the ways to pay that ``text`` names, a set of keys of ``FAMILIES``.

    >>> sorted(method_families("Chèque ou LCR 30 jours")), method_families("30 jours")
    (['bill', 'check'], set())
    """
    meanings, pattern = _phrases()
    return {meanings[phrase] for phrase in pattern.findall(fold(text))}


def names_method(text: str) -> bool:
    """Say whether ``text`` names a way to pay, also one that no payment method of Odoo stands for.

    >>> names_method("Chèque"), names_method("PayPal"), names_method("30 jours")
    (True, True, False)
    """
    return bool(method_families(text)) or not _OTHER_WAYS.isdisjoint(fold(text).split())


def is_refused(text: str) -> bool:
    """Say whether ``text`` names a way to pay that the customer does not use.

    >>> is_refused("Pas de virement"), is_refused("LCR non acceptée"), is_refused("Virement 30 jours")
    (True, False, False)
    """
    return bool(_REFUSAL.search(_phrases()[1].sub(" ", fold(text))))


class PaymentMethod(Chooser):
    """A payment method line of the company; the value is its id."""

    unknown, ambiguous = "unknown_payment_method", "ambiguous_payment_method"

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.by_family = {}
        for choice in self.choices:
            for family in self.families_of(choice):
                self.by_family.setdefault(family, []).append(choice)

    def all_choices(self) -> tuple[Choice, ...]:
        return tuple(self.reference.methods)

    @staticmethod
    def families_of(choice: Choice) -> set[str]:
        """Return the families of a line: what its own name says, else its code, else its journal's name."""
        for names in (choice.names[:1], choice.names):
            families = set().union(*(method_families(name.partition("(")[0]) for name in names))
            if families:
                return families
        if choice.code in _CODES:
            return {_CODES[choice.code]}
        return set().union(*map(method_families, choice.names))

    def read(self, word: str, country: str) -> Cell:
        found = self.lookup.find(word)
        if not found:
            families = method_families(word)
            found = [choice for family in families for choice in self.by_family.get(family, ())]
            if len(families) > 1 and found:
                return bad(self.ambiguous, word, choices=list_names(found))
            if is_refused(word):
                found = []
        return self.decide(word, found)

    def decide(self, word: str, found: Sequence[Choice]) -> Cell:
        if len(found) == 1:
            return Cell(found[0].id)
        if found:
            return bad(self.ambiguous, word, choices=list_names(found))
        return bad(self.unknown, word, choices=list_names(self.choices))
