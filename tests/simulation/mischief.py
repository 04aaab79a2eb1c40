"""What goes wrong among people: nonsense, forgery, disguise, coming and going, deleted cards, an upgraded group."""

from datetime import timedelta

from bot.sandbox.world import Person
from tests.simulation.people import People


class Mischief(People):
    """None of it signs, withdraws or cancels anything."""

    async def press_old_or_forged(self) -> None:
        """Buttons that nobody was shown: unknown codes, other versions, nonsense."""
        data = self._chance.choice(
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
        await self._forge(self._somebody(), data)

    async def talk_nonsense(self) -> None:
        """Words that are no command, unknown commands, wrong codes, impossible dates."""
        said = self._chance.choice(
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
        where = self._chance.choice((None, self._town.group))
        await self._town.sandbox.send_text(self._somebody(), where, said)
        await self._town.hear()

    async def leave_or_come_back(self) -> None:
        """Somebody but the organiser leaves the group, or joins again."""
        person = self._chance.choice(self._town.people[1:])
        if self._town.present(person):
            await self._town.sandbox.leave(person, self._town.group)
        else:
            await self._town.sandbox.join(person, self._town.group)
        await self._town.hear()
        self._town.pass_time(timedelta(seconds=61))  # what is known of members is believed for a minute

    async def block_or_unblock(self) -> None:
        """Somebody blocks the bot, or lets it write again."""
        person = self._somebody()
        if person.blocked:
            await self._town.sandbox.unblock_bot(person)
            self._model.open_chat(person.id, self._town.clock.now())
        else:
            await self._town.sandbox.block_bot(person)
            self._model.close_chat(person.id)
        await self._town.hear()

    async def open_the_chat(self) -> None:
        """Somebody who has only been in the group presses Start, perhaps by the link of a pledge."""
        strangers = [person for person in self._town.people if not person.started]
        if strangers:
            person = self._chance.choice(strangers)
            code = self._some_code()
            payload = f"p_{code}" if code is not None and self._chance.random() < 0.5 else None
            await self._town.sandbox.start(person, payload)
            self._model.open_chat(person.id, self._town.clock.now())
            await self._town.hear()

    async def delete_a_card(self) -> None:
        """The organiser deletes a card from the group."""
        card = self._some_card()
        if card is not None:
            message, code = card
            await self._town.sandbox.delete(self._town.people[0], message)
            self.deleted[code] += 1

    async def upgrade_the_group(self) -> None:
        """The group becomes a supergroup, once."""
        if self._town.group.kind == "group" and self._chance.random() < 0.3:
            self._town.group = await self._town.sandbox.upgrade_group(self._town.people[0], self._town.group)
            self.left_behind = set(self._model.pledges)
            await self._town.hear()

    async def look_around(self) -> None:
        """Commands that only look."""
        code = self._some_code() or "ZZZZZ"
        said = self._chance.choice(("/pledges", "/pledges mine", "/help", f"/show {code}", "/settings", "/start"))
        where = self._chance.choice((None, self._town.group))
        await self._town.sandbox.send_text(self._somebody(), where, said)
        await self._town.hear()

    async def wear_a_disguise(self) -> None:
        """What must never act: an edited message, a forwarded one, another bot, an admin who hides behind the group."""
        code = self._some_code()
        if code is not None:
            await self._chance.choice((self._edit, self._forward, self._be_a_bot, self._hide))(f"/sign {code}")
            await self._town.hear()

    async def set_the_clock_back(self) -> None:
        """The machine's clock is put right by some minutes. (Telegram's limits keep a clock of their own.)"""
        if not self._town.strict:
            self._town.clock.move(-timedelta(seconds=self._chance.randint(1, 300)))

    async def _edit(self, command: str) -> None:
        person = self._somebody()
        message = await self._town.sandbox.send_text(person, self._town.group, "let me think")
        await self._town.hear()
        await self._town.sandbox.edit_text(person, message, command)

    async def _forward(self, _command: str) -> None:
        if self._signed_in_words:
            message = self._chance.choice(self._signed_in_words)
            where = self._chance.choice((None, self._town.group))
            await self._town.sandbox.forward(self._somebody(), message, where)

    async def _be_a_bot(self, command: str) -> None:
        sandbox, group = self._town.sandbox, self._town.group
        other = await self._other_bot()
        if not group.has(other):
            await sandbox.add_person(self._town.people[0], group, other)
        await sandbox.send_text(other, group, f"{command}@{sandbox.setup.username}")

    async def _other_bot(self) -> Person:
        if self._bot is None:
            self._bot = await self._town.sandbox.create_person("Helper", username="helper_bot", is_bot=True)
        return self._bot

    async def _hide(self, command: str) -> None:
        maria, group, sandbox = self._town.people[0], self._town.group, self._town.sandbox
        await sandbox.set_anonymous(maria, group, on=True)
        await sandbox.send_text(maria, group, command)
        await self._town.hear()
        await sandbox.set_anonymous(maria, group, on=False)
        self._town.pass_time(timedelta(seconds=61))  # what is known of admins is believed for a minute
