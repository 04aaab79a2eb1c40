"""What the bot is about, put together from its domains: who hears what, how it is drawn, what rings."""

from collections.abc import Mapping
from typing import Final

from bot.app import Subject
from bot.communities import erasing as people
from bot.communities import service as communities
from bot.communities.keeping import Keepers
from bot.communities.model import Community, CommunityId, Reader
from bot.core.db import Tx
from bot.delivery.drawing import CardKind, Drawing
from bot.handlers.commands import TABLE
from bot.intake import erasing as intake
from bot.outbox import erasing as messages
from bot.outbox import service as outbox
from bot.outbox.arriving import GREETING
from bot.outbox.sending import StillTrue
from bot.pledges import (
    acting,
    awaiting,
    checking,
    closing,
    deed_audience,
    heeding,
    leading,
    milestones,
    moving,
    news,
    nudging,
    offering,
    reading,
    rescuing,
    signing,
    unreached,
    waiting,
)
from bot.pledges import erasing as pledge_erasing
from bot.pledges.counter import following
from bot.pledges.model import PledgeId
from bot.pledges.notices import PlaceFree, PledgeTipped, RescueAsked
from bot.pledges.paper import telling as paper
from bot.pledges.reading import PledgeCard
from bot.pledges.series import rounds
from bot.reminders import erasing as reminder_erasing
from bot.reminders import service as reminders
from bot.reminders.service import Ring
from bot.screens import communities as community_screens
from bot.screens import notices, pledge_inline
from bot.screens import pledges as pledge_screens
from bot.screens.model import Screen
from bot.screens.words import words_for
from bot.timebank import erasing as hours
from bot.timebank import giving
from bot.timebank import leaving as hours_leaving
from bot.timebank import moving as hours_moving
from bot.timebank.claims import digest
from bot.timebank.market import asking, keeping, matching
from bot.timebank.market import moving as market_moving
from bot.timebank.rewards import ending as reward_ending
from bot.timebank.rewards import moving as rewards_moving
from bot.timebank.rewards.redeeming import OVER as VOUCHER_OVER

_RINGS: Final[Mapping[str, Ring]] = {
    closing.DEADLINE: closing.deadline_reached,
    rescuing.RESCUE: rescuing.time_is_up,
    **unreached.RINGS,
    **nudging.RINGS,
    **leading.RINGS,
    **acting.RINGS,
    **following.RINGS,
    **rounds.RINGS,
    awaiting.CHECKING: checking.go_on,
    giving.GIFT: giving.minute_is_over,
    digest.DIGEST: digest.nine_o_clock,
    VOUCHER_OVER: reward_ending.look_again,
    **keeping.RINGS,
    **asking.RINGS,
    **matching.RINGS,
}
_LAST_WORDS: Final = frozenset({closing.DEADLINE, rescuing.RESCUE, awaiting.ACTING, rounds.OPENING})
KEEPERS: Final[Keepers] = (
    intake.KEEPER,  # before the Telegram id is gone by which it finds them
    people.KEEPER,  # before those who tell others what follows, who must not name them
    hours_leaving.KEEPER,  # before accounts are closed
    hours.KEEPER,
    pledge_erasing.KEEPER,
    reminder_erasing.KEEPER,
    messages.KEEPER,
)
"""Every package that keeps something of people, in the order in which they forget somebody."""

_STILL_TRUE: Final[Mapping[str, StillTrue]] = {
    PledgeTipped.kind: signing.is_in,
    PlaceFree.kind: signing.is_in,
    RescueAsked.kind: rescuing.is_asked,
    **milestones.STILL_TRUE,
    **nudging.STILL_TRUE,
    **news.STILL_TRUE,
    **leading.STILL_TRUE,
    **deed_audience.STILL_TRUE,
    **paper.STILL_TRUE,
    **following.STILL_TRUE,
    **rounds.STILL_TRUE,
    **matching.STILL_TRUE,
}


def whole_subject() -> Subject:
    """Everything this release can do."""
    cards = {
        "pledge": CardKind(load=_pledge, draw=_draw_pledge),
        GREETING: CardKind(load=_community, draw=_draw_greeting),
    }
    drawing = Drawing(
        render=notices.render,
        expanders={
            signing.SIGNERS: signing.signers_after,
            waiting.WAITING: waiting.waiting_after,
            **rescuing.SETS,
            **milestones.EXPANDERS,
            **deed_audience.EXPANDERS,
            **rounds.EXPANDERS,
        },
        still_true=heeding.unless_muted(_STILL_TRUE),
        cards=cards,
        shared={"pledge": CardKind(load=_shared_pledge, draw=_draw_shared_pledge)},
        moves=(moving.move, rewards_moving.move, hours_moving.move, market_moving.move, reminders.move, outbox.move),
    )
    return Subject(TABLE, drawing, _RINGS, KEEPERS, _LAST_WORDS)


def _pledge(tx: Tx, community: CommunityId, subject_id: int) -> PledgeCard | None:
    return reading.group_card(tx, community, PledgeId(subject_id))


def _shared_pledge(tx: Tx, community: CommunityId, subject_id: int) -> PledgeCard | None:
    return offering.shared_card(tx, community, PledgeId(subject_id))


def _draw_shared_pledge(card: PledgeCard, reader: Reader) -> Screen:
    return pledge_inline.shared_card(words_for(reader.language), card, reader)


def _community(tx: Tx, community: CommunityId, _: int) -> Community | None:
    return communities.community(tx, community)


def _draw_greeting(where: Community, reader: Reader) -> Screen:
    return community_screens.greeting(words_for(reader.language), where, reader)


def _draw_pledge(card: PledgeCard, reader: Reader) -> Screen:
    return pledge_screens.group_card(words_for(reader.language), card, reader)
