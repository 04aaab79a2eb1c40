"""Which copies there are, when the next one is due, and which have had their time. Whatever bears another name than
the daily backup gives is none of its business."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.wall import local_moment

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """When to copy, and how much to keep."""

    at: time
    zone: str
    days: int
    """Copies of so many days: the newest of each."""
    weeks: int
    """And of so many weeks before them."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished copy, and when it was begun."""

    path: Path
    at: datetime


def name_for(bot: int, at: datetime, suffix: str) -> str:
    """What the copy of this moment is called; several bots may share a folder."""
    return f"ifyouwill-{bot}-{at:{_STAMP}}{suffix}"


def copies_in(folder: Path, bot: int) -> list[Copy]:
    """This bot's copies, the newest first. Raises OSError."""
    ours = re.compile(rf"ifyouwill-{bot}-([0-9]{{8}}T[0-9]{{6}}Z)\.(?:db|dump)", re.ASCII)
    found = [(path, match[1]) for path in folder.iterdir() if (match := ours.fullmatch(path.name))]
    copies = [Copy(path, at) for path, stamp in found if _is_plain(path) and (at := _moment(stamp)) is not None]
    return sorted(copies, key=lambda copy: copy.at, reverse=True)


def drafts_in(folder: Path, bot: int) -> list[Path]:
    """What copies that were never finished have left behind. Raises OSError."""
    ours = re.compile(rf"\.ifyouwill-{bot}-[0-9]{{8}}T[0-9]{{6}}Z\.(?:db|dump)\.[0-9]+\.part.*", re.ASCII)
    return [path for path in folder.iterdir() if ours.fullmatch(path.name) and _is_plain(path)]


def last_due(now: datetime, plan: Plan) -> datetime:
    """The last moment at which the plan wanted a copy."""
    today = now.astimezone(ZoneInfo(plan.zone)).date()
    moment = local_moment(today, plan.at, plan.zone)
    return moment if moment <= now else local_moment(today - _ONE_DAY, plan.at, plan.zone)


def outdated(copies: Iterable[Copy], plan: Plan) -> list[Copy]:
    """Those that the plan does not keep. Days and weeks without a copy do not count: an outage costs none."""
    newest_first = sorted(copies, key=lambda copy: copy.at, reverse=True)
    zone = ZoneInfo(plan.zone)
    daily = _newest_of_each(newest_first, lambda copy: copy.at.astimezone(zone).date())[: plan.days]
    of_weeks = _newest_of_each(newest_first, lambda copy: copy.at.astimezone(zone).isocalendar()[:2])
    weekly = [copy for copy in of_weeks if copy not in daily][: plan.weeks]
    return [copy for copy in newest_first if copy not in daily and copy not in weekly]


def _newest_of_each(newest_first: list[Copy], period: Callable[[Copy], object]) -> list[Copy]:
    found: dict[object, Copy] = {}
    for copy in newest_first:
        found.setdefault(period(copy), copy)
    return list(found.values())


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
