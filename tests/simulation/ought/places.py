"""Places and those who wait for one."""

from datetime import datetime

from tests.simulation.debts import Debt
from tests.simulation.ought.base import WORTH_SAYING, Base, amount_of
from tests.simulation.ought.pledge import SIGNABLE, Mark


class Places(Base):
    """There is never a free place while somebody waits."""

    def wait(self, code: str, person: int, at: datetime, minutes: int | None = None) -> None:
        """A member would wait for a place, with so many minutes of hours; where one is free they are in."""
        pledge = self.pledges[code]
        if pledge.terms.unit == "hours" and minutes is None:
            return
        if not pledge.full or not self.can_sign(code, person, at):
            self.sign(code, person, at, minutes)
        else:
            self.books.unmute(code, person)
            pledge.marks[person] = Mark("waiting", pledge.number(), amount=amount_of(pledge, minutes))

    def _fill_place(self, code: str, before: int) -> None:
        """With their hours there may be enough, or more than `before` somebody left."""
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
        self._grown(code, before, self.now)
