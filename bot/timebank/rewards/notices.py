"""Facts about vouchers and venues that somebody is owed."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.model import Notice


@dataclass(frozen=True)
class VoucherUsed(Notice):
    """The venue has accepted it. For its holder."""

    kind: ClassVar[str] = "voucher_used"
    title: str
    venue: str
    minutes: int
    community: int
    can_spend: int | None = None
    """Minutes, after this; None: any amount."""


@dataclass(frozen=True)
class VoucherExpired(Notice):
    """It was not used in time, and its hours are the holder's again."""

    kind: ClassVar[str] = "voucher_expired"
    title: str
    venue: str
    minutes: int
    community: int
    can_spend: int | None = None


@dataclass(frozen=True)
class VoucherCalledOff(Notice):
    """The venue does not give it any more; its hours are the holder's again."""

    kind: ClassVar[str] = "voucher_called_off"
    title: str
    venue: str
    minutes: int
    community: int
    can_spend: int | None = None


@dataclass(frozen=True)
class StaffNamed(Notice):
    """They can accept vouchers for a venue from now on. For whoever was named."""

    kind: ClassVar[str] = "staff_named"
    venue: str
    community: int
    number: int
    """Of the venue."""
