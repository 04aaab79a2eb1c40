"""What the book refuses, in the order in which it looks (the first that applies is said).

Not allowed (that is for whoever calls to ask) · malformed · a key that stood for something else · the same account ·
the amount · an unknown account · another community's · the hold · closed · below the floor · above the ceiling · too
much in a period.
"""

from dataclasses import dataclass, field

from bot.core.minutes import Minutes
from bot.core.refusal import Refusal
from bot.timebank.ledger.model import AccountId, HoldState


@dataclass(unsafe_hash=True)
class EntryRefused(Refusal):
    """Stands above all that follow."""

    leg: int | None = field(default=None, kw_only=True)
    """Of several that go together: the one that cannot be, counted from 0."""


@dataclass(unsafe_hash=True)
class MalformedEntry(EntryRefused):
    """Not whole minutes, or a key, a reference or a reason that cannot be one."""


@dataclass(unsafe_hash=True)
class KeyStandsForOther(EntryRefused):
    """This key has been used before, for something else."""


@dataclass(unsafe_hash=True)
class SameAccount(EntryRefused):
    """Nobody pays themselves."""


@dataclass(unsafe_hash=True)
class NoSuchAmount(EntryRefused):
    """Nothing, less than nothing, or more than can be."""


@dataclass(unsafe_hash=True)
class UnknownAccount(EntryRefused):
    """There is no such account."""


@dataclass(unsafe_hash=True)
class ForeignAccount(EntryRefused):
    """It is another community's. (To a person it reads like an unknown one.)"""


@dataclass(unsafe_hash=True)
class UnknownHold(EntryRefused):
    """There is no such hold here."""


@dataclass(unsafe_hash=True)
class MoreThanHeld(EntryRefused):
    """A hold can be posted in whole or in part."""

    held: Minutes


@dataclass(unsafe_hash=True)
class HoldIsOver(EntryRefused):
    """It was posted, voided, or has expired."""

    state: HoldState


@dataclass(unsafe_hash=True)
class UnknownTransfer(EntryRefused):
    """There is no such transfer here, or it is a reversal itself."""


@dataclass(unsafe_hash=True)
class MoreThanLeft(EntryRefused):
    """So much of the transfer has not been reversed yet."""

    left: Minutes


@dataclass(unsafe_hash=True)
class ReverserGains(EntryRefused):
    """Nobody reverses what they have paid themselves."""


@dataclass(unsafe_hash=True)
class AccountClosed(EntryRefused):
    """Nothing moves to it or from it any more."""

    account: AccountId


@dataclass(unsafe_hash=True)
class BelowFloor(EntryRefused):
    """The payer has too little."""

    account: AccountId
    can_spend: Minutes


@dataclass(unsafe_hash=True)
class AboveCeiling(EntryRefused):
    """The payee has too much."""

    account: AccountId
    can_take: Minutes


@dataclass(unsafe_hash=True)
class OverPeriodLimit(EntryRefused):
    """One of the two has moved as much as it may in this span of time."""

    account: AccountId
    left: Minutes
    """What can still move today."""


@dataclass(unsafe_hash=True)
class AccountInUse(EntryRefused):
    """It cannot be closed: something stands on it, or is held."""
