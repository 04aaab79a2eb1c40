"""What people choose for themselves."""

from datetime import timedelta

import pytest

from bot.communities import service as communities
from bot.communities import settings
from bot.communities.model import Membership, QuietHours
from bot.communities.refusals import NobodyInParticular, NotAMember, NotAnHour, UnknownLanguage, UnknownTimeZone
from bot.communities.settings import MySettings, ZoneChoice, read_hours
from bot.core.clock import MovableClock
from tests.communities.scenes import ANA, Town, anonymous, writes


async def test_a_group_has_no_settings_of_its_own(town: Town) -> None:
    await town.found()
    for service, value in ((communities.choose_language, "cy"), (communities.choose_time_zone, "Europe/London")):
        with pytest.raises(NobodyInParticular):
            await town.act(anonymous(), service, value)
    with pytest.raises(NobodyInParticular):
        await town.act(anonymous(), communities.set_quiet_hours, 0, 1)
    with pytest.raises(NobodyInParticular):
        await town.act(anonymous(), settings.my_settings)


async def test_nonsense_is_refused(town: Town) -> None:
    with pytest.raises(UnknownLanguage):
        await town.act(writes(ANA, ANA), communities.choose_language, "x' --")
    with pytest.raises(UnknownTimeZone):
        await town.act(writes(ANA, ANA), communities.choose_time_zone, "/etc/localtime")
    for begin, end in ((-1, 0), (0, 1440), (5000, 5000)):
        with pytest.raises(NotAnHour):
            await town.act(writes(ANA, ANA), communities.set_quiet_hours, begin, end)
    with pytest.raises(NotAnHour):
        await town.act(writes(ANA, ANA), settings.quiet_typed, "always")


async def test_quiet_hours_are_the_default_then_the_choice_on_ones_own_clock(town: Town) -> None:
    community = await town.found()
    ana = await town.see(writes(ANA))
    quiet = await town.db.read(communities.quiet_hours, ana.person, community)
    assert quiet == QuietHours(22 * 60, 8 * 60, "Europe/London")
    await town.act(writes(ANA, ANA), communities.choose_time_zone, "Asia/Kathmandu")
    await town.act(writes(ANA, ANA), settings.quiet_typed, "23:30 – 7")
    quiet = await town.db.read(communities.quiet_hours, ana.person, community)
    assert quiet == QuietHours(23 * 60 + 30, 7 * 60, "Asia/Kathmandu")


async def test_a_place_is_typed(town: Town) -> None:
    usual = await town.act(writes(ANA, ANA), settings.ask_zone)
    nothing = await town.act(writes(ANA, ANA), settings.zone_typed, "Xyzzy", "en")
    assert nothing == ZoneChoice(usual.zones, "Xyzzy", found=False)
    found = await town.act(writes(ANA, ANA), settings.zone_typed, "Kathmandu", "en")
    assert isinstance(found, MySettings)
    assert (found.time_zone, found.own_zone) == ("Asia/Kathmandu", True)
    found = await town.act(writes(ANA, ANA), settings.zone_chosen, None)
    assert (found.time_zone, found.own_zone) == ("Europe/London", False)


async def test_several_communities_and_a_switch(town: Town) -> None:
    await town.found()
    high_street = await town.found(-200, "High Street")
    elsewhere = await town.found(-300, "Elsewhere")
    town.place(ANA, Membership.MEMBER)
    town.place(ANA, Membership.ADMINISTRATOR, -200)
    await town.see(writes(ANA))
    await town.see(writes(ANA, -200))
    mine = await town.act(writes(ANA, ANA), settings.my_settings)
    assert mine.community is not None
    assert (mine.community.title, mine.others, mine.organises) == ("Mill Road", 1, False)
    mine = await town.act(writes(ANA, ANA), settings.switched, high_street)
    assert mine.community is not None
    assert (mine.community.id, mine.others, mine.organises) == (high_street, 1, True)
    with pytest.raises(NotAMember):
        await town.act(writes(ANA, ANA), settings.switched, elsewhere)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("22:30-7", (1350, 420)),
        ("22-8", (1320, 480)),
        ("22.00 – 08.00", (1320, 480)),
        ("9h30 to 10h", None),
        ("from 22 to 8", None),
        ("٢٢ - ٨", (1320, 480)),
        ("\u206622:30-7:00\u2069", (1350, 420)),  # copied out of an Arabic message
        ("24-8", None),
        ("22:60-8", None),
        ("", None),
        ("1" * 5000, None),
        ("22-8\n", (1320, 480)),
    ],
)
def test_hours_are_read(text: str, hours: tuple[int, int] | None) -> None:
    assert read_hours(text) == hours


async def test_one_s_own_settings_are_shown_even_where_members_are_hidden(town: Town, clock: MovableClock) -> None:
    await town.found()
    town.place(ANA, Membership.ADMINISTRATOR)
    await town.see(writes(ANA))
    assert (await town.act(writes(ANA, ANA), settings.my_settings)).organises
    clock.move(timedelta(minutes=2))
    town.hidden = True
    assert not (await town.act(writes(ANA, ANA), settings.my_settings)).organises
