"""Dates in every usual notation.

In: the words of a column. Out: dates, or dates with a time (in UTC, without zone, as Odoo stores them).

``03/04/2026`` is in March or in April. The order of day and month is decided on the whole column, by the
words that allow one order only (``25/04/2026``). With no such word, dots mean day first, a time with AM or
PM month first; then the file's other columns of dates say it, and else it is the habit of the company's
country. Dates that programs write for "none" (00/00/0000, 01/01/1900) and for "no end" (31/12/9999) are blank.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from ..folding import clean
from ..reference import Reference
from .base import BLANK, Cell, Converter, bad
from .month_names import read_named

TimeOfDay = tuple[time | None, tzinfo | None]  # the time None where it is none, the zone where no word names it

_MONTH_FIRST = frozenset(("US", "PH", "PR", "GU", "AS", "VI", "MP", "FM", "MH", "PW"))
_MAJORITY = 20  # words against one that make the strays of no account
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_NO_END = 2900  # from this year on a date means "no end"
_LATELY = range(1980, 2099)  # years of guarantees and the like; 1900 is a number that a spreadsheet took for a day
_PIVOT = 69  # two digits from here on are in the 20th century
_NONE = frozenset((date(1, 1, 1), date(1753, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)))
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
_SERIALS = range(29221, 73415)  # 1980 to 2100: other numbers of days are no dates of customers

_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{2}|\d{4})\.?")
_TIME = re.compile(
    r"[T ,] ?(?:à |at |um )?(\d{1,2})[:h](\d{2})(?:[:m](\d{2})(?:[.,]\d{1,9})?)?s? ?([ap]\.?m\.?)? ?"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_FAR_AWAY = re.compile(r"9999|(?<!\d)(?:2099|2[1-9]\d\d)(?!\d{1,3}(?!\d))")
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_TIMESTAMP = re.compile(r"(\d{8})(\d{2})(\d{2})(\d{2})")
_SERIAL_TIME = re.compile(r"(\d{5})[.,](\d+)")


class _Unclear(ValueError):
    """A date that can be read in two ways."""


class Date(Converter):
    """A date; a time after it is dropped.

    :param day_first: option: True or False, decides dates that can be read both ways, whatever the column says
    :param beside: option: words of the file's other columns of dates, which decide where this column does not
    :param lately: option: dates of our time only, where 31/12/2099 means "no end" and 01/01/1970 "none"
    """

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        texts = [split_time(word)[0] for word in words]
        self.decided = options.get("day_first")
        self.day_first = self.decided
        if self.decided is None:
            habit = reference.country not in _MONTH_FIRST
            beside = day_first([split_time(word)[0] for word in options.get("beside") or ()], habit)
            self.day_first = day_first(texts, False if any(map(_HALF_DAY.search, words)) else beside)
        digits = {text for text in texts if text.isdecimal() and text.strip("0")}
        self.order = digits_order(digits, self.day_first, self.decided is not None)

    def read(self, word: str, country: str) -> Cell:
        text, at = split_time(word)
        if text and not text.strip("0-/. "):
            return BLANK
        try:
            day = date(*self.numbers(text))
        except _Unclear:
            return bad("ambiguous_date", word)
        except ValueError:
            return bad("invalid_date", word)
        if day in _NONE or day.year >= _NO_END:
            return BLANK
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return bad("invalid_date", word)
        if self.options.get("lately") and day.year not in _LATELY:
            is_none = day == date(1970, 1, 1) or (day.year >= _LATELY.stop and (day.month, day.day) == (12, 31))
            return BLANK if is_none else bad("unlikely_date", word)
        return self.cell(word, day, at)

    def cell(self, word: str, day: date, at: TimeOfDay) -> Cell:
        """Return the ``Cell`` of a date and its time, ``split_time``'s."""
        return Cell(day)

    def numbers(self, text: str) -> tuple[int, int, int]:
        """Return year, month and day.

        :raises ValueError: ``text`` is no date
        """
        found = _YEAR_FIRST.fullmatch(text)
        if found:
            return int(found[1]), int(found[3]), int(found[4])
        found = _YEAR_LAST.fullmatch(text)
        if found:
            return self.ordered(found[1], found[3], found[4], dotted=found[2] == ".")
        if text.isdecimal():
            return self.of_digits(text)
        named = read_named(text)
        if not named:
            raise ValueError(text)
        day, month, year = named
        return _year(year), month, int(day)

    def ordered(self, first: str, second: str, last: str, dotted: bool) -> tuple[int, int, int]:
        if int(first) > 31:  # "99/12/31"
            return _year(first), int(second), int(last)
        first, second, year = int(first), int(second), _year(last)
        first_is_day = self.day_first if self.decided is not None or not dotted else True
        if first > 12 or second > 12:
            first_is_day = first > 12
        elif first_is_day is None and first != second:
            raise _Unclear
        return (year, second, first) if first_is_day else (year, first, second)

    def of_digits(self, text: str) -> tuple[int, int, int]:
        """Return year, month and day of a date without separators, or of a spreadsheet's number of days."""
        for length, order in self.order.items():
            if len(text) == length or (len(text) == length - 1 and order and _is_date(_cut("0" + text, order))):
                if not order:
                    raise _Unclear
                return _cut(text.zfill(length), order)
        if len(text) == 5 and int(text) in _SERIALS:
            day = _EPOCH + timedelta(days=int(text))
            return day.year, day.month, day.day
        raise ValueError(text)

    def same(self, old: object, new: date, country: str = "") -> bool:
        return str(old)[:10] == str(new)

    def show(self, value: Any) -> str:
        return value.isoformat()


