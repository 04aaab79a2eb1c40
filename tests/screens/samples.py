"""Plausible facts for everything that can be shown, made from the types themselves.

A new notice, refusal or screen is therefore drawn by the tests and the gallery from the moment it exists. Three
flavours: `PLAIN` as a neighbour would see it, `BARE` with whatever may be missing missing, `HOSTILE` with the longest
texts that the rules allow, markup in them, running from right to left.
"""

import dataclasses
import pkgutil
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, StrEnum
from functools import cache
from importlib import import_module
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

from bot import screens
from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.outbox.model import Notice
from bot.screens.html import Html, Phrase, markup
from bot.screens.model import Screen, Toast
from bot.screens.words import Words
from tests.screens import agreeing, fitting
from tests.screens.agreeing import MADE_UP
from tests.screens.fitting import NOW

_BASE = frozenset({"format", "html", "model", "notices", "refusals", "taps", "words"})
AREAS = tuple(
    import_module(f"{screens.__name__}.{module.name}")
    for module in pkgutil.iter_modules(screens.__path__)
    if module.name not in _BASE
)
"""Every module that shows something."""
SHOWN = (Screen, Toast, Html, Phrase, str)


class Flavour(StrEnum):
    PLAIN = "plain"
    BARE = "bare"
    HOSTILE = "hostile"


HOSTILE_NAME = '<b>שלום</b> & "Ana"'
HOSTILE_WORD = "</b>&lt;שלום "
_NAMES = ("Ana", "Ben", "Cerys", "Dilwyn", "Eira", "Farid", "Gwen", "Huda", "Ifan", "Jo")
_SERIES: Mapping[str, tuple[str, ...]] = {
    "names": _NAMES,
    "first_names": _NAMES,
    "zones": ("Europe/London", "Australia/Sydney", "America/New_York"),
    "words": ("van", "alley", "road"),
}
_PLAIN_TEXTS: Mapping[str, str] = {
    "code": "7K2MQ",
    "invite_code": "a1B2c3D4e5F6g7H8i9J0-_",
    "choices": "Europe/London",
    "zones": "America/Argentina/Buenos_Aires",
    "action": "bring my van to clear Mill Road alley",
    "others": "neighbours of Mill Road",
    "others_action": "come too",
    "opening": "I gladly",
    "condition": "once 10 of us are up for it",
    "promise": "I will bring my van to clear Mill Road alley",
    "searched": "Newcastle",
    "added": "Bring gloves.",
    "detail": "We meet at the bus stop. Bring gloves.",
    "reason": "The council has cleared it.",
    "title": "Mill Road",
    "name": "Ana",
    "creator": "Cerys",
    "first_names": "Ana",
    "language": "en",
    "time_zone": "Europe/London",
    "currency": "GBP",
    "text": "31 February",
    "bot": "IfYouWillBot",
    "bot_username": "IfYouWillBot",
    "username": "ana",
    "body": "We meet at the corner of Mill Road at 10.",
    "author": "Cerys",
    "lead": "Ben",
    "incident": "4F7K2",
    "command": "sign",
    "token": "0a1b2c3d4e5f",
    "place": "the alley gate",
    "excuse": "I have caught a cold",
    "what": "resurface the path",
    "owner": "Maria",
    "office": "Ward councillor",
    "asked_name": "Maria",
}
_FIXED = frozenset(
    {
        *("bot", "bot_username", "code", "command", "currency", "incident", "language", "link", "time_zone"),
        *("choices", "invite_code", "token", "url", "username", "zones"),
    }
)
"""Texts that people cannot choose freely."""
_SELDOM = frozenset({"opening", "condition", "detail", "capacity"})
"""What most pledges do without; every fourth sample has it."""
_LONGEST: Mapping[str, int] = {
    "name": 64,
    "creator": 64,
    "first_names": 64,
    "title": 128,
    "text": 64,
    "place": 100,
    "detail": 1000,
    "body": 1000,
    "author": 64,
    "added": 1000,
    "owner": 64,
    "asked_name": 64,
    "office": 60,
}
"""Characters; everything else may have 200."""
_AMOUNTS: Mapping[str, int] = {
    "threshold": 10,
    "count": 6,
    "expected": 8,
    "missing": 4,
    "capacity": 12,
    "minimum": 6,
    "years": 2,
    "minutes": 150,
    "page": 1,
    "begin": 1320,
    "end": 480,
    "text_most": 200,
    "text_length": 203,
    "can_spend": 330,
    "beyond": 2400,
    "ceiling": 2400,
    "given": 200,
    "received": 90,
    "starter": 120,
    "held": 30,
    "coming": 45,
    "owing": 300,
    "partners": 1,
    "balance": 140,
    "can_take": 45,
    "left": 30,
    "day_most": 1440,
    "days_most": 90,
    "claims_most": 50,
    "logged": 840,
    "raw": 152,
    "asked": 180,
    "approved": 120,
    "credited": 1440,
    "threshold_most": 1_000_000,
    "twenty": 20,
    "minor": 1000,
    "amount": 120,
}
_MOMENTS: Mapping[str, datetime] = {
    "now": NOW,
    "seen_at": NOW,
    "opened_at": NOW - timedelta(days=2),
    "since": datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
}


