"""What a check has found of its file as a whole, kept with the run, so that a few rows of it can be planned anew."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..pipeline.blocks import Amounts, Survey
from ..pipeline.convert.damage import Codes
from ..pipeline.habits import Habits
from ..pipeline.twins.file_words import FileWords
from ..pipeline.twins.in_file import InFile
from .job import Work


@dataclass(frozen=True, eq=False)
class Whole:
    """What was found of a whole file.

    :param survey: without the rows that belong to others
    :param in_file: what rows say of each other; None: nobody looked
    :param amounts: protected amounts of companies, each of its first row
    :param habits: how the file writes its columns, by the keys of their settings
    """

    survey: Survey
    in_file: InFile | None
    amounts: Amounts
    habits: Mapping[tuple[str, str], Habits]


def whole_of(work: Work, amounts: Amounts) -> Whole:
    """Return what is kept of a file whose last block was planned.

    :param amounts: of the plan of that block; those of earlier ones count before them
    """
    found = work.reading.survey
    words = {setting.header: setting.words for setting in work.settings if setting.words}
    survey = Survey(found.rows, found.codes, words, same=found.same)
    habits = {one.key: one.habits for one in work.settings if one.habits}
    return Whole(survey, work.in_file, {**amounts, **work.reading.amounts}, habits)


def pack_whole(whole: Whole) -> bytes:
    """Return it as bytes."""
    survey, in_file = whole.survey, whole.in_file
    found = {
        "rows": survey.rows,
        "codes": base64.b64encode(survey.codes.astype("<u8").tobytes()).decode(),
        "words": {header: list(words) for header, words in survey.words.items()},
        "same": {str(key): str(other) for key, other in survey.same.items()},
        "amounts": [[*key, *amount] for key, amount in whole.amounts.items()],
        "habits": [[*key, _plain_habits(habits)] for key, habits in whole.habits.items()],
        "in_file": None
        if in_file is None
        else {
            "twins": [[line, other, list(words)] for line, (other, words) in in_file.twins.items()],
            "shared": sorted(in_file.shared),
            "accounts": sorted(in_file.accounts),
            "later": [[line, list(some)] for line, some in in_file.later.items()],
            "packs": [base64.b64encode(pack).decode() for pack in in_file.words.packs],
            "hashes": [base64.b64encode(some.astype("<u8").tobytes()).decode() for some in in_file.words.hashes],
        },
    }
    return zlib.compress(json.dumps(found, ensure_ascii=False).encode(), 1)


def unpack_whole(content: bytes) -> Whole:
    """Return what ``pack_whole`` was given."""
    found = json.loads(zlib.decompress(content))
    codes = _numbers(found["codes"])
    words = {header: tuple(words) for header, words in found["words"].items()}
    same = {int(key): int(other) for key, other in found["same"].items()}
    in_file = _unpack_in_file(found["in_file"]) if found["in_file"] else None
    amounts = {(header, entity): (line, amount) for header, entity, line, amount in found["amounts"]}
    habits = {(header, field): _habits(facts) for header, field, facts in found["habits"]}
    return Whole(Survey(found["rows"], codes, words, same=same), in_file, amounts, habits)


def _plain_habits(habits):
    codes = habits.codes and {
        "shapes": sorted(habits.codes.shapes),
        "have_decimals": habits.codes.have_decimals,
        "cut": sorted(habits.codes.cut),
    }
    return [habits.kind, sorted(habits.nothing), habits.quote, codes, habits.escaped]


def _habits(facts):
    kind, nothing, quote, known, escaped = facts
    codes = known and Codes(())
    if codes:
        codes.shapes, codes.have_decimals, codes.cut = set(known["shapes"]), known["have_decimals"], set(known["cut"])
    return Habits(kind, frozenset(nothing), quote, codes or None, escaped)


def _unpack_in_file(found):
    twins = {line: (other, tuple(words)) for line, other, words in found["twins"]}
    # a check that an earlier version has made has neither of them
    later = {
        line: tuple((other, code, tuple(words)) for other, code, words in some)
        for line, some in found.get("later", ())
    }
    packs = list(map(base64.b64decode, found.get("packs", ())))
    words = FileWords(packs, list(map(_numbers, found.get("hashes", ()))))
    return InFile(twins, frozenset(found["shared"]), frozenset(found["accounts"]), later, words)


def _numbers(text):
    return np.frombuffer(base64.b64decode(text), dtype="<u8").astype(np.uint64)
