"""What a handler may do: one transaction with Telegram's word in it, exactly once, whatever goes wrong."""

import gc
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.communities import access
from bot.communities.access import Act
from bot.communities.model import Actor
from bot.communities.service import community
from bot.core.clock import MovableClock
from bot.core.db import Tx
from bot.core.outage import ATTEMPTS, Outage
from bot.handlers.context import Hearing
from bot.intake.model import Letter, State
from bot.sandbox.faults import Fault, What
from bot.screens.html import Html
from bot.screens.model import Screen, Toast
from bot.screens.taps import tap
from tests.conftest import FRIDAY_MORNING
from tests.handlers.conftest import Scene


def sees(tx: Tx, actor: Actor) -> str:
    """What only members may see."""
    access.require(tx, actor, Act.SEE)
    assert actor.community is not None
    found = community(tx, actor.community)
    assert found is not None
    return found.title


class Asks:
    """Writes (or reads) what only members may, and toasts the answer."""

    def __init__(self, how: str = "write") -> None:
        self._how = how
        self.answers: list[str] = []

    async def __call__(self, hearing: Hearing) -> None:
        title: str = await getattr(hearing, self._how)(sees)
        self.answers.append(title)
        await hearing.answer(Toast(title))


@pytest.mark.parametrize("how", ["write", "read"])
async def test_a_membership_is_asked_of_telegram_and_believed_for_a_minute(
    how: str, scene: Scene, clock: MovableClock
) -> None:
    scene.ear.does = ask = Asks(how)
    card = await scene.card(tap("go", "1"))
    for _ in range(2):
        await scene.sandbox.press(scene.tom, card, "Go")
        await scene.drain()
    assert ask.answers == ["Mill Road neighbours"] * 2
    assert scene.sandbox.calls["getchatmember"] == 1
    clock.move(timedelta(seconds=61))
    await scene.sandbox.press(scene.tom, card, "Go")
    await scene.drain()
    assert scene.sandbox.calls["getchatmember"] == 2


@pytest.mark.parametrize("how", ["write", "read"])
async def test_a_hearing_leaves_nothing_for_the_collector(how: str, scene: Scene) -> None:
    """What only a full collection frees piles up for minutes under load."""
    scene.ear.does = ask = Asks(how)
    card = await scene.card(tap("go", "1"))
    press = await scene.sandbox.press(scene.tom, card, "Go")
    gc.collect()
    gc.disable()
    try:
        await scene.drain()
        left = [each for each in gc.get_objects() if isinstance(each, Hearing | access.MembershipStale)]
    finally:
        gc.enable()
    assert ask.answers
    assert press.answered
    assert not left


@pytest.mark.parametrize("how", ["write", "read"])
async def test_an_outsider_sees_nothing(how: str, scene: Scene) -> None:
    scene.ear.does = ask = Asks(how)
    card = await scene.card(tap("go", "1"))
    eve = await scene.sandbox.create_person("Eve")
    await scene.sandbox.join(eve, scene.group)
    press = await scene.sandbox.press(eve, card, "Go")
    await scene.sandbox.leave(eve, scene.group)
    await scene.drain()
    assert ask.answers == []
    assert press.answered
    assert "Mill Road" not in press.text


async def test_a_silent_telegram_is_an_outage_and_the_act_is_done_later(scene: Scene) -> None:
    scene.ear.does = ask = Asks()
    scene.sandbox.faults.add(Fault(What.SERVER_ERROR, method="getChatMember", times=2))
    card = await scene.card(tap("go", "1"))
    press = await scene.sandbox.press(scene.tom, card, "Go")
    await scene.drain()
    assert ask.answers == ["Mill Road neighbours"]
    assert press.answered
    assert State.NEW not in await scene.states()


async def test_an_outage_that_never_ends_is_apologised_for(scene: Scene) -> None:
    tried: list[int] = []

    async def fail(_hearing: Hearing) -> None:
        tried.append(1)
        raise Outage("the disk is full")

    scene.ear.does = fail
    await scene.sandbox.start(scene.tom)
    await scene.drain()
    assert len(tried) == ATTEMPTS
    assert (await scene.states())[State.DEAD] == 1
    assert "Sorry" in scene.sandbox.last(scene.tom).content.text


async def test_the_same_update_again_has_no_effect(scene: Scene) -> None:
    effects: list[int] = []

    async def act(hearing: Hearing) -> None:
        await hearing.write(lambda _tx, actor: effects.append(actor.person))

    scene.ear.does = act
    message = {
        "message_id": 5,
        "date": 1_795_000_000,
        "chat": {"id": scene.tom.id, "type": "private", "first_name": "Tom"},
        "from": {"id": scene.tom.id, "is_bot": False, "first_name": "Tom"},
        "text": "/act",
        "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
    }
    update: dict[str, Any] = {"update_id": 4_000_000, "message": message}
    await scene.app.inbox.take([update])
    await scene.app.queues.idle()
    letter = Letter(4_000_000, update, scene.tom.id, scene.tom.id, FRIDAY_MORNING)
    scene.app.queues.add([replace(letter, attempts=1)])
    await scene.app.queues.idle()
    assert len(effects) == 1


async def test_what_cannot_be_answered_is_done_all_the_same(scene: Scene) -> None:
    scene.ear.does = ask = Asks()
    scene.sandbox.faults.add(Fault(What.SERVER_ERROR, method="answerCallbackQuery", times=None))
    card = await scene.card(tap("go", "1"))
    await scene.sandbox.press(scene.tom, card, "Go")
    await scene.drain()
    assert ask.answers == ["Mill Road neighbours"]
    assert not {State.NEW, State.DEAD} & (await scene.states()).keys()


async def test_a_bug_after_the_commit_does_not_repeat_the_act(scene: Scene) -> None:
    effects: list[int] = []

    async def act(hearing: Hearing) -> None:
        await hearing.write(lambda _tx, actor: effects.append(actor.person))
        raise RuntimeError("while drawing")

    scene.ear.does = act
    await scene.sandbox.start(scene.tom)
    await scene.drain()
    assert len(effects) == 1
    assert State.DEAD not in await scene.states()
    assert "Sorry" in scene.sandbox.last(scene.tom).content.text


async def test_a_card_in_the_group_is_never_redrawn_for_one_person(scene: Scene) -> None:
    async def redraw(hearing: Hearing) -> None:
        await hearing.redraw(Screen(Html("only Tom's")))

    scene.ear.does = redraw
    card = await scene.card(tap("go", "1"))
    await scene.sandbox.press(scene.tom, card, "Go")
    await scene.drain()
    assert card.content.text == "Card"
    assert not any(
        seen.content and "only Tom's" in seen.content.text for seen in scene.sandbox.seen(scene.maria, scene.group)
    )


async def test_a_pressed_message_in_private_is_redrawn(scene: Scene) -> None:
    async def redraw(hearing: Hearing) -> None:
        await hearing.redraw(Screen(Html("after")))

    await scene.sandbox.start(scene.tom)
    await scene.drain()
    button = {"inline_keyboard": [[{"text": "Go", "callback_data": tap("go", "1")}]]}
    await scene.app.bot.send_message(chat_id=scene.tom.id, text="before", api_kwargs={"reply_markup": button})
    scene.ear.does = redraw
    press = await scene.sandbox.press(scene.tom, scene.sandbox.last(scene.tom), "Go")
    await scene.drain()
    assert press.answered
    assert scene.sandbox.last(scene.tom).content.text == "after"
