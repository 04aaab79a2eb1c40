"""A pledge opens: under a code of its own, with all that has to happen later, and its card in the group."""

from typing import Final

from bot.communities.model import CommunityId, PersonId
from bot.core.codes import new_code
from bot.core.db import Tx
from bot.pledges import awaiting, nudging
from bot.pledges.closing import DEADLINE
from bot.pledges.model import CODE_LENGTH, Pledge, PledgeId
from bot.pledges.signing import show_if_listed
from bot.pledges.store import pledges as store
from bot.pledges.wording import Wording

_TRIES: Final = 20
"""For a free code; with a million pledges one try in thirty finds a taken one."""


def new_pledge(tx: Tx, creator: PersonId, community: CommunityId, wording: Wording) -> Pledge:
    """The pledge as it opens, under a code that was free; not kept yet."""
    pledge_id = PledgeId(tx.new_id())
    codes = (new_code(tx.random, CODE_LENGTH) for _ in range(_TRIES))
    code = next((code for code in codes if store.take_code(tx, code, community, pledge_id)), None)
    assert code is not None, "no free code: time for longer ones"
    return Pledge(community, pledge_id, code, creator, wording, opened_at=tx.now)


def keep_open(tx: Tx, pledge: Pledge, *, key: str) -> None:
    """Keep the new pledge, made by the act `key`: with its end, its nudges, its card."""
    store.add(tx, pledge, key=key)
    awaiting.remind(tx, pledge, DEADLINE, pledge.wording.closes_at)
    nudging.plan(tx, pledge)
    show_if_listed(tx, pledge)
