"""Tom lives in two communities: which one he talks about, and what he hears when one of them ends."""

from datetime import timedelta

import pytest

from bot.sandbox.world import Chat, Person
from tests.scenarios.road import data_on
from tests.stories.conftest import MillRoad


@pytest.fixture
async def chess(mill_road: MillRoad) -> Chat:
    """The chess club's group. Tom came there first, so that he talks about it; then he wrote in Mill Road, too."""
    maria, tom, sandbox = mill_road.people.maria, mill_road.people.tom, mill_road.sandbox
    await mill_road.add_bot()
    chess = await sandbox.create_group(maria, "Chess club", [tom])
    await sandbox.add_bot(maria, chess)
    for group in (chess, mill_road.group):
        await mill_road.says(tom, "/help", group)
        mill_road.clock.move(timedelta(minutes=1))
    await mill_road.starts(tom)
    await mill_road.starts(maria)
    return chess


def text(mill_road: MillRoad) -> str:
    """The newest that Tom reads in private."""
    return mill_road.text(mill_road.people.tom).translate({0x2068: None, 0x2069: None})


def _urls(mill_road: MillRoad, who: Person) -> list[str]:
    """The links on the newest that this person reads in private."""
    rows = (mill_road.last(who).content.markup or {}).get("inline_keyboard", [])
    return [button["url"] for row in rows for button in row if "url" in button]


async def test_who_leaves_goes_on_in_their_other_home(mill_road: MillRoad, chess: Chat) -> None:
    tom = mill_road.people.tom
    await mill_road.says(tom, "/settings")
    assert "We are talking about: Chess club" in text(mill_road)
    await mill_road.sandbox.leave(tom, chess)
    await mill_road.app.drain()
    await mill_road.says(tom, "/settings")
    assert "We are talking about: Mill Road neighbours" in text(mill_road)
    await mill_road.says(tom, "/pledges")
    assert "There are no open pledges yet" in text(mill_road)


async def test_a_leaving_that_nobody_told_us_of_is_explained_once(mill_road: MillRoad, chess: Chat) -> None:
    tom = mill_road.people.tom
    await mill_road.says(tom, "/pledges")
    await mill_road.sandbox.leave(tom, chess)
    mill_road.sandbox.updates.clear()
    mill_road.clock.move(timedelta(minutes=2))
    await mill_road.says(tom, "/pledges")
    assert text(mill_road) == "You are not in Chess club any more. Now we are talking about Mill Road neighbours."
    await mill_road.says(tom, "/pledges")
    assert "There are no open pledges yet" in text(mill_road)


async def test_who_has_several_others_is_offered_the_choice(mill_road: MillRoad, chess: Chat) -> None:
    maria, tom, sandbox = mill_road.people.maria, mill_road.people.tom, mill_road.sandbox
    choir = await sandbox.create_group(maria, "Choir", [tom])
    await sandbox.add_bot(maria, choir)
    await mill_road.says(tom, "/help", choir)
    await sandbox.leave(tom, chess)
    sandbox.updates.clear()
    mill_road.clock.move(timedelta(minutes=2))
    await mill_road.says(tom, "/pledges")
    assert text(mill_road) == "You are not in Chess club any more. Now we are talking about Choir."
    await mill_road.presses(tom, "Another community")
    await mill_road.presses(tom, "Mill Road neighbours")
    assert "We are talking about: Mill Road neighbours" in text(mill_road)


async def test_where_the_bot_is_out_it_says_so_and_people_go_on_elsewhere(mill_road: MillRoad, chess: Chat) -> None:
    maria, tom, sandbox = mill_road.people.maria, mill_road.people.tom, mill_road.sandbox
    await mill_road.says(maria, "/settings", chess)
    door = next(url for url in _urls(mill_road, maria) if "start=s_" in url and not url.endswith("s_me"))
    await sandbox.remove_bot(maria, chess)
    await mill_road.app.drain()
    await mill_road.says(tom, "/pledges")
    assert "There are no open pledges yet" in text(mill_road), "he goes on in Mill Road"
    await mill_road.starts(tom, door.partition("start=")[2])
    assert text(mill_road) == "I am not in Chess club any more. Now we are talking about Mill Road neighbours."
    await mill_road.starts(maria, door.partition("start=")[2])
    assert "When an admin adds me again, all is as it was." in mill_road.text(maria)


async def test_who_withdraws_after_leaving_is_not_promised_a_way_back(mill_road: MillRoad, chess: Chat) -> None:
    maria, tom = mill_road.people.maria, mill_road.people.tom
    await mill_road.says(maria, "/pledge I will play if 2 others will join by 6 December", chess)
    await mill_road.starts(maria, "p_new")
    await mill_road.presses(maria, "Publish")
    code = mill_road.text(maria).split(" · ")[1].split(maxsplit=1)[0].strip("\u2068\u2069")
    await mill_road.says(tom, f"/sign {code}")
    await mill_road.sandbox.leave(tom, chess)
    await mill_road.app.drain()
    await mill_road.says(tom, f"/withdraw {code}")
    assert text(mill_road) == "You have withdrawn."


