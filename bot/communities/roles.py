"""Dated grants: the Telegram admins of a group appoint organisers and dismiss them."""

from typing import Final

from bot.communities.access import Act, require
from bot.communities.model import Actor, CommunityId, Neighbour, PersonId, Role
from bot.communities.refusals import EnoughOrganisers, NotAMember, NotAResident, NotYourself
from bot.communities.store import groups, organisers, residents, rights
from bot.core.db import Tx

MOST_APPOINTED: Final = 20
"""Organisers besides the admins of the group; more would not fit on one screen, nor in anybody's head."""


def appoint(tx: Tx, actor: Actor, person: PersonId, role: Role = Role.ORGANISER) -> bool:
    """Appoint a resident of the actor's community. False: they were appointed before.

    Refuses as `require`, then NotYourself, NotAResident, EnoughOrganisers.
    """
    community = _allowed(tx, actor)
    if person == actor.person:
        raise NotYourself
    home = residents.residence(tx, community, person)
    if home is None or home.left_at is not None:
        raise NotAResident
    present = organisers.appointed(tx, community, MOST_APPOINTED)
    if len(present) == MOST_APPOINTED and person not in {each.person for each in present}:
        raise EnoughOrganisers(MOST_APPOINTED)
    return rights.grant(tx, community, person, role, actor.person)


def dismiss(tx: Tx, actor: Actor, person: PersonId, role: Role = Role.ORGANISER) -> bool:
    """End a grant, from this moment on. False: they hold none. Refuses as `require`."""
    return rights.revoke(tx, _allowed(tx, actor), person, role, actor.person)


def organisers_to_ask(tx: Tx, community: CommunityId) -> tuple[Neighbour, ...]:
    """Those who organise here and can be written to, as far as we know; as many as a screen has buttons for. Never an
    admin who remains anonymous in the group."""
    found = organisers.in_reach(tx, community, MOST_APPOINTED)
    return tuple(each for each in found if not rights.is_anonymous(tx, community, each.person))


def _allowed(tx: Tx, actor: Actor) -> CommunityId:
    """The actor's community, locked, if they may appoint there."""
    require(tx, actor, Act.APPOINT)
    assert actor.community is not None, "`require` has looked at the community"
    if groups.community_by_id(tx, actor.community, lock=True) is None:
        raise NotAMember
    return actor.community
