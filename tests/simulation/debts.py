"""Who is owed which message, at most and at least: the books that the model keeps. They know nothing of the bot."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.simulation.facts import BINDING, notice_of


@dataclass(frozen=True, order=True)
class Debt:
    """Somebody is owed one message: who, which pledge, what happened to it, and for the how manieth time."""

    person: int
    code: str
    fact: str
    turn: int = 0
    """What is said more than once has a turn each time; on a screen, and in the tables, it cannot be seen."""

    @property
    def plain(self) -> "Debt":
        """As it is seen."""
        return Debt(self.person, self.code, self.fact)

    @property
    def noticed(self) -> "Debt":
        """As it stands in the tables."""
        return Debt(self.person, self.code, notice_of(self.fact))


@dataclass(frozen=True)
class Round:
    """What goes to everybody who is in: whoever comes in before all of them have been found may hear it as well."""

    code: str
    fact: str
    turn: int


@dataclass
class Books:
    """A debt is pending until it has been said, or something has made it pointless; then nobody knows which came
    first, and it may have been said."""

    at_most: dict[Debt, int] = field(default_factory=dict)
    """How often, for all that anybody may have heard at all."""
    at_least: set[Debt] = field(default_factory=set)
    """Heard, once at least."""
    pending: dict[Debt, datetime] = field(default_factory=dict)
    """Until when it is worth saying."""
    hushed: set[Debt] = field(default_factory=set)
    """Told while its recipient had muted the pledge: not said, unless they want to hear again before its turn comes."""
    unsaid: set[Debt] = field(default_factory=set)
    """What somebody is on the list for, and does not hear: it has its row all the same."""
    closed: set[int] = field(default_factory=set)
    """To whom the bot cannot write now."""
    ever_closed: set[int] = field(default_factory=set)
    """To whom it could not write at some time."""
    muted: set[tuple[int, str]] = field(default_factory=set)
    fresh: set[Round] = field(default_factory=set)

    def owe(self, debt: Debt, until: datetime) -> None:
        """Once. What was said before is not said again; what was made pointless in time is."""
        if debt in self.at_least:
            return
        if (debt.person, debt.code) in self.muted and debt.fact not in BINDING:
            self.hushed.add(debt)
            self.unsaid.add(debt)
            return
        self.at_most.setdefault(debt, 1)
        self.pending[debt] = until

    def pass_over(self, debt: Debt) -> None:
        """They are on the list of those who are told, and know it themselves."""
        self.unsaid.add(debt)

    def allow(self, debt: Debt, times: int = 1) -> None:
        """It may be said, so often at most; whether it is hangs on more than the model knows."""
        self.at_most[debt] = max(self.at_most.get(debt, 0), times)

    def most(self) -> Counter[Debt]:
        """How often each message may be seen."""
        return _plain(self.at_most)

    def addressed(self) -> Counter[Debt]:
        """For how many notices somebody may be on the list, whether they hear of them or not."""
        rows = _plain(self.at_most | dict.fromkeys(self.unsaid, 1))
        for debt in [*rows]:  # the same notice, whatever it says
            if notice_of(debt.fact) != debt.fact:
                rows[debt.noticed] += rows[debt]
        return rows

    def least(self) -> Counter[Debt]:
        """How often each message must have been seen."""
        return _plain(dict.fromkeys(self.at_least, 1))

    def go_round(self, code: str, fact: str, people: set[int], until: datetime, turn: int = 0) -> None:
        """Owe it to everybody who is in."""
        for person in people:
            self.owe(Debt(person, code, fact, turn), until)
        self.fresh.add(Round(code, fact, turn))

    def came_in(self, code: str, person: int) -> None:
        """They may be found by what goes round at this moment."""
        for each in self.fresh:
            if each.code == code:
                self.allow(Debt(person, code, each.fact, each.turn))

    def excuse(self, code: str, *facts: str, person: int | None = None) -> None:
        """These facts of a pledge (all of them, if none is named) have become pointless, for everybody or one."""
        for debt in [*self.pending]:
            fits = debt.code == code and (not facts or debt.fact in facts) and person in (None, debt.person)
            if fits:
                del self.pending[debt]

    def mute(self, code: str, person: int) -> None:
        """From now on they hear what binds them, and nothing else."""
        self.muted.add((person, code))
        for debt in [*self.pending]:
            if (debt.person, debt.code) == (person, code) and debt.fact not in BINDING:
                del self.pending[debt]

    def unmute(self, code: str, person: int) -> None:
        """What has not had its turn may be said after all."""
        self.muted.discard((person, code))
        for debt in [*self.hushed]:
            if (debt.person, debt.code) == (person, code):
                self.hushed.discard(debt)
                self.allow(debt)

    def all_said(self, now: datetime) -> None:
        """Nothing waits to be said to anybody whose chat is open: what is pending and worth saying has been heard."""
        self.fresh.clear()
        for debt, until in [*self.pending.items()]:
            if debt.person not in self.closed:
                del self.pending[debt]
                if now < until:
                    self.at_least.add(debt)
        self.hushed = {debt for debt in self.hushed if debt.person in self.closed}


def _plain(debts: Mapping[Debt, int]) -> Counter[Debt]:
    counted = Counter[Debt]()
    for debt, times in debts.items():
        counted[debt.plain] += times
    return counted
