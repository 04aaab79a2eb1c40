"""Durations in every spelling of the page, in every language, and what is none."""

from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.durations import find_duration, read_duration

ARABIC = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")
SPELLINGS = ("{h}h{m:02}", "{h}:{m:02}", "{h} h {m} min", "{h} hours {m:02}", "{h} hour and {m} minutes", "{h}hrs{m}m")
WELSH = ("{h} awr {m:02}", "{h} awr a {m} munud", "{h} oriau {m} mun")
ARABIC_ONES = ("{h} ساعات و{m} دقيقة", "{h} ساعة {m:02}", "{h}س{m}د")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(
            ("2h30", 150),
            ("2:30", 150),
            ("2.5h", 150),
            ("2,5 h", 150),
            ("150 min", 150),
            ("90m", 90),
            ("1 hour 15", 75),
        ),
        *(("1H30", 90), (" 1 h 30 ", 90), ("1½ h", 90), ("½ hour", 30), ("45 mins.", 45), ("0:05", 5), ("+1h", 60)),
        *(("half an hour", 30), ("an hour and a half", 90), ("awr a hanner", 90), ("dwy awr", 120), ("2 awr", 120)),
        *(
            ("90 munud", 90),
            ("hanner awr", 30),
            ("ساعة ونصف", 90),
            ("ساعتان", 120),
            ("٩٠ دقيقة", 90),
            ("٢٫٥ ساعة", 150),
        ),
        *(("١:٣٠", 90), ("سَاعَة", 60), ("۲ h", 120), ("२:३०", 150), ("1h30,", 90)),
        *(("0 h", 0), ("0:00", 0), ("-1h", -60), ("−30 min", -30), ("-1:30", -90), ("999999999 h", 59999999940)),
    ],
)
def test_as_people_write_them(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes


def test_less_than_a_minute_is_not_rounded() -> None:
    assert read_duration("0.5 min") == Fraction(1, 2)
    assert read_duration("1.2345 h") == Fraction("74.07")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2", "30", "h", "min", "NaN", "nan h", "inf h", "1e9 h", "1e9h", "0x10 h", "1h75", "1:75", "1.5h30"),
        *(
            "1:5",
            "1:300",
            "tomorrow",
            "2 hens",
            "1 h 30 eggs",
            "1 h 2",
            "1h5",
            "1.2.3 h",
            "½½ h",
            "²h",
            "1,,5 h",
            "--1h",
            "1h-30",
            "١/٢",
            "1,500 h",
            "1.500 min",
            "١٫٥٠٠ ساعة",
        ),
        "9" * 500 + " h",
    ],
)
def test_what_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


@given(h=st.integers(0, 99), m=st.integers(0, 59), spelling=st.sampled_from((*SPELLINGS, *WELSH, *ARABIC_ONES)))
def test_all_spellings_say_the_same(h: int, m: int, spelling: str) -> None:
    text = spelling.format(h=h, m=m)
    assert read_duration(text) == 60 * h + m
    assert read_duration(text.translate(ARABIC)) == 60 * h + m
    assert read_duration(f"  {text.upper()} ") == 60 * h + m


@given(
    quarters=st.integers(0, 400), point=st.sampled_from(".,"), unit=st.sampled_from(("h", " hours", " awr", " ساعة"))
)
def test_parts_of_an_hour(quarters: int, point: str, unit: str) -> None:
    assert read_duration(f"{quarters / 4:.2f}".replace(".", point) + unit) == 15 * quarters


@given(text=st.text(max_size=60))
def test_nothing_that_is_typed_does_harm(text: str) -> None:
    assert isinstance(read_duration(text), Fraction | None)
    found = find_duration(text)
    assert found is None or read_duration(text) is None or not (found.before or found.after)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("@maria 1h30 fixing my bike", ("@maria", 90, "fixing my bike")),
        ("Maria Santos 1 hour 15 minutes, the bike", ("Maria Santos", 75, "the bike")),
        ("2:30", ("", 150, "")),
        ("1h30 5 eggs", ("", 90, "5 eggs")),
        ("1h 2 bikes", ("", 60, "2 bikes")),
        ("1h 1 meal", ("", 60, "1 meal")),
        ("1h 2 m", ("", 62, "")),
        ("مريم ساعة ونصف إصلاح الدراجة", ("مريم", 90, "إصلاح الدراجة")),
    ],
)
def test_where_it_stands_in_a_line(line: str, parts: tuple[str, int, str]) -> None:
    found = find_duration(line)
    assert found is not None
    assert (found.before, found.minutes, found.after) == parts


@pytest.mark.parametrize(
    "line", ["1" * 4096 + "h", "1 " * 2000 + "h", "1 h " * 1000, "٠" * 4000, "1:" * 2000, "½" * 4000]
)
def test_endless_lines_are_read_quickly(line: str) -> None:
    """Far below a second on any machine: the work has an end, whatever is typed."""
    began = process_time()
    find_duration(line)
    assert process_time() - began < 0.5


def test_a_name_has_an_end() -> None:
    assert find_duration("x " * 12 + "1h") is not None
    assert find_duration("x " * 13 + "1h") is None


def test_a_line_without_one() -> None:
    assert find_duration("@maria NaN the bike") is None
