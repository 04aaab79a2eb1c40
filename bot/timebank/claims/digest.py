"""Organisers are reminded at nine of what waits for them; after two weeks the group hears of it."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities import service as communities
from bot.communities.model import CommunityId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToGroup, ToPeople
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.timebank.claims import rules
from bot.timebank.claims.notices import HoursWaiting, HoursWaitLong
from bot.timebank.store import claims as store

DIGEST: Final = "claims_digest"
"""The kind of the reminder."""

SUBJECT: Final = "claims:0"
_AT: Final = time(9)


def remind(tx: Tx, community: CommunityId) -> None:
    """Something waits: at the next nine o'clock on the community's clocks they hear of it."""
    due = _next_nine(tx, community)
    reminders.remind(tx, community, DIGEST, SUBJECT, due, key=f"{DIGEST}:{community}:{due.date()}")


def nine_o_clock(tx: Tx, reminder: Reminder) -> None:
    """Tell them, if something still waits, and again tomorrow."""
    community = reminder.community
    waiting = store.count(tx, community)
    if not waiting.number:
        return
    day = reminder.key.rpartition(":")[2]
    days = (tx.now - waiting.oldest).days
    organisers = communities.organisers_in_reach(tx, community)
    if organisers:
        notice = HoursWaiting(community, waiting.number, days)
        outbox.tell(tx, community, Owed(notice, ToPeople(organisers), f"{notice.kind}:{community}:{day}", SUBJECT))
    if tx.now - waiting.oldest >= (rules.ESCALATED_AFTER if organisers else rules.UNSEEN_AFTER):
        oldest = store.waiting(tx, community, 0, 1)[0]
        long = HoursWaitLong(days)
        outbox.tell(tx, community, Owed(long, ToGroup(), f"{long.kind}:{oldest.id}", SUBJECT))
    remind(tx, community)


def _next_nine(tx: Tx, community: CommunityId) -> datetime:
    zone = ZoneInfo(communities.group_reader(tx, community).time_zone)
    now = tx.now.astimezone(zone)
    day = now.date() if now.time() < _AT else now.date() + timedelta(days=1)
    return datetime.combine(day, _AT, tzinfo=zone).astimezone(ZoneInfo("UTC"))
