"""Buttons: what the bot hears of a press, and how long it may answer."""

from datetime import timedelta

import pytest

from bot.core.clock import MovableClock
from bot.sandbox.errors import CannotAct
from bot.sandbox.people import Neighbourhood
from bot.sandbox.world import Message
from tests.sandbox.conftest import Hands, button, keyboard


@pytest.fixture
async def card(street: Neighbourhood, bot: Hands) -> Message:
    """A message with two buttons in Tom's private chat."""
    await street.sandbox.start(street.tom)
    rows = keyboard([button("Sign", "s:1"), button("Show", "v:1")])
    await bot.ok("sendMessage", chat_id=street.tom.id, text="card", reply_markup=rows)
    await bot.updates()
    return street.sandbox.last(street.tom)


async def test_a_press_tells_who_where_and_what(street: Neighbourhood, bot: Hands, card: Message) -> None:
    await street.sandbox.press(street.tom, card, (0, 1))
    await bot.ok("editMessageText", chat_id=street.tom.id, message_id=card.id, text="changed")
    await street.sandbox.press(street.tom, card, data="forged")
    first, second = (update["callback_query"] for update in await bot.updates())
    assert (first["from"]["id"], first["data"], first["message"]["text"]) == (street.tom.id, "v:1", "card")
    assert first["chat_instance"] == second["chat_instance"]
    assert (second["data"], second["message"]["text"]) == ("forged", "changed")


async def test_a_press_on_a_deleted_message_has_only_its_trace(
    street: Neighbourhood, bot: Hands, card: Message
) -> None:
    await bot.ok("deleteMessage", chat_id=street.tom.id, message_id=card.id)
    await street.sandbox.press(street.tom, card, data="s:1")
    (update,) = await bot.updates()
    assert update["callback_query"]["message"]["date"] == 0
    assert "text" not in update["callback_query"]["message"]


async def test_a_press_is_answered_once(street: Neighbourhood, bot: Hands, card: Message) -> None:
    press = await street.sandbox.press(street.tom, card, "Sign")
    assert street.sandbox.unanswered() == [press]
    await bot.ok("answerCallbackQuery", callback_query_id=press.id, text="Signed", show_alert=True)
    assert "query is too old" in await bot.no("answerCallbackQuery", callback_query_id=press.id)
    (toast,) = street.sandbox.toasts(street.tom)
    assert (toast.text, toast.alert, street.sandbox.unanswered()) == ("Signed", True, [])


async def test_a_press_is_answered_within_15_seconds(
    street: Neighbourhood, bot: Hands, card: Message, clock: MovableClock
) -> None:
    press = await street.sandbox.press(street.tom, card, "Sign")
    clock.move(timedelta(seconds=16))
    assert "query is too old" in await bot.no("answerCallbackQuery", callback_query_id=press.id)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ({"url": "https://example.org"}, "URL_INVALID"),
        ({"url": "https://t.me/another_bot?start=x"}, "URL_INVALID"),
    ],
)
async def test_a_toast_has_limits(
    street: Neighbourhood, bot: Hands, card: Message, answer: dict[str, str], words: str
) -> None:
    press = await street.sandbox.press(street.tom, card, "Sign")
    assert words in await bot.no("answerCallbackQuery", callback_query_id=press.id, **answer)
    url = "https://t.me/ifyouwill_bot?start=p_7K2MQ"
    await bot.ok("answerCallbackQuery", callback_query_id=press.id, text="🎉" * 100, url=url)
    assert street.sandbox.toasts(street.tom)[-1].url == url


async def test_only_buttons_that_are_shown_can_be_pressed(street: Neighbourhood, card: Message) -> None:
    for wanted in ("Withdraw", (0, 2), (1, 0), (-1, 0)):
        with pytest.raises(CannotAct, match="Sign"):
            await street.sandbox.press(street.tom, card, wanted)
    with pytest.raises(CannotAct):
        await street.sandbox.press(street.joan, card, "Sign")


async def test_inline_answers_are_offered_and_chosen(street: Neighbourhood, bot: Hands) -> None:
    await street.sandbox.add_bot(street.maria, street.group)
    await bot.updates()
    asked = await street.sandbox.inline_query(street.tom, "gloves", street.group)
    (update,) = await bot.updates()
    assert (update["inline_query"]["query"], update["inline_query"]["chat_type"]) == ("gloves", "group")
    article = {
        "type": "article",
        "id": "7",
        "title": "Gloves",
        "input_message_content": {"message_text": "<b>Gloves</b>", "parse_mode": "HTML"},
        "reply_markup": keyboard([button("Sign", "s:7")]),
    }
    await bot.ok("answerInlineQuery", inline_query_id=asked.id, results=[article])
    message = await street.sandbox.choose_inline(street.tom, asked, "7")
    chosen, heard = await bot.updates()
    inline_id = chosen["chosen_inline_result"]["inline_message_id"]
    assert heard["message"]["via_bot"]["id"] == street.sandbox.bot.id
    await street.sandbox.press(street.joan, message, "Sign")
    (press,) = await bot.updates()
    assert press["callback_query"]["inline_message_id"] == inline_id
    assert "message" not in press["callback_query"]
    assert await bot.ok("editMessageText", inline_message_id=inline_id, text="signed") is True
    assert street.sandbox.screen(street.joan, street.group)[-1].content.text == "signed"


async def test_inline_answers_are_checked(street: Neighbourhood, bot: Hands) -> None:
    asked = await street.sandbox.inline_query(street.tom, "x")
    article = {"type": "article", "id": "1", "title": "x", "input_message_content": {"message_text": "x"}}
    twice = await bot.no("answerInlineQuery", inline_query_id=asked.id, results=[article, article])
    assert "RESULT_ID_DUPLICATE" in twice
    many = [{**article, "id": str(number)} for number in range(51)]
    assert "RESULTS_TOO_MUCH" in await bot.no("answerInlineQuery", inline_query_id=asked.id, results=many)
    with pytest.raises(CannotAct):
        await street.sandbox.choose_inline(street.tom, asked, "1")
