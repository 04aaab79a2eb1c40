"""A pledge that has come alive needs a plan: when that is looked at, and what counts as one."""

from datetime import timedelta
from typing import Final

from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.pledges.course_notices import LeaderLeft
from bot.pledges.model import Pledge
from bot.pledges.naming import facts_of, first_name
from bot.pledges.store import announcements, pledges
from bot.reminders import service as reminders

NO_PLAN: Final = "pledge_no_plan"
WHO_LEADS: Final = "pledge_who_leads"
"""The kinds of reminders."""

REMINDED_AFTER: Final = timedelta(days=3)
"""After coming to life: its creator is reminded."""
ASKED_AFTER: Final = timedelta(days=5)
"""After coming to life: those who are in are asked who leads."""


def watch(tx: Tx, pledge: Pledge) -> None:
    """It has just come to life."""
    for kind, after in ((NO_PLAN, REMINDED_AFTER), (WHO_LEADS, ASKED_AFTER)):
        reminders.remind(tx, pledge.community, kind, pledge.subject, tx.now + after, key=f"{kind}:{pledge.id}")


def has_plan(tx: Tx, pledge: Pledge) -> bool:
    """Whether its creator has written to everybody, or the day is set."""
    by_creator = any(each.author == pledge.creator for each in announcements.of_pledge(tx, pledge))
    return by_creator or pledges.has_day(tx, pledge)


def tell_if_left(tx: Tx, before: Pledge, after: Pledge) -> None:
    """Whoever led it has withdrawn: its creator has to know, once for each of them."""
    if before.lead is None or after.lead is not None:
        return
    notice = LeaderLeft(facts_of(after), first_name(tx, after, before.lead))
    key = f"{notice.kind}:{after.id}:{before.lead}"
    outbox.tell(tx, after.community, Owed(notice, ToPeople((after.creator,)), key, after.subject))
