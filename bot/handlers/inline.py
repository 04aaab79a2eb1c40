"""What people type behind the bot's name in any chat, and what they send from there."""

import logging

from bot.communities import access
from bot.communities.access import MembershipStale
from bot.communities.model import CommunityId
from bot.core.outage import Outage
from bot.handlers.context import Hearing
from bot.handlers.errors import report
from bot.handlers.house import House
from bot.pledges import offering
from bot.pledges.offering import HOMES_MOST, Offered
from bot.screens.pledge_inline import offer
from bot.screens.words import words_for

log = logging.getLogger(__name__)


async def answer(house: House, query_id: str, telegram_id: int, words: str) -> None:
    """Open pledges with these words. Nothing is written but what Telegram says about memberships; what goes wrong is
    logged: whoever types on asks again."""
    try:
        offered = await _offered(house, telegram_id, words)
        await house.voice.offer(query_id, offer(words_for(offered.reader.language), offered))
    except Outage as outage:
        log.warning("an inline query was not answered (%s)", type(outage).__name__)
    except Exception as bug:  # noqa: BLE001  an answer that comes later is no use
        report("of an inline query", bug)


async def _offered(house: House, telegram_id: int, words: str) -> Offered:
    """With Telegram's word about each community of the asker, as far as it is not fresh."""
    untold = frozenset[CommunityId]()
    for _ in range(HOMES_MOST + 1):
        try:
            return await house.db.read(offering.offered, telegram_id, words, untold=untold)
        except MembershipStale as stale:
            told = await house.voice.membership(stale.chat_id, stale.telegram_id)
            if told is None:
                untold |= {stale.community}
            else:
                await house.db.write(access.record_membership, stale, *told)
    raise AssertionError("rights ask for fresh memberships again and again")


async def chosen(hearing: Hearing, code: str) -> None:
    """A card was sent to some chat: it is kept up to date there."""
    assert hearing.inline_id is not None, "it has a name"
    await hearing.write(offering.share, code, hearing.inline_id)