async def test_who_has_two_homes_reads_everywhere_which_one_it_is(mill_road: MillRoad, chess: Chat) -> None:
    maria, tom, joan = mill_road.people.maria, mill_road.people.tom, mill_road.people.joan
    here = "Community: Chess club"
    await mill_road.says(tom, "/pledge I will bring a board if 1 other will join by 6 December")
    assert here in text(mill_road)
    await mill_road.presses(tom, "Publish")
    code = text(mill_road).split(" · ")[1].split(maxsplit=1)[0]
    assert here in text(mill_road)
    for command in (f"/show {code}", "/pledges", "/pledges mine", "/pledges chess"):
        await mill_road.says(tom, command)
        assert here in text(mill_road), command
    await mill_road.sandbox.press(maria, mill_road.last(maria, chess), "I will too")
    await mill_road.app.drain()
    assert "Your pledge is happening!" in text(mill_road)
    assert here in text(mill_road)
    assert "Community:" not in mill_road.text(joan, mill_road.group)

    await mill_road.says(tom, "/settings")
    await mill_road.presses(tom, "Another community")
    await mill_road.presses(tom, "Mill Road neighbours")
    await mill_road.says(tom, "/pledge I will sweep the lane if 3 others will join by 6 December")
    assert "Community: Mill Road neighbours" in text(mill_road)
    await mill_road.presses(tom, "Publish")
    await mill_road.presses(tom, "Cancel this pledge")
    assert text(mill_road).startswith("Cancel pledge")
    assert "Community: Mill Road neighbours" in text(mill_road)
    await mill_road.says(tom, f"/show {code}")
    assert here in text(mill_road), "a pledge of the other home"


async def test_who_has_one_home_reads_its_name_before_they_publish_and_then_no_more(mill_road: MillRoad) -> None:
    tom = mill_road.people.tom
    await mill_road.add_bot()
    await mill_road.says(tom, "/help", mill_road.group)
    await mill_road.starts(tom)
    await mill_road.says(tom, "/pledge I will sweep the lane if 3 others will join by 6 December")
    assert "Community: Mill Road neighbours" in text(mill_road)
    await mill_road.presses(tom, "Publish")
    assert "Community:" not in text(mill_road)
    await mill_road.says(tom, "/pledges")
    assert "Community:" not in text(mill_road)


async def test_in_a_group_it_is_always_that_group_s_community(mill_road: MillRoad, chess: Chat) -> None:
    maria, tom, group = mill_road.people.maria, mill_road.people.tom, mill_road.group
    await mill_road.says(maria, "/help", group)
    await mill_road.says(maria, "/help", chess)
    await mill_road.says(maria, "/pledge I will lend a clock if 2 others will join by 6 December", chess)
    await mill_road.presses(maria, "Publish")

    await mill_road.says(tom, "/pledges", group)
    assert "lend a clock" not in text(mill_road), "that is the chess club's, of which he talks in private"
    assert "Community: Mill Road neighbours" in text(mill_road)
    await mill_road.says(tom, "/settings", group)
    door = next(url for url in _urls(mill_road, tom) if "start=s_" in url and not url.endswith("s_me"))
    await mill_road.starts(maria, door.partition("start=")[2])
    assert "Mill Road neighbours" in mill_road.text(maria)

    await mill_road.says(tom, "/pledge I will sweep the lane if 2 others will join by 6 December", group)
    assert "Community: Mill Road neighbours" in text(mill_road)
    publish = data_on(mill_road.last(tom), "pledge_publish")
    await mill_road.presses(tom, "Publish")
    card = text(mill_road)
    assert "Community: Mill Road neighbours" in card
    assert "sweep the lane" in mill_road.text(maria, group)
    assert "sweep the lane" not in mill_road.text(maria, chess)
    await mill_road.sandbox.press(tom, mill_road.last(tom), data=publish)
    await mill_road.app.drain()
    assert text(mill_road) == card, "the same form again shows what it has become, wherever that is"
    await mill_road.says(tom, "/settings")
    assert "We are talking about: Chess club" in text(mill_road)


async def test_where_the_bot_is_out_and_no_news_of_it_came_it_says_so_too(mill_road: MillRoad, chess: Chat) -> None:
    """It was down for longer than Telegram keeps the news of it."""
    maria, tom, sandbox = mill_road.people.maria, mill_road.people.tom, mill_road.sandbox
    await sandbox.remove_bot(maria, chess)
    sandbox.updates.clear()
    mill_road.clock.move(timedelta(minutes=2))
    await mill_road.says(tom, "/pledges")
    assert text(mill_road) == "I am not in Chess club any more. Now we are talking about Mill Road neighbours."
    mill_road.clock.move(timedelta(minutes=1))
    await sandbox.add_bot(maria, chess)
    await mill_road.app.drain()
    await mill_road.says(tom, "/settings")
    await mill_road.presses(tom, "Another community")
    await mill_road.presses(tom, "Chess club")
    assert "We are talking about: Chess club" in text(mill_road)