@dataclasses.dataclass(frozen=True)
class Sampler:
    """Makes values of a type. `turn` walks through the members of enums and the branches of unions."""

    flavour: Flavour
    turn: int = 0

    def value(self, kind: Any, name: str = "") -> Any:
        while hasattr(kind, "__supertype__"):
            kind = kind.__supertype__
        origin = get_origin(kind)
        if origin in (typing.Union, types.UnionType):
            return self._one_of(get_args(kind), name)
        if origin is typing.Literal:
            return get_args(kind)[self.turn % len(get_args(kind))]
        if origin is not None:
            return self._many(origin, get_args(kind), name)
        return self._one(kind, name)

    def _one_of(self, kinds: Sequence[Any], name: str) -> Any:
        real = [kind for kind in kinds if kind is not type(None)]
        seldom = name in _SELDOM and self.flavour is Flavour.PLAIN and self.turn % 4 != 3
        if len(real) < len(kinds) and (seldom or self.flavour is Flavour.BARE):
            return None
        return self.value(real[self.turn % len(real)], name)

    def _many(self, origin: Any, kinds: tuple[Any, ...], name: str) -> Any:
        if issubclass(origin, Mapping):
            return {}
        if self.flavour is Flavour.BARE and Ellipsis in kinds:
            return origin()
        if issubclass(origin, tuple) and Ellipsis not in kinds:
            return tuple(self.value(kind, name) for kind in kinds)
        if isinstance(kinds[0], type) and issubclass(kinds[0], Enum):
            return origin(kinds[0]) if origin is not Sequence else tuple(kinds[0])
        size = 3 if self.flavour is Flavour.PLAIN else 8
        several = [self._numbered(kinds[0], name, n) for n in range(size)]
        return tuple(several) if origin in (Sequence, tuple) else origin(several)

    def _numbered(self, kind: Any, name: str, n: int) -> Any:
        if kind is str and self.flavour is Flavour.PLAIN and name in _SERIES:
            return _SERIES[name][n]
        if self.flavour is Flavour.HOSTILE:
            return self.value(kind, name)
        return fitting.numbered(dataclasses.replace(self, turn=self.turn + n).value(kind, name), n)

    def _one(self, kind: Any, name: str) -> Any:  # noqa: C901, PLR0911 - one line for each type
        if kind in (str, Html, Phrase):
            return kind(self._text(name)) if kind is not Html else markup(self._text(name))
        if kind is bool:
            return self.turn % 2 == 0
        if kind is int:
            return self._amount(name)
        if kind is datetime:
            return _MOMENTS.get(name, NOW + timedelta(days=9, hours=8))
        if kind is date:
            return date(2026, 12, 6)
        if kind is time:
            return time(18, 0)
        if kind is ZoneInfo:
            return ZoneInfo("Europe/London")
        if kind is timedelta:
            return timedelta(days=3)
        if isinstance(kind, type) and issubclass(kind, Enum):
            members = list(kind)
            return members[self.turn % len(members)]
        if dataclasses.is_dataclass(kind):
            return self.record(kind)
        raise TypeError(f"no sample of {kind!r} for {name}: teach tests/screens/samples.py")

    def record(self, kind: Any) -> Any:
        """A dataclass with every field filled; unless it is hostile, with facts that go together."""
        hints = _hints(kind)
        fields = [field for field in dataclasses.fields(kind) if field.init]
        given = {field.name: self.value(hints[field.name], _meaning(kind, field.name)) for field in fields}
        made = kind(**given)
        return made if self.flavour is Flavour.HOSTILE else fitting.fitting(made, self.turn)

    def _text(self, name: str) -> str:
        if name in _FIXED or self.flavour is not Flavour.HOSTILE:
            return _PLAIN_TEXTS.get(name, MADE_UP)
        longest = _LONGEST.get(name, 200)
        return (HOSTILE_NAME + HOSTILE_WORD * longest)[:longest].strip()

    def _amount(self, name: str) -> int:
        if self.flavour is Flavour.HOSTILE and name not in ("page", "pages"):
            return 1_000_000
        return _AMOUNTS.get(name, 3)


