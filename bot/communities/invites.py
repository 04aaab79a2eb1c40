"""The invite link of a community: joining by it, showing it, revoking it."""

from dataclasses import dataclass, replace
from typing import Final

from bot.communities import undoing
from bot.communities.access import Act, MembershipStale, require, require_somebody
from bot.communities.drafts import Draft
from bot.communities.groups import new_invite
from bot.communities.model import Actor, CameBy, Community, CommunityId, Membership
from bot.communities.refusals import NotAMember, TooLateToUndo, UnknownInvite
from bot.communities.rules import is_fresh, is_invite
from bot.communities.store import groups, people, residents, rights
from bot.communities.store import invites as store
from bot.core.db import Tx


@dataclass(frozen=True, slots=True)
class Joined:
    """The community that somebody came into, and whether they live there only since now."""

    community: Community
    anew: bool


def join_by_invite(tx: Tx, actor: Actor, code: str) -> Joined:
    """The actor becomes a resident of the community that this link invites to; it is their current one.

    Refuses NobodyInParticular, UnknownInvite (also to those who were banned from the group). Joining again changes
    nothing. Raises MembershipStale, because only Telegram knows who is banned.
    """
    require_somebody(actor)
    invited = store.community_by_invite(tx, code) if is_invite(code) else None
    if invited is None or _is_banned(tx, actor, invited.id):
        raise UnknownInvite
    home = residents.residence(tx, invited.id, actor.person)
    anew = home is None or home.left_at is not None
    if anew:
        residents.move_in(tx, invited.id, actor.person, CameBy.INVITE)
    people.set_current(tx, actor.person, invited.id)
    return Joined(invited, anew)


def _is_banned(tx: Tx, actor: Actor, community: CommunityId) -> bool:
    here = rights.here(tx, community, actor.person)
    assert here is not None, "the actor and the invited community are there"
    if here.chat_id is None or here.telegram_id is None:
        return True
    if not is_fresh(here.place.seen_at, tx.now):
        raise MembershipStale(community, actor.person, here.chat_id, here.telegram_id)
    return here.place.status is Membership.KICKED


def invite_of(tx: Tx, actor: Actor, community: CommunityId) -> Community:
    """The community with its invite code, for an organiser. Refuses as `require`."""
    require(tx, replace(actor, community=community), Act.INVITE)
    return _present(tx, community, lock=False)


INVITE: Final = "invite"
"""To undo: a new link took the place of the old one."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """The community with its new link, and the token to have the old one back."""

    community: Community
    undo: str | None


def revoke_invite(tx: Tx, actor: Actor, community: CommunityId, code: str) -> Revoked:
    """The link with this code leads nowhere from now on; the community with its new one. Refuses as `require`.

    Naming the old code makes the same press again harmless: a link that is not the present one is revoked already.
    """
    require(tx, replace(actor, community=community), Act.INVITE)
    present = _present(tx, community, lock=True)
    if present.invite_code != code:
        return Revoked(present, None)
    fresh = new_invite(tx)
    store.set_invite(tx, community, fresh)
    undo = undoing.offer(tx, actor, INVITE, {"old": code, "new": fresh}, community)
    return Revoked(replace(present, invite_code=fresh), undo)


def put_back_invite(tx: Tx, actor: Actor, undone: Draft) -> None:
    """The old link leads here again. Refuses as `require`, then TooLateToUndo if it was replaced once more."""
    assert undone.community is not None, "it was offered with one"
    require(tx, replace(actor, community=undone.community), Act.INVITE)
    if _present(tx, undone.community, lock=True).invite_code != undone.data["new"]:
        raise TooLateToUndo
    store.set_invite(tx, undone.community, undone.data["old"])


def _present(tx: Tx, community: CommunityId, *, lock: bool) -> Community:
    found = groups.community_by_id(tx, community, lock=lock)
    if found is None:
        raise NotAMember
    return found
