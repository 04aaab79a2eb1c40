"""Groups: what the bot hears, who seems to speak, who may do what, and the upgrade to a supergroup."""

from typing import Any

import pytest

from bot.core.clock import MovableClock
from bot.sandbox.errors import CannotAct
from bot.sandbox.groups import ALL_RIGHTS
from bot.sandbox.people import Neighbourhood, neighbourhood
from bot.sandbox.stage import Setup
from tests.sandbox.conftest import Hands, button, keyboard


@pytest.fixture
async def joined(street: Neighbourhood, bot: Hands) -> Neighbourhood:
    """The bot is an ordinary member of the group."""
    await street.sandbox.add_bot(street.maria, street.group)
    await bot.updates()
    return street


async def test_the_bot_hears_of_its_coming_and_going(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.add_bot(street.maria, street.group)
    change, said = await bot.updates()
    assert change["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert said["message"]["new_chat_members"][0]["id"] == street.sandbox.bot.id
    await street.sandbox.promote(street.maria, street.group, street.sandbox.bot)
    promoted = (await bot.updates())[0]["my_chat_member"]["new_chat_member"]
    assert promoted["status"] == "administrator"
    assert promoted["can_delete_messages"] is True
    await street.sandbox.remove_bot(street.maria, street.group)
    assert (await bot.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("good morning", False),
        ("@ifyouwill_bot good morning", False),
        ("/pledges", True),
        ("/pledges@ifyouwill_bot", True),
        ("/pledges@IfYouWill_Bot now", True),
        ("/pledges@other_bot", False),
        ("see /pledges", False),
    ],
)
async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    joined: Neighbourhood, bot: Hands, text: str, heard: bool
) -> None:
    await joined.sandbox.send_text(joined.tom, joined.group, text)
    assert (await bot.heard() == ["message"]) is heard


async def test_replies_to_the_bot_are_heard_and_others_are_not(joined: Neighbourhood, bot: Hands) -> None:
    await bot.ok("sendMessage", chat_id=joined.group.id, text="Who comes?")
    question = joined.sandbox.last(joined.tom, joined.group)
    answer = await joined.sandbox.send_text(joined.tom, joined.group, "me", reply_to=question)
    await joined.sandbox.send_text(joined.joan, joined.group, "not me", reply_to=answer)
    (heard,) = await bot.updates()
    assert heard["message"]["reply_to_message"]["text"] == "Who comes?"
    assert "reply_to_message" not in heard["message"]["reply_to_message"]


async def test_an_administrator_and_an_open_bot_hear_everything(joined: Neighbourhood, clock: MovableClock) -> None:
    await joined.sandbox.promote(joined.maria, joined.group, joined.sandbox.bot)
    open_street = await neighbourhood(clock, setup=Setup(privacy=False))
    await open_street.sandbox.add_bot(open_street.maria, open_street.group)
    for street in (joined, open_street):
        bot = Hands(street.sandbox)
        await bot.updates()
        await street.sandbox.send_text(street.tom, street.group, "good morning")
        assert await bot.heard() == ["message"]


async def test_other_bots_are_never_heard(joined: Neighbourhood, bot: Hands) -> None:
    other = await joined.sandbox.create_person("Helper", username="helper_bot", is_bot=True)
    await joined.sandbox.add_person(joined.maria, joined.group, other)
    await bot.updates()
    await joined.sandbox.send_text(other, joined.group, "/pledges@ifyouwill_bot")
    assert await bot.updates() == []


async def test_an_anonymous_admin_writes_as_the_group_and_presses_as_themselves(
    joined: Neighbourhood, bot: Hands
) -> None:
    await joined.sandbox.set_anonymous(joined.maria, joined.group, on=True)
    await joined.sandbox.send_text(joined.maria, joined.group, "/organise")
    (heard,) = await bot.updates()
    assert heard["message"]["from"]["id"] == 1087968824
    assert heard["message"]["from"]["is_bot"] is True
    assert heard["message"]["sender_chat"]["id"] == joined.group.id
    admin = button("I am the admin", "a")
    await bot.ok("sendMessage", chat_id=joined.group.id, text="Who is it?", reply_markup=keyboard([admin]))
    await joined.sandbox.press(joined.maria, joined.sandbox.last(joined.maria, joined.group), "I am the admin")
    (press,) = await bot.updates()
    assert press["callback_query"]["from"]["id"] == joined.maria.id


async def test_channels_speak_through_masks(joined: Neighbourhood, bot: Hands) -> None:
    channel = joined.sandbox.new_channel("Mill Road news", linked_to=joined.group)
    await joined.sandbox.promote(joined.maria, joined.group, joined.sandbox.bot)
    await bot.updates()
    await joined.sandbox.send_text(joined.tom, joined.group, "/pledge", as_channel=channel)
    await joined.sandbox.post_in_linked_channel(joined.group, "/pledge")
    masked, forwarded = await bot.updates()
    assert (masked["message"]["from"]["id"], masked["message"]["sender_chat"]["id"]) == (136817688, channel.id)
    assert forwarded["message"]["from"]["id"] == 777000
    assert forwarded["message"]["is_automatic_forward"] is True


