"""When a file was made, as far as its name tells: "clients_20261101.csv" is older than "clients_20261102.csv"."""

import re
from datetime import datetime

# Order of the parts, then the parts themselves; a time may follow a date.
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<month>[01]\d)[-_. ]?(?P<day>[0-3]\d)(?!\d{3})"),
    re.compile(r"(?<!\d)(?P<day>[0-3]\d)[-_. ]?(?P<month>[01]\d)[-_. ]?(?P<year>20\d\d)(?!\d)"),
)
_TIME = re.compile(r"[-_ T]?(?P<hour>[0-2]\d)[-_.h:]?(?P<minute>[0-5]\d)(?:[-_.m:]?(?P<second>[0-5]\d))?(?!\d)")


def date_in_name(filename: str) -> datetime | None:
    """Return the date, and time if there is one, that a file's name holds.

    >>> date_in_name("clients_20261101_2315.csv")
    datetime.datetime(2026, 11, 1, 23, 15)
    >>> date_in_name("Kunden 31.12.2026.xlsx")
    datetime.datetime(2026, 12, 31, 0, 0)
    >>> date_in_name("clients_12345678.csv") is None
    True
    """
    for pattern in _PATTERNS:
        for found in pattern.finditer(filename):
            time = _TIME.match(filename, found.end())
            clock = time.group("hour", "minute", "second") if time else (0, 0, 0)
            hour, minute, second = (int(part or 0) for part in clock)
            year, month, day = map(int, found.group("year", "month", "day"))
            try:
                return datetime(year, month, day, hour, minute, second)
            except ValueError:
                continue
    return None
