"""A pledge's deed for people's calendars: iCalendar, as RFC 5545 has it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.text import clean_line
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.wording import Occasion
from bot.screens import pledge_buttons as buttons
from bot.screens.html import markup, unmarked
from bot.screens.model import Attachment
from bot.screens.pledge_wording import promise_of, sentence_of

_OCTETS: Final = 75
"""Of one line; a longer one goes on in the next behind a space."""
_SHOWN_FOR: Final = "PT1H"
"""Nobody has said how long it takes; calendars want a length to show anything."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def can_be_kept(pledge: Pledge) -> bool:
    """Whether there is a day to write down: it is known, and the pledge has come alive and was not called off."""
    alive = pledge.tipped_at is not None and pledge.state is not PledgeState.CANCELLED
    return alive and pledge.wording.act_on is not None


def event_of(pledge: Pledge, bot: str, now: datetime) -> Attachment:
    """The deed as a file. The same pledge has the same UID for ever; a later file replaces an earlier one."""
    act_on = pledge.wording.act_on
    assert act_on is not None, "asked before (can_be_kept)"
    text = "\r\n".join(line for each in _lines(pledge, act_on, bot, now) for line in _folded(each)) + "\r\n"
    return Attachment(f"pledge-{pledge.code}.ics", text.encode())


def _lines(pledge: Pledge, act_on: Occasion, bot: str, now: datetime) -> Iterator[str]:
    wording, link = pledge.wording, buttons.link(pledge, bot)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//IfYouWill//Pledges//EN", "CALSCALE:GREGORIAN")
    yield from ("METHOD:PUBLISH", "BEGIN:VEVENT")
    yield f"UID:pledge-{pledge.code}@{bot.lower()}.t.me"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"SEQUENCE:{max(int((now - pledge.opened_at).total_seconds()) // 60, 0)}"
    yield from _when(act_on)
    yield f"SUMMARY:{_escaped(unmarked(markup(promise_of(wording, wording.language))))}"
    sentence = unmarked(sentence_of(pledge))
    yield f"DESCRIPTION:{_escaped(sentence)}\\n{_escaped(link)}"
    if act_on.place is not None:
        yield f"LOCATION:{_escaped(act_on.place)}"
    yield f"URL:{link}"
    yield from ("STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR")


def _when(act_on: Occasion) -> Iterator[str]:
    """A day is a day wherever it is read; a time is the same moment for everybody."""
    if not act_on.whole_day:
        yield f"DTSTART:{_utc(act_on.at)}"
        yield f"DURATION:{_SHOWN_FOR}"
        return
    day = act_on.at.astimezone(ZoneInfo(act_on.time_zone)).date()
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return clean_line(text).translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no letter cut in two; each after the first begins with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
