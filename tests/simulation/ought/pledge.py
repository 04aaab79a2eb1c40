"""One pledge as it ought to be. People are Telegram ids, moments are aware datetimes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.simulation.ought.measures import HOUR

IN = frozenset({"active", "claimed", "verified", "missed"})
"""Whose place is taken. (Active is also who owes an answer: which of both is written down is the bot's own affair.)"""

SIGNABLE = frozenset({"open", "tipped", "rescued"})
ALIVE = frozenset({"tipped", "rescued", "acting"})


@dataclass(frozen=True)
class Terms:
    """What its creator offers."""

    creator: int
    threshold: int
    last_second: datetime
    """The last moment that counts."""
    capacity: int | None = None
    minimum: int | None = None
    """With how many its creator would go ahead after a near miss."""
    listed: bool = True
    names: str = "shown"
    deed: datetime | None = None
    """When it is to be done; of a whole day its first moment."""
    deed_over: datetime | None = None
    """When a whole day is over; None: it has a time, or no day."""
    place: str = ""
    unit: str = "people"
    """What the threshold counts: people, hours (in minutes) or money (in pence)."""
    each: int | None = None
    """What each pays, in pence."""


@dataclass
class Mark:
    """One person's signature."""

    state: str
    number: int
    amount: int = 0
    """What they give, where it counts hours or money."""
    stays: bool | None = None
    follows: bool = False
    claimed_at: datetime | None = None
    settled_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass
class OnPaper:
    """One person without Telegram. Active until somebody has said whether they did it."""

    voucher: int
    name: str | None
    state: str = "active"
    left_out: bool = False
    """It went ahead with fewer, who were asked."""


@dataclass
class Return:
    """What an organiser promises in return, or is asked to."""

    owner: int
    author: int
    what: str
    due: datetime
    """The last second of its day."""
    made_at: datetime
    state: str = "proposed"
    stays: bool = False
    """It holds for fewer people as well."""
    confirmed_by: int | None = None
    told_at: datetime | None = None
    """When everybody is told that it was confirmed."""
    told: set[str] = field(default_factory=set)

    @property
    def shown(self) -> bool:
        """Whether everybody sees it."""
        return self.state in ("promised", "owed", "claimed", "verified", "excused", "missed")


@dataclass
class Pledge:
    """What has become of it."""

    terms: Terms
    threshold: int
    last_second: datetime
    minimum: int | None
    state: str = "open"
    marks: dict[int, Mark] = field(default_factory=dict)
    paper: dict[int, OnPaper] = field(default_factory=dict)
    """By number, in one series with those of the others."""
    returns: list[Return] = field(default_factory=list)
    """All that was ever promised or proposed."""
    ever_signed: bool = False
    numbers: int = 0
    tips: int = 0
    tipped_at: datetime | None = None
    expired_at: datetime | None = None
    rescue_until: datetime | None = None
    goes_ahead: bool | None = None
    acting_at: datetime | None = None
    confirm_by: list[datetime] = field(default_factory=list)
    """When everybody has answered it closes at the next of these moments."""
    lead: int | None = None
    led_by: set[int] = field(default_factory=set)
    """Whoever has ever offered to lead it, and did."""
    news: list[tuple[int, datetime]] = field(default_factory=list)
    """Who wrote to everybody, and when."""
    details: str = ""
    moved: bool = False
    changes: int = 0
    hidden: bool = False
    told: set[str] = field(default_factory=set)
    """What time has brought about already."""

    @property
    def creator(self) -> int:
        """Who made it."""
        return self.terms.creator

    @property
    def signers(self) -> set[int]:
        """Who is in, and can be told and asked."""
        return {person for person, mark in self.marks.items() if mark.state in IN}

    @property
    def on_paper(self) -> int:
        """How many are in on paper."""
        return sum(one.state != "withdrawn" for one in self.paper.values())

    @property
    def count(self) -> int:
        """How many are in."""
        return len(self.signers) + self.on_paper

    def vouchers(self, state: str | None = None) -> set[int]:
        """Who vouches for somebody who is in, or whose signature stands so."""
        ones = self.paper.values()
        return {one.voucher for one in ones if one.state != "withdrawn" and state in (None, one.state)}

    @property
    def given(self) -> int:
        """What those who are in give."""
        return sum(self.marks[person].amount for person in self.signers)

    @property
    def reached(self) -> int:
        """How much of the threshold is there."""
        return self.brought_by(self.signers) + self.on_paper

    def brought_by(self, people: set[int]) -> int:
        """How much of the threshold these bring."""
        if self.terms.unit == "people":
            return len(people)
        return sum(self.marks[person].amount for person in people)

    @property
    def promised(self) -> Return | None:
        """What everybody sees of it."""
        return next((one for one in self.returns if one.shown), None)

    @property
    def proposed(self) -> Return | None:
        """What its owner is asked to promise."""
        return next((one for one in self.returns if one.state == "proposed"), None)

    def number_of(self, one: Return) -> int:
        """From 1."""
        return 1 + next(place for place, each in enumerate(self.returns) if each is one)

    @property
    def usual(self) -> int:
        """What one more brings, as a rule."""
        return {"people": 1, "hours": HOUR}.get(self.terms.unit, self.terms.each or 1)

    def in_state(self, *states: str) -> set[int]:
        """Whose signature stands so."""
        return {person for person, mark in self.marks.items() if mark.state in states}

    @property
    def owing(self) -> set[int]:
        """Who has not said whether they did it."""
        return self.in_state("active")

    @property
    def all_answered(self) -> bool:
        """Whether nothing is owed any more, nor has to be said for anybody."""
        return not self.owing and not self.vouchers("active")

    @property
    def waiting(self) -> list[int]:
        """Who waits for a place, the first one first."""
        return sorted(self.in_state("waiting"), key=lambda person: self.marks[person].number)

    @property
    def full(self) -> bool:
        """Whether every place is taken."""
        return self.terms.capacity is not None and self.count >= self.terms.capacity

    @property
    def seen(self) -> bool:
        """Whether the group sees its words."""
        return self.terms.listed and not self.hidden

    @property
    def names_shown(self) -> bool:
        """Whether those who signed are named."""
        return self.terms.names == "shown" or (self.terms.names == "after_success" and self.tips > 0)

    @property
    def acts_at(self) -> datetime:
        """From when on it is to be done."""
        closes = self.last_second + timedelta(seconds=1)
        moments = (closes, self.terms.deed or closes, self.rescue_until or closes)
        return max(moments)

    def asked_at(self, turn: int) -> datetime:
        """When who owes an answer is asked for it: after 0, 3, 7, 14 days; 15: nobody is asked any more."""
        after = timedelta(days=(0, 3, 7, 14, 15)[turn])
        if self.terms.deed is None:
            return self.acts_at + after
        return (self.terms.deed_over or self.terms.deed + timedelta(hours=4)) + after

    def asking(self, at: datetime) -> bool:
        """Whether answers to "go ahead with fewer?" count."""
        return self.state in ("expired", "rescued") and self.rescue_until is not None and at < self.rescue_until

    def number(self) -> int:
        """The next one, in the order of signing."""
        self.numbers += 1
        return self.numbers
