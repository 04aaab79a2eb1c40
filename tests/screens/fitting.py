"""Facts that go together. Made from types alone a pledge would end today and next week, six of ten in it and none
missing: here each thing is brought into one of the shapes that it can really have."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.communities.model import Community, Neighbour
from bot.communities.organisers import Candidates
from bot.communities.questions import SetupView
from bot.communities.questions import Step as SetupStep
from bot.pledges import rules
from bot.pledges.announcing import Announcing
from bot.pledges.answering import Answered
from bot.pledges.answers import Step
from bot.pledges.change_rules import What
from bot.pledges.changing import Changing
from bot.pledges.checking import CheckList, Line
from bot.pledges.counter.agreeing import Answered as CounterAnswered
from bot.pledges.counter.answering import Excusing
from bot.pledges.counter.drafting import Making
from bot.pledges.counter.drafting import Step as CounterStep
from bot.pledges.counter.facts import CounterFacts
from bot.pledges.counter.looking import InReturn
from bot.pledges.counter.making import Choosing
from bot.pledges.counter.model import CounterPromise, CounterState
from bot.pledges.course_notices import PledgeForecast
from bot.pledges.course_refusals import ThresholdNotAboveCount, ThresholdNotLower
from bot.pledges.listening import Heard
from bot.pledges.listing import MyPledges, PledgeList
from bot.pledges.measures.giving import Asking
from bot.pledges.measures.refusals import AmountTooSmall
from bot.pledges.model import OWING, Pledge, PledgeState, SignatureState
from bot.pledges.news import NewsPage
from bot.pledges.notices import OwnPledgeTipped, OwnRescueAsked, PledgeChanged, PledgeFacts, PledgeTipped
from bot.pledges.reading import PledgeCard
from bot.pledges.refusals import MinimumTooLarge, ThresholdTooLarge
from bot.pledges.rescue_rules import is_asking
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from bot.pledges.speaking import Announcement
from bot.pledges.wording import Deadline, Measure, Occasion, Unit, Wording
from bot.screens import pledge_places as places
from bot.screens.pledge_form import Asked
from bot.timebank.claims.queue import PAGE_SIZE as CLAIMS_SHOWN
from bot.timebank.claims.queue import Queue
from bot.timebank.rewards.model import VoucherState, VoucherView
from tests.screens import measuring

NOW: Final = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)

_STATES: Final = (
    PledgeState.OPEN,
    PledgeState.TIPPED,
    PledgeState.EXPIRED,
    PledgeState.CANCELLED,
    PledgeState.RESCUED,
    PledgeState.ACTING,
    PledgeState.CLOSED,
)
"""Those that this release brings about."""

_PLEDGES: Final = (
    ("7K2MQ", "bring my van to clear Mill Road alley"),
    ("3BX9D", "bake bread for the Mill Road party"),
    ("H4T1W", "mend bicycles at the end of Mill Road"),
)
_COMMUNITIES: Final = ("Mill Road", "Riverside", "Station Road")
_NEIGHBOURS: Final = (("Ana", "ana"), ("Ben", "ben_j"), ("Cerys", None))
_ANSWERS: Final[Mapping[Step, str]] = {
    Step.ACTION: "I will bring my van to clear Mill Road alley",
    Step.THRESHOLD: "10",
    Step.OTHERS: "neighbours of Mill Road",
    Step.OTHERS_ACTION: "come too",
    Step.DEADLINE: "Sun 6 Dec 2026, to the end of the day, Europe/London",
    Step.CAPACITY: "12",
    Step.MINIMUM: "6",
    Step.DETAIL: "We meet at the bus stop. Bring gloves.",
}
_CHOICES: Final[Mapping[SetupStep, tuple[str, ...]]] = {
    SetupStep.TIME_ZONE: ("Europe/London", "Australia/Sydney"),
    SetupStep.CURRENCY: ("GBP", "EUR", "USD"),
}


def fitting(made: Any, turn: int) -> Any:  # noqa: C901, PLR0911, PLR0912 - one line for each type
    """The thing as it can be; `turn` chooses between shapes."""
    match made:
        case Deadline():
            last = timedelta(hours=23, minutes=59, seconds=59) if made.whole_day else timedelta(hours=18)
            return replace(made, at=datetime(2026, 12, 6, tzinfo=UTC) + last)
        case Wording():
            made = made if made.condition is None else replace(made, others=None, others_action=None)
            made = replace(made, capacity=None if made.capacity is None else made.threshold + turn % 3)
            return measuring.in_measure(made, turn)
        case Occasion():
            return replace(made, at=datetime(2026, 12, 12, tzinfo=UTC) + timedelta(hours=0 if made.whole_day else 10))
        case Answered() if made.pledge.state is not PledgeState.ACTING:
            return replace(made, pledge=in_state(made.pledge, PledgeState.ACTING))
        case MyPledges():
            return replace(made, owed=frozenset(), kept=4, of=5)
        case CheckList():
            pledge = in_state(made.pledge, PledgeState.CLOSED if turn % 2 else PledgeState.ACTING)
            return replace(made, pledge=pledge, place=0)
        case Queue():
            return replace(made, waiting=made.waiting[:CLAIMS_SHOWN])
        case PledgeFacts():
            made = made if made.condition is None else replace(made, others=None, others_action=None)
            return measuring.in_measure(made, turn)
        case Measure():
            return replace(made, currency="GBP" if made.unit is Unit.MONEY else None)
        case PledgeForecast() | OwnRescueAsked():
            return measuring.scaled(made)
        case (
            AmountTooSmall() | ThresholdTooLarge() | MinimumTooLarge() | ThresholdNotLower() | ThresholdNotAboveCount()
        ):
            return measuring.scaled_refusal(made)
        case Asking():
            return measuring.asked_for_hours(made)
        case Pledge():
            return in_state(made, _STATES[turn % len(_STATES)])
        case PledgeCard():
            return _card(made, turn)
        case InReturn():
            return replace(made, promise=_promised(made.promise, CounterState.PROMISED))
        case CounterFacts() | CounterPromise():
            return replace(made, due=_due(made.due))
        case Making():
            return _making(made)
        case Excusing() | CounterAnswered():
            return replace(made, pledge=in_state(made.pledge, PledgeState.TIPPED))
        case Choosing():
            return replace(made, pledge=in_state(made.pledge, PledgeState.OPEN))
        case PledgeList():
            words = ("road",) if made.words else ()
            return replace(
                made, pledges=tuple(in_state(pledge, PledgeState.OPEN) for pledge in made.pledges), words=words
            )
        case Changing():
            return _changing(made)
        case PledgeChanged():
            return _was_changed(made, turn)
        case PledgeTipped() | OwnPledgeTipped():
            return replace(made, pledge=replace(made.pledge, count=made.pledge.threshold, people=10))
        case Signed():
            return _signed(made)
        case Announcement():
            return replace(made, number=1, written_at=NOW - timedelta(days=1))
        case NewsPage() | Announcing():
            return replace(made, pledge=in_state(made.pledge, PledgeState.TIPPED))
        case Asked():
            promise = None if made.step is Step.ACTION else made.promise
            answer = _ANSWERS.get(made.step) if made.answer else None
            made = measuring.asked_in_measure(made, turn)
            return replace(made, promise=promise, answer=answer, threshold=50 if made.step is Step.ADVICE else 10)
        case Candidates() if made.searched:
            return replace(made, people=tuple(replace(each, name=made.searched) for each in made.people))
        case VoucherView():
            return _voucher(made)
        case SetupView():
            choices = _CHOICES.get(made.step, ())
            return replace(made, choices=choices, searched=made.searched if choices else None)
    return made


def numbered(made: Any, n: int) -> Any:
    """The thing as the `n`th of several."""
    match made:
        case Pledge():
            code, action = _PLEDGES[n % len(_PLEDGES)]
            return replace(made, code=code, wording=replace(made.wording, action=action))
        case Community():
            return replace(made, title=_COMMUNITIES[n % len(_COMMUNITIES)])
        case Neighbour():
            name, username = _NEIGHBOURS[n % len(_NEIGHBOURS)]
            return replace(made, name=name, username=username)
        case Line():
            return replace(made, name=_NEIGHBOURS[n % len(_NEIGHBOURS)][0], number=n + 1)
        case (Pledge() as pledge, own):
            return (numbered(pledge, n), own)
    return made


def in_state(pledge: Pledge, state: PledgeState) -> Pledge:
    """The pledge with the signatures and the moments that this state asks for."""
    usual = pledge.wording.usual
    needed, tipped = (
        pledge.wording.threshold // usual,
        state in (PledgeState.TIPPED, PledgeState.ACTING, PledgeState.CLOSED),
    )
    acting, closed = state in (PledgeState.ACTING, PledgeState.CLOSED), state is PledgeState.CLOSED
    signed = needed + 2 if tipped else needed - 4
    count = min(needed + 1, pledge.wording.capacity or needed + 1)
    off = state is PledgeState.CANCELLED
    missed = pledge.wording.deadline.at if state in (*_MISSED, PledgeState.RESCUED) else None
    alive_at = missed + timedelta(days=1) if missed is not None and state is PledgeState.RESCUED else None
    in_it, staying = count if tipped else signed, 0 if missed is None else signed - 1
    brings = 0 if pledge.wording.unit is Unit.PEOPLE else usual
    return replace(
        pledge,
        state=state,
        count=in_it,
        given=in_it * brings,
        staying_given=staying * brings,
        signed=signed,
        last_number=signed,
        tipped_at=NOW - timedelta(days=1) if tipped else alive_at,
        expired_at=missed,
        rescue_until=None if missed is None else missed + timedelta(days=2),
        rescued_at=alive_at,
        staying=staying,
        goes_ahead=None,
        minimum=None,
        hidden_at=None,
        hidden_by=None,
        waiting=2 if tipped and pledge.wording.capacity == needed + 1 else 0,
        cancelled_at=NOW if off else None,
        cancelled_by=pledge.creator if off else None,
        cancel_reason="The council has cleared it." if off else None,
        acting_at=pledge.wording.acts_at if acting else None,
        closed_at=pledge.wording.acts_at + timedelta(days=9) if closed else None,
        claimed=(1 if closed else 3) if acting else 0,
        verified=(8 if closed else 2) if acting else 0,
        missed=2 if closed else 0,
    )


_MISSED: Final = (PledgeState.EXPIRED,)


_BOUND: Final = (CounterState.OWED, CounterState.CLAIMED, CounterState.VERIFIED, CounterState.EXCUSED)


def _voucher(view: VoucherView) -> VoucherView:
    used = view.state is VoucherState.USED
    voucher = replace(view.voucher, code="7K2M9ABC", settled_at=NOW - timedelta(hours=1) if used else None)
    return replace(view, voucher=voucher, accepted=view.accepted and used)


def _due(due: Deadline) -> Deadline:
    return replace(due, at=datetime(2027, 5, 1, 22, 59, 59, tzinfo=UTC))


def _making(made: Making) -> Making:
    given = list(CounterStep).index(made.step)
    return replace(
        made,
        pledge=in_state(made.pledge, PledgeState.OPEN),
        what=made.what if given > 0 else None,
        due=_due(made.due) if given > 1 and made.due is not None else None,
        office=made.office if given > 2 else None,
    )


def _promised(one: CounterPromise | None, state: CounterState) -> CounterPromise | None:
    reason = "The money is spent." if state is CounterState.EXCUSED else None
    return None if one is None else replace(one, state=state, reason=reason)


def _in_return(card: PledgeCard, turn: int) -> InReturn:
    """Every third pledge has another half; on every fourth somebody is asked for one."""
    seen, pledge = card.in_return, card.pledge
    waiting, leads = pledge.state is PledgeState.OPEN, card.own or card.may_hide
    none = InReturn(may_make=waiting and leads and turn % 2 == 0)
    if seen.promise is None or turn % 3 or pledge.state in (PledgeState.CANCELLED, PledgeState.CLOSED):
        asked = seen.asked if waiting and turn % 4 == 1 else None
        waits = None if asked is None else replace(asked, state=CounterState.PROPOSED)
        return none if waits is None else InReturn(asked=waits, to_answer=not leads, asked_name=seen.asked_name)
    state = _BOUND[turn // 3 % len(_BOUND)] if pledge.tipped_at else CounterState.PROMISED
    one = _promised(seen.promise, state)
    confirm = state is CounterState.CLAIMED and leads and not seen.own
    return InReturn(one, seen.owner, None if seen.keeps is None else (80, 100), own=seen.own, may_confirm=confirm)


def _card(card: PledgeCard, turn: int) -> PledgeCard:
    pledge = card.pledge
    seen_at = pledge.closed_at or pledge.acting_at or pledge.rescued_at or pledge.expired_at or NOW
    signed = card.signed and not card.own
    mine = card.mine if card.mine in (OWING if pledge.state is PledgeState.ACTING else ()) else SignatureState.ACTIVE
    shown = rules.names_shown(pledge) and bool(card.names)
    return replace(
        card,
        amount=measuring.each_of(pledge),
        seen_at=seen_at,
        names=card.names if shown else (),
        names_shown=shown,
        signing_open=rules.signing_open(pledge, seen_at),
        signed=signed,
        creator_keeps=None if card.creator_keeps is None else (80, 100),
        mine=mine if signed else None,
        may_check=card.may_check and pledge.state in (PledgeState.ACTING, PledgeState.CLOSED),
        waiting=card.waiting and not card.own and not card.signed and pledge.full,
        may_cancel=card.may_cancel and pledge.state.signable,
        asked=(card.own or card.signed) and is_asking(pledge, seen_at),
        lead=card.lead if pledge.tipped_at else "",
        heard=_heard(card),
        news=card.news if pledge.tipped_at and (card.own or card.signed) else None,
        may_write=card.may_write and card.own and pledge.state is PledgeState.TIPPED,
        may_report=not card.own and not card.may_hide,
        in_return=_in_return(card, turn),
    )


def _heard(card: PledgeCard) -> Heard | None:
    """Who made it has nothing to follow; what has ended is not heard of."""
    if card.heard is None or not card.pledge.state.signable or not (card.own or card.signed):
        return None
    return replace(card.heard, may_follow=not card.own and card.pledge.state is PledgeState.OPEN)


def _changing(change: Changing) -> Changing:
    pledge = in_state(change.pledge, PledgeState.OPEN)
    if change.after is None:
        return replace(change, pledge=pledge, added=None)
    added = change.added if change.what is What.DETAIL else None
    wording = pledge.wording
    if change.what is What.THRESHOLD:
        wording = replace(wording, threshold=wording.threshold - 2 * wording.usual, condition=None)
    if change.what is What.DEADLINE:
        wording = replace(wording, deadline=_later(wording.deadline))
    return replace(change, pledge=pledge, after=replace(pledge, wording=wording), added=added)


def _was_changed(notice: PledgeChanged, turn: int) -> PledgeChanged:
    what, pledge = list(What)[turn % len(What)], notice.pledge
    usual = measuring.usual_of(pledge)
    return replace(
        notice,
        pledge=replace(pledge, threshold=8 * usual, condition=None) if what is What.THRESHOLD else pledge,
        was_threshold=10 * usual if what is What.THRESHOLD else None,
        was_deadline=replace(pledge.deadline, at=pledge.deadline.at - timedelta(days=3))
        if what is What.DEADLINE
        else None,
        added=notice.added or "Bring gloves." if what is What.DETAIL else None,
    )


def _later(deadline: Deadline) -> Deadline:
    return replace(deadline, at=deadline.at + timedelta(days=7))


def _signed(answer: Signed) -> Signed:
    answer = measuring.signed_in_measure(answer)
    if answer.outcome in places.OUTCOMES:
        wording = replace(answer.pledge.wording, capacity=12)
        return replace(answer, tipped=False, pledge=replace(answer.pledge, wording=wording))
    if answer.outcome not in (Signing.SIGNED, Signing.CHANGED):
        return replace(answer, tipped=False)
    state = PledgeState.TIPPED if answer.tipped else PledgeState.OPEN
    return replace(answer, pledge=in_state(answer.pledge, state))
