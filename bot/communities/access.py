"""Who may do what, read at the moment of the act.

`ALLOWED` is the whole law; a test walks every cell of it, both ways.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.communities.absence import Departure, no_member
from bot.communities.model import ANONYMOUS_ADMIN, Actor, CameBy, CommunityId, Membership, PersonId
from bot.communities.refusals import AdminMustConfirm, AdminsOnly, MembersHidden, NobodyInParticular, NotAllowed
from bot.communities.rules import IN_GROUP, Place, Standing, has_left, is_fresh, seen_outside_since, standing_of
from bot.communities.store import rights as store
from bot.communities.store.residents import end_residence, move_in, residence
from bot.core.db import Tx


class Act(StrEnum):
    """Everything that needs a right."""

    SEE = "see"
    """Look at what belongs to the community: pledges, cards, lists."""
    PLEDGE = "pledge"
    """Make a pledge of one's own and lead it."""
    SIGN = "sign"
    ANSWER = "answer"
    """Say of one's own signature: done, not yet, can't."""
    WITHDRAW = "withdraw"
    """Take back what is one's own: a signature, or a pledge that has not tipped."""
    EXCHANGE = "exchange"
    """Give hours to neighbours, and look at what one has got."""
    OWN_DATA = "own_data"
    """See, take along or erase what is kept about oneself."""
    MODERATE = "moderate"
    """Act on what is somebody else's: cancel, verify, correct. That nobody gains by it is the service's to check."""
    SETTINGS = "settings"
    """Language, time zone, currency and topics of the community."""
    INVITE = "invite"
    """See and revoke the invite link."""
    APPOINT = "appoint"
    """Appoint and dismiss organisers."""


_OWN: Final = frozenset({Act.OWN_DATA})
_RESIDENTS: Final = _OWN | {Act.SEE, Act.PLEDGE, Act.SIGN, Act.ANSWER, Act.WITHDRAW, Act.EXCHANGE}
_ORGANISERS: Final = frozenset({Act.MODERATE, Act.SETTINGS, Act.INVITE})
_ADMINS: Final = frozenset({Act.APPOINT})

ALLOWED: Final[Mapping[Standing, frozenset[Act]]] = {
    Standing.STRANGER: _OWN,
    Standing.EX_MEMBER: _OWN | {Act.WITHDRAW, Act.ANSWER},
    Standing.RESIDENT: _RESIDENTS,
    Standing.ORGANISER: _RESIDENTS | _ORGANISERS,
    Standing.GROUP_ADMIN: _RESIDENTS | _ORGANISERS | _ADMINS,
    Standing.ANONYMOUS_ADMIN: frozenset(),
}
"""What each standing may do. Whoever is in no row (channels, bots) never becomes an actor at all."""

CONFIRMABLE: Final = _ORGANISERS | _ADMINS | {Act.SEE}
"""What an anonymous admin may do once they have shown, by a press, which admin they are."""


@dataclass(unsafe_hash=True)
class MembershipStale(Exception):  # noqa: N818  a signal, not an error: ask Telegram, record the answer, run again
    """Telegram has to be asked about somebody's place in the group before the act can be judged.

    Whoever runs the service catches it, calls getChatMember(`chat_id`, `telegram_id`), gives the answer to
    `record_membership` and runs the service again. Where Telegram does not tell, `untold` decides.
    """

    community: CommunityId
    person: PersonId
    chat_id: int
    telegram_id: int
    came_by: CameBy | None = None
    """How they became a resident; None: they are none."""
    optional: bool = False
    """It decides what is shown and nothing else: where Telegram does not tell, the act goes on, as `Actor.untold`."""


def require(tx: Tx, actor: Actor, act: Act) -> Standing:
    """The actor's standing, if it allows the act in the actor's community.

    Refuses, in this order: NoCommunity, NobodyInParticular or AdminMustConfirm (anonymous admin), NotAMember
    (stranger), MovedOut or BotIsOut (ex-member), NotAllowed (resident), AdminsOnly (organiser). Raises MembershipStale
    when Telegram has to be asked first.
    """
    standing = standing_in(tx, actor, act)
    if act in ALLOWED[standing]:
        return standing
    if standing is Standing.ANONYMOUS_ADMIN:
        raise AdminMustConfirm(act.value) if act in CONFIRMABLE else NobodyInParticular()
    if standing is Standing.RESIDENT:
        raise NotAllowed
    if standing is Standing.ORGANISER:
        raise AdminsOnly
    raise no_member(tx, actor)


