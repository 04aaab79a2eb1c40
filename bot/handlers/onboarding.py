"""The bot and people coming and going: a group gets its greeting, moves with an upgrade, is left in peace."""

from datetime import datetime
from typing import Final

from bot.communities import service as communities
from bot.communities.groups import Arrival
from bot.communities.model import CommunityId, Sighting
from bot.communities.rules import IN_GROUP
from bot.core.db import Tx
from bot.handlers.context import Hearing, MemberChange, Migration
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToGroup, Urgency
from bot.outbox.notices import BotCameBack

SUBJECT: Final = "community"
GREETING: Final = "greeting"
"""The prefix of the greeting's card."""


async def bot_moved(hearing: Hearing, change: MemberChange) -> None:
    """We were added, removed, or got other rights; in private: blocked or let in again."""
    came, went = (
        change.now in IN_GROUP and change.was not in IN_GROUP,
        change.now not in IN_GROUP and change.was in IN_GROUP,
    )
    if hearing.private:
        await hearing.record(_reach, hearing.sighting.telegram_id, came)
    elif came:
        await hearing.record(arrive, hearing.sighting)
    elif went:
        await hearing.record(communities.bot_removed, hearing.sighting.chat_id, hearing.sighting.at)


async def people_moved(hearing: Hearing, changes: tuple[MemberChange, ...]) -> None:
    """Others came, went, or got other rights."""
    await hearing.record(_note_members, hearing.sighting.chat_id, changes, hearing.sighting.at)


async def group_upgraded(hearing: Hearing, migration: Migration) -> None:
    """The group became a supergroup."""
    await hearing.record(communities.group_upgraded, migration.old_chat_id, migration.new_chat_id)


def arrive(tx: Tx, where: Sighting) -> None:
    """Come into a group, and owe it what is due: the greeting once in its life, "I am back" after an absence."""
    language = None if where.anonymous_admin else where.language_code
    arrived = communities.bot_added(tx, where.chat_id, where.chat_title, language, where.at)
    match arrived.owed:
        case Arrival.GREETING:
            show_greeting(tx, arrived.community)
        case Arrival.BACK:
            notice, key = BotCameBack(arrived.community), f"back:{where.at.isoformat()}"
            outbox.tell(tx, arrived.community, Owed(notice, ToGroup(), key, SUBJECT, Urgency.ANSWER))
        case Arrival.SILENCE:
            pass


def show_greeting(tx: Tx, community: CommunityId) -> None:
    """The greeting is a live card: once the community is set up, it says so."""
    outbox.show_card(tx, community, f"{GREETING}:{community}")


def _reach(tx: Tx, telegram_id: int, reachable: bool) -> None:
    person = communities.person_by_telegram_id(tx, telegram_id)
    if person is None:
        return
    if reachable:
        communities.mark_reachable(tx, person.id)
    else:
        communities.mark_unreachable(tx, person.id)


def _note_members(tx: Tx, chat_id: int, changes: tuple[MemberChange, ...], at: datetime) -> None:
    for change in changes:
        communities.member_changed(tx, chat_id, change.telegram_id, change.now, at, anonymous=change.anonymous)
