"""Pledges that come again: one ordinary pledge for each round."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.pledges import cancelling, hiding, reading, rescuing
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import UnknownPledge
from bot.pledges.series import answering
from bot.pledges.series.model import Rule
from bot.pledges.series.reading import read_rule
from bot.pledges.series.refusals import InThisRound, NotRepeated, NotYourSeries, RepeatsNotUnderstood, RoundOver
from bot.pledges.series.rules import day_of_turn
from bot.reminders import service as reminders
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, presses, writes
from tests.pledges.scenes import RINGS, Street

ADMIN, STRANGER = 1010, 1999
A_DAY = timedelta(days=1)
WEEKLY = {"repeats": "every week"}


async def weekly(street: Street, when: str = "12 December 10:00, the alley gate") -> Pledge:
    """Ana's, which comes every week; one other has to join by 6 December."""
    return await street.pledge(n=1, options={"act_on": when, **WEEKLY})


async def present(street: Street, pledge: Pledge) -> Pledge:
    """The present round."""
    of = (await street.card(ANA, pledge)).series
    assert of is not None
    found = await street.db.read(lambda tx: answering.pledges.by_code(tx, of.code, lock=False))
    assert found is not None
    return found


def test_days_are_counted_from_the_first() -> None:
    last, fifth = date(2027, 1, 31), date(2027, 1, 30)
    assert [day_of_turn(last, Rule.MONTHLY, turn).isoformat() for turn in (1, 2, 3)] == [
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
    ]
    assert [day_of_turn(fifth, Rule.MONTHLY_WEEKDAY, turn).isoformat() for turn in (1, 2, 3)] == [
        "2027-02-27",
        "2027-03-27",
        "2027-04-24",
    ]
    second_saturday = date(2026, 12, 12)
    assert day_of_turn(second_saturday, Rule.MONTHLY_WEEKDAY, 1) == date(2027, 1, 9)
    assert day_of_turn(second_saturday, Rule.FORTNIGHTLY, 2) == date(2027, 1, 9)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Every week", Rule.WEEKLY),
        ("fortnightly.", Rule.FORTNIGHTLY),
        ("bob pythefnos", Rule.FORTNIGHTLY),
        ("pob mis", Rule.MONTHLY),
        ("كل أسبوع", Rule.WEEKLY),
        ("كل شهر", Rule.MONTHLY),
    ],
)
def test_how_often_is_read(text: str, rule: Rule) -> None:
    assert read_rule(text) is rule


async def test_what_cannot_be(street: Street) -> None:
    with pytest.raises(RepeatsNotUnderstood):
        read_rule("every blue moon")
    single = await street.pledge(n=1)
    for verb in (answering.skip, answering.stop):
        with pytest.raises(NotRepeated):
            await street.act(presses(BEN), verb, single.code)
    with pytest.raises(NotRepeated):
        await street.act(presses(ANA), answering.end, single.code)
    pledge = await weekly(street)
    for steer, *turn in (
        (answering.end,),
        (answering.go_on,),
        (answering.leave_out, 1),
        (answering.take_back, 1),
    ):
        with pytest.raises(NotYourSeries):
            await street.act(presses(BEN), steer, pledge.code, *turn)
        with pytest.raises(UnknownPledge):
            await street.act(presses(STRANGER, STRANGER), steer, pledge.code, *turn)
    await street.sign(BEN, pledge)
    with pytest.raises(InThisRound):
        await street.act(presses(BEN), answering.skip, pledge.code)
    assert "round_asked" not in await street.told()


async def test_rounds_follow_one_another_on_the_same_time_of_day(street: Street, clock: MovableClock) -> None:
    """Round 1 is on a Saturday in winter; the clocks go forward on 28 March 2027, and it stays at 10:00 on the wall."""
    first = await weekly(street)
    await street.sign(BEN, first)
    await street.live_until(clock, datetime(2026, 12, 13, 0, 30, tzinfo=UTC))
    second = await present(street, first)
    assert second.code != first.code
    deed = second.wording.act_on
    assert deed is not None and deed.at == datetime(2026, 12, 19, 10, tzinfo=UTC) and deed.place == "the alley gate"
    assert second.wording.deadline.at == datetime(2026, 12, 13, 23, 59, 59, tzinfo=UTC)
    assert [who for kind, who in await street.owed() if kind == "round_asked"] == [street.numbers[BEN]]
    for week in range(16):
        now = await present(street, first)
        await street.sign(BEN, now)
        await street.live_until(clock, datetime(2026, 12, 13, 0, 30, tzinfo=UTC) + timedelta(weeks=week + 1))
    deed = (await present(street, first)).wording.act_on
    assert deed is not None and deed.at == datetime(2027, 4, 10, 9, tzinfo=UTC), "10:00 in Europe/London"
    asked = [(at, who) for kind, at, who in await street.messages() if kind == "round_asked"]
    assert len(asked) == len(set(asked)) == 17, "one message for each round"


