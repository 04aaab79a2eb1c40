"""A community with a book in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Database, Tx
from bot.core.minutes import Minutes
from bot.maintenance.checking import findings
from bot.timebank.invariants import INVARIANTS
from bot.timebank.ledger import accounts, holding, transferring
from bot.timebank.ledger.model import Account, AccountId, HoldId, Kind, Leg, Limits, Reason, Receipt, Slip, TransferId
from tests.communities.scenes import Town

TODAY = date(2026, 11, 27)
HOUR = 60


@dataclass
class Book:
    """Accounts by name, and acts on them; each in a transaction of its own."""

    db: Database
    community: CommunityId
    ids: dict[str, AccountId] = field(default_factory=dict)

    async def open(self, name: str, kind: Kind = Kind.MEMBER, holder: int = 0, **limits: Any) -> AccountId:
        account, new = await self.db.write(
            accounts.open_account, self.community, kind, holder or len(self.ids) + 1, Limits(**limits)
        )
        assert new
        self.ids[name] = account.id
        return account.id

    def leg(self, payer: str, payee: str, minutes: Any) -> Leg:
        return Leg(self.ids[payer], self.ids[payee], minutes)

    def slip(self, key: str, **changes: Any) -> Slip:
        known: dict[str, Any] = {"reason": Reason.EXCHANGE, "happened_on": TODAY, "actor": PersonId(1), **changes}
        return Slip(self.community, key, **known)

    async def pay(self, payer: str, payee: str, minutes: Any, key: str, **changes: Any) -> Receipt:
        return await self.db.write(transferring.transfer, self.slip(key, **changes), self.leg(payer, payee, minutes))

    async def pay_all(self, key: str, *legs: tuple[str, str, int]) -> Receipt:
        return await self.db.write(transferring.transfer_all, self.slip(key), [self.leg(*leg) for leg in legs])

    async def hold(
        self, payer: str, payee: str, minutes: int, key: str, until: datetime | None = None, **changes: Any
    ) -> HoldId:
        leg = self.leg(payer, payee, minutes)
        receipt = await self.db.write(holding.hold, self.slip(key, **changes), leg, until)
        assert receipt.hold is not None
        return receipt.hold.id

    async def post(self, hold: HoldId, key: str, minutes: int | None = None) -> Receipt:
        return await self.db.write(holding.post, self.slip(key), hold, None if minutes is None else Minutes(minutes))

    async def void(self, hold: HoldId, key: str) -> Receipt:
        return await self.db.write(holding.void, self.slip(key), hold)

    async def reverse(self, transfer: TransferId, key: str, minutes: int | None = None, **changes: Any) -> Receipt:
        part = None if minutes is None else Minutes(minutes)
        return await self.db.write(transferring.reverse, self.slip(key, **changes), transfer, part)

    async def account(self, name: str) -> Account:
        found = await self.db.read(accounts.account, self.community, self.ids[name])
        assert found is not None
        return found

    async def balances(self) -> dict[str, tuple[int, int, int]]:
        """Balance, held to be paid, held to be received."""
        return await self.db.read(self._balances)

    def _balances(self, tx: Tx) -> dict[str, tuple[int, int, int]]:
        names = {number: name for name, number in self.ids.items()}
        found = accounts.all_of(tx, self.community)
        return {names[each.id]: (each.balance, each.held_out, each.held_in) for each in found}

    async def faults(self) -> list[str]:
        """Which rules of the book do not hold."""
        return await self.db.read(broken)


def broken(tx: Tx) -> list[str]:
    return [rule for rule, exceptions in INVARIANTS.items() if tx.rows(exceptions)]


@pytest.fixture
async def book(db: Database) -> AsyncIterator[Book]:
    """Ana, Ben and Cerys with floors of five hours, and the fund. At the end everything holds that must."""
    community = await Town(db).found()
    book = Book(db, community)
    for name in ("ana", "ben", "cerys"):
        await book.open(name, floor=-5 * HOUR)
    await book.open("fund", Kind.FUND, floor=-100 * HOUR)
    yield book
    assert await db.read(findings) == []
