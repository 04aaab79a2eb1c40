"""What each person saw, in order: the oracle of the tests looks here, not at what the bot believes it sent."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from bot.sandbox.world import Chat, Content, Message, Person

_SEEN_IN_ONE_CHAT = 20_000


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that appeared on screens: a message, edit, deletion, toast or service message.

    `content` is what stood there at that moment. `only` names the one person who saw it (toast, ephemeral message).
    """

    number: int
    at: datetime
    kind: str
    chat: Chat
    audience: frozenset[int]
    message_id: int | None = None
    ephemeral_id: int | None = None
    content: Content | None = None
    sender: str = ""
    by_bot: bool = False
    """Our bot said it (a message, an edit, a toast)."""
    text: str = ""
    alert: bool = False
    url: str | None = None

    @property
    def buttons(self) -> list[list[str]]:
        """Labels of the inline keyboard, row by row."""
        markup = self.content.markup if self.content else None
        return [[button["text"] for button in row] for row in (markup or {}).get("inline_keyboard", [])]


class Transcript:
    """At most 20,000 entries are kept for each chat."""

    def __init__(self) -> None:
        self._count = 0
        self._chats: dict[int, deque[Seen]] = {}
        self._groups: set[int] = set()

    def message(self, message: Message, at: datetime, kind: str, bot: Person) -> None:
        """Records that `message` appeared ("message"), changed ("edit") or went away ("delete")."""
        chat = message.chat
        eyes = message.eyes
        only = frozenset({eyes.id}) if eyes else chat.audience
        self._add(
            Seen(
                self._count,
                at,
                kind,
                chat,
                only,
                message_id=message.id or None,
                ephemeral_id=message.ephemeral_id,
                content=message.content,
                sender=sender_name(message),
                by_bot=message.sender is bot,
                text=message.service_text or message.content.text,
            )
        )

    def toast(self, person: Person, chat: Chat, at: datetime, *, text: str, alert: bool, url: str | None) -> None:
        """Records the answer to a press; an empty one too, because it stops the spinner."""
        only = frozenset({person.id})
        self._add(Seen(self._count, at, "toast", chat, only, by_bot=True, text=text, alert=alert, url=url))

    def _add(self, seen: Seen) -> None:
        self._count += 1
        entries = self._chats.get(seen.chat.id)
        if entries is None:
            entries = self._chats[seen.chat.id] = deque(maxlen=_SEEN_IN_ONE_CHAT)
            if seen.chat.is_group:
                self._groups.add(seen.chat.id)
        entries.append(seen)

    def of(self, person: Person, chat: Chat | None = None) -> list[Seen]:
        """Everything this person saw (in one chat, or anywhere), oldest first."""
        chats = [chat.id] if chat else [person.id, *self._groups]
        streams = [[seen for seen in self._chats.get(where, ()) if person.id in seen.audience] for where in chats]
        return list(merge(*streams, key=lambda seen: seen.number))


def sender_name(message: Message) -> str:
    """The name above the message, as the app shows it."""
    if message.sender_chat is not None:
        return message.sender_chat.title
    return message.sender.name if message.sender else ""
