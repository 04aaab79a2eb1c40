"""What every part of the model stands on: the pledges, the books, and signing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.simulation.debts import Books, Debt
from tests.simulation.facts import UNREACHED, UNREACHED_CANCELLED
from tests.simulation.ought.pledge import SIGNABLE, Mark, Pledge, Terms

WORTH_SAYING = timedelta(days=30)
"""For so long how a promise came out is news: after its deadline when it came to life, else after the news itself."""

NUDGES = {"forecast": 2, "needs_sharing": 2}
"""What a pledge that needs a push may bring, and how often at most; whether it does, hangs on the hour."""


@dataclass
class Base:
    """The neighbourhood as it ought to be. Each act is told to it once, in the order in which it counts."""

    zone: ZoneInfo
    """The community's."""
    now: datetime
    """When time was looked at last."""
    pledges: dict[str, Pledge] = field(default_factory=dict)
    books: Books = field(default_factory=Books)
    organiser: int = 0
    silent: dict[str, set[int]] = field(default_factory=dict)
    """By pledge: who was in when it came to life, had a closed chat, and has both to this day."""

    # --- chats ------------------------------------------------------------------------------------------------------

    def close_chat(self, person: int) -> None:
        """From now on the bot cannot write to them; what was not said before waits."""
        self.books.closed.add(person)
        self.books.ever_closed.add(person)
        for code, pledge in self.pledges.items():
            if person in pledge.signers:
                self._perhaps_unreached(code)

    def open_chat(self, person: int) -> None:
        """They hear what they have missed and is still worth saying."""
        self.books.closed.discard(person)
        for silent in self.silent.values():
            silent.discard(person)

    def asked_by_now(self) -> set[str]:
        """Pledges whose creators were asked to tell the others in the group."""
        return {
            code
            for code, silent in self.silent.items()
            if silent
            and self.pledges[code].state == "tipped"
            and self.pledges[code].creator not in self.books.ever_closed
        }

    # --- making and signing -----------------------------------------------------------------------------------------

    def publish(self, code: str, terms: Terms) -> None:
        """A pledge opens."""
        assert code not in self.pledges, "a code was given out twice"
        self.pledges[code] = Pledge(terms, terms.threshold, terms.last_second, terms.minimum)
        self._may(code, {terms.creator}, "forecast")

    def can_sign(self, code: str, person: int, at: datetime) -> bool:
        """Whether a wish to sign does anything, if there is a place."""
        pledge = self.pledges[code]
        late = at >= pledge.last_second + timedelta(seconds=1)
        free = person not in pledge.in_state("active", "claimed", "verified", "missed", "waiting")
        return free and person != pledge.creator and pledge.state in SIGNABLE and not late

    def sign(self, code: str, person: int, at: datetime, hours: int | None = None) -> None:
        """A member signs; where every place is taken nothing happens. Where it counts hours they have to say how many,
        and can say another number later."""
        pledge = self.pledges[code]
        if not self.can_sign(code, person, at):
            self._give_another(code, person, at, hours)
        elif not pledge.full and (hours is not None or pledge.terms.unit != "hours"):
            before = pledge.reached
            self._take_in(code, person, hours)
            if pledge.state != "open":
                self._hears_of_life(code, person)
            self._perhaps_enough(code, at, before)

    def _give_another(self, code: str, person: int, at: datetime, hours: int | None) -> None:
        """Whoever is in, or waits, gives so many hours from now on."""
        pledge = self.pledges[code]
        mark, late = pledge.marks.get(person), at >= pledge.last_second + timedelta(seconds=1)
        stands = mark is not None and mark.state in ("active", "waiting")
        if hours is None or pledge.terms.unit != "hours" or late or pledge.state not in SIGNABLE or not stands:
            return
        before = pledge.reached
        pledge.marks[person].amount = hours
        self._perhaps_enough(code, at, before)

    def _perhaps_enough(self, code: str, at: datetime, before: int) -> None:
        """More is there than before, or less."""
        pledge = self.pledges[code]
        if pledge.state == "open" and pledge.reached >= pledge.threshold:
            pledge.state = "tipped"
            self._come_to_life(code, at)
        elif pledge.state == "open":
            self._reached(code, before)

    def _take_in(self, code: str, person: int, hours: int | None) -> None:
        pledge = self.pledges[code]
        self.books.unmute(code, person)
        self.books.excuse(code, "round_asked", person=person)
        pledge.marks[person] = Mark("active", pledge.number(), self._brings(code, hours))
        self._is_in(code, person)

    def _brings(self, code: str, hours: int | None) -> int:
        terms = self.pledges[code].terms
        return {"people": 0, "hours": hours or 0}.get(terms.unit, terms.each or 0)

    def _is_in(self, code: str, person: int) -> None:
        """What may be said to whoever is in."""
        self.pledges[code].ever_signed = True
        self.books.came_in(code, person)
        self._may(code, {person}, "needs_sharing")

    def _hears_of_life(self, code: str, person: int) -> None:
        pledge = self.pledges[code]
        self.books.owe(Debt(person, code, "tipped"), pledge.last_second + WORTH_SAYING)
        self._hears_latest(code, person)
        self._perhaps_unreached(code)

    def _come_to_life(self, code: str, at: datetime) -> None:
        pledge = self.pledges[code]
        self._is_overtaken(code)
        pledge.tips += 1
        pledge.tipped_at = at
        until = pledge.last_second + WORTH_SAYING
        self.books.owe(Debt(pledge.creator, code, "own_tipped"), until)
        self.books.go_round(code, "tipped", pledge.signers, until)
        self._bind(code, at)
        self._tell_vouchers(code, "paper_tipped", at)
        self.silent[code] = pledge.signers & self.books.closed
        self._perhaps_unreached(code)

    def withdraw(self, code: str, person: int) -> None:
        """A signer steps back. A pledge that has tipped stays tipped."""
        pledge = self.pledges[code]
        mark = pledge.marks.get(person)
        if mark is not None and mark.state in ("active", "waiting") and pledge.state in SIGNABLE:
            mark.withdrawn_at = self.now
            self._step_out(code, person, "withdrawn")

    def _step_out(self, code: str, person: int, state: str) -> None:
        """Not in any more: the place goes to whoever has waited longest."""
        pledge = self.pledges[code]
        before = pledge.reached
        pledge.marks[person].state = state
        self.books.excuse(code, person=person)
        self.silent.get(code, set()).discard(person)
        self._leads_no_more(code, person)
        self._is_overtaken(code)
        self._fill_place(code)
        self._perhaps_enough(code, self.now, before)

    # --- what other parts of the model know of ----------------------------------------------------------------------

    def _fill_place(self, code: str) -> None:
        """Waiting lists are told of elsewhere."""

    def _reached(self, code: str, before: int) -> None:
        """Milestones are told of elsewhere."""

    def _is_overtaken(self, code: str) -> None:
        """What was told of the last milestone is not true any more."""

    def _leads_no_more(self, code: str, person: int) -> None:
        """Who leads is told of elsewhere."""

    def _bind(self, code: str, at: datetime) -> None:
        """What is promised in return is told of elsewhere; and so is what becomes of it when it binds nobody."""

    def _release(self, code: str, now: datetime, by: int | None = None) -> None:
        """The pledge has come to nothing; `by` has called it off."""

    def _tell_vouchers(self, code: str, fact: str, at: datetime, turn: int = 0) -> None:
        """People on paper are told of elsewhere."""

    def _hears_latest(self, code: str, person: int) -> None:
        """News are told of elsewhere."""

    # --- ending -----------------------------------------------------------------------------------------------------

    def cancel(self, code: str, person: int, at: datetime, *, organiser: bool) -> None:
        """The creator calls it off before it tips, an organiser at any time."""
        pledge = self.pledges[code]
        allowed = organiser or (person == pledge.creator and pledge.state == "open")
        if not allowed or pledge.state not in SIGNABLE:
            return
        pledge.state = "cancelled"
        self.books.excuse(code)
        until = at + WORTH_SAYING
        self.books.go_round(code, "cancelled", pledge.signers | set(pledge.waiting), until)
        self._release(code, at, person)
        self._tell_vouchers(code, "paper_called_off", at)
        if person != pledge.creator:
            self.books.owe(Debt(pledge.creator, code, "cancelled"), until)

    def _may(self, code: str, people: set[int], *facts: str) -> None:
        for person in people:
            for fact in facts:
                self.books.allow(Debt(person, code, fact), NUDGES.get(fact, 1))

    def _perhaps_unreached(self, code: str) -> None:
        """The creator, or the organiser in their place, may be asked to tell those in the group who cannot be told."""
        pledge = self.pledges[code]
        if pledge.tips and pledge.signers & self.books.closed:
            self._may(code, {pledge.creator, self.organiser}, UNREACHED, UNREACHED_CANCELLED)
