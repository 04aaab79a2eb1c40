"""Two neighbours are brought together: one asks, the other says yes or no; nobody is named before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.communities import service as communities
from bot.communities.model import Actor, CommunityId, Person, PersonId
from bot.communities.neighbours import neighbour
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToPeople, Urgency
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.reminders.service import Ring
from bot.timebank.market import rules
from bot.timebank.market.finding import ask_for, post_for
from bot.timebank.market.model import Ask, AskId, AskState, Post, PostId, Side
from bot.timebank.market.notices import MarketAsked, MarketConnected, MarketNotThisTime, facts_of_post
from bot.timebank.market.refusals import AskIsOver, UnknownPost
from bot.timebank.market.store import asks, posts

LAPSE: Final = "market_lapse"
"""The kind of the reminder that ends a question which nobody has answered."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom somebody may know by now."""

    name: str
    username: str | None
    telegram_id: int | None


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between somebody and a neighbour over a post."""

    post: Post
    ask: Ask
    mine: bool
    """The reader is the post's author; else they have asked."""
    contact: Contact | None
    """The other one; None: they may not know each other (yet)."""

    @property
    def i_give(self) -> bool:
        """The reader is the one who is helped, and gives the hours."""
        return self.mine is (self.post.side is Side.NEED)


def ask(tx: Tx, actor: Actor, community: CommunityId, post: PostId) -> Between:
    """Ask the author, who does not learn by whom before they say yes. Asked already: nothing is written.

    Refuses in this order: UnknownPost, OwnPost, NotThisTime, PostIsBusy, TooManyAsks.
    """
    found, actor = post_for(tx, actor, community, post)
    community = found.community
    before = asks.newest(tx, found, actor.person)
    lately = asks.count_since(tx, community, actor.person, tx.now - rules.DAY)
    waiting = len(asks.open_about(tx, found))
    if not rules.asking(found, actor.person, before, waiting, lately):
        assert before is not None, "there is nothing to ask only if it was asked"
        return _between(tx, actor, before, found)
    asked = Ask(community, AskId(tx.new_id()), found.id, actor.person, AskState.OPEN, tx.now)
    asks.add(tx, asked)
    due_at = tx.now + rules.ANSWERED_WITHIN
    reminders.remind(tx, community, LAPSE, asked.subject, due_at, key=f"{LAPSE}:{asked.id}")
    _tell(tx, asked, MarketAsked(facts_of_post(found), asked.id), found.author)
    return _between(tx, actor, asked, found)


def look(tx: Tx, actor: Actor, community: CommunityId, ask: AskId) -> Between:
    """For the two whom it is about. Refuses UnknownPost."""
    found, post = ask_for(tx, actor, community, ask, lock=False)
    return _between(tx, actor, found, post)


def agree(tx: Tx, actor: Actor, community: CommunityId, ask: AskId) -> Between:
    """The author says yes: both see each other's name. Said before: nothing is written.

    Refuses UnknownPost, AskIsOver.
    """
    found, post = _asked_me(tx, actor, community, ask)
    if not rules.settling(found, AskState.CONNECTED):
        return _between(tx, actor, found, post)
    if neighbour(tx, found.community, found.person) is None:
        raise AskIsOver
    connected = _settle(tx, found, AskState.CONNECTED)
    mine = _contact(communities.person(tx, post.author))
    notice = MarketConnected(facts_of_post(post), found.id, mine.name, mine.username, mine.telegram_id)
    _tell(tx, connected, notice, found.person)
    return _between(tx, actor, connected, post)


def decline(tx: Tx, actor: Actor, community: CommunityId, ask: AskId) -> Between:
    """The author says no, kindly; whoever asked does not learn who said it. Refuses UnknownPost, AskIsOver."""
    found, post = _asked_me(tx, actor, community, ask)
    if rules.settling(found, AskState.DECLINED):
        found = _settle(tx, found, AskState.DECLINED)
        _tell(tx, found, MarketNotThisTime(facts_of_post(post)), found.person)
    return _between(tx, actor, found, post)


def take_back(tx: Tx, actor: Actor, community: CommunityId, ask: AskId) -> Between:
    """Whoever asked would rather not; the author need not answer any more. Refuses UnknownPost, AskIsOver."""
    found, post = ask_for(tx, actor, community, ask)
    if found.person != actor.person:
        raise UnknownPost
    if rules.settling(found, AskState.WITHDRAWN):
        found = _settle(tx, found, AskState.WITHDRAWN)
    return _between(tx, actor, found, post)


def end_all(tx: Tx, post: Post) -> None:
    """The post goes: nobody waits for an answer any more."""
    for each in asks.open_about(tx, post):
        _lapse(tx, each, post)


def gone(tx: Tx, community: CommunityId, person: PersonId) -> None:
    """Somebody has left: what they have asked is over, and nobody need answer it."""
    if neighbour(tx, community, person) is not None:
        return
    for each in asks.open_of(tx, community, person):
        if posts.find(tx, community, each.post, lock=True) is not None:
            now = asks.find(tx, community, each.id)
            if now is not None and now.state is AskState.OPEN:
                _settle(tx, now, AskState.WITHDRAWN)


def time_is_up(tx: Tx, reminder: Reminder) -> None:
    """Nobody has answered."""
    number = AskId(int(reminder.subject.removeprefix("ask:")))
    known = asks.find(tx, reminder.community, number)
    post = None if known is None else posts.find(tx, reminder.community, known.post, lock=True)
    now = asks.find(tx, reminder.community, number)
    if now is not None and post is not None and now.state is AskState.OPEN:
        _lapse(tx, now, post)


def _asked_me(tx: Tx, actor: Actor, community: CommunityId, ask: AskId) -> tuple[Ask, Post]:
    found, post = ask_for(tx, actor, community, ask)
    if post.author != actor.person:
        raise UnknownPost
    return found, post


def _lapse(tx: Tx, ask: Ask, post: Post) -> None:
    lapsed = _settle(tx, ask, AskState.LAPSED)
    _tell(tx, lapsed, MarketNotThisTime(facts_of_post(post)), ask.person)


def _settle(tx: Tx, ask: Ask, state: AskState) -> Ask:
    settled = replace(ask, state=state, settled_at=tx.now)
    asks.settle(tx, settled)
    reminders.forget(tx, ask.community, ask.subject)
    outbox.withdraw(tx, ask.community, ask.subject, kinds=frozenset({MarketAsked.kind}))
    return settled


def _tell(tx: Tx, ask: Ask, notice: Notice, person: PersonId) -> None:
    key = f"{notice.kind}:{ask.id}"
    outbox.tell(tx, ask.community, Owed(notice, ToPeople((person,)), key, ask.subject, Urgency.REMINDER))


def _between(tx: Tx, actor: Actor, ask: Ask, post: Post) -> Between:
    mine = post.author == actor.person
    contact = None
    if ask.state is AskState.CONNECTED:
        contact = _contact(communities.person(tx, ask.person if mine else post.author))
    return Between(post, ask, mine, contact)


def _contact(person: Person | None) -> Contact:
    assert person is not None, "whoever has acted is known"
    return Contact(person.first_name, person.username, person.telegram_id)


RINGS: Final[Mapping[str, Ring]] = {LAPSE: time_is_up}
