"""Deeds for calendars: what RFC 5545 demands, whatever people write."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.communities.model import CommunityId, PersonId
from bot.pledges.model import Pledge, PledgeId, PledgeState
from bot.pledges.wording import Deadline, Occasion, Wording
from bot.screens.pledge_calendar import can_be_kept, event_of

OPENED = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
TIMED = Occasion(datetime(2026, 7, 6, 17, 0, tzinfo=UTC), False, "Europe/London", "Mill Road; the gate, left")
DAY = Occasion(datetime(2026, 10, 24, 23, 0, tzinfo=UTC), True, "Europe/London")
"""25 October 2026, on which the clocks go back."""


def pledge(
    act_on: Occasion | None = TIMED, action: str = "bring my van", state: PledgeState = PledgeState.TIPPED
) -> Pledge:
    deadline = Deadline(OPENED + timedelta(days=9), True, "Europe/London")
    wording = Wording(action, 10, deadline, act_on=act_on)
    tipped = None if state is PledgeState.OPEN else OPENED
    return Pledge(CommunityId(1), PledgeId(1), "7K2MQ", PersonId(1), wording, OPENED, state, tipped_at=tipped)


def unfolded(data: bytes) -> dict[str, str]:
    """The file's properties, by name with parameters."""
    lines = data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return dict(line.split(":", 1) for line in lines if not line.startswith(("BEGIN", "END")))


@pytest.mark.parametrize(
    ("act_on", "state"),
    [(None, PledgeState.TIPPED), (TIMED, PledgeState.OPEN), (TIMED, PledgeState.CANCELLED)],
)
def test_what_has_no_day_or_does_not_happen_is_not_kept(act_on: Occasion | None, state: PledgeState) -> None:
    assert not can_be_kept(pledge(act_on, state=state))


def test_a_moment_is_in_utc_and_everything_is_escaped() -> None:
    assert can_be_kept(pledge())
    event = unfolded(event_of(pledge(action="bring a, b; c \\ d\nBEGIN:VALARM"), "IfYouWillBot", OPENED).data)
    assert event["DTSTART"] == "20260706T170000Z"
    assert event["DTSTAMP"] == "20261127T100000Z"
    assert event["LOCATION"] == "Mill Road\\; the gate\\, left"
    assert event["SUMMARY"] == "I will bring a\\, b\\; c \\\\ d BEGIN:VALARM"
    assert event["DESCRIPTION"].endswith("\\nhttps://t.me/IfYouWillBot?start=p_7K2MQ")
    assert event["UID"] == "pledge-7K2MQ@ifyouwillbot.t.me"


def test_a_day_is_a_day_in_its_own_zone_and_ends_with_the_next() -> None:
    event = unfolded(event_of(pledge(DAY), "IfYouWillBot", OPENED).data)
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261025", "20261026")


def test_a_later_file_replaces_the_earlier_one() -> None:
    first, later = (unfolded(event_of(pledge(), "b", OPENED + timedelta(hours=n)).data) for n in (0, 1))
    assert first["UID"] == later["UID"]
    assert int(first["SEQUENCE"]) < int(later["SEQUENCE"])


@pytest.mark.parametrize("action", ["ŵ" * 200, "👩‍👩‍👧 " * 30, "أنظف الحديقة " * 15, "x" * 200])
def test_lines_are_folded_between_letters(action: str) -> None:
    data = event_of(pledge(action=action.strip()), "IfYouWillBot", OPENED).data
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert action.strip() in unfolded(data)["SUMMARY"]
