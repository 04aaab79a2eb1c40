"""Random walks through the book beside an oracle that knows nothing of it: after every step both say the same, and
every rule holds; transactions die before and after their commit, several act at once, the database is reopened."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from itertools import permutations
from random import Random
from typing import Any

import pytest

from bot.communities.model import PersonId
from bot.core import points
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx, open_database
from bot.core.minutes import Minutes
from bot.core.refusal import Refusal
from bot.maintenance.checking import findings
from bot.timebank.ledger import accounts, holding, transferring
from bot.timebank.ledger.model import AccountId, HoldId, Kind, Limits, TransferId
from tests.communities.scenes import Town
from tests.timebank.conftest import Book
from tests.timebank.oracle import No, Oracle, Place

WALKS, STEPS = 10, 520
"""For each database; more than 10,000 steps in all."""

NOWHERE = 2**62
PLACES: dict[str, tuple[Kind, Place]] = {
    "ana": (Kind.MEMBER, Place(floor=-300, person=1)),
    "ben": (Kind.MEMBER, Place(floor=-300, person=2)),
    "cerys": (Kind.MEMBER, Place(floor=-720, ceiling=400, person=3)),
    "dilwyn": (Kind.MEMBER, Place(floor=0, person=4)),
    "home": (Kind.HOUSEHOLD, Place(floor=-60)),
    "fund": (Kind.FUND, Place(floor=-600)),
    "pool": (Kind.VENUE, Place(floor=0, ceiling=240)),
    "programme": (Kind.ISSUANCE, Place(floor=-900, ceiling=0)),
    "flood": (Kind.EMERGENCY, Place(floor=-900, ceiling=0, span=60, most_out=200)),
    "shop": (Kind.VENUE, Place(floor=0, span=120, most_in=150)),
    "lost": (Kind.WRITE_OFF, Place()),
}


class Died(Exception):  # noqa: N818  a word, not an error
    """The process, so to speak."""


@contextmanager
def dying(at: str) -> Iterator[None]:
    def die(label: str) -> None:
        if label == at:
            points.hook = None
            raise Died

    points.hook = die
    try:
        yield
    finally:
        points.hook = None


class Walk:
    """One book, its oracle, and chance."""

    def __init__(self, url: str, clock: MovableClock, seed: int) -> None:
        self.url, self.clock, self.random = url, clock, Random(seed)
        self.oracle = Oracle({name: deepcopy(place) for name, (_, place) in PLACES.items()})
        self.holds: dict[str, HoldId] = {}
        self.moves: dict[tuple[str, int], TransferId] = {}
        self.done: list[dict[str, Any]] = []
        self.count = 0
        self.outcomes: set[str] = set()

    async def begin(self) -> None:
        self.db: Database = await open_database(self.url, self.clock, random=Random(7))
        self.book = Book(self.db, await Town(self.db).found())
        for name, (kind, place) in PLACES.items():
            limits = {each: getattr(place, each) for each in ("floor", "ceiling", "span", "most_out", "most_in")}
            await self.book.open(name, kind, place.person or 0, **limits)
        elsewhere = Book(self.db, await Town(self.db).found(-200, "Riverside"))
        self.ids = {**self.book.ids, "foreign": await elsewhere.open("foreign"), "nobody": AccountId(NOWHERE)}

    # What to do next.

    def key(self) -> str:
        self.count += 1
        return f"act {self.count}"

    def draw(self) -> dict[str, Any]:
        """An act, likely or odd."""
        again = self.random.random()
        if self.done and again < 0.06:
            return self.random.choice(self.done)
        if self.done and again < 0.1:
            return {**self._fresh(), "key": self.random.choice(self.done)["key"]}
        return self._fresh()

    def _fresh(self) -> dict[str, Any]:  # noqa: PLR0911  one line for each kind
        kinds = ["move"] * 6 + ["hold"] * 5 + ["post"] * 4 + ["void"] * 2 + ["reverse"] * 3 + ["group"] * 2
        what = self.random.choice([*kinds, "limits", "close"])
        if what == "limits":
            floor, ceiling = self.random.choice([(None, None), (-300, None), (0, 240), (-60, 600), (-900, 0)])
            return {"what": what, "name": self._name(odd=False), "floor": floor, "ceiling": ceiling}
        if what == "close":
            return {"what": what, "name": self._name(odd=False)} if self.random.random() < 0.1 else {"what": "sweep"}
        op: dict[str, Any] = {"what": what, "key": self.key()}
        if what == "move":
            return {**op, "legs": [self._leg()]}
        if what == "group":
            return {**op, "what": "move", "legs": [self._leg() for _ in range(self.random.randint(2, 5))]}
        if what == "hold":
            return {**op, **self._leg(), "for": self.random.choice([None, 1, 5, 60])}
        part = self.random.choice([None, None, None, 1, 20, 90, 0, -5, 1.5])
        if what == "reverse":
            first = self.random.choice([*self.moves, ("none", 0)])
            return {**op, "move": first, "n": part, "actor": self.random.choice([None, 1, 2, 3, 9])}
        hold = self.random.choice([*self.holds, "none"])
        return {**op, "hold": hold} if what == "void" else {**op, "hold": hold, "n": part}

    def _leg(self) -> dict[str, Any]:
        n = self.random.choice([5, 30, 45, 60, 90, 120, 200, 1000, 0, -30, 10**10])
        n = n if self.random.random() < 0.97 else self.random.choice([1.5, float("nan"), True, "60", 1e9])
        return {"from": self._name(), "to": self._name(), "n": n}

    def _name(self, *, odd: bool = True) -> str:
        if odd and self.random.random() < 0.04:
            return self.random.choice(["foreign", "nobody"])
        return self.random.choice([*PLACES])

    # Doing it.

    async def act(self, op: dict[str, Any]) -> str:
        """What the book says: done, or the code of its refusal."""
        try:
            await self.db.write(self._serve, op)
        except Refusal as refusal:
            return refusal.code
        return "done"

    def _serve(self, tx: Tx, op: dict[str, Any]) -> None:
        book, what = self.book, op["what"]
        if what == "limits":
            limits = Limits(op["floor"], op["ceiling"], *_period(PLACES[op["name"]][1]))
            accounts.set_limits(tx, book.community, self.ids[op["name"]], limits)
        elif what == "close":
            accounts.close(tx, book.community, self.ids[op["name"]])
        elif what == "sweep":
            for hold in holding.due(tx, 1000):
                assert holding.expire(tx, hold.community, hold.id)
        else:
            self._move(tx, op)

    def _move(self, tx: Tx, op: dict[str, Any]) -> None:
        actor = op.get("actor", 9)
        slip = self.book.slip(op["key"], actor=None if actor is None else PersonId(actor))
        if op["what"] == "move":
            receipt = transferring.transfer_all(tx, slip, [self._to_leg(leg) for leg in op["legs"]])
        elif op["what"] == "hold":
            until = None if op["for"] is None else self._until(op)
            receipt = holding.hold(tx, slip, self._to_leg(op), until)
            assert receipt.hold is not None
            self.holds.setdefault(op["key"], receipt.hold.id)
        elif op["what"] == "post":
            receipt = holding.post(tx, slip, self.holds.get(op["hold"], HoldId(NOWHERE)), op["n"])
        elif op["what"] == "void":
            receipt = holding.void(tx, slip, self.holds.get(op["hold"], HoldId(NOWHERE)))
        else:
            first = self.moves.get(op["move"], TransferId(NOWHERE))
            receipt = transferring.reverse(tx, slip, first, op["n"])
        for number, transfer in enumerate(receipt.transfers):
            known = self.moves.setdefault((op["key"], number), transfer.id)
            assert known == transfer.id or not receipt.again, "a replay gives the first outcome"
            self.moves[op["key"], number] = transfer.id

    def _until(self, op: dict[str, Any]) -> Any:
        """As at the first time: a replay says the same."""
        return op.setdefault("until", self.clock.now() + timedelta(minutes=op["for"]))

    def _to_leg(self, leg: dict[str, Any]) -> Any:
        return transferring.Leg(self.ids[leg["from"]], self.ids[leg["to"]], leg["n"])

    def predict(self, oracle: Oracle, op: dict[str, Any]) -> str:
        try:
            oracle.do({name: value for name, value in op.items() if name != "until"})
        except No as no:
            return str(no)
        return "done"

    # Steps.

    async def step(self) -> None:
        chance = self.random.random()
        if chance < 0.1:
            minutes = self.random.choice([1, 1, 4, 30, 70])
            self.clock.move(timedelta(minutes=minutes))
            self.oracle.now += minutes
        elif chance < 0.14:
            await self.several()
        else:
            await self.one(self.draw())
        if self.random.random() < 0.005:
            await self.db.close()
            self.db = self.book.db = await open_database(self.url, self.clock, random=Random(self.count))
        await self.check()

    async def one(self, op: dict[str, Any]) -> None:
        chance = self.random.random()
        if chance < 0.03:  # killed before the commit: as if nothing had been
            with dying("tx.before_commit"), pytest.raises((Died, RuntimeError, Refusal)):
                await self.db.write(self._serve, op)
            await self.forget_unwritten()
            await self.check()
        elif chance < 0.06 and op.get("key") and self.predict(deepcopy(self.oracle), op) == "done":
            with (
                dying("tx.after_commit"),
                pytest.raises((Died, RuntimeError)),
            ):  # nobody has heard what became of it, and asks again
                await self.db.write(self._serve, op)
        said = await self.act(op)
        assert said == self.predict(self.oracle, op), op
        self.outcomes.add(said)
        if said == "done" and op.get("key"):
            self.done.append(op)

    async def several(self) -> None:
        """At once; there is an order in which one after the other they would have come to the same."""
        ops = [op for op in (self._fresh() for _ in range(4)) if op["what"] in ("move", "hold", "post", "void")]
        said = await asyncio.gather(*(self.act(op) for op in ops))
        now = await self.book.balances()
        for order in permutations(range(len(ops))):
            oracle = deepcopy(self.oracle)
            told = {number: self.predict(oracle, ops[number]) for number in order}
            if [told[number] for number in range(len(ops))] == said and balances(oracle) == now:
                self.oracle = oracle
                self.done += [op for op, word in zip(ops, said, strict=True) if word == "done"]
                return
        raise AssertionError(f"no order explains {said} of {ops}")

    async def forget_unwritten(self) -> None:
        """Numbers that a dead transaction had given out."""
        self.holds = {key: number for key, number in self.holds.items() if key in self.oracle.held}
        self.moves = {key: number for key, number in self.moves.items() if key in self.oracle.moves}

    async def check(self) -> None:
        assert await self.book.faults() == []
        assert await self.book.balances() == balances(self.oracle)


def balances(oracle: Oracle) -> dict[str, tuple[int, int, int]]:
    names = oracle.places
    return {name: (oracle.balance(name), oracle.reserved(name, "from"), oracle.reserved(name, "to")) for name in names}


def _period(place: Place) -> tuple[Minutes | None, ...]:
    return (place.span, place.most_out, place.most_in)  # type: ignore[return-value]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(WALKS))
async def test_a_random_walk(database_url: str, clock: MovableClock, seed: int) -> None:
    walk = Walk(database_url, clock, seed)
    await walk.begin()
    try:
        for _ in range(STEPS):
            await walk.step()
        assert await walk.db.read(findings) == []
        assert len(walk.outcomes) > 10, walk.outcomes
    finally:
        await walk.db.close()
