"""What is to come between the moment when a pledge comes alive and its end: reminders, each at its moment."""

from datetime import datetime
from typing import Final

from bot.communities.model import PersonId
from bot.core.db import Tx
from bot.pledges import deed_times
from bot.pledges.model import Pledge
from bot.reminders import service as reminders

ACTING: Final = "pledge_acting"
AHEAD: Final = ("pledge_day_ahead", "pledge_hours_ahead")
OWING: Final = "pledge_owing"
ASKING: Final = ("pledge_ask", "pledge_ask_again", "pledge_ask_still", "pledge_ask_last")
MISSING: Final = "pledge_missing"
CONFIRMING: Final = "pledge_confirming"
CLOSING: Final = "pledge_closing"
CHECKING: Final = "pledge_checking"
CREDITING: Final = "pledge_crediting"
"""The kinds of these reminders."""


def expect(tx: Tx, pledge: Pledge) -> None:
    """The pledge is alive, or its day is another one: its time will come, and be announced before.

    An announcement whose moment is over stays away: who signs then is told when it is.
    """
    remind(tx, pledge, ACTING, pledge.acts_at)
    for turn, kind in enumerate(AHEAD):
        at = deed_times.ahead_at(pledge.wording, turn)
        if at is not None and at > tx.now:
            remind(tx, pledge, kind, at)


def follow_up(tx: Tx, pledge: Pledge) -> None:
    """The time has come: people will be asked, and at last it closes."""
    for turn, kind in enumerate(ASKING):
        remind(tx, pledge, kind, deed_times.asked_at(pledge, turn))
    remind(tx, pledge, MISSING, deed_times.missed_at(pledge))
    remind(tx, pledge, CLOSING, pledge.acts_at + deed_times.CLOSES_AFTER)


def remind(tx: Tx, pledge: Pledge, kind: str, at: datetime, *, bite: str = "", person: PersonId | None = None) -> None:
    """Let `kind` ring for the pledge, once for each `bite`; one that still waits is moved."""
    key = f"{kind}:{pledge.id}{bite}"
    reminders.remind(tx, pledge.community, kind, pledge.subject, at, person=person, key=key)
