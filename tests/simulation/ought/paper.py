"""People without Telegram sign on paper: an organiser adds them, vouches for them, and is asked to tell them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.simulation.debts import Debt
from tests.simulation.facts import ON_PAPER
from tests.simulation.ought.base import WORTH_SAYING
from tests.simulation.ought.deeds import Deeds
from tests.simulation.ought.pledge import SIGNABLE, OnPaper, Pledge

_ABOUT_THE_GONE = "paper_left_out"


class Paper(Deeds):
    """They are in like everybody else, up to a third; they hear and answer nothing."""

    def add_on_paper(self, code: str, by: int, names: Sequence[str | None], at: datetime) -> None:
        """All of these, or nobody."""
        pledge = self.pledges[code]
        if by != self.organiser or not 0 < len(names) <= room_on_paper(pledge, at):
            return
        before = pledge.reached
        for name in names:
            pledge.paper[pledge.number()] = OnPaper(by, name)
            pledge.ever_signed = True
        self._perhaps_enough(code, at, before)

    def take_paper_back(self, code: str, by: int, number: int) -> None:
        """Not in any more; their name is forgotten, their place is free."""
        pledge = self.pledges[code]
        one = pledge.paper.get(number)
        if by != self.organiser or one is None or one.state == "withdrawn" or pledge.state not in SIGNABLE:
            return
        before = pledge.reached
        one.state, one.name = "withdrawn", None
        self._vouchers_change(code)
        self._is_overtaken(code)
        self._fill_place(code)
        self._perhaps_enough(code, self.now, before)

    def _tell_vouchers(self, code: str, fact: str, at: datetime, turn: int = 0) -> None:
        pledge = self.pledges[code]
        people = pledge.vouchers("active") if fact == "paper_begun" else pledge.vouchers()
        for person in people:
            self.books.owe(Debt(person, code, fact, turn), at + WORTH_SAYING)

    def _vouchers_change(self, code: str) -> None:
        """Who vouches for nobody any more has nobody to tell, or to say it for."""
        pledge = self.pledges[code]
        everybody = {one.voucher for one in pledge.paper.values()}
        for person in everybody - pledge.vouchers():
            self.books.excuse(code, *(ON_PAPER.keys() - {_ABOUT_THE_GONE}), person=person)
        for person in everybody - pledge.vouchers("active"):
            self.books.excuse(code, "paper_begun", person=person)

    def _leave_paper_out(self, code: str, at: datetime) -> None:
        """It goes ahead with those who said yes; nobody on paper could be asked."""
        self._tell_vouchers(code, _ABOUT_THE_GONE, at)
        for one in self.pledges[code].paper.values():
            if one.state == "active":
                one.state, one.left_out = "withdrawn", True
        self._vouchers_change(code)

    def confirm_paper(self, code: str, number: int, by: int, now: datetime) -> None:
        """Somebody saw them do it."""
        one = self.pledges[code].paper.get(number)
        if self.checks(code, by) and one is not None and one.state in ("active", "missed"):
            one.state = "verified"
            self._vouchers_change(code)
            self._perhaps_answered(code, now)

    def unconfirm_paper(self, code: str, number: int, by: int, now: datetime) -> None:
        """It was a slip; not once it is closed."""
        pledge = self.pledges[code]
        one = pledge.paper.get(number)
        if self.checks(code, by) and one is not None and one.state == "verified" and pledge.state == "acting":
            one.state = "active"
            self._perhaps_answered(code, now)


def room_on_paper(pledge: Pledge, at: datetime) -> int:
    """How many more can be added: a third of those who are needed are on paper at most, and each needs a place."""
    late = at >= pledge.last_second + timedelta(seconds=1)
    if pledge.terms.unit != "people" or pledge.state not in SIGNABLE or late:
        return 0
    left = max(pledge.threshold // 3 - pledge.on_paper, 0)
    return left if pledge.terms.capacity is None else min(left, max(pledge.terms.capacity - pledge.count, 0))
