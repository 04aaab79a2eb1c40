"""One run: a neighbourhood's life under faults, then peace, then the account."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from bot.sandbox.faults import Fault, What, When
from tests.simulation.auditor import Auditor
from tests.simulation.model import EDGE, Model
from tests.simulation.neighbourhood import STRANGERS, ZONE, Neighbourhood
from tests.simulation.onlooker import Explained, Onlooker
from tests.simulation.repertoire import act
from tests.simulation.rounds import see_rounds
from tests.simulation.wire import LABELS, REFUSED
from tests.simulation.workload import Workload
from tests.support.timeless import TimelessLoop

STEPS: Final = 60
_CHECKED_EACH: Final = 6
"""Steps after each of which `ifyouwill check` looks as well; it is thorough and takes its time."""

FIRST_DAY: Final = datetime(2027, 3, 25, 9, 30, tzinfo=UTC)
_STRIKES_AT_MOST: Final = 6
"""Faults that wait at a time; with those three that may come on top still fewer than make the bot give an update up."""

_SLOW: Final = (
    (50, timedelta(seconds=2)),
    (20, timedelta(seconds=40)),
    (10, timedelta(minutes=20)),
    (6, timedelta(hours=5)),
    (3, timedelta(days=1)),
    (1, timedelta(days=9)),
)
_FAST: Final = (
    (40, timedelta(seconds=2)),
    (16, timedelta(seconds=40)),
    (10, timedelta(minutes=20)),
    (14, timedelta(hours=5)),
    (12, timedelta(days=1)),
    (4, timedelta(days=3)),
    (2, timedelta(days=9)),
)
"""How time passes between two acts: some ten days in all, or four weeks."""

_AMBIGUOUS: Final = frozenset({What.HANG, What.RESET, What.HALF, What.SERVER_ERROR})
_ALWAYS: Final = {What.FLOOD: When.BEFORE, What.BROKEN_JSON: When.AFTER}
"""A 429 means that nothing was done; a 200, whatever follows it, that it was."""

_SENDING: Final = ("sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates", "getChatMember", None)
_TURNS_LEAST, _TURNS_MOST = 20, 80
"""Of a quarter of a minute each, in which at least one message goes to everybody who waits for some."""


class Run:
    """Everything follows from the seed. Each seed leaves some kinds of trouble out altogether (swarm testing)."""

    def __init__(self, seed: int, url: str, loop: TimelessLoop, story: list[str]) -> None:
        self._chance = Random(seed)
        loop.clock.set(FIRST_DAY + timedelta(days=self._chance.randrange(220)))
        self._loop = loop
        self._town = Neighbourhood(url, self._chance, loop, strict=self._chance.random() < 0.3)
        self._model = Model(ZONE, loop.clock.now())
        self._workload = Workload(self._town, self._model)
        self._auditor = Auditor(self._town, self._model)
        self._onlooker = Onlooker(self._town, self._workload, self._model)
        self._dies = self._chance.random() < 0.6
        self._wire_fails = self._chance.random() < 0.6
        self._disk_fails = self._chance.random() < 0.4
        self._leaps = self._chance.choice((_SLOW, _FAST))
        self._faults: list[Fault] = []
        self._refused = 0
        """Transactions that the database may have refused."""
        self.story = story
        """What happened, for the reader of a failure."""

    async def play(self) -> None:
        """The whole life. Raises AssertionError where the bot is not as it ought to be."""
        try:
            await self._live()
        finally:
            await self._town.end()

    async def _live(self) -> None:
        await self._town.be_born()
        await self._town.settle_in()
        self._model.organiser = self._town.people[0].id
        for person in self._town.people[-STRANGERS:]:
            self._model.close_chat(person.id)
        for step in range(STEPS):
            self._make_trouble()
            self.story.append(f"{self._town.clock.now():%d %b %H:%M:%S} {await act(self._workload)}")
            await self._pass_time()
            await self._auditor.compare_tables()
            if step % _CHECKED_EACH == 0:
                await self._auditor.check()
        await self._make_peace()
        await self._auditor.compare_tables()
        await self._auditor.check()
        await self._auditor.assert_at_rest()
        await self._auditor.compare_community()
        await self._auditor.compare_debts()
        explained = Explained(
            ambiguous=self._ambiguous(),
            perhaps_posted=self._ambiguous("sendMessage", None),
            half_sent=self._town.half_sent,
            deaths=self._town.deaths,
            troubles=sum(fault.hits for fault in self._faults) + self._refused,
            given_up=await self._auditor.given_up(),
        )
        self._onlooker.look(explained)
        self._assert_calm()

    async def _pass_time(self) -> None:
        """Some time later the bot has done what was due by then; or most of it, and is interrupted."""
        leap = self._chance.choices([leap for _, leap in self._leaps], [weight for weight, _ in self._leaps])[0]
        self._loop.pass_time(leap.total_seconds())
        if self._chance.random() < 0.8:
            await self._town.work()
        await self._let_expire()

    async def _let_expire(self) -> None:
        """What time has brought about by now has been seen by the bot, too."""
        if self._model.on_edge(self._town.clock.now()):
            self._loop.pass_time(2 * EDGE.total_seconds())
        if self._model.pass_time(self._town.clock.now()):
            await self._town.work()
            self._model.pass_time(self._town.clock.now())
        await see_rounds(self._workload)
        if await self._auditor.all_said():
            self._model.books.all_said(self._town.clock.now())

    def _make_trouble(self) -> None:
        if self._dies and self._chance.random() < 0.15:
            label, hits = self._chance.choice(LABELS), self._chance.randint(1, 5)
            self._town.fate.doom(label, hits)
            self.story.append(f"dies at {label}:{hits}")
        if self._disk_fails and self._chance.random() < 0.1:
            point = self._chance.choice(list(REFUSED))
            self._town.fate.refusals[point] = self._chance.randint(1, 2)
            self._refused += 2
            self.story.append(f"{REFUSED[point]} for a moment")
        if self._wire_fails and self._chance.random() < 0.3 and self._strikes_left() < _STRIKES_AT_MOST:
            self._add_fault()

    def _ambiguous(self, *methods: str | None) -> int:
        """Answers that told nothing, of all methods or of these."""
        return sum(
            fault.hits for fault in self._faults if fault.what in _AMBIGUOUS and fault.method in (methods or _SENDING)
        )

    def _assert_calm(self) -> None:
        """Where nothing was in the way every press is answered and Telegram never finds us too fast."""
        if self._town.deaths:
            return
        struck = sum(fault.hits for fault in self._faults)
        spinning = self._town.sandbox.unanswered()
        assert len(spinning) <= struck, f"buttons spin for ever: {[press.data for press in spinning]}"
        if not struck:
            assert self._town.sandbox.flood.refused == 0, "a 429 that our own throttle should have prevented"

    def _strikes_left(self) -> int:
        return sum((fault.times or 0) - fault.hits for fault in self._town.sandbox.faults._script)

    def _add_fault(self) -> None:
        what = self._chance.choice((What.FLOOD, What.SERVER_ERROR, What.HANG, What.RESET, What.HALF, What.BROKEN_JSON))
        when = _ALWAYS.get(what) or self._chance.choice((When.BEFORE, When.AFTER))
        fault = Fault(
            what,
            when,
            method=self._chance.choice(_SENDING),
            times=self._chance.randint(1, 3),
            seconds=self._chance.choice((1, 3, 20)),
            status=self._chance.choice((500, 502, 504)),
        )
        self._town.sandbox.faults.add(fault)
        self._faults.append(fault)
        self.story.append(f"{fault.times} x {what} {when} the effect of {fault.method}")

    async def _make_peace(self) -> None:
        """No more trouble. At ten in the morning after, and five minutes later, everything has been done; or
        later, where one person is told so much that it takes longer."""
        self._town.sandbox.faults.clear()
        self._town.fate.spare()
        here = self._town.clock.now().astimezone(ZONE)
        ten = (here + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
        self._town.clock.set(ten.astimezone(UTC))
        for turn in range(_TURNS_MOST):
            await self._town.work()
            await self._let_expire()
            if turn >= _TURNS_LEAST and await self._auditor.all_said():
                break
            self._loop.pass_time(15)
        await self._town.work()
        self._model.books.all_said(self._town.clock.now())
