"""What ought to stand on a pledge's card, in words; and how cards are found on a screen."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.world import Message
from tests.simulation.ought.measures import progress, shown
from tests.simulation.ought.pledge import SIGNABLE, Pledge
from tests.simulation.ought.series import Series

_ASKED: Final = "Whoever did is asked whether to go ahead with fewer"
_MISSED: Final = "The deadline passed before enough people had signed."
_STATES: Final = {
    "open": "more needed by",
    "tipped": "It is happening: enough people have signed!",
    "rescued": "It is happening with those who said yes!",
    "acting": "The time has come: whoever signed does it now.",
    "cancelled": "This pledge was cancelled",
}
_HOW_OFTEN: Final = {
    "weekly": "Every week",
    "fortnightly": "Every two weeks",
    "monthly": "Every month, same date",
}
_RETURNS: Final = {
    "owed": "It counts now: enough people have signed.",
    "claimed": "That is done, they say; nobody has confirmed it yet.",
    "verified": "That was kept, and is confirmed.",
    "missed": "Its day has passed, and nobody has said that it was kept.",
    "excused": "It can't be kept: ",
}
_TO_BE_DONE: Final = SIGNABLE | {"acting"}


def plain(message: Message) -> str:
    """Its text, without the invisible marks that keep names in their places."""
    return readable(message.content.text)


def readable(text: str) -> str:
    """The same of any text."""
    return re.sub("[\u2066-\u2069]", "", text)


def is_card_of(text: str, code: str) -> bool:
    """Whether this is the card of that pledge, hidden or not."""
    return f" · {code}\n" in text or f"hidden pledge {code}." in text


def amiss(
    text: str,
    pledge: Pledge,
    now: datetime,
    name_of: Callable[[int], str],
    *,
    shared: bool = False,
    whole: bool = False,
) -> list[str]:
    """What the card does not show, or should not. A shared one names nobody; a whole one is shown in private."""
    if pledge.hidden and not whole:
        return [] if text.startswith("An organiser has hidden pledge") else ["it is hidden"]
    expected = dict(_lines(pledge, now, name_of, shared=shared))
    return _wrong(text, expected)


def amiss_of_round(text: str, code: str, pledge: Pledge, series: Series, *, whole: bool = False) -> list[str]:
    """The same of what the card of a round says of its series. An old card in a chat says which round came next."""
    if pledge.hidden and not whole:
        return []
    number, old = series.rounds.index(code) + 1, code != series.present
    following = series.rounds[number] if old else ""
    expected = {
        f"\n{_HOW_OFTEN[series.rule]} · round {number}\n": True,
        f"\nThe present round is {series.present}.\n": old and whole,
        f"\nThe next round is {following}.\n": old and not whole,
        "\nIt is the last round.\n": series.ended and not old,
        "\nThe next one is left out.\n": series.left_out is not None and not old,
    }
    return _wrong(text, expected)


def _wrong(text: str, expected: dict[str, bool]) -> list[str]:
    return [
        f"{'no' if there else 'an odd'} {line!r}" for line, there in expected.items() if (line in f"{text}\n") != there
    ]


def _lines(pledge: Pledge, now: datetime, name_of: Callable[[int], str], *, shared: bool) -> Iterator[tuple[str, bool]]:
    alive, state = pledge.state != "cancelled", pledge.state
    yield _standing(pledge, now), True
    yield f"\n{progress(pledge.reached, pledge.threshold, pledge.terms.unit)}", alive
    yield _paying(pledge), pledge.terms.each is not None and state in SIGNABLE
    yield "When and where: ", pledge.terms.deed is not None and state in _TO_BE_DONE
    yield from _in_return(pledge, now, name_of, shared=shared)
    yield f" ({pledge.on_paper} on paper)\n", alive and pledge.on_paper > 0
    yield "\nOn paper, vouched for by an organiser: ", alive and pledge.on_paper > 0
    if alive and pledge.on_paper:
        yield f"\nOn paper, vouched for by an organiser: {_on_paper(pledge, shared=shared)}\n", True
    named = pledge.names_shown and bool(pledge.signers) and alive and not shared
    yield "\nIn: ", named
    if named:
        *but_last, last = (name_of(each) for each in sorted(pledge.signers, key=lambda each: pledge.marks[each].number))
        yield f"\nIn: {', '.join(but_last)}{' and ' if but_last else ''}{last}\n", True
    if pledge.terms.capacity is not None and state in SIGNABLE and now < pledge.last_second + timedelta(seconds=1):
        yield _places(pledge.terms.capacity, pledge.count), True
    if pledge.lead is not None and state in ("tipped", "rescued"):
        yield f"\n{name_of(pledge.lead)} leads it.", not shared
    if pledge.details:
        yield f"\n{pledge.details}\n", True


def _on_paper(pledge: Pledge, *, shared: bool) -> str:
    """Names where those of others are shown, and how many have none."""
    there = [one.name for _, one in sorted(pledge.paper.items()) if one.state != "withdrawn"]
    names = [name for name in there if name is not None and pledge.names_shown and not shared]
    more = len(there) - len(names)
    if not names:
        return f"{more} {'person' if more == 1 else 'people'}"
    if more:
        return f"{', '.join(names)} and {more} more"
    *but_last, last = names
    return f"{', '.join(but_last)}{' and ' if but_last else ''}{last}"


def _standing(pledge: Pledge, now: datetime) -> str:
    if pledge.state == "closed" and pledge.tips:
        return " kept it." if pledge.count else "Nobody was left to do it."
    if pledge.state in ("expired", "closed"):
        return _ASKED if pledge.asking(now) else _MISSED
    unit, each = pledge.terms.unit, pledge.terms.each
    if pledge.state == "open" and unit != "people":
        return f"\n{shown(pledge.threshold - pledge.reached, unit)} more needed by"
    if pledge.state == "tipped" and unit != "people":
        return "It is happening: enough has come together!"
    if pledge.state == "acting" and each is not None:
        return f"The time has come: whoever signed pays {shown(each, 'money')} now, to whoever began it."
    return _STATES[pledge.state]


def _in_return(
    pledge: Pledge, now: datetime, name_of: Callable[[int], str], *, shared: bool
) -> Iterator[tuple[str, bool]]:
    """The other half, and what has become of it."""
    one = pledge.promised
    yield "\nIn return ", one is not None
    if one is None:
        return
    yield f"\nIn return {'an organiser' if shared else name_of(one.owner)} promises by ", True
    yield f": {one.what}\n", True
    asking = one.state == "promised" and pledge.asking(now)
    yield "\nThat holds with fewer people as well.\n", asking and one.stays
    yield "\nWhether it holds with fewer people is still to be said.\n", asking and not one.stays
    for state, line in _RETURNS.items():
        yield f"\n{line}", one.state == state


def _paying(pledge: Pledge) -> str:
    """What each pays, while it is ahead."""
    return f"\nEach pays {shown(pledge.terms.each or 0, 'money')} to whoever began it, once it is happening."


def amiss_for(text: str, pledge: Pledge, person: int) -> list[str]:
    """What somebody's own card does not show of their own part, or should not."""
    mark, paid = pledge.marks.get(person), pledge.terms.each is not None
    stands = mark is not None and mark.state not in ("withdrawn", "excused")
    gives = stands and pledge.terms.unit == "hours" and pledge.state != "cancelled"
    amount = mark.amount if mark else 0
    expected = {
        "\nYou give ": gives,
        f"\nYou give {shown(amount, 'hours')}.": gives,
        "\nHave you paid? Please answer below.": paid and pledge.state == "acting" and person in pledge.owing,
        "\nDid you do it? Please answer below.": not paid and pledge.state == "acting" and person in pledge.owing,
    }
    return _wrong(text, expected)


def _places(capacity: int, count: int) -> str:
    left = capacity - count
    if left:
        return f"\n{left} place{'s are' if left > 1 else ' is'} left."
    return f"All {capacity} places are taken." if capacity > 1 else "The 1 place is taken."
