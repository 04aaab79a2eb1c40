"""Which update reaches which handler, and which ones reach nobody."""

import pytest

from bot.communities import drafts
from bot.communities.model import Actor, Reader
from bot.communities.refusals import NotAMember, NotAnHour
from bot.core.db import Tx
from bot.core.refusal import Refusal
from bot.handlers.context import Hearing
from bot.intake.model import State
from bot.sandbox.world import Person
from bot.screens.html import Html
from bot.screens.model import Button, Screen, Toast
from bot.screens.refusals import sentence
from bot.screens.taps import tap
from bot.screens.words import words_for
from tests.handlers.conftest import Scene


async def test_a_command_reaches_its_handler_with_its_arguments(scene: Scene) -> None:
    await scene.sandbox.send_text(scene.tom, scene.group, "/act@ifyouwill_bot  one\ntwo ")
    await scene.drain()
    assert scene.ear.heard == [("act", scene.tom.id, "one\ntwo")]
    assert (await scene.states()).get(State.NEW, 0) == 0


async def test_a_command_for_another_bot_reaches_nobody(scene: Scene) -> None:
    await scene.sandbox.send_text(scene.tom, scene.group, "/act@other_bot")
    await scene.drain()
    assert scene.ear.heard == []


@pytest.mark.parametrize("kind", ["forwarded", "edited", "channel", "other bot"])
async def test_what_is_not_somebody_s_own_word_never_acts(scene: Scene, kind: str) -> None:
    sandbox, group = scene.sandbox, scene.group
    match kind:
        case "forwarded":
            message = await sandbox.send_text(scene.maria, group, "/act")
            await scene.drain()
            scene.ear.heard.clear()
            await sandbox.forward(scene.tom, message, group)
        case "edited":
            message = await sandbox.send_text(scene.maria, group, "hello")
            await sandbox.edit_text(scene.maria, message, "/act")
        case "channel":
            channel = sandbox.new_channel("News")
            await sandbox.send_text(scene.maria, group, "/act", as_channel=channel)
        case "other bot":
            robot = Person(4242, "Robot", username="robot_bot", language_code=None, is_bot=True)
            update = {
                "message_id": 900,
                "date": 1_780_000_000,
                "chat": {"id": group.id, "type": "group", "title": "Mill Road neighbours"},
                "from": {"id": robot.id, "is_bot": True, "first_name": "Robot"},
                "text": "/act",
                "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
            }
            sandbox.updates.push("message", update, "chat")
    await scene.drain()
    assert scene.ear.heard == []
    assert (await scene.states()).get(State.NEW, 0) == 0


async def test_an_anonymous_admin_is_nobody_in_particular(scene: Scene) -> None:
    seen: list[bool] = []

    async def look(hearing: Hearing) -> None:
        seen.append(hearing.sighting.anonymous_admin)

    scene.ear.does = look
    await scene.sandbox.upgrade_group(scene.maria, scene.group)
    await scene.drain()
    supergroup = next(chat for chat in scene.sandbox.world.chats.values() if chat.id < -1_000_000_000_000)
    await scene.sandbox.set_anonymous(scene.maria, supergroup, on=True)
    await scene.sandbox.send_text(scene.maria, supergroup, "/act")
    await scene.drain()
    assert seen == [True]


async def test_an_unknown_command_is_helped_in_private_and_met_with_silence_in_a_group(scene: Scene) -> None:
    await scene.sandbox.start(scene.tom)
    await scene.drain()
    await scene.sandbox.send_text(scene.tom, None, "/nonsense")
    await scene.drain()
    assert "/help" in scene.sandbox.last(scene.tom).content.text
    before = len(scene.sandbox.seen(scene.maria, scene.group))
    await scene.sandbox.send_text(scene.tom, scene.group, "/nonsense")
    await scene.drain()
    assert len(scene.sandbox.seen(scene.maria, scene.group)) == before + 1, "only Tom's own line"


async def test_a_press_reaches_its_handler_and_is_answered(scene: Scene) -> None:
    card = await scene.card(tap("go", "7K2MQ"))
    press = await scene.sandbox.press(scene.tom, card, "Go")
    await scene.drain()
    assert scene.ear.heard == [("tapped", scene.tom.id, "7K2MQ", "1")]
    assert press.answered


@pytest.mark.parametrize("data", ["0:go:7K2MQ", "1:gone:1", "1:go", "1:go:a:b:c", "nonsense", "1:"])
async def test_an_old_or_forged_button_is_out_of_date(scene: Scene, data: str) -> None:
    card = await scene.card(tap("go", "7K2MQ"))
    press = await scene.sandbox.press(scene.tom, card, data=data)
    await scene.drain()
    assert scene.ear.heard == []
    assert press.answered
    assert "out of date" in press.text


async def test_text_in_private_answers_the_open_question(scene: Scene) -> None:
    async def ask(hearing: Hearing) -> None:
        await hearing.write(_keep_draft)

    await scene.sandbox.start(scene.tom)
    await scene.drain()
    scene.ear.does = ask
    await scene.sandbox.send_text(scene.tom, None, "/act")
    await scene.sandbox.send_text(scene.tom, None, "my answer")
    await scene.drain()
    assert scene.ear.heard[-1] == ("typed", "my answer")


