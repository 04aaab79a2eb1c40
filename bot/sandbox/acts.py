"""What people do in a chat: write, press, edit, delete, forward, send things."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from bot.sandbox import files, wire
from bot.sandbox.compose import MAX_TEXT, typed
from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import CannotAct
from bot.sandbox.files import Upload
from bot.sandbox.stage import Press, Stage
from bot.sandbox.world import Chat, Content, Json, Kind, Member, Message, Person, Status

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_EDITABLE_SECONDS = 48 * 3600


class Talking(Stage):
    """Acts that make or touch messages. `chat=None` is the person's private chat with the bot.

    Every act raises CannotAct where the app would not offer it.
    """

    def private(self, person: Person) -> Chat:
        """The person's private chat with the bot."""
        return self.world.chats[person.id]

    async def send_text(
        self,
        by: Person,
        chat: Chat | None,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        as_channel: Chat | None = None,
    ) -> Message:
        """Writes a message; under a channel's name if `as_channel` is given."""
        content = typed(text)
        if not content.text or utf16_length(content.text) > MAX_TEXT:
            raise CannotAct("a message has 1-4096 characters")
        message = self._drafted(by, chat, content, reply_to=reply_to, thread=thread)
        if as_channel is not None:
            message.sender, message.sender_chat = self.world.channel_mask, as_channel
        if self._is_ephemeral_command(by, message):
            return self._say_ephemerally(message)
        return self._say(message)

    async def start(self, by: Person, payload: str | None = None) -> Message:
        """Presses Start in the private chat (and "Restart" where the bot was blocked), perhaps through a deep link."""
        if payload is not None and not _PAYLOAD.fullmatch(payload):
            raise CannotAct("a start payload has 1-64 characters of A-Z a-z 0-9 _ -")
        if by.blocked:
            await self.unblock_bot(by)
        by.started = True
        self.events.add("chats", person_id=by.id)
        return await self.send_text(by, None, f"/start {payload}" if payload else "/start")

    async def press(
        self, by: Person, message: Message, button: str | tuple[int, int] | None = None, *, data: str | None = None
    ) -> Press:
        """Presses the button with that label (or at row, column). `data` forges the press: no such button is needed."""
        self._expect_able(by, message.chat)
        if message.eyes not in (None, by):
            raise CannotAct("this message is not shown to that person")
        if data is None:
            if message.deleted:
                raise CannotAct("the message is gone")
            data = _find_button(message, button)
        press = Press(self.new_id(), by, message.chat, message, data, self.clock.now())
        self.remember(press)
        query: Json = {
            "id": press.id,
            "from": wire.user(by),
            "chat_instance": self._instance(message.chat),
            "data": data,
        }
        if message.inline_id is not None:
            query["inline_message_id"] = message.inline_id
        else:
            query["message"] = wire.message_or_trace(message)
        self.updates.push("callback_query", query, f"person {by.id}")
        return press

    def _instance(self, chat: Chat) -> str:
        chat.instance = chat.instance or self.new_id()
        return chat.instance

    async def edit_text(self, by: Person, message: Message, text: str) -> None:
        """Edits one's own message."""
        self._expect_own(by, message)
        if self.stamp() - message.date >= _EDITABLE_SECONDS or message.content.captioned:
            raise CannotAct("this message cannot be edited any more")
        self.change(message, typed(text))
        self.hear(message, "edited_message")

    async def delete(self, by: Person, message: Message) -> None:
        """Deletes one's own message, in a private chat anything, as an administrator anything. The bot is not told."""
        allowed = message.chat.kind is Kind.PRIVATE or message.chat.member(by).is_admin
        if message.deleted or not (allowed or by in (message.sender, message.acting)):
            raise CannotAct("this message cannot be deleted by that person")
        self.remove(message)

    async def forward(self, by: Person, message: Message, to: Chat | None) -> Message:
        """Forwards a message; its commands are shown, and are not meant for anybody."""
        source = message.acting or message.sender
        assert source
        origin = {"type": "user", "date": message.date, "sender_user": wire.user(source)}
        content = Content(message.content.text, message.content.entities, message.content.media)
        copy = self._drafted(by, to, content)
        copy.forward_origin = origin
        return self._say(copy)

    async def send_location(self, by: Person, chat: Chat | None, latitude: float, longitude: float) -> Message:
        where = {"latitude": latitude, "longitude": longitude}
        return self._say(self._drafted(by, chat, Content(media={"location": where})))

    async def send_photo(self, by: Person, chat: Chat | None, photo: Upload, caption: str = "") -> Message:
        return self._send_file(by, chat, caption, files.photo(self.files.store(photo, "photos")))

    async def send_document(self, by: Person, chat: Chat | None, document: Upload, caption: str = "") -> Message:
        return self._send_file(by, chat, caption, files.document(self.files.store(document, "documents")))

    def _send_file(self, by: Person, chat: Chat | None, caption: str, media: Json) -> Message:
        said = typed(caption)
        return self._say(self._drafted(by, chat, Content(said.text, said.entities, media)))

    async def send_contact(
        self, by: Person, chat: Chat | None, phone_number: str, whose: Person | None = None
    ) -> Message:
        """Shares a contact: one's own, or that of `whose`."""
        who = whose or by
        card: Json = {"phone_number": phone_number, "first_name": who.first_name, "user_id": who.id}
        return self._say(self._drafted(by, chat, Content(media={"contact": card})))

    async def share_people(self, by: Person, request_id: int, people: list[Person]) -> Message:
        """Answers a reply keyboard's `request_users` button."""
        shared = [{"user_id": one.id, "first_name": one.first_name} for one in people]
        return self._share(by, {"users_shared": {"request_id": request_id, "users": shared}})

    async def share_chat(self, by: Person, request_id: int, chat: Chat) -> Message:
        """Answers a reply keyboard's `request_chat` button."""
        return self._share(by, {"chat_shared": {"request_id": request_id, "chat_id": chat.id, "title": chat.title}})

    def _share(self, by: Person, fields: Json) -> Message:
        chat = self.private(by)
        self._expect_able(by, chat)
        return self.serve(chat, by, fields, f"{by.name} shared something")

    async def open_link(self, by: Person, url: str, chat: Chat | None = None) -> Json:
        """Follows a link as the app does: t.me/<bot>?start=… presses Start, ?startgroup=… adds the bot to `chat`."""
        parts = urlsplit(url)
        asked = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        path = parts.path.strip("/").lower()
        name = (
            asked.get("domain", "").lower() if parts.scheme == "tg" else path if parts.netloc.endswith("t.me") else ""
        )
        if name != self.setup.username.lower():
            return {"external": url}
        if "startgroup" in asked:
            if chat is None:
                return {"choose_group": asked["startgroup"]}
            await self.start_in_group(by, chat, asked["startgroup"], as_admin="admin" in asked)
            return {"chat": chat.id}
        if "start" in asked:
            await self.start(by, asked["start"] or None)
        return {"chat": by.id}

    async def start_in_group(self, by: Person, chat: Chat, payload: str, *, as_admin: bool = False) -> Message:
        """Adds the bot through a `startgroup` link; the app then writes /start@bot with the payload."""
        if not chat.has(self.bot):
            await self.add_bot(by, chat, as_admin=as_admin)
        return await self.send_text(by, chat, f"/start@{self.setup.username} {payload}".strip())

    async def block_bot(self, by: Person) -> None:
        """Blocks the bot in the private chat."""
        self._set_blocked(by, blocked=True)

    async def unblock_bot(self, by: Person) -> None:
        self._set_blocked(by, blocked=False)

    def _set_blocked(self, by: Person, *, blocked: bool) -> None:
        if by.blocked == blocked or not by.started:
            raise CannotAct("there is nothing to block or unblock")
        by.blocked = blocked
        member, banned = (wire.member(Member(self.bot, status)) for status in (Status.MEMBER, Status.BANNED))
        old, new = (member, banned) if blocked else (banned, member)
        chat = self.private(by)
        change = {"chat": wire.chat(chat), "from": wire.user(by), "date": self.stamp()}
        self.updates.push(
            "my_chat_member", {**change, "old_chat_member": old, "new_chat_member": new}, f"chat {chat.id}"
        )
        self.events.add("chats", person_id=by.id)

    async def deactivate(self, person: Person) -> None:
        """Deletes the person's account."""
        person.deactivated = True
        self.events.add("chats", person_id=person.id)

    async def add_bot(self, by: Person, chat: Chat, *, as_admin: bool = False) -> None:
        """Adds our bot to a group."""
        raise NotImplementedError

    def _drafted(
        self,
        by: Person,
        chat: Chat | None,
        content: Content,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        where = chat or self.private(by)
        self._expect_able(by, where)
        if reply_to is not None and (reply_to.deleted or reply_to.chat is not where):
            raise CannotAct("the message to reply to is not here")
        if thread is not None and thread not in where.topics:
            raise CannotAct("there is no such topic")
        if thread is None and reply_to is not None:
            thread = reply_to.thread_id
        message = Message(0, where, self.stamp(), content, sender=by, thread_id=thread, reply_to=reply_to)
        if where.member(by).anonymous:
            message.sender, message.sender_chat, message.acting = self.world.anonymous, where, by
        return message

    def _say(self, message: Message) -> Message:
        self.place(message)
        self.hear(message)
        return message

    def _is_ephemeral_command(self, by: Person, message: Message) -> bool:
        command = wire.command_of(message)
        if not message.chat.is_group or command is None or not message.chat.has(self.bot):
            return False
        menu = self.profile.seen_by(by, message.chat)
        known = any(entry["command"] == command[0] and entry.get("is_ephemeral") for entry in menu)
        return known and (command[1] is None or command[1].lower() == self.setup.username.lower())

    def _say_ephemerally(self, message: Message) -> Message:
        message.receiver = self.bot
        self.place_ephemeral(message)
        self.hear(message)
        return message

    def _expect_able(self, by: Person, chat: Chat) -> None:
        if by.deactivated:
            raise CannotAct("this account was deleted")
        if chat.migrated_to is not None:
            raise CannotAct("this group became a supergroup")
        if chat.kind is Kind.PRIVATE:
            if chat.person is not by or not by.started or by.blocked:
                raise CannotAct("the private chat is not open: Start comes first")
        elif not chat.has(by):
            raise CannotAct("that person is not in this chat")

    def _expect_own(self, by: Person, message: Message) -> None:
        if message.deleted or by not in (message.sender, message.acting):
            raise CannotAct("only one's own message can be edited")


def _find_button(message: Message, wanted: str | tuple[int, int] | None) -> str:
    """The callback data of a button of the keyboard that is shown now."""
    rows = (message.content.markup or {}).get("inline_keyboard", [])
    if isinstance(wanted, tuple):
        row, column = wanted
        found = rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[row]) else None
    else:
        found = _labelled(rows, lambda label: label == wanted) or _labelled(rows, lambda label: str(wanted) in label)
    if found is None or "callback_data" not in found:
        labels = [button["text"] for row in rows for button in row]
        raise CannotAct(f"there is no such button to press; there are: {labels}")
    return str(found["callback_data"])


def _labelled(rows: list[list[Json]], fits: Callable[[str], bool]) -> Json | None:
    return next((button for row in rows for button in row if fits(button["text"])), None)
