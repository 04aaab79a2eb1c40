"""Reads the others' half of a pledge: "if 10 other neighbours will come too".

It is taken apart where it can be put together again without a fault: "will" and a verb that goes on after it. Else it
stays as it was written, if it is clear that it counts people; and else the others are asked for.
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.core.refusal import Refusal
from bot.pledges.languages import DATES, PLEDGES
from bot.pledges.languages.gathering import GATHERING
from bot.pledges.languages.tables import PledgeWords
from bot.pledges.line import Line, line_of
from bot.pledges.measures.hours import says_hours
from bot.pledges.measures.money import says_money
from bot.pledges.numbers import is_number, number_in
from bot.pledges.promising import begins_at
from bot.pledges.refusals import ThresholdNotWhole

_VERB_WORDS_MOST: Final = 3
"""Words that may stand between "if" and the number where the verb comes first."""
_NEAR: Final = 3
"""So many words behind the number say whether it counts people."""
_NEAR_NUMBERS: Final = 5
"""Words behind the number among which the rest of it may stand (Welsh: "pump o bobl ar hugain")."""
_FAR: Final = 8
"""Words behind "if" among which the number stands."""


@dataclass(frozen=True, slots=True)
class Others:
    """What a condition says of the others; None is what it does not say, or not in words we read."""

    threshold: int | None = None
    others: str | None = None
    others_action: str | None = None
    condition: str | None = None
    """All of it as it was written, where it cannot be put together from the other three."""
    unclear: bool = False
    """It says more about them than we can read: ask who they are and what they will do."""
    problem: Refusal | None = None
    amount: str | None = None
    """Hours or money that have to come together, as they were written, where it counts those."""


NOBODY: Final = Others()
"""Nothing was said of them."""


def condition_at(line: Line, words: PledgeWords) -> tuple[int, int] | None:
    """Where "if" stands and how wide it is: the first one before a number, else the last one."""
    found = None
    for at in range(len(line)):
        if width := line.starts(words.conditions, at):
            found = at, width
        width = width or line.starts(words.occasions, at)
        if width and _number_at(line.cut(at + width, at + width + _FAR), words) is not None:
            return at, width
    return found


def is_contrary(line: Line, words: PledgeWords) -> bool:
    """Whether it happens unless so many others come: another kind of promise."""
    widths = ((at, line.starts(words.contrary, at)) for at in range(len(line)))
    return any(width and _number_at(line.cut(at + width, at + width + _FAR), words) is not None for at, width in widths)


def others_in(line: Line, width: int, words: PledgeWords) -> Others:
    """What the condition says that begins with an "if" of `width` words."""
    half = line.cut(width)
    if (amount := _amount_in(half, words)) is not None:
        return Others(amount=amount)
    at = _number_at(half, words)
    if at is None or _is_part_of_another(half, at, words):
        return NOBODY
    said = NOBODY
    try:
        said = replace(said, threshold=number_in(half.keys[at], words))
    except ThresholdNotWhole as problem:
        said = replace(said, problem=problem)
    before, after = half.cut(0, at), half.cut(at + 1)
    if _is_about_more(half, after, words):
        return replace(said, unclear=True)
    if all(key in words.between for key in before.keys) and (split := _taken_apart(after, words)):
        who, doing = split
        same = doing.keys in words.same
        return replace(said, others=who.text(), others_action=None if same else doing.text())
    if _counts_people(after, words):
        return replace(said, condition=_in_the_middle(line))
    return replace(said, unclear=True)


def _amount_in(half: Line, words: PledgeWords) -> str | None:
    """The hours or the money that come together; None where it counts neither, or says more about them."""
    for at in range(len(half)):
        if at > _VERB_WORDS_MOST:
            return None
        for end in (at + 1, at + 2):
            text = half.cut(at, end).text() or ""
            sums = says_money(text) or (
                says_hours(text) and (is_number(half.keys[at], words) or any(map(str.isdecimal, text)))
            )
            if sums and _gathers(half.cut(0, at), half.cut(end), words):
                return text
    return None


def _gathers(before: Line, after: Line, words: PledgeWords) -> bool:
    """Whether what stands around an amount says that it comes together, and nothing else."""
    if not words.verb_first and any(key not in words.between for key in before.keys):
        return False
    return not len(after) or after.without(words.also).keys in GATHERING


def read_doing(text: str, language: str) -> str | None:
    """The answer to "What will they do?", as it goes on after "they will"; None: the same as the creator."""
    words = PLEDGES.get(language.lower().split("-")[0])
    line = line_of(text)
    if words is None:
        return text
    line = line.cut(line.starts(words.their_openers, 0))
    return None if line.without(words.also).keys in words.same else line.text() or ""


def _in_the_middle(condition: Line) -> str:
    """The condition as it goes on after the promise: "If" may have begun the line."""
    text = condition.text() or ""
    return text[:1].lower() + text[1:]


def _number_at(line: Line, words: PledgeWords) -> int | None:
    """Where the number stands behind "if"; not one that belongs to a date."""
    skipped, at = 0, line.starts(words.leads, 0)
    while at < len(line):
        key = line.keys[at]
        if is_number(key, words):
            return None if line.keys[at + 1 : at + 2] and line.keys[at + 1] in _MONTHS else at
        neutral = key in words.between
        skipped += not neutral
        if skipped > (_VERB_WORDS_MOST if words.verb_first else 0) or line.starts(words.until, at):
            return None
        if key in _AT and not neutral:
            return None
        at += 1
    return None


_MONTHS: Final = frozenset(month for table in DATES.values() for month in table.months)
_AT: Final = frozenset(word for table in DATES.values() for word in table.at)


def _is_part_of_another(half: Line, at: int, words: PledgeWords) -> bool:
    """Whether the number at `at` is part of a longer one ("two hundred"), of a range, or means another ("over 10")."""
    before, after = half.cut(0, at), half.cut(at + 1, at + 1 + _NEAR_NUMBERS)
    if any(before.keys[-len(phrase) :] == phrase for phrase in words.about):
        return True
    for place, key in enumerate(after.keys):
        follows = place + 1 < len(after) and key in words.number_joins and is_number(after.keys[place + 1], words)
        if follows and (place == 0 or words.verb_first):
            return True
        if place == 0 and (is_number(key, words) or is_number(key.removeprefix(words.joined_and), words)):
            return True
    return False


def _is_about_more(half: Line, after: Line, words: PledgeWords) -> bool:
    """Whether it speaks of things, says the contrary, or goes on with another promise."""
    things = bool(len(after)) and after.keys[0] in words.things
    denied = any(key in words.denials for key in half.keys)
    return things or denied or any(begins_at(after, at, words) for at in range(len(after)))


def _counts_people(after: Line, words: PledgeWords) -> bool:
    """Whether it is clear that the number counts people, though the sentence cannot be taken apart."""
    if not len(after):
        return words.verb_first
    return after.keys[0] in words.inflected or any(key in words.people for key in after.keys[:_NEAR])


def _taken_apart(after: Line, words: PledgeWords) -> tuple[Line, Line] | None:
    """Who the others are and what they will do; None where that makes no sentence when it is put together again.

    Without a "will" it takes a verb of which we know that it goes on after one.
    """
    after = after.without(words.also)
    for at in range(len(after)):
        if width := after.starts(words.wills, at):
            plain = not (at and after.keys[at - 1] in words.relatives)
            return (after.cut(0, at), after.cut(at + width)) if plain else None
        if future := words.their_future.match(after.written[at]):
            doing = after.cut(at)
            return after.cut(0, at), replace(doing, written=(future[1], *doing.written[1:]))
    end = next((at for at, key in enumerate(after.keys) if key not in words.people), len(after))
    if end == len(after):
        return after, after.cut(end)
    doing = after.cut(end + ((after.keys[end],) in words.also))
    return (after.cut(0, end), doing) if len(doing) and doing.keys[0] in words.verbs else None
