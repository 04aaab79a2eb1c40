"""Whoever signed on paper hears nothing from the bot: who vouches for them is asked to tell them."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToPeople, Urgency
from bot.outbox.sending import StillTrue
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.naming import facts_of
from bot.pledges.paper.notices import PaperNews, PaperToTell
from bot.pledges.store import paper, pledges

_URGENT: Final = frozenset({PaperNews.TIPPED, PaperNews.CALLED_OFF})
_REMINDERS: Final = frozenset({PaperNews.AHEAD, PaperNews.BEGUN})


def tell(tx: Tx, pledge: Pledge, news: PaperNews, *, turn: int = 0, act: str = "") -> None:
    """Once for each of those who vouch; `act` tells apart what can happen more than once."""
    if not pledge.paper:
        return
    facts = facts_of(pledge)
    for person, people in paper.vouchers(tx, pledge, owing=news is PaperNews.BEGUN):
        notice = PaperToTell(facts, people, news, turn)
        key = ":".join(filter(None, (notice.kind, news, str(pledge.id), str(person), str(turn or ""), act)))
        outbox.tell(
            tx, pledge.community, Owed(notice, ToPeople((person,)), key, pledge.subject, urgency=_urgency(news))
        )


def _urgency(news: PaperNews) -> Urgency:
    if news in _URGENT:
        return Urgency.ANSWER
    return Urgency.REMINDER if news in _REMINDERS else Urgency.NEWS


def _still_true(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether they still vouch for somebody, and that has not been answered which they are asked."""
    assert isinstance(notice, PaperToTell), "the only kind that this is asked for"
    if notice.news is PaperNews.LEFT_OUT:
        return True
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    if pledge is None:
        return False
    asked = notice.news is PaperNews.BEGUN
    if asked and pledge.state is not PledgeState.ACTING:
        return False
    return any(voucher == person for voucher, _ in paper.vouchers(tx, pledge, owing=asked))


STILL_TRUE: Final[Mapping[str, StillTrue]] = {PaperToTell.kind: _still_true}
