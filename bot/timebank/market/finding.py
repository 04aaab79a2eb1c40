"""Finding the post, or the question, that somebody means, if they may know of it."""

from dataclasses import replace

from bot.communities import access
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId
from bot.communities.refusals import BotIsOut, MovedOut, NotAMember
from bot.core.db import Tx
from bot.reminders.model import Reminder
from bot.timebank.market.model import Ask, AskId, Post, PostId, PostState
from bot.timebank.market.refusals import UnknownPost
from bot.timebank.market.store import asks, posts


def here(tx: Tx, actor: Actor) -> CommunityId:
    """The actor's community, whose market they may use. Refuses as `require`."""
    access.require(tx, actor, Act.EXCHANGE)
    assert actor.community is not None, "it was required"
    return actor.community


def there(tx: Tx, actor: Actor, community: CommunityId, act: Act) -> tuple[Actor, CommunityId]:
    """The actor in the community that a button names, or in the one whose part that has become.

    Refuses UnknownPost to whoever does not live there, whatever there is; BotIsOut; what `require` refuses to
    residents. Raises MembershipStale.
    """
    community = communities.successor(tx, community) or community
    if actor.community != community:
        actor = replace(actor, community=community, present=False)
    try:
        access.require(tx, actor, act)
    except BotIsOut:
        raise
    except (NotAMember, MovedOut):
        raise UnknownPost from None
    return actor, community


def post_for(
    tx: Tx, actor: Actor, community: CommunityId, post: PostId, act: Act = Act.EXCHANGE, *, lock: bool = True
) -> tuple[Post, Actor]:
    """The post, locked, and the actor in its community. Who hides posts finds hidden ones, and authors their own.

    Refuses as `there`, then UnknownPost.
    """
    actor, community = there(tx, actor, community, act)
    found = posts.find(tx, community, post, lock=lock)
    if found is None or found.state is PostState.DOWN:
        raise UnknownPost
    if not (found.listed or found.author == actor.person or act is Act.MODERATE or _may_look(tx, actor, found)):
        raise UnknownPost
    return found, actor


def _may_look(tx: Tx, actor: Actor, post: Post) -> bool:
    """At a hidden one."""
    return post.hidden_at is not None and access.may(tx, actor, Act.MODERATE)


def own_post(tx: Tx, actor: Actor, community: CommunityId, post: PostId, act: Act = Act.EXCHANGE) -> Post:
    """The same of one's own. Refuses as `post_for`; UnknownPost, too, for that of somebody else."""
    found, _ = post_for(tx, actor, community, post, act)
    if found.author != actor.person:
        raise UnknownPost
    return found


def ask_for(tx: Tx, actor: Actor, community: CommunityId, ask: AskId, *, lock: bool = True) -> tuple[Ask, Post]:
    """The question and its post, locked, for the two whom it is about. Refuses as `there`, then UnknownPost."""
    actor, community = there(tx, actor, community, Act.EXCHANGE)
    found = asks.find(tx, community, ask)
    post = None if found is None else posts.find(tx, community, found.post, lock=lock)
    if found is None or post is None or actor.person not in {found.person, post.author}:
        raise UnknownPost
    if lock:
        found = asks.find(tx, community, ask)  # as it is under the lock
    assert found is not None, "questions go with their post"
    return found, post


def reminded(tx: Tx, reminder: Reminder) -> Post | None:
    """The post that a reminder is about, locked; None: it is gone."""
    number = int(reminder.subject.removeprefix("post:"))
    return posts.find(tx, reminder.community, PostId(number), lock=True)
