"""Compares what is with what ought to be: the tables with the model, and what people saw with what they were owed."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from bot.maintenance.checking import findings
from bot.sandbox.transcript import Seen
from tests.simulation.model import Debt, Model
from tests.simulation.neighbourhood import Neighbourhood
from tests.simulation.workload import Workload

_FACTS: Final = (
    ("own_tipped", "Your pledge is happening!"),
    ("tipped", "It is happening!\n"),
    ("own_expired", "That happens to most pledges."),
    ("expired", "Thank you for being ready!"),
    ("cancelled", "has called this pledge off."),
    ("cancelled", "An organiser has called this pledge off."),
)
"""How people recognise each message."""

_PLEDGES: Final = "SELECT p.code, p.state, p.count, p.tipped_at IS NOT NULL AS tipped, p.id FROM pledges p"
_SIGNERS: Final = (
    "SELECT p.code, h.telegram_id FROM signatures s"
    " JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
    " JOIN people h ON h.id = s.person_id WHERE s.state = 'active'"
)
_TIPS: Final = "SELECT key FROM notices WHERE kind = 'own_pledge_tipped'"
_UNKNOWN: Final = (
    "SELECT h.telegram_id, p.code, n.kind FROM deliveries d"
    " JOIN notices n ON n.community_id = d.community_id AND n.id = d.notice_id"
    " JOIN pledges p ON p.community_id = n.community_id AND n.subject = 'pledge:' || p.id"
    " JOIN people h ON h.id = d.person_id WHERE d.state = 'unknown'"
)
_RESTLESS: Final = {
    "updates": "SELECT count(*) FROM inbox WHERE state = 'new'",
    "dead updates": "SELECT count(*) FROM inbox WHERE state = 'dead'",
    "deliveries": "SELECT count(*) FROM deliveries WHERE settled_at IS NULL",
    "cards": "SELECT count(*) FROM cards WHERE due_at IS NOT NULL",
}


class Auditor:
    """Knows nothing of the bot but its tables, in SQL of its own, and what appeared on people's screens."""

    def __init__(self, town: Neighbourhood, workload: Workload, model: Model) -> None:
        self._town = town
        self._workload = workload
        self._model = model

    async def compare_tables(self) -> None:
        """Pledges and signatures are exactly what the acts so far amount to, and every rule of `check` holds."""
        pledges = {row[0]: row for row in await self._rows(_PLEDGES)}
        assert pledges.keys() == self._model.pledges.keys(), "pledges nobody published, or lost ones"
        signers: dict[str, set[int]] = {code: set() for code in pledges}
        for code, person in await self._rows(_SIGNERS):
            signers[code].add(person)
        for code, ought in self._model.pledges.items():
            _, state, count, tipped, _ = pledges[code]
            assert state == ought.state, f"{code} is {state}, not {ought.state}"
            assert signers[code] == ought.signers, f"{code}: signed by {signers[code]}, not {ought.signers}"
            assert count == len(ought.signers), f"{code} counts {count}, not {len(ought.signers)}"
            assert bool(tipped) == bool(ought.tips), f"{code} tipped {bool(tipped)}, not {ought.tips}"
            assert ought.tips <= 1
        tips = Counter(key for (key,) in await self._rows(_TIPS))
        assert all(times == 1 for times in tips.values()), "a pledge tipped twice"
        assert len(tips) == sum(ought.tips for ought in self._model.pledges.values()), "a tip that nobody is told of"
        with self._town.fate.calm():
            broken = await self._town.db.read(findings)
        assert not broken, broken

    async def assert_at_rest(self) -> None:
        """Nothing waits in inbox or outbox, and no update died."""
        left = {name: (await self._rows(sql))[0][0] for name, sql in _RESTLESS.items()}
        assert not any(left.values()), f"not at rest: {left}"

    async def compare_screens(self, uncertain: int) -> None:
        """Everybody saw what they were owed, once each; but for as many repetitions as there were uncertain sends, and
        what the bot gave up after two of them."""
        seen = Counter[Debt]()
        for person in self._town.people:
            for message in self._messages(person):
                debt = self._debt(person.id, message)
                if debt is not None:
                    seen[debt] += 1
        owed = self._model.must | self._model.may
        unexpected = [debt for debt in seen if debt not in owed]
        assert not unexpected, f"messages that nobody was owed: {unexpected}"
        given_up = await self._given_up()
        assert 2 * len(given_up) <= uncertain, f"given up without two uncertain sends each: {given_up}"
        reachable = {debt for debt in self._model.must if debt.person not in self._workload.out_of_reach}
        missing = [debt for debt in reachable - given_up if not seen[debt]]
        assert not missing, f"owed and never seen: {missing}"
        repeated = sum(times - 1 for times in seen.values() if times > 1)
        assert repeated <= uncertain, f"{repeated} repetitions, at most {uncertain} can be explained"

    async def _given_up(self) -> set[Debt]:
        """What the bot itself counts as perhaps said."""
        return {Debt(person, code, kind.replace("pledge_", "")) for person, code, kind in await self._rows(_UNKNOWN)}

    def assert_presses_answered(self) -> None:
        """No button spins for ever, except where the answer was lost on the way."""
        spinning = self._town.sandbox.unanswered()
        assert not spinning, [press.data for press in spinning]

    def _messages(self, person: Any) -> Iterator[Seen]:
        sandbox = self._town.sandbox
        return (
            seen for seen in sandbox.seen(person, sandbox.private(person)) if seen.kind == "message" and seen.by_bot
        )

    def _debt(self, person: int, seen: Seen) -> Debt | None:
        """Which message this is; None for the answer to an act of the person's own."""
        fact = next((fact for fact, words in _FACTS if _announces(seen.text, words)), None)
        if fact is None:
            return None
        codes = [code for code, action in self._workload.actions.items() if action in seen.text]
        assert len(codes) == 1, f"a message about {len(codes)} pledges: {seen.text!r}"
        return Debt(person, codes[0], fact)

    async def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        def read(tx: Any) -> list[tuple[Any, ...]]:
            cursor = tx._cursor
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]

        with self._town.fate.calm():
            return await self._town.db.read(read)


def _announces(text: str, words: str) -> bool:
    """Whether a message says this; answers to a person's own tap say "it is happening" under their card."""
    return text.startswith(words) if words.endswith(("!", "!\n")) and "happening" in words else words in text