class DateTime(Date):
    """A date with its time, in UTC and without zone as Odoo stores it.

    :param timezone: option: name of the zone that words without one are in (default UTC)
    """

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.zone = ZoneInfo(options.get("timezone") or "UTC")

    def cell(self, word: str, day: date, at: TimeOfDay) -> Cell:
        moment, zone = at
        if moment is None:
            return bad("invalid_date", word)
        local = datetime.combine(day, moment, zone or self.zone)
        return Cell(local.astimezone(timezone.utc).replace(tzinfo=None))

    def same(self, old: object, new: date, country: str = "") -> bool:
        return str(old).replace("T", " ")[:19] == str(new)[:19]

    def show(self, value: datetime) -> str:
        local = value.replace(tzinfo=timezone.utc).astimezone(self.zone)
        return local.strftime("%Y-%m-%d %H:%M:%S") + ("" if self.zone.key == "UTC" else local.strftime("%z"))


def split_time(word: str) -> tuple[str, TimeOfDay]:
    """Return the text of the date, and its time as (time, zone).

    The time is midnight where there is none, None where it is no time of day; the zone is None where the word
    does not name one.
    """
    text = clean(word)
    found = _TIME.search(text)
    if found:
        return text[: found.start()].strip(), _time_of(*found.groups())
    found = _TIMESTAMP.fullmatch(text)
    if found:
        return found[1], _time_of(*found.groups()[1:])
    found = _SERIAL_TIME.fullmatch(text)
    if found:
        seconds = round(float(f"0.{found[2]}") * 86400)
        return found[1], ((datetime.min + timedelta(seconds=min(seconds, 86399))).time(), None)
    return text, (time(), None)


def _time_of(hour, minute, second="", half="", zone=""):
    hour = int(hour)
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        return time(hour, int(minute), int(second or 0)), _zone(zone)
    except ValueError:
        return None, None


def _zone(text):
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) if digits else timedelta()
    return timezone(-offset if text[0] == "-" else offset)


