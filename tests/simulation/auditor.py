"""Compares what stands in the tables with what ought to: knows nothing of the bot but them, in SQL of its own."""

from collections import Counter
from typing import Any, Final

from bot.maintenance.checking import findings
from tests.simulation.debts import Debt
from tests.simulation.facts import fact_of
from tests.simulation.model import Model
from tests.simulation.neighbourhood import Neighbourhood
from tests.simulation.ought.pledge import Pledge

_PLEDGES: Final = (
    "SELECT p.code, p.state, p.unit, p.count, p.given, coalesce(p.amount, 0), coalesce(p.paper, 0),"
    " p.tipped_at IS NOT NULL, p.threshold, p.capacity, p.minimum, p.waiting, p.names,"
    " p.visibility, coalesce(p.detail, ''), p.hidden_at IS NOT NULL, p.deadline_moved_at IS NOT NULL, l.telegram_id,"
    " coalesce(p.creator_muted, 0), coalesce(p.claimed, 0), coalesce(p.verified, 0), coalesce(p.missed, 0),"
    " (SELECT count(*) FROM announcements a WHERE a.community_id = p.community_id AND a.pledge_id = p.id)"
    " FROM pledges p LEFT JOIN people l ON l.id = p.lead_id"
)
_MARKS: Final = (
    "SELECT p.code, h.telegram_id, s.state, s.number, coalesce(s.amount, 0), s.follows, s.muted, s.stays"
    " FROM signatures s"
    " JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
    " JOIN people h ON h.id = s.person_id"
)
_PAPER: Final = (
    "SELECT p.code, s.number, h.telegram_id, s.name, s.state, s.state = 'withdrawn' AND s.withdrawn_by IS NULL"
    " FROM paper_signatures s JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
    " JOIN people h ON h.id = s.vouched_by"
)
_SERIES: Final = (
    "SELECT f.code, s.rule, s.round, p.code, s.turn, s.empty, s.left_out, s.ended_at IS NOT NULL FROM pledge_series s"
    " JOIN pledges f ON f.community_id = s.community_id AND f.id = s.id"
    " JOIN pledges p ON p.community_id = s.community_id AND p.id = s.pledge_id"
)
_SAID: Final = (
    "SELECT f.code, h.telegram_id, a.skipped, a.asked_from FROM round_answers a"
    " JOIN pledges f ON f.community_id = a.community_id AND f.id = a.series_id JOIN people h ON h.id = a.person_id"
)
_RETURNS: Final = (
    "SELECT p.code, r.number, o.telegram_id, a.telegram_id, r.what, r.state, coalesce(r.stays, 0)"
    " FROM counter_promises r JOIN pledges p ON p.community_id = r.community_id AND p.id = r.pledge_id"
    " JOIN people o ON o.id = r.owner_id JOIN people a ON a.id = r.author_id"
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

    async def compare_tables(self) -> None:
        """Pledges and signatures are exactly what the acts so far amount to."""
        await self.given_up()
        pledges = {row[0]: row[1:] for row in await self._rows(_PLEDGES)}
        ought = {code: _row(code, pledge, self._model) for code, pledge in self._model.pledges.items()}
        assert pledges.keys() == ought.keys(), "pledges nobody published, or lost ones"
        wrong = [f"{code}: {pledges[code]}, not {row}" for code, row in ought.items() if pledges[code] != row]
        assert not wrong, "pledges are not as they ought to be:\n" + "\n".join(wrong)
        marks = {(code, person): tuple(rest) for code, person, *rest in await self._rows(_MARKS)}
        is_so = {key: (_folded(state), *rest) for key, (state, *rest) in marks.items()}
        should = {
            (code, person): (
                *(mark.state, mark.number, mark.amount, mark.follows),
                self._model.is_muted(code, person),
                mark.stays,
            )
            for code, pledge in self._model.pledges.items()
            for person, mark in pledge.marks.items()
        }
        assert is_so == should, f"signatures are, and ought to be:\n{sorted(is_so.items() ^ should.items(), key=str)}"
        on_paper = {tuple(row) for row in await self._rows(_PAPER)}
        vouched_for = {
            (code, number, one.voucher, one.name, one.state, one.left_out)
            for code, pledge in self._model.pledges.items()
            for number, one in pledge.paper.items()
        }
        assert on_paper == vouched_for, f"on paper are, and ought to be:\n{on_paper ^ vouched_for}"
        promised = {tuple(row) for row in await self._rows(_RETURNS)}
        in_return = {
            (code, number, one.owner, one.author, one.what, one.state, one.stays)
            for code, pledge in self._model.pledges.items()
            for number, one in enumerate(pledge.returns, 1)
        }
        assert promised == in_return, f"promised in return is, and ought to be:\n{promised ^ in_return}"
        await self._compare_series()
        tips = Counter(key for (key,) in await self._rows(_TIPS))
        assert all(times == 1 for times in tips.values()), "a pledge tipped twice"
        assert len(tips) == sum(each.tips for each in self._model.pledges.values()), "a tip that nobody is told of"

    async def _compare_series(self) -> None:
        """Each has its rounds, and knows what people have said."""
        series = {row[0]: tuple(row[1:]) for row in await self._rows(_SERIES)}
        ought = {
            each.rounds[0]: (
                *(each.rule, len(each.rounds), each.present, each.turn),
                *(each.empty, each.left_out, each.ended),
            )
            for each in self._model.series
        }
        assert series == ought, f"series are, and ought to be:\n{series.items() ^ ought.items()}"
        said = {tuple(row) for row in await self._rows(_SAID) if row[2:] != (None, None)}
        told = {
            (each.rounds[0], person, each.skipped.get(person), each.asked_from.get(person))
            for each in self._model.series
            for person in each.skipped.keys() | each.asked_from.keys()
        }
        assert said == told, f"said of rounds is, and ought to be:\n{said ^ told}"

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
        """What the bot itself counts as perhaps said. It forgets that after a month; we do not."""
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
        pledge.terms.unit,
        pledge.count,
        pledge.given,
        pledge.terms.each or 0,
        pledge.on_paper,
        pledge.tips,
        pledge.threshold,
        pledge.terms.capacity,
        pledge.minimum,
        len(pledge.waiting),
        pledge.terms.names,
        "community" if pledge.terms.listed else "unlisted",
        pledge.details,
        pledge.hidden,
        pledge.moved,
        pledge.lead,
        model.is_muted(code, pledge.creator),
        *(_in_state(pledge, state) for state in ("claimed", "verified", "missed")),
        len(pledge.news),
    )


def _in_state(pledge: Pledge, state: str) -> int:
    return len(pledge.in_state(state)) + sum(one.state == state for one in pledge.paper.values())


def _folded(state: str) -> str:
    return "active" if state == "owed" else state
