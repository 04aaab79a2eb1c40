"""The Bot API's methods about chats and their members, files, and the bot's own face."""

from typing import Any

from bot.sandbox import wire
from bot.sandbox.errors import bad_request
from bot.sandbox.files import MAX_DOWNLOAD
from bot.sandbox.params import Args
from bot.sandbox.profile import check_language, scope_key
from bot.sandbox.reach import own, readable, writable
from bot.sandbox.stage import Stage
from bot.sandbox.world import Content, Json, Kind, Member, Message, Status

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def get_me(stage: Stage, args: Args) -> Json:  # noqa: ARG001 - one of the table's methods
    me = wire.user(stage.bot)
    me.update(
        can_join_groups=True,
        can_read_all_group_messages=not stage.setup.privacy,
        supports_inline_queries=stage.setup.inline,
        can_connect_to_business=False,
        has_main_web_app=False,
    )
    return me


def get_chat(stage: Stage, args: Args) -> Json:
    chat = readable(stage, args["chat_id"])
    full = wire.chat(chat)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full.update(accent_color_id=0, max_reaction_count=11, accepted_gift_types=dict.fromkeys(gifts, False))
    if chat.pinned in chat.messages:
        full["pinned_message"] = wire.message(chat.messages[chat.pinned])
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked.id
    return full


def get_chat_member(stage: Stage, args: Args) -> Json:
    chat = readable(stage, args["chat_id"])
    person = stage.world.people.get(args["user_id"])
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID" if chat.kind is Kind.SUPERGROUP else "user not found")
    if chat.kind is Kind.PRIVATE:
        return wire.member(Member(person, Status.MEMBER))
    return wire.member(chat.member(person))


def get_chat_administrators(stage: Stage, args: Args) -> list[Json]:
    chat = readable(stage, args["chat_id"])
    if chat.kind is Kind.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    bots = args.get("return_bots", False)
    admins = (one for one in chat.members.values() if one.is_admin)
    return [wire.member(one) for one in admins if bots or not one.person.is_bot or one.person is stage.bot]


def get_chat_member_count(stage: Stage, args: Args) -> int:
    chat = readable(stage, args["chat_id"])
    return 2 if chat.kind is Kind.PRIVATE else chat.count()


def send_chat_action(stage: Stage, args: Args) -> bool:
    chat = writable(stage, args["chat_id"])
    if args["action"] not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    stage.events.add("typing", chat_id=chat.id)
    return True


def pin_chat_message(stage: Stage, args: Args) -> bool:
    chat = writable(stage, args["chat_id"])
    message = chat.messages.get(args["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if chat.is_group and "can_pin_messages" not in own(stage, chat).rights:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    if chat.pinned != message.id:
        chat.pinned = message.id
        pinned = wire.message(message, with_reply=False)
        stage.serve(chat, stage.bot, {"pinned_message": pinned}, f"{stage.bot.name} pinned a message")
    return True


def unpin_chat_message(stage: Stage, args: Args) -> bool:
    chat = writable(stage, args["chat_id"])
    if chat.is_group and "can_pin_messages" not in own(stage, chat).rights:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    if args.get("message_id", chat.pinned) != chat.pinned or chat.pinned is None:
        raise bad_request("message to unpin not found")
    chat.pinned = None
    return True


def leave_chat(stage: Stage, args: Args) -> bool:
    chat = readable(stage, args["chat_id"])
    if chat.kind is Kind.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    text = f"{stage.bot.name} left the group"
    fields = {"left_chat_member": wire.user(stage.bot)}
    stage.place(Message(0, chat, stage.stamp(), Content(), sender=stage.bot, service=fields, service_text=text))
    stage.set_member(chat, stage.bot, Member(stage.bot, Status.LEFT))
    return True


def get_file(stage: Stage, args: Args) -> Json:
    stored = stage.files.by_id(args["file_id"])
    if len(stored.upload.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    size = len(stored.upload.data)
    return {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": size, "file_path": stored.path}


def set_my_commands(stage: Stage, args: Args) -> bool:
    scope = scope_key(args.get("scope"))
    stage.profile.set_commands(args["commands"], scope, args.get("language_code", ""))
    stage.events.add("chats")
    return True


def delete_my_commands(stage: Stage, args: Args) -> bool:
    stage.profile.drop_commands(scope_key(args.get("scope")), args.get("language_code", ""))
    return True


def get_my_commands(stage: Stage, args: Args) -> list[Json]:
    language = args.get("language_code", "")
    check_language(language)
    return stage.profile.commands.get((scope_key(args.get("scope")), language), [])


def set_my_name(stage: Stage, args: Args) -> bool:
    stage.profile.set_text("name", args.get("name", ""), args.get("language_code", ""))
    stage.bot.first_name = stage.profile.text("name", "") or stage.setup.first_name
    return True


def get_my_name(stage: Stage, args: Args) -> Json:
    return {"name": stage.profile.text("name", args.get("language_code", ""))}


def set_my_description(stage: Stage, args: Args) -> bool:
    stage.profile.set_text("description", args.get("description", ""), args.get("language_code", ""))
    return True


def get_my_description(stage: Stage, args: Args) -> Json:
    return {"description": stage.profile.text("description", args.get("language_code", ""))}


def set_my_short_description(stage: Stage, args: Args) -> bool:
    stage.profile.set_text("short_description", args.get("short_description", ""), args.get("language_code", ""))
    return True


def get_my_short_description(stage: Stage, args: Args) -> Any:
    return {"short_description": stage.profile.text("short_description", args.get("language_code", ""))}