async def test_skip_counts_for_one_round_and_stop_for_all(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1, options=WEEKLY)
    for who in (BEN, CERYS):
        await street.sign(who, pledge)
    await street.live_until(clock, pledge.wording.closes_at)
    second = await present(street, pledge)
    assert (await street.cards())[second.subject] == 1, "a new card"
    assert (await street.card(BEN, pledge)).series == answering.Round(Rule.WEEKLY, 1, True, second.code, second.code, 2)
    for _ in range(2):
        await street.act(presses(BEN), answering.skip, second.code)
        await street.act(presses(CERYS), answering.stop, second.code)
    assert [kind for kind, _ in await street.heard() if kind == "round_asked"] == [], "they have said so already"
    await street.live_until(clock, second.wording.closes_at)
    with pytest.raises(RoundOver):
        await street.act(presses(BEN), answering.skip, second.code)
    third = await present(street, pledge)
    to_third = [who for kind, who in await street.to_be_told() if kind == "round_asked"]
    assert to_third.count(street.numbers[CERYS]) == 1, "as for the second, when it was still to be said"
    await street.sign(CERYS, third)
    await street.live_until(clock, third.wording.closes_at)
    asked = [who for kind, who in await street.owed() if kind == "round_asked"]
    assert asked.count(street.numbers[BEN]) == 3 and asked.count(street.numbers[CERYS]) == 2


async def test_three_empty_rounds_end_it_and_its_creator_can_go_on(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1, options=WEEKLY)
    await street.live_until(clock, pledge.wording.closes_at + timedelta(weeks=5))
    card = await street.card(ANA, pledge)
    assert card.series is not None and not card.series.running
    third = await present(street, pledge)
    assert (await street.card(ANA, third)).series == answering.Round(Rule.WEEKLY, 3, False, third.code, third.code, 3)
    assert (await street.told()).count("series_ended") == 1
    for _ in range(2):
        await street.act(presses(ANA), answering.go_on, pledge.code)
    await street.live_until(clock, clock.now())
    fourth = await present(street, pledge)
    of = (await street.card(ANA, fourth)).series
    assert of is not None and (of.number, of.running, of.code) == (4, True, fourth.code)
    assert fourth.wording.closes_at > clock.now() + A_DAY


async def test_rounds_missed_in_an_outage_are_not_made_up_for(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1, options=WEEKLY)
    await street.sign(BEN, pledge)
    clock.set(pledge.wording.closes_at + timedelta(weeks=4, hours=2))
    await street.ring()
    second = await present(street, pledge)
    assert (await street.card(ANA, second)).series == answering.Round(Rule.WEEKLY, 2, True, second.code, second.code, 6)
    assert second.wording.deadline.at == pledge.wording.deadline.at + timedelta(weeks=5)
    assert len(await street.cards()) == 2


async def test_a_turn_is_left_out_and_a_series_ends(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1, options=WEEKLY)
    await street.sign(BEN, pledge)
    for verb in (answering.leave_out, answering.take_back, answering.leave_out, answering.leave_out):
        steered = await street.act(presses(ANA), verb, pledge.code, 1)
        assert (steered.series.left_out == 1) is (verb is answering.leave_out), "twice is once"
    await street.live_until(clock, pledge.wording.closes_at)
    second = await present(street, pledge)
    assert second.wording.deadline.at == pledge.wording.deadline.at + timedelta(weeks=2)
    for verb in (answering.leave_out, answering.take_back):
        with pytest.raises(RoundOver):  # a button of the round before
            await street.act(presses(ANA), verb, pledge.code, 1)
    for _ in range(2):
        ended = await street.act(presses(ANA), answering.end, pledge.code)
        assert ended.pledge.code == second.code and ended.series.ended_at is not None
    with pytest.raises(RoundOver):
        await street.act(presses(ANA), answering.leave_out, pledge.code, 3)
    await street.live_until(clock, second.wording.closes_at + timedelta(weeks=2))
    assert (await present(street, pledge)).code == second.code
    assert "series_ended" not in await street.told(), "its creator knows"


