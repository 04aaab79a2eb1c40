"""The check-in list: who was there? The creator or an organiser confirms it, one by one or all in one tap."""

from dataclasses import dataclass, replace
from typing import Final

from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, PersonId
from bot.core.db import Tx
from bot.pledges import acting, awaiting, deed_rules
from bot.pledges.finding import may_steer, reminded, steered
from bot.pledges.model import Pledge, SignatureState
from bot.pledges.naming import first_name
from bot.pledges.paper import confirming as paper_people
from bot.pledges.paper.model import PaperSignature
from bot.pledges.rules import names_shown
from bot.pledges.signature import Signature
from bot.pledges.signing import show_if_listed
from bot.pledges.store import deeds, paper, pledges, signatures
from bot.reminders.model import Reminder

PAGE_SIZE: Final = 8
_NUMBER_MOST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Line:
    """One signer on the list."""

    number: int
    """In the order of signing."""
    name: str
    """First name; "" where the pledge names nobody."""
    state: SignatureState
    excuse: str | None = None
    own: bool = False
    """The reader's own, which somebody else has to confirm."""
    paper: bool = False
    """They have signed on paper."""


@dataclass(frozen=True, slots=True)
class CheckList:
    """One page of those who are in, or can't, in the order in which they signed."""

    pledge: Pledge
    lines: tuple[Line, ...]
    place: int = 0
    """The number before this page."""
    after: int | None = None
    """There are more behind this number."""
    title: str | None = None
    """Where, as in `reading.PledgeCard`."""


def check_list(tx: Tx, actor: Actor, code: str, place: int = 0) -> CheckList:
    """Those behind the number `place`.

    Refuses in this order: UnknownPledge, NotAllowed, PledgeCancelled, NotTimeYet, PledgeOver. Raises MembershipStale.
    """
    pledge = _checked(tx, actor, code, lock=False)
    return _list(tx, actor, pledge, place)


def may_check(tx: Tx, actor: Actor, pledge: Pledge) -> bool:
    """Whether to offer the list: to the creator and to organisers, once the time has come. Raises MembershipStale."""
    if not deed_rules.was_to_be_done(pledge):
        return False
    return may_steer(tx, actor, pledge)


def confirm(tx: Tx, actor: Actor, code: str, number: int, place: int = 0) -> CheckList:
    """This signer has done it. Who is confirmed, or gone, stays as they are. Refuses as `check_list`, then OwnDeed."""
    pledge, number = _checked(tx, actor, code, lock=True), min(number, _NUMBER_MOST)
    theirs = deeds.by_number(tx, pledge, number)
    if theirs is None:
        pledge = _followed(tx, pledge, paper_people.confirm(tx, pledge, number, actor.person))
    elif deed_rules.confirmable(pledge, theirs, actor.person):
        pledge = _record(tx, *deed_rules.now_verified(pledge, theirs, actor.person, tx.now))
    return _list(tx, actor, pledge, place)


def take_back(tx: Tx, actor: Actor, code: str, number: int, place: int = 0) -> CheckList:
    """It was a slip: not confirmed. Not once the pledge is closed. Refuses as `confirm`."""
    pledge, number = _checked(tx, actor, code, lock=True), min(number, _NUMBER_MOST)
    theirs = deeds.by_number(tx, pledge, number)
    if theirs is None:
        pledge = _followed(tx, pledge, paper_people.take_back(tx, pledge, number))
    elif deed_rules.retractable(pledge, theirs, actor.person):
        pledge = _record(tx, *deed_rules.now_unverified(pledge, theirs))
    return _list(tx, actor, pledge, place)


def confirm_all(tx: Tx, actor: Actor, code: str) -> CheckList:
    """Everybody who has not said that they can't has done it; never the actor. Refuses as `check_list`.

    The first thousand at once, the others soon after: see `acting`.
    """
    pledge = _checked(tx, actor, code, lock=True)
    return _list(tx, actor, _confirmed(tx, pledge, actor.person, f"{tx.new_id()}"), 0)


def go_on(tx: Tx, reminder: Reminder) -> None:
    """The next thousand."""
    pledge = reminded(tx, reminder)
    if deed_rules.was_to_be_done(pledge) and reminder.person is not None:
        _confirmed(tx, pledge, reminder.person, f"{reminder.id}")


def _confirmed(tx: Tx, pledge: Pledge, by: PersonId, bite: str) -> Pledge:
    owing, claimed = deeds.verify(tx, pledge, by, acting.BITE)
    on_paper = paper.verify(tx, pledge, by, acting.BITE)
    verified = pledge.verified + owing + claimed + on_paper
    pledge = replace(pledge, verified=verified, claimed=pledge.claimed - claimed)
    pledges.save(tx, pledge)
    if acting.BITE in (owing, claimed, on_paper):
        awaiting.remind(tx, pledge, awaiting.CHECKING, tx.now, bite=f":{bite}", person=by)
    return _shown(tx, pledge)


def _record(tx: Tx, pledge: Pledge, theirs: Signature) -> Pledge:
    signatures.save(tx, pledge, theirs)
    pledges.save(tx, pledge)
    return _shown(tx, pledge)


def _followed(tx: Tx, before: Pledge, after: Pledge) -> Pledge:
    return after if after is before else _shown(tx, after)


def _shown(tx: Tx, pledge: Pledge) -> Pledge:
    show_if_listed(tx, pledge)
    return acting.close_if_answered(tx, pledge)


def _checked(tx: Tx, actor: Actor, code: str, *, lock: bool) -> Pledge:
    """The pledge, if the actor may confirm what others did for it."""
    pledge, _ = steered(tx, actor, code, Act.SEE, lock=lock)
    deed_rules.checking(pledge)
    return pledge


def _list(tx: Tx, actor: Actor, pledge: Pledge, place: int) -> CheckList:
    here = [_line(tx, actor, pledge, each) for each in deeds.page(tx, pledge, place, PAGE_SIZE + 1)]
    on_paper = [_paper_line(pledge, each) for each in paper.page(tx, pledge, place, PAGE_SIZE + 1) if each.is_in]
    found = sorted([*here, *on_paper], key=lambda line: line.number)
    shown = found[:PAGE_SIZE]
    return CheckList(
        pledge=pledge,
        lines=tuple(shown),
        place=place,
        after=shown[-1].number if len(found) > PAGE_SIZE else None,
        title=communities.title_for(tx, actor.person, pledge.community),
    )


def _line(tx: Tx, actor: Actor, pledge: Pledge, theirs: Signature) -> Line:
    name = first_name(tx, pledge, theirs.person) if names_shown(pledge) else ""
    return Line(theirs.number, name, theirs.state, theirs.excuse, own=theirs.person == actor.person)


def _paper_line(pledge: Pledge, theirs: PaperSignature) -> Line:
    name = theirs.name if names_shown(pledge) else None
    return Line(theirs.number, name or "", theirs.state, paper=True)
