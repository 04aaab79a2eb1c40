"""Reports of abuse, and hiding: what organisers can take out of the market, and show again."""

from dataclasses import dataclass, replace

from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.timebank.market.asking import end_all
from bot.timebank.market.finding import post_for
from bot.timebank.market.model import Post, PostId
from bot.timebank.market.notices import MarketHidden, MarketReported, facts_of_post
from bot.timebank.market.refusals import OwnPost
from bot.timebank.market.store import matches, posts, words


@dataclass(frozen=True, slots=True)
class ReportedPost:
    """What became of a report."""

    post: Post
    heard: bool
    """An organiser is told, or was; False: none of them can be written to."""


def report(tx: Tx, actor: Actor, community: CommunityId, post: PostId) -> ReportedPost:
    """Tell organisers that somebody finds this post abusive, not who; once for each person.

    Refuses UnknownPost, OwnPost.
    """
    found, actor = post_for(tx, actor, community, post)
    if found.author == actor.person:
        raise OwnPost
    if found.hidden_at is not None:
        return ReportedPost(found, heard=True)
    organisers = tuple(who for who in communities.organisers_in_reach(tx, found.community) if who != found.author)
    if organisers:
        notice = MarketReported(facts_of_post(found))
        key = f"{notice.kind}:{found.id}:{actor.person}"
        outbox.tell(tx, found.community, Owed(notice, ToPeople(organisers), key, found.subject, Urgency.ANSWER))
    return ReportedPost(found, heard=bool(organisers))


def hide(tx: Tx, actor: Actor, community: CommunityId, post: PostId) -> Post:
    """Out of everybody's sight but its author's, who is told. Hidden already: nothing is written.

    Refuses UnknownPost, NotAllowed.
    """
    found, actor = post_for(tx, actor, community, post, Act.MODERATE)
    if found.hidden_at is not None:
        return found
    hidden = replace(found, hidden_at=tx.now, hidden_by=actor.person)
    posts.save(tx, hidden)
    words.forget(tx, hidden)
    matches.forget(tx, hidden)
    end_all(tx, hidden)
    notice = MarketHidden(facts_of_post(hidden))
    key = f"{notice.kind}:{hidden.id}:{actor.key}"
    outbox.tell(tx, hidden.community, Owed(notice, ToPeople((hidden.author,)), key, hidden.subject, Urgency.ANSWER))
    return hidden


def show_again(tx: Tx, actor: Actor, community: CommunityId, post: PostId) -> Post:
    """As before. Refuses as `hide`; nothing is written about one that is not hidden."""
    found, _ = post_for(tx, actor, community, post, Act.MODERATE)
    if found.hidden_at is None:
        return found
    shown = replace(found, hidden_at=None, hidden_by=None)
    posts.save(tx, shown)
    words.add(tx, shown)
    outbox.withdraw(tx, shown.community, shown.subject, kinds=frozenset({MarketHidden.kind}))
    return shown
