"""How often, said in the sentence itself: what is taken out of it, what stays, and when it is done for the first time.

"Now" is Friday, 27 November 2026.
"""

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.pledges import filling, limits
from bot.pledges.answers import Desk, Step
from bot.pledges.form import Form
from bot.pledges.sentence import LENGTH_MOST, understand_sentence
from bot.pledges.series.model import Rhythm, Rule
from bot.pledges.series.refusals import RhythmNotOffered
from bot.pledges.series.rules import day_of_turn, first_day
from bot.screens.pledge_wording import promise_of
from tests.pledges.understanding import ASKED, NOW, ZONE, plain

DESK: Final = Desk(NOW, ZONE, "en")

STAYS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "I will water the plants every day if 5 others will by Friday": "every day",
        "I will sweep daily, with a smile, if 5 others will": "daily",
        "I will sweep every third week if 5 others will": "every third week",
        "I will sweep every three months if 5 others will": "every three months",
        "I will sweep twice a week if 5 others will": "twice a week",
        "I will sweep every third Sunday if 5 others will": "every third Sunday",
        "I will sweep every last Friday of the month if 5 others will": "every last Friday of the month",
        "I will sweep on the 32nd of every month if 5 others will": "on the 32nd of every month",
        "I will sweep every Saturday morning if 5 others will by Friday": "every Saturday morning",
        "I will sweep every Monday and Thursday if 5 others will": "every Monday and Thursday",
        "I will sweep every Saturday in July if 5 others will": "every Saturday in July",
        "I will sweep every Saturday for three weeks if 5 others will": "every Saturday for three weeks",
        "I will sweep every Saturday until Christmas if 5 others will": "every Saturday until Christmas",
        "I will sweep every Saturday if 5 others will every Sunday": "every Sunday",
    },
    "cy": {
        "Mi wna i ddyfrio'r planhigion bob dydd os bydd 5 arall yn helpu": "bob dydd",
        "Mi wna i ysgubo bob tair wythnos os bydd 5 arall yn helpu": "bob tair wythnos",
        "Mi wna i ganu bob bore Sadwrn os bydd 5 arall yn helpu": "bob bore Sadwrn",
        "Mi wna i goginio bob nos Wener os bydd 5 arall yn helpu erbyn dydd Gwener": "bob nos Wener",
        "Mi wna i ysgubo bob dydd Sadwrn tan y Nadolig os bydd 5 arall yn helpu": "bob dydd Sadwrn tan y Nadolig",
    },
    "ar": {
        "سأسقي النباتات كل يوم إذا انضم 5 جيران بحلول الجمعة": "كل يوم",
        "سأكنس كل ثلاثة أسابيع إذا انضم 5 جيران": "كل ثلاثة أسابيع",
        "سأكنس كل سبت صباحا إذا انضم 5 جيران": "كل سبت صباحا",
        "سأكنس كل سبت وأحد إذا انضم 5 جيران": "كل سبت وأحد",
        "سأكنس كل سبت حتى رمضان إذا انضم 5 جيران": "كل سبت حتى رمضان",
    },
}
"""What says how often and cannot be had: these words, told of, while all stays as it was written."""

PART: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "I will cook for everyone",
        "I will empty every bin",
        "I will sweep every other house",
        "I will help every time it rains",
        "I will sing for every week of rain",
        "I will sweep every week I can",
        "I will visit every Friday market",
        "I will do the weekly shop for Joan",
        "I will sweep at least once a week",
        "I will paint the end of every month on a wall",
    ),
    "cy": (
        "Mi wna i wagio pob bin i bawb",
        "Mi wna i helpu bob tro",
        "Mi wna i bobi bara bob Mawrth",
        "Mi wna i ysgubo o leiaf unwaith yr wythnos",
    ),
    "ar": ("سوف أفرغ كل سلة", "سوف أساعد كل أحد", "سوف أكنس مرة على الأقل كل أسبوع"),
}
"""What looks so and is part of a promise."""
IF: Final = {
    "en": "if 5 others will by Friday",
    "cy": "os bydd 5 arall yn helpu erbyn dydd Gwener",
    "ar": "إذا انضم 5 جيران بحلول الجمعة",
}
"""So that people can sign until 4 December."""

