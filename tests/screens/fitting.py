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
from bot.pledges.answering import Answered
from bot.pledges.answers import Step
from bot.pledges.checking import CheckList, Line
from bot.pledges.model import OWING, Deadline, Occasion, Pledge, PledgeState, SignatureState, Wording
from bot.pledges.notices import OwnPledgeTipped, PledgeFacts, PledgeTipped
from bot.pledges.reading import MyPledges, PledgeCard, PledgeList
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from bot.screens.pledge_form import Asked

NOW: Final = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)

_STATES: Final = (
    PledgeState.OPEN,
    PledgeState.TIPPED,
    PledgeState.EXPIRED,
    PledgeState.CANCELLED,
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
        case Occasion():
            return replace(made, at=datetime(2026, 12, 12, tzinfo=UTC) + timedelta(hours=0 if made.whole_day else 10))
        case Answered() if made.pledge.state is not PledgeState.ACTING:
            return replace(made, pledge=in_state(made.pledge, PledgeState.ACTING))
        case MyPledges():
            return replace(made, owed=frozenset(), kept=4, of=5)
        case CheckList():
            pledge = in_state(made.pledge, PledgeState.CLOSED if turn % 2 else PledgeState.ACTING)
            return replace(made, pledge=pledge, place=0)
        case Wording() | PledgeFacts() if made.condition is not None:
            return replace(made, others=None, others_action=None)
        case Pledge():
            return in_state(made, _STATES[turn % len(_STATES)])
        case PledgeCard():
            return _card(made)
        case PledgeList():
            words = ("road",) if made.words else ()
            return replace(
                made, pledges=tuple(in_state(pledge, PledgeState.OPEN) for pledge in made.pledges), words=words
            )
        case PledgeTipped() | OwnPledgeTipped():
            return replace(made, pledge=replace(made.pledge, count=made.pledge.threshold))
        case Signed():
            return _signed(made)
        case Asked():
            promise = None if made.step is Step.ACTION else made.promise
            answer = _ANSWERS.get(made.step) if made.answer else None
            return replace(made, promise=promise, answer=answer, threshold=50 if made.step is Step.ADVICE else 10)
        case Candidates() if made.searched:
            return replace(made, people=tuple(replace(each, name=made.searched) for each in made.people))
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
    needed, tipped = pledge.wording.threshold, state in (PledgeState.TIPPED, PledgeState.ACTING, PledgeState.CLOSED)
    acting, closed = state in (PledgeState.ACTING, PledgeState.CLOSED), state is PledgeState.CLOSED
    signed = needed + 2 if tipped else needed - 4
    off = state is PledgeState.CANCELLED
    return replace(
        pledge,
        state=state,
        count=needed + 1 if tipped else signed,
        signed=signed,
        last_number=signed,
        tipped_at=NOW - timedelta(days=1) if tipped else None,
        expired_at=pledge.wording.deadline.at if state is PledgeState.EXPIRED else None,
        cancelled_at=NOW if off else None,
        cancelled_by=pledge.creator if off else None,
        cancel_reason="The council has cleared it." if off else None,
        acting_at=pledge.wording.acts_at if acting else None,
        closed_at=pledge.wording.acts_at + timedelta(days=9) if closed else None,
        claimed=(1 if closed else 3) if acting else 0,
        verified=(8 if closed else 2) if acting else 0,
        missed=2 if closed else 0,
    )


def _card(card: PledgeCard) -> PledgeCard:
    pledge = card.pledge
    seen_at = pledge.closed_at or pledge.acting_at or pledge.expired_at or NOW
    signed = card.signed and not card.own
    mine = card.mine if card.mine in (OWING if pledge.state is PledgeState.ACTING else ()) else SignatureState.ACTIVE
    shown = rules.names_shown(pledge) and bool(card.names)
    return replace(
        card,
        seen_at=seen_at,
        names=card.names if shown else (),
        names_shown=shown,
        signing_open=rules.signing_open(pledge, seen_at),
        signed=signed,
        creator_keeps=None if card.creator_keeps is None else (80, 100),
        mine=mine if signed else None,
        may_check=card.may_check and pledge.state in (PledgeState.ACTING, PledgeState.CLOSED),
        may_cancel=card.may_cancel and pledge.state.signable,
    )


def _signed(answer: Signed) -> Signed:
    if answer.outcome is not Signing.SIGNED:
        return replace(answer, tipped=False)
    state = PledgeState.TIPPED if answer.tipped else PledgeState.OPEN
    return replace(answer, pledge=in_state(answer.pledge, state))
