"""What repeats: each round is a pledge of its own; the next one opens when the one before it has had its day."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from tests.simulation.debts import Debt
from tests.simulation.ought.base import WORTH_SAYING, Base
from tests.simulation.ought.pledge import SIGNABLE, Pledge, Terms

EMPTY_MOST: Final = 3
_DEED_LASTS: Final = timedelta(hours=4)
_TO_SIGN: Final = timedelta(days=2)
_TO_SIGN_LATE: Final = timedelta(days=1)
_A_DAY: Final = timedelta(days=1)
_ASKED: Final = ("active", "claimed", "verified", "missed", "excused", "waiting")


@dataclass
class Series:
    """How often, and what has become of it. Rounds are counted from 1; turns of the calendar from 0, and not each of
    them has a round."""

    rule: str
    """weekly, fortnightly or monthly (on the same date)"""
    first: Terms
    """As the first round opened: from its days all others are counted."""
    rounds: list[str]
    """The codes."""
    opens_at: datetime
    turn: int = 0
    empty: int = 0
    left_out: int | None = None
    ended: bool = False
    skipped: dict[int, int] = field(default_factory=dict)
    """Who has skipped which round last."""
    asked_from: dict[int, int] = field(default_factory=dict)
    """Who wants to be asked no more, unless they sign this round or a later one."""

    @property
    def present(self) -> str:
        """The round that is open, or was last."""
        return self.rounds[-1]


@dataclass
class Repeating(Base):
    """A series knows its days and its present round; nothing that counts knows of it."""

    series: list[Series] = field(default_factory=list)
    endings: int = 0
    """How often some creator was told that theirs comes no more."""

    def repeat(self, code: str, rule: str) -> None:
        """The pledge, just published, comes again."""
        series = Series(rule, self.pledges[code].terms, [code], self.now)
        series.opens_at = self._next_opens_at(series)
        self.series.append(series)

    def series_of(self, code: str) -> Series | None:
        """The series of which it is a round."""
        return next((each for each in self.series if code in each.rounds), None)

    def on_a_turn(self, now: datetime, edge: timedelta) -> bool:
        """Whether it is hard to say if a turn is over, because people have no time left to sign for it."""
        running = [series for series in self.series if not series.ended]
        turns = [_closes(self._terms(each, each.turn + ahead)) - _TO_SIGN_LATE for each in running for ahead in (1, 2)]
        return any(at - edge <= now < at + edge for at in turns)

    def due(self, now: datetime) -> Series | None:
        """A series that goes on, or ends, by itself."""
        return next((each for each in self.series if not each.ended and now >= each.opens_at), None)

    def go_on_by_itself(self, series: Series, now: datetime, here: set[int], code: Callable[[], str]) -> str | None:
        """Open its next round, if it has one; `here` is who lives here, `code` asks for the new pledge's."""
        last = self.pledges[series.present]
        closes = last.last_second + timedelta(seconds=1)
        empty = series.empty if last.state == "cancelled" else 0 if last.count else series.empty + 1
        if now < closes and last.state in SIGNABLE:
            series.opens_at = closes
        elif last.creator not in here:
            self._end(series)
        elif last.hidden or empty >= EMPTY_MOST:
            series.empty = series.empty if last.hidden else empty
            self._end(series)
            self._tell_ended(series, now)
        else:
            series.empty = empty
            return self._open(series, last, now, code())
        return None

    def _open(self, series: Series, last: Pledge, now: datetime, code: str) -> str:
        turn = series.turn + 1
        while turn == series.left_out or _closes(self._terms(series, turn)) < now + _TO_SIGN_LATE:
            turn += 1
        days, minimum = self._terms(series, turn), self._minimum(series)
        offer = replace(
            last.terms,
            threshold=last.threshold,
            minimum=None if minimum is None else min(minimum, last.threshold),
            last_second=days.last_second,
            deed=days.deed,
            deed_over=days.deed_over,
        )
        before = series.present
        self.publish(code, offer)
        self.pledges[code].details = last.details
        if (last.creator, before) in self.books.muted:
            self.books.mute(code, last.creator)
        series.rounds.append(code)
        series.turn, series.left_out = turn, None
        series.opens_at = self._next_opens_at(series)
        closes = offer.last_second + timedelta(seconds=1)
        self.books.owe(Debt(last.creator, code, "own_round_opened"), closes)
        for person in self._asked_again(series):
            self.books.owe(Debt(person, code, "round_asked"), closes)
        return code

    def _asked_again(self, series: Series) -> set[int]:
        """Whoever was in one of the last rounds, or skipped one."""
        since = max(len(series.rounds) - EMPTY_MOST, 1)
        people = {person for person, number in series.skipped.items() if number >= since}
        for number, code in enumerate(series.rounds, 1):
            for person in self.pledges[code].in_state(*_ASKED) if number >= since else ():
                stopped = series.asked_from.get(person, 0) > number
                if not stopped and (person, code) not in self.books.muted:
                    people.add(person)
        return people

    def _minimum(self, series: Series) -> int | None:
        """As it was said for all rounds: in the last one for which its creator said nothing else."""
        said = [self.pledges[code] for code in series.rounds if self.pledges[code].goes_ahead is None]
        return said[-1].minimum if said else None

    # --- what people say --------------------------------------------------------------------------------------------

    def skip(self, code: str, person: int, now: datetime) -> None:
        """Not this time."""
        series, pledge = self.series_of(code), self.pledges[code]
        late = now >= pledge.last_second + timedelta(seconds=1)
        if series is None or series.present != code or late or pledge.state not in SIGNABLE:
            return
        if person not in pledge.signers:
            self._say(series, person, len(series.rounds), None)

    def stop_asking(self, code: str, person: int) -> None:
        """Not from this round on, or, who is in it, not from the next one on."""
        series = self.series_of(code)
        if series is not None:
            is_in = person in self.pledges[series.present].signers
            self._say(series, person, None, len(series.rounds) + is_in)

    def _say(self, series: Series, person: int, skipped: int | None, asked_from: int | None) -> None:
        for told, value in ((series.skipped, skipped), (series.asked_from, asked_from)):
            told.pop(person, None)
            if value is not None:
                told[person] = value
        self.books.excuse(series.present, "round_asked", person=person)

    def end_series(self, code: str, person: int, now: datetime) -> None:
        """No more rounds: its creator says so, or the organiser, and then its creator is told."""
        series = self.series_of(code)
        if series is None or not self._steers(code, person) or series.ended:
            return
        self._end(series)
        if person != self.pledges[code].creator:
            self._tell_ended(series, now)

    def let_series_go_on(self, code: str, person: int) -> None:
        """Rounds after all."""
        series = self.series_of(code)
        if series is not None and self._steers(code, person) and series.ended:
            series.ended, series.empty = False, 0
            series.opens_at = self._next_opens_at(series)

    def leave_out(self, code: str, person: int, turn: int, *, left_out: bool) -> None:
        """The next turn has no round; or it has one after all."""
        series = self.series_of(code)
        if series is not None and self._steers(code, person) and not series.ended and turn == series.turn + 1:
            series.left_out = turn if left_out else None

    def _steers(self, code: str, person: int) -> bool:
        return person in (self.pledges[code].creator, self.organiser)

    def _end(self, series: Series) -> None:
        series.ended, series.left_out = True, None

    def _tell_ended(self, series: Series, now: datetime) -> None:
        present, self.endings = self.pledges[series.present], self.endings + 1
        self.books.owe(Debt(present.creator, series.present, "series_ended", self.endings), now + WORTH_SAYING)

    # --- days -------------------------------------------------------------------------------------------------------

    def _terms(self, series: Series, turn: int) -> Terms:
        """The days of a turn: the day of the deed moves by the rule, the deadline by as many days."""
        first = series.first
        deadline = self._here(first.last_second).date()
        anchor = deadline if first.deed is None else self._here(first.deed).date()
        moved = _moved(anchor, series.rule, turn) - anchor
        last_second = self._at(deadline + moved, time(23, 59, 59))
        if first.deed is None:
            return replace(first, last_second=last_second)
        at = self._here(first.deed)
        day = at.date() + moved
        deed = self._at(day, at.time())
        if first.deed_over is None:
            return replace(first, last_second=min(last_second, deed), deed=deed)
        return replace(first, last_second=last_second, deed=deed, deed_over=self._at(day + _A_DAY, time(0)))

    def _next_opens_at(self, series: Series) -> datetime:
        present, following = self._terms(series, series.turn), self._terms(series, series.turn + 1)
        closes = _closes(present)
        if present.deed is None:
            return closes
        over = max(closes, present.deed_over or present.deed + _DEED_LASTS)
        return over if _closes(following) - over >= _TO_SIGN else closes

    def _here(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def _closes(terms: Terms) -> datetime:
    return terms.last_second + timedelta(seconds=1)


def _moved(first: date, rule: str, turn: int) -> date:
    if rule != "monthly":
        return first + timedelta(days={"weekly": 7, "fortnightly": 14}[rule] * turn)
    years, month = divmod(first.month - 1 + turn, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
