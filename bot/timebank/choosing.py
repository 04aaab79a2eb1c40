"""Who of several was meant? One question for each giver, open for an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Any, Final

from bot.communities import drafts, neighbours, undoing
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId, Neighbour, PersonId, Pointed
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank import rules
from bot.timebank.line import Line
from bot.timebank.refusals import BotsTakeNoHours, NobodyNamed, NothingToChoose

KIND: Final = "give"
"""The kind of the draft."""

LASTING: Final = timedelta(hours=1)

MOST: Final = 8
"""Residents to choose from."""

_TOKEN_BYTES: Final = 6


@dataclass(frozen=True, slots=True)
class Which:
    """Several residents are called like this: who was meant?"""

    name: str
    minutes: Minutes
    words: str | None
    people: tuple[Neighbour, ...]
    token: str
    """Of this question: its buttons answer no other one."""
    more: bool
    """Others are called so, too, and find no room."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and who can be the answer."""

    token: str
    key: str
    """Of the gift that it is about."""
    community: CommunityId
    line: Line
    people: tuple[PersonId, ...]
    more: bool


def ask(tx: Tx, actor: Actor, community: CommunityId, line: Line, found: Sequence[Neighbour]) -> Which:
    """Instead of the giver's earlier question; of those `found` the first."""
    token = blake2b(f"{actor.person} {actor.key}".encode(), digest_size=_TOKEN_BYTES).hexdigest()
    offered = tuple(found[:MOST])
    people = [each.person for each in offered]
    data: dict[str, Any] = {"token": token, "key": f"give:{actor.key}", "people": people, "more": len(found) > MOST}
    data |= {"name": line.name, "minutes": line.minutes, "words": line.words}
    drafts.keep(tx, actor.person, Draft(KIND, "who", data, community), lasting=LASTING)
    return Which(line.name, line.minutes, line.words, offered, token, more=len(found) > MOST)


def look(tx: Tx, actor: Actor) -> Which | None:
    """The question that is open."""
    asked = question(tx, actor)
    if asked is None:
        return None
    found = (neighbours.neighbour(tx, asked.community, each) for each in asked.people)
    line, people = asked.line, tuple(each for each in found if each is not None)
    return Which(line.name, line.minutes, line.words, people, asked.token, asked.more)


def answered(tx: Tx, actor: Actor, token: str, person: PersonId) -> Question:
    """The question with this token, open no more. Refuses NothingToChoose: it is closed, or another one, or this
    person was not offered."""
    asked = question(tx, actor)
    if asked is None or asked.token != token or person not in asked.people:
        raise NothingToChoose
    close(tx, actor)
    return asked


def close(tx: Tx, actor: Actor) -> None:
    """It is answered."""
    drafts.drop(tx, actor.person, KIND)


def stop(tx: Tx, actor: Actor, token: str) -> str | None:
    """Nobody is given anything; the token to have the question back. Refuses NothingToChoose."""
    asked = question(tx, actor)
    if asked is None or asked.token != token:
        raise NothingToChoose
    return undoing.drop(tx, actor, KIND)


def question(tx: Tx, actor: Actor) -> Question | None:
    """What was asked and is open."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    data = draft.data
    line = Line(data["name"], Minutes(data["minutes"]), data["words"])
    return Question(data["token"], data["key"], draft.community, line, tuple(data["people"]), data["more"])


def meant(tx: Tx, actor: Actor, community: CommunityId, line: Line, pointed: Pointed | None) -> list[Neighbour]:
    """Whom the message mentions, else whom the line names, else whom the message answers; a username says it best.

    Refuses NobodyNamed; NotMoreThanNothing, TooLongAtOnce, BotsTakeNoHours.
    """
    mentioned = pointed is not None and not pointed.answered
    if line.name and (line.name.startswith("@") or not mentioned):
        return _others(actor, neighbours.called(tx, community, line.name, MOST + 2))
    if pointed is None:
        raise NobodyNamed
    if pointed.is_bot:
        rules.check_amount(line.minutes)
        raise BotsTakeNoHours
    found = neighbours.pointed_at(tx, community, pointed)
    return [] if found is None else [found]


def _others(actor: Actor, found: list[Neighbour]) -> list[Neighbour]:
    """Without the actor, unless nobody else is called so."""
    return [each for each in found if each.person != actor.person] or found
