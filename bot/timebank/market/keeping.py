"""Posts fall asleep, are renewed, are taken down, and are forgotten."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.communities import undoing
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId, PersonId
from bot.communities.neighbours import neighbour
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.reminders.service import Ring
from bot.timebank.market import rules
from bot.timebank.market.asking import end_all
from bot.timebank.market.finding import own_post, reminded, there
from bot.timebank.market.model import Post, PostId, PostState
from bot.timebank.market.notices import MarketFading, facts_of_post
from bot.timebank.market.refusals import UnknownPost
from bot.timebank.market.store import asks, matches, posts, words

TAKEN_DOWN: Final = "market_down"
"""To undo: a post was taken down."""
FADING: Final = "market_fading"
SLEEP: Final = "market_sleep"
FORGET: Final = "market_forget"
"""The kinds of reminders."""
_AT_LEAST: Final = timedelta(days=3)
"""So long one has to answer, however late the question comes."""


def plan(tx: Tx, post: Post) -> None:
    """Ask before it falls asleep, and let it."""
    _remind(tx, post, FADING, post.fresh_until - rules.ASKED_BEFORE)
    _remind(tx, post, SLEEP, post.fresh_until)


def renew(tx: Tx, actor: Actor, community: CommunityId, post: PostId) -> Post:
    """For as long again from now on; one that is asleep wakes up. Renewed just now: nothing is written.

    Refuses UnknownPost, TooManyOpenPosts.
    """
    found = own_post(tx, actor, community, post)
    if rules.is_renewed(found, tx.now):
        return found
    if found.state is PostState.ASLEEP:
        rules.opening(posts.count_open(tx, found.community, actor.person))
    return _open(tx, found)


def take_down(tx: Tx, actor: Actor, community: CommunityId, post: PostId) -> str:
    """One's own, out of the market; whoever waits for an answer hears that it does not work out. The token to undo it.

    Refuses UnknownPost.
    """
    found = own_post(tx, actor, community, post, Act.WITHDRAW)
    put_down(tx, found)
    return undoing.offer(tx, actor, TAKEN_DOWN, {"post": found.id}, found.community)


def put_back(tx: Tx, actor: Actor, undone: Draft) -> None:
    """Up again, as it was; questions that have ended stay so. Refuses UnknownPost, TooManyOpenPosts."""
    assert undone.community is not None, "a post stands somewhere"
    actor, community = there(tx, actor, undone.community, Act.EXCHANGE)
    post = posts.find(tx, community, PostId(undone.data["post"]), lock=True)
    if post is None or post.author != actor.person:
        raise UnknownPost
    if post.state is PostState.DOWN:
        rules.opening(posts.count_open(tx, community, actor.person))
        _open(tx, post)


def put_down(tx: Tx, post: Post) -> None:
    """Out of the market, and after a while out of the tables."""
    _rest(tx, post, PostState.DOWN, rules.DOWN_KEPT)
    end_all(tx, post)


def forget(tx: Tx, post: Post) -> None:
    """It goes with everything about it."""
    end_all(tx, post)
    _silence(tx, post)
    asks.forget(tx, post)
    posts.delete_post(tx, post)


def gone(tx: Tx, community: CommunityId, person: PersonId) -> None:
    """Somebody has left: their posts go down, and what they have asked is over."""
    if neighbour(tx, community, person) is not None:
        return
    for each in posts.standing_of(tx, community, person):
        post = posts.find(tx, community, each.id, lock=True)
        if post is not None and post.state is not PostState.DOWN:
            put_down(tx, post)


def fading(tx: Tx, reminder: Reminder) -> None:
    """Its author is asked whether to keep it; after an outage they have a few days all the same."""
    post = reminded(tx, reminder)
    if post is None or post.state is not PostState.OPEN:
        return
    if post.fresh_until - tx.now < _AT_LEAST:
        post = replace(post, fresh_until=tx.now + rules.ASKED_BEFORE)
        posts.save(tx, post)
        _remind(tx, post, SLEEP, post.fresh_until)
    notice = MarketFading(facts_of_post(post), post.fresh_until)
    audience, until = ToPeople((post.author,)), post.fresh_until
    outbox.tell(
        tx, post.community, Owed(notice, audience, reminder.key, post.subject, Urgency.REMINDER, expires_at=until)
    )


def fall_asleep(tx: Tx, reminder: Reminder) -> None:
    """Nobody renewed it."""
    post = reminded(tx, reminder)
    if post is not None and post.state is PostState.OPEN and post.fresh_until <= tx.now:
        _rest(tx, post, PostState.ASLEEP, rules.ASLEEP_KEPT)


def time_to_forget(tx: Tx, reminder: Reminder) -> None:
    """It has been out of sight for long enough."""
    post = reminded(tx, reminder)
    if post is not None and post.state is not PostState.OPEN:
        forget(tx, post)


def _open(tx: Tx, post: Post) -> Post:
    opened = replace(post, state=PostState.OPEN, since=tx.now, fresh_until=tx.now + rules.FRESH)
    _silence(tx, post)
    posts.save(tx, opened)
    words.add(tx, opened)
    plan(tx, opened)
    return opened


def _rest(tx: Tx, post: Post, state: PostState, kept: timedelta) -> None:
    _silence(tx, post)
    resting = replace(post, state=state, since=tx.now)
    posts.save(tx, resting)
    _remind(tx, resting, FORGET, tx.now + kept)


def _silence(tx: Tx, post: Post) -> None:
    """Nothing rings, is said, or is found of it any more."""
    reminders.forget(tx, post.community, post.subject)
    outbox.withdraw(tx, post.community, post.subject, kinds=frozenset({MarketFading.kind}))
    words.forget(tx, post)
    matches.forget(tx, post)


def _remind(tx: Tx, post: Post, kind: str, due_at: datetime) -> None:
    key = f"{kind}:{post.id}:{post.since.isoformat()}"
    reminders.remind(tx, post.community, kind, post.subject, due_at, key=key)


RINGS: Final[Mapping[str, Ring]] = {FADING: fading, SLEEP: fall_asleep, FORGET: time_to_forget}
