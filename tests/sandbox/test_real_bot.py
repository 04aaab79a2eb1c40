"""A real python-telegram-bot `Bot` over HTTP finds nothing missing and meets its own exceptions."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    ChatMemberRestricted,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.helpers import create_deep_linked_url

from bot.core.clock import MovableClock
from bot.sandbox.faults import Fault, What, When
from bot.sandbox.files import Upload
from bot.sandbox.people import Neighbourhood
from bot.sandbox.server import Serving, serving

pytestmark = pytest.mark.filterwarnings(
    "ignore::telegram.warnings.PTBUserWarning", "ignore::telegram.warnings.PTBDeprecationWarning"
)


@pytest.fixture
async def server(street: Neighbourhood) -> AsyncIterator[Serving]:
    async with serving(street.sandbox) as running:
        yield running


@pytest.fixture
async def ptb(server: Serving) -> AsyncIterator[Bot]:
    bot = Bot(server.sandbox.setup.token, base_url=server.api_base, base_file_url=server.file_base)
    async with bot:
        yield bot


async def test_the_way_of_a_pledge(street: Neighbourhood, ptb: Bot) -> None:
    await street.sandbox.open_link(street.tom, create_deep_linked_url(ptb.username, "p_7K2MQ"))
    (update,) = await ptb.get_updates(timeout=1, allowed_updates=Update.ALL_TYPES)
    assert update.message
    assert update.message.text == "/start p_7K2MQ"
    sign = InlineKeyboardMarkup([[InlineKeyboardButton("Sign", callback_data="s:7")]])
    card = await ptb.send_message(street.tom.id, "<b>Gloves</b> 🧤", parse_mode=ParseMode.HTML, reply_markup=sign)
    assert card.text_html == "<b>Gloves</b> 🧤"
    await street.sandbox.press(street.tom, street.sandbox.last(street.tom), "Sign")
    (press,) = await ptb.get_updates(offset=update.update_id + 1)
    query = press.callback_query
    assert query
    assert isinstance(query.message, Message)
    await query.answer("Signed")
    await query.edit_message_text("Signed by one")
    assert street.sandbox.last(street.tom).content.text == "Signed by one"
    assert street.sandbox.toasts(street.tom)[0].text == "Signed"
    with pytest.raises(BadRequest, match="not modified"):
        await query.edit_message_text("Signed by one")
    with pytest.raises(BadRequest, match="too old"):
        await query.answer("Signed")


async def test_its_own_exceptions(street: Neighbourhood, ptb: Bot, server: Serving) -> None:
    tom = street.tom.id
    with pytest.raises(Forbidden, match="initiate"):
        await ptb.send_message(tom, "x")
    await street.sandbox.start(street.tom)
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await ptb.send_message(tom, "<b>x", parse_mode=ParseMode.HTML)
    for _ in range(3):
        await ptb.send_message(tom, "x")
    with pytest.raises(RetryAfter):
        await ptb.send_message(tom, "x")
    await street.sandbox.add_bot(street.maria, street.group)
    new = await street.sandbox.upgrade_group(street.maria, street.group)
    with pytest.raises(ChatMigrated) as migrated:
        await ptb.send_message(street.group.id, "x")
    assert migrated.value.new_chat_id == new.id
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=server.api_base):
            pass


@pytest.mark.parametrize("what", [What.RESET, What.HALF, What.SERVER_ERROR, What.HANG])
async def test_an_answer_gets_lost_on_the_way(street: Neighbourhood, ptb: Bot, what: What) -> None:
    await street.sandbox.start(street.tom)
    street.sandbox.faults.add(Fault(what, When.AFTER, seconds=0.05))
    with pytest.raises(NetworkError):
        await ptb.send_message(street.tom.id, "x")
    assert street.sandbox.last(street.tom).content.text == "x"


async def test_a_slow_answer_arrives(street: Neighbourhood, ptb: Bot) -> None:
    await street.sandbox.start(street.tom)
    street.sandbox.faults.add(Fault(What.SLOW, seconds=0.05))
    assert (await ptb.send_message(street.tom.id, "x")).text == "x"


async def test_files_go_both_ways(street: Neighbourhood, ptb: Bot, clock: MovableClock) -> None:
    await street.sandbox.start(street.tom)
    sent = await ptb.send_document(
        street.tom.id, InputFile(b"a,b", filename="hours.csv"), caption="<i>Hours</i>", parse_mode="HTML"
    )
    assert sent.document
    assert (sent.document.file_name, sent.caption_html) == ("hours.csv", "<i>Hours</i>")
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == b"a,b"
    again = await ptb.send_document(street.tom.id, sent.document.file_id)
    assert again.document == sent.document
    picture = await ptb.send_photo(street.tom.id, b"\x89PNG", filename="street.png")
    assert picture.photo[0].file_size == 4
    assert (
        await ptb.edit_message_caption(street.tom.id, picture.message_id, caption="Mill Road")
    ).caption == "Mill Road"
    clock.move(timedelta(minutes=1))
    await street.sandbox.send_photo(street.tom, None, Upload("p.jpg", "image/jpeg", b"jpeg"), "/report water")
    update = (await ptb.get_updates())[-1]
    assert update.message
    assert update.message.caption == "/report water"
    assert update.message.photo
    assert bytes(await (await update.message.photo[-1].get_file()).download_as_bytearray()) == b"jpeg"


async def test_keyboards_contacts_and_places(street: Neighbourhood, ptb: Bot) -> None:
    await street.sandbox.start(street.tom)
    keys = ReplyKeyboardMarkup([[KeyboardButton("Where I am", request_location=True)]], one_time_keyboard=True)
    asked = await ptb.send_message(street.tom.id, "Where?", reply_markup=keys)
    assert asked.reply_markup is None
    await ptb.send_message(street.tom.id, "Title?", reply_markup=ForceReply(input_field_placeholder="Gloves"))
    await street.sandbox.send_location(street.tom, None, 52.2, 0.14)
    await street.sandbox.send_contact(street.tom, None, "+441223000000")
    await street.sandbox.share_people(street.tom, 7, [street.joan])
    place, contact, shared = (update.message for update in (await ptb.get_updates())[-3:])
    assert place
    assert place.location
    assert place.location.latitude == 52.2
    assert contact
    assert contact.contact
    assert contact.contact.user_id == street.tom.id
    assert shared
    assert shared.users_shared
    assert shared.users_shared.users[0].user_id == street.joan.id


async def test_chats_members_and_menus(street: Neighbourhood, ptb: Bot) -> None:
    await street.sandbox.add_bot(street.maria, street.group, as_admin=True)
    chat = await ptb.get_chat(street.group.id)
    assert chat.title == "Mill Road neighbours"
    assert (await ptb.get_chat_member(street.group.id, street.maria.id)).status == "creator"
    assert len(await ptb.get_chat_administrators(street.group.id)) == 2
    assert await ptb.get_chat_member_count(street.group.id) == 7
    await ptb.set_my_commands([BotCommand("help", "How it works")])
    assert (await ptb.get_my_commands())[0].command == "help"
    assert (await ptb.get_my_name()).name == "IfYouWill"
    sent = await ptb.send_message(street.group.id, "card")
    assert await ptb.pin_chat_message(street.group.id, sent.message_id)
    assert await ptb.send_chat_action(street.group.id, "typing")
    assert await ptb.delete_message(street.group.id, sent.message_id)
    changes = [update.my_chat_member for update in await ptb.get_updates() if update.my_chat_member]
    assert changes[0].new_chat_member.status == "administrator"


async def test_what_is_newer_than_the_library_gets_through(street: Neighbourhood, ptb: Bot) -> None:
    await street.sandbox.add_bot(street.maria, street.group, as_admin=True)
    whisper = {"ephemeral_message_parameters": {"receiver_user_id": street.tom.id}}
    sent = await ptb.send_message(street.group.id, "psst", api_kwargs=whisper)
    assert (sent.message_id, sent.api_kwargs["receiver_user"]["id"]) == (0, street.tom.id)
    place = {"chat_id": street.group.id, "receiver_user_id": street.tom.id}
    place["ephemeral_message_id"] = sent.api_kwargs["ephemeral_message_id"]
    assert await ptb.do_api_request("editEphemeralMessageText", {**place, "text": "pssst"}) is True


async def test_long_polls_over_http(street: Neighbourhood, ptb: Bot) -> None:
    poll = asyncio.create_task(ptb.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    await street.sandbox.start(street.tom)
    (update,) = await asyncio.wait_for(poll, 2)
    assert update.effective_user
    assert update.effective_user.id == street.tom.id


async def test_a_restricted_member_is_understood(street: Neighbourhood, ptb: Bot) -> None:
    await street.sandbox.add_bot(street.maria, street.group)
    group = await street.sandbox.upgrade_group(street.maria, street.group)
    await street.sandbox.restrict(street.maria, group, street.tom)
    member = await ptb.get_chat_member(group.id, street.tom.id)
    assert isinstance(member, ChatMemberRestricted)
    assert (member.is_member, member.can_send_messages) == (True, False)
