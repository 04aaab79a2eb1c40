"""Writing and publishing a pledge: the form's verbs, each kept in the database so that a restart loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.communities import access, drafts, undoing
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.refusal import Refusal
from bot.core.text import clean_line
from bot.pledges import filling, limits
from bot.pledges.answers import Desk, Step
from bot.pledges.form import KIND, OPTIONS, QUESTIONS, Form, View
from bot.pledges.form_keeping import keep, open_form, token_of
from bot.pledges.measures.limits import check_currency
from bot.pledges.model import Pledge
from bot.pledges.opening import keep_open, new_pledge
from bot.pledges.refusals import NoForm
from bot.pledges.sentence import understand_sentence
from bot.pledges.series import rounds
from bot.pledges.store import pledges as store


@dataclass(frozen=True, slots=True)
class Writing:
    """The form as it is now, or the pledge that it has become."""

    form: Form | None
    desk: Desk
    problem: Refusal | None = None
    """What was said in one line and cannot be; the form asks for it anew."""
    published: Pledge | None = None
    resumed: bool = False
    """It had been begun before, and is gone on with."""
    undo: str | None = None
    """The token to have the form back in whose place this one was begun."""


def begin(tx: Tx, actor: Actor, line: str) -> Writing:
    """Start a form with whatever `line` says; without a line, go on with the one that is open. The same act again shows
    what it has led to.

    Refuses as `access.require` does for Act.PLEDGE. Raises MembershipStale.
    """
    access.require(tx, actor, Act.PLEDGE)
    assert actor.community is not None, "who may pledge is somewhere"
    token = token_of(actor)
    desk = _desk(tx, actor, actor.community)
    done = store.by_key(tx, actor.community, actor.person, token)
    if done is not None:
        return Writing(None, desk, published=done)
    begun, where = open_form(tx, actor)
    if begun is not None and begun.token == token:
        return Writing(begun, desk)
    if begun is not None and begun.answers and where is not None and not clean_line(line):
        return _resumed(tx, actor, begun, where)
    here = desk.now.astimezone(desk.zone)
    understood = understand_sentence(line, here, desk.language) if clean_line(line) else None
    form, problem = filling.began(token, understood, desk)
    undo = undoing.replaced(tx, actor, KIND) if begun and begun.answers else None
    keep(tx, actor, form, actor.community)
    return Writing(form, desk, problem, undo=undo)


def resume(tx: Tx, actor: Actor) -> Writing:
    """The form that is open, else a new one; with an offer that was made in the group. Refuses as `begin` does."""
    form, community = open_form(tx, actor)
    if form is None or community is None:
        return begin(tx, actor, "")
    return replace(_resumed(tx, actor, form, community), undo=undoing.pending(tx, actor, KIND))


def look(tx: Tx, actor: Actor) -> Writing | None:
    """The form that is open, as it is."""
    form, community = open_form(tx, actor)
    return None if form is None or community is None else Writing(form, _desk(tx, actor, community))


def begin_anew(tx: Tx, actor: Actor, token: str) -> Writing:
    """An empty form in the place of the one with this token. Refuses as `begin` does."""
    undo = give_up(tx, actor, token)
    return replace(begin(tx, actor, ""), undo=undo)


def _resumed(tx: Tx, actor: Actor, form: Form, community: CommunityId) -> Writing:
    """The form as it was left; it is the newest dialogue again."""
    keep(tx, actor, form, community)
    return Writing(form, _desk(tx, actor, community), resumed=True)


def answer(tx: Tx, actor: Actor, text: str) -> Writing:
    """A typed answer. Refuses NoForm, and what the open question does not take; what was given before stays."""
    return _change(tx, actor, None, lambda form, desk: filling.typed(form, text, desk))


def choose(tx: Tx, actor: Actor, token: str, step: str, value: str) -> Writing:
    """A button with a common answer. Refuses NoForm when the form is gone or another one."""
    if step not in set(Step):
        raise NoForm
    return _change(tx, actor, token, lambda form, desk: filling.chosen(form, Step(step), value, desk))


def take_template(tx: Tx, actor: Actor, token: str, sentence: str) -> Writing:
    """A whole sentence in the place of a first answer; where there is one already, nothing changes. Refuses NoForm."""
    return _change(tx, actor, token, lambda form, desk: filling.started(form, sentence, desk))


def back(tx: Tx, actor: Actor, token: str) -> Writing:
    """One question back. Refuses NoForm."""
    return _change(tx, actor, token, lambda form, _: filling.back(form))


def change(tx: Tx, actor: Actor, token: str, step: str) -> Writing:
    """From the preview to one of its answers, to give another. Refuses NoForm."""
    if step not in {*QUESTIONS, *OPTIONS}:
        raise NoForm
    return _change(tx, actor, token, lambda form, _: filling.opened(form, Step(step)))


def turn(tx: Tx, actor: Actor, token: str, view: View) -> Writing:
    """From the preview to what can be changed, or said besides. Refuses NoForm."""
    return _change(tx, actor, token, lambda form, _: filling.turned(form, view))


def toggle(tx: Tx, actor: Actor, token: str, option: str) -> Writing:
    """Turn who sees it, or whose names are shown, on by one. Refuses NoForm."""
    return _change(tx, actor, token, lambda form, _: filling.toggled(form, option))


def give_up(tx: Tx, actor: Actor, token: str) -> str | None:
    """Forget the form; it may be gone already. The token to undo that."""
    form, _ = open_form(tx, actor)
    return None if form is None or form.token != token else undoing.drop(tx, actor, KIND)


def publish(tx: Tx, actor: Actor, token: str) -> Writing:
    """Make the pledge: its code, its deadline's reminder, its card in the group.

    The same form again shows the pledge it has become. Refuses in this order: NoForm; as `access.require` does for
    Act.PLEDGE; then, as `limits.check_wording` has it, texts, threshold, deadline; OtherCurrency, TooManyPledges.
    Raises MembershipStale; Outage as `communities.hold`.
    """
    form, community = open_form(tx, actor)
    if form is None or form.token != token or not form.complete or community is None:
        return _published_before(tx, actor, token)
    access.require(tx, replace(actor, community=community, present=False), Act.PLEDGE)
    communities.hold(tx, community)
    desk = _desk(tx, actor, community)
    limits.check_wording(form.wording, tx.now, desk.zone)
    check_currency(form.each, desk.currency)
    limits.check_pace(store.opened_back(tx, community, actor.person, limits.PUBLISHED_MOST), tx.now)
    if not drafts.drop(tx, actor.person, KIND):  # somebody pressed at the same moment and was first: this waited for it
        return _published_before(tx, actor, token)
    pledge = replace(new_pledge(tx, actor.person, community, form.wording), minimum=form.minimum)
    keep_open(tx, pledge, key=token)
    if form.repeats is not None:
        rounds.begin(tx, pledge, form.repeats)
    return Writing(None, desk, published=pledge)


def _published_before(tx: Tx, actor: Actor, token: str) -> Writing:
    """What the form has become, in whichever of their communities it was written. Refuses NoForm."""
    for home in communities.communities_of(tx, actor):
        done = store.by_key(tx, home.id, actor.person, token)
        if done is not None:
            return Writing(None, _desk(tx, actor, done.community), published=done)
    raise NoForm


def _change(tx: Tx, actor: Actor, token: str | None, changed: Callable[[Form, Desk], Form]) -> Writing:
    """Change the open form, if `token` is its own (None: typed, so whichever is open)."""
    form, community = open_form(tx, actor)
    if form is None or community is None or token not in (None, form.token):
        raise NoForm
    desk = _desk(tx, actor, community)
    after = changed(form, desk)
    keep(tx, actor, after, community)  # also what did not change: whoever presses its buttons is at this dialogue
    return Writing(after, desk)


def _desk(tx: Tx, actor: Actor, community: CommunityId) -> Desk:
    where = communities.community(tx, community)
    assert where is not None, "the form is written somewhere"
    language = communities.reader_of(tx, actor.person, community).language
    return Desk(tx.now, ZoneInfo(where.time_zone), language, where.title, where.currency)
