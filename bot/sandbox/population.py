"""Who and what exists in the stand-in's world, by id."""

from collections.abc import Iterator

from bot.sandbox.world import (
    CHANNEL_BOT,
    GROUP_ANONYMOUS_BOT,
    SERVICE_ACCOUNT,
    SUPERGROUP_BASE,
    Chat,
    Kind,
    Message,
    Person,
)

_MESSAGES_KEPT = 5_000


class World:
    """Who and what exists, by id. Ids come in order, so that the same story always has the same ids."""

    def __init__(self, bot: Person) -> None:
        self.bot = bot
        self.people: dict[int, Person] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self._next_person = 2_000_000_001
        self._next_group = 4_000_000_001
        self._next_supergroup = 2_100_000_001
        self._next_dialog_message = 1
        self._appeared = 0
        self.anonymous = Person(
            GROUP_ANONYMOUS_BOT, "Group", username="GroupAnonymousBot", is_bot=True, language_code=None
        )
        self.channel_mask = Person(CHANNEL_BOT, "Channel", username="Channel_Bot", is_bot=True, language_code=None)
        self.telegram = Person(SERVICE_ACCOUNT, "Telegram", language_code=None)

    def add_person(self, person: Person) -> Chat:
        """Registers a person together with the (not yet started) private chat. Returns that chat."""
        self.people[person.id] = person
        chat = Chat(person.id, Kind.PRIVATE, person=person, audience=frozenset({person.id}))
        self.chats[chat.id] = chat
        return chat

    def new_person_id(self) -> int:
        self._next_person += 1
        return self._next_person - 1

    def add_group(self, title: str, kind: Kind) -> Chat:
        if kind is Kind.GROUP:
            chat = Chat(-self._next_group, kind, title)
            self._next_group += 1
        else:
            chat = Chat(SUPERGROUP_BASE - self._next_supergroup, kind, title)
            self._next_supergroup += 1
        self.chats[chat.id] = chat
        return chat

    def new_message_id(self, chat: Chat) -> int:
        """Supergroups count for themselves; private chats and basic groups share one count, as at Telegram."""
        if chat.kind is Kind.SUPERGROUP:
            chat.next_message += 1
            return chat.next_message - 1
        self._next_dialog_message += 1
        return self._next_dialog_message - 1

    def keep(self, message: Message) -> None:
        """Puts a numbered message into its chat as the newest of all; of more than 5,000 the oldest goes."""
        self._appeared += 1
        message.serial = self._appeared
        kept = message.chat.messages if message.ephemeral_id is None else message.chat.ephemerals
        kept[message.ephemeral_id or message.id] = message
        if len(kept) > _MESSAGES_KEPT:
            del kept[next(iter(kept))]

    def humans(self) -> Iterator[Person]:
        return (person for person in self.people.values() if not person.is_bot)

    def groups(self) -> Iterator[Chat]:
        return (chat for chat in self.chats.values() if chat.is_group)
