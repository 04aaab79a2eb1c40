"""Places and those who wait for one."""

from datetime import datetime

from tests.simulation.debts import Debt
from tests.simulation.ought.base import WORTH_SAYING, Base
from tests.simulation.ought.pledge import SIGNABLE, Mark


class Places(Base):
    """There is never a free place while somebody waits."""

    def wait(self, code: str, person: int, at: datetime, hours: int | None = None) -> None:
        """A member would wait for a place; where one is free they are in."""
        pledge = self.pledges[code]
        if not pledge.full or not self.can_sign(code, person, at):
            self.sign(code, person, at, hours)
        elif hours is not None or pledge.terms.unit != "hours":
            self.books.unmute(code, person)
            self.books.excuse(code, "round_asked", person=person)
            pledge.marks[person] = Mark("waiting", pledge.number(), self._brings(code, hours))

    def _fill_place(self, code: str) -> None:
        pledge = self.pledges[code]
        if pledge.full or not pledge.waiting or pledge.state not in SIGNABLE:
            return
        first = pledge.waiting[0]
        pledge.marks[first].state = "active"
        pledge.marks[first].number = pledge.number()
        self._is_in(code, first)
        turn = pledge.marks[first].number
        self.books.owe(Debt(first, code, "place_free", turn), self.now + WORTH_SAYING)
        self._hears_latest(code, first)
