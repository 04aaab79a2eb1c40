"""Writing a pledge, in one line or question by question, and publishing it once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.communities import drafts, settings
from bot.communities.refusals import NoCommunity
from bot.core.clock import MovableClock
from bot.core.refusal import Refusal
from bot.pledges import listing, writing
from bot.pledges.answers import Step
from bot.pledges.deed_refusals import DeedTooEarly
from bot.pledges.form import KIND
from bot.pledges.limits import PUBLISHED_MOST, THRESHOLD_MOST
from bot.pledges.refusals import (
    ActionNotUnderstood,
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
from bot.pledges.wording import Names, Promise, Visibility
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
    for text in ("sweep the lane", "12", "dog owners", "bring a broom", "Friday 18:00", "5 December 10:00, gate"):
        now = form_of(await street.act(writes(ANA, ANA), writing.answer, text))
        steps.append(now.step)
    assert steps == [Step.ACTION, Step.THRESHOLD, Step.OTHERS, Step.OTHERS_ACTION, Step.DEADLINE, Step.ACT_ON, None]
    assert now.wording.others_action == "bring a broom"
    assert now.wording.deadline.at == datetime(2026, 12, 4, 18, 0, tzinfo=UTC)


async def test_buttons_answer_too(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, "I will sweep the lane")).token
    for step, value in (
        ("threshold", "5"),
        ("others", "usual"),
        ("others_action", "usual"),
        ("deadline", "14"),
        ("act_on", "usual"),
    ):
        now = form_of(await street.act(presses(ANA, ANA), writing.choose, token, step, value))
    assert now.complete
    assert (now.wording.others, now.wording.threshold) == (None, 5)
    assert now.wording.deadline.at == datetime(2026, 12, 11, 23, 59, 59, tzinfo=UTC)


async def test_back_keeps_what_was_answered(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    now = form_of(await street.act(presses(ANA, ANA), writing.back, token))
    assert now.step is Step.ACT_ON
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


async def test_a_question_opened_from_the_preview_leads_back_there(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    for step in ("action", "threshold", "others", "others_action", "deadline", "act_on"):
        await street.act(presses(ANA, ANA), writing.change, token, step)
        assert form_of(await street.act(presses(ANA, ANA), writing.back, token)).step is None
        await street.act(presses(ANA, ANA), writing.change, token, step)
        assert form_of(await street.act(presses(ANA, ANA), writing.choose, token, step, "stay")).step is None


async def test_an_open_question_cannot_be_left_as_it_is(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, "")).token
    assert form_of(await street.act(presses(ANA, ANA), writing.choose, token, "action", "stay")).step is Step.ACTION


async def test_without_a_line_the_open_form_is_gone_on_with(street: Street) -> None:
    begun = form_of(await street.act(writes(ANA, ANA), writing.begin, "I will sing"))
    again = await street.act(writes(ANA, ANA), writing.begin, "  ")
    assert (again.form, again.resumed) == (begun, True)
    with_a_line = await street.act(writes(ANA, ANA), writing.begin, "I will dance")
    assert (form_of(with_a_line).promise, with_a_line.resumed) == (Promise("dance"), False)


async def test_beginning_anew(street: Street) -> None:
    begun = form_of(await street.act(writes(ANA, ANA), writing.begin, "I will sing"))
    press = presses(ANA, ANA)
    anew = form_of(await street.act(press, writing.begin_anew, begun.token))
    assert (anew.step, anew.answers) == (Step.ACTION, None)
    await street.act(writes(ANA, ANA), writing.answer, "dance")
    assert form_of(await street.act(press, writing.begin_anew, begun.token)).promise == Promise("dance"), "heard twice"
    old = await street.act(presses(ANA, ANA), writing.begin_anew, begun.token)
    assert (form_of(old).promise, old.resumed) == (Promise("dance"), True), "an old button"


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
        ("action", "we sweep the lane", ActionNotUnderstood),
        ("action", "sweeping the lane", ActionNotUnderstood),
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
        ("deadline", "yesterday", DeadlinePast),
        ("deadline", "3 weeks ago", DeadlinePast),
        ("deadline", "before today", DeadlinePast),
        ("deadline", "today 09:59", DeadlinePast),
        ("deadline", "28 November 2028", DeadlineTooFar),
        ("act_on", "at the alley gate", DateNotUnderstood),
        ("act_on", "30 February, the gate", ImpossibleDate),
        ("act_on", "today 09:59", DeadlinePast),
        ("act_on", "yesterday, the gate", DeadlinePast),
        ("act_on", "5 December 23:59", DeedTooEarly),
        ("act_on", "5 December", DeedTooEarly),
        ("act_on", "28 November 2029", DeadlineTooFar),
        ("act_on", "12 December, x", TextTooShort),
        ("act_on", "12 December, " + "x" * 101, TextTooLong),
    ],
)
async def test_bad_answers_are_refused_and_the_form_stays(
    street: Street, step: str, text: str, refusal: type[Refusal]
) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA, ANA), writing.change, token, step)
    before = await street.db.read(drafts.draft_of, street.numbers[ANA], KIND)
    with pytest.raises(refusal):
        await street.act(writes(ANA, ANA), writing.answer, text)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA], KIND) == before


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
    assert form.promise == Promise("sing")
    begun = await street.act(writes(ANA), writing.begin, f"I will sing if {THRESHOLD_MOST + 1} others will by Friday")
    assert isinstance(begun.problem, ThresholdTooLarge)
    begun = await street.act(writes(ANA), writing.begin, f"Mi wna i ganu os daw {THRESHOLD_MOST + 1} arall erbyn 6/12")
    now = form_of(await street.act(writes(ANA, ANA), writing.answer, "5"))
    assert now.step is Step.OTHERS, "what they had written of them held the number"
    begun = await street.act(writes(ANA), writing.begin, f"I will sing if {THRESHOLD_MOST + 1} others will by Friday")
    assert form_of(begun).step is Step.THRESHOLD


async def test_own_words_come_back_as_they_went(street: Street) -> None:
    line = "Bydda i'n canu carolau os daw 5 cymydog arall erbyn 20 Rhagfyr"
    pledge = await street.pledge(ANA, line=line)
    for wording in (pledge.wording, (await street.card(BEN, pledge)).pledge.wording):
        assert (wording.opening, wording.action, wording.language) == ("Bydda i'n", "canu carolau", "cy")
        assert (wording.condition, wording.others, wording.others_action) == ("os daw 5 cymydog arall", None, None)
    found = await street.act(writes(BEN), listing.open_pledges, "cymydog canu")
    assert [each.code for each in found.pledges] == [pledge.code]


@pytest.mark.parametrize(("step", "answer"), [("threshold", "7"), ("others", "teulu"), ("others_action", "dod")])
async def test_who_changes_a_part_of_their_own_words_tells_the_rest(street: Street, step: str, answer: str) -> None:
    """The number, who and what are one in them, and may not contradict each other."""
    line = "Dof â chawl os daw 5 arall erbyn dydd Gwener"
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, line)).token
    await street.act(presses(ANA, ANA), writing.change, token, step)
    now = form_of(await street.act(writes(ANA, ANA), writing.answer, answer))
    assert now.condition is None
    asked = []
    while now.step is not None:
        asked.append(now.step.value)
        now = form_of(await street.act(writes(ANA, ANA), writing.answer, "helpu" if asked[-1] != "others" else "arall"))
    assert {*asked, step} >= {"others", "others_action"}


async def test_the_same_number_keeps_their_own_words(street: Street) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, "Dof os daw 5 arall erbyn dydd Gwener")).token
    await street.act(presses(ANA, ANA), writing.change, token, "threshold")
    assert form_of(await street.act(writes(ANA, ANA), writing.answer, "5")).wording.condition == "os daw 5 arall"


@pytest.mark.parametrize(
    ("language", "answer", "promise"),
    [
        ("en", "bring my van", Promise("bring my van")),
        ("en", "I will bring my van", Promise("bring my van")),
        ("en", "I won't drive", Promise("drive", "I won't")),
        ("cy", "dod â fy fan", Promise("dod â fy fan", "Dw i’n addo")),
        ("cy", "Mi wna i ddod â fy fan", Promise("ddod â fy fan")),
        ("cy", "Dof â fy fan", Promise("Dof â fy fan", "")),
        ("ar", "أحضر شاحنتي", Promise("أحضر شاحنتي")),
        ("ar", "احضر شاحنتي", Promise("احضر شاحنتي")),
        ("ar", "سأحضر شاحنتي", Promise("أحضر شاحنتي")),
        ("ar", "لن أقود", Promise("أقود", "لن")),
    ],
)
async def test_an_answer_may_repeat_what_it_goes_on_after(
    street: Street, language: str, answer: str, promise: Promise
) -> None:
    await street.act(presses(ANA, ANA), settings.language_chosen, language)
    await street.act(writes(ANA, ANA), writing.begin, "")
    assert form_of(await street.act(writes(ANA, ANA), writing.answer, answer)).promise == promise


@pytest.mark.parametrize(
    ("own", "answer", "written"),
    [
        ("ar", "sweep the lane", "en"),
        ("ar", "Dw i'n addo canu", "cy"),
        ("en", "سأغني", "ar"),
        ("cy", "سأغني", "ar"),
        ("cy", "canu", "cy"),
    ],
)
async def test_the_sentence_is_in_the_language_of_its_promise(
    street: Street, own: str, answer: str, written: str
) -> None:
    await street.act(presses(ANA, ANA), settings.language_chosen, own)
    await street.act(writes(ANA, ANA), writing.begin, "")
    assert form_of(await street.act(writes(ANA, ANA), writing.answer, answer)).language == written
    begun = await street.act(writes(ANA, ANA), writing.begin, answer)
    assert form_of(begun).language == written


async def test_a_whole_sentence_answers_the_first_question(street: Street) -> None:
    await street.act(writes(ANA, ANA), writing.begin, "")
    now = form_of(await street.act(writes(ANA, ANA), writing.answer, LINE.format(n=10)))
    assert now.complete
    assert (now.wording.action, now.wording.others_action) == ("bring my van", "come")


@pytest.mark.parametrize(
    ("answer", "doing"), [("they will come", "come"), ("bring soup", "bring soup"), ("the same", None)]
)
async def test_what_they_do_goes_on_after_they_will(street: Street, answer: str, doing: str | None) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA, ANA), writing.change, token, "others_action")
    assert form_of(await street.act(writes(ANA, ANA), writing.answer, answer)).wording.others_action == doing


@pytest.mark.parametrize(
    ("text", "day"), [("by Friday", 4), ("before Friday", 3), ("erbyn dydd Gwener", 4), ("قبل الجمعة", 3)]
)
async def test_a_deadline_may_be_typed_with_its_by(street: Street, text: str, day: int) -> None:
    token = form_of(await street.act(writes(ANA, ANA), writing.begin, LINE.format(n=10))).token
    await street.act(presses(ANA, ANA), writing.change, token, "deadline")
    now = form_of(await street.act(writes(ANA, ANA), writing.answer, text))
    assert now.wording.deadline.at == datetime(2026, 12, day, 23, 59, 59, tzinfo=UTC)


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
    assert len((await street.act(writes(BEN), listing.open_pledges, "")).pledges) == 1


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
    assert await street.db.read(drafts.draft_of, street.numbers[ANA], KIND) is not None


async def test_twenty_in_a_day_are_enough(street: Street, clock: MovableClock) -> None:
    for number in range(PUBLISHED_MOST):
        await street.pledge(line=f"I will sing song {number} if {{n}} others will by 20 December")
        clock.move(timedelta(hours=1))
    begun = await street.act(writes(ANA), writing.begin, LINE.format(n=10))
    with pytest.raises(TooManyPledges):
        await street.publish(ANA, begun)
    assert await street.db.read(drafts.draft_of, street.numbers[ANA], KIND) is not None, "the form stays"
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
    assert await street.db.read(drafts.draft_of, street.numbers[ANA], KIND) is not None
    await street.act(presses(ANA), writing.give_up, token)
    await street.act(presses(ANA), writing.give_up, token)
    with pytest.raises(NoForm):
        await street.act(writes(ANA, ANA), writing.answer, "hello")


async def test_somebody_without_a_community_cannot_pledge(street: Street) -> None:
    with pytest.raises(NoCommunity):
        await street.act(writes(1999, 1999), writing.begin, LINE.format(n=10))
