"""Sending, as far as the outbox knows it: claim, begin, settle; and what a crash leaves behind.

A delivery goes due -> claimed -> sending -> sent | never | unknown. Claimed and sending rows are under a lease of
their owner; `begin` marks the line after which a crash makes it unknown whether the words got out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import missing
from bot.outbox.model import (
    GROUP,
    Claimed,
    Delivery,
    Later,
    Never,
    Notice,
    Outcome,
    Parcel,
    Ready,
    Reason,
    Sent,
    State,
    Unknown,
    Urgency,
)
from bot.outbox.notices import Missing
from bot.outbox.service import may_go_at
from bot.outbox.store import deliveries, leases
from bot.outbox.store.keys import Again, key_of

LEASE: Final = timedelta(seconds=60)
"""Longer than any call to Telegram may take."""

FLOOD: Final = 3
"""More than this of what has piled up for one person go out as one message."""

DIGEST: Final = 12
"""Notices in one message at most."""

REPEATS: Final[Mapping[Urgency, int]] = {
    Urgency.LIFE_CORRECTION: 2,
    Urgency.LIFE: 2,
    Urgency.URGENT: 2,
    Urgency.ANSWER: 1,
    Urgency.REMINDER: 1,
    Urgency.NEWS: 1,
}
"""How often something is said again when nobody knows whether it was heard. Whatever is owed would rather be heard
twice, with the same code, than never; receipts, which would not, go to whoever acted and never come this way."""

DEATHS: Final = 8
"""How often a delivery is taken up from a process that died over it. Several deaths in a row must not lose what may
never have left; a message that kills whoever sends it must not go on for ever."""

_FAULTS: Final = 5
"""Attempts after which a delivery on which our own code fails is given up."""

_SERVER_ERRORS = 60
"""Attempts, a minute apart, after which Telegram's "server error" may as well have meant "said"."""

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=1), timedelta(seconds=60)

StillTrue: TypeAlias = Callable[[Tx, CommunityId, PersonId, Notice], bool]
"""Whether a notice is still worth saying to this recipient (`GROUP`: to the group)."""


@dataclass(frozen=True, slots=True)
class Appetite:
    """How much a dispatcher can take now: messages that may wait for their turn, by urgency at most so many."""

    owner: str
    urgent: int
    patient: int
    """Of reminders and news; the urgent ones come first and count as well."""


def claim(tx: Tx, appetite: Appetite) -> list[Parcel]:
    """Take what is due and no quarantine holds back, the most urgent first, within one urgency the oldest first."""
    parcels: list[Parcel] = []
    for urgency in Urgency:
        room = (appetite.patient if urgency >= Urgency.REMINDER else appetite.urgent) - len(parcels)
        if room > 0:
            parcels += _claim(tx, appetite, urgency, room)
    return parcels


def _claim(tx: Tx, appetite: Appetite, urgency: Urgency, room: int) -> list[Parcel]:
    due = deliveries.due(tx, urgency, room)
    if not due:
        return []
    bundles = _bundles(tx, due) if urgency >= Urgency.ANSWER else [[each] for each in due]
    leases.claim(tx, [each for bundle in bundles for each in bundle], appetite.owner, tx.now + LEASE)
    return [_parcel(tx, bundle, appetite.owner) for bundle in bundles]


def _bundles(tx: Tx, due: list[Delivery]) -> list[list[Delivery]]:
    """What is due in one urgency as it is to be sent: one by one, but a flood for one person in one bundle."""
    bundles: list[list[Delivery]] = []
    people: dict[PersonId, list[Delivery]] = {}
    for delivery in due:
        people.setdefault(delivery.person, []).append(delivery)
    for person, mine in people.items():
        flood = _flood(tx, mine) if person != GROUP else []
        bundles += [flood] if flood else []
        bundles += [[each] for each in mine if not (flood and _piles_up(each))]
    return bundles


def _flood(tx: Tx, mine: list[Delivery]) -> list[Delivery]:
    """What has piled up for one person; nothing if it is only a few."""
    if not any(_piles_up(each) for each in mine):
        return []
    waiting = deliveries.due_for(tx, mine[0].person, mine[0].urgency, DIGEST)
    piled = [each for each in waiting if _piles_up(each)]
    return piled if len(piled) > FLOOD else []


def _piles_up(delivery: Delivery) -> bool:
    """Reminders do, and what somebody could not be told before they opened their chat."""
    return delivery.urgency is Urgency.REMINDER or delivery.after is Reason.UNREACHABLE


def _parcel(tx: Tx, bundle: list[Delivery], owner: str) -> Parcel:
    first = bundle[0]
    claimed = tuple(each.claimed_by(owner) for each in bundle)
    return Parcel(claimed, _chat(tx, first.community, first.person), first.urgency)


def _chat(tx: Tx, community: CommunityId, person: PersonId) -> int | None:
    """Telegram's id of the chat as known now; None for people and groups that cannot be reached."""
    if person == GROUP:
        group = communities.community(tx, community)
        return None if group is None or group.left_at is not None else group.chat_id
    known = communities.person(tx, person)
    return None if known is None or known.unreachable_at is not None else known.telegram_id


