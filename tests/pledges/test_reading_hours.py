"""Hours that people write, in minutes."""

import pytest

from bot.pledges.measures.hours import read_hours, says_hours
from bot.pledges.measures.refusals import HoursNotHalves, HoursNotUnderstood


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2", 120),
        ("2.5", 150),
        ("2,5 h", 150),
        ("2½", 150),
        ("½", 30),
        ("half an hour", 30),
        ("an hour", 60),
        ("one hour", 60),
        ("an hour and a half", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("2:30", 150),
        ("90 minutes", 90),
        ("I give 3 hours", 180),
        ("deg awr", 600),
        ("awr a hanner", 90),
        ("ساعتان", 120),
        ("٢٫٥", 150),
        ("٣ ساعات", 180),
        ("ساعة ونصف", 90),
        ("0", 0),
        ("-3", -180),
        ("2.25", 135),
        ("two and a half hours", 150),
        ("I give two and a half hours", 150),
        ("3 and a half hours", 210),
        ("three hours and a half", 210),
        ("half an hour each", 30),
        ("I give 1h30", 90),
        ("I give an hour", 60),
        ("90 mun", 90),
        ("90 munud", 90),
        ("dwy awr a hanner", 150),
        ("tair awr a hanner", 210),
        ("chwarter awr", 15),
        ("ثلاث ساعات ونصف", 210),
        ("ساعتان ونصف", 150),
        ("عشرون ساعة", 1200),
        ("9" * 40, 60 * 10**9),
    ],
)
def test_hours_that_people_write(text: str, minutes: int) -> None:
    assert read_hours(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        *("", "many", "NaN", "inf", "1e9", "1/3", "£", "hours"),
        *("1,500 h", "1.500", "1,500", "١٫٥٠٠ ساعة", "2.333"),
        *("2 or 3 hours", "2-3 hours", "5 to 10 minutes", "2 1/2 hours", ".5", "1h75", "1.5h30", "twenty five hours"),
        *("I give a quarter of an hour", "three quarters of an hour", "3 hours and a quarter"),
        *("3 days", "3d", "10k", "12 people", "£5", "50%"),
    ],
)
def test_what_is_no_number_of_hours(text: str) -> None:
    with pytest.raises(HoursNotUnderstood):
        read_hours(text)


def test_nothing_is_rounded() -> None:
    with pytest.raises(HoursNotHalves):
        read_hours("2.3333")


@pytest.mark.parametrize(("text", "says"), [("20 hours", True), ("20", False), ("20 others", False), ("20 awr", True)])
def test_what_names_hours(text: str, says: bool) -> None:
    assert says_hours(text) is says
