"""The waiting list: who comes when every place is taken."""

from dataclasses import replace
from typing import Final

from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox.model import ToMany
from bot.pledges import rules, signing
from bot.pledges.model import Pledge, PledgeId
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed, show_if_listed
from bot.pledges.store import pledges, signatures
from bot.pledges.wording import Unit

WAITING: Final = "pledge_waiting"
"""The set of those on a pledge's waiting list, by the pledge's id."""


def wait(tx: Tx, actor: Actor, code: str, amount: int | None = None) -> Signed:
    """Wait for a place; where one is free, take it. `amount` as in `signing.sign`; refuses as that. Raises
    MembershipStale."""
    wished = signing.sign(tx, actor, code, amount)
    if wished.outcome is not Signing.FULL:
        return wished
    mine = signatures.of_person(tx, wished.pledge, actor.person)
    if wished.pledge.wording.unit is Unit.HOURS and amount is None:
        return replace(wished, outcome=Signing.HOW_MANY)
    pledge, place = rules.now_waiting(wished.pledge, mine, actor, amount)
    if mine is None:
        signatures.add(tx, pledge, place)
    else:
        signatures.save(tx, pledge, place)
    pledges.save(tx, pledge)
    show_if_listed(tx, pledge)
    return replace(wished, pledge=pledge, outcome=Signing.WAITING, amount=place.amount)


def waiting_after(
    tx: Tx, community: CommunityId, subject_id: int, after: int, limit: int
) -> list[tuple[int, PersonId]]:
    """The next of those who wait, by number: the outbox expands `WAITING` with it."""
    return signatures.waiting(tx, community, PledgeId(subject_id), after=after, limit=limit)


def to_waiting(pledge: Pledge) -> ToMany:
    """Everybody who waits for a place."""
    return ToMany(WAITING, pledge.id)
