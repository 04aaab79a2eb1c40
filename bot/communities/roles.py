"""Dated grants: the Telegram admins of a group appoint organisers and dismiss them."""

from bot.communities.access import Act, require
from bot.communities.model import Actor, PersonId, Role
from bot.communities.refusals import NotAMember
from bot.communities.store import residents, rights
from bot.core.db import Tx


def appoint(tx: Tx, actor: Actor, person: PersonId, role: Role = Role.ORGANISER) -> bool:
    """Appoint a resident of the actor's community. False: they were appointed before.

    Refuses as `require`, then NotAMember when they do not live there.
    """
    require(tx, actor, Act.APPOINT)
    assert actor.community is not None, "`require` has looked at the community"
    home = residents.residence(tx, actor.community, person)
    if home is None or home.left_at is not None:
        raise NotAMember
    return rights.grant(tx, actor.community, person, role, actor.person)


def dismiss(tx: Tx, actor: Actor, person: PersonId, role: Role = Role.ORGANISER) -> bool:
    """End a grant, from this moment on. False: they hold none. Refuses as `require`."""
    require(tx, actor, Act.APPOINT)
    assert actor.community is not None, "`require` has looked at the community"
    return rights.revoke(tx, actor.community, person, role, actor.person)
