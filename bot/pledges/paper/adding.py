"""Adding people who have signed on paper, and taking them back: an organiser does it, and vouches for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.communities import access, drafts
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.pledges.finding import pledge_for
from bot.pledges.model import Pledge
from bot.pledges.paper import rules
from bot.pledges.paper.listing import listed
from bot.pledges.paper.model import PaperAsked, PaperList
from bot.pledges.paper.people import read_people
from bot.pledges.promoting import promote
from bot.pledges.refusals import NoForm
from bot.pledges.signing import tell_reached
from bot.pledges.store import paper, pledges

KIND: Final = "pledge_paper"
"""The draft that waits for who has signed on paper."""

WAITED_FOR: Final = timedelta(minutes=15)
"""What is typed later was not meant for this."""

_NUMBER_MOST: Final = 2**31 - 1


def paper_list(tx: Tx, actor: Actor, code: str, place: int = 0) -> PaperList:
    """Those behind the number `place`. Refuses in this order: NobodyInParticular, UnknownPledge, NotAllowed. Raises
    MembershipStale."""
    return listed(tx, actor, _pledge(tx, actor, code, lock=False), place)


def ask(tx: Tx, actor: Actor, code: str) -> PaperAsked:
    """Who has signed on paper? It is typed within 15 minutes.

    Refuses as `paper_list`, then as `rules.addable`.
    """
    pledge = _pledge(tx, actor, code)
    rules.addable(pledge, actor.at)
    data = {"code": pledge.code, "token": f"{tx.new_id():x}"}
    drafts.keep(tx, actor.person, Draft(KIND, "people", data, pledge.community), lasting=WAITED_FOR)
    return _asked(tx, actor, pledge, data["token"])


def waiting(tx: Tx, actor: Actor) -> PaperAsked | None:
    """The question that is open. Refuses as `ask`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None:
        return None
    pledge = _pledge(tx, actor, draft.data["code"], lock=False)
    rules.addable(pledge, actor.at)
    return _asked(tx, actor, pledge, draft.data["token"])


def answer(tx: Tx, actor: Actor, text: str) -> PaperList:
    """Their names, each on a line, or how many they are. Refuses NoForm, then as `add`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None:
        raise NoForm
    return add(tx, actor, draft.data["code"], text)


def add_one(tx: Tx, actor: Actor, code: str, token: str) -> PaperList:
    """One person without a name, by the button below the question that `token` stands for; once. Refuses as `add`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.data["token"] != token:
        return paper_list(tx, actor, code)
    return _added(tx, actor, _pledge(tx, actor, code), (None,))


def add(tx: Tx, actor: Actor, code: str, people: str) -> PaperList:
    """These people are in, all of them or nobody; if that is enough, the pledge comes to life, here and now.

    Refuses in this order: NobodyInParticular, UnknownPledge, NotAllowed; who was added by this very act is answered;
    then PaperNotUnderstood, PaperTooManyAtOnce, TextTooLong, then as `rules.adding`. Raises MembershipStale.
    """
    pledge = _pledge(tx, actor, code)
    if paper.was_added_by(tx, pledge, _key(actor, 0)):
        return listed(tx, actor, pledge)
    return _added(tx, actor, pledge, read_people(people))


def take_back(tx: Tx, actor: Actor, code: str, number: int, place: int = 0) -> PaperList:
    """Not in any more: by the organiser who vouched, or another one. A pledge that has come to life stays alive.

    Refuses as `paper_list`; who was taken back is answered; then PledgeCancelled, TimeHasCome, PledgeOver.
    """
    pledge = _pledge(tx, actor, code)
    theirs = rules.taking_back(pledge, paper.by_number(tx, pledge, min(number, _NUMBER_MOST)))
    if theirs is not None:
        before = pledge
        pledge, gone = rules.now_taken_back(pledge, theirs, actor.person, tx.now)
        paper.save(tx, pledge, gone)
        pledge = promote(tx, pledge)
        pledges.save(tx, pledge)
        tell_reached(tx, before, pledge)
    return listed(tx, actor, pledge, place)


def stop(tx: Tx, actor: Actor) -> None:
    """Nobody is added after all."""
    drafts.drop(tx, actor.person, KIND)


def _added(tx: Tx, actor: Actor, pledge: Pledge, people: tuple[str | None, ...]) -> PaperList:
    rules.adding(pledge, len(people), actor.at)
    after, new = rules.now_added(pledge, people, actor, tx.now)
    drafts.drop(tx, actor.person, KIND)
    for place, one in enumerate(new):
        paper.add(tx, after, one, key=_key(actor, place))
    pledges.save(tx, after)
    tipped = tell_reached(tx, pledge, after)
    return replace(listed(tx, actor, after), added=len(people), tipped=tipped)


def _key(actor: Actor, place: int) -> str:
    """Of the person who is the `place`-th (from 0) that this act adds."""
    return f"{actor.key}:{place}"


def _pledge(tx: Tx, actor: Actor, code: str, *, lock: bool = True) -> Pledge:
    access.require_somebody(actor)
    return pledge_for(tx, actor, code, Act.MODERATE, lock=lock)[0]


def _asked(tx: Tx, actor: Actor, pledge: Pledge, token: str) -> PaperAsked:
    return PaperAsked(pledge, rules.room(pledge), token, communities.title_for(tx, actor.person, pledge.community))
