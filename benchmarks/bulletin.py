"""A notice of the benchmarks' own: news that everybody gets."""

from dataclasses import dataclass
from typing import ClassVar

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.screens.html import markup
from bot.screens.model import Screen


@dataclass(frozen=True, slots=True)
class Bulletin(Notice):
    """One sentence."""

    kind: ClassVar[str] = "bench_bulletin"
    text: str


def drawn(notice: Notice, _: Reader) -> Screen:
    """As it is."""
    assert isinstance(notice, Bulletin)
    return Screen(markup(notice.text))
