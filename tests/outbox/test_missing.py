"""What a group does not give the bot is said once, to those who organise and can be written to."""

import pytest

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import MembershipStale
from bot.communities.model import Membership
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx
from bot.outbox import carding, missing, sending, service
from bot.outbox.model import Never, Reason, Sent
from bot.outbox.notices import Missing, SomethingIsMissing
from bot.outbox.sending import Appetite
from tests.outbox.test_reaching import writes_in_private
from tests.support.street import GROUP_CHAT, THE_GROUP, Street, owed, telegram_id


@pytest.fixture(autouse=True)
async def _an_admin(db: Database, street: Street) -> None:
    """The first neighbour is an admin of the group."""
    stale = MembershipStale(street.community, street.people[0], GROUP_CHAT, telegram_id(0))
    await db.write(access.record_membership, stale, Membership.ADMINISTRATOR, False)


async def opens_chat(db: Database, number: int) -> None:
    await db.write(communities.recognise, writes_in_private(db, number))


async def told(db: Database) -> list[tuple[int, object]]:
    """Who is told what, now."""

    def read(tx: Tx) -> list[tuple[int, object]]:
        found = []
        for parcel in sending.claim(tx, Appetite("me", 50, 50)):
            for delivery in parcel.deliveries:
                ready = sending.begin(tx, delivery, {})
                assert ready is not None
                found.append((int(delivery.person), ready.notice))
        return found

    return await db.write(read)


async def test_as_long_as_no_organiser_can_be_written_to_it_is_not_said(db: Database, street: Street) -> None:
    await opens_chat(db, 1)
    await db.write(missing.say, street.community, Missing.WRITING)
    assert await told(db) == []
    await opens_chat(db, 0)
    await db.write(missing.say, street.community, Missing.WRITING)
    assert await told(db) == [(street.people[0], SomethingIsMissing(street.community, "Mill Road", Missing.WRITING))]


async def test_each_thing_is_said_once_for_ever(db: Database, street: Street, clock: MovableClock) -> None:
    await opens_chat(db, 0)
    for _ in range(2):
        for what in Missing:
            await db.write(missing.say, street.community, what)
    assert len(await told(db)) == len(Missing)


async def test_a_group_that_takes_no_message_of_ours(db: Database, street: Street) -> None:
    await opens_chat(db, 0)
    await db.write(service.tell, street.community, owed(THE_GROUP))
    [parcel] = await db.write(sending.claim, Appetite("me", 50, 50))
    await db.write(sending.begin, parcel.deliveries[0], {})
    assert await db.write(sending.settle, parcel.deliveries[0], Never(Reason.NOT_ALLOWED))
    [(person, notice)] = await told(db)
    assert person == street.people[0]
    assert isinstance(notice, SomethingIsMissing)
    assert notice.what is Missing.WRITING


async def test_a_topic_that_is_closed(db: Database, street: Street) -> None:
    await opens_chat(db, 0)
    await db.write(service.tell, street.community, owed(THE_GROUP))
    [parcel] = await db.write(sending.claim, Appetite("me", 50, 50))
    await db.write(sending.begin, parcel.deliveries[0], {})
    assert await db.write(sending.settle, parcel.deliveries[0], Sent(7, astray=True))
    [(_, notice)] = await told(db)
    assert isinstance(notice, SomethingIsMissing)
    assert notice.what is Missing.TOPIC


@pytest.mark.parametrize(("reason", "said"), [(Reason.NOT_ALLOWED, 1), (Reason.UNREACHABLE, 0), (Reason.REFUSED, 0)])
async def test_a_card_that_is_refused_is_explained_if_somebody_can_help(
    db: Database, street: Street, reason: Reason, said: int
) -> None:
    await opens_chat(db, 0)
    await db.write(service.show_card, street.community, "door:7")
    [card] = await db.write(carding.claim, 8)
    await db.write(carding.refuse, card, reason)
    assert await db.write(carding.claim, 8) == [], "it is left alone"
    assert len(await told(db)) == said
