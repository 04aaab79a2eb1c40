"""What ought to be true: an independent model of pledges, written from the product page alone.

It imports nothing of the bot. People are Telegram ids here, pledges are codes, moments are aware datetimes. Each act is
told to the model once, in the order in which it counts; the model says who is owed what.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

ONE_SECOND = timedelta(seconds=1)
WORTH_SAYING = timedelta(days=30)
"""For so long how a promise came out is news: after its deadline when it came to life, else after the news itself."""
ABOUT = timedelta(days=1)
"""Before the end of that time it is not sure whether somebody still hears it: news wait for the morning."""
UNREACHED = "signers_unreached"
UNREACHED_CANCELLED = "signers_unreached_cancelled"
"""The facts that whoever can say it in the group may be owed."""
NUDGES = {"forecast": 2, "needs_sharing": 2, "plan_missing": 1, "leader_sought": 1, "deed_asked": 4}
"""What is said more than once, or where a pledge needs a push, and how often at most; whether it does, hangs on the
hour."""
MISSED_AFTER = timedelta(days=15)
"""Whoever has not said so long after its time whether they did it has missed it."""
CONFIRMED_WITHIN = timedelta(days=3)
"""When nobody owes an answer any more, and somebody says that they did it, so long is waited for it to be confirmed.
(Here nobody confirms.)"""


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
    done: set[int] = field(default_factory=set)
    """Signers who say that they did it."""
    missed: bool = False
    """Whoever has not said so has missed it."""
    closes_at: datetime | None = None
    """When it is over, once nobody owes an answer."""

    @property
    def near_miss(self) -> bool:
        """Three of five had signed in time: they are asked whether to go ahead with fewer. (Here nobody answers, so it
        is closed two days later.)"""
        return self.state == "expired" and len(self.signers) * 5 >= self.threshold * 3


@dataclass
class Model:
    """The neighbourhood as it ought to be."""

    pledges: dict[str, Pledge] = field(default_factory=dict)
    must: set[Debt] = field(default_factory=set)
    """Owed, exactly once: to those whose chat is open, else as soon as they open it."""
    may: set[Debt] = field(default_factory=set)
    """Owed for a while, then made pointless by a later act or by time: at most once."""
    organiser: int = 0
    closed: set[int] = field(default_factory=set)
    """To whom the bot cannot write now."""
    ever_closed: set[int] = field(default_factory=set)
    """To whom it could not write at some time."""
    silent: dict[str, set[int]] = field(default_factory=dict)
    """By pledge: who was in when it came to life, had a closed chat, and has both to this day."""
    _until: dict[Debt, datetime] = field(default_factory=dict)

    def close_chat(self, person: int) -> None:
        """From now on the bot cannot write to them; what was not said before waits."""
        self.closed.add(person)
        self.ever_closed.add(person)
        for code, pledge in self.pledges.items():
            if person in pledge.signers:
                self._perhaps_unreached(code)

    def open_chat(self, person: int, at: datetime) -> None:
        """They hear what they have missed and is still worth saying."""
        self.closed.discard(person)
        for silent in self.silent.values():
            silent.discard(person)
        late = {debt for debt in self.must if debt.person == person and at >= self._until[debt] - ABOUT}
        self.must -= late
        self.may |= late

    def heard_by_now(self) -> set[Debt]:
        """What everybody whose chat is open has been told."""
        return {debt for debt in self.must if debt.person not in self.closed}

    def asked_by_now(self) -> set[str]:
        """Pledges whose creators were asked to tell the others in the group."""
        return {
            code
            for code, silent in self.silent.items()
            if silent and self.pledges[code].state == "tipped" and self.pledges[code].creator not in self.ever_closed
        }

    def publish(self, code: str, creator: int, threshold: int, last_second: datetime) -> None:
        assert code not in self.pledges, "a code was given out twice"
        self.pledges[code] = Pledge(creator, threshold, last_second)
        self.may.add(Debt(creator, code, "forecast"))

    def sign(self, code: str, person: int, at: datetime) -> bool:
        """A member signs. False: this changes nothing."""
        pledge = self.pledges[code]
        late = at >= pledge.last_second + ONE_SECOND
        if person == pledge.creator or person in pledge.signers or pledge.state not in ("open", "tipped") or late:
            return False
        pledge.signers.add(person)
        self.may |= {Debt(person, code, fact) for fact in ("needs_sharing", "leader_sought")}
        if pledge.state == "tipped":
            self._owe(code, person, "tipped", pledge.last_second + WORTH_SAYING)
            self._perhaps_unreached(code)
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
        self.silent.get(code, set()).discard(person)
        return True

    def cancel(self, code: str, person: int, at: datetime, *, organiser: bool) -> bool:
        """The creator calls it off before it tips, an organiser at any time."""
        pledge = self.pledges[code]
        allowed = organiser or (person == pledge.creator and pledge.state == "open")
        if not allowed or pledge.state not in ("open", "tipped"):
            return False
        pledge.state = "cancelled"
        for fact in ("tipped", "own_tipped"):
            self._excuse(code, fact)
        until = at + WORTH_SAYING
        for signer in pledge.signers:
            self._owe(code, signer, "cancelled", until)
        if person != pledge.creator:
            self._owe(code, pledge.creator, "cancelled", until)
        return True

    def pass_time(self, now: datetime) -> list[str]:
        """Every open pledge whose last second has passed expires, of every other one the time comes, and passes. Gives
        back their codes."""
        return [*self._expire(now), *self._act(now)]

    def _act(self, now: datetime) -> list[str]:
        """No pledge here has a day: its time comes with its deadline."""
        moved = []
        for code, pledge in self.pledges.items():
            comes = pledge.last_second + ONE_SECOND
            if pledge.state == "tipped" and now >= comes:
                pledge.state = "acting"
                moved.append(code)
                self.may |= {Debt(pledge.creator, code, fact) for fact in ("own_deed_begun", "own_closed")}
                self.may |= {Debt(signer, code, "deed_asked") for signer in pledge.signers}
            if pledge.state == "acting" and not pledge.missed and now >= comes + MISSED_AFTER:
                pledge.missed = True
                moved.append(code)
            if pledge.state == "acting":
                self._perhaps_closed(pledge, now)
        return moved

    def say_done(self, code: str, person: int, now: datetime) -> None:
        """A signer says that they did it; also late, as long as it is not over."""
        pledge = self.pledges[code]
        if pledge.state != "acting" or person not in pledge.signers or person in pledge.done:
            return
        pledge.done.add(person)
        self.may |= {Debt(pledge.creator, code, "deeds_to_confirm"), Debt(person, code, "closed")}
        self._perhaps_closed(pledge, now)

    def _perhaps_closed(self, pledge: Pledge, now: datetime) -> None:
        """It is over when nobody owes an answer, and at once if there is nothing to confirm."""
        if pledge.closes_at is None and (pledge.missed or pledge.done == pledge.signers):
            pledge.closes_at = now + CONFIRMED_WITHIN if pledge.done else now
        if pledge.closes_at is not None and now >= pledge.closes_at:
            pledge.state = "closed"

    def _expire(self, now: datetime) -> list[str]:
        expired = [
            code
            for code, pledge in self.pledges.items()
            if pledge.state == "open" and now >= pledge.last_second + ONE_SECOND
        ]
        for code in expired:
            pledge = self.pledges[code]
            pledge.state = "expired"
            if pledge.near_miss:
                self._may_be_asked(code)
                continue
            self._owe(code, pledge.creator, "own_expired", now + WORTH_SAYING)
            for signer in pledge.signers:
                self._owe(code, signer, "expired", now + WORTH_SAYING)
        return expired

    def _may_be_asked(self, code: str) -> None:
        """They hear the question if they can be written to within its two days, and later that it is closed."""
        pledge = self.pledges[code]
        for person in (pledge.creator, *pledge.signers):
            own = "own_" if person == pledge.creator else ""
            self.may |= {Debt(person, code, f"{own}{fact}") for fact in ("rescue_asked", "let_go")}

    def _tip(self, code: str) -> None:
        pledge = self.pledges[code]
        pledge.state = "tipped"
        pledge.tips += 1
        self.may.add(Debt(pledge.creator, code, "plan_missing"))
        until = pledge.last_second + WORTH_SAYING
        self._owe(code, pledge.creator, "own_tipped", until)
        for signer in pledge.signers:
            self._owe(code, signer, "tipped", until)
        self.silent[code] = pledge.signers & self.closed
        self._perhaps_unreached(code)

    def _owe(self, code: str, person: int, fact: str, until: datetime) -> None:
        debt = Debt(person, code, fact)
        self._until[debt] = until
        self.may.discard(debt)
        self.must.add(debt)

    def _perhaps_unreached(self, code: str) -> None:
        """The creator, or the organiser in their place, may be asked to tell those in the group who cannot be told."""
        pledge = self.pledges[code]
        if pledge.tips and pledge.signers & self.closed:
            people = (pledge.creator, self.organiser)
            self.may |= {Debt(person, code, fact) for person in people for fact in (UNREACHED, UNREACHED_CANCELLED)}

    def _excuse(self, code: str, fact: str, person: int | None = None) -> None:
        pointless = {
            debt
            for debt in self.must
            if debt.code == code and debt.fact == fact and (person is None or debt.person == person)
        }
        self.must -= pointless
        self.may |= pointless
