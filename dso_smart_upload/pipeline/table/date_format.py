"""Which number formats of a spreadsheet show a day or a time, and which one a number is.

In: the code of a number format and a number. Out: the date, the time or the duration that python-calamine gives for the
same cell of an ``.xlsx``. The rules of the codes: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

import datetime
import re

# of the formats that have a number and no code, those that show a moment; the code is one of the same kind
BUILT_IN_MOMENTS = dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "dd/mm/yyyy") | {46: "[h]"}

_LONGEST = 255  # characters of a code, as the programs have it
_NO_CODE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]{0,255}\]', re.DOTALL | re.IGNORECASE)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_MOMENT = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_NO_LEAP_DAY = 60  # before the day that 1900 has in spreadsheets only, dates are one day later than their number says
_LAST = 2_958_466  # the first number beyond the year 9999
_SECOND = 86_400


def moment_kind(code: str) -> str:
    """Return what the format ``code`` shows: ``"date"``, ``"duration"``, or ``""`` for no moment.

    >>> moment_kind("dd/mm/yyyy hh:mm"), moment_kind("[hh]:mm"), moment_kind('#,##0 "days"'), moment_kind("[Red]0")
    ('date', 'duration', '', '')
    """
    plain = _NO_CODE.sub("", code[:_LONGEST]).partition(";")[0]
    if _DURATION.search(plain):
        return "duration"
    return "date" if _MOMENT.search(plain) else ""


def moment(number: float, kind: str, is_1904: bool) -> datetime.datetime | datetime.timedelta | datetime.time | float:
    """Return the moment that ``number`` is, a time below one day; ``number`` where no calendar has it.

    >>> moment(45000.5, "date", False), moment(0.25, "date", False), moment(-1.0, "date", False)
    (datetime.datetime(2023, 3, 15, 12, 0), datetime.time(6, 0), -1.0)
    """
    if not abs(number) < _LAST:
        return number
    passed = datetime.timedelta(milliseconds=round(number * _SECOND * 1000))
    if kind == "duration":
        return passed
    if number < 0:
        return number
    if number < 1:
        return (_EPOCH + passed).time()
    if is_1904:
        return _EPOCH_1904 + passed
    return _EPOCH + passed + datetime.timedelta(days=number < _NO_LEAP_DAY)
