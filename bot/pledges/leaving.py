"""/forgetme, before it binds: what becomes of somebody's pledges and hours is shown first."""

from dataclasses import dataclass

from bot.communities.model import Actor
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.outbox import forgetting
from bot.pledges import erasing
from bot.pledges.erasing import Fate
from bot.timebank import erasing as hours


@dataclass(frozen=True, slots=True)
class Leaving:
    """What being forgotten would come to now."""

    token: str
    """Of the question, on its button."""
    fate: Fate
    balances: tuple[tuple[str, Minutes], ...]
    """By the community's title; below 0: owed."""


def ask(tx: Tx, actor: Actor) -> Leaving:
    """Really? Refuses NobodyInParticular."""
    token = forgetting.ask(tx, actor)
    return Leaving(token, erasing.fate(tx, actor.person), tuple(hours.balances(tx, actor.person)))
