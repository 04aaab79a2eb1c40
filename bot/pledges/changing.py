"""Changing an open pledge: what? to what? really? Everybody who signed is told once, so it is shown before it binds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.core.refusal import Refusal
from bot.core.text import clean_line, clean_text
from bot.outbox import service as outbox
from bot.outbox.model import Owed
from bot.pledges import awaiting, limits, nudging
from bot.pledges import change_rules as rules
from bot.pledges.change_rules import What
from bot.pledges.closing import DEADLINE
from bot.pledges.counter import terms
from bot.pledges.course_refusals import NotYours
from bot.pledges.finding import pledge_for
from bot.pledges.measures.needs import read_enough
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of
from bot.pledges.notices import PledgeChanged
from bot.pledges.paper import telling as paper
from bot.pledges.paper.notices import PaperNews
from bot.pledges.refusals import DateNotUnderstood, NoForm
from bot.pledges.signing import show_if_listed, to_signers
from bot.pledges.store import pledges as store
from bot.pledges.until import Calendar, deadline_in
from bot.pledges.wording import Deadline

CHANGE_KIND: Final = "pledge_change"
"""The draft that waits for what is to be changed to, and then for a yes. Its step is what is changed."""

WAITED_FOR: Final = timedelta(minutes=15)
"""What is typed later was not meant for this."""

_TOKEN_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Changing:
    """A change that is under way: asked for, or given and not said yes to."""

    pledge: Pledge
    """As it is now."""
    what: What
    after: Pledge | None = None
    """As it would be; None: that is asked."""
    added: str | None = None
    """What would be added to the details."""
    token: str = ""
    """Stands for the change on the button that says yes to it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The pledge after the change; `was` before. The same: nothing waited for a yes (any more)."""

    pledge: Pledge
    was: Pledge


def possible(tx: Tx, actor: Actor, code: str) -> tuple[Pledge, frozenset[What]]:
    """What can be changed of the actor's own pledge. Refuses UnknownPledge, NotYours. Raises MembershipStale."""
    pledge = _own(tx, actor, code, lock=False)
    return pledge, frozenset(what for what in What if _can(pledge, what, tx.now))


def ask(tx: Tx, actor: Actor, code: str, what: What) -> Changing:
    """To what? It is typed. Refuses UnknownPledge, NotYours, then as `rules.changeable`. Raises MembershipStale."""
    pledge = _own(tx, actor, code)
    rules.changeable(pledge, what, tx.now)
    _keep(tx, actor, pledge, what, None)
    return Changing(pledge, what)


def give(tx: Tx, actor: Actor, text: str) -> Changing:
    """What was typed; nothing changes before it has been seen and said yes to. Refuses NoForm, as `ask`, then what it
    cannot be changed to."""
    draft = drafts.draft_of(tx, actor.person, CHANGE_KIND)
    if draft is None:
        raise NoForm
    pledge, what = _own(tx, actor, draft.data["code"]), What(draft.step)
    rules.changeable(pledge, what, tx.now)
    value = _read(tx, actor, pledge, what, text)
    change = _change(pledge, what, value, tx.now)
    terms.check(tx, change.after or pledge)
    _keep(tx, actor, pledge, what, value)
    return change


def waiting(tx: Tx, actor: Actor) -> Changing | None:
    """The change that waits for an answer or a yes. Refuses as `ask` who may not change it any more."""
    draft = drafts.draft_of(tx, actor.person, CHANGE_KIND)
    if draft is None:
        return None
    pledge, what = _own(tx, actor, draft.data["code"], lock=False), What(draft.step)
    rules.changeable(pledge, what, tx.now)
    value = draft.data["value"]
    return Changing(pledge, what) if value is None else _change(pledge, what, value, tx.now)


