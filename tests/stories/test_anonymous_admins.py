"""Maria writes as the group: she presses a button to show that she is an admin, and nobody else learns who it was."""

import re
from dataclasses import dataclass

import pytest

from bot.sandbox.world import Chat
from tests.stories.conftest import MillRoad

CONFIRM = "I am an admin"


@dataclass
class Scene:
    """A supergroup in which Maria is anonymous and Tom has made a pledge."""

    road: MillRoad
    group: Chat
    code: str

    async def asks(self, text: str) -> None:
        await self.road.says(self.road.people.maria, text, self.group)

    def spoken(self) -> list[str]:
        """What the bot has said in the group for everybody to see."""
        seen = self.road.sandbox.seen(self.road.people.joan, self.group)
        return [one.text for one in seen if one.by_bot]


@pytest.fixture
async def scene(mill_road: MillRoad) -> Scene:
    maria, tom = mill_road.people.maria, mill_road.people.tom
    await mill_road.add_bot()
    group = await mill_road.sandbox.upgrade_group(maria, mill_road.group)
    await mill_road.app.drain()
    await mill_road.says(tom, "/help", group)
    await mill_road.starts(tom)
    await mill_road.says(tom, "/pledge I will bring gloves if 2 others will join by 6 December")
    await mill_road.presses(tom, "Publish")
    await mill_road.starts(maria)
    await mill_road.sandbox.set_anonymous(maria, group, on=True)
    found = re.search(r"\b[0-9A-Z]{5}\b", mill_road.text(tom))
    assert found
    return Scene(mill_road, group, found[0])


async def test_looks_at_the_list_by_a_button(scene: Scene) -> None:
    maria, before = scene.road.people.maria, len(scene.spoken())
    await scene.asks("/pledges gloves")
    assert len(scene.spoken()) == before + 1
    await scene.road.presses(maria, CONFIRM, scene.group)
    assert "bring gloves" in scene.road.text(maria, scene.group)
    assert len(scene.spoken()) == before + 1, "the answer is for whoever pressed alone"
    assert not [text for text in scene.spoken() if "Maria" in text]


async def test_calls_a_pledge_off_by_a_button(scene: Scene) -> None:
    maria, sandbox = scene.road.people.maria, scene.road.sandbox
    await scene.asks(f"/show {scene.code}")
    await scene.road.presses(maria, CONFIRM, scene.group)
    await scene.road.presses(maria, "Cancel this pledge", scene.group)
    door = sandbox.toasts(maria)[-1].url or ""
    await scene.road.starts(maria, door.partition("start=")[2])
    await scene.road.presses(maria, "Cancel this pledge")
    await scene.road.says(maria, "The council has cleared it.")
    await scene.road.presses(maria, "Cancel it")
    assert "is cancelled" in scene.road.text(maria)
    assert not [text for text in scene.spoken() if "Maria" in text]


async def test_what_fits_on_no_button_is_done_without_its_words(scene: Scene) -> None:
    await scene.asks(f"/pledges {'gloves ' * 40}")
    await scene.road.presses(scene.road.people.maria, CONFIRM, scene.group)
    assert "Open pledges" in scene.road.text(scene.road.people.maria, scene.group)


async def test_words_on_several_lines_go_on_the_button_as_one(scene: Scene) -> None:
    await scene.asks("/pledges gloves\nbring")
    await scene.road.presses(scene.road.people.maria, CONFIRM, scene.group)
    assert "bring gloves" in scene.road.text(scene.road.people.maria, scene.group)


async def test_a_promise_needs_a_person(scene: Scene) -> None:
    await scene.asks(f"/sign {scene.code}")
    assert "a group cannot promise" in scene.spoken()[-1]


@pytest.mark.parametrize("command", ["/start", "/language"])
async def test_what_is_a_person_s_own_is_for_the_private_chat(scene: Scene, command: str) -> None:
    before = len(scene.spoken())
    await scene.asks(f"{command}@ifyouwill_bot")
    assert scene.spoken()[before:] == [
        "You write as the group, and I can answer a person only. Write to me in our private chat."
    ]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/help", "What would you like to do?"),
        ("/help sign", "/sign"),
        ("/help pledges", "/pledge"),
        ("/privacy", "What I keep"),
        ("/settings", "Settings open in our private chat"),
        ("/cancel", "There was nothing to cancel."),
    ],
)
async def test_what_is_no_secret_is_said_aloud(scene: Scene, command: str, answer: str) -> None:
    before = len(scene.spoken())
    await scene.asks(command)
    [said] = scene.spoken()[before:]
    assert answer in said


@pytest.mark.parametrize("data", [None, "1:admin:show:x", "1:admin:settings", "1:admin:nonsense", "1:admin:pledge:a:b"])
async def test_a_resident_presses_in_vain(scene: Scene, data: str | None) -> None:
    tom, sandbox = scene.road.people.tom, scene.road.sandbox
    await scene.asks("/pledges")
    before = len(scene.spoken())
    button = sandbox.last(tom, scene.group)
    if data is None:
        await sandbox.press(tom, button, CONFIRM)
    else:
        await sandbox.press(tom, button, data=data)
    await scene.road.app.drain()
    assert sandbox.toasts(tom)[-1].text == "Only admins of the group can do that."
    assert len(scene.spoken()) == before


async def test_an_admin_s_forged_button_is_out_of_date(scene: Scene) -> None:
    maria, sandbox = scene.road.people.maria, scene.road.sandbox
    await scene.asks("/pledges")
    await sandbox.press(maria, sandbox.last(maria, scene.group), data="1:admin:nonsense")
    await scene.road.app.drain()
    assert "out of date" in sandbox.toasts(maria)[-1].text
