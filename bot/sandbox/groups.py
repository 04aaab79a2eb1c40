"""What people do to groups: make, join, leave, appoint, upgrade, rename."""

from collections.abc import Iterable

from bot.sandbox import wire
from bot.sandbox.acts import Talking
from bot.sandbox.errors import CannotAct
from bot.sandbox.world import ADMIN_RIGHTS, Chat, Content, Kind, Member, Message, Person, Status

LEAST_RIGHTS = frozenset({"can_manage_chat", "can_delete_messages", "can_pin_messages"})
"""What `promote` and `add_bot(as_admin=True)` grant unless told otherwise."""
ALL_RIGHTS = frozenset(ADMIN_RIGHTS)


class Gathering(Talking):
    """Acts about membership. Each raises CannotAct where the app would not offer it."""

    async def create_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
        is_bot: bool = False,
    ) -> Person:
        """A new user of Telegram, who has not met the bot yet."""
        person = Person(self.world.new_person_id(), first_name, last_name, username, language_code, is_bot)
        self.world.add_person(person)
        self.events.add("chats", person_id=person.id)
        return person

    async def create_group(
        self, by: Person, title: str, members: Iterable[Person] = (), *, supergroup: bool = False, forum: bool = False
    ) -> Chat:
        """A new group of which `by` is the owner; a forum is always a supergroup. The bot may be among the members."""
        chat = self.world.add_group(title, Kind.SUPERGROUP if supergroup or forum else Kind.GROUP)
        chat.is_forum = forum
        chat.members[by.id] = Member(by, Status.OWNER, rights=ALL_RIGHTS)
        others = [person for person in members if person is not self.bot and person is not by]
        chat.members.update((person.id, Member(person, Status.MEMBER)) for person in others)
        chat.audience = frozenset(one.person.id for one in chat.members.values() if not one.person.is_bot)
        self.serve(chat, by, {"group_chat_created": True}, f"{by.name} created the group")
        if self.bot in members:
            await self.add_bot(by, chat)
        self.events.add("chats")
        return chat

    async def add_bot(self, by: Person, chat: Chat, *, as_admin: bool = False) -> None:
        """Adds our bot: first the bot hears of its own change, then the group sees the service message."""
        self._expect_able(by, chat)
        if chat.has(self.bot):
            raise CannotAct("the bot is already here")
        status = Status.ADMIN if as_admin else Status.MEMBER
        self.set_member(chat, by, Member(self.bot, status, rights=LEAST_RIGHTS if as_admin else frozenset()))
        self._announce_joined(chat, by, self.bot)

    async def remove_bot(self, by: Person, chat: Chat) -> None:
        await self.remove_person(by, chat, self.bot)

    async def join(self, by: Person, chat: Chat) -> None:
        """Joins by the group's own link."""
        if by.deactivated or chat.has(by) or chat.member(by).status is Status.BANNED:
            raise CannotAct("that person cannot join")
        self._add(chat, by, by)

    async def add_person(self, by: Person, chat: Chat, person: Person) -> None:
        self._expect_able(by, chat)
        if person is self.bot:
            await self.add_bot(by, chat)
        elif chat.has(person):
            raise CannotAct("that person is already here")
        else:
            self._add(chat, by, person)

    def _add(self, chat: Chat, by: Person, person: Person) -> None:
        self.set_member(chat, by, Member(person, Status.MEMBER))
        self._announce_joined(chat, by, person)

    def _announce_joined(self, chat: Chat, by: Person, person: Person) -> None:
        said = f"{person.name} joined the group" if by is person else f"{by.name} added {person.name}"
        self.serve(chat, by, {"new_chat_members": [wire.user(person)]}, said)

    async def leave(self, by: Person, chat: Chat) -> None:
        self._expect_able(by, chat)
        self._take_out(chat, by, by, Status.LEFT)

    async def remove_person(self, by: Person, chat: Chat, person: Person) -> None:
        """An administrator removes somebody (the bot too): they count as banned."""
        self._expect_admin(by, chat)
        if not chat.has(person) or chat.member(person).status is Status.OWNER:
            raise CannotAct("that person cannot be removed")
        self._take_out(chat, by, person, Status.BANNED)

    def _take_out(self, chat: Chat, by: Person, person: Person, status: Status) -> None:
        said = f"{person.name} left the group" if by is person else f"{by.name} removed {person.name}"
        self.serve(chat, by, {"left_chat_member": wire.user(person)}, said)
        self.set_member(chat, by, Member(person, status))

    async def promote(
        self, by: Person, chat: Chat, person: Person, *, rights: frozenset[str] = LEAST_RIGHTS, anonymous: bool = False
    ) -> None:
        """Makes somebody (or the bot) administrator, or changes an administrator's rights."""
        self._expect_admin(by, chat)
        self._expect_changeable(chat, person)
        self.set_member(chat, by, Member(person, Status.ADMIN, anonymous, rights))

    async def demote(self, by: Person, chat: Chat, person: Person) -> None:
        self._expect_admin(by, chat)
        self._expect_changeable(chat, person)
        self.set_member(chat, by, Member(person, Status.MEMBER))

    async def restrict(self, by: Person, chat: Chat, person: Person) -> None:
        """Forbids a member (or the bot) to write here; presses and, for the bot, edits are still possible."""
        self._expect_admin(by, chat)
        if chat.kind is not Kind.SUPERGROUP:
            raise CannotAct("only a supergroup can forbid somebody to write")
        if chat.member(person).status is not Status.MEMBER:
            raise CannotAct("only a plain member can be forbidden to write")
        self.set_member(chat, by, Member(person, Status.RESTRICTED))

    async def allow(self, by: Person, chat: Chat, person: Person) -> None:
        """Lets somebody write again who was forbidden to."""
        self._expect_admin(by, chat)
        if chat.member(person).status is not Status.RESTRICTED:
            raise CannotAct("that person may write already")
        self.set_member(chat, by, Member(person, Status.MEMBER))

    def _expect_changeable(self, chat: Chat, person: Person) -> None:
        if not chat.has(person) or chat.member(person).status is Status.OWNER:
            raise CannotAct("that person's rights cannot be changed")

    async def set_anonymous(self, by: Person, chat: Chat, *, on: bool) -> None:
        """An administrator writes under the group's name from now on, or no more."""
        self._expect_admin(by, chat)
        old = chat.member(by)
        self.set_member(chat, by, Member(by, old.status, on, old.rights))

    async def rename(self, by: Person, chat: Chat, title: str) -> None:
        self._expect_admin(by, chat)
        chat.title = title
        self.serve(chat, by, {"new_chat_title": title}, f"{by.name} renamed the group to {title}")
        self.events.add("chats")

    async def upgrade_group(self, by: Person, chat: Chat, *, forum: bool = False) -> Chat:
        """Makes a supergroup of a group: a new chat with a new id, in which old message ids mean nothing.

        The bot hears `migrate_to_chat_id` in the old chat and `migrate_from_chat_id` in the new one, and of its
        own change in both.
        """
        self._expect_admin(by, chat)
        if chat.kind is not Kind.GROUP:
            raise CannotAct("this is a supergroup already")
        new = self.world.add_group(chat.title, Kind.SUPERGROUP)
        new.is_forum, new.migrated_from = forum, chat.id
        new.members, new.audience = dict(chat.members), chat.audience
        self.serve(chat, by, {"migrate_to_chat_id": new.id}, "The group became a supergroup")
        self._tell_first(new)
        if chat.has(self.bot):
            mine = chat.member(self.bot)
            chat.members.pop(self.bot.id)
            new.members.pop(self.bot.id)
            chat.members[self.bot.id] = mine
            self.set_member(new, by, mine)
            self.set_member(chat, by, Member(self.bot, Status.LEFT))
        chat.migrated_to = new
        self.events.add("chats")
        return new

    def _tell_first(self, new: Chat) -> None:
        said = "The group became a supergroup"
        fields = {"migrate_from_chat_id": new.migrated_from}
        first = Message(0, new, self.stamp(), Content(), sender=self.world.anonymous, service=fields, service_text=said)
        first.sender_chat = new
        self.place(first)
        self.hear(first)

    def _expect_admin(self, by: Person, chat: Chat) -> None:
        self._expect_able(by, chat)
        if not chat.member(by).is_admin:
            raise CannotAct("only administrators may do this")
