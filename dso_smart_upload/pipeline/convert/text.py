"""Plain words: names, codes, addresses, comments.

In: words. Out: text, trimmed. A comment keeps its lines, and is HTML in Odoo.
"""

import html
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from ..bounds import LONGEST_CODE, LONGEST_NAME, LONGEST_TEXT
from ..characters import look, tidy
from ..folding import clean
from ..reference import Reference
from .base import Cell, Converter, bad
from .damage import is_zero_date
from .placeholder import is_ditto, is_mark, says_nothing

_ONE_LINE = re.compile(r"(?:<(p|span)>)?([^<&\n]*)(?(1)</\1>)")  # as Odoo holds most comments; parsing takes longer
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"}


class Text(Converter):
    """Text of one line, inner runs of spaces made one."""

    has_nothing = False
    longest = LONGEST_TEXT

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.words = words

    def read(self, word: str, country: str) -> Cell:
        text = clean(tidy(word))
        if is_ditto(text):
            return bad("ditto", word)
        is_sign = (text and not text.strip("0")) or is_zero_date(text) or is_mark(text, self.words)
        if is_sign or says_nothing(text, self.words):
            return bad("says_nothing", word)
        return Cell(text or None)

    def same(self, old: object, new: str, country: str = "") -> bool:
        return clean(str(old)) == new or clean(tidy(str(old))) == new


class Name(Text):
    """The name of a customer, who may be called by any word."""

    longest = LONGEST_NAME

    def read(self, word: str, country: str) -> Cell:
        return Cell(clean(tidy(word)) or None)


class Code(Converter):
    """A key: exactly as it stands, trimmed."""

    has_nothing = False
    has_dittos = False
    longest = LONGEST_CODE

    def read(self, word: str, country: str) -> Cell:
        return Cell(tidy(word) or None)

    def same(self, old: object, new: str, country: str = "") -> bool:
        return look(str(old)) == look(new)


class Html(Converter):
    """Text of several lines, which Odoo holds as HTML: the plain texts are compared, ``to_html`` is for writing."""

    has_nothing = False
    has_dittos = False
    longest = LONGEST_TEXT

    def read(self, word: str, country: str) -> Cell:
        lines = [clean(line) for line in tidy(word).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        return Cell("\n".join(lines).strip("\n") or None)

    def same(self, old: object, new: str, country: str = "") -> bool:
        simple = _ONE_LINE.fullmatch(str(old))
        return clean(tidy(simple[2] if simple else to_text(str(old)))) == clean(new)


def to_html(text: str) -> str:
    """Return ``text`` as HTML that shows just that, line by line.

    >>> to_html("a < b\\nc")
    'a &lt; b<br/>c'
    """
    return html.escape(text).replace("\n", "<br/>")


def to_text(markup: str) -> str:
    """Return the text that ``markup`` shows, blocks and breaks as new lines.

    >>> to_text("<p>a &lt; b<br/>c</p>")
    'a < b\\nc'
    """
    reader = _TextOf()
    reader.feed(markup)
    reader.close()
    return "".join(reader.parts).strip("\n")


class _TextOf(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        self.parts.append(data)
