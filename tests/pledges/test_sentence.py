"""A pledge in one line, in the languages that are spoken."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.pledges.dates import When
from bot.pledges.refusals import DateNotUnderstood, ImpossibleDate, ThresholdNotWhole
from bot.pledges.sentence import LENGTH_MOST, Understood, understand_sentence

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/London"))
SIXTH = When(date(2026, 12, 6))
FRIDAY = When(date(2026, 12, 4))


def said(text: str, language: str = "en") -> tuple[object, ...]:
    found = understand_sentence(text, NOW, language)
    return found.action, found.threshold, found.others, found.others_action, found.when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I will bring my van to clear Mill Road alley, if 10 other neighbours will come too, by 6 December.",
            ("bring my van to clear Mill Road alley", 10, "other neighbours", "come", SIXTH),
        ),
        (
            "I will bring gloves if 10 other neighbours will join by 6 December",
            ("bring gloves", 10, "other neighbours", "join", SIXTH),
        ),
        ("I’ll bake a cake if five friends do too by Friday", ("bake a cake", 5, "friends", None, FRIDAY)),
        ("bring soup if 12 neighbors bring bread by 6/12", ("bring soup", 12, "neighbors", "bring bread", SIXTH)),
        ("I WILL SING IF 3 OTHERS WILL BY FRIDAY", ("SING", 3, "OTHERS", None, FRIDAY)),
        (
            "I will help if it rains if at least ten of you will help before Friday",
            ("help if it rains", 10, "of you", "help", FRIDAY),
        ),
        ("I will stand by you if a dozen people will stand by me", ("stand by you", 12, "people", "stand by me", None)),
        ("I will paint if 1,500 people will paint", ("paint", 1500, "people", "paint", None)),
        (
            "I promise to sweep as long as 4 others can until tomorrow 18:00",
            ("sweep", 4, "others", None, When(date(2026, 11, 28), time(18))),
        ),
        ("I will sing if ٣ others will", ("sing", 3, "others", None, None)),
        ("“I will sing if 3 others will.”", ("sing", 3, "others", None, None)),
        ("I will sing", ("sing", None, None, None, None)),
        ("if 10 others will", (None, 10, "others", None, None)),
        ("I will, if you will", (None, None, None, None, None)),
        ("", (None, None, None, None, None)),
    ],
)
def test_english(text: str, expected: tuple[object, ...]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mi wna i ddod â menig os bydd 10 cymydog arall yn ymuno erbyn 6 Rhagfyr",
            ("ddod â menig", 10, "cymydog arall", "ymuno", SIXTH),
        ),
        (
            "Fe wna i goginio os bydd pump arall yn gwneud yr un peth erbyn dydd Gwener",
            ("goginio", 5, "arall", None, FRIDAY),
        ),
        (
            "Dw i'n addo plannu coed os daw 20 o bobl eraill erbyn 6/12",
            ("plannu coed", 20, "o bobl eraill", None, SIXTH),
        ),
        (
            "Mi wna i lanhau’r lôn os bydd o leiaf deg o gymdogion yn helpu hefyd cyn dydd Gwener",
            ("lanhau’r lôn", 10, "o gymdogion", "helpu", FRIDAY),
        ),
    ],
)
def test_welsh(text: str, expected: tuple[object, ...]) -> None:
    assert said(text, "cy") == expected
    assert understand_sentence(text, NOW, "en").language == "cy", "whatever the writer's own language"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "سأحضر القفازات إذا انضم ١٠ جيران آخرين قبل ٦ ديسمبر",
            ("أحضر القفازات", 10, "جيران آخرين", "انضم", SIXTH),
        ),
        ("سأحضر ٣ كراسي إذا انضم ٥ جيران", ("أحضر ٣ كراسي", 5, "جيران", "انضم", None)),
        ("سوف أنظف الشارع إذا حضر 5 أشخاص بحلول الجمعة", ("أنظف الشارع", 5, "أشخاص", "حضر", FRIDAY)),
        (
            "أتعهد بأن أزرع شجرة إذا 10 جيران آخرين سيزرعون أشجارا حتى 6/12",
            ("أزرع شجرة", 10, "جيران آخرين", "يزرعون أشجارا", SIXTH),
        ),
        ("سأنظف الحي إذا قام بذلك ١٠ من الجيران قبل ٦ ديسمبر", ("أنظف الحي", 10, "من الجيران", None, SIXTH)),
    ],
)
def test_arabic(text: str, expected: tuple[object, ...]) -> None:
    assert said(text, "ar") == expected
    assert understand_sentence(text, NOW, "en").language == "ar"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("I will sing if 2.5 others will by Friday", ThresholdNotWhole),
        ("I will sing if 1.500 others will by Friday", ThresholdNotWhole),
        ("I will sing if 3 others will by 30 February", ImpossibleDate),
        ("I will sing if 3 others will by 6 Smarch", DateNotUnderstood),
    ],
)
def test_what_cannot_be_is_told_and_the_rest_is_kept(text: str, problem: type[Exception]) -> None:
    found = understand_sentence(text, NOW, "en")
    assert isinstance(found.problem, problem)
    assert (found.action, found.others) == ("sing", "others")
    assert found.others_action is None


def test_who_cannot_be_told_from_what_is_asked() -> None:
    found = understand_sentence("I will bring my van if 10 dog owners walk by 6/12", NOW, "en")
    assert (found.threshold, found.unclear, found.others, found.when) == (10, True, None, SIXTH)


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(["i", "will", "if", "10", "0", "others", "by", "friday", "30", "feb"])),
    )
)
@example(["if"])
def test_nothing_that_is_typed_breaks_it(text: str | list[str]) -> None:
    line = text if isinstance(text, str) else " ".join(text)
    assert isinstance(understand_sentence(line, NOW, "en"), Understood)


@pytest.mark.parametrize("word", ["if ", "by ", "if 10 ", "1", "a", "will ", "by 6 December ", "إذا ", "os bydd "])
def test_a_long_text_is_cut_before_it_is_read(word: str) -> None:
    """Together with a grammar that never goes back this bounds the time (a few milliseconds for the worst of these)."""
    text = (word * 4096)[:4096]
    assert understand_sentence(text, NOW, "en") == understand_sentence(text[:LENGTH_MOST], NOW, "en")