UNDERSTOOD: Final[dict[str, dict[str, tuple[str, str, str, Rule]]]] = {
    "en": {
        "I will sweep every Saturday if 5 others will": ("I will sweep", ASKED, "28 Nov", Rule.WEEKLY),
        "I will sweep every Saturday, if 5 others will, by 6 December": (
            "I will sweep",
            "6 Dec",
            "12 Dec",
            Rule.WEEKLY,
        ),
        "I will sweep every Saturday at 10:00 if 5 others will by 5 December": (
            "I will sweep",
            "5 Dec",
            "5 Dec 10:00",
            Rule.WEEKLY,
        ),
        "I will sweep each Saturday 10am if 5 others will by Saturday 18:00": (
            "I will sweep",
            "28 Nov 18:00",
            "5 Dec 10:00",
            Rule.WEEKLY,
        ),
        "Every Saturday I will sweep if 5 others will by Friday": ("I will sweep", "4 Dec", "5 Dec", Rule.WEEKLY),
        "I will sweep on Sundays if 5 others will by Friday": ("I will sweep", "4 Dec", "6 Dec", Rule.WEEKLY),
        "I will sing every Friday with the choir if 5 others will by Friday": (
            "I will sing with the choir",
            "4 Dec",
            "4 Dec",
            Rule.WEEKLY,
        ),
        "If 5 others join every Tuesday, I'll sing by Friday": ("I will sing", "4 Dec", "8 Dec", Rule.WEEKLY),
        "I will sing if 5 others will sing every Sunday by Friday": ("I will sing", "4 Dec", "6 Dec", Rule.WEEKLY),
        "I will sing weekly if 5 others will sing weekly by Friday": ("I will sing", "4 Dec", ASKED, Rule.WEEKLY),
        "I will sing if 5 others will by Friday every week": ("I will sing", "4 Dec", ASKED, Rule.WEEKLY),
        "I will bake every two weeks if 5 others will by Friday": ("I will bake", "4 Dec", ASKED, Rule.FORTNIGHTLY),
        "Every other Monday, I'll bake if 5 others will by Friday": ("I will bake", "4 Dec", "7 Dec", Rule.FORTNIGHTLY),
        "I will bake once a month if 5 others will by Friday": ("I will bake", "4 Dec", ASKED, Rule.MONTHLY),
        "I will bake on the 1st of every month if 5 others will by Friday": (
            "I will bake",
            "4 Dec",
            "1 Jan",
            Rule.MONTHLY,
        ),
        "I will bake monthly on the 31st if 5 others will by Friday": ("I will bake", "4 Dec", "31 Dec", Rule.MONTHLY),
        "I will bake every second Tuesday of the month if 5 others will by 9 December": (
            "I will bake",
            "9 Dec",
            "12 Jan",
            Rule.MONTHLY_WEEKDAY,
        ),
        "I will bake every first Sunday if 5 others will by Friday": (
            "I will bake",
            "4 Dec",
            "6 Dec",
            Rule.MONTHLY_WEEKDAY,
        ),
    },
    "cy": {
        "Mi wna i ysgubo bob dydd Sadwrn os bydd 5 arall yn helpu": ("Mi wna i ysgubo", ASKED, "28 Nov", Rule.WEEKLY),
        "Bob dydd Sadwrn am 10:00 mi wna i ysgubo os bydd 5 arall yn helpu erbyn dydd Gwener": (
            "Mi wna i ysgubo",
            "4 Dec",
            "5 Dec 10:00",
            Rule.WEEKLY,
        ),
        "Ysgubaf y llwybr bob Sul os bydd 5 arall yn helpu erbyn dydd Gwener": (
            "Ysgubaf y llwybr",
            "4 Dec",
            "6 Dec",
            Rule.WEEKLY,
        ),
        "Mi wna i bobi bob yn ail ddydd Llun os bydd 5 arall yn helpu erbyn dydd Gwener": (
            "Mi wna i bobi",
            "4 Dec",
            "7 Dec",
            Rule.FORTNIGHTLY,
        ),
        "Mi wna i bobi os bydd 5 arall yn helpu bob pythefnos": ("Mi wna i bobi", ASKED, ASKED, Rule.FORTNIGHTLY),
        "Mi wna i bobi yn fisol os bydd 5 arall yn helpu": ("Mi wna i bobi", ASKED, ASKED, Rule.MONTHLY),
        "Mi wna i bobi ar yr ail ddydd Mawrth o bob mis os bydd 5 arall yn helpu erbyn dydd Gwener": (
            "Mi wna i bobi",
            "4 Dec",
            "8 Dec",
            Rule.MONTHLY_WEEKDAY,
        ),
    },
    "ar": {
        "سأكنس الممر كل سبت إذا انضم 5 جيران": ("سوف أكنس الممر", ASKED, "28 Nov", Rule.WEEKLY),
        "كل يوم أحد سأكنس الممر إذا انضم 5 جيران بحلول الجمعة": ("سوف أكنس الممر", "4 Dec", "6 Dec", Rule.WEEKLY),
        "سأكنس الممر كل سبت الساعة 10:00 إذا انضم 5 جيران بحلول الجمعة": (
            "سوف أكنس الممر",
            "4 Dec",
            "5 Dec 10:00",
            Rule.WEEKLY,
        ),
        "سأخبز أسبوعيا للأطفال إذا انضم 5 جيران": ("سوف أخبز للأطفال", ASKED, ASKED, Rule.WEEKLY),
        "سأخبز كعكة كل أسبوعين إذا انضم 5 جيران": ("سوف أخبز كعكة", ASKED, ASKED, Rule.FORTNIGHTLY),
        "سأخبز كعكة كل شهر إذا انضم 5 جيران": ("سوف أخبز كعكة", ASKED, ASKED, Rule.MONTHLY),
        "سأخبز كعكة في ثاني ثلاثاء من كل شهر إذا انضم 5 جيران بحلول الجمعة": (
            "سوف أخبز كعكة",
            "4 Dec",
            "8 Dec",
            Rule.MONTHLY_WEEKDAY,
        ),
    },
}
"""Each line with its promise, until when people can sign, the day of the first round, and how often it comes."""


