"""A new need is told to those who offer such help: once a day at most, in the morning of their own clock."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities import service as communities
from bot.communities import undoing
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId, PersonId
from bot.communities.neighbours import neighbour
from bot.core.db import Tx
from bot.core.roots import words_in
from bot.core.wall import local_moment
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToPeople
from bot.outbox.sending import StillTrue
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.reminders.service import Ring
from bot.timebank.market.finding import there
from bot.timebank.market.model import Category, Post, PostId, Side
from bot.timebank.market.notices import MarketDigest, facts_of_post
from bot.timebank.market.store import matches, posts, words

DIGEST: Final = "market_digest"
"""The kind of the reminder."""
TOLD_AT: Final = time(10)
"""On the recipient's clock; their quiet hours may make it later."""
TOLD_MOST: Final = 50
"""People who are told of one need: those who offered such help last."""
NEEDS_SHOWN: Final = 5
_WORTH: Final = timedelta(days=2)
"""For so long the news of needs is worth telling."""


def match(tx: Tx, post: Post) -> None:
    """Whoever offers what is needed here is to be told: by a word that both have, or by the kind of help."""
    if post.side is not Side.NEED or not post.listed:
        return
    for person, offer in _offering(tx, post).items():
        if not matches.is_muted(tx, post.community, person) and matches.add(tx, post, person, offer):
            due_at = _next_morning(tx, post.community, person)
            key = f"{DIGEST}:{person}:{due_at.isoformat()}"
            reminders.remind(tx, post.community, DIGEST, f"market:{person}", due_at, person=person, key=key)


def tell(tx: Tx, reminder: Reminder) -> None:
    """All that has come together for somebody, in one message."""
    person, community = reminder.person, reminder.community
    assert person is not None, "it rings for somebody"
    found = matches.take(tx, community, person, NEEDS_SHOWN + 1)
    where = communities.community(tx, community)
    at_home = where is not None and where.left_at is None and neighbour(tx, community, person) is not None
    if not found or not at_home or matches.is_muted(tx, community, person):
        return
    shown = tuple(facts_of_post(post) for post in found[:NEEDS_SHOWN])
    notice = MarketDigest(community, shown, more=len(found) > NEEDS_SHOWN)
    owed = Owed(notice, ToPeople((person,)), reminder.key, reminder.subject, expires_at=tx.now + _WORTH)
    outbox.tell(tx, community, owed)


def is_muted(tx: Tx, actor: Actor, community: CommunityId) -> bool:
    """Whether the actor hears of needs here. Refuses UnknownPost to whoever does not live here."""
    _, community = there(tx, actor, community, Act.EXCHANGE)
    return matches.is_muted(tx, community, actor.person)


def mute(tx: Tx, actor: Actor, community: CommunityId) -> bool:
    """Do not tell the actor of needs here. Refuses as `is_muted`."""
    _, community = there(tx, actor, community, Act.WITHDRAW)
    matches.mute(tx, community, actor.person)
    return True


def unmute(tx: Tx, actor: Actor, community: CommunityId) -> bool:
    """Tell them again, from now on. Refuses as `is_muted`."""
    _, community = there(tx, actor, community, Act.EXCHANGE)
    matches.unmute(tx, community, actor.person)
    return False


def _offering(tx: Tx, need: Post) -> dict[PersonId, PostId]:
    """Who offers it, and by which post, those with a word in common first; never whoever needs it."""
    entries = sorted(set[str]().union(*words_in(need.text, need.language)))
    if need.category is not Category.OTHER:
        entries.append(words.category_entry(need.category))
    found: dict[PersonId, PostId] = {}
    for entry in entries:
        for offer, author in words.authors_with(tx, need.community, Side.OFFER, entry, TOLD_MOST):
            if author != need.author and len(found) < TOLD_MOST:
                found.setdefault(author, offer)
    return found


def _next_morning(tx: Tx, community: CommunityId, person: PersonId) -> datetime:
    """The next one that comes when the need cannot be undone any more."""
    zone = communities.reader_of(tx, person, community).time_zone
    today = tx.now.astimezone(ZoneInfo(zone)).date()
    mornings = (local_moment(today + timedelta(days=days), TOLD_AT, zone) for days in (0, 1))
    return next(morning for morning in mornings if morning > tx.now + undoing.LASTING)


def _is_wanted(tx: Tx, community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether they want to hear it, and all of it still stands there."""
    assert isinstance(notice, MarketDigest), "the only kind that this is asked for"
    if matches.is_muted(tx, community, person):
        return False
    found = (posts.find(tx, community, PostId(each.post), lock=False) for each in notice.needs)
    return all(post is not None and post.listed for post in found)


RINGS: Final[Mapping[str, Ring]] = {DIGEST: tell}
STILL_TRUE: Final[Mapping[str, StillTrue]] = {MarketDigest.kind: _is_wanted}
