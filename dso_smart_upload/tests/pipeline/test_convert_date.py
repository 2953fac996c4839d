"""Dates and times: every notation, day or month first decided on the whole column."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.reference import Reference


def read(words, kind="date", country="FR", **options):
    dates = converter(kind, words, Reference(country=country), **options)
    cells = [dates.clean(word) for word in words]
    return [cell.message.kind if cell.bad else cell.value for cell in cells]


@pytest.mark.parametrize(
    "word",
    [
        "31/01/2026",
        "31/1/26",
        "31.01.2026",
        "31.1.26",
        "31-01-2026",
        "31 01 2026",
        "2026-01-31",
        "2026/1/31",
        "2026-01-31 00:00:00",
        "2026-01-31T10:20:30.123Z",
        "31/01/2026 14:30",
        "01/31/2026 2:30:00 PM",
        "20260131",
        "31012026",
        "20260131143000",
        "46053",
        "46053.75",
        "31 janvier 2026",
        "31 janv. 2026",
        "samedi 31 janvier 2026",
        "31. Januar 2026",
        "31 Jan. 2026",
        "31-JAN-26",
        "January 31st, 2026",
        "Jan 31 2026",
        "31 gennaio 2026",
        "31 de enero de 2026",
        "31 januari 2026",
        "2026 Jan 31",
    ],
)
def test_notations(word):
    assert read([word]) == [date(2026, 1, 31)]


def test_march_or_tuesday():
    assert read(["mar. 3 mars 2026", "3-MAR-26"]) == [date(2026, 3, 3), date(2026, 3, 3)]


@pytest.mark.parametrize(
    "word",
    ["00/00/0000", "00000000", "0", "0000-00-00", "31/12/9999", "99991231", "9999-12-31 00:00:00", "01/01/1900", "n/a"],
)
def test_none_and_no_end_are_blank(word):
    assert read([word]) == [None]


@pytest.mark.parametrize(
    "word",
    ["31/02/2026", "32/01/2026", "31/13/2026", "abc", "12", "1234567", "1/2", "5 brumaire 2026", "31/01/0202", "99999"],
)
def test_not_a_date(word):
    assert read([word]) == ["invalid_date"]


def test_column_decides_the_order():
    assert read(["03/04/2026", "25/04/2026"]) == [date(2026, 4, 3), date(2026, 4, 25)]
    assert read(["03/04/2026", "04/25/2026"]) == [date(2026, 3, 4), date(2026, 4, 25)]


def test_without_evidence_the_habit_of_the_country_decides():
    assert read(["03/04/2026"]) == [date(2026, 4, 3)]
    assert read(["03/04/2026"], country="US") == [date(2026, 3, 4)]
    assert read(["03.04.2026"], country="US") == [date(2026, 4, 3)]
    assert read(["3/4/2026 12:00:00 AM"]) == [date(2026, 3, 4)]


def test_a_divided_column_is_not_guessed():
    assert read(["03/04/2026", "04/25/2026", "25/04/2026", "05/05/2026"]) == [
        "ambiguous_date",
        date(2026, 4, 25),
        date(2026, 4, 25),
        date(2026, 5, 5),
    ]


def test_the_option_decides_over_the_column():
    assert read(["03/04/2026", "25/04/2026"], day_first=False) == [date(2026, 3, 4), date(2026, 4, 25)]
    assert read(["03.04.2026"], day_first=False) == [date(2026, 3, 4)]


def test_six_digits():
    dmy = ["010326", "150326", "280226", "310125", "120425"]
    assert read(dmy)[:2] == [date(2026, 3, 1), date(2026, 3, 15)]
    ymd = ["260301", "260315", "260228", "250131", "250412"]
    assert read(ymd)[:2] == [date(2026, 3, 1), date(2026, 3, 15)]
    assert read(["310126"]) == ["ambiguous_date"]
    assert read(["310126"], day_first=True) == [date(2026, 1, 31)]
    assert read(["991231"]) == [date(1999, 12, 31)]


def test_a_leading_zero_lost_among_dates_of_digits():
    assert read(["10326", "150326", "280226", "310125", "120425"])[0] == date(2026, 3, 1)
    assert read(["1032026", "15032026"]) == [date(2026, 3, 1), date(2026, 3, 15)]


def test_years_of_two_digits():
    assert read(["31/01/68", "31/01/69"]) == [date(2068, 1, 31), date(1969, 1, 31)]


def test_times():
    words = [
        "31/01/2026 14:30",
        "2026-01-31T14:30:00Z",
        "2026-07-01 14h30",
        "46053.5",
        "31/01/2026",
        "31/01/2026 25:00",
    ]
    assert read(words, kind="datetime", timezone="Europe/Paris") == [
        datetime(2026, 1, 31, 13, 30),
        datetime(2026, 1, 31, 14, 30),
        datetime(2026, 7, 1, 12, 30),
        datetime(2026, 1, 31, 11, 0),
        datetime(2026, 1, 30, 23, 0),
        "invalid_date",
    ]


def test_same():
    dates, times = (converter(kind, (), Reference()) for kind in ("date", "datetime"))
    assert dates.same("2026-01-31", date(2026, 1, 31)) and dates.same(date(2026, 1, 31), date(2026, 1, 31))
    assert times.same(datetime(2026, 1, 31, 1, 2, 3), datetime(2026, 1, 31, 1, 2, 3))
    assert not times.same("2026-01-31 01:02:04", datetime(2026, 1, 31, 1, 2, 3))


DAYS = st.dates(date(1901, 1, 2), date(2199, 12, 31))


@settings(deadline=None)
@given(DAYS)
def test_shown_dates_are_read_back(day):
    assert read([converter("date", (), Reference()).show(day)]) == [day]


@settings(deadline=None)
@given(
    st.datetimes(datetime(1971, 1, 2), datetime(2100, 1, 1)),
    st.sampled_from(["UTC", "Europe/Paris", "America/New_York"]),
)
def test_shown_times_are_read_back(moment, zone):
    moment = moment.replace(microsecond=0)
    shown = converter("datetime", (), Reference(), timezone=zone).show(moment)
    assert read([shown], kind="datetime", timezone=zone) == [moment]


@settings(deadline=None)
@given(
    st.lists(DAYS, min_size=1, max_size=5),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d-%b-%Y", "%d %B %Y", "%Y-%m-%d"]),
)
def test_formatted_dates_are_read_back(days, notation):
    assert read([day.strftime(notation) for day in days]) == days


@settings(deadline=None)
@given(st.text(max_size=20), st.text(alphabet="0123456789/.- :TZjanpm", max_size=20))
def test_any_text_is_a_date_or_said_not_to_be(text, numeric):
    for kind in ("date", "datetime"):
        for word in (text, numeric):
            cell = converter(kind, [word], Reference()).clean(word)
            assert cell.bad == (cell.message is not None) and (cell.value is None or isinstance(cell.value, date))


@pytest.mark.parametrize(
    ("words", "beside", "read_as"),
    [
        (["03/04/2026"], ["12/31/2026"], date(2026, 3, 4)),  # month first in the other column
        (["03/04/2026"], ["31/12/2026"], date(2026, 4, 3)),
        (["03/04/2026"], ["05/06/2026"], date(2026, 4, 3)),  # nothing says: the country's habit
        (["03/04/2026"], ["31/12/2026", "12/31/2026"], "ambiguous_date"),
        (["03/04/2026", "25/04/2026"], ["12/31/2026"], date(2026, 4, 3)),  # its own dates come first
        (["03.04.2026"], ["12/31/2026"], date(2026, 4, 3)),
        (["03/04/2026 2:30 PM"], ["31/12/2026"], date(2026, 3, 4)),
    ],
)
def test_the_other_columns_of_dates_decide_where_this_one_does_not(words, beside, read_as):
    assert read(words, beside=beside)[0] == read_as
