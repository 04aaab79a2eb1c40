"""What is always true of the outbox: a sentence, and the query for its exceptions."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import and_, literal, select

from bot.core.statement import Statement, statement
from bot.outbox.sending import DEATHS, REPEATS
from bot.outbox.tables import cards, deliveries, notices

_OF_ITS_NOTICE = and_(notices.c.community_id == deliveries.c.community_id, notices.c.id == deliveries.c.notice_id)
_WHICH = (deliveries.c.community_id, deliveries.c.notice_id, deliveries.c.person_id, deliveries.c.state)

INVARIANTS: Final[Mapping[str, Statement]] = {
    "a delivery is as urgent as its notice": statement(
        select(*_WHICH).join_from(deliveries, notices, _OF_ITS_NOTICE).where(deliveries.c.urgency != notices.c.urgency)
    ),
    "nothing is said again and again": statement(
        select(*_WHICH).where(deliveries.c.repeats > literal(max(DEATHS, *REPEATS.values())))
    ),
    "what is under a lease has an owner, and nothing else has": statement(
        select(*_WHICH).where(deliveries.c.owner.is_(None) != deliveries.c.lease_until.is_(None))
    ),
    "what is still to be said has its facts": statement(
        select(*_WHICH)
        .join_from(deliveries, notices, _OF_ITS_NOTICE)
        .where(deliveries.c.settled_at.is_(None), notices.c.facts == "")
    ),
    "a notice that was withdrawn looks for no more recipients": statement(
        select(notices.c.community_id, notices.c.id, notices.c.kind).where(
            notices.c.withdrawn_at.is_not(None), notices.c.expand_at.is_not(None)
        )
    ),
    "a card that was drawn is known by its message": statement(
        select(cards.c.community_id, cards.c.subject).where(
            cards.c.screen_hash.is_not(None), cards.c.message_id.is_(None)
        )
    ),
}
