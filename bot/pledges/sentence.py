"""Understands a pledge made in one line: "I will … if 10 other neighbours will … by 6 December".

Whatever is not understood is left open, to be asked; nothing is refused here, and nothing is swallowed: what the parts
hold is what was written. The grammar looks for a few words from left to right and never goes back: its time grows with
the length of the text, which is capped first.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.core.refusal import Refusal
from bot.pledges.dates import When
from bot.pledges.languages import PLEDGES, base_of, own_first
from bot.pledges.languages.tables import PledgeWords
from bot.pledges.line import Line, line_of
from bot.pledges.others import NOBODY, Others, condition_at, is_contrary, others_in
from bot.pledges.promising import begins_at, promise_in
from bot.pledges.refusals import ActionNotUnderstood
from bot.pledges.series.model import Rhythm
from bot.pledges.series.saying import without_rhythm
from bot.pledges.until import Calendar, Ending, at_the_beginning, at_the_end
from bot.pledges.wording import Promise

LENGTH_MOST: Final = 1_000
"""Characters that are read; what a longer text says behind them is not part of any pledge."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says; None is what it does not say, or not in words we read."""

    language: str
    """Of the sentence (BCP 47)."""
    promise: Promise | None = None
    others: Others = NOBODY
    when: When | None = None
    rhythm: Rhythm | None = None
    """How often it comes again; what says so is no part of the promise."""
    problem: Refusal | None = None
    """The first thing that was said and cannot be (a number with a half, 30 February), or makes no sentence."""


@dataclass(frozen=True, slots=True)
class _Halves:
    """A line cut in two; `width` is that of the condition's "if", 0 if there is no condition."""

    promise: Line
    condition: Line
    width: int
    turned: bool = False
    """The condition comes first."""


def understand_sentence(text: str, now: datetime, language: str) -> Understood:
    """What `text` says. `now` is the moment in the community's zone, `language` the writer's (BCP 47).

    All languages are tried and the one that understands most is taken, the writer's own when it is a draw.
    """
    line = line_of(text[:LENGTH_MOST])
    own = base_of(language)
    attempts = [_attempt(line, tag, Calendar(now, language if tag == own else tag)) for tag in own_first(language)]
    return max(attempts, key=lambda attempt: (attempt[0], attempt[1].promise is not None))[1]


def _attempt(line: Line, tag: str, calendar: Calendar) -> tuple[int, Understood]:
    """The line read as a sentence in the language `tag`, and how many of its signs were found."""
    words = PLEDGES[tag]
    if is_contrary(line, words):
        return 1, Understood(tag, problem=ActionNotUnderstood())
    start = at_the_beginning(line.without(words.polite), tag, calendar)
    often = without_rhythm(start.rest, tag, calendar)
    halves, end = _without_deadline(_cut(often.rest, words), tag, calendar)
    if start.when or start.problem:
        end = start
    promise = promise_in(halves.promise, words)
    others = _others(halves, promise, words)
    unread = ActionNotUnderstood() if promise is None and _says_something(halves.promise, words) else None
    problem = unread or others.problem or end.problem or often.problem
    understood = Understood(tag, promise, others, end.when, often.rhythm, problem)
    opened = any(begins_at(line, at, words) for at in range(len(line))) or line.starts(words.openers, 0) > 0
    counts = others.threshold is not None or others.amount is not None
    letters = words.letters.search(line.spelled()) is not None
    says_often = often.rhythm is not None or often.problem is not None
    return sum((letters, opened, halves.width > 0, counts, end.when is not None, says_often)), understood


def _cut(line: Line, words: PledgeWords) -> _Halves:
    """The two halves: what the creator will do, and under which condition."""
    found = condition_at(line, words)
    if found is None:
        return _Halves(line, line.cut(0, 0), 0)
    at, width = found
    if any(key not in words.lead_ins for key in line.keys[:at]):
        return _Halves(line.cut(0, at), line.cut(at), width)
    condition = line.cut(at)
    end = _end_of_condition(condition, width, words)
    return _Halves(condition.cut(end), condition.cut(0, end), width, turned=True)


def _end_of_condition(line: Line, width: int, words: PledgeWords) -> int:
    """Where the creator's half begins in a line that begins with "if": at an "I will", else behind a comma."""
    places = range(width + 1, len(line))
    opened = next((at for at in places if begins_at(line, at, words)), None)
    if opened is not None:
        while opened > width and line.keys[opened - 1] in words.lead_ins:
            opened -= 1
        return opened
    paused = (at for at in places if line.pauses(at) and promise_in(line.cut(at), words) is not None)
    return next(paused, len(line))


def _without_deadline(halves: _Halves, tag: str, calendar: Calendar) -> tuple[_Halves, Ending]:
    """The deadline ends the condition, or the line; what the promise says of a time before that is its own affair."""
    end = at_the_end(halves.condition, tag, calendar)
    if end.when or end.problem:
        return replace(halves, condition=end.rest), end
    if halves.width and not halves.turned:
        return halves, end
    end = at_the_end(halves.promise, tag, calendar)
    return replace(halves, promise=end.rest), end


def _others(halves: _Halves, promise: Promise | None, words: PledgeWords) -> Others:
    if not halves.width:
        return NOBODY
    others = others_in(halves.condition, halves.width, words)
    if halves.turned and promise is None and (others.others_action or others.condition):
        return Others(others.threshold, unclear=True, problem=others.problem)  # the promise may stand in there
    return others


def _says_something(line: Line, words: PledgeWords) -> bool:
    """Whether the creator's half has more than its opening."""
    while len(line) and line.keys[0] in words.lead_ins:
        line = line.cut(1)
    return line.cut(line.starts(words.openers, 0)).text() is not None