_MEANINGS: Mapping[tuple[str, str], str] = {
    ("HelpEntry", "name"): "command",
    ("Announcement", "text"): "body",
    ("Announcing", "text"): "body",
    ("UnknownPledge", "pledge"): "code",
    ("Candidates", "searched"): "name",
    ("TextTooLong", "most"): "text_most",
    ("TextTooLong", "length"): "text_length",
    ("ThresholdTooLarge", "most"): "threshold_most",
    ("TooLongAtOnce", "most"): "day_most",
    ("EnoughOrganisers", "most"): "twenty",
    ("TooManyPledges", "most"): "twenty",
    ("ReturnsUsedUp", "most"): "count",
}


def _meaning(kind: type, name: str) -> str:
    """What a field holds, where its name alone says something else."""
    return _MEANINGS.get((kind.__name__, name), name)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def every_notice() -> dict[str, type[Notice]]:
    """All kinds of notices of the bot (a test module may add its own: they are left out)."""
    return {kind: notice for kind, notice in sorted(Notice.kinds.items()) if notice.__module__.startswith("bot.")}


def every_refusal() -> list[type[Refusal]]:
    """All refusals of the bot, at any depth, without those that only stand above others."""
    found: list[type[Refusal]] = []
    waiting = [Refusal]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting.extend(below)
        found.extend(kind for kind in below if kind.__module__.startswith("bot.") and not kind.__subclasses__())
    return sorted(found, key=lambda kind: kind.code)


def every_screen() -> dict[str, Callable[..., Any]]:
    """All public functions of the areas that show something: `def name(t: Words, …) -> Screen | Toast | Html`."""
    found: dict[str, Callable[..., Any]] = {}
    for area in AREAS:
        for name, function in vars(area).items():
            if _is_screen(area, name, function):
                found[f"{area.__name__.rsplit('.', 1)[-1]}.{name}"] = function
    return found


def _is_screen(area: Any, name: str, function: Any) -> bool:
    if name.startswith("_") or not isinstance(function, types.FunctionType) or function.__module__ != area.__name__:
        return False
    hints = typing.get_type_hints(function)
    first = next(iter(hints.values()), None)
    return first is Words and hints.get("return") in SHOWN


def arguments(function: Callable[..., Any], sampler: Sampler) -> dict[str, Any]:
    """Everything the screen asks for except the words and the reader."""
    hints = typing.get_type_hints(function)
    hints.pop("return", None)
    return {name: sampler.value(kind, name) for name, kind in hints.items() if kind is not Words and kind is not Reader}


def drawn(function: Callable[..., Any], t: Words, reader: Reader, facts: Mapping[str, Any]) -> Any:
    """The screen for this reader."""
    hints = typing.get_type_hints(function)
    given = {name: t if kind is Words else reader for name, kind in hints.items() if kind in (Words, Reader)}
    return function(**given, **agreeing.agreed(function, facts, t))
