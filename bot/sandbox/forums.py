"""What people do to forums and linked channels."""

from bot.sandbox import wire
from bot.sandbox.compose import typed
from bot.sandbox.errors import CannotAct
from bot.sandbox.groups import Gathering
from bot.sandbox.world import Chat, Content, Kind, Message, Person

MAX_TOPIC_NAME = 128


class Organising(Gathering):
    """Acts about topics and channels. Each raises CannotAct where the app would not offer it."""

    async def set_topics(self, by: Person, chat: Chat, *, on: bool) -> None:
        """Makes a forum of a supergroup, or a supergroup without topics again."""
        self._expect_admin(by, chat)
        if chat.kind is not Kind.SUPERGROUP:
            raise CannotAct("only a supergroup can have topics")
        chat.is_forum = on
        self.events.add("chats")

    async def add_topic(self, by: Person, chat: Chat, name: str) -> int:
        """Opens a topic of a forum. Returns its `message_thread_id`."""
        self._expect_able(by, chat)
        if not chat.is_forum:
            raise CannotAct("this group has no topics")
        name = name.strip()
        if not 1 <= len(name) <= MAX_TOPIC_NAME:
            raise CannotAct(f"a topic's name has 1-{MAX_TOPIC_NAME} characters")
        created = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        message = Message(0, chat, self.stamp(), Content(), sender=by, service=created)
        message.service_text = f"{by.name} opened the topic {name}"
        self.place(message)
        message.thread_id = message.id
        self.hear(message)
        chat.topics[message.id] = name
        self.events.add("chats")
        return message.id

    async def close_topic(self, by: Person, chat: Chat, thread: int) -> None:
        """Only administrators write in it from now on."""
        self._expect_topic(by, chat, thread)
        if thread in chat.closed_topics:
            raise CannotAct("this topic is closed already")
        chat.closed_topics.add(thread)
        self._note(by, chat, thread, "closed")

    async def reopen_topic(self, by: Person, chat: Chat, thread: int) -> None:
        self._expect_topic(by, chat, thread)
        if thread not in chat.closed_topics:
            raise CannotAct("this topic is open already")
        chat.closed_topics.remove(thread)
        self._note(by, chat, thread, "reopened")

    async def delete_topic(self, by: Person, chat: Chat, thread: int) -> None:
        """Deletes a topic with all its messages; writing to it is "message thread not found" from now on."""
        self._expect_topic(by, chat, thread)
        del chat.topics[thread]
        chat.closed_topics.discard(thread)
        for message in [one for one in chat.messages.values() if one.thread_id == thread]:
            self.remove(message)
        self.events.add("chats")

    def _expect_topic(self, by: Person, chat: Chat, thread: int) -> None:
        self._expect_admin(by, chat)
        if thread not in chat.topics:
            raise CannotAct("there is no such topic")

    def _note(self, by: Person, chat: Chat, thread: int, what: str) -> None:
        """The service message in the topic, of which the bot is told as well."""
        message = Message(0, chat, self.stamp(), Content(), sender=by, thread_id=thread)
        message.service = {f"forum_topic_{what}": {}}
        message.service_text = f"{by.name} {what} the topic {chat.topics[thread]}"
        self._say(message)
        self.events.add("chats")

    def new_channel(self, title: str, *, linked_to: Chat | None = None) -> Chat:
        """A channel, known by name only; linked to a group, its posts are forwarded there."""
        channel = Chat(self.world.add_group(title, Kind.CHANNEL).id, Kind.CHANNEL, title)
        del self.world.chats[channel.id]
        if linked_to is not None:
            linked_to.linked = channel
        return channel

    async def post_in_linked_channel(self, chat: Chat, text: str) -> Message:
        """A post of the linked channel arrives in the group by itself, from user 777000."""
        channel = chat.linked
        if channel is None:
            raise CannotAct("this group has no linked channel")
        origin = {"type": "channel", "date": self.stamp(), "chat": wire.chat(channel), "message_id": 1}
        message = Message(0, chat, self.stamp(), typed(text), sender=self.world.telegram, sender_chat=channel)
        message.forward_origin, message.automatic_forward = origin, True
        return self._say(message)
