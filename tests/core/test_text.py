"""Text from people, made safe."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import clean_line, clean_text, digits, length, shown_length, utf16_length

ANYTHING = st.text(alphabet=st.characters(codec=None, categories=None))
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(ANYTHING)
def test_a_line_is_one_line_in_one_form(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert unicodedata.is_normalized("NFC", line)
    assert not set(line) & set(DIRECTIONS)
    assert all(unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"} for character in line)
    line.encode()


@given(ANYTHING)
def test_several_lines_are_lines_each_of_which_is_clean(text: str) -> None:
    lines = clean_text(text)
    assert clean_text(lines) == lines
    assert all(clean_line(line) == line for line in lines.split("\n"))
    assert "\n\n\n" not in lines


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_break_is_a_break(line_break: str) -> None:
    assert clean_text(f" bring {line_break} soup ") == "bring\nsoup"
    assert clean_text(f"bring{line_break * 3} \u200b {line_break} soup{line_break}") == "bring\n\nsoup"


@given(ANYTHING)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text())
def test_utf16_length_is_what_telegram_counts(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2
    assert length(text) <= utf16_length(text)


@given(st.integers(min_value=0))
def test_digits_of_every_script_are_read(number: int) -> None:
    for zero in "٠۰०０":
        written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
        assert digits(written) == str(number)


def test_digits_leave_the_rest_alone() -> None:
    assert digits("at ٣½ o'clock ²") == "at 3½ o'clock ²"


def test_newlines_become_spaces() -> None:
    assert clean_line(" Bring\r\ncake \u2028 please\u202e ") == "Bring cake please"


def test_joined_emoji_and_persian_joiners_stay_whole() -> None:
    assert clean_line("👩‍👩‍👧") == "👩‍👩‍👧"
    assert clean_line("می‌خواهم") == "می‌خواهم"
    assert clean_line("🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f") == (
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
    )


@pytest.mark.parametrize(
    "nothing", ["\u200d", "\u200c", "\u3164", "\u2800", "\ufe0f", "\U000e0041", "\U000e0100", "\u034f"]
)
def test_what_shows_nothing_counts_as_nothing(nothing: str) -> None:
    assert clean_line(nothing * 3) == ""
    assert clean_line(f"cake {nothing} please") == "cake please"
    assert shown_length(clean_line(f"x{nothing * 3}")) == 1
