"""A week and a day before the deadline of a pledge that would miss it: tips for its creator, a plea to its signers."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToPeople
from bot.outbox.sending import StillTrue
from bot.pledges.course_notices import PledgeForecast, PledgeNeedsSharing
from bot.pledges.finding import reminded
from bot.pledges.forecast import WINDOW, Nudge, ends_at, is_due, misses, nudges_ahead
from bot.pledges.listening import is_in
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.naming import facts_of
from bot.pledges.signing import to_signers
from bot.pledges.store import pledges, signatures
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.reminders.service import Ring

_KINDS: Final = {Nudge.WEEK: "pledge_nudge_week", Nudge.DAY: "pledge_nudge_day"}
"""The kinds of reminders."""

_NUDGES: Final = frozenset({PledgeForecast.kind, PledgeNeedsSharing.kind})


def plan(tx: Tx, pledge: Pledge) -> None:
    """Look at the pledge at each of its moments, once each. Whoever moves the deadline calls it again."""
    for nudge, at in nudges_ahead(pledge).items():
        kind = _KINDS[nudge]
        reminders.remind(tx, pledge.community, kind, pledge.subject, at, key=f"{kind}:{pledge.id}")


def nudge(tx: Tx, reminder: Reminder, which: Nudge) -> None:
    """What such a reminder does when it rings: under the lock, so that nothing follows a pledge that has ended."""
    pledge = reminded(tx, reminder)
    if not is_due(pledge, which, tx.now):
        return
    recent = signatures.since(tx, pledge, tx.now - WINDOW)
    expected = misses(pledge, recent, tx.now)
    if expected is not None:
        _tell(tx, pledge, which, expected)


def _tell(tx: Tx, pledge: Pledge, which: Nudge, expected: int) -> None:
    facts, until = facts_of(pledge), ends_at(pledge)
    own, plea = PledgeForecast(facts, expected), PledgeNeedsSharing(facts)
    outbox.withdraw(tx, pledge.community, pledge.subject, kinds=_NUDGES)  # the first may still wait for the morning
    for notice, audience in ((own, ToPeople((pledge.creator,))), (plea, to_signers(pledge))):
        key = f"{notice.kind}:{which.name.lower()}:{pledge.id}"
        outbox.tell(tx, pledge.community, Owed(notice, audience, key, pledge.subject, expires_at=until))


def _still_open(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether it still needs people, and this person is in it or has made it."""
    assert isinstance(notice, PledgeForecast | PledgeNeedsSharing), "the only kinds that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    if pledge is None or pledge.state is not PledgeState.OPEN:
        return False
    return person == pledge.creator or is_in(signatures.of_person(tx, pledge, person))


RINGS: Final[Mapping[str, Ring]] = {kind: partial(nudge, which=which) for which, kind in _KINDS.items()}
STILL_TRUE: Final[Mapping[str, StillTrue]] = dict.fromkeys(_NUDGES, _still_open)
