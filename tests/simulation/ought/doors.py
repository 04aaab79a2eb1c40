"""Which buttons the private card of a pledge has for one reader: what they may do now, and nothing else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from tests.simulation.ought.course import something_ahead
from tests.simulation.ought.pledge import ALIVE, SIGNABLE, Pledge
from tests.simulation.ought.rescue import was_in

ON_PAPER_ONE_OF: Final = 3


def doors(pledge: Pledge, person: int, now: datetime, *, organiser: bool, muted: bool) -> set[str]:
    """The verbs of its buttons, for somebody who lives here."""
    own = person == pledge.creator
    return {
        *_joining(pledge, person, now),
        *_deed(pledge, person, organiser=organiser),
        *_hearing(pledge, person, muted=muted),
        *_leading(pledge, person, organiser=organiser),
        *_adding(pledge, person, now, organiser=organiser),
        *(() if pledge.state == "cancelled" else ("pledge_who",)),
        *(("pledge_unhide" if pledge.hidden else "pledge_hide",) if organiser else ()),
        *(() if organiser or own else ("pledge_report",)),
    }


def _signing_open(pledge: Pledge, now: datetime) -> bool:
    return pledge.state in SIGNABLE and now < pledge.last_second + timedelta(seconds=1)


def _adding(pledge: Pledge, person: int, now: datetime, *, organiser: bool) -> Iterator[str]:
    """Promises in return, and people on paper: up to a third, and where there is a place. Nobody presses these here."""
    if not _signing_open(pledge, now):
        return
    if pledge.state == "open" and (organiser or person == pledge.creator):
        yield "return_new"
    if organiser and pledge.terms.unit == "people" and pledge.threshold >= ON_PAPER_ONE_OF and not pledge.full:
        yield "paper_list"


def _joining(pledge: Pledge, person: int, now: datetime) -> Iterator[str]:
    is_in, waits = person in pledge.signers, person in pledge.waiting
    if pledge.state in SIGNABLE and (is_in or waits):
        yield "pledge_withdraw"
        if is_in and pledge.terms.unit == "hours" and _signing_open(pledge, now):
            yield "pledge_hours"
    elif _signing_open(pledge, now) and person != pledge.creator:
        if pledge.terms.unit == "hours":
            yield from ("pledge_wait" if pledge.full else "pledge_give", "pledge_hours")
        else:
            yield "pledge_wait" if pledge.full else "pledge_sign"
    if not pledge.asking(now):
        return
    if person == pledge.creator:
        yield from ("rescue_go", "rescue_stop") if pledge.state == "expired" else ()
    elif was_in(pledge, person):
        yield from ("rescue_stay", "rescue_leave")


def _deed(pledge: Pledge, person: int, *, organiser: bool) -> Iterator[str]:
    if pledge.state == "acting" and person in pledge.owing:
        yield from ("deed_done", "deed_not_yet", "deed_cant")
    if pledge.state == "acting" and person in pledge.in_state("missed"):
        yield from ("deed_done", "deed_cant")
    if pledge.acting_at is not None and (organiser or person == pledge.creator):
        yield "deed_list"


def _hearing(pledge: Pledge, person: int, *, muted: bool) -> Iterator[str]:
    is_in = person in pledge.signers
    if pledge.news and (is_in or person == pledge.creator):
        yield "pledge_news"
    if pledge.state not in ALIVE | {"open"} or not (is_in or person == pledge.creator):
        return
    yield "pledge_unmute" if muted else "pledge_mute"
    if not muted and is_in and something_ahead(pledge):
        yield "pledge_unfollow" if pledge.marks[person].follows else "pledge_follow"


def _leading(pledge: Pledge, person: int, *, organiser: bool) -> Iterator[str]:
    if person in (pledge.creator, pledge.lead) and pledge.state in ALIVE:
        yield "pledge_write"
    if person == pledge.creator and pledge.state in SIGNABLE:
        yield "pledge_change"
    if pledge.state in SIGNABLE and (organiser or (person == pledge.creator and pledge.state == "open")):
        yield "pledge_cancel"
