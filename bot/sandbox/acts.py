"""What people do in a chat: write, press, edit, delete, forward, send things."""

from collections.abc import Callable

from bot.sandbox import wire
from bot.sandbox.compose import MAX_TEXT, typed
from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import CannotAct
from bot.sandbox.stage import Press, Stage
from bot.sandbox.world import Chat, Content, Json, Kind, Message, Person, Status

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
        if where.member(by).status is Status.RESTRICTED:
            raise CannotAct("that person may not write in this group")
        if reply_to is not None and (reply_to.deleted or reply_to.chat is not where):
            raise CannotAct("the message to reply to is not here")
        if thread is not None and thread not in where.topics:
            raise CannotAct("there is no such topic")
        if thread is None and reply_to is not None:
            thread = reply_to.thread_id
        if thread in where.closed_topics and not where.member(by).is_admin:
            raise CannotAct("this topic is closed")
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
