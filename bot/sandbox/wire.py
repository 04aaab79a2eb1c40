"""From the world to the Bot API's JSON, as the bot sees it."""

from bot.sandbox.entities import cut
from bot.sandbox.world import ADMIN_RIGHTS, Chat, Json, Kind, Member, Message, Person, Status

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""What somebody may be forbidden in a supergroup; who is restricted here is forbidden all of it."""


def user(person: Person) -> Json:
    made: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    if person.last_name:
        made["last_name"] = person.last_name
    if person.username:
        made["username"] = person.username
    if person.language_code:
        made["language_code"] = person.language_code
    return made


def chat(where: Chat) -> Json:
    made: Json = {"id": where.id, "type": where.kind.value}
    if where.kind is Kind.PRIVATE:
        assert where.person
        names = user(where.person)
        made.update((name, names[name]) for name in ("first_name", "last_name", "username") if name in names)
        return made
    made["title"] = where.title
    if where.username:
        made["username"] = where.username
    if where.is_forum:
        made["is_forum"] = True
    return made


def member(one: Member) -> Json:
    made: Json = {"status": one.status.value, "user": user(one.person)}
    if one.status is Status.OWNER:
        made["is_anonymous"] = one.anonymous
    elif one.status is Status.ADMIN:
        made.update({"can_be_edited": False, "is_anonymous": one.anonymous})
        made.update({right: right in one.rights for right in ADMIN_RIGHTS})
    elif one.status is Status.RESTRICTED:
        made.update({"is_member": True, "until_date": 0, **dict.fromkeys(PERMISSIONS, False)})
    elif one.status is Status.BANNED:
        made["until_date"] = 0
    return made


def message(one: Message, *, with_reply: bool = True) -> Json:
    """The Message object; `with_reply=False` for the one level of nesting that Telegram gives."""
    made: Json = {"message_id": one.id, "date": one.date, "chat": chat(one.chat)}
    if one.sender is not None:
        made["from"] = user(one.sender)
    if one.sender_chat is not None:
        made["sender_chat"] = chat(one.sender_chat)
    if one.thread_id is not None:
        made.update({"message_thread_id": one.thread_id, "is_topic_message": True})
    if with_reply and one.reply_to is not None and not one.reply_to.deleted:
        made["reply_to_message"] = message(one.reply_to, with_reply=False)
    _add_content(made, one)
    _add_circumstances(made, one)
    return made


def _add_content(made: Json, one: Message) -> None:
    if one.service is not None:
        made.update(one.service)
        return
    content = one.content
    if content.media:
        made.update(content.media)
        if content.text:
            made["caption"] = content.text
            if content.entities:
                made["caption_entities"] = list(content.entities)
    else:
        made["text"] = content.text
        if content.entities:
            made["entities"] = list(content.entities)
    if content.markup and "inline_keyboard" in content.markup:
        made["reply_markup"] = content.markup


def _add_circumstances(made: Json, one: Message) -> None:
    if one.edit_date is not None:
        made["edit_date"] = one.edit_date
    if one.forward_origin is not None:
        made["forward_origin"] = one.forward_origin
    if one.via_bot is not None:
        made["via_bot"] = user(one.via_bot)
    if one.automatic_forward:
        made["is_automatic_forward"] = True
    if one.ephemeral_id is not None:
        assert one.receiver
        made.update({"ephemeral_message_id": one.ephemeral_id, "receiver_user": user(one.receiver)})


def message_or_trace(one: Message) -> Json:
    """The message as it is now, or what Telegram leaves of a deleted one: its number and date 0."""
    if one.deleted:
        return {"message_id": one.id, "date": 0, "chat": chat(one.chat)}
    return message(one)


def command_of(one: Message) -> tuple[str, str | None] | None:
    """Command and addressed username ("sign", "ifyouwill_bot") if the message begins with a command."""
    for entity in one.content.entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            name, _, addressed = cut(one.content.text, 0, entity["length"])[1:].partition("@")
            return name, addressed or None
    return None
