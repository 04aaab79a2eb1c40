"""Whom the messages about a deed are for, and whether they still are when their turn comes."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox.model import Notice
from bot.outbox.sending import StillTrue
from bot.outbox.service import Expander
from bot.pledges import awaiting, deed_times
from bot.pledges.deed_notices import DeedAhead, DeedAsked
from bot.pledges.model import OWING, PledgeId, PledgeState
from bot.pledges.store import deeds, pledges, signatures

WHO_OWE: Final = "pledge_owing"
WHO_ANSWERED: Final = "pledge_answered"
"""Sets of signers, by the pledge's id."""


def who_owe(tx: Tx, community: CommunityId, subject_id: int, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """The outbox expands `WHO_OWE` with it."""
    pledge = pledges.by_id(tx, community, PledgeId(subject_id), lock=False)
    return [] if pledge is None else deeds.people_owing(tx, pledge, after, limit)


def who_answered(tx: Tx, community: CommunityId, subject_id: int, after: int, limit: int) -> list[tuple[int, PersonId]]:
    """The outbox expands `WHO_ANSWERED` with it: nobody hears more than four times after the deed of one pledge, so
    that whoever had to be asked four times is not told how it ended."""
    pledge = pledges.by_id(tx, community, PledgeId(subject_id), lock=False)
    if pledge is None:
        return []
    fourth = deed_times.asked_at(pledge, len(awaiting.ASKING) - 1)
    return deeds.people_answered(tx, pledge, fourth, after, limit)


def may_be_reminded(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether somebody who is to be reminded of what is ahead is in still, and has not answered."""
    assert isinstance(notice, DeedAhead), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    mine = None if pledge is None else signatures.of_person(tx, pledge, person)
    return mine is not None and mine.state in OWING


def owes_answer(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether somebody who is to be asked has not answered or withdrawn meanwhile."""
    assert isinstance(notice, DeedAsked), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    mine = None if pledge is None else signatures.of_person(tx, pledge, person)
    return pledge is not None and pledge.state is PledgeState.ACTING and mine is not None and mine.state in OWING


EXPANDERS: Final[Mapping[str, Expander]] = {WHO_OWE: who_owe, WHO_ANSWERED: who_answered}
STILL_TRUE: Final[Mapping[str, StillTrue]] = {DeedAhead.kind: may_be_reminded, DeedAsked.kind: owes_answer}
