"""What ought to stand on a pledge's card, in words; and how cards are found on a screen."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.world import Message
from tests.simulation.ought.pledge import SIGNABLE, Pledge

_ASKED: Final = "Whoever did is asked whether to go ahead with fewer"
_MISSED: Final = "The deadline passed before enough people had signed."
_STATES: Final = {
    "open": "more needed by",
    "tipped": "It is happening: enough ",
    "rescued": "It is happening with those who said yes!",
    "acting": "The time has come: whoever signed ",
    "cancelled": "This pledge was cancelled",
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
    return [
        f"{'no' if there else 'an odd'} {line!r}" for line, there in expected.items() if (line in f"{text}\n") != there
    ]


def _lines(pledge: Pledge, now: datetime, name_of: Callable[[int], str], *, shared: bool) -> Iterator[tuple[str, bool]]:
    alive, state = pledge.state != "cancelled", pledge.state
    yield _standing(pledge, now), True
    yield f"\n{_progress(pledge)} ", alive
    each = pledge.terms.each
    yield f"Each pays {money(each or 0)} to whoever began it", each is not None and state in SIGNABLE
    yield from _in_its_words(pledge)
    yield "When and where: ", pledge.terms.deed is not None and state in _TO_BE_DONE
    named = pledge.names_shown and bool(pledge.count) and alive and not shared
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


def _in_its_words(pledge: Pledge) -> Iterator[tuple[str, bool]]:
    """What is said of hours and money where others count heads and deeds."""
    measured, paid = pledge.terms.unit != "people", pledge.terms.each is not None
    yield "enough has come together!", measured and pledge.state == "tipped"
    yield "enough people have signed!", not measured and pledge.state == "tipped"
    yield f"whoever signed pays {money(pledge.terms.each or 0)} now, ", paid and pledge.state == "acting"
    yield "whoever signed does it now.", not paid and pledge.state == "acting"
    owing, claimed, verified = len(pledge.owing), len(pledge.in_state("claimed")), len(pledge.in_state("verified"))
    answers = f"{claimed + verified} (confirmed: {verified}) · still to answer: {owing}"
    answered = pledge.state == "acting" and pledge.count > owing
    yield f"\nPaid: {answers}", answered and paid
    yield f"\nDone: {answers}", answered and not paid


def _progress(pledge: Pledge) -> str:
    match pledge.terms.unit:
        case "hours":
            return f"{pledge.reached / 60:g} of {hours(pledge.threshold)}"
        case "money":
            return f"{money(pledge.reached)} of {money(pledge.threshold)}"
    return f"{pledge.reached} of {pledge.threshold}"


def hours(minutes: int) -> str:
    """ "1 hour", "2.5 hours"."""
    return "1 hour" if minutes == 60 else f"{minutes / 60:g} hours"


def money(pence: int) -> str:
    """ "£10", "£10.50"."""
    return f"£{pence // 100}" if pence % 100 == 0 else f"£{pence / 100:.2f}"


def _standing(pledge: Pledge, now: datetime) -> str:
    if pledge.state == "closed" and pledge.tips:
        return " kept it." if pledge.count else "Nobody was left to do it."
    if pledge.state in ("expired", "closed"):
        return _ASKED if pledge.asking(now) else _MISSED
    return _STATES[pledge.state]


def _places(capacity: int, count: int) -> str:
    left = capacity - count
    if left:
        return f"\n{left} place{'s are' if left > 1 else ' is'} left."
    return f"All {capacity} places are taken." if capacity > 1 else "The 1 place is taken."
