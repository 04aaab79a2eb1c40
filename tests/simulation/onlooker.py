"""Looks at people's screens only: every message is owed or answers an act, every card shows what is true."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.transcript import Seen
from bot.sandbox.world import Message, Person
from tests.simulation.cards import amiss, amiss_of_round, is_card_of, plain, readable
from tests.simulation.debts import Debt
from tests.simulation.facts import ABOVE, ALSO_OWN, BELOW, ON_PAPER, UNREACHED, VOUCHED
from tests.simulation.model import Model
from tests.simulation.neighbourhood import Neighbourhood
from tests.simulation.workload import Workload

_CODE = re.compile(r"^Pledge ([0-9A-Z]{5})$", re.MULTILINE)
"""By this line people recognise a message that nobody asked for; several may have come as one."""

_HOURS_WAIT = re.compile(r"^(\d+) entr(?:y|ies) of hours waits?\.")
"""At nine the organiser hears of the hours of pledges that were kept; nobody here decides on them."""

_ANSWERED_WITHIN: Final = timedelta(minutes=10)
"""An update is tried for some five minutes; after a death it may take a little longer."""


_ANSWERS_UNDER_WAY: Final = 8
_CARDS_UNDER_WAY: Final = 8
"""What a death can cut off at most: people who act at once, cards drawn at once."""


@dataclass(frozen=True)
class Explained:
    """What the faults of a run explain: at most so many odd things on screens."""

    ambiguous: int
    """Answers of Telegram that did not say whether a call had its effect."""
    perhaps_posted: int
    """Of these, answers to calls that may have posted a card: an edit is done again until it is known to stand."""
    half_sent: int
    """Deliveries that were being said at the program's deaths."""
    deaths: int
    troubles: int
    """Calls and commits that failed: whoever waits may be told so first."""
    given_up: set[Debt]
    """What the bot itself counts as perhaps said, after two such sends."""

    @property
    def uncertain(self) -> int:
        """Sends of which nobody can know whether they got through."""
        return self.ambiguous + self.half_sent


