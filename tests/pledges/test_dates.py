"""Dates as people write them. Today is Friday 27 November 2026, 10:00, in London."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.pledges.dates import LENGTH_MOST, When, understand
from bot.pledges.refusals import ImpossibleDate

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/London"))
SIXTH = When(date(2026, 12, 6))
ALPHABET = "0123456789/-.: abcdemnoprstuvyيونيوأبغد٣٦²½،日💥\u200f\u0000"


def day(month: int, number: int, at: time | None = None, year: int = 2026) -> When:
    return When(date(year, month, number), at)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("6 December", SIXTH),
        ("6 dec", SIXTH),
        ("December 6", SIXTH),
        ("6th of December", SIXTH),
        ("the 6th", SIXTH),
        ("Sunday 6 December", SIXTH),
        ("6 December, Sunday.", SIXTH),
        ("6 December 2026", SIXTH),
        ("6/12", SIXTH),
        ("6 / 12", SIXTH),
        ("6.12.", SIXTH),
        ("06-12-26", SIXTH),
        ("6/12/2026", SIXTH),
        ("2026-12-06", SIXTH),
        ("٢٠٢٦-١٢-٠٦", SIXTH),
        ("2026-12-06T18:00", day(12, 6, time(18))),
        ("6 December 18:00", day(12, 6, time(18))),
        ("6pm on 6 December", day(12, 6, time(18))),
        ("6 December at 6.30 p.m.", day(12, 6, time(18, 30))),
        ("26 November", day(11, 26, year=2027)),
        ("27 November", day(11, 27)),
        ("29 February", day(2, 29, year=2028)),
        ("today", day(11, 27)),
        ("tonight", day(11, 27)),
        ("tomorrow", day(11, 28)),
        ("the day after tomorrow", day(11, 29)),
        ("tomorrow 18:00", day(11, 28, time(18))),
        ("tomorrow at noon", day(11, 28, time(12))),
        ("tomorrow midnight", day(11, 28)),
        ("18:00", day(11, 27, time(18))),
        ("9:00", day(11, 28, time(9))),
        ("12 am tomorrow", day(11, 28, time(0))),
        ("Saturday", day(11, 28)),
        ("Friday", day(12, 4)),
        ("on Friday at 18:00", day(12, 4, time(18))),
        ("next Saturday", day(12, 5)),
        ("in 3 weeks", day(12, 18)),
        ("in a week", day(12, 4)),
        ("in three days", day(11, 30)),
        ("3 weeks", day(12, 18)),
        ("within a fortnight", day(12, 11)),
        ("in 3 months", day(2, 27, year=2027)),
        ("end of the month", day(11, 30)),
        ("end of the week", day(11, 29)),
        ("end of the year", day(12, 31)),
        ("new year", day(1, 1, year=2027)),
        ("New Year’s Eve", day(12, 31)),
        ("Christmas", day(12, 25)),
        ("yesterday", day(11, 26)),
        ("the day before yesterday", day(11, 25)),
        ("3 weeks ago", day(11, 6)),
        ("last Thursday", day(11, 26)),
        ("last Friday", day(11, 20)),
    ],
)
def test_english(text: str, when: When) -> None:
    assert understand(text, NOW, "en") == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("6 Rhagfyr", SIXTH),
        ("6 o Ragfyr", SIXTH),
        ("6ed o Ragfyr 2026", SIXTH),
        ("dydd Sul 6 Rhagfyr", SIXTH),
        ("6/12", SIXTH),
        ("dydd Gwener", day(12, 4)),
        ("dydd Sadwrn nesaf", day(12, 5)),
        ("nos Wener am 6yh", day(12, 4, time(18))),
        ("dydd Mawrth", day(12, 1)),
        ("6 Mawrth", day(3, 6, year=2027)),
        ("yfory am 18:00", day(11, 28, time(18))),
        ("hanner dydd yfory", day(11, 28, time(12))),
        ("drennydd", day(11, 29)),
        ("mewn 3 wythnos", day(12, 18)),
        ("ymhen pythefnos", day(12, 11)),
        ("o fewn tair wythnos", day(12, 18)),
        ("diwedd y mis", day(11, 30)),
        ("y Nadolig", day(12, 25)),
        ("y flwyddyn newydd", day(1, 1, year=2027)),
        ("ddoe", day(11, 26)),
        ("dydd Gwener diwethaf", day(11, 20)),
        ("2 wythnos yn ôl", day(11, 13)),
    ],
)
def test_welsh(text: str, when: When) -> None:
    assert understand(text, NOW, "cy") == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("٦ ديسمبر", SIXTH),
        ("6 من شهر ديسمبر", SIXTH),
        ("6 كانون الأول", SIXTH),
        ("الأحد ٦ ديسمبر", SIXTH),
        ("٦/١٢", SIXTH),
        ("يوم الجمعة", day(12, 4)),
        ("السبت القادم", day(12, 5)),
        ("غدًا الساعة ١٨:٠٠", day(11, 28, time(18))),
        ("غداً", day(11, 28)),
        ("بعد غد", day(11, 29)),
        ("بعد ٣ أسابيع", day(12, 18)),
        ("بعد أسبوعين", day(12, 11)),
        ("خلال شهر", day(12, 27)),
        ("نهاية الشهر", day(11, 30)),
        ("رأس السنة", day(1, 1, year=2027)),
        ("أمس", day(11, 26)),
        ("الجمعة الماضية", day(11, 20)),
        ("منذ أسبوع", day(11, 20)),
        ("الساعة ٦ مساءً", day(11, 27, time(18))),
    ],
)
def test_arabic(text: str, when: When) -> None:
    assert understand(text, NOW, "ar") == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("6 December", day(12, 5)),
        ("Friday", day(12, 3)),
        ("next Saturday", day(12, 4)),
        ("tomorrow", day(11, 27)),
        ("today", day(11, 26)),
        ("new year", day(12, 31)),
        ("dydd Gwener", day(12, 3)),
        ("٦ ديسمبر", day(12, 5)),
        ("Friday 18:00", day(12, 4, time(18))),
        ("midnight tomorrow", day(11, 28)),
        ("the end of the month", day(11, 30)),
        ("diwedd y mis", day(11, 30)),
        ("نهاية الشهر", day(11, 30)),
        ("3 weeks", None),
        ("٣ أسابيع", None),
        ("the weekend", None),
    ],
)
def test_before_a_day_is_the_day_before(text: str, when: When | None) -> None:
    assert understand(text, NOW, "en", before=True) == when


@pytest.mark.parametrize(("language", "when"), [("en", SIXTH), ("en-gb", SIXTH), ("en-US", day(6, 12, year=2027))])
def test_the_locale_says_which_comes_first(language: str, when: When) -> None:
    assert understand("6/12", NOW, language) == when


def test_every_language_is_understood_whatever_the_reader_speaks() -> None:
    for language in ("en", "cy", "ar", "tlh"):
        assert understand("6 Rhagfyr", NOW, language) == understand("٦ ديسمبر", NOW, language) == SIXTH


@pytest.mark.parametrize(
    "text",
    [
        "30 February",
        "31 April",
        "31/4",
        "2026-02-30",
        "29 February 2027",
        "0 December",
        "2026-13-01",
        "12/25",
        "the 32nd",
        "tomorrow 25:00",
        "tomorrow 18:60",
        "13 pm",
        "0 am",
        "Friday 6 December",
        "30 Chwefror",
        "٣٠ فبراير",
    ],
)
def test_what_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        understand(text, NOW, "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "6",
        "at 6",
        "Friday or Saturday",
        "6 7 December",
        "18:00 19:00",
        "next week",
        "رأس السنة الهجرية",
        "in many weeks",
        "in 10000 days",
        "½ December",
        "² December",
        "6 December please",
        "9026-01-01",
        "x" * (LENGTH_MOST + 1),
        "6 December" + " " * LENGTH_MOST,
    ],
)
def test_what_is_not_understood_is_no_date(text: str) -> None:
    assert understand(text, NOW, "en") is None


@given(st.one_of(st.text(max_size=200), st.text(ALPHABET, max_size=30)))
@example("9" * 200)
@example("99/99/99")
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    try:
        when = understand(text, NOW, "en")
    except ImpossibleDate:
        return
    assert when is None or 1000 <= when.day.year <= 3100


@given(st.integers(0, 40), st.integers(0, 14), st.integers(2026, 2028))
def test_numbers_make_exactly_the_date_they_name(number: int, month: int, year: int) -> None:
    texts = (f"{number}/{month}/{year}", f"{year}-{month:02}-{number:02}")
    try:
        expected = When(date(year, month, number))
    except ValueError:
        for text in texts:
            with pytest.raises(ImpossibleDate):
                understand(text, NOW, "en")
    else:
        assert {understand(text, NOW, "en") for text in texts} == {expected}


@given(st.dates(date(2026, 11, 27), date(2027, 11, 26)))
def test_a_date_without_a_year_is_the_next_one(day: date) -> None:
    assert understand(f"{day.day}/{day.month}", NOW, "en") == When(day)


@given(st.integers(1, 700))
def test_so_many_days_ahead(days: int) -> None:
    assert understand(f"in {days} days", NOW, "en") == When(NOW.date() + timedelta(days=days))
