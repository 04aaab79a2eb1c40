"""The world as the chat page shows it: plain JSON for one person's eyes."""

from bot.sandbox.profile import Profile
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.transcript import Seen, sender_name
from bot.sandbox.world import Chat, Json, Message, Person

_SHOWN = 500
_PLAIN_MEDIA = ("location", "contact", "venue")


def world(sandbox: Sandbox) -> Json:
    """Everything there is, for the page's switchers."""
    return {
        "now": sandbox.clock.now().isoformat(),
        "seq": sandbox.events.seq,
        "bot": {"id": sandbox.bot.id, "username": sandbox.bot.username, "first_name": sandbox.bot.first_name},
        "people": [_person(person) for person in sandbox.world.people.values() if person is not sandbox.bot],
        "chats": [_chat(sandbox, chat) for chat in sandbox.world.chats.values() if chat.migrated_to is None],
        "commands": _commands(sandbox.profile),
    }


def _person(person: Person) -> Json:
    names = ("id", "first_name", "last_name", "username", "language_code", "is_bot", "deactivated")
    return {name: getattr(person, name) for name in names}


def _chat(sandbox: Sandbox, chat: Chat) -> Json:
    members = [
        {"user_id": one.person.id, "status": one.status.value, "is_anonymous": one.anonymous}
        for one in chat.members.values()
        if one.present
    ]
    return {
        "id": chat.id,
        "type": chat.kind.value,
        "title": chat.title or sandbox.bot.first_name,
        "members": members,
        "is_forum": chat.is_forum,
        "topics": [
            {"id": number, "name": name, "closed": number in chat.closed_topics} for number, name in chat.topics.items()
        ],
        "bot_status": chat.member(sandbox.bot).status.value,
        "private_with": chat.person.id if chat.person else None,
    }


def _commands(profile: Profile) -> Json:
    by_scope: Json = {}
    for (scope, language), commands in profile.commands.items():
        by_scope.setdefault(scope, {})[language] = commands
    return by_scope


def chats(sandbox: Sandbox, person: Person) -> list[Json]:
    """The chats this person can see: the bot's private chat always, then their groups, the liveliest first."""
    mine = sandbox.private(person)
    private = _listed(sandbox, person, mine) | {"started": person.started, "blocked": person.blocked}
    groups = [chat for chat in sandbox.world.groups() if chat.has(person) and chat.migrated_to is None]
    listed = [_listed(sandbox, person, chat) for chat in groups]
    return [private, *sorted(listed, key=lambda one: -one["last"]["date"] if one["last"] else 0)]


def _listed(sandbox: Sandbox, person: Person, chat: Chat) -> Json:
    shown = sandbox.screen(person, chat)
    newest = shown[-1] if shown else None
    last = {"text": newest.service_text or newest.content.text, "date": newest.date} if newest else None
    return {"id": chat.id, "type": chat.kind.value, "title": chat.title or sandbox.bot.first_name, "last": last}


def view(sandbox: Sandbox, person: Person, chat: Chat) -> Json:
    """The newest 500 messages on this person's screen, and the commands their menu offers here."""
    shown = sandbox.screen(person, chat)[-_SHOWN:]
    menu = sandbox.profile.seen_by(person, chat)
    return {"messages": [_message(one) for one in shown], "commands": menu}


def _message(one: Message) -> Json:
    who = one.sender
    made: Json = {
        "message_id": one.id,
        "date": one.date,
        "from": {"id": who.id, "name": who.name, "is_bot": who.is_bot} if who else None,
        "text": "" if one.content.captioned else one.content.text,
        "entities": [] if one.content.captioned else list(one.content.entities),
    }
    for name, value in (
        ("edit_date", one.edit_date),
        ("ephemeral_message_id", one.ephemeral_id),
        ("thread_id", one.thread_id),
        ("service", one.service_text or None),
        ("forwarded", True if one.forward_origin else None),
        ("sender_chat", {"id": one.sender_chat.id, "title": one.sender_chat.title} if one.sender_chat else None),
        ("reply_to", _quoted(one.reply_to)),
        ("via_bot", one.via_bot.first_name if one.via_bot else None),
    ):
        if value is not None:
            made[name] = value
    return made | _media(one) | _keyboards(one)


def _quoted(target: Message | None) -> Json | None:
    if target is None or target.deleted:
        return None
    return {"message_id": target.id, "name": sender_name(target), "text": target.content.text}


def _media(one: Message) -> Json:
    media = one.content.media
    made: Json = {name: media[name] for name in _PLAIN_MEDIA if name in media}
    if "document" in media:
        made["document"] = _file(media["document"])
    if "photo" in media:
        made["photo"] = _file(media["photo"][-1])
    if one.content.captioned and one.content.text:
        made.update(caption=one.content.text, caption_entities=list(one.content.entities))
    return made


def _file(described: Json) -> Json:
    return {
        "file_id": described["file_id"],
        "file_name": described.get("file_name", "photo"),
        "mime_type": described.get("mime_type", "image/jpeg"),
        "size": described.get("file_size", 0),
    }


def _keyboards(one: Message) -> Json:
    markup = one.content.markup or {}
    made: Json = {"keyboard": markup.get("inline_keyboard")}
    if "keyboard" in markup or "remove_keyboard" in markup:
        made["reply_keyboard"] = markup
    if markup.get("force_reply"):
        made["force_reply"] = {"placeholder": markup.get("input_field_placeholder", "")}
    return made


def transcript(sandbox: Sandbox, person: Person) -> list[Json]:
    """What this person saw, in order."""
    return [_seen(entry) for entry in sandbox.seen(person)]


def _seen(entry: Seen) -> Json:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "chat_id": entry.chat.id,
        "message_id": entry.message_id,
        "ephemeral_message_id": entry.ephemeral_id,
        "sender": entry.sender,
        "by_bot": entry.by_bot,
        "text": entry.text,
        "buttons": entry.buttons,
        "alert": entry.alert,
        "url": entry.url,
    }
