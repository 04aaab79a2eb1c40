"""What ought to be true: the independent model whole. It imports nothing of the bot.

People are Telegram ids here, pledges are codes, moments are aware datetimes. Each act is told to the model once, in the
order in which it counts; the model says who is owed what (`books`). A new kind of act brings a mixin of its own.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.simulation.ought.course import Course
from tests.simulation.ought.paper import Paper
from tests.simulation.ought.places import Places
from tests.simulation.ought.pledge import Return
from tests.simulation.ought.rescue import Rescue
from tests.simulation.ought.returns import ANSWERED_WITHIN, Returns
from tests.simulation.ought.series import Repeating
from tests.simulation.ought.sight import Sight

A_DAY = 24 * 60
"""Minutes: one entry has no more."""

EDGE = timedelta(minutes=10)
"""What the bot counts from a moment of its own comes so much earlier or later at most than by the model's clock."""


class Model(Returns, Paper, Places, Rescue, Course, Sight, Repeating):
    """The neighbourhood as it ought to be."""

    def pass_time(self, now: datetime) -> bool:
        """Whatever time brings about by itself; whether it has brought anything."""
        self.now = now
        moved = [self._pass(code, now) for code in self.pledges]
        return any(moved)

    def _pass(self, code: str, now: datetime) -> bool:
        pledge = self.pledges[code]
        expires = pledge.state == "open" and now >= pledge.last_second + timedelta(seconds=1)
        if expires:
            self._expire(code, now)
        came = (self._time_to_answer_is_up, self._look_for_plan, self._remind_ahead, self._begin, self._ask, self._miss)
        moved = [expires, *(each(code, now) for each in came), self._confirming_over(code, now)]
        return self._follow_return(code, now) or any(moved)

    def on_edge(self, now: datetime) -> bool:
        """Whether a moment that the bot has counted for itself is so near that it may be over or not."""
        counted = [at for pledge in self.pledges.values() for at in (pledge.rescue_until, *pledge.confirm_by) if at]
        counted += [at for pledge in self.pledges.values() for one in pledge.returns for at in _counted(one) if at]
        return any(at - EDGE <= now < at + EDGE for at in counted) or self.on_a_turn(now, EDGE)

    def hours_to_credit(self) -> int:
        """Entries of hours that wait for an organiser: of all who kept a pledge in hours that is over; more than a
        day's hours are several."""
        over = [each for each in self.pledges.values() if each.terms.unit == "hours" and each.state == "closed"]
        kept = [mark.amount for pledge in over for mark in pledge.marks.values() if mark.state == "verified"]
        return sum(-(-amount // A_DAY) for amount in kept)

    def is_muted(self, code: str, person: int) -> bool:
        """Whether they want to hear as little of it as can be."""
        return (person, code) in self.books.muted


def _counted(one: Return) -> Iterator[datetime | None]:
    yield one.told_at
    if one.state == "proposed":
        yield one.made_at + ANSWERED_WITHIN