class Onlooker:
    """Stands behind every person."""

    def __init__(self, town: Neighbourhood, workload: Workload, model: Model) -> None:
        self._town = town
        self._workload = workload
        self._model = model

    def look(self, explained: Explained) -> None:
        """Everything at once, when the bot has come to rest."""
        self._everybody_was_told(explained)
        self._nothing_came_unasked(explained)
        self._cards_show_what_is_true(explained)

    def _everybody_was_told(self, explained: Explained) -> None:
        """Everybody saw what they were owed once; more often, or not at all, only by uncertain sends."""
        books = self._model.books
        seen = Counter(debt for person in self._town.people for debts, _ in self._heard(person) for debt in debts)
        unexpected = seen.keys() - books.most().keys()
        assert not unexpected, f"messages that nobody was owed: {unexpected}"
        given_up, uncertain = explained.given_up, explained.uncertain
        assert 2 * len(given_up) <= uncertain, f"given up without two uncertain sends each: {given_up}"
        missing = {debt for debt, times in books.least().items() if debt.noticed not in given_up and seen[debt] < times}
        assert not missing, f"owed and never seen: {missing}"
        asked = {debt.code for debt in seen.keys() | given_up if debt.fact == UNREACHED}
        assert self._model.asked_by_now() <= asked, f"nobody was asked to say it: {self._model.asked_by_now() - asked}"
        repeated = sum(max(times - books.most()[debt], 0) for debt, times in seen.items())
        assert repeated <= uncertain, f"{repeated} repetitions, at most {uncertain} can be explained"

    def _nothing_came_unasked(self, explained: Explained) -> None:
        """In private everything else answers an act of that very person, once: a death may come before it is noted."""
        again: list[str] = []
        for person in self._town.people:
            acts, answered = sorted(self._acts(person)), Counter[tuple[int, datetime]]()
            for debts, seen in self._heard(person):
                if not debts and self._is_of_hours(person, seen):
                    continue
                if not debts:
                    asked = [act for act in acts if act[0] <= seen.number and seen.at <= act[1] + _ANSWERED_WITHIN]
                    assert asked, f"{person.name} heard unasked: {seen.text!r}"
                    open_ones = [act for act in asked if not answered[act]]
                    again += [] if open_ones else [f"{seen.at:%d %b %H:%M:%S} {person.name}: {seen.text!r}"]
                    answered[(open_ones or asked)[-1]] += 1
        explicable = explained.troubles + explained.deaths * _ANSWERS_UNDER_WAY
        assert len(again) <= explicable, "answers came twice:\n" + "\n".join(again)

    def _is_of_hours(self, person: Person, seen: Seen) -> bool:
        found = _HOURS_WAIT.match(readable(seen.text))
        if found is None:
            return False
        most = self._model.hours_to_credit()
        assert person.id == self._model.organiser, f"{person.name} is no organiser: {seen.text!r}"
        assert 1 <= int(found[1]) <= most, f"at most {most} entries can wait: {seen.text!r}"
        return True

    def _cards_show_what_is_true(self, explained: Explained) -> None:
        """In the group stands one card of each living pledge; the newest shows the number and the state."""
        wrong, extra = [], 0
        for code, pledge in self._model.pledges.items():
            cards = [text for text in map(plain, self._in_group()) if is_card_of(text, code)]
            if not pledge.terms.listed:
                assert not cards, f"{code} is unlisted, and the group sees {cards}"
            elif not cards:
                if not self._workload.deleted[code] and code not in self._workload.left_behind:
                    wrong.append(f"{code} has no card")
            else:
                extra += len(cards) - 1
                if self._workload.deleted[code] == 0:
                    wrong += self._amiss(code, cards[-1])
        for message, code in self._workload.shared:
            wrong += self._amiss(code, plain(message), shared=True)
        assert 2 * len({each[:5] for each in wrong}) <= explained.perhaps_posted, "\n".join(wrong)
        assert self._workload.unknown_shared <= explained.troubles, "shared cards that are not kept up to date"
        explicable = explained.ambiguous + explained.deaths * _CARDS_UNDER_WAY
        assert extra <= explicable, f"{extra} second cards, at most {explicable} can be explained"

    def _amiss(self, code: str, text: str, *, shared: bool = False) -> list[str]:
        pledge, now = self._model.pledges[code], self._town.clock.now()
        found = amiss(text, pledge, now, lambda person: self._workload.person(person).name, shared=shared)
        series = self._model.series_of(code)
        found += amiss_of_round(text, code, pledge, series) if series is not None else []
        return [f"{code} is {pledge.state}: {each} on {text!r}" for each in found]

    def _heard(self, person: Person) -> Iterator[tuple[list[Debt], Seen]]:
        """What the bot said to this person in private, and which debts it pays; none: it is the answer to an act."""
        sandbox = self._town.sandbox
        for seen in sandbox.seen(person, sandbox.private(person)):
            if seen.kind == "message" and seen.by_bot:
                yield list(self._debts(person.id, readable(seen.text))), seen

    def _debts(self, person: int, text: str) -> Iterator[Debt]:
        above, *rest = _CODE.split(text)
        for code, below in zip(rest[::2], rest[1::2], strict=True):
            action = self._workload.actions[code]
            assert action in above, f"the code of another pledge: {text!r}"
            known = ON_PAPER.items() if VOUCHED.search(below) else ABOVE
            facts = [fact for fact, words in known if words.search(above)]
            facts = facts or [fact for fact, words in BELOW if words.search(below)][:1]
            assert len(facts) == 1, f"a message with {len(facts)} facts: {text!r}"
            own = "own_" if facts[0] in ALSO_OWN and person == self._model.pledges[code].creator else ""
            yield Debt(person, code, own + facts[0])
            above = below

    def _acts(self, person: Person) -> Iterator[tuple[int, datetime]]:
        """When this person wrote or pressed something: in the order of what was seen (a clock may go back), and the
        time."""
        for seen in self._town.sandbox.seen(person):
            if not seen.by_bot and seen.sender == person.name:
                yield seen.number, seen.at
        yield from ((number, at) for number, who, at in self._town.presses if who is person)

    def _in_group(self) -> list[Message]:
        sandbox = self._town.sandbox
        screen = sandbox.screen(self._town.people[0], self._town.group)
        return [message for message in screen if message.sender is sandbox.bot and not message.deleted]
