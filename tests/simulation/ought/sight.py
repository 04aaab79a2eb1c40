"""What an organiser takes out of the group's sight, and who asked for it."""

from datetime import datetime

from tests.simulation.debts import Debt
from tests.simulation.ought.base import WORTH_SAYING, Base


class Sight(Base):
    """Signatures stay as they are."""

    hidings: int = 0

    def report(self, code: str, person: int, at: datetime) -> None:
        """A member finds it abusive: the organiser is asked to look, once for each who says so."""
        pledge = self.pledges[code]
        if person == pledge.creator or pledge.hidden or self.organiser in (pledge.creator, *self.books.closed):
            return
        debt = Debt(self.organiser, code, "reported", person)
        if debt not in self.books.at_most:
            self.books.owe(debt, at + WORTH_SAYING)

    def hide(self, code: str, person: int, at: datetime) -> None:
        """The organiser takes it out of sight; who made it is told."""
        pledge = self.pledges[code]
        if person == self.organiser and not pledge.hidden:
            pledge.hidden = True
            self.hidings += 1
            self.books.owe(Debt(pledge.creator, code, "hidden", self.hidings), at + WORTH_SAYING)

    def show_again(self, code: str, person: int) -> None:
        """As before."""
        pledge = self.pledges[code]
        if person == self.organiser and pledge.hidden:
            pledge.hidden = False
            self.books.excuse(code, "hidden")
