"""Looks at people's screens only: every message is owed or answers an act, every card shows what is true."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.transcript import Seen
from bot.sandbox.world import Message, Person
from tests.simulation.model import NUDGES, UNREACHED, UNREACHED_CANCELLED, Debt, Model, Pledge
from tests.simulation.neighbourhood import Neighbourhood
from tests.simulation.workload import Workload

_CODE = re.compile(r"^Pledge ([0-9A-Z]{5})$", re.MULTILINE)
"""By this line people recognise a message that nobody asked for; several may have come as one."""

_BEGINNINGS: Final = (
    ("own_tipped", re.compile(r"^Your pledge is happening!$", re.MULTILINE)),
    ("tipped", re.compile(r"^It is happening!$", re.MULTILINE)),
    ("rescue_asked", re.compile(r"^Nearly enough: go ahead with fewer\?$", re.MULTILINE)),
    ("cancelled", re.compile(r"^.* has called this pledge off\.$", re.MULTILINE)),
    (UNREACHED, re.compile(r"^I cannot write to .* it is happening\.$", re.MULTILINE)),
    (UNREACHED_CANCELLED, re.compile(r"^I cannot write to .* it is called off\.$", re.MULTILINE)),
    ("forecast", re.compile(r"^Your pledge may need a push\.$", re.MULTILINE)),
    ("needs_sharing", re.compile(r"^This pledge still needs people\.", re.MULTILINE)),
    ("plan_missing", re.compile(r"^They are waiting for you\.$", re.MULTILINE)),
    ("leader_sought", re.compile(r"^Who will lead\?$", re.MULTILINE)),
    ("own_deed_begun", re.compile(r"^The time for your pledge has come\.$", re.MULTILINE)),
    ("deed_asked", re.compile(r"^Did you do it\?", re.MULTILINE)),
    ("deeds_to_confirm", re.compile(r"what your pledge asks for\. Can you confirm it\?$", re.MULTILINE)),
    ("closed", re.compile(r"^(\d+ of \d+ kept it|Nobody was left to do it)\.$", re.MULTILINE)),
)
_ENDINGS: Final = (
    ("let_go", re.compile(r"^This pledge does not go ahead with fewer people either\.$", re.MULTILINE)),
    ("own_expired", re.compile(r"^That happens to most pledges\.", re.MULTILINE)),
    ("expired", re.compile(r"Thank you for being ready!$", re.MULTILINE)),
)
"""What stands above that line, or below it."""

_ALSO_OWN: Final = frozenset({"rescue_asked", "let_go", "closed"})
"""What reads alike for who made it."""

_ASKED_ON_THE_CARD: Final = "Whoever did is asked whether to go ahead with fewer"
_ON_THE_CARD: Final = {
    "open": "more needed by",
    "tipped": "It is happening: enough people have signed!",
    "acting": "The time has come: whoever signed does it now.",
    "closed": " kept it.",
    "cancelled": "This pledge was cancelled",
    "expired": "The deadline passed before enough people had signed.",
}

_LEFT_ALONE: Final = "Nobody was left to do it."

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
        seen = Counter(debt for person in self._town.people for debts, _ in self._heard(person) for debt in debts)
        unexpected = seen.keys() - self._model.must - self._model.may
        assert not unexpected, f"messages that nobody was owed: {unexpected}"
        given_up, uncertain = explained.given_up, explained.uncertain
        assert 2 * len(given_up) <= uncertain, f"given up without two uncertain sends each: {given_up}"
        missing = {debt for debt in self._model.heard_by_now() - given_up if not seen[debt]}
        assert not missing, f"owed and never seen: {missing}"
        asked = {debt.code for debt in seen.keys() | given_up if debt.fact == UNREACHED}
        assert self._model.asked_by_now() <= asked, f"nobody was asked to say it: {self._model.asked_by_now() - asked}"
        repeated = sum(max(times - NUDGES.get(debt.fact, 1), 0) for debt, times in seen.items())
        assert repeated <= uncertain, f"{repeated} repetitions, at most {uncertain} can be explained"

    def _nothing_came_unasked(self, explained: Explained) -> None:
        """In private everything else answers an act of that very person, once: a death may come before it is noted."""
        again: list[str] = []
        for person in self._town.people:
            acts, answered = sorted(self._acts(person)), Counter[tuple[int, datetime]]()
            for debts, seen in self._heard(person):
                if not debts:
                    asked = [act for act in acts if act[0] <= seen.number and seen.at <= act[1] + _ANSWERED_WITHIN]
                    assert asked, f"{person.name} heard unasked: {seen.text!r}"
                    open_ones = [act for act in asked if not answered[act]]
                    again += [] if open_ones else [f"{seen.at:%d %b %H:%M:%S} {person.name}: {seen.text!r}"]
                    answered[(open_ones or asked)[-1]] += 1
        explicable = explained.troubles + explained.deaths * _ANSWERS_UNDER_WAY
        assert len(again) <= explicable, "answers came twice:\n" + "\n".join(again)

    def _cards_show_what_is_true(self, explained: Explained) -> None:
        """In the group stands one card of each living pledge; the newest shows the number and the state."""
        wrong, extra = [], 0
        for code, pledge in self._model.pledges.items():
            cards = [message for message in self._in_group() if f" · {code}\n" in _plain(message)]
            if not cards:
                if not self._workload.deleted[code] and code not in self._workload.left_behind:
                    wrong.append(f"{code} has no card")
                continue
            extra += len(cards) - 1
            if self._workload.deleted[code] == 0 and not _shows(cards[-1], pledge):
                wrong.append(f"{code} is {pledge.state} with {len(pledge.signers)}: {_plain(cards[-1])!r}")
        assert 2 * len(wrong) <= explained.perhaps_posted, wrong
        explicable = explained.ambiguous + explained.deaths * _CARDS_UNDER_WAY
        assert extra <= explicable, f"{extra} second cards, at most {explicable} can be explained"

    def _heard(self, person: Person) -> Iterator[tuple[list[Debt], Seen]]:
        """What the bot said to this person in private, and which debts it pays; none: it is the answer to an act."""
        sandbox = self._town.sandbox
        for seen in sandbox.seen(person, sandbox.private(person)):
            if seen.kind == "message" and seen.by_bot:
                yield list(self._debts(person.id, _readable(seen.text))), seen

    def _debts(self, person: int, text: str) -> Iterator[Debt]:
        above, *rest = _CODE.split(text)
        for code, below in zip(rest[::2], rest[1::2], strict=True):
            action = self._workload.actions[code]
            assert action in above, f"the code of another pledge: {text!r}"
            facts = [fact for fact, words in _BEGINNINGS if words.search(above)]
            facts = facts or [fact for fact, words in _ENDINGS if words.search(below)][:1]
            assert len(facts) == 1, f"a message with {len(facts)} facts: {text!r}"
            own = "own_" if facts[0] in _ALSO_OWN and person == self._model.pledges[code].creator else ""
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


def _plain(message: Message) -> str:
    return _readable(message.content.text)


def _readable(text: str) -> str:
    """Without the invisible marks that keep names in their places."""
    return re.sub("[\u2066-\u2069]", "", text)


def _shows(card: Message, pledge: Pledge) -> bool:
    """What was called off shows its reason and no numbers any more."""
    text = _plain(card)
    counted = f"\n{len(pledge.signers)} of {pledge.threshold} " in text
    states = [_ON_THE_CARD[pledge.state], *([_ASKED_ON_THE_CARD] if pledge.near_miss else [])]
    states += [_LEFT_ALONE] if pledge.state == "closed" and not pledge.signers else []
    return any(state in text for state in states) and counted == (pledge.state != "cancelled")
