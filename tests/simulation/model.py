"""What ought to be true: an independent model of pledges, written from the product page alone.

It imports nothing of the bot. People are Telegram ids here, pledges are codes, moments are aware datetimes. Each act is
told to the model once, in the order in which it counts; the model says who is owed what.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, order=True)
class Debt:
    """Somebody is owed one message: who, which pledge, what happened to it."""

    person: int
    code: str
    fact: str


@dataclass
class Pledge:
    """One pledge: `last_second` is the last moment that counts."""

    creator: int
    threshold: int
    last_second: datetime
    state: str = "open"
    signers: set[int] = field(default_factory=set)
    tips: int = 0


@dataclass
class Model:
    """The neighbourhood as it ought to be."""

    pledges: dict[str, Pledge] = field(default_factory=dict)
    must: set[Debt] = field(default_factory=set)
    """Owed, exactly once (to people whom the bot can reach)."""
    may: set[Debt] = field(default_factory=set)
    """Owed for a while, then made pointless by a later act: at most once."""

    def publish(self, code: str, creator: int, threshold: int, last_second: datetime) -> None:
        assert code not in self.pledges, "a code was given out twice"
        self.pledges[code] = Pledge(creator, threshold, last_second)

    def sign(self, code: str, person: int, at: datetime) -> bool:
        """A member signs. False: this changes nothing."""
        pledge = self.pledges[code]
        late = at >= pledge.last_second + ONE_SECOND
        if person == pledge.creator or person in pledge.signers or pledge.state not in ("open", "tipped") or late:
            return False
        pledge.signers.add(person)
        if pledge.state == "tipped":
            self._owe(code, person, "tipped")
        elif len(pledge.signers) >= pledge.threshold:
            self._tip(code)
        return True

    def withdraw(self, code: str, person: int) -> bool:
        """A signer steps back. A pledge that has tipped stays tipped."""
        pledge = self.pledges[code]
        if person not in pledge.signers or pledge.state not in ("open", "tipped"):
            return False
        pledge.signers.remove(person)
        self._excuse(code, "tipped", person)
        return True

    def cancel(self, code: str, person: int, *, organiser: bool) -> bool:
        """The creator calls it off before it tips, an organiser at any time."""
        pledge = self.pledges[code]
        allowed = organiser or (person == pledge.creator and pledge.state == "open")
        if not allowed or pledge.state not in ("open", "tipped"):
            return False
        pledge.state = "cancelled"
        for fact in ("tipped", "own_tipped"):
            self._excuse(code, fact)
        for signer in pledge.signers:
            self._owe(code, signer, "cancelled")
        if person != pledge.creator:
            self._owe(code, pledge.creator, "cancelled")
        return True

    def pass_time(self, now: datetime) -> list[str]:
        """Every open pledge whose last second has passed expires. Gives back their codes."""
        expired = [
            code
            for code, pledge in self.pledges.items()
            if pledge.state == "open" and now >= pledge.last_second + ONE_SECOND
        ]
        for code in expired:
            pledge = self.pledges[code]
            pledge.state = "expired"
            self._owe(code, pledge.creator, "own_expired")
            for signer in pledge.signers:
                self._owe(code, signer, "expired")
        return expired

    def _tip(self, code: str) -> None:
        pledge = self.pledges[code]
        pledge.state = "tipped"
        pledge.tips += 1
        self._owe(code, pledge.creator, "own_tipped")
        for signer in pledge.signers:
            self._owe(code, signer, "tipped")

    def _owe(self, code: str, person: int, fact: str) -> None:
        debt = Debt(person, code, fact)
        self.may.discard(debt)
        self.must.add(debt)

    def _excuse(self, code: str, fact: str, person: int | None = None) -> None:
        pointless = {
            debt
            for debt in self.must
            if debt.code == code and debt.fact == fact and (person is None or debt.person == person)
        }
        self.must -= pointless
        self.may |= pointless
