"""What people say about a series: skip this time, stop asking; its creator or an organiser: end it, leave one out."""

from dataclasses import dataclass, replace

from bot.communities.access import Act
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.pledges.finding import may_steer, pledge_for
from bot.pledges.listening import is_in
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of
from bot.pledges.series import rounds, rules
from bot.pledges.series.model import Round, Series
from bot.pledges.series.notices import SeriesEnded
from bot.pledges.series.refusals import InThisRound, NotRepeated, NotYourSeries, RoundOver
from bot.pledges.series.store import answers
from bot.pledges.series.store import series as store
from bot.pledges.signing import show_if_listed
from bot.pledges.store import pledges, signatures


@dataclass(frozen=True, slots=True)
class Steered:
    """The present round of a series, and the series as it is now."""

    pledge: Pledge
    series: Series


def round_of(tx: Tx, pledge: Pledge) -> Round | None:
    """What a card tells of the series that the pledge belongs to; None: it is a pledge of its own."""
    found = store.of_pledge(tx, pledge)
    if found is None:
        return None
    series, number = found
    present = pledge if series.pledge == pledge.id else pledges.by_id(tx, series.community, series.pledge, lock=False)
    assert present is not None, "pledges are kept"
    running, left_out = series.ended_at is None, series.left_out is not None
    following = store.code_of(tx, series, number + 1) if number + 1 < series.round else present.code
    return Round(series.rule, number, running, present.code, following, series.next_turn, left_out)


def skip(tx: Tx, actor: Actor, code: str) -> Pledge:
    """Not this time; they are asked again for the next round.

    Refuses in this order: as `pledge_for` for Act.SIGN; NotRepeated, RoundOver, InThisRound. Raises MembershipStale.
    """
    pledge, series = _asked(tx, actor, code)
    if is_in(signatures.of_person(tx, pledge, actor.person)):
        raise InThisRound(pledge.code)
    answers.answer(tx, series, actor.person, series.round, None)
    return pledge


def stop(tx: Tx, actor: Actor, code: str) -> Pledge:
    """Ask no more, until they sign a round again. What they are in they stay in. Refuses as `skip`, but for
    InThisRound; an old round's button does what it says, too."""
    pledge, _ = pledge_for(tx, actor, code, Act.SIGN, lock=False)
    series = _locked(tx, pledge)
    present = pledges.by_id(tx, series.community, series.pledge, lock=False)
    assert present is not None, "pledges are kept"
    signed = is_in(signatures.of_person(tx, present, actor.person))
    answers.answer(tx, series, actor.person, None, series.round + signed)
    return pledge


def end(tx: Tx, actor: Actor, code: str) -> Steered:
    """No more rounds after the present one. Ended already: nothing is written.

    Refuses as `pledge_for` for Act.SEE; NotRepeated, NotYourSeries. Raises MembershipStale.
    """
    pledge, series = _steered(tx, actor, code)
    if series.ended_at is None:
        notice = None if actor.person == pledge.creator else SeriesEnded(facts_of(pledge), empty=False)
        rounds.end(tx, series, pledge, notice, by=actor.person)
    return Steered(pledge, _locked(tx, pledge))


def go_on(tx: Tx, actor: Actor, code: str) -> Steered:
    """Rounds open again; three more may be empty. Refuses as `end`; of a series that runs nothing is written."""
    pledge, series = _steered(tx, actor, code)
    if series.ended_at is not None:
        series = replace(series, ended_at=None, ended_by=None, empty=0)
        store.save(tx, series)
        rounds.expect(tx, series, rules.opens_at(rounds.first_wording(series, pledge.wording), series))
        show_if_listed(tx, pledge)
    return Steered(pledge, series)


def leave_out(tx: Tx, actor: Actor, code: str, turn: int) -> Steered:
    """The next turn, which is `turn`, has no round (a holiday). Left out already: nothing is written.

    Refuses as `end`, then RoundOver when the series has ended, or another turn is the next one.
    """
    return _next_is(tx, actor, code, turn, left_out=turn)


def take_back(tx: Tx, actor: Actor, code: str, turn: int) -> Steered:
    """It has one after all. Refuses as `leave_out`."""
    return _next_is(tx, actor, code, turn, left_out=None)


def _next_is(tx: Tx, actor: Actor, code: str, turn: int, *, left_out: int | None) -> Steered:
    pledge, series = _steered(tx, actor, code)
    if series.ended_at is not None or turn != series.next_turn:
        raise RoundOver(pledge.code)
    if series.left_out != left_out:
        series = replace(series, left_out=left_out)
        store.save(tx, series)
        show_if_listed(tx, pledge)
    return Steered(pledge, series)


def _asked(tx: Tx, actor: Actor, code: str) -> tuple[Pledge, Series]:
    pledge, _ = pledge_for(tx, actor, code, Act.SIGN, lock=False)  # opening a round locks the series first, too
    series = _locked(tx, pledge)
    if series.pledge != pledge.id or tx.now >= pledge.wording.closes_at or not pledge.state.signable:
        raise RoundOver(pledge.code)
    return pledge, series


def _steered(tx: Tx, actor: Actor, code: str) -> tuple[Pledge, Series]:
    """The present round of the series that the code is a round of."""
    pledge, _ = pledge_for(tx, actor, code, Act.SEE, lock=False)
    if not may_steer(tx, actor, pledge):
        raise NotYourSeries(pledge.code)
    series = _locked(tx, pledge)
    present = pledges.by_id(tx, series.community, series.pledge, lock=False)
    assert present is not None, "pledges are kept"
    return present, series


def _locked(tx: Tx, pledge: Pledge) -> Series:
    found = store.of_pledge(tx, pledge)
    series = None if found is None else store.lock(tx, pledge.community, found[0].id)
    if series is None:
        raise NotRepeated(pledge.code)
    return series
