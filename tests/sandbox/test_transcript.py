"""What each person saw: theirs alone, in order, as it stood at that moment; and the stand-in's memory stays bounded."""

from bot.core.clock import MovableClock
from bot.sandbox.events import Events
from bot.sandbox.files import Files, Upload
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.stage import Setup
from tests.sandbox.conftest import Hands, button, keyboard


async def test_each_person_saw_their_own(street: Neighbourhood, bot: Hands) -> None:
    sandbox = street.sandbox
    await sandbox.add_bot(street.maria, street.group)
    await sandbox.start(street.tom)
    sent = await bot.ok(
        "sendMessage", chat_id=street.group.id, text="card", reply_markup=keyboard([button("Sign", "s")])
    )
    await bot.ok("sendMessage", chat_id=street.tom.id, text="for Tom")
    await sandbox.leave(street.joan, street.group)
    await bot.ok("editMessageText", chat_id=street.group.id, message_id=sent["message_id"], text="card 1/10")
    await bot.ok("deleteMessage", chat_id=street.group.id, message_id=sent["message_id"])
    spoken = [(seen.kind, seen.text) for seen in sandbox.seen(street.tom) if seen.by_bot]
    assert spoken == [("message", "card"), ("message", "for Tom"), ("edit", "card 1/10"), ("delete", "card 1/10")]
    assert [seen.text for seen in sandbox.seen(street.joan) if seen.by_bot] == ["card"]
    assert next(seen for seen in sandbox.seen(street.tom) if seen.text == "card").buttons == [["Sign"]]
    in_group = [seen.text for seen in sandbox.seen(street.tom, street.group) if seen.by_bot]
    assert in_group == ["card", "card 1/10", "card 1/10"]


async def test_the_same_seed_tells_the_same_story(clock: MovableClock) -> None:
    streets = [await neighbourhood(clock) for _ in range(2)]
    stories = []
    for street in streets:
        await street.sandbox.start(street.tom, "p_7K2MQ")
        await street.sandbox.add_bot(street.maria, street.group)
        stories.append(await Hands(street.sandbox).updates())
    assert stories[0] == stories[1]


async def test_memory_stays_bounded(clock: MovableClock) -> None:
    street = await neighbourhood(clock, setup=Setup(flood=False))
    bot = Hands(street.sandbox)
    await street.sandbox.start(street.tom)
    for number in range(5_100):
        await bot.ok("sendMessage", chat_id=street.tom.id, text=str(number))
    chat = street.sandbox.private(street.tom)
    assert len(chat.messages) == 5_000
    assert "not found" in await bot.no("deleteMessage", chat_id=street.tom.id, message_id=3)


def test_events_are_remembered_for_a_while() -> None:
    events = Events()
    for number in range(6_000):
        events.add("message", chat_id=number, person_id=None)
    recent = events.since(0)
    assert (len(recent), recent[0]["seq"], recent[-1]) == (
        5_000,
        1_001,
        {"seq": 6_000, "kind": "message", "chat_id": 5_999},
    )
    assert events.since(6_000) == []
    assert events.since(7_000) == []


def test_the_oldest_files_go_first(street: Neighbourhood) -> None:
    files: Files = street.sandbox.files
    stored = [files.store(Upload(f"{number}", "text/plain", bytes(45 * 2**20)), "documents") for number in range(5)]
    assert files.find(stored[0].id) is None
    assert files.by_path(stored[0].path) is None
    assert files.find(stored[4].id) is stored[4]
