"""The stand-in whole: everything people can do, in one object, beside the Bot API it answers."""

from bot.sandbox import wire
from bot.sandbox.errors import CannotAct
from bot.sandbox.forums import Organising
from bot.sandbox.inline import InlineQuery
from bot.sandbox.stage import Press
from bot.sandbox.things import Sharing
from bot.sandbox.transcript import Seen
from bot.sandbox.visits import Visiting
from bot.sandbox.world import Chat, Message, Person, Status

_QUERIES_KEPT = 1_000
_INLINE_MESSAGES_KEPT = 5_000


class Sandbox(Visiting, Organising, Sharing):
    """`Sandbox(clock, random)`: the world and its acts. `api.call`, `inprocess` and `server` are the bot's way in."""

    async def inline_query(self, by: Person, query: str, chat: Chat | None = None) -> InlineQuery:
        """Types `@bot query` in some chat; the results appear in the returned object when the bot has answered."""
        if not self.setup.inline:
            raise CannotAct("the bot has no inline mode")
        asked = InlineQuery(self.new_id(), by, query, self.clock.now(), chat)
        self.inline_queries[asked.id] = asked
        if len(self.inline_queries) > _QUERIES_KEPT:
            self.inline_queries.popitem(last=False)
        update = {"id": asked.id, "from": wire.user(by), "query": query, "offset": ""}
        if chat is not None:
            update["chat_type"] = chat.kind.value if chat.id != by.id else "sender"
        self.updates.push("inline_query", update, f"person {by.id}")
        return asked

    async def choose_inline(self, by: Person, query: InlineQuery, result_id: str, chat: Chat | None = None) -> Message:
        """Sends one of the offered results to a chat, "via" the bot."""
        if result_id not in query.results or query.person is not by:
            raise CannotAct("there is no such result to choose")
        _, content = query.results[result_id]
        message = self._drafted(by, chat or query.chat, content)
        message.via_bot, message.inline_id = self.bot, self.new_id()
        self.inline_messages[message.inline_id] = message
        if len(self.inline_messages) > _INLINE_MESSAGES_KEPT:
            self.inline_messages.popitem(last=False)
        chosen = {"result_id": result_id, "from": wire.user(by), "query": query.query}
        if content.markup:
            chosen["inline_message_id"] = message.inline_id
        self.updates.push("chosen_inline_result", chosen, f"person {by.id}")
        return self._say(message)

    def seen(self, person: Person, chat: Chat | None = None) -> list[Seen]:
        """Everything that appeared before this person's eyes, in order."""
        return self.transcript.of(person, chat)

    def screen(self, person: Person, chat: Chat | None = None) -> list[Message]:
        """The messages standing on this person's screen now, oldest first; ephemeral ones where they appeared."""
        where = chat or self.private(person)
        if not (where.has(person) if where.is_group else where.person is person):
            return []
        mine = [one for one in where.ephemerals.values() if one.eyes is person]
        if not mine:
            return list(where.messages.values())
        instead = {one.replaces: one for one in mine if one.replaces in where.messages}
        places = {one.serial: instead.get(one.id, one) for one in where.messages.values()}
        places |= {one.serial: one for one in mine if one not in instead.values()}
        return [places[serial] for serial in sorted(places)]

    def last(self, person: Person, chat: Chat | None = None) -> Message:
        """The newest message of the bot on this person's screen. Raises LookupError if there is none."""
        for message in reversed(self.screen(person, chat)):
            if message.sender is self.bot and message.service is None:
                return message
        raise LookupError(f"{person.name} sees nothing of the bot here")

    def toasts(self, person: Person) -> list[Seen]:
        """All answers to this person's presses, oldest first."""
        return [seen for seen in self.seen(person) if seen.kind == "toast"]

    def unanswered(self) -> list[Press]:
        """Presses that the bot has not answered: spinning buttons."""
        return [press for press in self.presses.values() if not press.answered]

    def owner(self, chat: Chat) -> Person:
        """The owner of a group. Raises LookupError when there is none."""
        for member in chat.members.values():
            if member.status is Status.OWNER:
                return member.person
        raise LookupError(f"{chat.title} has no owner")
