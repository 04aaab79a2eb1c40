"""Words of pledges: spelled in many ways, the same root; and what is alike."""

import pytest

from bot.core.roots import WORDS_COUNTED, words_in
from bot.pledges.alike import ALIKE_FROM, likeness

SAME = [
    ("en", "gloves", "glove"),
    ("en", "picking", "picked"),
    ("en", "running", "run"),
    ("en", "parties", "party"),
    ("en", "ALLEY’S", "alley"),
    ("cy", "gardd", "ardd"),
    ("cy", "pont", "bont"),
    ("cy", "phont", "mhont"),
    ("cy", "clirio", "glirio"),
    ("cy", "stryd", "strydoedd"),
    ("cy", "ardd", "ardd'r"),
    ("ar", "الحديقة", "حديقه"),
    ("ar", "والقُمامة", "قمامة"),
    ("ar", "للأطفال", "الاطفال"),
    ("en", "حديقة", "الحديقة"),
    ("en", "٣٠٠", "300"),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME)
def test_one_word_in_two_spellings(language: str, one: str, other: str) -> None:
    assert likeness(words_in(one, language), words_in(other, language)) == 1.0


def test_names_are_found_across_languages() -> None:
    english, welsh = words_in("clear Mill Road alley", "en"), words_in("glanhau lôn Mill Road", "cy")
    assert likeness(english, welsh) >= ALIKE_FROM


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I will bring it if others will, and do the same"),
        ("cy", "bydda i yno os bydd pobl eraill"),
        ("ar", "على حتى إلى آخرين مع جيران"),
        ("en", ""),
        ("en", "?! \u200b — 👩‍👩‍👧 :%_'"),
        ("en", "a b c 1 2 é"),
    ],
)
def test_what_stands_everywhere_says_nothing(language: str, text: str) -> None:
    assert words_in(text, language) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bring my van to clear Mill Road alley", "paint the fence on Mill Road"),
        ("bake a cake", "sweep the lane"),
        ("park the bus", "mark the path"),
        ("", "sweep the lane"),
    ],
)
def test_what_is_not_alike(one: str, other: str) -> None:
    assert likeness(words_in(one, "en"), words_in(other, "en")) < ALIKE_FROM


def test_a_long_text_is_counted_by_its_beginning() -> None:
    assert len(words_in(" ".join(f"word{n}x" for n in range(200)), "en")) == WORDS_COUNTED
