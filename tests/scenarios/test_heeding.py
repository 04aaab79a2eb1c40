"""Following a pledge, and muting it, by what people press."""

from datetime import timedelta

import pytest

from bot.sandbox.world import Person
from tests.scenarios.road import Road, data_on
from tests.stories.test_pledging import plain

LINE = "I will bring my van if 4 other neighbours will come too by 6 December"


@pytest.fixture
async def code(road: Road) -> str:
    """Tom's pledge, which Maria has signed."""
    code = await road.publishes(road.people.tom, LINE)
    await road.says(road.people.maria, f"/sign {code}")
    return code


def labels(road: Road, who: Person) -> list[str]:
    rows = (road.last(who).content.markup or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def signs(road: Road, code: str, *people: Person) -> None:
    for who in people:
        await road.says(who, f"/sign {code}")
        await road.pass_time(timedelta(seconds=5))


def in_private(road: Road, who: Person) -> list[str]:
    """All messages of the bot to this person."""
    seen = road.sandbox.seen(who, road.sandbox.private(who))
    return [plain(each.text) for each in seen if each.by_bot and each.kind == "message"]


async def test_after_signing_one_can_follow_and_hears_each_step_once(road: Road, code: str) -> None:
    people = road.people
    assert "Follow" in labels(road, people.maria)
    await road.presses(people.maria, "Follow")
    assert "You follow this pledge" in road.text(people.maria)
    assert {"Unfollow", "Mute"} <= set(labels(road, people.maria))

    await signs(road, code, people.chidi)
    assert "Half way" in road.text(people.maria)
    assert "Half way" not in road.text(people.chidi)
    await signs(road, code, people.dilys)
    assert "One more, and it is happening!" in road.text(people.maria)
    asked = [text for text in in_private(road, people.chidi) if "Half way" in text or "One more" in text]
    assert not asked, "nobody else asked for it"

    await road.presses(people.maria, f"Mute {code}")
    assert "Muted" in road.sandbox.toasts(people.maria)[-1].text
    assert "One more, and it is happening!" in road.text(people.maria), "the message itself stays"


async def test_what_is_muted_stays_so_over_weeks_until_it_is_heard_of_again(road: Road, code: str) -> None:
    people = road.people
    await road.presses(people.maria, "Mute")
    assert "Muted" in road.text(people.maria)
    assert "Unmute" in labels(road, people.maria)
    assert "Follow" not in labels(road, people.maria)
    before = in_private(road, people.maria)
    await signs(road, code, people.chidi, people.dilys)
    await road.restart()
    await road.pass_time(timedelta(days=20))
    assert in_private(road, people.maria) == before, "it ended quietly"
    assert "The deadline has passed" in road.text(people.chidi)


async def test_an_old_button_is_answered_with_what_is_so_now(road: Road, code: str) -> None:
    people = road.people
    card, follow = road.last(people.maria), data_on(road.last(people.maria), "pledge_follow")
    await signs(road, code, people.chidi, people.dilys, people.joan)
    await road.sandbox.press(people.maria, card, data=follow)
    await road.app.drain()
    assert "nothing more to tell on the way" in road.sandbox.toasts(people.maria)[-1].text
    assert "It is happening" in card.content.text, "the card is drawn anew"


async def test_forged_buttons_for_what_one_is_not_in(road: Road, code: str) -> None:
    people = road.people
    before = await road.deeds()
    for verb in ("follow", "unfollow", "mute", "unmute"):
        for place in ("", ":card"):
            await road.sandbox.press(people.joan, road.last(people.joan), data=f"1:pledge_{verb}:{code}{place}")
            await road.app.drain()
            assert "You are not in this pledge" in road.sandbox.toasts(people.joan)[-1].text
    assert await road.deeds() == before
