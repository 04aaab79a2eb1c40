"""How people come to the bot and go: Start, deep links, blocking, closing the account."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.sandbox import wire
from bot.sandbox.errors import CannotAct
from bot.sandbox.groups import Gathering
from bot.sandbox.world import Chat, Json, Member, Message, Person, Status

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Visiting(Gathering):
    """Acts between one person and the bot. Each raises CannotAct where the app would not offer it."""

    async def start(self, by: Person, payload: str | None = None) -> Message:
        """Presses Start in the private chat (and "Restart" where the bot was blocked), perhaps through a deep link."""
        if payload is not None and not _PAYLOAD.fullmatch(payload):
            raise CannotAct("a start payload has 1-64 characters of A-Z a-z 0-9 _ -")
        if by.blocked:
            await self.unblock_bot(by)
        by.started = True
        self.events.add("chats", person_id=by.id)
        return await self.send_text(by, None, f"/start {payload}" if payload else "/start")

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
