"""The control API behind the chat page, over HTTP: refusals in sentences, views for one person's eyes."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox.people import Neighbourhood
from bot.sandbox.server import serving
from tests.sandbox.conftest import Hands, button, keyboard


class Page:
    """What the chat page can do."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def get(self, path: str, **query: Any) -> Any:
        async with self.session.get(self.url + path, params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def act(self, who: Any, name: str, **fields: Any) -> tuple[int, dict[str, Any]]:
        body = {"as": getattr(who, "id", who), "do": name, **fields}
        async with self.session.post(self.url + "/sandbox/act", json=body) as answer:
            return answer.status, await answer.json()

    async def ok(self, who: Any, name: str, **fields: Any) -> dict[str, Any]:
        status, answer = await self.act(who, name, **fields)
        assert (status, answer.pop("ok")) == (200, True), answer
        return answer

    async def no(self, who: Any, name: str, words: str, **fields: Any) -> None:
        status, answer = await self.act(who, name, **fields)
        assert (status, answer["ok"]) == (400, False)
        assert words in answer["error"]


@pytest.fixture
async def page(street: Neighbourhood) -> AsyncIterator[Page]:
    async with serving(street.sandbox) as server, aiohttp.ClientSession() as session:
        yield Page(session, server.url)


async def test_nonsense_is_refused_in_a_sentence(street: Neighbourhood, page: Page) -> None:
    group = street.group.id
    for who, name, fields in (
        (street.tom, "fly", {}),
        (5, "start", {}),
        (street.sandbox.bot.id, "start", {}),
        ([], "start", {}),
        (street.tom, [], {}),
        (street.tom, "send_text", {"chat": group}),
        (street.tom, "send_text", {"chat": group, "text": 5}),
        (street.tom, "send_text", {"chat": "x", "text": "y"}),
        (street.tom, "send_text", {"chat": 5, "text": "y"}),
        (street.tom, "send_text", {"chat": group, "text": "y", "thread": 9}),
        (street.tom, "press", {"chat": group, "message_id": 999, "row": 0, "column": 0}),
        (street.tom, "press", {"chat": group}),
        (street.tom, "send_location", {"chat": group, "latitude": "north", "longitude": 0}),
        (street.tom, "send_photo", {"chat": group, "data": "!"}),
        (street.tom, "create_group", {"title": "x", "members": [[]]}),
        (street.tom, "rename", {"chat": group, "title": "x"}),
        (street.tom, "join", {"chat": street.tom.id}),
        (street.tom, "move_clock", {"seconds": -5}),
        (street.tom, "choose_inline", {"query_id": "1", "result_id": "1"}),
    ):
        status, answer = await page.act(who, name, **fields)
        assert (status, answer["ok"]) == (400, False), (name, fields)
        assert answer["error"], name


async def test_a_body_that_is_no_object_is_refused(page: Page) -> None:
    for body in (b"{", b"[]", b"\xff"):
        async with page.session.post(page.url + "/sandbox/act", data=body) as answer:
            assert answer.status == 400
            assert (await answer.json())["ok"] is False


async def test_unknown_people_and_chats_are_404(street: Neighbourhood, page: Page) -> None:
    for path in (
        "/sandbox/view?person=5&chat=5",
        f"/sandbox/view?person={street.tom.id}&chat=5",
        "/sandbox/chats",
        "/sandbox/file/x",
    ):
        async with page.session.get(page.url + path) as answer:
            assert answer.status == 404


async def test_the_world(street: Neighbourhood, page: Page) -> None:
    world = await page.get("/sandbox/world")
    assert world["now"] == "2026-11-27T10:00:00+00:00"
    assert world["bot"]["username"] == "ifyouwill_bot"
    assert [person["first_name"] for person in world["people"]] == ["Maria", "Tom", "Dilys", "Amal", "Chidi", "Joan"]
    (group,) = [chat for chat in world["chats"] if chat["type"] == "group"]
    assert (group["title"], group["bot_status"], len(group["members"])) == ("Mill Road neighbours", "left", 6)
    await page.ok(street.maria, "add_bot", chat=street.group.id, as_admin=True)
    (group,) = [chat for chat in (await page.get("/sandbox/world"))["chats"] if chat["type"] == "group"]
    assert group["bot_status"] == "administrator"


async def test_the_private_chat_is_listed_before_start(street: Neighbourhood, page: Page) -> None:
    private, group = await page.get("/sandbox/chats", person=street.tom.id)
    assert (private["started"], private["blocked"], private["last"]) == (False, False, None)
    assert group["last"]["text"] == "Maria Santos created the group"
    await page.ok(street.tom, "start", payload="p_7K2MQ")
    await page.ok(street.tom, "block_bot")
    private, _ = await page.get("/sandbox/chats", person=street.tom.id)
    assert (private["started"], private["blocked"], private["last"]["text"]) == (True, True, "/start p_7K2MQ")


async def test_a_person_talks_and_presses(street: Neighbourhood, page: Page, bot: Hands) -> None:
    await page.ok(street.tom, "start")
    chat = street.tom.id
    sent = await bot.ok(
        "sendMessage", chat_id=chat, text="<b>Hi</b>", parse_mode="HTML", reply_markup=keyboard([button("Sign", "s")])
    )
    view = await page.get("/sandbox/view", person=chat, chat=chat)
    card = view["messages"][-1]
    assert (card["text"], card["entities"][0]["type"], card["keyboard"][0][0]["text"]) == ("Hi", "bold", "Sign")
    assert card["from"] == {"id": street.sandbox.bot.id, "name": "IfYouWill", "is_bot": True}
    press = await page.ok(street.tom, "press", chat=chat, message_id=sent["message_id"], row=0, column=0)
    await bot.ok("answerCallbackQuery", callback_query_id=press["callback_query_id"], text="Signed")
    said = await page.ok(street.tom, "send_text", chat=chat, text="thanks", reply_to=sent["message_id"])
    await page.ok(street.tom, "edit_text", chat=chat, message_id=said["message_id"], text="thank you")
    mine = (await page.get("/sandbox/view", person=chat, chat=chat))["messages"][-1]
    assert (mine["text"], mine["reply_to"]["text"], mine["keyboard"]) == ("thank you", "Hi", None)
    transcript = await page.get("/sandbox/transcript", person=chat)
    kinds = [entry["kind"] for entry in transcript if entry["chat_id"] == chat]
    assert kinds == ["message", "message", "toast", "message", "edit"]
    await page.ok(street.tom, "forward", chat=chat, message_id=sent["message_id"], to=street.group.id)
    await page.ok(street.tom, "delete", chat=chat, message_id=said["message_id"])


async def test_nobody_sees_into_other_chats(street: Neighbourhood, page: Page) -> None:
    await page.ok(street.tom, "start")
    stranger = (await page.ok(street.tom, "create_person", first_name="Sue", language_code="cy"))["person"]
    assert (await page.get("/sandbox/view", person=stranger, chat=street.group.id))["messages"] == []
    assert (await page.get("/sandbox/view", person=stranger, chat=street.tom.id))["messages"] == []


async def test_groups_are_made_and_changed(street: Neighbourhood, page: Page) -> None:
    made = await page.ok(street.tom, "create_group", title="Allotment", members=[street.joan.id])
    chat = made["chat"]
    await page.ok(street.tom, "add_person", chat=chat, person=street.amal.id)
    await page.ok(street.tom, "promote", chat=chat, person=street.amal.id)
    await page.ok(street.amal, "set_anonymous", chat=chat, on=True)
    await page.ok(street.amal, "send_text", chat=chat, text="from the group")
    last = (await page.get("/sandbox/view", person=street.joan.id, chat=chat))["messages"][-1]
    assert (last["from"]["name"], last["sender_chat"]["title"]) == ("Group", "Allotment")
    await page.ok(street.joan, "leave", chat=chat)
    await page.ok(street.joan, "join", chat=chat)
    await page.ok(street.tom, "remove_person", chat=chat, person=street.joan.id)
    await page.ok(street.tom, "demote", chat=chat, person=street.amal.id)
    await page.ok(street.tom, "rename", chat=chat, title="The allotment")
    await page.ok(street.tom, "add_bot", chat=chat)
    new = (await page.ok(street.tom, "upgrade_group", chat=chat))["chat"]
    titles = {one["id"]: one["title"] for one in await page.get("/sandbox/chats", person=street.tom.id)}
    assert titles[new] == "The allotment"
    assert chat not in titles
    await page.ok(street.tom, "remove_bot", chat=new)
    await page.ok(street.tom, "deactivate", person=street.joan.id)


async def test_a_forum_is_made_and_its_topics_are_opened_closed_and_deleted(street: Neighbourhood, page: Page) -> None:
    made = await page.ok(street.tom, "create_group", title="Allotment", members=[street.joan.id], kind="forum")
    chat = made["chat"]
    thread = (await page.ok(street.joan, "add_topic", chat=chat, title="Seeds"))["thread"]

    async def topics() -> list[dict[str, Any]]:
        world = await page.get("/sandbox/world")
        return next(one["topics"] for one in world["chats"] if one["id"] == chat)

    assert await topics() == [{"id": thread, "name": "Seeds", "closed": False}]
    await page.ok(street.tom, "close_topic", chat=chat, thread=thread)
    assert await topics() == [{"id": thread, "name": "Seeds", "closed": True}]
    await page.no(street.joan, "send_text", "this topic is closed", chat=chat, thread=thread, text="Beans?")
    await page.ok(street.tom, "reopen_topic", chat=chat, thread=thread)
    await page.ok(street.joan, "send_text", chat=chat, thread=thread, text="Beans?")
    await page.ok(street.tom, "delete_topic", chat=chat, thread=thread)
    assert await topics() == []


async def test_topics_are_turned_on_in_a_supergroup_alone(street: Neighbourhood, page: Page) -> None:
    chat = street.group.id
    await page.no(street.maria, "set_topics", "only a supergroup", chat=chat, on=True)
    new = (await page.ok(street.maria, "upgrade_group", chat=chat))["chat"]
    await page.no(street.maria, "add_topic", "no topics", chat=new, title="Seeds")
    await page.ok(street.maria, "set_topics", chat=new, on=True)
    await page.ok(street.maria, "add_topic", chat=new, title="Seeds")
    await page.ok(street.maria, "set_topics", chat=new, on=False)
    await page.no(street.maria, "add_topic", "no topics", chat=new, title="Tools")


async def test_the_bot_is_forbidden_to_write_and_let_in_again(street: Neighbourhood, page: Page) -> None:
    chat = (await page.ok(street.tom, "create_group", title="Allotment", kind="supergroup"))["chat"]
    bot = street.sandbox.bot
    await page.ok(street.tom, "add_bot", chat=chat)
    await page.ok(street.tom, "restrict", chat=chat, person=bot.id)
    world = await page.get("/sandbox/world")
    assert [one["bot_status"] for one in world["chats"] if one["id"] == chat] == ["restricted"]
    await page.ok(street.tom, "allow", chat=chat, person=bot.id)
    await page.no(street.tom, "create_group", "no group of the kind", title="Choir", kind="channel")


async def test_files_and_places_are_shown(street: Neighbourhood, page: Page) -> None:
    await page.ok(street.tom, "start")
    chat, data = street.tom.id, base64.b64encode(b"hours").decode()
    file = {"chat": chat, "data": data, "file_name": "hours.csv", "mime_type": "text/csv", "caption": "mine"}
    await page.ok(street.tom, "send_document", **file)
    await page.ok(street.tom, "send_photo", chat=chat, data=data)
    await page.ok(street.tom, "send_location", chat=chat, latitude=52.2, longitude=0.14)
    await page.ok(street.tom, "send_contact", chat=chat)
    document, photo, place, contact = (await page.get("/sandbox/view", person=chat, chat=chat))["messages"][-4:]
    assert (document["document"]["file_name"], document["caption"]) == ("hours.csv", "mine")
    assert photo["photo"]["size"] == 5
    assert place["location"]["latitude"] == 52.2
    assert contact["contact"]["first_name"] == "Tom"
    async with page.session.get(f"{page.url}/sandbox/file/{document['document']['file_id']}") as answer:
        assert await answer.read() == b"hours"


async def test_links_resolve_as_in_the_app(street: Neighbourhood, page: Page) -> None:
    assert await page.ok(street.tom, "open_link", url="https://example.org/") == {"external": "https://example.org/"}
    await page.ok(street.tom, "open_link", url="https://t.me/ifyouwill_bot?start=p_7K2MQ")
    assert street.sandbox.seen(street.tom)[-1].text == "/start p_7K2MQ"
    group = "https://t.me/IfYouWill_bot?startgroup=set_up&admin=pin_messages"
    assert await page.ok(street.maria, "open_link", url=group) == {"choose_group": "set_up"}
    await page.ok(street.maria, "open_link", url=group, chat=street.group.id)
    assert street.sandbox.seen(street.tom)[-1].text == "/start@ifyouwill_bot set_up"
    await page.ok(street.joan, "open_link", url="tg://resolve?domain=ifyouwill_bot&start=c_1")
    assert street.sandbox.seen(street.joan)[-1].text == "/start c_1"


async def test_an_inline_query_waits_for_the_bot(street: Neighbourhood, page: Page, bot: Hands) -> None:
    asking = asyncio.create_task(page.ok(street.tom, "inline_query", query="gloves", chat=street.group.id))
    heard = await bot.ok("getUpdates", timeout=2)
    article = {"type": "article", "id": "7", "title": "Gloves", "input_message_content": {"message_text": "Gloves"}}
    await bot.ok("answerInlineQuery", inline_query_id=heard[0]["inline_query"]["id"], results=[article])
    answer = await asking
    assert answer["results"] == [{"id": "7", "title": "Gloves", "description": None}]
    await page.ok(street.tom, "choose_inline", query_id=answer["query_id"], result_id="7", chat=street.group.id)
    assert street.sandbox.seen(street.joan)[-1].text == "Gloves"


async def test_the_clock_moves_and_everybody_is_told(street: Neighbourhood, page: Page) -> None:
    before = street.sandbox.clock.now()
    await page.ok(street.tom, "move_clock", seconds=3600)
    assert street.sandbox.clock.now() == before + timedelta(hours=1)
    assert street.sandbox.events.since(0)[-1]["kind"] == "clock"


async def test_events_stream_from_where_one_left_off(street: Neighbourhood, page: Page) -> None:
    seq = (await page.get("/sandbox/world"))["seq"]
    await page.ok(street.tom, "start")
    async with page.session.get(page.url + "/sandbox/events", params={"since": seq}) as stream:
        assert stream.content_type == "text/event-stream"
        events = []
        while len(events) < 3:
            if len(events) == 2:
                await page.ok(street.tom, "send_text", chat=street.tom.id, text="x")
            line = await asyncio.wait_for(stream.content.readline(), 2)
            if line.startswith(b"data: "):
                events.append(json.loads(line.removeprefix(b"data: ")))
    assert [event["kind"] for event in events] == ["chats", "message", "message"]
    assert [event["seq"] for event in events] == [seq + 1, seq + 2, seq + 3]


async def test_the_page_itself_is_served(page: Page) -> None:
    async with page.session.get(page.url + "/") as answer:
        assert answer.status == 200
        assert "IfYouWill" in await answer.text()
