"""The other half: what an organiser promises in return. It binds with the tipping, and is followed to its end."""

from datetime import UTC, datetime, time, timedelta

from tests.simulation.debts import Debt
from tests.simulation.ought.base import WORTH_SAYING, Base
from tests.simulation.ought.pledge import Pledge, Return

MADE_MOST = 6
CONFIRMED_FOR_GOOD = timedelta(minutes=1)
"""Until then it can be undone; then everybody hears of it who has not yet."""

BOUND = ("owed", "claimed", "verified", "excused", "missed")
ANSWERED_WITHIN = timedelta(days=7)
_ASKED_AFTER = (0, 3, 7, 14, 15)
_OUTCOMES = {"claimed": 0, "verified": 0, "excused": 1, "missed": 2}


class Returns(Base):
    """One stands at a time. Its owner is the organiser; whoever made the pledge can ask them to."""

    # --- making -----------------------------------------------------------------------------------------------------

    def may_promise(self, code: str, by: int, at: datetime) -> bool:
        """Whether the organiser promises it now, or is asked to."""
        pledge = self.pledges[code]
        if pledge.state != "open" or at >= pledge.last_second + timedelta(seconds=1) or pledge.promised is not None:
            return False
        if any(one.state == "withdrawn" for one in pledge.returns) or len(pledge.returns) >= MADE_MOST:
            return False
        if by == self.organiser:
            return True
        asked = self.organiser not in self.books.closed and pledge.proposed is None
        return by == pledge.creator and asked

    def promise(self, code: str, by: int, what: str, due: datetime, at: datetime) -> None:
        """The organiser says it, or is asked."""
        pledge = self.pledges[code]
        waiting, one = pledge.proposed, Return(self.organiser, by, what, due, at)
        pledge.returns.append(one)
        if by != self.organiser:
            self._propose(code, len(pledge.returns), 0)
            return
        if waiting is not None:
            self._lapse(code, waiting)
        one.state = "promised"
        self._tell_agreed(code, one, {one.author} if waiting is None else {one.author, waiting.author})

    def _propose(self, code: str, number: int, anew: int) -> None:
        pledge = self.pledges[code]
        one = pledge.returns[number - 1]
        self.books.owe(Debt(one.owner, code, "counter_proposed", 1000 * number + anew), _lapses_at(pledge, one))

    def _tell_agreed(self, code: str, one: Return, authors: set[int]) -> None:
        pledge = self.pledges[code]
        for person in {pledge.creator, *authors} - {one.owner}:
            self.books.owe(Debt(person, code, "counter_agreed", pledge.number_of(one)), self.now + WORTH_SAYING)

    def agree(self, code: str, number: int, person: int, at: datetime) -> None:
        """The organiser promises what was proposed."""
        one = self._answerable(code, number, person, at)
        if one is not None and person == self.organiser and self.pledges[code].state == "open":
            one.state = "promised"
            self.books.excuse(code, "counter_proposed")
            self._tell_agreed(code, one, {one.author})

    def decline(self, code: str, number: int, person: int, at: datetime) -> None:
        """Or does not."""
        one = self._answerable(code, number, person, at)
        if one is not None:
            one.state = "declined"
            self.books.excuse(code, "counter_proposed")
            self._not_agreed(code, one)

    def _answerable(self, code: str, number: int, person: int, at: datetime) -> Return | None:
        pledge = self.pledges[code]
        one = pledge.proposed
        fits = one is not None and pledge.number_of(one) == number and one.owner == person
        return one if one is not None and fits and at < _lapses_at(pledge, one) else None

    def ask_no_longer(self, code: str, by: int) -> None:
        """Whoever made the pledge, or the organiser, lets the proposal be."""
        if by in (self.pledges[code].creator, self.organiser):
            self._let_lapse(code, by)

    def _let_lapse(self, code: str, by: int | None = None) -> None:
        one = self.pledges[code].proposed
        if one is not None:
            self._lapse(code, one)
            if one.author != by:
                self._not_agreed(code, one)

    def _lapse(self, code: str, one: Return) -> None:
        one.state = "lapsed"
        self.books.excuse(code, "counter_proposed")

    def _not_agreed(self, code: str, one: Return) -> None:
        number = self.pledges[code].number_of(one)
        self.books.owe(Debt(one.author, code, "counter_not_agreed", number), self.now + WORTH_SAYING)

    def take_promise_back(self, code: str, person: int) -> None:
        """Before it binds; who has signed with it is told."""
        pledge = self.pledges[code]
        one = pledge.promised
        if one is None or one.owner != person or one.state != "promised" or pledge.state == "cancelled":
            return
        one.state = "withdrawn" if pledge.ever_signed else "lapsed"
        self.books.excuse(code, "counter_fewer_asked", "counter_terms_changed")
        if pledge.count:
            turn = pledge.number_of(one)
            self._tell_everybody(code, one, "counter_withdrawn", turn, {pledge.creator})

    # --- its pledge -------------------------------------------------------------------------------------------------

    def _bind(self, code: str, at: datetime) -> None:
        pledge = self.pledges[code]
        self._let_lapse(code)
        one = pledge.promised
        if one is not None and one.state == "promised" and (pledge.state != "rescued" or one.stays):
            self._owed_from(one, at)
            self.books.owe(Debt(one.owner, code, "counter_bound"), at + WORTH_SAYING)

    def _owed_from(self, one: Return, at: datetime) -> None:
        one.state = "owed"
        one.told = {f"ahead {turn}" for turn in range(2) if self._ahead_at(one, turn) <= at}

    def _ask_for_fewer(self, code: str) -> None:
        pledge = self.pledges[code]
        self._let_lapse(code)
        if pledge.promised is not None and pledge.rescue_until is not None:
            self.books.owe(Debt(pledge.promised.owner, code, "counter_fewer_asked"), pledge.rescue_until)

    def promise_for_fewer(self, code: str, person: int, at: datetime) -> None:
        """It holds with those who say yes, too."""
        pledge = self.pledges[code]
        one = pledge.promised
        if one is None or one.owner != person or pledge.state == "cancelled" or one.stays:
            return
        if one.state == "promised" and not pledge.asking(at):
            return
        one.stays = True
        self.books.excuse(code, "counter_fewer_asked")
        if pledge.state == "rescued":
            self._owed_from(one, at)

    def _not_for_fewer(self, code: str, now: datetime) -> None:
        one = self.pledges[code].promised
        if one is not None and one.state == "promised":
            self._release_one(code, one, now)

    def _release(self, code: str, now: datetime, by: int | None = None) -> None:
        self._let_lapse(code, by)
        one = self.pledges[code].promised
        if one is not None and one.state in ("promised", "owed"):
            self._release_one(code, one, now, by)

    def _release_one(self, code: str, one: Return, now: datetime, by: int | None = None) -> None:
        one.state = "released"
        self.books.excuse(code, "counter_fewer_asked", "counter_ahead", "counter_asked")
        if by != one.owner:
            self.books.owe(Debt(one.owner, code, "counter_released"), now + WORTH_SAYING)

    def _due_before(self, code: str, deadline: datetime) -> bool:
        """Whether people could still sign when it is due."""
        pledge = self.pledges[code]
        return any(one is not None and one.due < deadline for one in (pledge.promised, pledge.proposed))

    def _terms_have_changed(self, code: str) -> None:
        pledge = self.pledges[code]
        if pledge.proposed is not None:
            self.books.excuse(code, "counter_proposed")
            self._propose(code, pledge.number_of(pledge.proposed), pledge.changes)
        one = pledge.promised
        if one is not None and one.state == "promised" and one.owner != pledge.creator:
            debt = Debt(one.owner, code, "counter_terms_changed", pledge.changes)
            self.books.owe(debt, self.now + WORTH_SAYING)

    # --- its day ----------------------------------------------------------------------------------------------------

    def say_kept(self, code: str, person: int, now: datetime) -> None:
        """Done, its owner says, before its day or after it."""
        pledge = self.pledges[code]
        one = pledge.promised
        if one is None or one.owner != person or pledge.state == "cancelled" or one.state not in ("owed", "missed"):
            return
        one.state = "claimed"
        self._ask_no_more(code)
        if pledge.creator != one.owner:
            number = pledge.number_of(one)
            self.books.owe(Debt(pledge.creator, code, "counter_to_confirm", number), now + WORTH_SAYING)
        self._tell_outcome(code, one, set())

    def cannot_keep(self, code: str, person: int) -> None:
        """Its owner can't: everybody is told why."""
        pledge = self.pledges[code]
        one = pledge.promised
        if one is not None and one.owner == person and pledge.state != "cancelled" and one.state == "owed":
            one.state = "excused"
            self._ask_no_more(code)
            self._tell_outcome(code, one, {pledge.creator})

    def confirm_return(self, code: str, by: int, now: datetime) -> None:
        """It was kept, says whoever made the pledge; never its owner, who is the only organiser."""
        pledge = self.pledges[code]
        one = pledge.promised
        if one is None or by != pledge.creator or by == one.owner or one.state not in ("owed", "claimed", "missed"):
            return
        if one.state != "claimed":
            one.told_at = now + CONFIRMED_FOR_GOOD
        one.state, one.confirmed_by = "verified", by
        self._ask_no_more(code)
        self.books.excuse(code, "counter_to_confirm")

    def _ask_no_more(self, code: str) -> None:
        self.books.excuse(code, "counter_asked", "counter_ahead")

    def _tell_outcome(self, code: str, one: Return, also: set[int]) -> None:
        turn = 10 * self.pledges[code].number_of(one) + _OUTCOMES[one.state]
        self._tell_everybody(code, one, "counter_ended", turn, also)

    def _tell_everybody(self, code: str, one: Return, fact: str, turn: int, also: set[int]) -> None:
        """Whoever is in, and these; its owner, and who has confirmed it, know."""
        pledge, know = self.pledges[code], {one.owner, one.confirmed_by}
        for person in also - know:
            self.books.owe(Debt(person, code, fact, turn), self.now + WORTH_SAYING)
        if pledge.count:
            for person in know & pledge.signers:
                self.books.pass_over(Debt(person or 0, code, fact, turn))
            self.books.go_round(code, fact, pledge.signers - know, self.now + WORTH_SAYING, turn)

    def _follow_return(self, code: str, now: datetime) -> bool:
        """A proposal lapses; a promise that binds is reminded of, asked for, missed, told of."""
        pledge, moved = self.pledges[code], False
        if pledge.proposed is not None and now >= _lapses_at(pledge, pledge.proposed):
            self._let_lapse(code)
            moved = True
        one = pledge.promised
        if one is None:
            return moved
        if one.told_at is not None and now >= one.told_at:
            one.told_at, moved = None, True
            self._tell_outcome(code, one, set())
        return self._remind_owner(code, one, now) or moved

    def _remind_owner(self, code: str, one: Return, now: datetime) -> bool:
        moved = False
        for turn in range(2):
            until = self._ahead_at(one, 1) if turn == 0 else one.due
            if one.state == "owed" and now >= self._ahead_at(one, turn) and f"ahead {turn}" not in one.told:
                one.told.add(f"ahead {turn}")
                moved |= self._ask_owner(code, one, Debt(one.owner, code, "counter_ahead", turn), until)
        for turn in range(4):
            until = _asked_at(one, turn + 1)
            if one.state == "owed" and now >= _asked_at(one, turn) and f"asked {turn}" not in one.told:
                one.told.add(f"asked {turn}")
                moved |= self._ask_owner(code, one, Debt(one.owner, code, "counter_asked", turn), until)
        if one.state == "owed" and now >= _asked_at(one, 4):
            one.state, moved = "missed", True
            self._ask_no_more(code)
            self._tell_outcome(code, one, {self.pledges[code].creator})
        return moved

    def _ask_owner(self, code: str, one: Return, debt: Debt, until: datetime) -> bool:
        if self.now < until:
            self.books.owe(debt, until)
        return True

    def _ahead_at(self, one: Return, turn: int) -> datetime:
        """At ten in the morning, a week and a day before."""
        day = one.due.astimezone(self.zone).date() - timedelta(days=(7, 1)[turn])
        return datetime.combine(day, time(10), self.zone).astimezone(UTC)


def _asked_at(one: Return, turn: int) -> datetime:
    return one.due + timedelta(seconds=1) + timedelta(days=_ASKED_AFTER[turn])


def _lapses_at(pledge: Pledge, one: Return) -> datetime:
    return min(one.made_at + ANSWERED_WITHIN, pledge.last_second + timedelta(seconds=1))