def begin(tx: Tx, delivery: Claimed, still_true: Mapping[str, StillTrue]) -> Ready | None:
    """Cross the line for one delivery: look once more whether it is worth saying, now, and to this recipient.

    None: not to be said now; its row is settled or put back already. Raises KeyError or ValidationError for a stored
    notice that this release cannot read; the row then stays claimed, for `settle`.
    """
    on_file = leases.for_sending(tx, delivery)
    if on_file is None:
        moved = _moved(tx, delivery)
        return None if moved is None else begin(tx, moved, still_true)
    reason = _pointless(tx, delivery, on_file, still_true)
    if reason is not None:
        leases.settle(tx, delivery, State.NEVER, reason)
        return None
    rings_at = may_go_at(tx, key_of(delivery), delivery.urgency)
    if rings_at > tx.now:
        again = Again(rings_at, _lasting(delivery, Reason.HELD), delivery.attempts, delivery.repeats)
        leases.put_back(tx, delivery, again)
        return None
    leases.begin(tx, delivery, tx.now + LEASE)
    return _ready(tx, delivery, on_file.notice)


def _pointless(tx: Tx, delivery: Claimed, on_file: leases.OnFile, still_true: Mapping[str, StillTrue]) -> Reason | None:
    if on_file.withdrawn_at is not None:
        return Reason.WITHDRAWN
    if on_file.expires_at <= tx.now:
        return Reason.EXPIRED
    check = still_true.get(on_file.notice.kind)
    if check is not None and not check(tx, delivery.community, delivery.person, on_file.notice):
        return Reason.NO_LONGER_TRUE
    return None


def _ready(tx: Tx, delivery: Claimed, notice: Notice) -> Ready:
    if delivery.person != GROUP:
        reader = communities.reader_of(tx, delivery.person, delivery.community)
        about = communities.title_for(tx, delivery.person, delivery.community)
        return Ready(notice, replace(reader, about=about), None)
    group = communities.community(tx, delivery.community)
    reader = communities.group_reader(tx, delivery.community)
    return Ready(notice, reader, group.pledges_topic if group else None)


def settle(tx: Tx, delivery: Claimed, outcome: Outcome) -> bool:
    """Write down what became of an attempt. False: the lease was lost, somebody else has decided."""
    if _settle(tx, delivery, outcome):
        return True
    moved = _moved(tx, delivery)
    return moved is not None and _settle(tx, moved, outcome)


def _settle(tx: Tx, delivery: Claimed, outcome: Outcome) -> bool:
    match outcome:
        case Sent(message_id, astray):
            if astray:
                missing.say(tx, delivery.community, Missing.TOPIC)
            return leases.settle(tx, delivery, State.SENT, message_id)
        case Never(reason):
            return _never(tx, delivery, reason)
        case Later(reason, seconds):
            return _later(tx, delivery, reason, seconds)
        case Unknown():
            return _unknown(tx, delivery, REPEATS[delivery.urgency])


def release(tx: Tx, delivery: Claimed) -> None:
    """Give back a claimed delivery of which nothing was said, as if nobody had claimed it."""
    leases.release(tx, delivery)


def recover(tx: Tx, at: datetime, limit: int) -> int:
    """Take up what was claimed and not settled until its lease ended (as of `at`): somebody died over it; how many.

    What had only been claimed is due again. What was being sent is said again: each death may so repeat what was in
    flight, but loses nothing.
    """
    abandoned = leases.expired_leases(tx, at, limit)
    for delivery, begun in abandoned:
        if begun:
            _unknown(tx, delivery, DEATHS)
        else:
            release(tx, delivery)
    return len(abandoned)


def _never(tx: Tx, delivery: Claimed, reason: Reason) -> bool:
    if reason is Reason.UNREACHABLE and delivery.person != GROUP:
        if delivery.after is not reason and communities.is_reachable(tx, delivery.person):
            return _later(tx, delivery, reason, None)  # they may have opened the chat while this was being said
        communities.mark_unreachable(tx, delivery.person)
    if reason is Reason.NOT_ALLOWED:
        missing.say(tx, delivery.community, Missing.WRITING)
    return leases.settle(tx, delivery, State.NEVER, reason)


def _later(tx: Tx, delivery: Claimed, reason: Reason, seconds: float | None) -> bool:
    attempts = delivery.attempts + (0 if reason is Reason.HELD else 1)
    if reason is Reason.FAULT and attempts >= _FAULTS:
        return leases.settle(tx, delivery, State.NEVER, reason)
    if reason is Reason.SERVER_ERROR and attempts >= _SERVER_ERRORS:
        return leases.settle(tx, delivery, State.UNKNOWN, reason)
    wait = backoff(delivery.attempts) if seconds is None else timedelta(seconds=seconds)
    again = Again(tx.now + wait, _lasting(delivery, reason), attempts, delivery.repeats)
    return leases.put_back(tx, delivery, again)


def _lasting(delivery: Claimed, reason: Reason) -> Reason:
    """What is only held back for a while has still piled up."""
    return delivery.after if reason is Reason.HELD and delivery.after is not None else reason


def _unknown(tx: Tx, delivery: Claimed, most: int) -> bool:
    if delivery.repeats >= most:
        return leases.settle(tx, delivery, State.UNKNOWN, Reason.AMBIGUOUS)
    again = Again(tx.now + backoff(delivery.attempts), Reason.AMBIGUOUS, delivery.attempts + 1, delivery.repeats + 1)
    return leases.put_back(tx, delivery, again)


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many earlier attempts: 1 s, 2 s, 4 s … a minute."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * int(2 ** min(attempts, 10)))


def _moved(tx: Tx, delivery: Claimed) -> Claimed | None:
    """The same delivery, if its community has become part of another one since it was claimed."""
    one = communities.successor(tx, delivery.community)
    return None if one is None else replace(delivery, community=one)
