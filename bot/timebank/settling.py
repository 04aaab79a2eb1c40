"""What a community settles about its time bank, for those who organise. Changing it rewrites no history."""

from dataclasses import dataclass, replace

from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.model import Actor, Community, CommunityId
from bot.communities.refusals import NotAMember
from bot.core.db import Tx
from bot.timebank.rules import TERMS, Mode, Terms
from bot.timebank.store import settings


@dataclass(frozen=True, slots=True)
class BankSettings:
    """How hours become credits here."""

    community: Community
    mode: Mode

    @property
    def terms(self) -> Terms:
        return TERMS[self.mode]


def mode_of(tx: Tx, community: CommunityId) -> Mode:
    """Mutual, as long as nobody has settled otherwise."""
    return settings.mode_of(tx, community) or Mode.MUTUAL


def look(tx: Tx, actor: Actor, community: CommunityId) -> BankSettings:
    """As it is. Refuses as `require` for Act.SETTINGS."""
    require(tx, replace(actor, community=community, present=False), Act.SETTINGS)
    where = communities.community(tx, community)
    if where is None:
        raise NotAMember
    return BankSettings(where, mode_of(tx, community))


def choose(tx: Tx, actor: Actor, community: CommunityId, mode: Mode) -> BankSettings:
    """From now on. Members' limits follow when they next give something; who is beyond the new ones keeps what they
    have. Refuses as `look`."""
    look(tx, actor, community)
    if mode_of(tx, community) is not mode:
        settings.set_mode(tx, community, mode, actor.person)
    return look(tx, actor, community)
