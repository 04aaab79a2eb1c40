"""Rewards, as services: what cannot be, first; then what becomes of a voucher, once; stock, ends, figures, moves."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import column, text

from bot.communities import service as communities
from bot.communities.model import Membership
from bot.communities.refusals import NotAllowed
from bot.core.clock import MovableClock
from bot.core.db import Database
from bot.core.db import statement as asked
from bot.core.refusal import Refusal
from bot.maintenance.checking import findings
from bot.timebank.ledger.model import HoldState
from bot.timebank.rewards import accepting, figures, founding, listing, offering, rules
from bot.timebank.rewards.model import VoucherState
from bot.timebank.rewards.refusals import NoneLeft, NotYourVenue, OwnVoucher, UnknownReward, UnknownVoucher, VoucherOver
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, presses, writes
from tests.timebank.bazaar import DILWYN, ERIN, SUBJECT, Bazaar, sum_of_all

TOLD = asked(text("SELECT kind FROM notices WHERE subject LIKE 'voucher:%' ORDER BY id").columns(column("kind")))
HOLDS = asked(text("SELECT state FROM ledger_holds ORDER BY id").columns(column("state")))
NEW = -1000
DAY = timedelta(days=1)


@pytest.fixture
async def bazaar(db: Database) -> AsyncIterator[Bazaar]:
    bazaar = Bazaar(db)
    await bazaar.settle_in()
    yield bazaar
    assert await db.read(findings) == []


async def told(bazaar: Bazaar) -> list[str]:
    return await bazaar.db.read(lambda tx: [row.kind for row in tx.rows(TOLD)])


async def holds(bazaar: Bazaar) -> list[str]:
    return await bazaar.db.read(lambda tx: [row.state for row in tx.rows(HOLDS)])


async def refused(bazaar: Bazaar, who: int, code: str) -> str:
    with pytest.raises(Refusal) as no:
        await bazaar.accept(who, code)
    return no.value.code


# --- what cannot be --------------------------------------------------------------------------------------------------


async def test_too_little_credit_takes_nothing(bazaar: Bazaar) -> None:
    offer = await bazaar.offer("Trip", "8h", "10", "30")
    with pytest.raises(Refusal) as no:
        await bazaar.redeem(ANA, offer)
    assert no.value.code == "below_floor"
    assert (await holds(bazaar), await told(bazaar)) == ([], [])


async def test_only_staff_accept_and_never_their_own(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    other = await bazaar.new_venue("The cinema", BEN)
    for who in (ANA, DILWYN):
        await bazaar.endow(who)
    voucher = (await bazaar.redeem(ANA, offer)).voucher
    own = (await bazaar.redeem(DILWYN, offer)).voucher
    assert await refused(bazaar, ANA, voucher.code) == UnknownVoucher.code, "its holder is no staff"
    assert await refused(bazaar, CERYS, voucher.code) == UnknownVoucher.code, "an organiser is no staff"
    assert await refused(bazaar, BEN, voucher.code) == NotYourVenue.code, "staff, but of the cinema"
    assert await refused(bazaar, DILWYN, own.code) == OwnVoucher.code
    assert await refused(bazaar, DILWYN, "00000000") == UnknownVoucher.code
    assert (await bazaar.till()).balance == (await bazaar.till(other)).balance == 0
    assert (await bazaar.accept(ERIN, own.code)).accepted


async def test_staff_who_were_dismissed_or_have_left_accept_nothing(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    await bazaar.endow(ANA)
    voucher = (await bazaar.redeem(ANA, offer)).voucher
    await bazaar.act(presses(CERYS, CERYS), founding.dismiss, bazaar.community, bazaar.venue, 1)
    assert await refused(bazaar, DILWYN, voucher.code) == UnknownVoucher.code
    bazaar.place(ERIN, Membership.LEFT)
    await bazaar.db.write(communities.member_changed, GROUP, ERIN, Membership.LEFT, bazaar.db.clock.now())
    assert await refused(bazaar, ERIN, voucher.code) == UnknownVoucher.code
    assert (await bazaar.account(ANA)).held_out == 180


async def test_nobody_but_organisers_founds_and_names_and_nobody_but_the_venue_offers(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    place = (bazaar.community, bazaar.venue)
    for act in (
        bazaar.act(presses(ANA, ANA), founding.found, bazaar.community, "My own"),
        bazaar.act(presses(DILWYN, DILWYN), founding.name_staff, *place, await bazaar.number(ANA)),
        bazaar.act(presses(DILWYN, DILWYN), founding.close, *place),
        bazaar.act(presses(ANA, ANA), figures.overview, bazaar.community),
    ):
        with pytest.raises(NotAllowed):
            await act
    for act in (
        bazaar.act(presses(ANA, ANA), offering.begin, *place),
        bazaar.act(presses(ANA, ANA), founding.look, *place),
        bazaar.act(presses(ANA, ANA), offering.ask_end, bazaar.community, offer.id),
    ):
        with pytest.raises(Refusal) as no:
            await act
        assert no.value.code == "unknown_venue"
    with pytest.raises(UnknownReward):
        await bazaar.redeem(ANA, offering.OfferId(7))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7k3x9abc", "7K3X9ABC"),
        ("7K3X-9ABC", "7K3X9ABC"),
        (" 7k3x 9abc ", "7K3X9ABC"),
        ("٧k٣x٩abc", "7K3X9ABC"),
        ("\u20687K3X9ABC\u2069", "7K3X9ABC"),
        ("OIL00000", "01100000"),
        ("7K3X9AB", None),
        ("7K3X9ABCD", None),
        ("7K3X9AB!", None),
        ("7K3X9ABU", None),
        ("", None),
        ("\x00" * 8, None),
    ],
)
def test_codes_as_people_type_them(typed: str, code: str | None) -> None:
    assert rules.read_voucher(typed) == code


# --- the way of a voucher --------------------------------------------------------------------------------------------


async def test_a_swim_for_three_of_twenty_four_hours(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    await bazaar.endow(ANA)
    view = await bazaar.redeem(ANA, offer)
    assert (view.state, view.last_day, view.voucher.minutes) == (VoucherState.OPEN, date(2026, 12, 27), 180)
    assert view.voucher.expires_at == datetime(2026, 12, 28, tzinfo=UTC)
    assert len(view.voucher.code) == 8
    assert (await bazaar.account(ANA)).can_spend == 21 * 60
    assert ((await bazaar.account(ANA)).balance, (await bazaar.till()).balance) == (24 * 60, 0)
    assert (await bazaar.accept(DILWYN, view.voucher.code.lower())).accepted
    assert ((await bazaar.account(ANA)).balance, (await bazaar.till()).balance) == (21 * 60, 3 * 60)
    assert await bazaar.db.read(sum_of_all, bazaar.community) == 0
    assert await told(bazaar) == ["voucher_used"]


async def test_used_twice_is_used_once(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    await bazaar.endow(ANA)
    code = (await bazaar.redeem(ANA, offer)).voucher.code
    assert (await bazaar.accept(DILWYN, code)).accepted
    for who in (DILWYN, ERIN):
        again = await bazaar.accept(who, code)
        assert (again.accepted, again.state) == (False, VoucherState.USED)
    with pytest.raises(VoucherOver):
        await bazaar.take_back(ANA, code)
    assert (await bazaar.till()).balance == 180
    assert await told(bazaar) == ["voucher_used"]


async def test_the_same_button_twice_is_one_voucher(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    await bazaar.endow(ANA)
    one, again, other = [await bazaar.redeem(ANA, offer, number) for number in (1, 1, 2)]
    assert one.voucher == again.voucher != other.voucher
    assert (await bazaar.account(ANA)).held_out == 360


async def test_its_time_is_over_and_the_hours_come_back(bazaar: Bazaar, clock: MovableClock) -> None:
    offer = await bazaar.offer("Swim", "3h", "10", "7")
    await bazaar.endow(ANA)
    view = await bazaar.redeem(ANA, offer)
    clock.move(view.voucher.expires_at - clock.now() - timedelta(seconds=1))
    assert await bazaar.ring() == 0
    assert (await bazaar.act(presses(DILWYN, DILWYN), accepting.look, view.voucher.code))[0].state is VoucherState.OPEN
    clock.move(timedelta(seconds=1))
    late = await bazaar.accept(DILWYN, view.voucher.code)
    assert (late.accepted, late.state) == (False, VoucherState.EXPIRED), "before anybody has written it down"
    assert await bazaar.ring() == 1
    assert (await bazaar.account(ANA)).can_spend == 24 * 60
    assert (await holds(bazaar), await told(bazaar)) == ([HoldState.EXPIRED.value], ["voucher_expired"])


async def test_taken_back_before_use_and_the_place_is_free_again(bazaar: Bazaar) -> None:
    offer = await bazaar.offer("Swim", "3h", "1", "7")
    for who in (ANA, BEN):
        await bazaar.endow(who)
    code = (await bazaar.redeem(ANA, offer)).voucher.code
    with pytest.raises(NoneLeft) as no:
        await bazaar.redeem(BEN, offer)
    assert no.value.again_on == date(2026, 11, 30)
    with pytest.raises(UnknownVoucher):
        await bazaar.take_back(BEN, code)
    for _ in range(2):
        assert (await bazaar.take_back(ANA, code)).state is VoucherState.RETURNED
    assert (await bazaar.account(ANA)).can_spend == 24 * 60
    assert (await bazaar.accept(DILWYN, code)).state is VoucherState.RETURNED
    assert (await bazaar.redeem(BEN, offer)).state is VoucherState.OPEN


async def test_stock_is_new_on_monday(bazaar: Bazaar, clock: MovableClock) -> None:
    offer = await bazaar.offer("Swim", "1h", "1", "90")
    await bazaar.endow(ANA)
    await bazaar.redeem(ANA, offer)
    for _ in range(3):  # Friday, Saturday, Sunday
        page = await bazaar.act(writes(ANA), listing.rewards)
        assert page.listings[0].left == 0
        with pytest.raises(NoneLeft):
            await bazaar.redeem(ANA, offer, 2)
        clock.move(DAY)
    assert (await bazaar.redeem(ANA, offer, 2)).voucher.week == date(2026, 11, 30)


# --- ends ------------------------------------------------------------------------------------------------------------


async def test_an_offer_ends_and_what_is_out_stays_good(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    for who in (ANA, BEN):
        await bazaar.endow(who)
    code = (await bazaar.redeem(ANA, offer)).voucher.code
    ending = await bazaar.act(presses(DILWYN, DILWYN), offering.end, bazaar.community, offer.id, called_off=False)
    assert ending.out == 1
    with pytest.raises(Refusal) as no:
        await bazaar.redeem(BEN, offer)
    assert no.value.code == "reward_ended"
    assert await bazaar.ring() == 0
    assert (await bazaar.accept(DILWYN, code)).accepted


async def test_an_offer_is_called_off_and_hours_go_back(bazaar: Bazaar) -> None:
    offer = await bazaar.offer()
    for who in (ANA, BEN):
        await bazaar.endow(who)
    codes = [(await bazaar.redeem(who, offer)).voucher.code for who in (ANA, BEN)]
    await bazaar.act(presses(DILWYN, DILWYN), offering.end, bazaar.community, offer.id, called_off=True)
    late = await bazaar.accept(DILWYN, codes[0])
    assert (late.accepted, late.state) == (False, VoucherState.CALLED_OFF)
    assert await bazaar.ring() == 2
    assert [(await bazaar.account(who)).can_spend for who in (ANA, BEN)] == [24 * 60, 24 * 60]
    assert await told(bazaar) == ["voucher_called_off"] * 2


async def test_a_venue_closes_with_all_that_is_out(bazaar: Bazaar, clock: MovableClock) -> None:
    """Also what is out of an offer that had ended before."""
    before, now = await bazaar.offer("Sauna", "1h", "-", "30"), await bazaar.offer()
    await bazaar.endow(ANA)
    used, *_ = [(await bazaar.redeem(ANA, offer)).voucher.code for offer in (now, before)]
    await bazaar.redeem(ANA, now, 2)
    await bazaar.accept(DILWYN, used)
    await bazaar.act(presses(DILWYN, DILWYN), offering.end, bazaar.community, before.id, called_off=False)
    await bazaar.act(presses(CERYS, CERYS), founding.close, bazaar.community, bazaar.venue)
    assert await bazaar.ring() == 2
    assert await bazaar.ring() == 0
    assert ((await bazaar.account(ANA)).can_spend, (await bazaar.till()).balance) == (21 * 60, 180)
    assert sorted(await told(bazaar)) == ["voucher_called_off", "voucher_called_off", "voucher_used"]
    assert (await bazaar.act(writes(ANA), listing.rewards)).listings == ()
    assert await refused(bazaar, DILWYN, used) == UnknownVoucher.code, "nobody works there any more"
    clock.move(40 * DAY)
    assert await bazaar.ring() == 0


# --- figures, moves --------------------------------------------------------------------------------------------------


async def test_what_organisers_see(bazaar: Bazaar, clock: MovableClock) -> None:
    offer = await bazaar.offer("Swim", "3h", "-", "365")
    await bazaar.endow(ANA)
    codes = [(await bazaar.redeem(ANA, offer, number)).voucher.code for number in (1, 2)]
    seen = await bazaar.act(presses(CERYS, CERYS), figures.overview, bazaar.community)
    assert (seen.kept, seen.coverage) == (0, None)
    await bazaar.accept(DILWYN, codes[0])
    seen = await bazaar.act(presses(CERYS, CERYS), figures.overview, bazaar.community)
    hours = [minutes // 60 for minutes in (seen.issued, seen.spent, seen.expired, seen.outstanding, seen.on_vouchers)]
    assert hours == [24, 3, 0, 21, 3]
    assert seen.coverage == 700
    [line] = seen.settlements
    assert (line.venue.name, line.balance, line.used, line.out) == ("The pool", 180, 1, 1)
    clock.move(timedelta(days=91))
    seen = await bazaar.act(presses(CERYS, CERYS), figures.overview, bazaar.community)
    assert (seen.spent, seen.kept, seen.coverage) == (180, 0, None)


async def test_two_books_of_one_group(bazaar: Bazaar) -> None:
    """Venues go along, vouchers are called off, and what was taken is on the venue's account in the one book."""
    other = Bazaar(bazaar.db)
    other.community = await bazaar.found(NEW)
    for who in (ANA, BEN, CERYS, DILWYN):
        bazaar.place(who, Membership.ADMINISTRATOR if who == CERYS else Membership.MEMBER, NEW)
        await bazaar.see(writes(who, NEW))
    other.members = bazaar.members
    await other.issue_credits()
    other.venue = await other.new_venue("The cinema", DILWYN)
    film = await other.offer("Film", "2h", "5", "30")
    await other.endow(ANA)
    used, _ = [(await other.redeem(ANA, film, number)).voucher.code for number in (1, 2)]
    await other.accept(DILWYN, used)
    await bazaar.db.write(communities.group_upgraded, GROUP, NEW, SUBJECT.drawing.moves)
    await bazaar.ring()
    assert await bazaar.faults() == []
    assert await told(bazaar) == ["voucher_used", "voucher_called_off"]
    assert ((await bazaar.till(other.venue)).balance, (await bazaar.account(ANA)).can_spend) == (120, 22 * 60)
    page = await bazaar.act(writes(ANA, NEW), listing.rewards)
    assert [(each.offer.terms.title, each.left) for each in page.listings] == [("Film", 5)]
    again = (await bazaar.redeem(ANA, film)).voucher
    assert (await bazaar.accept(DILWYN, again.code)).accepted


async def test_a_voucher_whose_time_is_over_when_two_books_become_one(bazaar: Bazaar, clock: MovableClock) -> None:
    """Nobody has looked at it since: its hours are free in the same moment as it is over."""
    other = Bazaar(bazaar.db)
    other.community = await bazaar.found(NEW)
    for who in (ANA, CERYS, DILWYN):
        bazaar.place(who, Membership.ADMINISTRATOR if who == CERYS else Membership.MEMBER, NEW)
        await bazaar.see(writes(who, NEW))
    other.members = bazaar.members
    await other.issue_credits()
    other.venue = await other.new_venue("The cinema", DILWYN)
    await other.endow(ANA)
    await other.redeem(ANA, await other.offer("Film", "2h", "5", "1"))
    clock.move(3 * DAY)
    await bazaar.db.write(communities.group_upgraded, GROUP, NEW, SUBJECT.drawing.moves)
    assert await bazaar.faults() == []
    assert await holds(bazaar) == [HoldState.EXPIRED]