async def test_forwards_and_edits_are_marked(joined: Neighbourhood, bot: Hands) -> None:
    said = await joined.sandbox.send_text(joined.tom, joined.group, "/pledges")
    await joined.sandbox.forward(joined.joan, said, joined.group)
    await joined.sandbox.edit_text(joined.tom, said, "/pledges now")
    _, forwarded, edited = await bot.updates()
    assert forwarded["message"]["forward_origin"]["sender_user"]["id"] == joined.tom.id
    assert edited["edited_message"]["text"] == "/pledges now"
    assert edited["edited_message"]["edit_date"] == said.date


async def test_members_and_administrators_are_told(joined: Neighbourhood, bot: Hands) -> None:
    where = {"chat_id": joined.group.id}
    assert await bot.ok("getChatMemberCount", **where) == 7
    assert (await bot.ok("getChatMember", **where, user_id=joined.maria.id))["status"] == "creator"
    assert (await bot.ok("getChatMember", **where, user_id=joined.tom.id))["status"] == "member"
    await joined.sandbox.leave(joined.tom, joined.group)
    assert (await bot.ok("getChatMember", **where, user_id=joined.tom.id))["status"] == "left"
    await joined.sandbox.promote(joined.maria, joined.group, joined.joan)
    admins = await bot.ok("getChatAdministrators", **where)
    assert {admin["user"]["id"] for admin in admins} == {joined.maria.id, joined.joan.id}
    assert await bot.no("getChatMember", **where, user_id=5) == "Bad Request: user not found"


async def test_the_upgrade_gives_a_new_chat_with_new_message_ids(joined: Neighbourhood, bot: Hands) -> None:
    old = joined.group
    card = await bot.ok("sendMessage", chat_id=old.id, text="card")
    new = await joined.sandbox.upgrade_group(joined.maria, old)
    told = await bot.updates()
    kinds = [next(kind for kind in update if kind != "update_id") for update in told]
    assert kinds == ["message", "message", "my_chat_member", "my_chat_member"]
    assert told[0]["message"]["migrate_to_chat_id"] == new.id
    assert told[1]["message"]["migrate_from_chat_id"] == old.id
    assert str(new.id).startswith("-100")
    answer = await bot.raw("sendMessage", {"chat_id": old.id, "text": "x"})
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    await bot.no("editMessageText", chat_id=new.id, message_id=card["message_id"], text="x")
    await bot.ok("sendMessage", chat_id=new.id, text="x")
    assert joined.sandbox.last(joined.tom, new).content.text == "x"
    with pytest.raises(CannotAct):
        await joined.sandbox.send_text(joined.tom, old, "still here?")


async def test_topics(street: Neighbourhood, bot: Hands) -> None:
    sandbox = street.sandbox
    forum = await sandbox.create_group(street.maria, "Mill Road", [street.tom, sandbox.bot], forum=True)
    thread = await sandbox.add_topic(street.maria, forum, "Pledges")
    sent = await bot.ok("sendMessage", chat_id=forum.id, message_thread_id=thread, text="x")
    assert (sent["message_thread_id"], sent["is_topic_message"], sent["chat"]["is_forum"]) == (thread, True, True)
    reply = await bot.ok("sendMessage", chat_id=forum.id, text="y", reply_parameters={"message_id": sent["message_id"]})
    assert reply["message_thread_id"] == thread
    await sandbox.close_topic(street.maria, forum, thread)
    assert "TOPIC_CLOSED" in await bot.no("sendMessage", chat_id=forum.id, message_thread_id=thread, text="x")
    opened, closed = [one["message"] for one in await bot.updates() if "message" in one][-2:]
    assert (opened["message_thread_id"], opened["forum_topic_created"]["name"]) == (thread, "Pledges")
    assert (closed["message_thread_id"], closed["forum_topic_closed"]) == (thread, {})
    with pytest.raises(CannotAct, match="closed already"):
        await sandbox.close_topic(street.maria, forum, thread)
    with pytest.raises(CannotAct, match="this topic is closed"):
        await sandbox.send_text(street.tom, forum, "me too", thread=thread)
    await sandbox.send_text(street.maria, forum, "administrators may", thread=thread)
    await sandbox.reopen_topic(street.maria, forum, thread)
    with pytest.raises(CannotAct, match="open already"):
        await sandbox.reopen_topic(street.maria, forum, thread)
    await bot.ok("sendMessage", chat_id=forum.id, message_thread_id=thread, text="x")
    await sandbox.delete_topic(street.maria, forum, thread)
    assert "thread not found" in await bot.no("sendMessage", chat_id=forum.id, message_thread_id=thread, text="x")
    with pytest.raises(CannotAct, match="no such topic"):
        await sandbox.close_topic(street.maria, forum, thread)
    with pytest.raises(CannotAct, match="1-128 characters"):
        await sandbox.add_topic(street.maria, forum, " ")


