"""Who of several was meant? One question for each giver, open for an hour."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Final

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId, Neighbour, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.line import Line
from bot.timebank.refusals import NothingToChoose

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


def ask(tx: Tx, actor: Actor, community: CommunityId, line: Line, found: Sequence[Neighbour]) -> Which:
    """Instead of the giver's earlier question; of those `found` the first."""
    token = blake2b(f"{actor.person} {actor.key}".encode(), digest_size=_TOKEN_BYTES).hexdigest()
    offered = tuple(found[:MOST])
    people = [each.person for each in offered]
    data = {"token": token, "key": f"give:{actor.key}", "people": people, **asdict(line)}
    drafts.keep(tx, actor.person, Draft(KIND, "who", data, community), lasting=LASTING)
    return Which(line.name, line.minutes, line.words, offered, token, more=len(found) > MOST)


def answered(tx: Tx, actor: Actor, token: str, person: PersonId) -> Question:
    """The question with this token, open no more. Refuses NothingToChoose: it is closed, or another one, or this
    person was not offered."""
    question = _open(tx, actor)
    if question is None or question.token != token or person not in question.people:
        raise NothingToChoose
    drafts.drop(tx, actor.person, KIND)
    return question


def _open(tx: Tx, actor: Actor) -> Question | None:
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    data = draft.data
    line = Line(data["name"], Minutes(data["minutes"]), data["words"])
    return Question(data["token"], data["key"], draft.community, line, tuple(data["people"]))
