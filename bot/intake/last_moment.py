"""A tap at the last moment counts, however late we hear of it: what ends something waits for what was done before."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from bot.core.db import Tx
from bot.intake.service import has_heard
from bot.reminders.model import NotYet, Reminder
from bot.reminders.service import Ring

Arrived: TypeAlias = Callable[[datetime], datetime | None]
"""By when all that was done by this moment has arrived in our inbox; None: not known yet. It is asked inside of
transactions, so it does not wait."""


def after_hearing(ring: Ring, arrived: Arrived) -> Ring:
    """The same ring, put off (NotYet) until whatever was done by its moment has had its effect."""

    def patiently(tx: Tx, reminder: Reminder) -> None:
        until = arrived(reminder.due_at)
        if until is None or not has_heard(tx, until):
            raise NotYet
        ring(tx, reminder)

    return patiently