@pytest.mark.parametrize(("refusal", "again"), [(NotAnHour, True), (NotAMember, False)])
async def test_a_refused_answer_is_asked_for_again(scene: Scene, refusal: type[Refusal], again: bool) -> None:
    """Only where it is the answer that cannot be: who may not answer is not asked."""

    async def ask(hearing: Hearing) -> None:
        await hearing.write(_keep_draft)

    async def refuse(_hearing: Hearing) -> None:
        raise refusal

    await scene.sandbox.start(scene.tom)
    await scene.drain()
    scene.ear.does = ask
    await scene.sandbox.send_text(scene.tom, None, "/act")
    await scene.drain()
    scene.ear.does = refuse
    await scene.sandbox.send_text(scene.tom, None, "my answer")
    await scene.drain()
    said = sentence(words_for("en"), refusal(), Reader())
    assert (("asked again", said) in scene.ear.heard) is again
    assert scene.sandbox.last(scene.tom).content.text == said


def _keep_draft(tx: Tx, actor: Actor) -> None:
    drafts.keep(tx, actor.person, drafts.Draft("form", "title"))


async def test_text_that_nobody_asked_for_gets_one_sentence_in_private_and_none_in_a_group(scene: Scene) -> None:
    await scene.sandbox.start(scene.tom)
    await scene.sandbox.send_text(scene.tom, None, "what?")
    await scene.drain()
    assert "/help" in scene.sandbox.last(scene.tom).content.text


async def test_a_link_reaches_its_handler_by_its_letter(scene: Scene) -> None:
    await scene.sandbox.start(scene.tom, "p_7K2MQ")
    await scene.drain()
    assert scene.ear.heard == [("linked", "7K2MQ")]


@pytest.mark.parametrize("payload", ["x_1", "p_", "p", "nonsense"])
async def test_a_link_to_nowhere_gets_one_sentence(scene: Scene, payload: str) -> None:
    await scene.sandbox.start(scene.tom, payload)
    await scene.drain()
    assert scene.ear.heard == []
    assert "link" in scene.sandbox.last(scene.tom).content.text


async def test_comings_and_goings_are_heard(scene: Scene) -> None:
    anna = await scene.sandbox.create_person("Anna")
    await scene.sandbox.join(anna, scene.group)
    await scene.sandbox.leave(anna, scene.group)
    await scene.sandbox.remove_bot(scene.maria, scene.group)
    await scene.drain()
    assert ("people", [(anna.id, "member")]) in scene.ear.heard
    assert ("people", [(anna.id, "left")]) in scene.ear.heard
    assert any(heard[0] == "bot" and heard[2] in {"left", "kicked"} for heard in scene.ear.heard)


async def test_an_upgrade_is_heard_with_both_numbers(scene: Scene) -> None:
    old = scene.group.id
    new = await scene.sandbox.upgrade_group(scene.maria, scene.group)
    await scene.drain()
    migrations = [heard for heard in scene.ear.heard if heard[0] == "migration"]
    assert migrations
    assert set(migrations) == {("migration", old, new.id)}


async def test_a_block_is_heard(scene: Scene) -> None:
    await scene.sandbox.start(scene.tom)
    await scene.sandbox.block_bot(scene.tom)
    await scene.drain()
    assert scene.ear.heard[-1] == ("bot", "member", "kicked", True)


async def test_a_poison_update_dies_alone(scene: Scene) -> None:
    scene.sandbox.updates.push("message", {"message_id": "x", "chat": 7, "from": [], "date": {}}, "chat")
    await scene.sandbox.send_text(scene.tom, scene.group, "/act")
    await scene.drain()
    assert scene.ear.heard == [("act", scene.tom.id, "")]
    assert (await scene.states()).get(State.DEAD) == 1


async def test_a_refusal_is_said_and_settles(scene: Scene) -> None:
    async def refuse(hearing: Hearing) -> None:
        await hearing.write(_refuse)

    scene.ear.does = refuse
    card = await scene.card(tap("go", "1"))
    press = await scene.sandbox.press(scene.tom, card, "Go")
    await scene.drain()
    assert press.answered
    assert press.text
    assert State.NEW not in await scene.states()


def _refuse(tx: Tx, actor: Actor) -> None:
    raise NotAMember


async def test_a_bug_is_apologised_for_with_a_number_and_put_aside(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async def stumble(hearing: Hearing) -> None:
        raise ValueError("what Tom typed")

    scene.ear.does = stumble
    await scene.sandbox.start(scene.tom)
    await scene.drain()
    said = scene.sandbox.last(scene.tom).content.text
    incident = said.rsplit(maxsplit=1)[-1].strip("\u2068\u2069.")
    assert any(incident in record.getMessage() for record in caplog.records)
    assert not any("what Tom typed" in record.getMessage() for record in caplog.records)
    assert (await scene.states())[State.DEAD] == 1


async def test_one_update_writes_once(scene: Scene) -> None:
    async def twice(hearing: Hearing) -> None:
        await hearing.write(_keep_draft)
        with pytest.raises(AssertionError):
            await hearing.write(_keep_draft)

    scene.ear.does = twice
    await scene.sandbox.send_text(scene.tom, scene.group, "/act")
    await scene.drain()
    assert State.DEAD not in await scene.states()


async def test_an_answer_in_a_group_is_for_one_person_alone(scene: Scene) -> None:
    async def answer(hearing: Hearing) -> None:
        await hearing.answer(Screen(Html("for you"), ((Button("Go", tap=tap("go", "1")),),)))

    scene.ear.does = answer
    await scene.sandbox.send_text(scene.tom, scene.group, "/act")
    await scene.drain()
    assert not any(
        seen.content and seen.content.text == "for you" for seen in scene.sandbox.seen(scene.maria, scene.group)
    )


async def test_a_typed_toast_is_escaped(scene: Scene) -> None:
    async def answer(hearing: Hearing) -> None:
        await hearing.answer(Toast("<b>1 & 2</b>"))

    scene.ear.does = answer
    await scene.sandbox.start(scene.tom)
    await scene.drain()
    assert scene.sandbox.last(scene.tom).content.text == "<b>1 & 2</b>"
