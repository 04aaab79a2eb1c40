"""What is owed to whom: notices, their audiences and urgency."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any, ClassVar

from pydantic import TypeAdapter

from bot.communities.model import CommunityId, PersonId


class Urgency(IntEnum):
    """The order of sending; smaller goes first. The top two never wait for quiet hours."""

    LIFE_CORRECTION = 0
    LIFE = 1
    URGENT = 2
    ANSWER = 3
    REMINDER = 4
    NEWS = 5


class Notice:
    """A fact somebody is owed, as data and without words.

    Subclasses are frozen dataclasses named as a fact in the past tense. They live in a domain package's
    `notices` module and set `kind`, which is stored and therefore never changes; fields are only ever added, with
    a default, so that what an older release wrote stays readable.
    """

    kind: ClassVar[str]
    kinds: ClassVar[dict[str, type["Notice"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        assert cls.kind not in Notice.kinds, f"two notices are called {cls.kind}"
        Notice.kinds[cls.kind] = cls


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(Notice.kinds[kind])


def facts_of(notice: Notice) -> str:
    """The notice's data as JSON, as stored."""
    return _adapter(notice.kind).dump_json(notice).decode()


def notice_from(kind: str, facts: str) -> Notice:
    """The stored notice. Raises KeyError for an unknown kind, ValidationError for facts that do not fit."""
    notice: Notice = _adapter(kind).validate_json(facts)
    return notice


@dataclass(frozen=True, slots=True)
class ToPeople:
    """Named people, a handful."""

    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class ToGroup:
    """The community's group chat."""


@dataclass(frozen=True, slots=True)
class ToMany:
    """A set that the domain expands later, in bites: `set_name` of `subject_id` ("pledge_signers" of pledge 7)."""

    set_name: str
    subject_id: int


Audience = ToPeople | ToGroup | ToMany


@dataclass(frozen=True, slots=True)
class Owed:
    """One notice to tell: who, what about, how urgent.

    `key` is unique within the community for ever ("pledge_tipped:7"): telling it twice writes nothing.
    `subject` names what it is about ("pledge:7"), so that whatever makes it pointless can withdraw it.
    """

    notice: Notice
    audience: Audience
    key: str
    subject: str
    urgency: Urgency = Urgency.NEWS


Facts = Mapping[str, Any]
Recipient = tuple[CommunityId, PersonId | None]
