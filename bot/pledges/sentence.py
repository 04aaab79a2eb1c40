"""Understands a pledge made in one line: "I will … if 10 other neighbours will … by 6 December".

Whatever is not understood is left open, to be asked; nothing is refused here. The grammar looks for a few words from
left to right and never goes back: its time grows with the length of the text, which is capped first.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.core.refusal import Refusal
from bot.pledges.dates import When, understand
from bot.pledges.languages import PLEDGES
from bot.pledges.languages.tables import PledgeWords
from bot.pledges.line import Line, line_of
from bot.pledges.numbers import EDGES, is_number, number_in
from bot.pledges.refusals import DateNotUnderstood, ImpossibleDate, ThresholdNotWhole

LENGTH_MOST: Final = 1_000
"""Characters that are read; what a longer text says behind them is not part of any pledge."""

_DATE_WORDS_MOST: Final = 9
"""The deadline stands in the last few words, "by" included."""
_VERB_WORDS_MOST: Final = 3
"""Words that may stand between "if" and the number where the verb comes first."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says; None is what it does not say, or not in words we read."""

    language: str
    """Of the sentence (BCP 47)."""
    action: str | None = None
    threshold: int | None = None
    others: str | None = None
    others_action: str | None = None
    when: When | None = None
    problem: Refusal | None = None
    """The first thing that was said and cannot be (a number with a half, 30 February)."""
    unclear: bool = False
    """The condition says more about the others than we can read: ask who they are and what they will do."""


def understand_sentence(text: str, now: datetime, language: str) -> Understood:
    """What `text` says. `now` is the moment in the community's zone, `language` the writer's (BCP 47).

    All languages are tried and the one that understands most is taken, the writer's own when it is a draw.
    """
    line = line_of(text[:LENGTH_MOST])
    first = language.lower().split("-")[0]
    tags = sorted(PLEDGES, key=lambda tag: tag != first)
    attempts = [_attempt(line, tag, now, language if tag == first else tag) for tag in tags]
    return max(attempts, key=lambda attempt: attempt[0])[1]


def _attempt(line: Line, tag: str, now: datetime, language: str) -> tuple[int, Understood]:
    """The line read as a sentence in the language `tag`, and how many of its signs were found."""
    words = PLEDGES[tag]
    rest, when, problem = _take_deadline(line, words, now, language)
    understood = _read(rest, words, Understood(tag, when=when, problem=problem))
    signs = (line.starts(words.openers, 0), _condition(rest, words), understood.threshold, when)
    return sum(sign is not None and sign != 0 for sign in signs), understood


def _read(line: Line, words: PledgeWords, understood: Understood) -> Understood:
    """The two halves: what the creator will do, and under which condition."""
    split = _condition(line, words)
    if split is None:
        return replace(understood, action=_action(line, words))
    at, after = split
    understood = replace(understood, action=_action(line.cut(0, at), words))
    return _read_condition(line.cut(after), words, understood)


def _condition(line: Line, words: PledgeWords) -> tuple[int, int] | None:
    """Where "if" stands and where it ends: the first one before a number, else the last one."""
    found = None
    for at in range(len(line)):
        width = line.starts(words.conditions, at)
        if width and _find_number(line.cut(at + width, at + width + 8), words) is not None:
            return at, at + width
        if width:
            found = at, at + width
    return found


def _action(line: Line, words: PledgeWords) -> str | None:
    """The creator's half without "I will"."""
    opened = line.starts(words.openers, 0)
    text = line.cut(opened).text()
    if text and words.future and not opened and text.startswith((words.future + "أ", words.future + "ا")):
        return text.removeprefix(words.future)
    return text


def _read_condition(line: Line, words: PledgeWords, understood: Understood) -> Understood:
    """The others' half."""
    at = _find_number(line, words)
    if at is None:
        return understood
    number: int | None = None
    try:
        number = number_in(line.keys[at], words)
    except ThresholdNotWhole as problem:
        understood = replace(understood, problem=problem)
    others, doing, unclear = _others(line.cut(at + 1), words)
    verb = [place for place in range(at) if line.keys[place] not in words.between]
    doing = Line(
        (*(line.written[place] for place in verb), *doing.written), (*(line.keys[place] for place in verb), *doing.keys)
    )
    action = None if doing.keys in words.same else doing.text()
    return replace(understood, threshold=number, others=others.text(), others_action=action, unclear=unclear)


def _find_number(line: Line, words: PledgeWords) -> int | None:
    """Where the number stands behind "if"."""
    skipped = 0
    for at, key in enumerate(line.keys):
        if is_number(key, words):
            return at
        if key in words.between:
            continue
        skipped += 1
        if words.number_first or skipped > _VERB_WORDS_MOST:
            return None
    return None


def _others(line: Line, words: PledgeWords) -> tuple[Line, Line, bool]:
    """Who the others are, what they will do, and whether that could not be told apart."""
    line = _without_also(line, words)
    for at in range(len(line)):
        width = line.starts(words.wills, at)
        if width:
            return line.cut(0, at), line.cut(at + width), False
        if words.future and line.keys[at].startswith((words.future + "ي", words.future + "ت")):
            return line.cut(0, at), _bare_verb(line.cut(at), words), False
    end = next((at for at, key in enumerate(line.keys) if key not in words.people), len(line))
    if end == 0 and len(line) and line.keys[0] not in words.verbs:
        return line.cut(0, 0), line.cut(0, 0), True
    return line.cut(0, end), line.cut(end), False


def _bare_verb(line: Line, words: PledgeWords) -> Line:
    """The line with its first verb out of the future."""
    return Line(
        (line.written[0].removeprefix(words.future), *line.written[1:]),
        (line.keys[0].removeprefix(words.future), *line.keys[1:]),
    )


def _without_also(line: Line, words: PledgeWords) -> Line:
    for phrase in words.also:
        if line.keys[-len(phrase) :] == phrase:
            return line.cut(0, len(line) - len(phrase))
    return line


def _take_deadline(
    line: Line, words: PledgeWords, now: datetime, language: str
) -> tuple[Line, When | None, Refusal | None]:
    """The line without its deadline, the deadline, and what is wrong with it."""
    for at in range(max(1, len(line) - _DATE_WORDS_MOST), len(line)):
        width = line.starts(words.until, at)
        if not width:
            continue
        tail = " ".join(line.written[at + width :]).strip(EDGES)
        try:
            when = understand(tail, now, language)
        except ImpossibleDate as problem:
            return line.cut(0, at), None, problem
        if when is not None:
            return line.cut(0, at), when, None
        if any(character.isdigit() for character in tail) and not _condition(line.cut(at), words):
            return line.cut(0, at), None, DateNotUnderstood()
    return line, None, None
