"""When and where it is to be done: what is understood of it, and what it does to signing."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.communities import drafts
from bot.core.clock import MovableClock
from bot.pledges import closing, listing, writing
from bot.pledges.answers import Step
from bot.pledges.form import KIND
from bot.pledges.meeting import when_and_where
from bot.pledges.model import PledgeState
from bot.pledges.refusals import DeadlinePast, ImpossibleDate, SigningOver
from bot.pledges.until import Calendar
from bot.pledges.wording import Deadline, Occasion, Wording
from tests.communities.scenes import ANA, BEN, CERYS, presses, writes
from tests.pledges.scenes import LINE, Street

LONDON = "Europe/London"
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=ZoneInfo(LONDON))
END_OF_6_DECEMBER = Deadline(datetime(2026, 12, 6, 23, 59, 59, tzinfo=UTC), True, LONDON)


def at(*moment: int) -> datetime:
    return datetime(2026, *moment, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("language", "text", "day", "hour", "place"),
    [
        ("en", "12 December 10:00, the alley gate", 12, 10, "the alley gate"),
        ("en", "the alley gate, 12 December 10:00", 12, 10, "the alley gate"),
        ("en", "12 December at 10 am at the alley gate.", 12, 10, "at the alley gate"),
        ("en", "6 December 10 Mill Road", 6, None, "10 Mill Road"),
        ("en", "12/12/2026 – Mill Road 7", 12, None, "Mill Road 7"),
        ("en", "12 December", 12, None, None),
        ("cy", "12 Rhagfyr 10:00, giât y lôn", 12, 10, "giât y lôn"),
        ("ar", "12 ديسمبر 10:00، بوابة الزقاق", 12, 10, "بوابة الزقاق"),
    ],
)
def test_a_date_with_a_place(language: str, text: str, day: int, hour: int | None, place: str | None) -> None:
    found = when_and_where(text, Calendar(FRIDAY, language))
    assert found is not None
    assert (found[0].day.isoformat(), found[0].at) == (f"2026-12-{day:02}", None if hour is None else time(hour))
    assert found[1] == place


@pytest.mark.parametrize("text", ["", " ", "the alley gate", "soon", "x " * 500])
def test_no_date_in_it(text: str) -> None:
    assert when_and_where(text, Calendar(FRIDAY, "en")) is None


@pytest.mark.parametrize(
    "text", ["Friday 6 December, the gate", "the gate on 30 February", "Saturday 25:00 at the gate"]
)
def test_a_date_that_cannot_be_is_not_taken_for_a_place(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        when_and_where(text, Calendar(FRIDAY, "en"))


@pytest.mark.parametrize(
    ("act_on", "until", "acts_at"),
    [
        (None, END_OF_6_DECEMBER, at(12, 7)),
        (Occasion(at(12, 12, 10), False, LONDON), END_OF_6_DECEMBER, at(12, 12, 10)),
        (Occasion(at(12, 12), True, LONDON), END_OF_6_DECEMBER, at(12, 12)),
        (Occasion(at(12, 6), True, LONDON), END_OF_6_DECEMBER, at(12, 7)),
        (Occasion(at(12, 6, 10), False, LONDON), Deadline(at(12, 6, 10), False, LONDON), at(12, 6, 10, 0, 1)),
        (Occasion(at(12, 5), True, LONDON), Deadline(at(12, 4, 23, 59, 59), True, LONDON), at(12, 5)),
    ],
    ids=["no day", "a time later", "a day later", "the deadline's day", "a time on that day", "a day before"],
)
def test_until_when_people_sign_and_when_it_begins(act_on: Occasion | None, until: Deadline, acts_at: datetime) -> None:
    wording = Wording("sing", 3, END_OF_6_DECEMBER, act_on=act_on)
    assert (wording.signing_until, wording.acts_at) == (until, acts_at)


def test_the_day_before_the_clocks_go_back_has_25_hours() -> None:
    there = ZoneInfo("Europe/London")
    sunday = Occasion(datetime(2026, 10, 25, tzinfo=there).astimezone(UTC), True, LONDON)
    assert sunday.over_at == datetime(2026, 10, 26, tzinfo=UTC)
    assert (sunday.over_at - sunday.at).total_seconds() == 25 * 3600


async def with_deed(street: Street, text: str, n: int = 1):  # type: ignore[no-untyped-def]
    """Ana's pledge by 6 December, to be done then."""
    begun = await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=n))
    assert begun.form is not None
    await street.act(presses(ANA, ANA), writing.change, begun.form.token, "act_on")
    await street.act(writes(ANA, ANA), writing.answer, text)
    published = (await street.publish(ANA, begun)).published
    assert published is not None
    return published


