"""The Bot API's sending methods: everything that makes a new message."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.sandbox import files, markup, wire
from bot.sandbox.compose import caption, text_content
from bot.sandbox.errors import bad_request
from bot.sandbox.files import Stored, Upload
from bot.sandbox.params import Args
from bot.sandbox.reach import own, speakable
from bot.sandbox.stage import Press, Stage
from bot.sandbox.world import Chat, Content, Json, Kind, Message, Person

EPHEMERAL_ANSWER = timedelta(seconds=15)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def send_message(stage: Stage, args: Args) -> Json:
    return _send(stage, args, lambda: text_content(stage, args))


def send_photo(stage: Stage, args: Args) -> Json:
    def build() -> Content:
        stored = _stored(stage, args["photo"], "photos", files.MAX_PHOTO)
        return caption(stage, args, files.photo(stored))

    return _send(stage, args, build)


def send_document(stage: Stage, args: Args) -> Json:
    def build() -> Content:
        stored = _stored(stage, args["document"], "documents", files.MAX_UPLOAD)
        return caption(stage, args, files.document(stored))

    return _send(stage, args, build)


def send_location(stage: Stage, args: Args) -> Json:
    names = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    where = {name: args[name] for name in names if name in args}
    return _send(stage, args, lambda: Content(media={"location": where}))


def send_venue(stage: Stage, args: Args) -> Json:
    where = {name: args[name] for name in ("latitude", "longitude")}
    venue = {"location": where, "title": args["title"], "address": args["address"]}
    return _send(stage, args, lambda: Content(media={"venue": venue, "location": where}))


def send_contact(stage: Stage, args: Args) -> Json:
    card = {name: args[name] for name in ("phone_number", "first_name", "last_name", "vcard") if name in args}
    return _send(stage, args, lambda: Content(media={"contact": card}))


def _stored(stage: Stage, given: Upload | str, folder: str, limit: int) -> Stored:
    if isinstance(given, str):
        return stage.files.by_id(given)
    if not given.data:
        raise bad_request("file must be non-empty")
    if len(given.data) > limit:
        raise bad_request("file is too big")
    return stage.files.store(given, folder)


def _send(stage: Stage, args: Args, build: Callable[[], Content]) -> Json:
    chat = speakable(stage, args["chat_id"])
    ephemeral = args.get("ephemeral_message_parameters") if stage.setup.knows_ephemerals else None
    thread = _thread(stage, chat, args.get("message_thread_id"))
    message = Message(0, chat, stage.stamp(), build(), sender=stage.bot, thread_id=thread)
    _add_markup(message, args, ephemeral=ephemeral is not None)
    if ephemeral is not None:
        return _send_ephemeral(stage, message, ephemeral, args.get("reply_parameters"))
    _add_reply(message, args.get("reply_parameters"))
    stage.flood.admit(chat)
    return wire.message(stage.place(message))


def _add_markup(message: Message, args: Args, *, ephemeral: bool) -> None:
    if "reply_markup" in args:
        private = message.chat.kind is Kind.PRIVATE
        checked = markup.checked(args["reply_markup"], private=private, ephemeral=ephemeral)
        content = message.content
        message.content = Content(content.text, content.entities, content.media, checked)


def _thread(stage: Stage, chat: Chat, thread: int | None) -> int | None:
    if thread is None:
        return None
    if not chat.is_forum or thread not in chat.topics:
        raise bad_request("message thread not found")
    if thread in chat.closed_topics and not own(stage, chat).is_admin:
        raise bad_request("TOPIC_CLOSED")
    return thread


def _add_reply(message: Message, given: Json | None) -> None:
    if given is None:
        return
    _only_played_fields(given)
    if "ephemeral_message_id" in given:
        raise bad_request("a reply to an ephemeral message must be an ephemeral message")
    target = message.chat.messages.get(given.get("message_id", 0))
    if target is None or given.get("chat_id", message.chat.id) != message.chat.id:
        if given.get("allow_sending_without_reply") is True:
            return
        raise bad_request("message to be replied not found")
    message.reply_to = target
    if message.thread_id is None:
        message.thread_id = target.thread_id


def _only_played_fields(given: Json) -> None:
    unplayed = sorted(set(given) - {"message_id", "chat_id", "allow_sending_without_reply", "ephemeral_message_id"})
    if unplayed:
        raise bad_request(f"the stand-in does not support {unplayed[0]} of ReplyParameters")


def _send_ephemeral(stage: Stage, message: Message, given: Json, reply: Json | None) -> Json:
    """For the eyes of one member: within 15 s of their press or ephemeral command, or at any time as administrator."""
    if not message.chat.is_group:
        raise bad_request("BOT_NOT_ADMIN")
    message.receiver = _receiver(stage, message.chat, given.get("receiver_user_id"))
    if reply is not None:
        _tie_to_command(stage, message, reply)
    if "callback_query_id" in given:
        _tie_to_press(stage, message, given)
    elif given.get("replace_callback_query_message"):
        raise bad_request("there is no callback query message to replace")
    elif reply is None and not own(stage, message.chat).is_admin:
        raise bad_request("BOT_NOT_ADMIN")
    stage.flood.admit(message.chat)
    return wire.message(stage.place_ephemeral(message))


def _receiver(stage: Stage, chat: Chat, person_id: Any) -> Person:
    person = stage.world.people.get(person_id) if isinstance(person_id, int) else None
    if person is None or person.is_bot or not chat.has(person):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return person


def _tie_to_press(stage: Stage, message: Message, given: Json) -> None:
    press = stage.presses.get(str(given["callback_query_id"]))
    if (
        press is None
        or not _is_fresh(stage, press)
        or press.person is not message.receiver
        or press.chat is not message.chat
    ):
        raise bad_request(_TOO_OLD)
    if not given.get("replace_callback_query_message"):
        return
    if press.message is None or press.message.ephemeral_id is not None:
        raise bad_request("an ephemeral message can't be replaced, it must be edited")
    message.replaces = press.message.id


def _is_fresh(stage: Stage, press: Press) -> bool:
    return stage.clock.now() - press.at <= EPHEMERAL_ANSWER


def _tie_to_command(stage: Stage, message: Message, reply: Json) -> None:
    assert message.receiver
    _only_played_fields(reply)
    if "ephemeral_message_id" not in reply:
        raise bad_request("MESSAGE_NOT_COMMAND")
    target = message.chat.ephemerals.get(reply["ephemeral_message_id"])
    if target is None or target.sender is not message.receiver:
        raise bad_request("MESSAGE_NOT_COMMAND")
    if stage.stamp() - target.date > EPHEMERAL_ANSWER.total_seconds():
        raise bad_request("MESSAGE_TOO_OLD")
    message.reply_to = target
