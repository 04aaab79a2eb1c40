"""What the bot is about, put together from its domains: who hears what, how it is drawn, what rings."""

from collections.abc import Mapping
from typing import Final

from bot.app import Subject
from bot.communities import service as communities
from bot.communities.model import Community, CommunityId, Reader
from bot.core.db import Tx
from bot.delivery.drawing import CardKind, Drawing
from bot.handlers.commands import TABLE
from bot.outbox import service as outbox
from bot.outbox.arriving import GREETING
from bot.pledges import acting, awaiting, checking, closing, deed_audience, moving, reading, signing, unreached
from bot.pledges.model import PledgeId
from bot.pledges.notices import PledgeTipped
from bot.pledges.reading import PledgeCard
from bot.reminders import service as reminders
from bot.reminders.service import Ring
from bot.screens import communities as community_screens
from bot.screens import notices
from bot.screens import pledges as pledge_screens
from bot.screens.model import Screen
from bot.screens.words import words_for

_RINGS: Final[Mapping[str, Ring]] = {
    closing.DEADLINE: closing.deadline_reached,
    **unreached.RINGS,
    **acting.RINGS,
    awaiting.CHECKING: checking.go_on,
}


def whole_subject() -> Subject:
    """Everything this release can do."""
    cards = {
        "pledge": CardKind(load=_pledge, draw=_draw_pledge),
        GREETING: CardKind(load=_community, draw=_draw_greeting),
    }
    drawing = Drawing(
        render=notices.render,
        expanders={signing.SIGNERS: signing.signers_after, **deed_audience.EXPANDERS},
        still_true={PledgeTipped.kind: signing.is_in, **deed_audience.STILL_TRUE},
        cards=cards,
        moves=(moving.move, reminders.move, outbox.move),
    )
    return Subject(TABLE, drawing, _RINGS, frozenset({closing.DEADLINE, awaiting.ACTING}))


def _pledge(tx: Tx, community: CommunityId, subject_id: int) -> PledgeCard | None:
    return reading.group_card(tx, community, PledgeId(subject_id))


def _community(tx: Tx, community: CommunityId, _: int) -> Community | None:
    return communities.community(tx, community)


def _draw_greeting(where: Community, reader: Reader) -> Screen:
    return community_screens.greeting(words_for(reader.language), where, reader)


def _draw_pledge(card: PledgeCard, reader: Reader) -> Screen:
    return pledge_screens.group_card(words_for(reader.language), card, reader)
