"""How often a letter follows another in each language, from Odoo's translations: what tells encodings apart.

In: the ``.po`` files of Odoo 19 (LGPL-3), Babel's names of countries, languages and cities, and every other one of
the places in phonenumbers' tables (Apache-2.0); the rest of those are for tests. Out:
``dso_smart_upload/pipeline/table/letters.json``, which ``letters.py`` reads. Made again with
``script/python script/lib/letter_statistics.py`` (two minutes), which is needed only for a new language.

Words count by the logarithm of how often they come, so that what names have in common weighs more than the words of
an interface. Of languages written with thousands of signs only the sign itself is counted.
"""

import json
import math
import re
import sys
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

import babel
import polib
from phonenumbers.geodata import GEOCODE_DATA

import odoo.addons

from environment import ROOT

TARGET = ROOT / "dso_smart_upload" / "pipeline" / "table" / "letters.json"
LANGUAGES = {
    "fr": ["fr", "fr_BE", "fr_CA"],
    "de": ["de"],
    "es": ["es", "es_419"],
    "pt": ["pt", "pt_BR"],
    "it": ["it"],
    "nl": ["nl"],
    "ca": ["ca"],
    "sv": ["sv"],
    "da": ["da"],
    "nb": ["nb"],
    "fi": ["fi"],
    "is": ["is"],
    "pl": ["pl"],
    "cs": ["cs"],
    "sk": ["sk"],
    "hu": ["hu"],
    "ro": ["ro"],
    "hr": ["hr", "bs", "sr@latin"],
    "sl": ["sl"],
    "sq": ["sq"],
    "tr": ["tr"],
    "lt": ["lt"],
    "lv": ["lv"],
    "et": ["et"],
    "vi": ["vi"],
    "ru": ["ru"],
    "uk": ["uk"],
    "bg": ["bg"],
    "mk": ["mk"],
    "sr": ["sr@latin"],  # in Cyrillic letters
    "el": ["el"],
    "he": ["he"],
    "ar": ["ar"],
    "fa": ["fa"],
    "th": ["th"],
    "ja": ["ja"],
    "zh": ["zh_CN"],
    "zh_hant": ["zh_TW"],
    "ko": ["ko"],
}
PLACES = {"he": "iw", "zh_hant": "zh_Hant", "sr": ""}  # languages that phonenumbers calls otherwise
SIGNS = ("ja", "zh", "zh_hant", "ko")  # written with thousands of signs
LATIN_END = "vi"  # the last of those in Latin letters
RARE = 2.5  # pairs that weigh less are left out
SCALE = 3.0  # a step of the stored figures is a third of a natural logarithm
_NOT_TEXT = re.compile(r"%\([^)]*\)\w|%\w|\{[^}]*\}|<[^>]*>|&\w+;|https?:\S+|\S+@\S+|\\\w")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e][^\W\d_]*)*")
_CYRILLIC = str.maketrans("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш")


def words_of(language):
    """Count the words of a language, in lower case.

    :return: Counter word -> occurrences
    """
    counts = Counter()
    for name in LANGUAGES[language]:
        for path in sorted(found[name]):
            for entry in polib.pofile(str(path)):
                if entry.msgstr and entry.msgstr != entry.msgid:
                    counts.update(_WORD.findall(_NOT_TEXT.sub(" ", entry.msgstr).lower()))
    for place in places.get(PLACES.get(language, language), ()):
        if zlib.crc32(place.encode()) % 2:
            counts.update({word: 20 for word in _WORD.findall(place.lower())})
    if language != "sr":
        locale = babel.Locale.parse(language if language != "zh_hant" else "zh_Hant")
        names = [*locale.territories.values(), *locale.languages.values()]
        names += [zone["city"] for zone in locale.time_zones.values() if "city" in zone]
        for name in names:
            counts.update({word: 20 for word in _WORD.findall(str(name).lower())})
    else:
        counts = Counter({cyrillic(word): count for word, count in counts.items()})
    order = list(LANGUAGES)
    if order.index(language) > order.index(LATIN_END):
        counts = Counter({word: count for word, count in counts.items() if not re.search("[a-zà-ÿ]", word)})
    return counts


def cyrillic(word):
    """Return a Serbian word in Cyrillic letters."""
    for pair, letter in (("lj", "љ"), ("nj", "њ"), ("dž", "џ")):
        word = word.replace(pair, letter)
    return word.translate(_CYRILLIC)


def statistics(counts, with_pairs):
    """Return {letter before, or "" for any: "letter figure letter figure ..."}.

    A figure is the character ``chr(48 + step)``; the step is minus the natural logarithm of the share, times ``SCALE``.
    """
    single, pairs = Counter(), Counter()
    for word, count in counts.items():
        word = unicodedata.normalize("NFC", word).translate({0x219: 0x15F, 0x21B: 0x163})
        weight = 1 + math.log(count)
        single.update(dict.fromkeys(word, 0))
        for letter in word:
            single[letter] += weight
        if with_pairs:
            spelt = f" {word} "
            for pair in zip(spelt, spelt[1:], strict=False):
                pairs[pair] += weight
            bare = "".join(part for part in unicodedata.normalize("NFD", word) if not unicodedata.combining(part))
            if "α" <= bare[0] <= "ω" and bare != word:  # Greek capitals have no accents
                spelt = f" {bare} "
                for pair in zip(spelt, spelt[1:], strict=False):
                    pairs[pair] += weight / 5
    total = sum(single.values())
    lists = {"": [(letter, weight / total) for letter, weight in single.items() if weight / total > 1e-6]}
    sums = Counter()
    for (before, _letter), weight in pairs.items():
        sums[before] += weight
    for (before, letter), weight in pairs.items():
        if weight >= RARE and weight / sums[before] > 1e-4:
            lists.setdefault(before, []).append((letter, weight / sums[before]))
    return {
        before: "".join(letter + chr(48 + round(-SCALE * math.log(share))) for letter, share in sorted(shares))
        for before, shares in sorted(lists.items())
    }


if __name__ == "__main__":
    found = {}
    for folder in odoo.addons.__path__:
        for path in Path(folder).rglob("*.po"):
            found.setdefault(path.stem, []).append(path)
    places = {}
    for names in GEOCODE_DATA.values():
        for language, name in names.items():
            places.setdefault(language, set()).add(name)
    result = {}
    for language in LANGUAGES:
        counts = words_of(language)
        result[language] = statistics(counts, language not in SIGNS)
        print(language, len(counts), sum(map(len, result[language].values())) // 2, file=sys.stderr, flush=True)
    TARGET.write_text(json.dumps(result, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
