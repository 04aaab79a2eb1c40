"""What Prometheus is told: one table of figures. No name, text, chat or token stands in a label."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final, TypeAlias

from prometheus_client import ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from bot.outbox.backlog import Backlog
from bot.outbox.model import Urgency

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

Labels: TypeAlias = tuple[str, ...]
Values: TypeAlias = Mapping[Labels, float]
"""By what the labels say; under `()` where there are none. Empty: nothing is told."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says."""

    inbox_waiting: int
    inbox_dead: int
    inbox_oldest_seconds: float
    outbox: Mapping[Urgency, Backlog]
    reminders_late_seconds: float
    held_back: bool
    """A restore holds back what was due before it."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What the daily backup says."""

    last_at: float = 0.0
    """When the newest copy was begun, in seconds since 1970; 0: there is none."""
    last_bytes: int = 0
    kept: int = 0
    failed: int = 0
    """Attempts since the start of this process."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """Everything that is known about one running bot at one moment."""

    stored: Stored | None
    """None: the database is out of reach."""
    updates_in_work: int
    silence_seconds: float | None
    """None: it does not poll."""
    paused: bool
    rounds_late: Mapping[str, float]
    """Seconds by the name of the round."""
    said: Mapping[tuple[Urgency, str], int]
    """Messages by urgency and what came of them, since the start."""
    copies: Copies | None
    """None: no daily backup was asked for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name without the prefix, one sentence, and where it is found."""

    name: str
    meaning: str
    read: Callable[[Vitals], Values]
    labels: Labels = ()
    counts: bool = False
    """It only ever grows, from 0 at the start of the process; Prometheus adds `_total` to its name."""

    def family(self, vitals: Vitals) -> Metric:
        """It in the library's own form."""
        kind = CounterMetricFamily if self.counts else GaugeMetricFamily
        family = kind(f"ifyouwill_{self.name}", self.meaning, labels=self.labels)
        for labels, value in self.read(vitals).items():
            family.add_metric(labels, value)
        return family

    @property
    def full_name(self) -> str:
        """As Prometheus shows it."""
        return f"ifyouwill_{self.name}{'_total' if self.counts else ''}"


def _one(value: float | None) -> Values:
    return {} if value is None else {(): float(value)}


def _stored(read: Callable[[Stored], Values]) -> Callable[[Vitals], Values]:
    return lambda vitals: {} if vitals.stored is None else read(vitals.stored)


def _outbox(read: Callable[[Backlog], float]) -> Callable[[Vitals], Values]:
    return _stored(lambda it: {(urgency.name.lower(),): read(each) for urgency, each in it.outbox.items()})


def _copies(read: Callable[[Copies], float]) -> Callable[[Vitals], Values]:
    return lambda vitals: {} if vitals.copies is None else _one(read(vitals.copies))


FIGURES: Final = (
    Figure("info", "1; the label says which release this is.", lambda _: {(version("ifyouwill"),): 1}, ("version",)),
    Figure("database_up", "1 if the database could be read just now, else 0.", lambda it: _one(it.stored is not None)),
    Figure("inbox_waiting", "Updates not worked yet, up to 100000.", _stored(lambda it: _one(it.inbox_waiting))),
    Figure(
        "inbox_oldest_seconds",
        "For how long the oldest of them has been waiting; 0: none is.",
        _stored(lambda it: _one(it.inbox_oldest_seconds)),
    ),
    Figure("inbox_dead", "Updates put aside in the last three days.", _stored(lambda it: _one(it.inbox_dead))),
    Figure("updates_in_work", "Updates in the queues of this process.", lambda it: _one(it.updates_in_work)),
    Figure(
        "silence_seconds",
        "Since Telegram last answered a fetch; only when polling.",
        lambda it: _one(it.silence_seconds),
    ),
    Figure("outbox_due", "Messages that could go out now, up to 100000.", _outbox(lambda it: it.number), ("urgency",)),
    Figure(
        "outbox_oldest_seconds",
        "For how long the oldest of them has been due; 0: none is.",
        _outbox(lambda it: it.oldest_seconds),
        ("urgency",),
    ),
    Figure(
        "sends",
        "Messages handed to Telegram, by what came of it.",
        lambda it: {(urgency.name.lower(), outcome): number for (urgency, outcome), number in it.said.items()},
        ("urgency", "outcome"),
        counts=True,
    ),
    Figure("sending_paused", "1 while Telegram does not accept the token, else 0.", lambda it: _one(it.paused)),
    Figure(
        "held_back",
        "1 while a restore holds back what was due before it, else 0.",
        _stored(lambda it: _one(it.held_back)),
    ),
    Figure(
        "reminders_late_seconds",
        "For how long the oldest reminder that is due has been due; 0: none is.",
        _stored(lambda it: _one(it.reminders_late_seconds)),
    ),
    Figure(
        "round_late_seconds",
        "By how much a round's last good walk is older than its period.",
        lambda it: {(name,): seconds for name, seconds in it.rounds_late.items()},
        ("round",),
    ),
    Figure(
        "backup_last_timestamp_seconds",
        "When the newest daily backup was begun; 0: there is none.",
        _copies(lambda it: it.last_at),
    ),
    Figure("backup_last_bytes", "Its size.", _copies(lambda it: it.last_bytes)),
    Figure("backup_kept", "Daily and weekly backups in the folder.", _copies(lambda it: it.kept)),
    Figure("backup_failures", "Daily backups that failed since the start.", _copies(lambda it: it.failed), counts=True),
)


class _Snapshot:
    """One moment, as the library wants to be given it; beside it memory, processor time and open files."""

    def __init__(self, vitals: Vitals, process: ProcessCollector) -> None:
        self._vitals = vitals
        self._process = process

    def collect(self) -> Iterator[Metric]:
        families = (figure.family(self._vitals) for figure in FIGURES)
        yield from (family for family in families if family.samples)
        yield from self._process.collect()


_PROCESS: Final = ProcessCollector(registry=None)


def exposition(vitals: Vitals) -> bytes:
    """Prometheus' text format."""
    return generate_latest(_Snapshot(vitals, _PROCESS))
