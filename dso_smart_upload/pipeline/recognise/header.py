"""What one header says: its words, the ideas behind them, and the fields these could mean.

In: one header as it stands in the file. Out: a ``Reading`` (ideas, unknown words, a number such as
the 2 of "Phone 2") and, from it, how sure the words alone are of each field. All knowledge is data in
``vocabulary``; this module only takes words apart: camel case, glued compounds, abbreviations, typos.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..characters import tidy
from ..folding import fold, plain
from ..vocabulary import abbreviations, false_friends, fields, languages

LONGEST_HEADER = 120  # characters; what comes after is prose, not a header
LONGEST_PHRASE = 5  # words of one phrase in the vocabulary
LONGEST_ASIDE = 2  # phrases in brackets; more are a remark, not part of the name
LONGEST_ABBREVIATION = 5  # letters
LONGEST_GLUED = 10  # letters of a name that is cut into abbreviations
LAST_ORDINAL = 20  # a greater number is a year or an account, no place in a row of alike columns
MOST_INTERPRETATIONS = 64  # of one header whose words have several ideas each

_BESIDE = 0.985  # per idea beside the pattern
_BESIDE_WEAK = 0.9  # the same beside a pattern that means its field only where it stands alone ("Customer")
_WEAK = 0.68
_UNKNOWN = 0.5  # an unknown word may turn the meaning round
_UNKNOWN_ASIDE = 0.97  # the same in brackets: "(mandatory)", "(2 digits)"
_ABBREVIATED = 0.96
_MISSPELT = 0.9
_GLUED = 0.94
_SECOND = 0.4  # "Phone 2": not the first of its kind
_SURE_NAME = 0.8  # "Description 1" is none
_FIRST_NAME_LINE = 0.88  # "Name 1" is the first line of a company's name
_SECOND_PHONE = 0.63  # how often a second phone is the mobile one, where no column says mobile
_SECOND_GROUP = 0.75
_SHORTEST_MISSPELT = 7  # letters; shorter words are too near to each other
_SHORTEST_SAID = 3  # letters of a name of which a prefix may be taken away
_SHORTEST_PART = 4  # letters of a part of a glued word, but for these:
_SHORT_PARTS = frozenset(
    "nr no id cp kd tel plz ort ust fax zip url btw kvk iva cod num uid adr str web deb lim max nom bet crd ref "
    "typ rep pag kod nev nro".split()
)
_PLURALS = frozenset("s x n e a i es en".split())
_LINKS = ("", "s", "n", "en", "es", "er", "e", "de", "di", "do")

_SIGNS = str.maketrans(
    {"#": " no ", "/": " & ", "+": " & ", "%": " percent ", "€": " euro ", "$": " usd ", "\ufeff": "", "\u200b": ""}
)
_PATH = re.compile(r"(?<=[^\W_])\[([^\W\d]\w*)\]")
_IN_PATH = re.compile(r"(?<![^\W_])(?:data|attributes|fields|properties|roles|values)\.(?=[^\W\d_])", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_TOKEN = re.compile(r"[^\W_]+|&")
_WORD = re.compile(r"[^\W_]")
_INITIALS = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.\s?)+(?:[^\W\d_]\.|(?<=\.)[^\W\d_])(?![^\W_])|(?<![^\W_])[^\W\d_]/[^\W\d_](?![^\W_])"
)
_DIGITS = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_NTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|e|eme|ème|º|ª)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\S.*\((\d{1,2})\)\s*$")


_TAGS = re.compile(r"<[^<>]{1,20}>|_x000D_")
_THOUSANDS = re.compile(
    r"\bk ?(?:€|\$|£|eur\b|euros?\b|usd\b|chf\b|gbp\b)|\bt ?€|\bt(?:eur|sd)\b|\bthousands?\b|\btausend\b|\bmilliers\b"
    r"|\bmigliaia\b|\bduizend(?:en)?\b|\b(?:en|in|em) (?:miles|mila|milhares)\b|\btys\b"
    r"|\(0{3}s?\)|['’]000\b|\b(?:x|in|en|em) ?1[ .,']?000\b|\(k\)",
    re.IGNORECASE,
)
_SCALED = re.compile(
    r"\b(?:in|en|em|w) (?:cents?|centimes|centimos|centesimi|centavos|groszach|pence|pennies|ore|100er|hundert)\b"
    r"|[(\[ _-](?:cents?|centimes|centimos|centesimi|centavos|pence|pennies|groszy)[)\] ]*$|minor units?\b"
    r"|\bm ?(?:€|\$|£|eur\b|usd\b|chf\b|gbp\b)|\bmio\b|\bmln\b|\bmrd\b|\bmillions?\b|\bmillionen\b|\bmilioni\b"
    r"|\bmillones\b|\bmiljoen(?:en)?\b|\bmilhoes\b|\bmilion(?:y|ow)\b|\(0{6}s?\)",
)
_LANGUAGES = languages().values()
_REMARKS = frozenset(fold(word) for language in _LANGUAGES for word in language.remarks)
_STOP = frozenset(fold(word) for language in _LANGUAGES for word in language.small)
_JOINING = frozenset(fold(word) or "&" for language in _LANGUAGES for word in language.joining)
_READ_AS = dict(chain.from_iterable(language.read_as.items() for language in _LANGUAGES))
_SAID = re.compile(r"\b(?:" + "|".join(sorted(_READ_AS, key=len, reverse=True)) + r")\b")


@dataclass(frozen=True)
class Reading:
    """One header, taken apart.

    :param ideas: for each word or phrase the ideas it may stand for
    :param aside: the same for what stands in brackets
    :param unknown: how many words outside brackets the vocabulary does not know
    :param unknown_aside: how many inside
    :param ordinal: the 2 of "Phone 2", 0 without a number
    :param repeated: whether it is the second column of the same name, "Phone (2)"
    :param sure: 1 when every word is spelt out, less for abbreviations and misspellings
    """

    ideas: tuple[frozenset[str], ...]
    aside: tuple[frozenset[str], ...] = ()
    unknown: int = 0
    unknown_aside: int = 0
    ordinal: int = 0
    repeated: bool = False
    sure: float = 1.0

    def says(self, idea: str) -> bool:
        """Return whether ``idea`` is one that a word of the header may stand for."""
        return any(idea in ideas for ideas in self.ideas + self.aside)


def _join_letters(words):
    """Join runs of single letters: "n i f" is "nif"."""
    joined, run = [], ""
    for word in words:
        if len(word) == 1 and word.isalpha() and word not in _STOP:
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        joined.append(word)
    return [*joined, run] if run else joined


def _glue(words):
    """Return the key under which a phrase is found, however it is written."""
    kept = [word for word in words if word not in _STOP]
    return "".join(kept or words)


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Return {phrase without spaces: ideas it may stand for} of all languages."""
    ideas = {}
    for _language, idea, phrase in _phrases():
        ideas.setdefault(_glue(_join_letters(phrase)), set()).add(idea)
    return {key: frozenset(found) for key, found in ideas.items()}