async def test_messages_are_deleted_within_48_hours_and_with_the_right(
    joined: Neighbourhood, bot: Hands, clock: MovableClock
) -> None:
    where: dict[str, Any] = {"chat_id": joined.group.id}
    said = await joined.sandbox.send_text(joined.tom, joined.group, "/pledges")
    assert "can't be deleted" in await bot.no("deleteMessage", **where, message_id=said.id)
    await joined.sandbox.promote(joined.maria, joined.group, joined.sandbox.bot, rights=ALL_RIGHTS)
    await bot.ok("deleteMessage", **where, message_id=said.id)
    mine = await bot.ok("sendMessage", **where, text="x")
    clock.move(clock.now() - clock.now().replace(day=25))
    assert "can't be deleted" in await bot.no("deleteMessage", **where, message_id=mine["message_id"])


async def test_pinning_needs_the_right(joined: Neighbourhood, bot: Hands) -> None:
    sent = await bot.ok("sendMessage", chat_id=joined.group.id, text="x")
    place = {"chat_id": joined.group.id, "message_id": sent["message_id"]}
    assert "not enough rights" in await bot.no("pinChatMessage", **place)
    await joined.sandbox.promote(joined.maria, joined.group, joined.sandbox.bot)
    await bot.ok("pinChatMessage", **place)
    assert (await bot.ok("getChat", chat_id=joined.group.id))["pinned_message"]["text"] == "x"


async def test_the_bot_leaves(joined: Neighbourhood, bot: Hands) -> None:
    await bot.ok("leaveChat", chat_id=joined.group.id)
    assert "not a member" in await bot.no("sendMessage", chat_id=joined.group.id, text="x")


async def test_people_can_do_no_more_than_the_app_lets_them(joined: Neighbourhood) -> None:
    sandbox, group = joined.sandbox, joined.group
    stranger = await sandbox.create_person("Stranger")
    for act in (
        sandbox.send_text(stranger, group, "x"),
        sandbox.send_text(joined.tom, None, "before Start"),
        sandbox.start(joined.tom, "with space"),
        sandbox.promote(joined.tom, group, joined.joan),
        sandbox.remove_person(joined.tom, group, joined.joan),
        sandbox.remove_person(joined.maria, group, stranger),
        sandbox.add_bot(joined.maria, group),
        sandbox.set_anonymous(joined.tom, group, on=True),
        sandbox.block_bot(joined.tom),
        sandbox.send_text(joined.tom, group, " "),
        sandbox.send_text(joined.tom, group, "x" * 4097),
    ):
        with pytest.raises(CannotAct):
            await act


async def test_a_bot_that_may_not_write_still_edits_deletes_and_answers(street: Neighbourhood, bot: Hands) -> None:
    sandbox, maria = street.sandbox, street.maria
    await sandbox.add_bot(maria, street.group)
    group = await sandbox.upgrade_group(maria, street.group)
    said = await bot.ok("sendMessage", chat_id=group.id, text="A card", reply_markup=keyboard([button("Sign", "s")]))
    place = {"chat_id": group.id, "message_id": said["message_id"]}
    await bot.updates()
    await sandbox.restrict(maria, group, sandbox.bot)
    (change,) = await bot.updates()
    member = change["my_chat_member"]["new_chat_member"]
    assert (member["status"], member["is_member"], member["can_send_messages"]) == ("restricted", True, False)
    refused = await bot.no("sendMessage", chat_id=group.id, text="Hello?")
    assert refused == "Bad Request: not enough rights to send text messages to the chat"
    press = await sandbox.press(street.tom, sandbox.last(street.tom, group), "Sign")
    await bot.ok("answerCallbackQuery", callback_query_id=press.id)
    await bot.ok("editMessageText", **place, text="A card, changed")
    await bot.ok("deleteMessage", **place)
    await sandbox.allow(maria, group, sandbox.bot)
    await bot.ok("sendMessage", chat_id=group.id, text="Hello again")


async def test_who_may_not_write_may_press_and_read(street: Neighbourhood, bot: Hands) -> None:
    sandbox, maria, tom = street.sandbox, street.maria, street.tom
    await sandbox.add_bot(maria, street.group)
    with pytest.raises(CannotAct, match="only a supergroup"):
        await sandbox.restrict(maria, street.group, tom)
    group = await sandbox.upgrade_group(maria, street.group)
    await bot.ok("sendMessage", chat_id=group.id, text="A card", reply_markup=keyboard([button("Sign", "s")]))
    await sandbox.restrict(maria, group, tom)
    with pytest.raises(CannotAct, match="may not write"):
        await sandbox.send_text(tom, group, "Hello?")
    assert (await sandbox.press(tom, sandbox.last(tom, group), "Sign")).data == "s"
    assert (await bot.ok("getChatMember", chat_id=group.id, user_id=tom.id))["status"] == "restricted"
    with pytest.raises(CannotAct, match="only a plain member"):
        await sandbox.restrict(maria, group, maria)
    await sandbox.allow(maria, group, tom)
    await sandbox.send_text(tom, group, "Thank you")
    with pytest.raises(CannotAct, match="may write already"):
        await sandbox.allow(maria, group, tom)
