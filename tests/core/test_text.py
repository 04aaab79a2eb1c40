"""Text from people, made safe."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import clean_line, clean_text, digits, isolate, length, utf16_length

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
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(ANYTHING)
def test_a_text_has_no_gaps_and_no_edges(text: str) -> None:
    cleaned = clean_text(text)
    assert "\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()
    assert all(line == clean_line(line) for line in cleaned.split("\n"))


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


def test_newlines_become_spaces_in_lines_and_stay_in_texts() -> None:
    assert clean_line(" Bring\r\ncake \u2028 please\u202e ") == "Bring cake please"
    assert clean_text("a\r\n\r\n\r\n\r\n b\t c\u2029d\n") == "a\n\nb c\nd"


def test_joined_emoji_and_persian_joiners_stay_whole() -> None:
    assert clean_line("👩‍👩‍👧") == "👩‍👩‍👧"
    assert clean_line("می‌خواهم") == "می‌خواهم"


def test_a_name_is_fenced() -> None:
    assert isolate("نور") == "\u2068نور\u2069"
