"""Offering and asking for help: in one line, which is posted at once, or by a short form. It can be undone."""

from dataclasses import dataclass, replace
from typing import Final

from bot.communities import drafts, undoing
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.timebank.market import keeping, matching, rules
from bot.timebank.market.finding import here, own_post, there
from bot.timebank.market.form import KIND, Form, Step, keep, open_form, pressed, token_of, typed
from bot.timebank.market.line import Line, read_line
from bot.timebank.market.model import Category, Post, PostId, PostState, Side
from bot.timebank.market.refusals import NoPostForm, UnknownPost
from bot.timebank.market.store import posts, words

POSTED: Final = "market_posted"
"""To undo: a post was made."""


@dataclass(frozen=True, slots=True)
class Posted:
    """It is in the market."""

    post: Post
    undo: str | None = None
    """The token to take it back within a minute."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question of the form is open."""

    form: Form
    undo: str | None = None
    """The token to go on with the form in whose place this one came."""


Writing = Posted | Asking


def begin(tx: Tx, actor: Actor, side: Side, text: str) -> Writing:
    """`/offer bike repair, up to 2h` is posted at once; without a text a form begins.

    Refuses as `require` for Act.EXCHANGE, TooManyPosts, TooManyOpenPosts, NotATime, AreaTooLong, PostTextTooShort,
    PostTextTooLong.
    """
    community = here(tx, actor)
    _check(tx, actor, community)
    line = read_line(text)
    if line.text:
        rules.check_text(line.text)
        return _post(tx, actor, community, side, line, actor.key)
    undo = undoing.replaced(tx, actor, KIND)
    form = Form(token_of(actor), side, line)
    keep(tx, actor, form, community)
    return Asking(form, undo)


def look(tx: Tx, actor: Actor) -> Asking | None:
    """The form that is open."""
    found = open_form(tx, actor)
    return None if found is None else Asking(found[0])


def answer(tx: Tx, actor: Actor, text: str) -> Writing:
    """An answer in words. Refuses NoPostForm, as `require`, as `form.typed`, and at the end as `begin`."""
    form, community, actor = _form(tx, actor)
    return _go_on(tx, actor, community, typed(form, text))


def choose(tx: Tx, actor: Actor, token: str, step: Step, value: str) -> Writing:
    """An answer by a button. Refuses NoPostForm, as `require`, as `form.pressed`, and at the end as `begin`."""
    form, community, actor = _form(tx, actor, token)
    if form.step is not step:
        raise NoPostForm
    return _go_on(tx, actor, community, pressed(form, value))


def back(tx: Tx, actor: Actor, token: str) -> Asking:
    """The question before. Refuses NoPostForm."""
    form, community, actor = _form(tx, actor, token)
    before = form.back()
    keep(tx, actor, before, community)
    return Asking(before)


def stop(tx: Tx, actor: Actor, token: str) -> str | None:
    """Not posted after all; the token to go on with it within a minute. Refuses NoPostForm."""
    _, _, actor = _form(tx, actor, token)
    return undoing.drop(tx, actor, KIND)


def categorise(tx: Tx, actor: Actor, community: CommunityId, post: PostId, category: Category) -> Post:
    """One's own post is of this kind. Refuses UnknownPost."""
    found = own_post(tx, actor, community, post)
    if found.category is category:
        return found
    changed = replace(found, category=category)
    posts.save(tx, changed)
    words.forget(tx, found)
    words.add(tx, changed)
    matching.match(tx, changed)
    return changed


def put_back(tx: Tx, actor: Actor, undone: Draft) -> None:
    """It was never posted; who has asked meanwhile hears that it does not work out. Refuses UnknownPost."""
    assert undone.community is not None, "a post is made somewhere"
    actor, community = there(tx, actor, undone.community, Act.WITHDRAW)
    post = posts.find(tx, community, PostId(undone.data["post"]), lock=True)
    if post is None or post.state is PostState.DOWN or post.author != actor.person:
        raise UnknownPost
    keeping.forget(tx, post)


def _form(tx: Tx, actor: Actor, token: str | None = None) -> tuple[Form, CommunityId, Actor]:
    found = open_form(tx, actor)
    if found is None or token not in {None, found[0].token}:
        raise NoPostForm
    form, community = found
    if actor.community != community:
        actor = replace(actor, community=community, present=False)
    return form, here(tx, actor), actor


def _go_on(tx: Tx, actor: Actor, community: CommunityId, form: Form) -> Writing:
    if form.step is not None:
        keep(tx, actor, form, community)
        return Asking(form)
    _check(tx, actor, community)
    drafts.drop(tx, actor.person, KIND)
    return _post(tx, actor, community, form.side, form.line, form.token)


def _check(tx: Tx, actor: Actor, community: CommunityId) -> None:
    """Refuses TooManyPosts, TooManyOpenPosts."""
    lately = posts.count_since(tx, community, actor.person, tx.now - rules.DAY)
    rules.posting(lately, posts.count_open(tx, community, actor.person))


def _post(tx: Tx, actor: Actor, community: CommunityId, side: Side, line: Line, key: str) -> Posted:
    post = Post(
        community=community,
        id=PostId(tx.new_id()),
        side=side,
        author=actor.person,
        text=line.text,
        language=communities.reader_of(tx, actor.person, community).language,
        category=line.category or Category.OTHER,
        minutes=line.minutes,
        area=line.area,
        state=PostState.OPEN,
        since=tx.now,
        posted_at=tx.now,
        key=key,
        fresh_until=tx.now + rules.FRESH,
    )
    posts.add(tx, post)
    words.add(tx, post)
    keeping.plan(tx, post)
    matching.match(tx, post)
    return Posted(post, undoing.offer(tx, actor, POSTED, {"post": post.id}, community))
