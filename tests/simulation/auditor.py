"""Compares what stands in the tables with what ought to: knows nothing of the bot but them, in SQL of its own."""

from collections import Counter
from typing import Any, Final

from bot.maintenance.checking import findings
from tests.simulation.debts import Debt
from tests.simulation.facts import fact_of
from tests.simulation.model import Model
from tests.simulation.neighbourhood import Neighbourhood
from tests.simulation.ought.pledge import Mark, Pledge

_PLEDGES: Final = (
    "SELECT p.code, p.state, p.count, p.tipped_at IS NOT NULL, p.threshold, p.capacity, p.minimum, p.waiting, p.names,"
    " p.unit, p.given, p.visibility, coalesce(p.detail, ''), p.hidden_at IS NOT NULL, p.deadline_moved_at IS NOT NULL,"
    " l.telegram_id,"
    " coalesce(p.creator_muted, 0), coalesce(p.claimed, 0), coalesce(p.verified, 0), coalesce(p.missed, 0),"
    " (SELECT count(*) FROM announcements a WHERE a.community_id = p.community_id AND a.pledge_id = p.id)"
    " FROM pledges p LEFT JOIN people l ON l.id = p.lead_id"
)
_MARKS: Final = (
    "SELECT p.code, h.telegram_id, s.state, s.number, s.follows, s.muted, s.stays, s.amount FROM signatures s"
    " JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
    " JOIN people h ON h.id = s.person_id"
)
_TIPS: Final = "SELECT key FROM notices WHERE kind = 'own_pledge_tipped'"
_DEBTS: Final = (
    "SELECT h.telegram_id, p.code, n.kind FROM deliveries d"
    " JOIN notices n ON n.community_id = d.community_id AND n.id = d.notice_id"
    " JOIN pledges p ON p.community_id = n.community_id AND n.subject = 'pledge:' || p.id"
    " JOIN people h ON h.id = d.person_id"
)
_PENDING: Final = (
    "SELECT (SELECT count(*) FROM deliveries WHERE settled_at IS NULL)"
    " + (SELECT count(*) FROM notices WHERE expand_at IS NOT NULL)"
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
        self._given_up: set[Debt] = set()
        """All that was found so far: what is old is swept away."""

    async def compare_tables(self) -> None:
        """Pledges and signatures are exactly what the acts so far amount to."""
        pledges = {row[0]: row[1:] for row in await self._rows(_PLEDGES)}
        ought = {code: _row(code, pledge, self._model) for code, pledge in self._model.pledges.items()}
        assert pledges.keys() == ought.keys(), "pledges nobody published, or lost ones"
        wrong = [f"{code}: {pledges[code]}, not {row}" for code, row in ought.items() if pledges[code] != row]
        assert not wrong, "pledges are not as they ought to be:\n" + "\n".join(wrong)
        marks = {(code, person): tuple(rest) for code, person, *rest in await self._rows(_MARKS)}
        is_so = {key: (_folded(state), *rest) for key, (state, *rest) in marks.items()}
        should = {
            (code, person): _mark(mark, muted=self._model.is_muted(code, person))
            for code, pledge in self._model.pledges.items()
            for person, mark in pledge.marks.items()
        }
        assert is_so == should, f"signatures are, and ought to be:\n{sorted(is_so.items() ^ should.items(), key=str)}"
        tips = Counter(key for (key,) in await self._rows(_TIPS))
        assert all(times == 1 for times in tips.values()), "a pledge tipped twice"
        assert len(tips) == sum(each.tips for each in self._model.pledges.values()), "a tip that nobody is told of"
        await self.given_up()

    async def all_said(self) -> bool:
        """Whether nothing waits to be said to anybody."""
        return await self._rows(_PENDING) == [(0,)]

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
        self._given_up |= {Debt(person, code, fact_of(kind)) for person, code, kind in await self._rows(_UNKNOWN)}
        return self._given_up

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
        """Whoever has deliveries is owed as many."""
        rows = Counter(Debt(person, code, fact_of(kind)) for person, code, kind in await self._rows(_DEBTS))
        ought = self._model.books.addressed()
        unfounded = {debt: times for debt, times in rows.items() if times > ought[debt]}
        assert not unfounded, f"deliveries that nobody is owed: {unfounded}"

    async def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        def read(tx: Any) -> list[tuple[Any, ...]]:
            cursor = tx._cursor
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]

        with self._town.fate.calm():
            return await self._town.db.read(read)


def _row(code: str, pledge: Pledge, model: Model) -> tuple[object, ...]:
    """What ought to stand in the table, as `_PLEDGES` asks for it."""
    return (
        pledge.state,
        pledge.count,
        pledge.tips,
        pledge.threshold,
        pledge.terms.capacity,
        pledge.minimum,
        len(pledge.waiting),
        pledge.terms.names,
        pledge.terms.unit,
        pledge.given,
        "community" if pledge.terms.listed else "unlisted",
        pledge.details,
        pledge.hidden,
        pledge.moved,
        pledge.lead,
        model.is_muted(code, pledge.creator),
        *(len(pledge.in_state(state)) for state in ("claimed", "verified", "missed")),
        len(pledge.news),
    )


def _mark(mark: Mark, *, muted: bool) -> tuple[object, ...]:
    """The same of a signature, as `_MARKS` asks for it."""
    return (mark.state, mark.number, mark.follows, muted, mark.stays, mark.amount)


def _folded(state: str) -> str:
    return "active" if state == "owed" else state
