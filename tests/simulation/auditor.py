"""Compares what stands in the tables with what ought to: knows nothing of the bot but them, in SQL of its own."""

from collections import Counter
from typing import Any, Final

from bot.maintenance.checking import findings
from tests.simulation.model import Debt, Model
from tests.simulation.neighbourhood import Neighbourhood

_PLEDGES: Final = "SELECT p.code, p.state, p.count, p.tipped_at IS NOT NULL AS tipped, p.id FROM pledges p"
_SIGNERS: Final = (
    "SELECT p.code, h.telegram_id FROM signatures s"
    " JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
    " JOIN people h ON h.id = s.person_id WHERE s.state IN ('active', 'owed', 'claimed', 'missed')"
)
_TIPS: Final = "SELECT key FROM notices WHERE kind = 'own_pledge_tipped'"
_DEBTS: Final = (
    "SELECT h.telegram_id, p.code, n.kind FROM deliveries d"
    " JOIN notices n ON n.community_id = d.community_id AND n.id = d.notice_id"
    " JOIN pledges p ON p.community_id = n.community_id AND n.subject = 'pledge:' || p.id"
    " JOIN people h ON h.id = d.person_id"
)
_UNKNOWN: Final = f"{_DEBTS} WHERE d.state = 'unknown'"
_COMMUNITIES: Final = "SELECT chat_id FROM communities WHERE chat_id IS NOT NULL"
_GREETINGS: Final = "SELECT count(*) FROM cards WHERE subject LIKE 'greeting:%'"
_RESIDENTS: Final = (
    "SELECT h.telegram_id FROM residents r JOIN people h ON h.id = r.person_id"
    " JOIN communities c ON c.id = r.community_id AND c.chat_id IS NOT NULL WHERE r.left_at IS NULL"
)
_RESTLESS: Final = {
    "updates": "SELECT count(*) FROM inbox WHERE state = 'new'",
    "dead updates": "SELECT count(*) FROM inbox WHERE state = 'dead'",
    "deliveries": "SELECT count(*) FROM deliveries WHERE settled_at IS NULL",
    "cards": "SELECT count(*) FROM cards WHERE due_at IS NOT NULL",
}


class Auditor:
    """Asks while nothing happens to the program."""

    def __init__(self, town: Neighbourhood, model: Model) -> None:
        self._town = town
        self._model = model

    async def compare_tables(self) -> None:
        """Pledges and signatures are exactly what the acts so far amount to."""
        pledges = {row[0]: row for row in await self._rows(_PLEDGES)}
        assert pledges.keys() == self._model.pledges.keys(), "pledges nobody published, or lost ones"
        signers: dict[str, set[int]] = {code: set() for code in pledges}
        for code, person in await self._rows(_SIGNERS):
            signers[code].add(person)
        for code, ought in self._model.pledges.items():
            _, state, count, tipped, _ = pledges[code]
            right = (ought.state, "closed") if ought.near_miss else (ought.state,)
            assert state in right, f"{code} is {state}, not {ought.state}"
            assert signers[code] == ought.signers, f"{code}: signed by {signers[code]}, not {ought.signers}"
            assert count == len(ought.signers), f"{code} counts {count}, not {len(ought.signers)}"
            assert bool(tipped) == bool(ought.tips), f"{code} tipped {bool(tipped)}, not {ought.tips}"
            assert ought.tips <= 1
        tips = Counter(key for (key,) in await self._rows(_TIPS))
        assert all(times == 1 for times in tips.values()), "a pledge tipped twice"
        assert len(tips) == sum(ought.tips for ought in self._model.pledges.values()), "a tip that nobody is told of"

    async def check(self) -> None:
        """Every rule of `ifyouwill check` holds."""
        with self._town.fate.calm():
            broken = await self._town.db.read(findings)
        assert not broken, broken

    async def assert_at_rest(self) -> None:
        """Nothing waits in inbox or outbox, and no update died."""
        left = {name: (await self._rows(sql))[0][0] for name, sql in _RESTLESS.items()}
        assert not any(left.values()), f"not at rest: {left}"

    async def given_up(self) -> set[Debt]:
        """What the bot itself counts as perhaps said."""
        return {Debt(person, code, kind.replace("pledge_", "")) for person, code, kind in await self._rows(_UNKNOWN)}

    async def compare_community(self) -> None:
        """One community, greeted once; in it lives whoever is in the group."""
        places = await self._rows(_COMMUNITIES)
        assert len(places) == 1, f"{len(places)} communities for one group"
        assert places[0][0] == self._town.group.id, "the group is known by another chat id"
        assert await self._rows(_GREETINGS) == [(1,)], "greeted once in its life"
        here = {person for (person,) in await self._rows(_RESIDENTS)}
        ought = {person.id for person in self._town.people if self._town.present(person)}
        assert here == ought, f"residents are {here}, in the group are {ought}"

    async def compare_debts(self) -> None:
        """Whoever has a delivery is owed it."""
        rows = {Debt(person, code, kind.replace("pledge_", "")) for person, code, kind in await self._rows(_DEBTS)}
        unfounded = rows - self._model.must - self._model.may
        assert not unfounded, f"deliveries that nobody is owed: {unfounded}"

    async def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        def read(tx: Any) -> list[tuple[Any, ...]]:
            cursor = tx._cursor
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]

        with self._town.fate.calm():
            return await self._town.db.read(read)