async def test_what_was_written_is_kept_to_the_letter(street: Street) -> None:
    pledge = await with_deed(street, "12 December 10:00, the alley <gate>")
    kept = (await street.card(ANA, pledge)).pledge.wording.act_on
    assert kept == Occasion(at(12, 12, 10), False, LONDON, "the alley <gate>")
    whole_day = await with_deed(street, "12 December")
    assert (await street.card(ANA, whole_day)).pledge.wording.act_on == Occasion(at(12, 12), True, LONDON)


async def test_nobody_signs_any_more_when_it_begins(street: Street, clock: MovableClock) -> None:
    pledge = await with_deed(street, "6 December 10:00")
    clock.set(at(12, 6, 10, 1))
    assert (await street.sign(BEN, pledge, at=at(12, 6, 10))).tipped, "the very moment counts"
    with pytest.raises(SigningOver) as over:
        await street.sign(CERYS, pledge, at=at(12, 6, 10, 0, 1))
    assert over.value.deadline == Deadline(at(12, 6, 10), False, LONDON)
    assert (await street.card(CERYS, pledge)).signing_open is False
    await street.sound()


async def test_with_too_few_when_it_begins_it_ends(street: Street, clock: MovableClock) -> None:
    pledge = await with_deed(street, "6 December 10:00", n=2)
    assert ("pledge_deadline", pledge.subject, at(12, 6, 10, 0, 1)) in await street.reminders()
    clock.set(at(12, 6, 10, 0, 1))
    assert await street.db.write(closing.expire, pledge.community, pledge.id)
    assert (await street.card(BEN, pledge)).pledge.state is PledgeState.EXPIRED


async def test_another_deadline_asks_for_the_day_again_if_it_came_too_early(street: Street) -> None:
    begun = await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=2))
    assert begun.form is not None
    token = begun.form.token
    await street.act(presses(ANA, ANA), writing.change, token, "act_on")
    await street.act(writes(ANA, ANA), writing.answer, "12 December 10:00")
    for text, step in (("11 December", None), ("12 December", None), ("13 December", Step.ACT_ON)):
        await street.act(presses(ANA, ANA), writing.change, token, "deadline")
        now = await street.act(writes(ANA, ANA), writing.answer, text)
        assert now.form is not None
        assert now.form.step is step, text


async def test_a_day_that_has_come_before_it_was_published_is_told_anew(street: Street, clock: MovableClock) -> None:
    begun = await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=2))
    assert begun.form is not None
    await street.act(presses(ANA, ANA), writing.change, begun.form.token, "act_on")
    await street.act(writes(ANA, ANA), writing.answer, "6 December 10:00")
    clock.set(at(12, 6, 10))
    with pytest.raises(DeadlinePast):
        await street.publish(ANA, begun)
    assert (await street.act(writes(ANA), listing.open_pledges, "")).pledges == ()


async def test_a_preview_of_an_earlier_release_can_still_be_published(street: Street) -> None:
    begun = await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=2))
    who = street.numbers[ANA]
    draft = await street.db.read(drafts.draft_of, who, KIND)
    assert draft is not None
    del draft.data["answers"]["act_on"]
    await street.db.write(drafts.keep, who, draft)
    assert (await street.publish(ANA, begun)).published is not None
