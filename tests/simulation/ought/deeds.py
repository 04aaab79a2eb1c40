"""The deed: its time comes, people say whether they did it, others confirm it, it closes."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.simulation.debts import Debt
from tests.simulation.ought.base import WORTH_SAYING, Base
from tests.simulation.ought.pledge import ALIVE, SIGNABLE, Pledge

CONFIRMED_WITHIN = timedelta(days=3)
"""When everybody has answered, so long is waited for it to be confirmed."""

_ASKED_FOR_THEM_AGAIN = 2
"""With this of the questions who vouches for people on paper is asked once more."""

_POINTLESS = (
    "deed_asked",
    "deeds_to_confirm",
    "plan_missing",
    "leader_sought",
    "leader_found",
    "leader_left",
    "deed_ahead",
    "paper_begun",
)
"""What need not be said once it is over."""


class Deeds(Base):
    """From the day of the deed to the end."""

    def _begin(self, code: str, now: datetime) -> bool:
        pledge = self.pledges[code]
        if pledge.state not in ALIVE - {"acting"} or now < pledge.acts_at:
            return False
        pledge.state, pledge.acting_at = "acting", now
        self.books.owe(Debt(pledge.creator, code, "own_deed_begun"), now + WORTH_SAYING)
        self._tell_vouchers(code, "paper_begun", now)
        self._perhaps_answered(code, now)
        return True

    def _ask(self, code: str, now: datetime) -> bool:
        """A question that is due; one whose successor is due as well stays away."""
        pledge, moved = self.pledges[code], False
        for turn in range(4):
            if pledge.state != "acting" or now < pledge.asked_at(turn) or f"asked {turn}" in pledge.told:
                continue
            pledge.told.add(f"asked {turn}")
            moved = True
            until = pledge.asked_at(turn + 1)
            if now < until and not pledge.all_answered:
                self.books.go_round(code, "deed_asked", pledge.owing, until, turn)
                if turn == _ASKED_FOR_THEM_AGAIN:
                    self._tell_vouchers(code, "paper_begun", now, 1)
        return moved

    def _remind_ahead(self, code: str, now: datetime) -> bool:
        """A day and two hours before it begins; what comes too late stays away."""
        pledge, moved = self.pledges[code], False
        for turn, at in enumerate(_ahead(pledge, self.zone)):
            if now < at or f"ahead {turn}" in pledge.told:
                continue
            pledge.told.add(f"ahead {turn}")
            until = _ahead(pledge, self.zone)[1] if turn == 0 else (pledge.terms.deed_over or pledge.terms.deed or at)
            if pledge.state in ALIVE and pledge.tipped_at is not None and pledge.tipped_at < at and now < until:
                moved = True
                self.books.go_round(code, "deed_ahead", pledge.owing, until, turn)
                if turn == 0:
                    self._tell_vouchers(code, "paper_ahead", now)
                for person in pledge.signers - pledge.owing:
                    self.books.pass_over(Debt(person, code, "deed_ahead", turn))
        return moved

    def _miss(self, code: str, now: datetime) -> bool:
        """Whoever has not answered by then has missed it."""
        pledge, moved = self.pledges[code], False
        for name, due in (("missed", pledge.asked_at(4)), ("over", pledge.acts_at + timedelta(days=30))):
            if pledge.state != "acting" or now < due or name in pledge.told:
                continue
            pledge.told.add(name)
            moved, answered = True, pledge.all_answered
            for person in pledge.owing:
                pledge.marks[person].state, pledge.marks[person].settled_at = "missed", now
            for one in pledge.paper.values():
                one.state = "missed" if one.state == "active" else one.state
            self.books.excuse(code, "paper_begun")
            if name == "over":
                self._close(code, now)
            elif not answered:
                self._perhaps_answered(code, now)
        return moved

    def _confirming_over(self, code: str, now: datetime) -> bool:
        pledge = self.pledges[code]
        due = [at for at in pledge.confirm_by if now >= at]
        if pledge.state != "acting" or not due:
            return False
        pledge.confirm_by = [at for at in pledge.confirm_by if now < at]
        if pledge.all_answered:
            self._close(code, now)
        return True

    def _perhaps_answered(self, code: str, now: datetime) -> None:
        """It is over when nobody owes an answer; what is only to be confirmed is waited for."""
        pledge = self.pledges[code]
        if pledge.state != "acting" or not pledge.all_answered:
            return
        if not pledge.in_state("claimed"):
            self._close(code, now)
            return
        pledge.confirm_by.append(now + CONFIRMED_WITHIN)
        debt = Debt(pledge.creator, code, "deeds_to_confirm")
        if debt.fact not in pledge.told:
            pledge.told.add(debt.fact)
            self.books.owe(debt, now + WORTH_SAYING)

    def _close(self, code: str, now: datetime) -> None:
        pledge = self.pledges[code]
        pledge.state = "closed"
        self.books.excuse(code, *_POINTLESS)
        self.books.owe(Debt(pledge.creator, code, "own_closed"), now + WORTH_SAYING)
        self.books.go_round(code, "closed", _hears_how_it_ended(pledge), now + WORTH_SAYING)

    def say_done(self, code: str, person: int, now: datetime) -> None:
        """A signer says that they did it; also late, as long as it is not over."""
        pledge = self.pledges[code]
        mark = pledge.marks.get(person)
        if mark is None or pledge.state != "acting":
            return
        late = mark.settled_at is not None and pledge.acting_at is not None and mark.settled_at >= pledge.acting_at
        if mark.state in ("active", "missed") or (mark.state == "excused" and late):
            mark.state, mark.claimed_at, mark.settled_at = "claimed", now, None
            self.books.came_in(code, person)
            self._answered(code, person, now)

    def excuse_oneself(self, code: str, person: int, now: datetime) -> None:
        """A signer can't, before the deed or after: their place is free."""
        pledge = self.pledges[code]
        mark = pledge.marks.get(person)
        if mark is None or mark.state not in ("active", "claimed", "missed") or pledge.state not in SIGNABLE | ALIVE:
            return
        mark.settled_at = now
        self._step_out(code, person, "excused")
        self._answered(code, person, now)

    def confirm(self, code: str, person: int, by: int, now: datetime) -> None:
        """Somebody saw them do it; nobody confirms their own deed."""
        mark = self.pledges[code].marks[person]
        if self.checks(code, by) and person != by and mark.state in ("active", "claimed", "missed"):
            mark.state, mark.settled_at = "verified", now
            self.books.came_in(code, person)
            self._answered(code, person, now)

    def confirm_all(self, code: str, by: int, now: datetime) -> None:
        """All of them, but who never answered in time."""
        pledge = self.pledges[code]
        if self.checks(code, by):
            for person in pledge.in_state("active", "claimed") - {by}:
                pledge.marks[person].state, pledge.marks[person].settled_at = "verified", now
                self.books.excuse(code, "deed_asked", "deed_ahead", person=person)
                self.books.came_in(code, person)
            for one in pledge.paper.values():
                one.state = "verified" if one.state == "active" else one.state
            self.books.excuse(code, "paper_begun")
            self._perhaps_answered(code, now)

    def take_back(self, code: str, person: int, by: int, now: datetime) -> None:
        """It was a slip; not once it is closed."""
        pledge = self.pledges[code]
        mark = pledge.marks[person]
        if self.checks(code, by) and person != by and mark.state == "verified" and pledge.state == "acting":
            mark.state = "active" if mark.claimed_at is None else "claimed"
            mark.settled_at = None
            self.books.came_in(code, person)
            self._perhaps_answered(code, now)

    def checks(self, code: str, by: int) -> bool:
        """Once the time has come, or how it ended."""
        pledge = self.pledges[code]
        return (
            by in (pledge.creator, self.organiser)
            and pledge.acting_at is not None
            and pledge.state in ("acting", "closed")
        )

    def _answered(self, code: str, person: int, now: datetime) -> None:
        self.books.excuse(code, "deed_asked", "deed_ahead", person=person)
        self._perhaps_answered(code, now)


def _ahead(pledge: Pledge, zone: ZoneInfo) -> list[datetime]:
    """When those who are in are reminded; of a day without a time it counts from ten in the morning."""
    deed = pledge.terms.deed
    if deed is None:
        return []
    if pledge.terms.deed_over is not None:
        deed = datetime.combine(deed.astimezone(zone).date(), time(10), zone).astimezone(UTC)
    return [deed - timedelta(days=1), deed - timedelta(hours=2)]


def _hears_how_it_ended(pledge: Pledge) -> set[int]:
    """Those who answered before they had to be asked four times; not who could not even before the time had come."""

    def in_time(person: int) -> bool:
        mark = pledge.marks[person]
        said = mark.claimed_at or mark.settled_at
        before = mark.state == "excused" and (mark.settled_at or pledge.asked_at(3)) < (
            pledge.acting_at or pledge.acts_at
        )
        return said is not None and said < pledge.asked_at(3) and not before

    return {person for person in pledge.in_state("claimed", "verified", "excused") if in_time(person)}
