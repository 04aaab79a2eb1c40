"""After a near miss: go ahead with fewer?"""

from datetime import datetime, timedelta

from tests.simulation.debts import Debt
from tests.simulation.ought.base import WORTH_SAYING, Base
from tests.simulation.ought.pledge import Pledge

TIME_TO_ANSWER = timedelta(hours=48)


class Rescue(Base):
    """Creator and signers are asked; those who say yes are in."""

    def _expire(self, code: str, now: datetime) -> None:
        pledge = self.pledges[code]
        pledge.state, pledge.expired_at = "expired", now
        self._is_overtaken(code)
        if _is_near(pledge, now):
            until = now + TIME_TO_ANSWER
            pledge.rescue_until = min(until, pledge.terms.deed or until)
            self.books.owe(Debt(pledge.creator, code, "own_rescue_asked"), pledge.rescue_until)
            self.books.go_round(code, "rescue_asked", pledge.signers, pledge.rescue_until)
            self._ask_for_fewer(code)
            return
        self.books.owe(Debt(pledge.creator, code, "own_expired"), now + WORTH_SAYING)
        self.books.go_round(code, "expired", pledge.signers, now + WORTH_SAYING)
        self._release(code, now)
        self._tell_vouchers(code, "paper_ended", now)

    def go_ahead(self, code: str, person: int, least: int, at: datetime) -> None:
        """The creator's yes, with at least so many."""
        pledge = self.pledges[code]
        if person == pledge.creator and pledge.asking(at) and pledge.state == "expired":
            pledge.goes_ahead, pledge.minimum = True, min(max(least, 1), pledge.brought_by(pledge.signers))
            self._perhaps_rescued(code, at)

    def let_go(self, code: str, person: int, at: datetime) -> None:
        """The creator's no."""
        pledge = self.pledges[code]
        if person == pledge.creator and pledge.asking(at) and pledge.state == "expired":
            self._let_go(code, at)

    def stay(self, code: str, person: int, at: datetime, *, stays: bool) -> None:
        """A signer's yes or no."""
        pledge = self.pledges[code]
        if person == pledge.creator or not was_in(pledge, person) or not pledge.asking(at):
            return
        mark = pledge.marks[person]
        mark.stays = stays
        self.books.excuse(code, "rescue_asked", person=person)
        if pledge.state == "expired":
            self._perhaps_rescued(code, at)
        elif stays and mark.state == "withdrawn":
            mark.state, mark.number, mark.withdrawn_at = "active", pledge.number(), None
            self._is_in(code, person)
            self._hears_of_life(code, person)
        elif mark.state == "active" and not stays:
            mark.withdrawn_at = at
            self._step_out(code, person, "withdrawn")

    def _perhaps_rescued(self, code: str, at: datetime) -> None:
        pledge = self.pledges[code]
        yes = {person for person in pledge.signers if pledge.marks[person].stays}
        if not pledge.goes_ahead or pledge.brought_by(yes) < (pledge.minimum or pledge.threshold):
            return
        self._leave_paper_out(code, at)
        pledge.state = "rescued"
        for person in pledge.signers - yes:
            pledge.marks[person].state, pledge.marks[person].withdrawn_at = "withdrawn", at
        self._come_to_life(code, at)

    def _time_to_answer_is_up(self, code: str, now: datetime) -> bool:
        pledge = self.pledges[code]
        if pledge.rescue_until is None or now < pledge.rescue_until or "answers" in pledge.told:
            return False
        pledge.told.add("answers")
        if pledge.tips:
            self._not_for_fewer(code, now)
        if pledge.state == "expired":
            self._let_go(code, now)
            self.books.owe(Debt(pledge.creator, code, "own_let_go"), now + WORTH_SAYING)
        elif pledge.state == "rescued":
            silent = {person for person in pledge.in_state("withdrawn") if _was_left_out(pledge, person)}
            self.books.go_round(code, "went_ahead_without", silent, now + WORTH_SAYING)
        return True

    def _let_go(self, code: str, now: datetime) -> None:
        pledge = self.pledges[code]
        pledge.state = "closed"
        self.books.excuse(code, "rescue_asked", "own_rescue_asked")
        self.books.go_round(code, "let_go", pledge.signers, now + WORTH_SAYING)
        self._release(code, now)
        self._tell_vouchers(code, "paper_ended", now)

    def _ask_for_fewer(self, code: str) -> None:
        """What is promised in return is told of elsewhere."""

    def _not_for_fewer(self, code: str, now: datetime) -> None:
        """The same: nobody has said that it holds."""

    def _leave_paper_out(self, code: str, at: datetime) -> None:
        """People on paper are told of elsewhere."""


def _is_near(pledge: Pledge, now: datetime) -> bool:
    """Three of five had signed in time (or as much), and as many can be asked as its creator needs, in time."""
    if pledge.terms.deed is not None and pledge.terms.deed <= now:
        return False
    asked = pledge.brought_by(pledge.signers)
    return bool(pledge.signers) and pledge.reached * 5 >= pledge.threshold * 3 and asked >= (pledge.minimum or 0)


def was_in(pledge: Pledge, person: int) -> bool:
    """Whether this person is asked."""
    mark = pledge.marks.get(person)
    if mark is None or pledge.expired_at is None:
        return False
    after = mark.withdrawn_at is not None and mark.withdrawn_at >= pledge.expired_at
    return mark.state == "active" or (mark.state == "withdrawn" and after)


def _was_left_out(pledge: Pledge, person: int) -> bool:
    mark = pledge.marks[person]
    return mark.stays is None and mark.withdrawn_at == pledge.tipped_at
