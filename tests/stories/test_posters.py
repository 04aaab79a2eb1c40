"""/poster: what people get, where, and who gets none."""

import pytest

from bot.sandbox.world import Message, Person
from tests.stories.conftest import MillRoad

ALLEY = "/pledge I will clear Mill Road alley with my van if 2 other neighbours will come by 6 December"


@pytest.fixture
async def road(mill_road: MillRoad) -> MillRoad:
    """Maria and Tom live here; Maria has opened her chat."""
    await mill_road.add_bot()
    for who in (mill_road.people.maria, mill_road.people.tom):
        await mill_road.says(who, "/pledges", mill_road.group)
    await mill_road.starts(mill_road.people.maria)
    return mill_road


async def published(road: MillRoad) -> str:
    maria = road.people.maria
    await road.says(maria, ALLEY)
    await road.presses(maria, "Publish")
    return road.text(maria).replace("\u2068", "").partition(" · ")[2][:5]


def files(road: MillRoad, who: Person) -> dict[str, bytes]:
    """The documents on somebody's private screen, by name."""
    found: list[Message] = [one for one in road.sandbox.screen(who) if "document" in one.content.media]
    described = [one.content.media["document"] for one in found]
    return {each["file_name"]: road.sandbox.files.by_id(each["file_id"]).upload.data for each in described}


async def test_who_lives_elsewhere_gets_none(road: MillRoad) -> None:
    code = await published(road)
    wendy = await road.sandbox.create_person("Wendy")
    await road.starts(wendy)
    for wrong in (code, "ZZZZZ", "", "x" * 300):
        await road.says(wendy, f"/poster {wrong}")
        assert files(road, wendy) == {}
    assert "pledge" in road.text(wendy)


async def test_a_cancelled_pledge_needs_none(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    await road.presses(maria, "Cancel this pledge")
    await road.says(maria, "Rained off")
    await road.presses(maria, "Cancel it")
    await road.says(maria, f"/poster {code}")
    assert files(road, maria) == {}
    assert "This pledge was cancelled" in road.text(maria)


async def test_pdf_and_picture_come_in_private(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    await road.says(maria, f"/poster {code.lower()}")
    got = files(road, maria)
    assert list(got) == [f"pledge-{code}.pdf", f"pledge-{code}.png"]
    assert got[f"pledge-{code}.pdf"].startswith(b"%PDF-")
    assert road.text(maria) == f"https://t.me/ifyouwill_bot?start=p_{code}", "whoever passes it on passes the link on"
    assert got[f"pledge-{code}.png"].startswith(b"\x89PNG")


async def test_from_the_group_it_goes_to_the_private_chat(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    aloud = len(road.said_in_group())
    await road.says(maria, f"/poster {code}", road.group)
    assert len(files(road, maria)) == 2
    assert len(road.said_in_group()) == aloud, "the group sees cards, not chatter"


async def test_who_has_not_opened_their_chat_is_asked_to(road: MillRoad) -> None:
    code, tom = await published(road), road.people.tom
    await road.says(tom, f"/poster {code}", road.group)
    assert "I could not send you the file. Open our chat" in road.text(tom, road.group)
    await road.starts(tom)
    assert files(road, tom) == {}
    await road.says(tom, f"/poster {code}")
    assert len(files(road, tom)) == 2


async def test_a_button_beside_the_link_gives_one(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    await road.sandbox.press(maria, road.last(maria, road.group), "Share")
    await road.app.drain()
    unseen = road.last(maria, road.group)
    assert "Share this pledge with neighbours" in unseen.content.text
    await road.sandbox.press(maria, unseen, "Poster")
    await road.app.drain()
    assert list(files(road, maria)) == [f"pledge-{code}.pdf", f"pledge-{code}.png"]


async def test_the_day_of_what_is_happening_goes_into_calendars(road: MillRoad) -> None:
    maria, people = road.people.maria, road.people
    await road.says(maria, ALLEY)
    await road.presses(maria, "Change")
    await road.presses(maria, "When and where")
    await road.says(maria, "12 December 10:00, by the gate; left")
    assert "12 Dec" in road.text(maria)
    await road.presses(maria, "Publish")
    code = road.text(maria).replace("\u2068", "").partition(" · ")[2][:5]
    for who in (people.tom, people.joan):
        await road.says(who, "/pledges", road.group)
        await road.says(who, f"/sign {code}", road.group)
    assert "Your pledge is happening!" in road.text(maria)
    await road.presses(maria, "Add to calendar")
    got = files(road, maria)[f"pledge-{code}.ics"].decode()
    assert "DTSTART:20261212T100000Z\r\n" in got
    assert "LOCATION:by the gate\\; left\r\n" in got


async def test_without_a_day_there_is_nothing_for_calendars(road: MillRoad) -> None:
    code, maria = await published(road), road.people.maria
    for who in (road.people.tom, road.people.joan):
        await road.says(who, f"/sign {code}", road.group)
    assert "Your pledge is happening!" in road.text(maria)
    assert "Add to calendar" not in str(road.last(maria).content.markup)
    await road.sandbox.press(maria, road.last(maria), data=f"1:pledge_calendar:{code}")
    await road.app.drain()
    assert files(road, maria) == {}
    assert code in road.text(maria)
