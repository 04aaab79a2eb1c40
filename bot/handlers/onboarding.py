"""The bot and people coming and going: a group gets its greeting, moves with an upgrade, is left in peace."""

from bot.communities import service as communities
from bot.communities.rules import IN_GROUP
from bot.handlers.context import Hearing, MemberChange, Migration
from bot.outbox import arriving, reaching


async def bot_moved(hearing: Hearing, change: MemberChange) -> None:
    """We were added, removed, or got other rights; in private: blocked or let in again."""
    was_in, is_in = change.was in IN_GROUP, change.now in IN_GROUP
    if hearing.private:
        await hearing.record(reaching.reach_changed, hearing.sighting.telegram_id, is_in and not was_in)
    elif is_in and not was_in:
        await hearing.record(arriving.arrive, hearing.sighting)
    elif was_in and not is_in:
        await hearing.record(communities.bot_removed, hearing.sighting.chat_id, hearing.sighting.at)


async def people_moved(hearing: Hearing, changes: tuple[MemberChange, ...]) -> None:
    """Others came, went, or got other rights."""
    where, at = hearing.sighting.chat_id, hearing.sighting.at
    await hearing.record(communities.members_changed, where, changes, at, hearing.departures)


async def group_upgraded(hearing: Hearing, migration: Migration) -> None:
    """The group became a supergroup."""
    await hearing.record(communities.group_upgraded, migration.old_chat_id, migration.new_chat_id, hearing.moves)