def may(tx: Tx, actor: Actor, act: Act) -> bool:
    """Whether to offer the act to an actor who may see; whoever does it is judged then.

    Raises MembershipStale. As whom Telegram does not tell them to be they are offered nothing.
    """
    try:
        return act in ALLOWED[standing_in(tx, actor, act)]
    except MembershipStale as stale:
        if actor.untold:
            return False
        raise replace(stale, optional=True) from None


def require_admin(tx: Tx, actor: Actor) -> None:
    """For the button by which an anonymous admin shows which admin they are.

    Refuses AdminsOnly (resident, organiser), anybody else as `require`. Raises MembershipStale.
    """
    standing = standing_in(tx, actor)
    if standing is Standing.GROUP_ADMIN:
        return
    if standing in {Standing.RESIDENT, Standing.ORGANISER}:
        raise AdminsOnly
    raise no_member(tx, actor)


def standing_in(tx: Tx, actor: Actor, act: Act = Act.APPOINT) -> Standing:
    """What the actor is to their community, as exactly as `act` needs it. Raises MembershipStale."""
    if actor.person == ANONYMOUS_ADMIN:
        return Standing.ANONYMOUS_ADMIN
    if actor.community is None:
        return Standing.STRANGER
    here = store.here(tx, actor.community, actor.person)
    if here is None:
        return Standing.STRANGER
    if here.gone_at is not None or here.chat_id is None or here.telegram_id is None:
        return standing_of(here.place, Membership.KICKED)  # nobody can be asked: only what is one's own is left
    status = _status(here, tx.now, actor, act)
    if status is None:
        home = here.place.came_by if here.place.left_at is None else None
        raise MembershipStale(actor.community, actor.person, here.chat_id, here.telegram_id, home)
    return standing_of(here.place, status)


def _status(here: store.Here, now: datetime, actor: Actor, act: Act) -> Membership | None:
    """Telegram's word if it is young enough, else what the act itself shows, else None."""
    told = here.place.status if is_fresh(here.place.seen_at, now) else None
    if told in IN_GROUP:
        return told
    return _shown(here.place, actor, act) or told


def _shown(place: Place, actor: Actor, act: Act) -> Membership | None:
    """Who writes in the group is in it, unless they were seen outside of it later. It does not show an admin."""
    if not actor.present or seen_outside_since(place, actor.at):
        return None
    needs_admin = act in _ADMINS or (act in _ORGANISERS and not place.appointed)
    return None if needs_admin else Membership.MEMBER


def record_membership(
    tx: Tx, stale: MembershipStale, status: Membership, anonymous: bool, departures: Iterable[Departure] = ()
) -> None:
    """Believe Telegram's answer to `stale` for the next 60 seconds; who is in the group is a resident. Of who has left
    `departures` hear."""
    store.record_membership(tx, stale.community, stale.person, status, anonymous=anonymous, seen_at=tx.now)
    if status in IN_GROUP:
        move_in(tx, stale.community, stale.person, CameBy.GROUP)
        return
    home = residence(tx, stale.community, stale.person)
    if home is not None and has_left(status, home.came_by):
        end_residence(tx, stale.community, stale.person, tx.now)
        for departure in departures:
            departure(tx, stale.community, stale.person)


def require_somebody(actor: Actor) -> None:
    """For what a person does for themselves. Refuses NobodyInParticular (an anonymous admin)."""
    if actor.person == ANONYMOUS_ADMIN:
        raise NobodyInParticular


def untold(stale: MembershipStale, acts_in: int) -> Membership:
    """What to believe of an actor in the chat `acts_in` whose place Telegram does not tell; never that they are in it.

    Refuses MembersHidden to those to whom the group is no secret: who lives there by being in it, or acts in it. An
    invite holds outside of the group, too; to a stranger elsewhere the community must not show. Both count as LEFT.
    """
    if stale.came_by is CameBy.GROUP or (stale.came_by is None and stale.chat_id == acts_in):
        raise MembersHidden
    return Membership.LEFT


def acts_anonymously(tx: Tx, actor: Actor) -> bool:
    """Whether the actor is an admin who remains anonymous in this group: then never name them in public."""
    if actor.person == ANONYMOUS_ADMIN:
        return True
    return actor.community is not None and store.is_anonymous(tx, actor.community, actor.person)
