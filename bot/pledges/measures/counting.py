"""How a signature counts towards its threshold: as a head, and as what its owner gives. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.pledges.model import Pledge, PledgeState
from bot.pledges.signature import Signature
from bot.pledges.wording import Unit, Wording


def amount_of(wording: Wording, hours: int | None) -> int | None:
    """What a signature brings besides a head: the hours that its owner says (in minutes), or what each pays."""
    match wording.unit:
        case Unit.PEOPLE:
            return None
        case Unit.MONEY:
            assert wording.each is not None, "money has an amount"
            return wording.each.minor
    return hours


def counted(pledge: Pledge, theirs: Signature, change: int) -> Pledge:
    """The pledge with this signature in it (`change` 1), or without it (-1)."""
    return replace(pledge, count=pledge.count + change, given=pledge.given + change * (theirs.amount or 0))


def saying_yes(pledge: Pledge, theirs: Signature, change: int) -> Pledge:
    """After a near miss: the pledge with one more yes (`change` 1), or one fewer (-1)."""
    given = pledge.staying_given + change * (theirs.amount or 0)
    return replace(pledge, staying=pledge.staying + change, staying_given=given)


def tipped_if_enough(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge, alive from `now` on if its threshold is there and it was open."""
    if pledge.state is PledgeState.OPEN and pledge.reached >= pledge.wording.threshold:
        return replace(pledge, state=PledgeState.TIPPED, tipped_at=now)
    return pledge
