"""From an agreed exchange to the hours: whoever was helped gives them with one tap more, as `/give` does."""

from dataclasses import dataclass, replace

from bot.communities.model import Actor, CommunityId, Pointed
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank import giving
from bot.timebank.giving import Given
from bot.timebank.market.asking import Contact, look
from bot.timebank.market.model import Ask, AskId
from bot.timebank.market.refusals import UnknownPost


@dataclass(frozen=True, slots=True)
class HowLong:
    """Somebody has helped: for how long?"""

    ask: Ask
    contact: Contact
    text: str
    """What it was about."""
    minutes: Minutes | None
    """How long the post says that it may take."""


def ask(tx: Tx, actor: Actor, community: CommunityId, ask: AskId) -> HowLong:
    """How long did it take? Refuses UnknownPost where nothing is agreed, or the other one gives."""
    between = look(tx, actor, community, ask)
    if between.contact is None or between.contact.telegram_id is None or not between.i_give:
        raise UnknownPost
    return HowLong(between.ask, between.contact, between.post.text, between.post.minutes)


def give(tx: Tx, actor: Actor, community: CommunityId, of: AskId, minutes: int) -> Given:
    """So many minutes, to whoever helped. Refuses as `ask`, then as `giving.give`."""
    found = ask(tx, actor, community, of)
    assert found.contact.telegram_id is not None, "it was asked for"
    here = actor.community == found.ask.community
    there = replace(actor, community=found.ask.community, present=actor.present and here)
    line = f"{minutes} min {found.text}"
    given = giving.give(tx, there, line, Pointed(found.contact.telegram_id, is_bot=False))
    assert isinstance(given, Given), "one person is meant"
    return given
