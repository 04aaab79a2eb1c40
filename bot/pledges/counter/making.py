"""Promising something in return, or asking an organiser to: who, what, until when, as what? really?

Kept as a draft until it is said yes to; nobody but whoever writes it sees it before.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, Neighbour, PersonId
from bot.communities.roles import organisers_to_ask
from bot.core.db import Tx
from bot.core.text import clean_line
from bot.pledges import limits
from bot.pledges.counter import binding, drafting, rules, store, telling
from bot.pledges.counter.drafting import KIND, Making, Step
from bot.pledges.counter.model import CounterPromise
from bot.pledges.finding import steered
from bot.pledges.languages import own_first
from bot.pledges.line import line_of
from bot.pledges.model import Pledge
from bot.pledges.refusals import DateNotUnderstood, ImpossibleDate, NoForm, Part
from bot.pledges.until import Calendar, at_the_end, deadline_in
from bot.pledges.wording import Deadline


@dataclass(frozen=True, slots=True)
class Choosing:
    """Who is to promise something?"""

    pledge: Pledge
    may_self: bool
    """The asker organises here, and can promise it themselves."""
    others: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The pledge, and what is promised or proposed for it now; None: nothing waited for that yes (any more)."""

    pledge: Pledge
    promise: CounterPromise | None = None
    name: str = ""


def begin(tx: Tx, actor: Actor, code: str) -> Choosing:
    """Who?

    Refuses in this order: UnknownPledge, NotAllowed, then as `rules.making`, `rules.room`. Raises MembershipStale.
    """
    pledge, organiser = steered(tx, actor, code, Act.PLEDGE, lock=False)
    made = store.of_pledge(tx, pledge)
    rules.making(pledge, made, None, actor.at)
    rules.room(pledge, made, own=organiser)
    others = organisers_to_ask(tx, pledge.community)
    return Choosing(pledge, organiser, tuple(each for each in others if each.person != actor.person))


def choose(tx: Tx, actor: Actor, code: str, owner: PersonId | None) -> Making:
    """They, or the actor themselves (None): what is typed next is their promise. Refuses as `begin`, NobodyToAsk."""
    pledge, organiser = steered(tx, actor, code, Act.PLEDGE)
    who = actor.person if owner is None else owner
    making = drafting.begun(tx, actor, pledge, who, organiser=organiser)
    return drafting.keep(tx, actor, making)


def give(tx: Tx, actor: Actor, text: str) -> Making:
    """What was typed. Refuses NoForm, as `choose`, then what the open question does not take."""
    making = drafting.opened(tx, actor)
    calendar = _calendar(tx, actor, making.pledge)
    match making.step:
        case Step.DUE:
            made = replace(making, due=_due(tx, making.pledge, text, calendar), step=Step.OFFICE)
        case Step.OFFICE:
            made = replace(making, office=_checked(Part.OFFICE, text), step=Step.YES)
        case _:
            made = _said(tx, making, text, calendar)
    return drafting.keep(tx, actor, made)


def skip(tx: Tx, actor: Actor, code: str) -> Making:
    """As nothing in particular. Refuses NoForm, as `choose`."""
    making = drafting.opened(tx, actor)
    if making.pledge.code != code:
        raise NoForm
    if making.step is Step.OFFICE:
        making = replace(making, office=None, step=Step.YES)
    return drafting.keep(tx, actor, making)


def waiting(tx: Tx, actor: Actor) -> Making | None:
    """What is being written. Refuses as `choose`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    return None if draft is None else drafting.opened(tx, actor, lock=False)


def confirm(tx: Tx, actor: Actor, code: str, token: str) -> Made:
    """The yes to what `token` stands for; to something else, or a second time, nothing happens.

    Under the pledge's lock, and judged anew: somebody may have promised, or the pledge come alive. Refuses as `give`.
    """
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.data["code"] != code:
        return Made(steered(tx, actor, code, Act.PLEDGE, lock=False)[0])
    making = drafting.opened(tx, actor)
    if making.step is not Step.YES or making.token != token:
        return Made(making.pledge)
    assert making.what is not None, "asked before"
    assert making.due is not None, "asked before"
    rules.check_due(making.due, making.pledge, tx.now)
    drafts.drop(tx, actor.person, KIND)
    return Made(making.pledge, _record(tx, actor, making, making.what, making.due), making.name)


def stop(tx: Tx, actor: Actor) -> None:
    """Not after all."""
    drafts.drop(tx, actor.person, KIND)


def _record(tx: Tx, actor: Actor, making: Making, what: str, due: Deadline) -> CounterPromise:
    pledge, made = making.pledge, store.of_pledge(tx, making.pledge)
    one = CounterPromise(
        pledge=pledge.id,
        number=len(made) + 1,
        owner=making.owner,
        author=actor.person,
        what=what,
        due=due,
        made_at=tx.now,
        office=making.office,
    )
    if not making.own:
        store.add(tx, pledge, one)
        telling.proposed(tx, pledge, one)
        return one
    one = rules.now_agreed(one, tx.now)
    overtaken = binding.lapse_proposals(tx, pledge)
    store.add(tx, pledge, one)
    telling.agreed(tx, pledge, one, overtaken)
    return one


def _said(tx: Tx, making: Making, text: str, calendar: Calendar) -> Making:
    """What they promise, and perhaps until when ("resurface the path by 1 May"); anew, if it had been said before."""
    what, due = _parted(making.pledge, text, calendar)
    what = _checked(Part.IN_RETURN, what)
    if due is not None:
        rules.check_due(due, making.pledge, tx.now)
    said = replace(making, what=what, due=due or making.due)
    if making.step is Step.YES:
        return said
    return replace(said, step=Step.DUE if said.due is None else Step.OFFICE)


def _parted(pledge: Pledge, text: str, calendar: Calendar) -> tuple[str, Deadline | None]:
    """The text without the date with which it ends, and that date, if it ends with one. Raises ImpossibleDate."""
    ends = [at_the_end(line_of(text), tag, calendar) for tag in own_first(calendar.language)]
    for end in ends:
        what = end.rest.text()
        if end.when is not None and what is not None:
            return what, limits.deadline_on(end.when.day, end.when.at, _zone(pledge))
    for end in ends:
        if isinstance(end.problem, ImpossibleDate):
            raise end.problem
    return text, None


def _due(tx: Tx, pledge: Pledge, text: str, calendar: Calendar) -> Deadline:
    when = deadline_in(clean_line(text), calendar)
    if when is None:
        raise DateNotUnderstood
    due = limits.deadline_on(when.day, when.at, _zone(pledge))
    rules.check_due(due, pledge, tx.now)
    return due


def _checked(part: Part, text: str) -> str:
    text = clean_line(text)
    limits.check_text(part, text)
    return text


def _calendar(tx: Tx, actor: Actor, pledge: Pledge) -> Calendar:
    here = tx.now.astimezone(_zone(pledge))
    return Calendar(here, communities.reader_of(tx, actor.person, pledge.community).language)


def _zone(pledge: Pledge) -> ZoneInfo:
    return ZoneInfo(pledge.wording.deadline.time_zone)
