"""What was written to everybody who is in a pledge: who gets it, who may read it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.communities.access import Act
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice
from bot.outbox.sending import StillTrue
from bot.pledges.course_notices import PledgeNews
from bot.pledges.finding import pledge_for
from bot.pledges.listening import is_in
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.naming import first_name
from bot.pledges.speaking import Announcement
from bot.pledges.speaking_refusals import NotInPledge
from bot.pledges.store import announcements, pledges, signatures


@dataclass(frozen=True, slots=True)
class NewsPage:
    """One announcement; the numbers of those beside it."""

    pledge: Pledge
    news: Announcement | None
    """None: there is none."""
    author: str
    seen_at: datetime
    older: int | None = None
    newer: int | None = None


def notice_key(pledge: Pledge, number: int) -> str:
    """The key of the one notice about this announcement."""
    return f"{PledgeNews.kind}:{pledge.id}:{number}"


def latest(tx: Tx, pledge: Pledge) -> Announcement | None:
    """The newest one."""
    written = announcements.of_pledge(tx, pledge) if pledge.tipped_at is not None else []
    return written[-1] if written else None


def tell_latest_also(tx: Tx, pledge: Pledge, person: PersonId) -> None:
    """Who comes in late gets the latest one."""
    newest = latest(tx, pledge)
    if newest is not None:
        outbox.tell_also(tx, pledge.community, notice_key(pledge, newest.number), person)


def withdraw_latest_from(tx: Tx, pledge: Pledge, person: PersonId) -> None:
    """Who is in no longer need not hear it, if they have not."""
    newest = latest(tx, pledge)
    if newest is not None:
        outbox.withdraw_from(tx, pledge.community, notice_key(pledge, newest.number), person)


def hears(pledge: Pledge, mine_is_in: bool, person: PersonId) -> bool:
    """Whether news of this pledge are for this person."""
    return mine_is_in or person == pledge.creator


def page(tx: Tx, actor: Actor, code: str, number: str = "") -> NewsPage:
    """One announcement, by its number on a button; the latest if there is none with it.

    Refuses UnknownPledge, NotInPledge. Raises MembershipStale.
    """
    pledge, _ = pledge_for(tx, actor, code, Act.WITHDRAW, lock=False)
    if not hears(pledge, is_in(signatures.of_person(tx, pledge, actor.person)), actor.person):
        raise NotInPledge(pledge.code)
    written = {each.number: each for each in announcements.of_pledge(tx, pledge)}
    if not written:
        return NewsPage(pledge, None, "", tx.now)
    wanted = int(number) if number.isdecimal() and int(number) in written else max(written)
    shown = written[wanted]
    older, newer = (beside if beside in written else None for beside in (wanted - 1, wanted + 1))
    return NewsPage(pledge, shown, first_name(tx, pledge, shown.author), tx.now, older, newer)


def _still_true(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether this person is in, or has made it, and did not write it themselves."""
    assert isinstance(notice, PledgeNews), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    if pledge is None or pledge.state is PledgeState.CANCELLED:
        return False
    author = next((each.author for each in announcements.of_pledge(tx, pledge) if each.number == notice.number), None)
    return person != author and hears(pledge, is_in(signatures.of_person(tx, pledge, person)), person)


STILL_TRUE: Final[Mapping[str, StillTrue]] = {PledgeNews.kind: _still_true}
