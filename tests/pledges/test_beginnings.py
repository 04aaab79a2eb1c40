"""By which entries a pledge is found, and by which an asked word looks for it."""

from datetime import UTC, datetime

import pytest

from bot.core.beginnings import ENTRIES_MOST, entries_for, words_asked
from bot.pledges.beginnings import entries_of
from bot.pledges.wording import Deadline, Wording

SOME_DAY = Deadline(datetime(2026, 12, 6, tzinfo=UTC), whole_day=True, time_zone="UTC")


def found(asked: str, action: str, language: str = "en") -> bool:
    """Whether the pledge is found by all of these words."""
    there = entries_of(Wording(action=action, threshold=5, deadline=SOME_DAY, language=language))
    return all(there & set(entries_for(word)) for word in words_asked(asked))


@pytest.mark.parametrize(
    ("asked", "action", "language"),
    [
        ("gar", "clear the garden path", "en"),
        ("GARDENS", "clear the garden path", "en"),
        ("garden", "clear the gardens", "en"),
        ("g", "clear the garden path", "en"),
        ("path gard", "clear the garden path", "en"),
        ("the path", "clear the garden path", "en"),
        ("Road’s", "sweep Mill Road", "en"),
        ("half-day", "give half a day", "en"),
        ("cafe", "open a Café", "en"),
        ("٣", "bring 3 vans", "en"),
        ("bring", "bring my van", "en"),
        ("clear the", "clear the garden path", "en"),
        ("gardd", "glanhau’r ardd", "cy"),
        ("gard", "glanhau’r ardd", "cy"),
        ("ardd", "plannu gardd", "cy"),
        ("bont", "trwsio’r pontydd", "cy"),
        ("dwr", "rhannu dŵr", "cy"),
        ("حديقة", "أنظف الحديقة", "ar"),
        ("حدي", "أنظف الحديقة", "ar"),
        ("الحدي", "أنظف حديقة الحي", "ar"),
        ("الح", "أنظف الحديقة", "ar"),
        ("انظف", "أُنَظِّف الحديقة", "ar"),
        ("wheelchairs", "borrow a wheelchair", "en"),
    ],
)
def test_what_people_type_finds_it(asked: str, action: str, language: str) -> None:
    assert found(asked, action, language)


@pytest.mark.parametrize(
    ("asked", "action", "language"),
    [
        ("garlic", "clear the garden path", "en"),
        ("arden", "clear the garden path", "en"),
        ("garden road", "clear the garden path", "en"),
        ("ca", "plannu gardd", "cy"),
        ("gardd", "sing an aria", "en"),
        ("%", "bring 100 vans", "en"),
        ("_", "bring 100 vans", "en"),
        ("^", "bring 100 vans", "en"),
        ("🌱", "plant a garden", "en"),
    ],
)
def test_what_it_does_not_say_does_not_find_it(asked: str, action: str, language: str) -> None:
    assert not found(asked, action, language)


def test_of_what_is_asked_the_words_count_that_say_something() -> None:
    assert words_asked("") == ()
    assert words_asked("bring my van also ignored") == ("van",)
    assert words_asked("Bring my") == ("bring", "my"), "there are no others"
    assert words_asked("b:c:d:e") == ("b", "c", "d")
    for text in ("half-day Road’s 🌱 x", "bring my", "🌱", "حديقة الحي"):
        asked = words_asked(text)
        assert words_asked(" ".join(asked)) == asked, "a button that turns the page asks the same"


def test_one_word_is_found_by_few_entries() -> None:
    for word in ("van", "gardd", "الحديقة", "x" * 300, "running"):
        assert 1 <= len(entries_for(word)) <= ENTRIES_MOST
        assert max(map(len, entries_for(word)[:1])) <= 13


def test_a_long_text_has_a_bounded_number_of_entries() -> None:
    action = " ".join(f"w{n}{'x' * 20}" for n in range(60))
    assert len(entries_of(Wording(action=action, threshold=5, deadline=SOME_DAY))) < 32 * 12 + 20
