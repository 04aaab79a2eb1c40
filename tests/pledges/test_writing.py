"""Writing a pledge, in one line or question by question, and publishing it once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.communities import drafts
from bot.communities.refusals import NoCommunity
from bot.core.clock import MovableClock
from bot.core.refusal import Refusal
from bot.pledges import reading, writing
from bot.pledges.answers import Step
from bot.pledges.limits import PUBLISHED_MOST, THRESHOLD_MOST
from bot.pledges.model import Names, Visibility
from bot.pledges.refusals import (
    DateNotUnderstood,
    DeadlinePast,
    DeadlineTooFar,
    ImpossibleDate,
    NoForm,
    TextTooLong,
    TextTooShort,
    ThresholdNotUnderstood,
    ThresholdNotWhole,
    ThresholdTooLarge,
    ThresholdTooSmall,
    TooManyPledges,
)
from bot.pledges.writing import Writing
from tests.communities.scenes import ANA, BEN, presses, writes
from tests.pledges.scenes import LINE, Street

END_OF_6_DECEMBER = datetime(2026, 12, 6, 23, 59, 59, tzinfo=UTC)


def form_of(now: Writing):  # type: ignore[no-untyped-def]
    assert now.form is not None, now
    return now.form


async def test_one_line_says_it_all(street: Street) -> None:
    begun = form_of(await street.act(writes(ANA), writing.begin, LINE.format(n=10)))
    assert begun.complete
    wording = begun.wording
    assert (wording.action, wording.threshold) == ("bring my van", 10)
    assert (wording.others, wording.others_action) == ("other neighbours", "come")
    assert (wording.deadline.at, wording.deadline.whole_day) == (END_OF_6_DECEMBER, True)


async def test_the_form_asks_one_thing_at_a_time(street: Street) -> None:
    begun = form_of(await street.act(writes(ANA, ANA), writing.begin, ""))
    steps = [begun.step]
    for text in ("sweep the lane", "12", "dog owners", "bring a broom", "Friday 18:00"):
        now = form_of(await street.act(writes(ANA, ANA), writing.answer, text))
        steps.append(now.step)
    assert steps == [Step.ACTION, Step.THRESHOLD, Step.OTHERS, Step.OTHERS_ACTION, Step.DEADLINE, None]
    assert now.wording.others_action == "bring a broom"
    assert now.wording.deadline.at == datetime(2026, 12, 4, 18, 0, tzinfo=UTC)


async def test_buttons_answer_too(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, "I will sweep the lane")).token
    for step, value in (("threshold", "5"), ("others", "usual"), ("others_action", "usual"), ("deadline", "14")):
        now = form_of(await street.act(presses(ANA, ANA), writing.choose, token, step, value))
    assert now.complete
    assert (now.wording.others, now.wording.threshold) == (None, 5)
    assert now.wording.deadline.at == datetime(2026, 12, 11, 23, 59, 59, tzinfo=UTC)


async def test_back_keeps_what_was_answered(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    now = form_of(await street.act(presses(ANA, ANA), writing.back, token))
    assert now.step is Step.DEADLINE
    now = form_of(await street.act(presses(ANA, ANA), writing.back, token))
    assert now.step is Step.OTHERS_ACTION
    now = form_of(await street.act(writes(ANA, ANA), writing.answer, "bring a spade"))
    assert now.step is None
    assert now.wording.others_action == "bring a spade"
    for _ in range(9):
        now = form_of(await street.act(presses(ANA, ANA), writing.back, token))
    assert now.step is Step.ACTION


async def test_an_answer_can_be_changed_from_the_preview(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA, ANA), writing.change, token, "threshold")
    now = form_of(await street.act(writes(ANA, ANA), writing.answer, "7"))
    assert (now.step, now.wording.threshold) == (None, 7)


async def test_a_large_threshold_is_asked_about_once(street: Street) -> None:
    begun = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=50)))
    assert begun.step is Step.ADVICE
    with pytest.raises(NoForm):
        await street.act(presses(ANA, ANA), writing.publish, begun.token)
    fewer = form_of(await street.act(presses(ANA, ANA), writing.choose, begun.token, "advice", "10"))
    assert fewer.wording.threshold == 10
    await street.act(presses(ANA, ANA), writing.change, begun.token, "threshold")
    again = form_of(await street.act(writes(ANA, ANA), writing.answer, "21"))
    assert again.step is Step.ADVICE
    kept = form_of(await street.act(presses(ANA, ANA), writing.choose, begun.token, "advice", "keep"))
    assert (kept.step, kept.wording.threshold) == (None, 21)


async def test_twenty_needs_no_advice(street: Street) -> None:
    assert form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=20))).complete


@pytest.mark.parametrize(
    ("step", "text", "refusal"),
    [
        ("action", "ab", TextTooShort),
        ("action", "\u200b\u202e \n", TextTooShort),
        ("action", "x" * 201, TextTooLong),
        ("threshold", "many", ThresholdNotUnderstood),
        ("threshold", "2.5", ThresholdNotWhole),
        ("threshold", "1.500", ThresholdNotWhole),
        ("threshold", "0", ThresholdTooSmall),
        ("threshold", "-3", ThresholdTooSmall),
        ("threshold", "1000001", ThresholdTooLarge),
        ("threshold", "9" * 4300, ThresholdTooLarge),
        ("others", "x", TextTooShort),
        ("others", "x" * 81, TextTooLong),
        ("others_action", "x" * 201, TextTooLong),
        ("deadline", "when it suits", DateNotUnderstood),
        ("deadline", "30 February", ImpossibleDate),
        ("deadline", "26 November 2026", DeadlinePast),
        ("deadline", "today 09:59", DeadlinePast),
        ("deadline", "28 November 2028", DeadlineTooFar),
    ],
)
async def test_bad_answers_are_refused_and_the_form_stays(
    street: Street, step: str, text: str, refusal: type[Refusal]
) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA, ANA), writing.change, token, step)
    before = await street.db.read(drafts.draft_of, street.numbers[ANA])
    with pytest.raises(refusal):
        await street.act(writes(ANA, ANA), writing.answer, text)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA]) == before


@pytest.mark.parametrize("text", ["today", "27/11", "27 November 2028", "today 10:00", "tomorrow 00:00"])
async def test_today_to_two_years_ahead(street: Street, text: str) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA, ANA), writing.change, token, "deadline")
    assert form_of(await street.act(writes(ANA, ANA), writing.answer, text)).complete


@pytest.mark.parametrize(("text", "number"), [("١٢", 12), ("1,500", 1500), ("ten", 10), ("10 others", 10), ("deg", 10)])
async def test_numbers_as_people_write_them(street: Street, text: str, number: int) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA, ANA), writing.change, token, "threshold")
    assert form_of(await street.act(writes(ANA, ANA), writing.answer, text)).answer(Step.THRESHOLD) == number


async def test_what_cannot_be_in_a_line_is_asked_and_the_rest_is_kept(street: Street) -> None:
    begun = await street.act(writes(ANA), writing.begin, "I will sing if 3 others will by 30 February")
    assert isinstance(begun.problem, ImpossibleDate)
    form = form_of(begun)
    assert form.step is Step.DEADLINE
    assert form.answer(Step.ACTION) == "sing"
    begun = await street.act(writes(ANA), writing.begin, f"I will sing if {THRESHOLD_MOST + 1} others will by Friday")
    assert isinstance(begun.problem, ThresholdTooLarge)
    assert form_of(begun).step is Step.THRESHOLD


async def test_publishing_makes_one_pledge(street: Street) -> None:
    line = writes(ANA)
    begun = await street.act(line, writing.begin, LINE.format(n=10))
    first = (await street.publish(ANA, begun)).published
    second = (await street.publish(ANA, begun)).published
    assert first is not None
    assert first == second
    assert (await street.act(line, writing.begin, LINE.format(n=10))).published == first, "the same command again"
    assert len(first.code) == 5
    assert await street.cards() == {first.subject: 1}
    assert len((await street.act(writes(BEN), reading.open_pledges, "")).pledges) == 1


async def test_the_same_command_again_continues_its_form(street: Street) -> None:
    line = writes(ANA)
    begun = form_of(await street.act(line, writing.begin, "I will sing"))
    await street.act(writes(ANA, ANA), writing.answer, "4")
    assert form_of(await street.act(line, writing.begin, "I will sing")).step is Step.OTHERS
    other = form_of(await street.act(writes(ANA), writing.begin, "I will dance"))
    assert other.token != begun.token
    with pytest.raises(NoForm):
        await street.act(presses(ANA), writing.back, begun.token)


async def test_the_deadline_may_pass_while_one_writes(street: Street, clock: MovableClock) -> None:
    begun = await street.act(writes(ANA), writing.begin, LINE.format(n=10))
    clock.set(END_OF_6_DECEMBER + timedelta(seconds=1))
    with pytest.raises(DeadlinePast):
        await street.publish(ANA, begun)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA]) is not None


async def test_twenty_in_a_day_are_enough(street: Street, clock: MovableClock) -> None:
    for number in range(PUBLISHED_MOST):
        await street.pledge(line=f"I will sing song {number} if {{n}} others will by 20 December")
        clock.move(timedelta(hours=1))
    begun = await street.act(writes(ANA), writing.begin, LINE.format(n=10))
    with pytest.raises(TooManyPledges):
        await street.publish(ANA, begun)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA]) is not None, "the form stays"
    assert (await street.pledge(BEN)).creator == street.numbers[BEN], "others go on"
    clock.move(timedelta(days=1) - timedelta(hours=PUBLISHED_MOST))
    assert (await street.publish(ANA, begun)).published is not None


async def test_options_turn_round(street: Street) -> None:
    token = form_of(await street.act(writes(ANA), writing.begin, LINE.format(n=10))).token
    seen = [form_of(await street.act(presses(ANA), writing.toggle, token, "names")).names for _ in range(3)]
    assert seen == [Names.AFTER_SUCCESS, Names.COUNTS, Names.SHOWN]
    now = form_of(await street.act(presses(ANA), writing.toggle, token, "visibility"))
    assert now.visibility is Visibility.UNLISTED
    assert form_of(await street.act(presses(ANA), writing.toggle, token, "nonsense")) == now


async def test_old_and_forged_buttons(street: Street) -> None:
    token = form_of(await street.act(writes(ANA), writing.begin, LINE.format(n=10))).token
    for service, args in (
        (writing.choose, (token, "nonsense", "1")),
        (writing.choose, ("feedface", "threshold", "1")),
        (writing.change, (token, "advice")),
        (writing.back, ("",)),
        (writing.publish, ("feedface",)),
    ):
        with pytest.raises(NoForm):
            await street.act(presses(ANA), service, *args)
    unchanged = form_of(await street.act(presses(ANA), writing.choose, token, "deadline", "7"))
    assert unchanged.wording.deadline.at == END_OF_6_DECEMBER, "a button of a question that is closed"
    with pytest.raises(NoForm):  # somebody else's form
        await street.act(presses(BEN), writing.publish, token)


async def test_giving_up(street: Street) -> None:
    token = form_of(await street.act(writes(ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA), writing.give_up, "feedface")
    assert await street.db.read(drafts.draft_of, street.numbers[ANA]) is not None
    await street.act(presses(ANA), writing.give_up, token)
    await street.act(presses(ANA), writing.give_up, token)
    with pytest.raises(NoForm):
        await street.act(writes(ANA, ANA), writing.answer, "hello")


async def test_somebody_without_a_community_cannot_pledge(street: Street) -> None:
    with pytest.raises(NoCommunity):
        await street.act(writes(1999, 1999), writing.begin, LINE.format(n=10))