def begun(text: str, language: str) -> tuple[Form, Refusal | None]:
    return filling.began("0", understand_sentence(text, NOW, language), DESK)


def promise(form: Form) -> str:
    return plain(promise_of(form.promise, form.language)) if form.promise else ASKED


def day(form: Form, step: Step) -> str:
    """6 Dec, or 6 Dec 18:00."""
    moment = form.answer(step)
    if moment is None:
        return ASKED
    at = moment.at.astimezone(ZONE)
    return f"{at.day} {at:%b}" if moment.whole_day else f"{at.day} {at:%b %H:%M}"


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in STAYS.items() for text in texts])
def test_what_cannot_be_had_stays_and_is_told_of(language: str, text: str) -> None:
    form, problem = begun(text, language)
    assert problem == RhythmNotOffered(STAYS[language][text])
    assert STAYS[language][text] in f"{promise(form)} {form.answer(Step.OTHERS_ACTION)}" and form.repeats is None


@pytest.mark.parametrize(("language", "said"), [(tag, said) for tag, several in PART.items() for said in several])
def test_what_only_looks_so_is_part_of_the_promise(language: str, said: str) -> None:
    form, problem = begun(f"{said} {IF[language]}", language)
    assert (promise(form), form.repeats, problem) == (said, None, None)


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in UNDERSTOOD.items() for text in texts])
def test_how_often_is_understood_and_taken_out(language: str, text: str) -> None:
    form, problem = begun(text, language)
    found = promise(form), day(form, Step.DEADLINE), day(form, Step.ACT_ON), form.repeats
    assert (found, problem) == (UNDERSTOOD[language][text], None)


def test_the_first_day_follows_the_deadline_that_is_said_later() -> None:
    form, _ = begun("I will sweep every other Saturday at 10:00 if 5 others will", "en")
    for said, first in (("6 December", "12 Dec 10:00"), ("12 December", "12 Dec 10:00"), ("31 March", "3 Apr 10:00")):
        form = filling.typed(filling.opened(form, Step.DEADLINE), said, DESK)
        assert (form.step, day(form, Step.ACT_ON)) == (None, first)
        limits.check_wording(form.wording, NOW, ZONE)


RHYTHMS: Final = st.one_of(
    st.builds(Rhythm, st.sampled_from([Rule.WEEKLY, Rule.FORTNIGHTLY]), weekday=st.integers(1, 7)),
    st.builds(Rhythm, st.just(Rule.MONTHLY_WEEKDAY), weekday=st.integers(1, 7), nth=st.integers(1, 4)),
    st.builds(Rhythm, st.just(Rule.MONTHLY), day=st.integers(1, 31)),
)


@given(RHYTHMS, st.dates(date(2026, 1, 1), date(2030, 12, 31)))
@example(Rhythm(Rule.MONTHLY, day=31), date(2027, 2, 1))
def test_the_first_day_is_the_first_one_of_the_rhythm(rhythm: Rhythm, earliest: date) -> None:
    def fits(one: date) -> bool:
        nth = (one.day - 1) // 7 + 1
        return one.isoweekday() == (rhythm.weekday or one.isoweekday()) and (
            one.day == (rhythm.day or one.day) and nth == (rhythm.nth or nth)
        )

    first = first_day(rhythm, earliest)
    assert first is not None and first >= earliest and fits(first)
    assert not any(fits(earliest + timedelta(days=ahead)) for ahead in range((first - earliest).days))
    if rhythm.day is None or rhythm.day <= 28:
        assert fits(day_of_turn(first, rhythm.rule, 3)), "and so are those after it"


WORDS: Final = [
    "every",
    "other",
    "week",
    "Saturday,",
    "if",
    "5",
    "others",
    "will",
    "I",
    "by",
    "at",
    "10:00",
    "and",
    "bob",
]


@given(
    st.lists(st.sampled_from(WORDS)),
    st.sampled_from(["en", "cy", "ar"]),
)
def test_words_in_any_order_break_nothing(said: list[str], language: str) -> None:
    begun(" ".join(said), language)


@pytest.mark.parametrize("words", ["every week ", "weekly and ", "bob dydd ", "كل سبت ", "on the 1st of every "])
def test_the_longest_line_is_read_at_once(words: str) -> None:
    form, _ = begun(words * (LENGTH_MOST // len(words)), "en")
    assert form.threshold is None