def confirm(tx: Tx, actor: Actor, code: str, token: str) -> Changed:
    """The yes to the change that `token` stands for; to another one, or too late, nothing happens.

    Under the pledge's lock, and judged anew: somebody may have signed meanwhile. Refuses as `give`.
    """
    pledge = _own(tx, actor, code)
    draft = drafts.draft_of(tx, actor.person, CHANGE_KIND)
    if draft is None or draft.data["code"] != pledge.code or draft.data["value"] is None:
        return Changed(pledge, pledge)
    what = What(draft.step)
    rules.changeable(pledge, what, tx.now)
    change = _change(pledge, what, draft.data["value"], tx.now)
    if change.token != token or change.after is None:
        return Changed(pledge, pledge)
    terms.check(tx, change.after)
    drafts.drop(tx, actor.person, CHANGE_KIND)
    store.save(tx, change.after)
    store.save_terms(tx, change.after)
    _after(tx, actor, change, change.after)
    return Changed(change.after, pledge)


def keep(tx: Tx, actor: Actor) -> None:
    """Not changed after all."""
    drafts.drop(tx, actor.person, CHANGE_KIND)


def _after(tx: Tx, actor: Actor, change: Changing, after: Pledge) -> None:
    """What rings is moved, everybody who signed is told, the card is drawn anew."""
    if change.what is What.DEADLINE:
        awaiting.remind(tx, after, DEADLINE, after.wording.closes_at)
        nudging.plan(tx, after)
        if after.alive:
            awaiting.expect(tx, after)  # without a day it is to be done when signing is over
    was = change.pledge.wording
    was_threshold = was.threshold if change.what is What.THRESHOLD else None
    was_deadline = was.deadline if change.what is What.DEADLINE else None
    notice = PledgeChanged(facts_of(after), was_threshold, was_deadline, change.added)
    terms.tell(tx, change.pledge, after, actor.key)
    key = f"{notice.kind}:{after.id}:{actor.key}"
    outbox.tell(tx, after.community, Owed(notice, to_signers(after), key, after.subject))
    paper.tell(tx, after, PaperNews.CHANGED, act=actor.key)
    show_if_listed(tx, after)


def _own(tx: Tx, actor: Actor, code: str, *, lock: bool = True) -> Pledge:
    pledge, _ = pledge_for(tx, actor, code, Act.PLEDGE, lock=lock)
    if actor.person != pledge.creator:
        raise NotYours(pledge.code)
    return pledge


def _can(pledge: Pledge, what: What, now: datetime) -> bool:
    try:
        rules.changeable(pledge, what, now)
    except Refusal:
        return False
    return True


def _read(tx: Tx, actor: Actor, pledge: Pledge, what: What, text: str) -> Any:
    """What was typed, as a draft can hold it."""
    if what is What.THRESHOLD:
        return read_enough(text, pledge.wording.measure)
    if what is What.DETAIL:
        return clean_text(text)
    zone = ZoneInfo(pledge.wording.deadline.time_zone)
    language = communities.reader_of(tx, actor.person, pledge.community).language
    when = deadline_in(clean_line(text), Calendar(tx.now.astimezone(zone), language))
    if when is None:
        raise DateNotUnderstood
    return limits.deadline_on(when.day, when.at, zone).kept()


def _change(pledge: Pledge, what: What, value: Any, now: datetime) -> Changing:
    """The change that `_read` has read. Refuses what it cannot be changed to."""
    token = blake2b(f"{what} {value}".encode(), digest_size=_TOKEN_BYTES).hexdigest()
    match what:
        case What.THRESHOLD:
            return Changing(pledge, what, rules.lowered(pledge, value), token=token)
        case What.DEADLINE:
            return Changing(pledge, what, rules.moved(pledge, Deadline.as_kept(value), now), token=token)
    return Changing(pledge, what, rules.detailed(pledge, value), added=value, token=token)


def _keep(tx: Tx, actor: Actor, pledge: Pledge, what: What, value: Any) -> None:
    data = {"code": pledge.code, "value": value}
    drafts.keep(tx, actor.person, Draft(CHANGE_KIND, what.value, data, pledge.community), lasting=WAITED_FOR)
