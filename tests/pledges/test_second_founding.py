"""A group was upgraded, and people went on in the new chat before we heard of it: the two communities become one."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, Final, TypeVar

import pytest
from sqlalchemy import bindparam, func, select

from bot.communities import roles
from bot.communities import service as communities
from bot.communities.groups import Move
from bot.communities.model import CommunityId, Membership
from bot.communities.setup import set_pledges_topic
from bot.core.clock import MovableClock
from bot.core.db import Outage, Tx, statement
from bot.migrations.metadata import whole_metadata
from bot.pledges import announcing, cancelling, listing, offering, writing
from bot.pledges.model import PledgeState
from bot.pledges.paper import adding
from bot.pledges.series import answering
from bot.pledges.wording import ONE_SECOND
from bot.reminders import service as reminders
from bot.subject import whole_subject
from bot.timebank.market import asking, matching, posting
from bot.timebank.market import listing as market
from bot.timebank.market.model import PostId, Side
from bot.timebank.market.posting import Posted
from tests.communities.scenes import ANA, BEN, CERYS, GROUP, presses, writes
from tests.pledges.scenes import LINE, Street
from tests.pledges.test_counter import make
from tests.pledges.test_races import A_MOMENT

R = TypeVar("R")
NEW: Final = -1000
SUBJECT: Final = whole_subject()
MOVES: Final = SUBJECT.drawing.moves
STAYS: Final = {
    "community_aliases": "that is where it says what became of it",
    "hints": "what its admins were told once",
    "memberships": "Telegram is asked again after a minute anyway",
    "hours_claims": "what waits follows, what is approved stays with its book (tests/timebank/test_claims.py)",
    "programmes": "they follow, with what they have issued (tests/timebank/test_programmes.py)",
    "timebanks": "what was settled is copied, where nothing was (tests/timebank/test_giving.py)",
    **dict.fromkeys(
        ("venues", "venue_staff", "reward_offers", "voucher_codes", "vouchers"),
        "they are copied, and vouchers are called off (tests/timebank/test_rewards.py)",
    ),
    **dict.fromkeys(
        ("ledger_accounts", "ledger_acts", "ledger_holds", "ledger_transfers", "ledger_texts"),
        "a book is not changed: balances are carried over (tests/timebank/test_giving.py)",
    ),
}
"""Tables whose rows need not follow."""


@pytest.fixture
async def other(street: Street) -> CommunityId:
    """The second founding: everybody is in the new chat as well, and nobody knows that it is the same group."""
    other = await street.found(chat=NEW)
    for who in (ANA, BEN, CERYS):
        street.place(who, Membership.MEMBER, NEW)
        await street.see(writes(who, NEW))
    street.place(ANA, Membership.ADMINISTRATOR, NEW)
    return other


@pytest.fixture
async def one(street: Street, other: CommunityId) -> AsyncIterator[CommunityId]:
    """The community that was there before. At the end the second one is part of it, and nothing is left there."""
    one = (await street.see(writes(ANA, GROUP))).community
    assert one is not None
    yield one
    assert await street.db.read(communities.successor, other) == one
    left = await street.db.read(rows_of, other)
    assert {name: number for name, number in left.items() if number and name not in STAYS} == {}


async def upgrade(street: Street, *more: Move) -> None:
    """We hear of it at last."""
    await street.db.write(communities.group_upgraded, GROUP, NEW, (*MOVES, *more))


def rows_of(tx: Tx, community: CommunityId) -> dict[str, int]:
    """How many rows of each table hang on a community."""
    tables = [table for table in whole_metadata().sorted_tables if "community_id" in table.c]
    return {
        table.name: tx.value(
            statement(
                select(func.count().label("n"))
                .select_from(table)
                .where(table.c.community_id == bindparam("of", required=True, type_=table.c.community_id.type))
            ),
            of=community,
        )
        for table in tables
    }


async def test_whatever_hangs_on_the_second_founding_follows(
    street: Street, one: CommunityId, other: CommunityId
) -> None:
    await street.db.write(communities.group_upgraded, -55, NEW, MOVES)  # it had yet another name
    pledge = await street.pledge(ANA, n=3, chat=NEW)
    await make(street, ANA, pledge)
    for who in (BEN, CERYS):
        await street.sign(who, pledge, chat=NEW)
    await street.act(presses(ANA, NEW), adding.add, pledge.code, "Mair")
    weekly = await street.pledge(ANA, n=1, chat=NEW, options={"repeats": "every week"})
    await street.act(presses(BEN, NEW), answering.skip, weekly.code)
    await street.owed()
    await street.act(presses(ANA, ANA), announcing.ask, pledge.code)
    asked = await street.act(writes(ANA, ANA), announcing.write, "At 10.")
    await street.act(presses(ANA, ANA), announcing.send, pledge.code, asked.token)
    await street.owed()
    await street.act(presses(ANA, ANA), offering.share, pledge.code, "in another chat")
    await street.act(writes(ANA, NEW), roles.appoint, street.numbers[CERYS])
    need = await in_the_market(street, other)
    await street.act(writes(ANA, NEW), writing.begin, "")
    before = await street.db.read(rows_of, other)
    assert [name for name, number in before.items() if not number and name not in STAYS] == []
    await upgrade(street)
    after = await street.db.read(rows_of, one)
    assert {name: after[name] for name in before if name not in STAYS} == {
        name: max(number, after[name]) for name, number in before.items() if name not in STAYS
    }
    assert (await street.see(writes(ANA, ANA))).community == one
    assert (await street.act(presses(BEN, BEN), market.card, other, need)).asked_by, "old buttons find it"


async def in_the_market(street: Street, other: CommunityId) -> PostId:
    """A need that an offer matches, and about which somebody asks."""
    await street.act(writes(ANA, NEW), posting.begin, Side.OFFER, "bike repair")
    need = await street.act(writes(BEN, NEW), posting.begin, Side.NEED, "mend my bike")
    assert isinstance(need, Posted)
    await street.act(presses(CERYS, NEW), asking.ask, other, need.post.id)
    await street.act(presses(CERYS, NEW), matching.mute, other)
    return need.post.id


async def test_its_pledges_go_on_as_if_nothing_had_been(street: Street, one: CommunityId) -> None:
    pledge = await street.pledge(ANA, n=2, chat=NEW)
    await street.sign(BEN, pledge, chat=NEW)
    await upgrade(street)
    found = await street.act(writes(CERYS, NEW), listing.open_pledges, "van")
    assert [each.code for each in found.pledges] == [pledge.code]
    signed = await street.sign(CERYS, pledge, chat=NEW)
    assert (signed.tipped, signed.pledge.count, signed.pledge.community) == (True, 2, one)
    assert await street.to_be_told() == [
        ("own_pledge_tipped", street.numbers[ANA]),
        ("pledge_tipped", street.numbers[BEN]),
        ("pledge_tipped", street.numbers[CERYS]),
    ]


async def test_what_was_owed_there_is_owed_once(street: Street, one: CommunityId) -> None:
    pledge = await street.pledge(ANA, n=1, chat=NEW)
    await street.sign(BEN, pledge, chat=NEW)
    await upgrade(street)
    await street.sign(CERYS, pledge, chat=NEW)
    assert await street.to_be_told() == [
        ("own_pledge_tipped", street.numbers[ANA]),
        ("pledge_tipped", street.numbers[BEN]),
        ("pledge_tipped", street.numbers[CERYS]),
    ]


async def test_its_deadlines_ring(street: Street, one: CommunityId, clock: MovableClock) -> None:
    pledge = await street.pledge(ANA, n=5, chat=NEW)
    await upgrade(street)
    clock.set(pledge.wording.deadline.at + ONE_SECOND)
    for key in await street.db.read(reminders.due, 10):
        assert await street.db.write(reminders.ring, key, SUBJECT.rings)
    assert (await street.card(ANA, pledge)).pledge.state is PledgeState.EXPIRED


async def test_its_organisers_and_its_topic_are_those_of_the_one(street: Street, one: CommunityId) -> None:
    await street.act(writes(ANA, NEW), roles.appoint, street.numbers[BEN])
    other = (await street.see(writes(ANA, NEW))).community
    assert other is not None
    await street.act(writes(ANA, NEW), set_pledges_topic, other, 7)
    pledge = await street.pledge(CERYS, n=5, chat=NEW)
    await upgrade(street)
    group = await street.db.read(communities.community, one)
    assert group is not None
    assert (group.chat_id, group.pledges_topic) == (NEW, 7)
    await street.act(writes(BEN, NEW), cancelling.cancel, pledge.code, "Rained off")
    assert (await street.card(CERYS, pledge)).pledge.state is PledgeState.CANCELLED


async def test_whoever_signs_at_that_very_moment_has_signed(street: Street, one: CommunityId) -> None:
    pledge = await street.pledge(ANA, n=5, chat=NEW)
    signed = await _meanwhile(street, lambda: street.sign(BEN, pledge, chat=NEW))
    assert (signed.pledge.count, signed.pledge.community) == (1, one)
    assert (await street.card(BEN, pledge)).signed


async def test_whoever_publishes_at_that_very_moment_has_published(street: Street, one: CommunityId) -> None:
    begun = await street.act(writes(ANA, NEW), writing.begin, LINE.format(n=2))
    await street.act(presses(ANA, NEW), listing.open_pledges, "")  # Telegram need not be asked again for a minute
    published = await _meanwhile(street, lambda: street.publish(ANA, begun))
    assert published.published is not None
    assert (await street.card(ANA, published.published)).pledge.community == one


async def test_what_is_under_way_is_waited_for(street: Street, one: CommunityId) -> None:
    pledge = await street.pledge(ANA, n=5, chat=NEW)
    cancelled, upgraded = threading.Event(), threading.Event()

    def cancel_slowly(tx: Tx, *asked: Any) -> None:
        cancelling.cancel(tx, *asked)
        cancelled.set()
        upgraded.wait(A_MOMENT)

    slowly = asyncio.create_task(street.act(writes(ANA, NEW), cancel_slowly, pledge.code, "Rained off"))
    await asyncio.to_thread(cancelled.wait)
    upgrading = asyncio.create_task(upgrade(street))
    upgrading.add_done_callback(lambda _: upgraded.set())
    await asyncio.gather(slowly, upgrading)
    assert (await street.card(BEN, pledge)).pledge.state is PledgeState.CANCELLED


async def _meanwhile(street: Street, act: Callable[[], Coroutine[Any, Any, R]]) -> R:
    """Somebody acts while the two communities become one; on SQLite right after it. An outage is tried again."""
    moved, acted = threading.Event(), threading.Event()

    def not_yet_committed(*_: Any) -> None:
        moved.set()
        acted.wait(A_MOMENT)

    upgrading = asyncio.create_task(upgrade(street, not_yet_committed))
    await asyncio.to_thread(moved.wait)
    acting = asyncio.create_task(_again_after_an_outage(act))
    acting.add_done_callback(lambda _: acted.set())
    await upgrading
    return await acting


async def _again_after_an_outage(act: Callable[[], Coroutine[Any, Any, R]]) -> R:
    try:
        return await act()
    except Outage:
        return await act()
