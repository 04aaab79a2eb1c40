"""The stage both sides act on: the world with its clock, and what happens to the bot when something happens in it."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.core.clock import Clock
from bot.sandbox import wire
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.flood import Flood
from bot.sandbox.inline import InlineQuery
from bot.sandbox.population import World
from bot.sandbox.profile import Ephemerals, Profile
from bot.sandbox.transcript import Transcript
from bot.sandbox.updates import Updates
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import Chat, Content, Json, Kind, Member, Message, Person

DEFAULT_TOKEN = "1000000001:" + "stand-in-for-telegram-0123456789abc"
_PRESSES_KEPT = 20_000


@dataclass(slots=True)
class Press:
    """A button that was pressed: the callback query, and the bot's answer once there is one."""

    id: str
    person: Person
    chat: Chat | None
    message: Message | None
    data: str
    at: datetime
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """How strict, and how the bot was made at BotFather's."""

    token: str = DEFAULT_TOKEN
    username: str = "ifyouwill_bot"
    first_name: str = "IfYouWill"
    privacy: bool = True
    """BotFather's privacy mode: in groups the bot hears only what is meant for it, unless it is an administrator."""
    flood: bool = True
    inline: bool = True
    ephemeral_commands: Ephemerals = Ephemerals.KNOWN
    lose_ephemerals: bool = False
    """The bot's ephemeral messages are accepted and never shown, which Telegram reserves the right to do."""
    knows_ephemerals: bool = True
    """False: a server older than Bot API 10.2, which ignores the parameter and shows the message to everybody."""


class Stage:
    """State and the few operations that people's acts and the bot's calls share."""

    def __init__(self, clock: Clock, random: Random, setup: Setup | None = None) -> None:
        self.clock = clock
        self.random = random
        self.setup = setup or Setup()
        bot_id = int(self.setup.token.partition(":")[0])
        bot = Person(bot_id, self.setup.first_name, username=self.setup.username, language_code=None, is_bot=True)
        self.world = World(bot)
        self.updates = Updates(clock, random)
        self.webhook = Webhook(clock, self.updates, random)
        self.events = Events()
        self.transcript = Transcript()
        self.faults = Faults(random)
        self.flood = Flood(clock, on=self.setup.flood)
        self.files = Files(random)
        self.profile = Profile(self.setup.first_name, self.setup.ephemeral_commands)
        self.presses: OrderedDict[str, Press] = OrderedDict()
        self.inline_queries: OrderedDict[str, InlineQuery] = OrderedDict()
        self.inline_messages: OrderedDict[str, Message] = OrderedDict()
        self.calls: dict[str, int] = {}

    @property
    def bot(self) -> Person:
        return self.world.bot

    def stamp(self) -> int:
        """The present second, as Telegram dates messages."""
        return int(self.clock.now().timestamp())

    def place(self, message: Message) -> Message:
        """Numbers a message and shows it in its chat."""
        message.id = self.world.new_message_id(message.chat)
        self.world.keep(message)
        self._show(message, "message")
        return message

    def place_ephemeral(self, message: Message) -> Message:
        """Numbers an ephemeral message and shows it to its one reader."""
        chat = message.chat
        message.ephemeral_id = chat.next_ephemeral
        chat.next_ephemeral += 1
        if message.receiver is self.bot or not self.setup.lose_ephemerals:
            self.world.keep(message)
            self._show(message, "message")
        return message

    def change(self, message: Message, content: Content) -> None:
        """Gives a message new content."""
        message.content = content
        message.edit_date = self.stamp()
        self._show(message, "edit")

    def remove(self, message: Message) -> None:
        """Takes a message off everybody's screen."""
        message.deleted = True
        if message.ephemeral_id is None:
            message.chat.messages.pop(message.id, None)
        else:
            message.chat.ephemerals.pop(message.ephemeral_id, None)
        self._show(message, "delete")

    def _show(self, message: Message, kind: str) -> None:
        self.transcript.message(message, self.clock.now(), kind, self.bot)
        eyes = message.eyes
        self.events.add(
            kind, chat_id=message.chat.id, person_id=eyes.id if eyes else None, message_id=message.id or None
        )

    def hear(self, message: Message, kind: str = "message") -> None:
        """Tells the bot of a message, if it is one that the bot is told of."""
        if self._is_told(message):
            self.updates.push(kind, wire.message(message), f"chat {message.chat.id}")

    def _is_told(self, message: Message) -> bool:
        chat, sender = message.chat, message.sender
        if sender is self.bot:
            return message.service is not None
        if chat.kind is Kind.PRIVATE:
            return bool(chat.person and chat.person.started)
        member = chat.members.get(self.bot.id)
        if member is None or not member.present or _is_foreign_bot(message, self.world):
            return False
        return member.is_admin or not self.setup.privacy or self._is_meant(message)

    def _is_meant(self, message: Message) -> bool:
        """What a bot with privacy mode hears."""
        if message.service is not None or message.via_bot is self.bot or message.ephemeral_id is not None:
            return True
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        command = wire.command_of(message)
        return command is not None and (command[1] or self.bot.username or "").lower() == self.setup.username.lower()

    def serve(self, chat: Chat, by: Person | None, fields: Json, text: str) -> Message:
        """A service message ("Tom joined the group"), told to the bot as well."""
        message = Message(0, chat, self.stamp(), Content(), sender=by, service=fields, service_text=text)
        self.place(message)
        self.hear(message)
        return message

    def set_member(self, chat: Chat, by: Person, new: Member) -> None:
        """Changes what somebody is to a chat, and tells the bot when it is about itself or it is an administrator."""
        old = chat.member(new.person)
        chat.members[new.person.id] = new
        chat.audience = frozenset(
            one.person.id for one in chat.members.values() if one.present and not one.person.is_bot
        )
        kind = "my_chat_member" if new.person is self.bot else "chat_member"
        if kind == "my_chat_member" or chat.member(self.bot).is_admin:
            self.updates.push(kind, self._member_change(chat, by, old, new), f"chat {chat.id}")
        self.events.add("member", chat_id=chat.id, person_id=new.person.id)

    def _member_change(self, chat: Chat, by: Person, old: Member, new: Member) -> Json:
        return {
            "chat": wire.chat(chat),
            "from": wire.user(by),
            "date": self.stamp(),
            "old_chat_member": wire.member(old),
            "new_chat_member": wire.member(new),
        }

    def remember(self, press: Press) -> None:
        self.presses[press.id] = press
        if len(self.presses) > _PRESSES_KEPT:
            self.presses.popitem(last=False)

    def new_id(self) -> str:
        """A long random number, as Telegram names queries and chat instances."""
        return str(self.random.getrandbits(62))


def _is_foreign_bot(message: Message, world: World) -> bool:
    sender = message.sender
    masks = (world.anonymous, world.channel_mask, world.bot)
    return sender is not None and sender.is_bot and sender not in masks and message.service is None
