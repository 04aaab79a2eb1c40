"""What goes wrong among people: nonsense, forgery, disguise, coming and going, deleted cards, an upgraded group."""

from datetime import timedelta

from bot.sandbox.world import Person
from tests.simulation.kinds import Kind
from tests.simulation.people import People


class Mischief(People):
    """None of it signs, withdraws or cancels anything."""

    async def press_old_or_forged(self) -> None:
        """Buttons that nobody was shown: unknown codes, other versions, nonsense."""
        data = self.chance.choice(
            (
                "1:pledge_sign:ZZZZZ",
                "1:pledge_publish:0",
                "0:sign:1",
                "1:nothing",
                "x",
                "1:settings:1",
                "1:pledge_sign:",
            )
        )
        await self.forge(self.somebody(), data)

    async def talk_nonsense(self) -> None:
        """Words that are no command, unknown commands, wrong codes, impossible dates."""
        said = self.chance.choice(
            (
                "hello?",
                "/sign",
                "/sign 00000",
                "/nonsense",
                "/withdraw ÄÖÜ",
                "/pledge I will fly if 0 others will by yesterday",
                "/pledges mine",
                "/cancel",
                "/show <b>",
                "\u202e/sign",
            )
        )
        where = self.chance.choice((None, self.town.group))
        await self.town.sandbox.send_text(self.somebody(), where, said)
        await self.town.hear()

    async def leave_or_come_back(self) -> None:
        """Somebody but the organiser leaves the group, or joins again."""
        person = self.chance.choice(self.town.people[1:])
        if self.town.present(person):
            await self.town.sandbox.leave(person, self.town.group)
        else:
            await self.town.sandbox.join(person, self.town.group)
        await self.town.hear()
        self.town.pass_time(timedelta(seconds=61))  # what is known of members is believed for a minute

    async def block_or_unblock(self) -> None:
        """Somebody blocks the bot, or lets it write again."""
        person = self.somebody()
        if person.blocked:
            await self.town.sandbox.unblock_bot(person)
            self.model.open_chat(person.id)
        else:
            await self.town.sandbox.block_bot(person)
            self.model.close_chat(person.id)
        await self.town.hear()

    async def open_the_chat(self) -> None:
        """Somebody who has only been in the group presses Start, perhaps by the link of a pledge."""
        strangers = [person for person in self.town.people if not person.started]
        if strangers:
            person = self.chance.choice(strangers)
            code = self.some_code()
            payload = f"p_{code}" if code is not None and self.chance.random() < 0.5 else None
            await self.town.sandbox.start(person, payload)
            self.model.open_chat(person.id)
            await self.town.hear()

    async def delete_a_card(self) -> None:
        """The organiser deletes a card from the group."""
        card = self.some_card()
        if card is not None:
            message, code = card
            await self.town.sandbox.delete(self.town.people[0], message)
            self.deleted[code] += 1

    async def upgrade_the_group(self) -> None:
        """The group becomes a supergroup, once."""
        if self.town.group.kind == "group" and self.chance.random() < 0.3:
            self.town.group = await self.town.sandbox.upgrade_group(self.town.people[0], self.town.group)
            self.left_behind = set(self.model.pledges)
            await self.town.hear()

    async def look_around(self) -> None:
        """Commands that only look."""
        code = self.some_code() or "ZZZZZ"
        said = self.chance.choice(("/pledges", "/pledges mine", "/help", f"/show {code}", "/settings", "/start"))
        where = self.chance.choice((None, self.town.group))
        await self.town.sandbox.send_text(self.somebody(), where, said)
        await self.town.hear()

    async def wear_a_disguise(self) -> None:
        """What must never act: an edited message, a forwarded one, another bot, an admin who hides behind the group."""
        code = self.some_code()
        if code is not None:
            await self.chance.choice((self._edit, self._forward, self._be_a_bot, self._hide))(f"/sign {code}")
            await self.town.hear()

    async def set_the_clock_back(self) -> None:
        """The machine's clock is put right by some minutes. (Telegram's limits keep a clock of their own.)"""
        if not self.town.strict:
            self.town.clock.move(-timedelta(seconds=self.chance.randint(1, 300)))

    async def _edit(self, command: str) -> None:
        person = self.somebody()
        message = await self.town.sandbox.send_text(person, self.town.group, "let me think")
        await self.town.hear()
        await self.town.sandbox.edit_text(person, message, command)

    async def _forward(self, _command: str) -> None:
        if self._signed_in_words:
            message = self.chance.choice(self._signed_in_words)
            where = self.chance.choice((None, self.town.group))
            await self.town.sandbox.forward(self.somebody(), message, where)

    async def _be_a_bot(self, command: str) -> None:
        sandbox, group = self.town.sandbox, self.town.group
        other = await self._other_bot()
        if not group.has(other):
            await sandbox.add_person(self.town.people[0], group, other)
        await sandbox.send_text(other, group, f"{command}@{sandbox.setup.username}")

    async def _other_bot(self) -> Person:
        if self._bot is None:
            self._bot = await self.town.sandbox.create_person("Helper", username="helper_bot", is_bot=True)
        return self._bot

    async def _hide(self, command: str) -> None:
        maria, group, sandbox = self.town.people[0], self.town.group, self.town.sandbox
        await sandbox.set_anonymous(maria, group, on=True)
        await sandbox.send_text(maria, group, command)
        await self.town.hear()
        await sandbox.set_anonymous(maria, group, on=False)
        self.town.pass_time(timedelta(seconds=61))  # what is known of admins is believed for a minute


KINDS = (
    Kind(2, Mischief.press_old_or_forged),
    Kind(2, Mischief.talk_nonsense),
    Kind(1, Mischief.leave_or_come_back),
    Kind(1, Mischief.block_or_unblock),
    Kind(1, Mischief.open_the_chat, lambda people: not all(person.started for person in people.town.people)),
    Kind(1, Mischief.delete_a_card),
    Kind(1, Mischief.upgrade_the_group, lambda people: people.town.group.kind == "group"),
    Kind(1, Mischief.look_around),
    Kind(1, Mischief.wear_a_disguise),
    Kind(1, Mischief.set_the_clock_back),
)
