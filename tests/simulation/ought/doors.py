"""Which buttons the private card of a pledge has for one reader: what they may do now, and nothing else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.simulation.ought.course import something_ahead
from tests.simulation.ought.paper import room_on_paper
from tests.simulation.ought.pledge import ALIVE, SIGNABLE, Pledge
from tests.simulation.ought.rescue import was_in
from tests.simulation.ought.returns import MADE_MOST
from tests.simulation.ought.series import Series


def doors(pledge: Pledge, person: int, now: datetime, *, organiser: bool, muted: bool) -> set[str]:
    """The verbs of its buttons, for somebody who lives here."""
    own = person == pledge.creator
    return {
        *_joining(pledge, person, now),
        *_deed(pledge, person, organiser=organiser),
        *_hearing(pledge, person, muted=muted),
        *_leading(pledge, person, organiser=organiser),
        *_adding(pledge, person, now, organiser=organiser),
        *_returning(pledge, person, now, organiser=organiser),
        *(() if pledge.state == "cancelled" else ("pledge_who",)),
        *(("pledge_unhide" if pledge.hidden else "pledge_hide",) if organiser else ()),
        *(() if organiser or own else ("pledge_report",)),
    }


def _returning(pledge: Pledge, person: int, now: datetime, *, organiser: bool) -> Iterator[str]:
    """Of whoever promises in return, is asked to, has asked for it, or can confirm it."""
    one, asked, leads = pledge.promised, pledge.proposed, organiser or person == pledge.creator
    if asked is not None:
        yield from ("return_agree", "return_decline") if person == asked.owner else ("return_unask",) if leads else ()
    if one is None:
        return
    if person == one.owner:
        yield from ("return_withdraw",) if one.state == "promised" else ()
        yield from ("return_stay",) if one.state == "promised" and pledge.asking(now) and not one.stays else ()
        yield from ("return_not_yet", "return_cant") if one.state == "owed" else ()
        yield from ("return_done",) if one.state in ("owed", "missed") else ()
    elif leads and (one.state in ("claimed", "missed") or (one.state == "owed" and now > one.due)):
        yield "return_confirm"


def round_doors(series: Series, code: str, *, steers: bool) -> set[str]:
    """The same for a round of a series, besides."""
    if code != series.present:
        return {"pledge_show"}
    if not steers:
        return set()
    if series.ended:
        return {"round_go_on"}
    return {"round_end", "round_leave_out" if series.left_out is None else "round_take_back"}


def _signing_open(pledge: Pledge, now: datetime) -> bool:
    return pledge.state in SIGNABLE and now < pledge.last_second + timedelta(seconds=1)


def _adding(pledge: Pledge, person: int, now: datetime, *, organiser: bool) -> Iterator[str]:
    """People on paper, as long as one is in, or can be; something in return, if nothing is promised yet."""
    if organiser and (pledge.on_paper or room_on_paper(pledge, now)):
        yield "paper_list"
    if not _signing_open(pledge, now):
        return
    leads = organiser or (person == pledge.creator and pledge.proposed is None)
    if pledge.state == "open" and leads and pledge.promised is None and len(pledge.returns) < MADE_MOST:
        yield "return_new"


def _joining(pledge: Pledge, person: int, now: datetime) -> Iterator[str]:
    is_in, waits = person in pledge.signers, person in pledge.waiting
    hours = pledge.terms.unit == "hours" and _signing_open(pledge, now)
    if pledge.state in SIGNABLE and (is_in or waits):
        yield from ("pledge_withdraw", "pledge_hours") if hours and is_in else ("pledge_withdraw",)
    elif hours and person != pledge.creator:
        yield from ("pledge_wait" if pledge.full else "pledge_give", "pledge_hours")
    elif _signing_open(pledge, now) and person != pledge.creator:
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
