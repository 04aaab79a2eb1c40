"""Minutes are reserved first, and move later, or never."""

from datetime import datetime

from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.ledger import rules
from bot.timebank.ledger.booking import Books, What, take_key, write
from bot.timebank.ledger.model import AccountId, Hold, HoldId, HoldState, Leg, Receipt, Slip, TransferKind
from bot.timebank.ledger.refusals import MalformedEntry, UnknownHold
from bot.timebank.ledger.store import entries
from bot.timebank.ledger.store import holds as store


def hold(tx: Tx, slip: Slip, leg: Leg, expires_at: datetime | None = None) -> Receipt:
    """Reserve minutes on both sides, to be posted before `expires_at`. Refuses in the order of `refusals`."""
    rules.check_form(slip, (leg.minutes,))
    expiry = None if expires_at is None else expires_at.isoformat()
    if not take_key(tx, slip, What.HOLD, [*rules.content_of(slip, (leg,)), expiry]):
        return Receipt(hold=store.by_key(tx, slip.community, slip.key), again=True)
    if expires_at is not None and expires_at <= tx.now:
        raise MalformedEntry
    rules.check_leg(leg)
    books = Books(tx, slip.community, (leg.payer, leg.payee))
    books.expect(leg)
    books.check(leg)
    books.shift(leg, held=leg.minutes)
    placed = store.add(tx, slip, leg, expires_at)
    if slip.text is not None:
        entries.add_text(tx, slip.community, placed.id, slip.text)
    return Receipt(hold=placed)


def post(tx: Tx, slip: Slip, hold_id: HoldId, minutes: Minutes | None = None) -> Receipt:
    """Let a hold come to what it was for, in whole or in part; the rest is released. It never fails on limits: they
    were looked at when it was placed.

    Of the slip only the community, the key, the actor and the text are the post's own. Refuses MalformedEntry,
    KeyStandsForOther, NoSuchAmount, UnknownHold, MoreThanHeld, HoldIsOver.
    """
    rules.check_form(slip, () if minutes is None else (minutes,))
    if not take_key(tx, slip, What.POST, [*rules.content_of(slip, ()), hold_id, minutes]):
        return Receipt(entries.by_key(tx, slip.community, slip.key), again=True)
    if minutes is not None:
        rules.check_amount(minutes)
    found, books = _locked(tx, slip.community, hold_id)
    amount = found.leg.minutes if minutes is None else minutes
    rules.check_hold(found, amount, tx.now)
    books.shift(found.leg, moves=amount, held=-found.leg.minutes)
    store.resolve(tx, found, HoldState.POSTED, amount)
    whole = Slip(
        community=slip.community,
        key=slip.key,
        reason=found.reason,
        happened_on=found.happened_on,
        actor=slip.actor,
        on_behalf_of=found.on_behalf_of,
        reference=found.reference,
        text=slip.text,
    )
    leg = Leg(found.leg.payer, found.leg.payee, amount)
    return Receipt((write(tx, whole, leg, TransferKind.POST, hold=found.id),))


def void(tx: Tx, slip: Slip, hold_id: HoldId) -> Receipt:
    """Release a hold; nothing has moved. Refuses MalformedEntry, KeyStandsForOther, UnknownHold, HoldIsOver."""
    rules.check_form(slip, ())
    content = [*rules.content_of(slip, ()), hold_id]
    if not take_key(tx, slip, What.VOID, content, hold_id):
        return Receipt(hold=store.by_id(tx, slip.community, hold_id), again=True)
    found, books = _locked(tx, slip.community, hold_id)
    rules.check_open(found, tx.now)
    return Receipt(hold=_release(tx, found, books, HoldState.VOIDED))


def expire(tx: Tx, community: CommunityId, hold_id: HoldId) -> bool:
    """Release a hold whose time is over. False: it is not open any more, or not over yet."""
    found, books = _locked(tx, community, hold_id)
    if found.state is not HoldState.OPEN or found.state_at(tx.now) is HoldState.OPEN:
        return False
    _release(tx, found, books, HoldState.EXPIRED)
    return True


def release_all(tx: Tx, community: CommunityId, account: AccountId, why: str) -> list[Hold]:
    """Nothing is reserved on this account any more, on either side; what was. `why` names the act, with each hold's
    number."""
    held = store.open_of(tx, community, account)
    for hold in held:
        if hold.state_at(tx.now) is HoldState.OPEN:
            void(tx, Slip(community, f"{why}:{hold.id}", hold.reason, hold.happened_on, actor=None), hold.id)
        else:
            expire(tx, community, hold.id)
    return held


def due(tx: Tx, limit: int) -> list[Hold]:
    """Up to `limit` holds whose time is over and which are still reserved, the oldest first."""
    return store.due(tx, limit)


def open_of(tx: Tx, community: CommunityId, account: AccountId) -> list[Hold]:
    """The holds of one account that are open, on either side."""
    return [each for each in store.open_of(tx, community, account) if each.state_at(tx.now) is HoldState.OPEN]


def find(tx: Tx, community: CommunityId, hold_id: HoldId) -> Hold | None:
    """By its number."""
    return store.by_id(tx, community, hold_id)


def _release(tx: Tx, hold: Hold, books: Books, state: HoldState) -> Hold:
    books.shift(hold.leg, held=-hold.leg.minutes)
    store.resolve(tx, hold, state)
    released = store.by_id(tx, hold.community, hold.id)
    assert released is not None, "nothing is deleted"
    return released


def _locked(tx: Tx, community: CommunityId, hold_id: HoldId) -> tuple[Hold, Books]:
    """The hold under the locks of its accounts, which everybody takes who resolves it. Refuses UnknownHold."""
    before = store.by_id(tx, community, hold_id)
    if before is None:
        raise UnknownHold
    books = Books(tx, community, (before.leg.payer, before.leg.payee))
    now = store.by_id(tx, community, hold_id)
    assert now is not None, "nothing is deleted"
    return now, books