def day_first(texts: Iterable[str], habit: bool | None) -> bool | None:
    """Return True where the dates of a column have the day first, False the month, None where they are divided.

    :param texts: dates without their times
    :param habit: what to return where no date says
    """
    votes = {True: 0, False: 0}
    for text in texts:
        found = _YEAR_LAST.fullmatch(text)
        if found:
            first, second = int(found[1]), int(found[3])
            votes[True] += second <= 12 < first <= 31
            votes[False] += first <= 12 < second <= 31
    for order in votes:
        if votes[order] > _MAJORITY * votes[not order]:
            return order
    return None if any(votes.values()) else habit


def is_no_end(word: str) -> bool:
    """Say whether a word is a date so far away that it means "no end".

    >>> is_no_end("31/12/9999"), is_no_end("20991231"), is_no_end("31/12/2026"), is_no_end("00/00/0000")
    (True, True, False, False)
    """
    return _FAR_AWAY.search(word) is not None


def unsure_order(words: Iterable[str]) -> str:
    """Return the first of ``words`` that has day and month in an order that none of them says, "" without one.

    >>> unsure_order(["02/01/2026", "03/04/2026"]), unsure_order(["02/01/2026", "31/04/2026"]), unsure_order(["2.1.26"])
    ('02/01/2026', '', '')
    """
    words = list(words)
    texts = [split_time(word)[0] for word in words]
    if any(map(_HALF_DAY.search, words)) or len({day_first(texts, habit) for habit in (True, False)}) == 1:
        return ""
    found = ((word, _YEAR_LAST.fullmatch(text)) for word, text in zip(words, texts, strict=True))
    return next((word for word, date in found if date and date[2] != "." and date[1].zfill(2) != date[3].zfill(2)), "")


def digits_order(texts: Iterable[str], day_first: bool | None, chosen: bool = False) -> dict[int, str]:
    """Return how dates of digits alone are to be read, by their length: "ymd", "dmy" or "mdy".

    The order must fit every date of that length. Eight digits hold a year of four and are clear. Six digits
    fit "dmy" and "ymd" alike as long as the years are below 32: there the years are the pair with fewer
    different values. "" where that does not say either.

    :param texts: distinct texts of digits alone, without those of zeros
    :param day_first: whether the column's other dates have the day first; None when not known
    :param chosen: the user said so
    """
    found = {}
    for length in (8, 6):
        dates = [text for text in texts if len(text) == length]
        others = [text.zfill(length) for text in texts if len(text) == length - 1]  # a leading zero lost
        orders = [order for order in ("ymd", "dmy", "mdy") if all(_is_date(_cut(text, order)) for text in dates)]
        if dates and orders:
            found[length] = _choose(orders, dates + others, day_first, chosen)
    return found


def _choose(orders, dates, day_first, chosen):
    if chosen and len(dates[0]) == 6 and len(orders) > 1:
        orders = [order for order in orders if order != "ymd"]
    if "dmy" in orders and "mdy" in orders and day_first is not None:
        orders = [order for order in orders if order != ("mdy" if day_first else "dmy")]
    if "ymd" in orders and len(orders) > 1:
        firsts, lasts = ({text[part] for text in dates} for part in (slice(2), slice(-2, None)))
        if len(firsts) >= 2 * len(lasts) and len(firsts) > 3:
            orders.remove("ymd")
        elif len(lasts) >= 2 * len(firsts) and len(lasts) > 3:
            orders = ["ymd"]
    return orders[0] if len(orders) == 1 else ""


def _cut(text, order):
    """Return year, month and day of ``text``, six or eight digits in ``order``."""
    parts, rest = {}, text
    for letter in order:
        size = len(text) - 4 if letter == "y" else 2
        parts[letter], rest = rest[:size], rest[size:]
    return _year(parts["y"]), int(parts["m"]), int(parts["d"])


def _is_date(numbers):
    try:
        return _FIRST_YEAR <= date(*numbers).year <= _LAST_YEAR or numbers[0] >= _NO_END
    except ValueError:
        return False


def _year(text):
    """Return the year of two or four digits."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < _PIVOT else 1900)
