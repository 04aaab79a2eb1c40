"""Who may write to everybody, and when: the rule, at its edges."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.communities.model import PersonId
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.refusals import PledgeCancelled, PledgeOver
from bot.pledges.speaking import ANNOUNCEMENTS_MOST, may_speak, speaking
from bot.pledges.speaking_refusals import AnnouncedToday, AnnouncementsUsedUp, NobodyToTell, NotAliveYet, NotLeading
from tests.pledges.test_listening import MAKER, NOW, SIGNER, pledge

LONDON, KATHMANDU = ZoneInfo("Europe/London"), ZoneInfo("Asia/Kathmandu")
ALIVE = pledge(2, 2, PledgeState.TIPPED)
DAY = timedelta(days=1)


def refused(one: Pledge, person: PersonId = MAKER, *, written: list[datetime] | None = None) -> type | None:
    try:
        speaking(one, person, written or [], NOW, LONDON)
    except Exception as refusal:  # noqa: BLE001  whichever it is
        return type(refusal)
    return None


def test_only_who_leads_it() -> None:
    assert refused(ALIVE) is None
    assert refused(ALIVE, SIGNER) is NotLeading
    assert refused(replace(ALIVE, state=PledgeState.CANCELLED), SIGNER) is NotLeading
    led = replace(ALIVE, lead=SIGNER)
    assert (refused(led, SIGNER), refused(led, MAKER), refused(led, PersonId(3))) == (None, None, NotLeading)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (PledgeState.OPEN, NotAliveYet),
        (PledgeState.TIPPED, None),
        (PledgeState.RESCUED, None),
        (PledgeState.ACTING, None),
        (PledgeState.CLOSED, PledgeOver),
        (PledgeState.EXPIRED, PledgeOver),
        (PledgeState.CANCELLED, PledgeCancelled),
    ],
)
def test_only_while_it_lives(state: PledgeState, why: type | None) -> None:
    one = replace(ALIVE, state=state)
    assert refused(one) is why
    assert may_speak(one, MAKER) is (why is None)
    assert not may_speak(one, SIGNER)


def test_six_times_and_nobody_to_tell() -> None:
    days = [NOW - n * DAY for n in range(1, ANNOUNCEMENTS_MOST + 1)]
    assert refused(ALIVE, written=days[:-1]) is None
    assert refused(ALIVE, written=days) is AnnouncementsUsedUp
    assert refused(replace(ALIVE, count=0)) is NobodyToTell


def test_once_a_day_by_the_calendar_of_the_community() -> None:
    noon = datetime(2026, 11, 27, 12, tzinfo=LONDON)
    for at, today in (
        (noon, True),
        (datetime(2026, 11, 27, 0, 0, tzinfo=LONDON), True),
        (datetime(2026, 11, 26, 23, 59, 59, tzinfo=LONDON), False),
    ):
        assert (refused(ALIVE, written=[at]) is AnnouncedToday) is today
    late = datetime(2026, 11, 26, 20, tzinfo=LONDON)  # there it is Friday already
    with pytest.raises(AnnouncedToday):
        speaking(ALIVE, MAKER, [late], NOW, KATHMANDU)
