"""What people do to forums and linked channels."""

from bot.sandbox import wire
from bot.sandbox.compose import typed
from bot.sandbox.errors import CannotAct
from bot.sandbox.groups import Gathering
from bot.sandbox.world import Chat, Kind, Message, Person


class Organising(Gathering):
    """Acts about topics and channels. Each raises CannotAct where the app would not offer it."""

    async def add_topic(self, by: Person, chat: Chat, name: str) -> int:
        """Opens a topic of a forum. Returns its `message_thread_id`."""
        self._expect_able(by, chat)
        if not chat.is_forum:
            raise CannotAct("this group has no topics")
        created = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        message = self.serve(chat, by, created, f"{by.name} opened the topic {name}")
        message.thread_id = message.id
        chat.topics[message.id] = name
        self.events.add("chats")
        return message.id

    async def close_topic(self, by: Person, chat: Chat, thread: int) -> None:
        self._expect_admin(by, chat)
        chat.closed_topics.add(thread)

    async def delete_topic(self, by: Person, chat: Chat, thread: int) -> None:
        """Deletes a topic with all its messages; writing to it is "message thread not found" from now on."""
        self._expect_admin(by, chat)
        del chat.topics[thread]
        for message in [one for one in chat.messages.values() if one.thread_id == thread]:
            self.remove(message)

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
