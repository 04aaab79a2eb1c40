"""Who signed on paper cannot say that they did it: whoever checks who was there says it of them."""

from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.pledges.model import Pledge
from bot.pledges.paper import rules
from bot.pledges.store import paper, pledges


def confirm(tx: Tx, pledge: Pledge, number: int, by: PersonId) -> Pledge:
    """The pledge after the one with this number was confirmed; the same if it was before, or there is none."""
    theirs = paper.by_number(tx, pledge, number)
    if theirs is None or not rules.confirmable(theirs):
        return pledge
    after, verified = rules.now_verified(pledge, theirs, by, tx.now)
    paper.save(tx, after, verified)
    pledges.save(tx, after)
    return after


def take_back(tx: Tx, pledge: Pledge, number: int) -> Pledge:
    """It was a slip; the same if there is nothing to take back."""
    theirs = paper.by_number(tx, pledge, number)
    if theirs is None or not rules.retractable(pledge, theirs):
        return pledge
    after, unverified = rules.now_unverified(pledge, theirs)
    paper.save(tx, after, unverified)
    pledges.save(tx, after)
    return after
