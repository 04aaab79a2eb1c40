"""The hours of a pledge that was kept come to the time bank, when it is closed: nothing is taken back from then on."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.db import Tx
from bot.core.minutes import minutes
from bot.pledges import awaiting
from bot.pledges.finding import reminded
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.store import deeds
from bot.pledges.wording import Unit
from bot.reminders.model import Reminder
from bot.reminders.service import Ring
from bot.timebank.claims import flowing
from bot.timebank.claims.flowing import Deed, Given

BITE: Final = 1_000


def begin(tx: Tx, pledge: Pledge, again: str = "") -> None:
    """Those who were confirmed have given what they said. `again`: somebody was confirmed after the end."""
    if pledge.wording.unit is Unit.HOURS and pledge.verified:
        awaiting.remind(tx, pledge, awaiting.CREDITING, tx.now, bite=f"{again}:0")


def go_on(tx: Tx, reminder: Reminder) -> None:
    """The next thousand of them: their hours wait for an organiser, with what they were for."""
    pledge = reminded(tx, reminder)
    if pledge.state is not PledgeState.CLOSED:
        return
    begun, _, after = reminder.key.rpartition(":")
    theirs = deeds.verified(tx, pledge, int(after), BITE)
    given = [Given(each.person, minutes(each.amount)) for each in theirs if each.amount]
    flowing.flow_in(tx, _deed(pledge), given)
    if len(theirs) == BITE:
        bite = f"{begun.removeprefix(f'{awaiting.CREDITING}:{pledge.id}')}:{theirs[-1].number}"
        awaiting.remind(tx, pledge, awaiting.CREDITING, tx.now, bite=bite)


def _deed(pledge: Pledge) -> Deed:
    wording = pledge.wording
    begun = pledge.acting_at or pledge.acts_at
    words = wording.others_action or wording.action
    on = begun.astimezone(ZoneInfo(wording.deadline.time_zone)).date()
    return Deed(pledge.community, pledge.id, pledge.code, words, on)


RINGS: Final[Mapping[str, Ring]] = {awaiting.CREDITING: go_on}
