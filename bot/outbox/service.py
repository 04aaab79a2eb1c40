"""Owing: what the services of every domain say when something must reach somebody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox.model import GROUP, Owed, ToGroup, ToMany, ToPeople, Urgency
from bot.outbox.quiet import is_patient, may_ring_at
from bot.outbox.store import cards, deliveries, erasing, moving, notices, out_of_reach
from bot.outbox.store.keys import DeliveryKey, NoticeKey, key_of

LIFETIME: Final = timedelta(days=30)
"""How long a notice is worth saying when `Owed.expires_at` does not tell: how a promise came out matters that long."""

CARD_PAUSE: Final = timedelta(seconds=3)
"""Between two edits of one card."""

_STUMBLE: Final = timedelta(minutes=1)
"""After a fault in finding recipients."""

Expander: TypeAlias = Callable[[Tx, CommunityId, int, int, int], Sequence[tuple[int, PersonId]]]
"""`(tx, community, subject_id, after, limit)` gives up to `limit` members of a set in the order of their cursors, those
with a cursor greater than `after` (at first 0), each with its cursor. Fewer than `limit`: there are no more."""


def tell(tx: Tx, community: CommunityId, owed: Owed) -> None:
    """Owe a notice to its audience. Telling the same key again writes nothing.

    It costs the same for ten and for a hundred thousand recipients: those of `ToMany` are found later, in bites.
    """
    notice_id = notices.add(tx, community, owed, owed.expires_at or tx.now + LIFETIME)
    if notice_id is None:
        told = notices.by_key(tx, community, owed.key)
        assert told is not None and told.kind == owed.notice.kind, f"one key, two meanings: {owed.key}"
        return
    for person in _named(owed):
        _owe(tx, DeliveryKey(community, notice_id, person), owed.urgency)


def tell_also(tx: Tx, community: CommunityId, key: str, person: PersonId) -> None:
    """Owe a notice that was told before to one more person, once. Nothing if it was never told or is withdrawn.

    From whom it was withdrawn before they heard it, or for whom it was not true then, is owed it again.
    """
    told = notices.by_key(tx, community, key)
    if told is None or told.withdrawn_at is not None or told.expires_at <= tx.now:
        return
    delivery = DeliveryKey(community, told.id, person)
    if not _owe(tx, delivery, told.urgency):
        deliveries.owe_again(tx, delivery, may_go_at(tx, delivery, told.urgency))


def say_after_all(tx: Tx, person: PersonId) -> None:
    """This person can be written to again: what could not be said to them, and is still worth saying, is due."""
    for delivery in out_of_reach.of_person(tx, person):
        key = key_of(delivery)
        out_of_reach.say_after_all(tx, key, may_go_at(tx, key, delivery.urgency))


def unreached(tx: Tx, community: CommunityId, key: str) -> int | None:
    """To how many people a notice could not be said, because they could not be written to.

    None: nobody knows yet, some have still to be found or told.
    """
    told = notices.by_key(tx, community, key)
    if told is None:
        return 0
    notice = NoticeKey(community, told.id)
    if not told.found_all or out_of_reach.is_open(tx, notice):
        return None
    return out_of_reach.count(tx, notice)


def withdraw_from(tx: Tx, community: CommunityId, key: str, person: PersonId) -> None:
    """A notice has become pointless for one person, who is not told of it unless the words may be out already.

    Who has not been found yet must be in the notice's set no longer. Who is being found at this very moment, or told in
    vain, is left out by `still_true` when their delivery begins.
    """
    told = notices.by_key(tx, community, key)
    if told is not None:
        deliveries.withdraw_from(tx, DeliveryKey(community, told.id, person))


def withdraw(tx: Tx, community: CommunityId, subject: str, *, kinds: frozenset[str] | None = None) -> None:
    """Whatever is owed about `subject` (of these kinds only, if given) and has not gone out has become pointless."""
    for kind in (None,) if kinds is None else sorted(kinds):
        notices.withdraw(tx, community, subject, kind)


def restore(tx: Tx, community: CommunityId, subject: str, since: datetime) -> None:
    """What was withdrawn about `subject` since this moment, and is owed to people by name, is worth saying after all,
    unless its turn has come meanwhile; what had gone out before is not said again."""
    notices.restore(tx, community, subject, since)


def show_card(tx: Tx, community: CommunityId, subject: str) -> None:
    """Show `subject` ("pledge:7") in the group as it is: post its card if there is none, else edit it soon."""
    cards.want(tx, community, subject, CARD_PAUSE)


def redraw_card(tx: Tx, community: CommunityId, subject: str) -> None:
    """What stands in the group about `subject` is out of date, whatever has become of it; nothing is posted anew."""
    erasing.redraw(tx, community, subject)


def next_to_expand(tx: Tx) -> NoticeKey | None:
    """The most urgent notice whose recipients are still to be found; none that a quarantine holds back."""
    return notices.next_to_expand(tx)


def expand(tx: Tx, key: NoticeKey, expanders: Mapping[str, Expander], limit: int) -> int:
    """Find the next up to `limit` recipients of a notice; how many. 0 also when somebody else is at it.

    Raises what the set's expander raises, KeyError when there is none: call `put_off_expansion` then.
    """
    notice = notices.lock_for_expansion(tx, key)
    if notice is None:
        return 0
    found = expanders[notice.set_name](tx, key.community, notice.set_subject, notice.cursor, limit)
    for _, person in found:
        _owe(tx, DeliveryKey(key.community, key.notice, person), notice.urgency)
    more = len(found) >= limit
    notices.expanded(tx, key, found[-1][0] if found else notice.cursor, tx.now if more else None)
    return len(found)


def put_off_expansion(tx: Tx, key: NoticeKey) -> None:
    """After a fault: let the other notices go first for a while."""
    notice = notices.lock_for_expansion(tx, key)
    if notice is not None:
        notices.expanded(tx, key, notice.cursor, tx.now + _STUMBLE)


def move(tx: Tx, one: CommunityId, other: CommunityId) -> None:
    """`other` has become part of `one`, and so has what is owed there; its cards are drawn anew. Whoever holds a
    delivery or a card at this moment settles it all the same (`communities.successor`)."""
    moving.move(tx, one, other)


def forget(tx: Tx, before: datetime, limit: int) -> int:
    """Delete deliveries settled before this moment, and the facts of notices nobody is owed any more; how many."""
    return deliveries.delete_settled(tx, before, limit) + notices.empty(tx, before, limit)


def _named(owed: Owed) -> tuple[PersonId, ...]:
    match owed.audience:
        case ToPeople(people):
            return people
        case ToGroup():
            return (GROUP,)
        case ToMany():
            return ()


def _owe(tx: Tx, key: DeliveryKey, urgency: Urgency) -> bool:
    """False: they are owed it already, or were."""
    return deliveries.add(tx, key, urgency, may_go_at(tx, key, urgency))


def may_go_at(tx: Tx, key: DeliveryKey, urgency: Urgency) -> datetime:
    """Now, or the end of the recipient's quiet hours for what can wait. The group chat has no quiet hours."""
    if key.person == GROUP or not is_patient(urgency):
        return tx.now
    return may_ring_at(tx.now, communities.quiet_hours(tx, key.person, key.community))
