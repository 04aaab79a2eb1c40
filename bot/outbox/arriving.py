"""The bot comes into a group, and the group gets its settings: the greeting shows how far it is.

`communities` lies below the outbox and can owe nothing itself: those of its verbs of which somebody hears stand here
and in `appointing`.
"""

from typing import Final

from bot.communities import service as communities
from bot.communities import setup
from bot.communities.groups import Arrival
from bot.communities.model import Actor, CommunityId, Sighting
from bot.communities.setup import OurSettings
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToGroup, Urgency
from bot.outbox.notices import BotCameBack

GREETING: Final = "greeting"
"""The prefix of the greeting's card."""

_SUBJECT: Final = "community"


def arrive(tx: Tx, where: Sighting) -> None:
    """Come into a group, and owe it what is due: the greeting once in its life, "I am back" after an absence."""
    language = None if where.anonymous_admin else where.language_code
    arrived = communities.bot_added(tx, where.chat_id, where.chat_title, language, where.at)
    match arrived.owed:
        case Arrival.GREETING:
            _show_greeting(tx, arrived.community)
        case Arrival.BACK:
            notice, key = BotCameBack(arrived.community), f"back:{where.at.isoformat()}"
            outbox.tell(tx, arrived.community, Owed(notice, ToGroup(), key, _SUBJECT, Urgency.ANSWER))
        case Arrival.SILENCE:
            pass


def save_setup(tx: Tx, actor: Actor, community: CommunityId) -> OurSettings:
    """The answers become the settings, and the greeting says so. Refuses as `setup.save_setup`."""
    saved = setup.save_setup(tx, actor, community)
    _show_greeting(tx, community)
    return saved


def _show_greeting(tx: Tx, community: CommunityId) -> None:
    """The greeting is a live card: once the community is set up, it says so."""
    outbox.show_card(tx, community, f"{GREETING}:{community}")
