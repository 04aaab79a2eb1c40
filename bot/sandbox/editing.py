"""The Bot API's methods that change or delete a message."""

from typing import Any

from bot.sandbox import markup, wire
from bot.sandbox.compose import caption, text_content
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Args
from bot.sandbox.reach import own, writable
from bot.sandbox.stage import Stage
from bot.sandbox.world import Chat, Content, Json, Kind, Message

_DELETABLE_SECONDS = 48 * 3600
_DELETED_AT_ONCE = 100
_SAME = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def edit_message_text(stage: Stage, args: Args) -> Any:
    message = _editable(stage, args)
    _expect_text(message)
    return _apply(stage, message, _with_markup(message, args, text_content(stage, args)))


def edit_message_caption(stage: Stage, args: Args) -> Any:
    message = _editable(stage, args)
    _expect_media(message)
    return _apply(stage, message, _with_markup(message, args, caption(stage, args, message.content.media)))


def edit_message_reply_markup(stage: Stage, args: Args) -> Any:
    message = _editable(stage, args)
    return _apply(stage, message, _with_markup(message, args, message.content))


def edit_ephemeral_message_text(stage: Stage, args: Args) -> bool:
    message = _ephemeral(stage, args)
    _expect_text(message)
    return _apply_ephemeral(stage, message, _with_markup(message, args, text_content(stage, args)))


def edit_ephemeral_message_reply_markup(stage: Stage, args: Args) -> bool:
    message = _ephemeral(stage, args)
    return _apply_ephemeral(stage, message, _with_markup(message, args, message.content))


def delete_ephemeral_message(stage: Stage, args: Args) -> bool:
    stage.remove(_ephemeral(stage, args))
    return True


def delete_message(stage: Stage, args: Args) -> bool:
    chat = writable(stage, args["chat_id"])
    message = chat.messages.get(args["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(stage, chat, message):
        raise bad_request("message can't be deleted")
    stage.flood.admit(chat, edit=True)
    stage.remove(message)
    return True


def delete_messages(stage: Stage, args: Args) -> bool:
    """Messages that are gone are skipped, as at Telegram."""
    chat = writable(stage, args["chat_id"])
    numbers: list[Any] = args["message_ids"]
    if not 1 <= len(numbers) <= _DELETED_AT_ONCE or not all(isinstance(number, int) for number in numbers):
        raise bad_request("there must be 1-100 message identifiers")
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    if not all(_may_delete(stage, chat, message) for message in found):
        raise bad_request("message can't be deleted")
    stage.flood.admit(chat, edit=True)
    for message in found:
        stage.remove(message)
    return True


def _may_delete(stage: Stage, chat: Chat, message: Message) -> bool:
    if stage.stamp() - message.date >= _DELETABLE_SECONDS:
        return False
    if message.sender is stage.bot or chat.kind is Kind.PRIVATE:
        return True
    return "can_delete_messages" in own(stage, chat).rights


def _editable(stage: Stage, args: Args) -> Message:
    if "inline_message_id" in args:
        inline = stage.inline_messages.get(args["inline_message_id"])
        if inline is None or inline.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    if "chat_id" not in args or "message_id" not in args:
        raise bad_request("message identifier is not specified")
    chat = writable(stage, args["chat_id"])
    message = chat.messages.get(args["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not stage.bot or message.service is not None:
        raise bad_request("message can't be edited")
    stage.flood.admit(chat, edit=True)
    return message


def _ephemeral(stage: Stage, args: Args) -> Message:
    chat = writable(stage, args["chat_id"])
    message = chat.ephemerals.get(args["ephemeral_message_id"])
    if message is None or message.receiver is None or message.receiver.id != args["receiver_user_id"]:
        raise bad_request("MESSAGE_ID_INVALID")
    stage.flood.admit(chat, edit=True)
    return message


def _expect_text(message: Message) -> None:
    if message.content.captioned:
        raise bad_request("there is no text in the message to edit")


def _expect_media(message: Message) -> None:
    if not ("photo" in message.content.media or "document" in message.content.media):
        raise bad_request("there is no caption in the message to edit")


def _with_markup(message: Message, args: Args, content: Content) -> Content:
    """An edit without a keyboard takes the keyboard away, as at Telegram."""
    private = message.chat.kind is Kind.PRIVATE
    given = args.get("reply_markup")
    keyboard = markup.inline(given, private=private, ephemeral=message.ephemeral_id is not None) if given else None
    return Content(content.text, content.entities, content.media, keyboard)


def _apply(stage: Stage, message: Message, content: Content) -> Json | bool:
    if content == message.content:
        raise bad_request(_SAME)
    stage.change(message, content)
    return True if message.inline_id is not None else wire.message(message)


def _apply_ephemeral(stage: Stage, message: Message, content: Content) -> bool:
    if message.sender is not stage.bot:
        raise bad_request("message can't be edited")
    if content == message.content:
        raise bad_request(_SAME)
    stage.change(message, content)
    return True