def _phrases():
    """Yield (language, idea, words of a phrase)."""
    for code, language in languages().items():
        for idea, phrases in language.ideas.items():
            for phrase in phrases:
                words = fold(phrase).split()
                yield code, idea, ["".join(words)] if all(len(word) == 1 for word in words) else words


@cache
def _long_words():
    """Return the single words long enough to be recognised by their beginning or in spite of a typo."""
    return sorted({phrase[0] for _language, _idea, phrase in _phrases() if len(phrase) == 1 and len(phrase[0]) >= 5})


@cache
def _beginnings():
    """Return {four letters: words that begin with them}."""
    found = {}
    for key in _long_words():
        found.setdefault(key[:4], []).append(key)
    return found


def _known(*words):
    """Return the ideas of the phrase ``words``, its last word as it is or in the plural; none when it is unknown."""
    ideas = vocabulary()
    glued, last = "".join(words), words[-1]
    if glued in ideas:
        return ideas[glued]
    for ending in (last[-1:], last[-2:]):
        if ending in _PLURALS and len(last) - len(ending) > 2 and glued[: -len(ending)] in ideas:
            return ideas[glued[: -len(ending)]]
    return frozenset()


@lru_cache(maxsize=4096)
def _parts(word):
    """Return ``word`` cut into known words ("kundennummer" into "kunde", "nummer"), or ()."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _longest_part()), end):
            if start not in best:
                continue
            part = word[start:end]
            if any(_is_part(part[: len(part) - len(link)]) for link in _LINKS if part.endswith(link)):
                cut = best[start] + (_without_link(part),)
                if end not in best or len(cut) < len(best[end]):
                    best[end] = cut
    return best.get(len(word), ())


@cache
def _longest_part():
    """Return the length of the longest part that ``_parts`` can find, with what links it to the next."""
    return max(map(len, vocabulary())) + max(map(len, _LINKS))


def _is_part(part):
    return (len(part) >= _SHORTEST_PART or part in _SHORT_PARTS) and part in vocabulary()


def _without_link(part):
    return next(
        part[: len(part) - len(link)]
        for link in _LINKS
        if part.endswith(link) and _is_part(part[: len(part) - len(link)])
    )


@lru_cache(maxsize=4096)
def _guess(word):
    """Return (ideas, how sure) of an abbreviated or misspelt ``word``; (none, 1) when it is neither."""
    if len(word) >= 4:
        full = [key for key in _beginnings().get(word[:4], ()) if key.startswith(word)]
        ideas = {vocabulary()[key] for key in full}
        common = frozenset.intersection(*ideas) if ideas else frozenset()
        if common:
            return common, _ABBREVIATED
    if len(word) >= _SHORTEST_MISSPELT:
        near = process.extractOne(word, _long_words(), scorer=OSA.distance, score_cutoff=1 if len(word) < 10 else 2)
        if near and near[0][0] == word[0] and near[0][-1] == word[-1] or near and near[0][:5] == word[:5]:
            return vocabulary()[near[0]], _MISSPELT
    return frozenset(), 1.0


def _with_umlauts(word):
    """Return ``word`` as it is in the vocabulary where its umlauts are written out: "laender" for "Länder"."""
    if not any(written in word for written in ("ae", "oe", "ue")) or _parts(word):
        return word
    folded = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return folded if _known(folded) or _parts(folded) else word


@lru_cache(maxsize=4096)
def _abbreviated(word):
    """Return the ideas of each part of a glued ``word`` of abbreviations, the fewest there are; () when it is none."""
    best: dict[int, tuple[frozenset[str], ...]] = {0: ()}
    for end in range(1, len(word) + 1 if len(word) <= LONGEST_GLUED else 0):
        for start in range(max(0, end - LONGEST_ABBREVIATION), end):
            ideas = abbreviations().get(word[start:end])
            if start in best and ideas and (end not in best or len(best[start]) + 1 < len(best[end])):
                best[end] = (*best[start], ideas)
    found = best.get(len(word), ())
    return found if len(found) > 1 else ()


def _tokens(text):
    """Return the folded words of ``text``, camel case and digits separated, "e mail" one word."""
    tokens = []
    for token in _TOKEN.findall(text):
        whole = "&" if token == "&" else fold(token)
        if whole in _READ_AS:
            tokens.extend(_READ_AS[whole].split())
            continue
        if not whole or whole.isdigit() or whole in _JOINING or _known(whole):
            tokens.append(whole)
            continue
        for piece in _CAMEL.sub(" ", token).split():
            tokens.extend(fold(part) for part in _DIGITS.sub(" ", piece).split())
    merged = []
    for token in filter(None, tokens):
        if merged and merged[-1] == "e" and token.startswith(("mail", "post")):
            merged[-1] = "e" + token
        else:
            merged.append(token)
    return _join_letters(_read_as(merged))


def _read_as(tokens):
    """Return ``tokens`` with what ``READ_AS`` says."""
    return _SAID.sub(lambda found: _READ_AS[found[0]], " ".join(tokens)).split()


def _ideas(tokens):
    """Return (ideas of each phrase, number of unknown words, how sure, ordinals)."""
    ordinals = [int(token[:4]) for token in tokens if token.isdigit()]
    words = [token for token in tokens if not token.isdigit()]
    kept = [word for word in words if word not in _STOP] or [word for word in words if _known(word)]
    found, unknown, sure = [], 0, 1.0
    while kept:
        length = next((length for length in range(_reach(kept), 0, -1) if _known(*kept[:length])), 0)
        if length:
            found.append(_known(*kept[:length]))
            kept = kept[length:]
            continue
        word, *kept = kept
        word = _with_umlauts(word)
        parts = _parts(word) if len(word) > _SHORTEST_PART else ()
        if parts:
            kept = [*parts, *kept]
        elif word not in _JOINING:
            ideas, certain = _guess(word)
            several = [ideas] if ideas else _abbreviated(word)
            sure *= certain if ideas or not several else _GLUED
            unknown += not several
            found.extend(several)
    return tuple(found), unknown, sure, ordinals


def _reach(words):
    """Return how many of ``words`` one phrase may span: to the next joining word."""
    for at, word in enumerate(words[:LONGEST_PHRASE]):
        if word in _JOINING:
            return at
    return min(len(words), LONGEST_PHRASE)


@lru_cache(maxsize=8192)
def cleaned(name: str) -> str:
    """Return a header as it reads: without what nobody sees, entities, tags, and remarks such as "- required".

    >>> cleaned("Code&nbsp;client * - required<br>")
    'Code client *'
    """
    text = name[:LONGEST_HEADER]
    if "&" in text or not (text.isascii() and text.isprintable()):
        text = tidy(text)
    if "<" in text or "_x" in text:
        text = _TAGS.sub(" ", text)
    for mark in ("-", "–", ":", ","):
        head, _mark, last = text.rpartition(mark)
        if head and fold(last) in _REMARKS:
            text = head
    return " ".join(text.split())


def in_thousands(name: str) -> bool:
    """Return whether the header ``name`` says that its amounts are in thousands: "Limit (k€)"."""
    return bool(_THOUSANDS.search(name[:LONGEST_HEADER]))


def is_scaled(name: str) -> bool:
    """Return whether the header ``name`` says that its amounts are in cents, millions or the like."""
    return bool(_SCALED.search(plain(name[:LONGEST_HEADER])))


@lru_cache(maxsize=8192)
def read(header: str) -> Reading:
    """Return the ``Reading`` of ``header``."""
    text = _IN_PATH.sub("", _PATH.sub(r".\1", header[:LONGEST_HEADER]))
    text = _INITIALS.sub(lambda found: re.sub(r"[./\s]", "", found[0]), text)
    text = _NTH.sub(r"\1", text)
    text = text.translate(_SIGNS) if _WORD.search(text) else ""
    repeated = _REPEATED.match(text)
    if repeated:
        text = text[: repeated.start(1) - 1]
    asides = " ".join(_BRACKETS.findall(text))
    main = _BRACKETS.sub(" ", text)
    if not _WORD.search(main):
        main, asides = asides, ""
    ideas, unknown, sure, ordinals = _ideas(_tokens(main))
    aside, unknown_aside, sure_aside, _ignored = _ideas([word for word in _tokens(asides) if word not in _REMARKS])
    if any(number > LAST_ORDINAL for number in ordinals):
        ideas, ordinals = (*ideas, frozenset(["date"])), []
    elif len(ordinals) > 1 and ordinals[0] > 1:
        ideas = (*ideas, frozenset(["otherplace"]))  # "Address 2 - Line 1" is the second of two addresses
    sure *= max(sure_aside, _MISSPELT)
    return Reading(ideas, aside, unknown, unknown_aside, ordinals[-1] if ordinals else 0, bool(repeated), sure)


def without_brackets(name: str) -> tuple[str, str]:
    """Return a header without what stands in brackets, and that.

    >>> without_brackets("Name (company)")
    ('Name', 'company')
    """
    return " ".join(_BRACKETS.sub(" ", name).split()), " ".join(_BRACKETS.findall(name))


# ------------------------------------------------------------------ ideas to fields


@cache
def _patterns():
    """Return {idea: [(field, pattern, how sure, ideas allowed beside it)]}, each under one idea of its pattern."""
    found = {}
    for field, meaning in fields().meanings.items():
        for pattern, sure in meaning.patterns.items():
            found.setdefault(min(pattern), []).append((field, pattern, sure, meaning.allowed | pattern))
    return found


def _interpretations(reading):
    """Yield (ideas said, ideas said in brackets) for every choice of ideas of ambiguous words."""
    phrases = reading.ideas + reading.aside
    for count, choice in enumerate(product(*(sorted(ideas) for ideas in phrases))):
        if count >= MOST_INTERPRETATIONS:
            return
        yield frozenset(choice[: len(reading.ideas)]), frozenset(choice[len(reading.ideas) :])


def _best_patterns(said, aside, long_aside):
    """Return {field: how sure} of one interpretation, unknown words not yet counted."""
    best = {}
    everything = said if long_aside else said | aside
    for idea in everything:
        for field, pattern, sure, allowed in _patterns().get(idea, ()):
            if not pattern <= everything or not pattern & said:
                continue
            if everything - allowed - (fields().in_brackets - said):
                continue
            beside = said - pattern
            sure *= _BESIDE ** len(beside) if sure >= _WEAK else _BESIDE_WEAK ** len(beside - fields().formal)
            best[field] = max(best.get(field, 0), sure)
    return best


@lru_cache(maxsize=8192)
def meanings(header: str) -> dict[str, float]:
    """Return {field key: how sure, 0 to 1} of what the words of ``header`` alone may mean.

    Fields that the words speak against are not in it.
    """
    reading = read(header)
    best = {}
    long_aside = len(reading.aside) + reading.unknown_aside > LONGEST_ASIDE
    for said, aside in _interpretations(reading):
        for field, sure in _best_patterns(said, aside, long_aside).items():
            best[field] = max(best.get(field, 0), sure)
    factor = reading.sure * _UNKNOWN**reading.unknown * _UNKNOWN_ASIDE**reading.unknown_aside
    if reading.repeated:
        factor *= _SECOND
    return {field: sure * factor for field, sure in _numbered(best, reading.ordinal).items()}


def _numbered(best, ordinal):
    """Return ``best`` for a header that ends in a number: "Address 2" is the second address line."""
    if ordinal == 1 and "name" in best:
        name = best["name"]
        return {**best, "name": max(name, _FIRST_NAME_LINE) if name >= _SURE_NAME else name * _BESIDE_WEAK}
    if ordinal <= 1:
        return best
    factors = {"groups": _SECOND_GROUP, "legal_id": 1}
    numbered = {field: sure * factors.get(field, _SECOND) for field, sure in best.items()}
    if ordinal == 2 and "street" in best:
        numbered["street2"] = best["street"]
        del numbered["street"]
    if ordinal == 2 and "phone" in best:
        numbered["mobile"] = best["phone"] * _SECOND_PHONE
    return numbered


def says_days(name: str) -> bool:
    """Return whether a word of the header ``name``, or a part of one, means days."""
    words = [part for token in _tokens(name[:LONGEST_HEADER]) for part in (token, *_parts(token))]
    return any("days" in _known(word) for word in words)


def known(word: str) -> frozenset[str]:
    """Return the ideas that the folded ``word`` may stand for, written as it is or in the plural."""
    return _known(word)


def says_nothing(word: str) -> bool:
    """Return whether the vocabulary knows neither the folded ``word``, numbered or not, nor parts of it."""
    letters = word.rstrip("0123456789")
    return letters not in _STOP and not _known(letters) and not _parts(letters) and not _guess(letters)[0]


def is_said(name: str) -> bool:
    """Return whether every word of ``name`` is in the vocabulary."""
    if len(name.rstrip("0123456789")) < _SHORTEST_SAID:
        return False
    ideas, unknown, _sure, _ordinals = _ideas(_tokens(name[:LONGEST_HEADER]))
    return bool(ideas) and not unknown


# ------------------------------------------------------------------ languages

ENOUGH_SPOKEN = 2  # names with words that only one language has, so that the line speaks it


@cache
def _spoken_only():
    """Return for each entry of the false friends the words that only its languages have."""
    speak = {}
    for language, _idea, phrase in _phrases():
        speak.setdefault(_glue(_join_letters(phrase)), set()).add(language)
    return [
        (friends.read_as, frozenset(key for key, found in speak.items() if found <= set(friends.languages)))
        for friends in false_friends()
    ]


def in_language(names: Sequence[str]) -> Sequence[str]:
    """Return ``names`` with words put plainly that mean something else in other languages than the line's.

    "By" is a town in Danish, "Il" a province in Turkish, "Stát" the country in Czech.

    :param names: the header line
    """
    words = [fold(name).split() for name in names]
    for local, only in _spoken_only():
        if not any(word in local for said in words for word in said):
            continue
        spoken = sum(1 for said in words if not only.isdisjoint((*said, _glue(said))))
        if spoken >= ENOUGH_SPOKEN:
            names = [
                " ".join(local.get(word, word) for word in said) if not local.keys().isdisjoint(said) else name
                for name, said in zip(names, words, strict=True)
            ]
    return names