async def test_an_organiser_ends_it_and_calling_off_a_round_does_not(street: Street, clock: MovableClock) -> None:
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    pledge = await street.pledge(n=1, options=WEEKLY)
    await street.act(writes(ANA, ANA), cancelling.cancel, pledge.code, "It rains.")
    await street.live_until(clock, pledge.wording.closes_at)
    second = await present(street, pledge)
    assert second.state is PledgeState.OPEN
    await street.act(presses(ADMIN), answering.end, second.code)
    assert ("series_ended", street.numbers[ANA]) in await street.owed()


async def test_what_is_hidden_does_not_come_again(street: Street, clock: MovableClock) -> None:
    await street.home(ADMIN)
    street.place(ADMIN, Membership.ADMINISTRATOR)
    pledge = await street.pledge(n=1, options=WEEKLY)
    await street.act(presses(ADMIN), hiding.hide, pledge.code)
    await street.live_until(clock, pledge.wording.closes_at + A_DAY)
    assert (await present(street, pledge)).code == pledge.code
    assert ("series_ended", street.numbers[ANA]) in await street.owed()


async def test_it_ends_with_the_residence_of_its_creator(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1, options=WEEKLY)
    await street.sign(BEN, pledge)
    street.place(ANA, Membership.LEFT)
    clock.move(timedelta(minutes=2))
    assert await street.act(presses(ANA, ANA), reading.card_if_seen, pledge.code) is None
    await street.live_until(clock, pledge.wording.closes_at)
    of = (await street.card(BEN, pledge)).series
    assert of is not None and not of.running and of.code == pledge.code


async def test_whoever_lives_in_many_places_keeps_it_going(street: Street, clock: MovableClock) -> None:
    """Homes are listed by their titles, fifty at most; "Mill Road" is none of those fifty."""
    pledge = await street.pledge(n=1, options=WEEKLY)
    await street.sign(BEN, pledge)
    for number in range(50):
        chat = GROUP - 100 - number
        street.place(ANA, Membership.MEMBER, chat)
        await street.found(chat, f"Allotment {number}")
        await street.see(writes(ANA, chat, chat_title=f"Allotment {number}"))
    await street.live_until(clock, pledge.wording.closes_at)
    assert (await present(street, pledge)).code != pledge.code


@pytest.mark.parametrize("own", [None, 2])
async def test_a_yes_to_fewer_is_for_its_own_round(street: Street, clock: MovableClock, own: int | None) -> None:
    """Each round needs three, and opens on the day of the one before, when that has been answered for. Nobody is in the
    first; the second goes ahead with one; what was said for all rounds (ask me then, or: at least two) stays so."""
    options = {"act_on": "8 December 10:00", **WEEKLY, **({} if own is None else {"minimum": str(own)})}
    pledge = await street.pledge(n=3, options=options)
    for signers in ((), (BEN, CERYS), (BEN, CERYS)):
        now = await present(street, pledge)
        assert now.minimum == own
        for who in signers:
            await street.sign(who, now)
        await street.live_until(clock, now.wording.closes_at)
        if signers:
            await street.act(presses(ANA, at=clock.now()), rescuing.go_ahead, now.code, 1)
            assert (await street.card(ANA, now)).pledge.minimum == 1
        await street.live_until(clock, now.wording.acts_at + timedelta(hours=5))
    assert (await present(street, pledge)).minimum == own


async def test_a_reminder_that_rings_twice_opens_one_round(street: Street, clock: MovableClock) -> None:
    pledge = await street.pledge(n=1, options=WEEKLY)
    clock.set(pledge.wording.closes_at)
    keys = await street.db.read(reminders.due, 10)
    for key in (*keys, *keys):
        await street.db.write(reminders.ring, key, RINGS)
    assert len(await street.cards()) == 2
