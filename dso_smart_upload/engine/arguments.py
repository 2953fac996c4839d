"""What callers of the API give, checked: a value of the wrong kind is answered with a sentence that names it."""

import base64
import binascii
import json
import re
from datetime import date, datetime
from typing import Any, TypeGuard
from xmlrpc.client import Binary

from odoo.api import Environment
from odoo.exceptions import UserError

from ..pipeline.bounds import LONGEST_TEXT as LONGEST_TEXT_OF_CELL
from ..pipeline.characters import visible
from .options import (
    CELLS,
    CREATE,
    LINK,
    MARK,
    NUMBER,
    NUMBERS,
    OPTIONS,
    REJECT,
    TABLES,
    TEXT,
    TEXTS,
    TWINS,
    YES_NO,
)

LARGEST_NUMBER = 2**31 - 1  # of a column of type integer, and of XML-RPC
LONGEST_TEXT = 255  # characters of a name or a key; also the most that file systems take as the name of a file
MOST_OPTIONS = 5_000_000  # characters of all options as JSON: value tables of some ten thousand words
_LINE = re.compile(r"[0-9]{1,10}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # what neither the database nor XML can hold
CELL_TYPES = (str, int, float, date, datetime, type(None))


def given_bytes(env: Environment, content: str | bytes | Binary) -> bytes:
    """Return the bytes of a file given as base64 text, XML-RPC Binary, or bytes."""
    if isinstance(content, Binary):
        return content.data
    if isinstance(content, bytes):
        return content
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (AttributeError, ValueError, binascii.Error) as error:
        raise UserError(env._("'content' must be the file as base64 text.")) from error


def given_text(env: Environment, name: str, value: object) -> str:
    """Return a text argument, "" for None and for what XML-RPC clients send in its place."""
    if value is None or value is False:
        return ""
    if not isinstance(value, str):
        raise UserError(
            env._("'%(name)s' must be text, and is %(value)s.", name=name, value=excerpt(value)),
        )
    if not is_storable(value):
        raise UserError(
            env._(
                "'%(name)s' must be text of at most %(limit)s characters that can be stored, and is %(value)s.",
                name=name,
                limit=LONGEST_TEXT,
                value=excerpt(value),
            )
        )
    return value


def given_filename(env: Environment, value: object) -> str:
    """Return the name of the file, without folders and without characters that nobody sees."""
    name = visible(given_text(env, "filename", value)).replace("\\", "/").rpartition("/")[2].strip()
    if not name:
        raise UserError(env._("'filename' must be the name of the file, such as customers.csv."))
    return name


def given_number(env: Environment, name: str, value: object) -> int:
    """Return a whole number from 0 on."""
    if not is_number(value):
        raise UserError(
            env._("'%(name)s' must be a whole number from 0 on, and is %(value)s.", name=name, value=excerpt(value))
        )
    return value


def given_rows(env: Environment, rows: object) -> list[dict]:
    """Return the rows, each a dict of header to text, number, date, or list of these."""
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise UserError(env._("'rows' must be a list of dictionaries, one per customer."))
    for line, row in enumerate(rows, start=1):
        for key, value in row.items():
            cells = value if isinstance(value, list) else [value]
            if not all(isinstance(cell, CELL_TYPES) for cell in cells):
                raise UserError(
                    env._(
                        "Row %(line)s, %(key)s: a value must be text, a number or a date, and is %(value)s.",
                        line=line,
                        key=key,
                        value=excerpt(value),
                    )
                )
    return rows


def given_options(env: Environment, options: object) -> dict[str, Any]:
    """Return a copy of the options, each of the kind it must have; unknown ones are the engine's to refuse."""
    given = options or {}
    if not isinstance(given, dict):
        raise UserError(env._("'options' must be a dictionary."))
    given = {name: value for name, value in given.items() if value is not None}
    check_storable(env, given)
    for name, value in given.items():
        kind = OPTIONS[name].kind if name in OPTIONS else None
        if kind and not _fits(kind, value):
            raise UserError(
                env._(
                    "The option '%(name)s' must be %(kind)s, and is %(value)s.",
                    name=name,
                    kind=_kind_in_words(env, kind),
                    value=excerpt(value),
                )
            )
    return given


def check_storable(env: Environment, options: object) -> None:
    """Refuse options that the run cannot keep as JSON."""
    try:
        text = json.dumps(options, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise UserError(env._("'options' must be a dictionary of texts, numbers and dictionaries.")) from error
    if len(text) > MOST_OPTIONS:
        raise UserError(
            env._("'options' are too large: at most %(limit)s characters can be given.", limit=MOST_OPTIONS)
        )
    if any(_UNSTORABLE.search(word) for word in _texts(options)):
        raise UserError(env._("'options' hold a character that cannot be stored, such as NUL."))


_WORDS = {MARK: (",", ".", ""), TWINS: (LINK, CREATE, REJECT)}  # what options of some kinds can be


def _fits(kind, value):
    if kind in (TEXTS, TABLES):
        inner = str if kind == TEXTS else dict
        return isinstance(value, dict) and all(
            isinstance(key, str) and isinstance(one, (inner, type(None), bool) if kind == TEXTS else inner)
            for key, one in value.items()
        )
    if kind == NUMBERS:
        return isinstance(value, dict) and all(isinstance(key, str) and is_number(one) for key, one in value.items())
    if kind == CELLS:
        return isinstance(value, dict) and all(map(_is_row, value.keys(), value.values()))
    if kind == NUMBER:
        return is_number(value)
    if kind in _WORDS:
        return isinstance(value, str) and value in _WORDS[kind]
    if kind == TEXT:
        return isinstance(value, str) and len(value) <= LONGEST_TEXT
    return value in (True, False, 0, 1)


def _is_row(line, cells):
    """Say whether a line and its cells are what the option ``corrections`` can have."""
    is_line = is_number(line) or (isinstance(line, str) and bool(_LINE.fullmatch(line)) and is_number(int(line)))
    return is_line and isinstance(cells, dict) and all(map(_is_cell, cells.keys(), cells.values()))


def _is_cell(header, text):
    return isinstance(header, str) and isinstance(text, str) and len(text) <= LONGEST_TEXT_OF_CELL


def _kind_in_words(env, kind):
    return {
        CELLS: env._("a dictionary of line to a dictionary of header to text"),
        TEXTS: env._("a dictionary of header to text"),
        TABLES: env._("a dictionary of header to a dictionary of word to id"),
        NUMBERS: env._("a dictionary of customer code to id"),
        TWINS: env._("link, create or reject"),
        TEXT: env._("text of at most %(limit)s characters", limit=LONGEST_TEXT),
        NUMBER: env._("a whole number from 0 on"),
        MARK: env._("a comma or a point"),
        YES_NO: env._("true or false"),
    }[kind]


def is_storable(value: object) -> TypeGuard[str]:
    """Say whether a value is text that a column of the database can hold, and no longer than a name or a key."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and not _UNSTORABLE.search(value)


def is_text_of_cell(value: object) -> TypeGuard[str]:
    """Say whether a value is text that can be stored and is no longer than a cell may be."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT_OF_CELL and not _UNSTORABLE.search(value)


def is_name(value: object) -> TypeGuard[str]:
    """Say whether a value is text that can be stored and is not blank."""
    return is_storable(value) and bool(value.strip())


def is_number(value: object) -> TypeGuard[int]:
    """Say whether a value is a whole number from 0 on that can be stored."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_NUMBER


def _texts(value):
    """Yield every text of a JSON value, the keys of dictionaries too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (str(key), *_texts(one))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)


def excerpt(value: object) -> str:
    """Return what a value looks like, short enough for a sentence and without characters that cannot be shown."""
    text = repr(value[:60] if isinstance(value, str) else value)
    return text if len(text) <= 60 else f"{text[:57]}..."
