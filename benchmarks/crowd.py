"""One community with very many pledges and signatures, against one with a hundredth of them: what people do there."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from benchmarks.crowded import WORDS_APART, WORDS_TOGETHER, Crowd, crowded
from benchmarks.neighbourhood import opened, seen_again
from benchmarks.table import Report
from bot.communities.model import Actor
from bot.core.db import Database
from bot.pledges import advising, listing, offering, reading
from bot.pledges.signing import sign, withdraw

SIGNATURES_EACH: Final = 100
"""For each pledge, on average."""
_BOUND: Final = 1.2
_BELIEVED: Final = 20
"""Turns after which everybody is seen in the group again: that is believed for a minute."""

Act = Callable[["Side", int], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two communities, open."""

    db: Database
    crowd: Crowd

    def who(self, turn: int, act: str = "") -> Actor:
        """Another person each turn; `act` tells what they do from what they did before."""
        actors = self.crowd.actors
        return replace(actors[turn % len(actors)], key=f"{act}:{turn}")


async def crowd(folder: Path, report: Report, pledges: int, turns: int) -> None:
    """The acts on both, in turn; the smaller one has a hundredth."""
    few, lots = pledges // 100, pledges
    crowds = [await crowded(folder / f"crowd-{each}.db", each, SIGNATURES_EACH) for each in (few, lots)]
    report.section(
        f"One community: {few:,} pledges, {few * SIGNATURES_EACH:,} signatures; "
        f"and {lots:,}, {lots * SIGNATURES_EACH:,} (median ms, its quartiles)"
    )
    report.line("act", f"{few:,}", "", f"{lots:,}", "", "ratio")
    async with opened(crowds[0].database) as first, opened(crowds[1].database) as second:
        sides = (Side(first, crowds[0]), Side(second, crowds[1]))
        for name, act in _ACTS.items():
            times = await _in_turn(sides, act, turns)
            a, b = (statistics.median(each) for each in times)
            cells = (cell for each in times for cell in (f"{statistics.median(each):.2f}", _quartiles(each)))
            report.line(name, *cells, f"{b / a:.2f}")
            what = f"{name}: {lots:,} pledges : {few:,}"
            report.promise(what, f"<= {_BOUND}", f"{b / a:.2f}", kept=b <= _BOUND * a)


async def _in_turn(sides: tuple[Side, Side], act: Act, turns: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the act on each side; who begins changes, and the first turn does not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(turns + 1):
        if turn % _BELIEVED == 0:
            for side in sides:
                seen_again(side.crowd.database)
        for n in (0, 1) if turn % 2 else (1, 0):
            began = time.perf_counter()
            await act(sides[n], turn)
            took = (time.perf_counter() - began) * 1000
            if turn:
                times[n].append(took)
    return times


def _quartiles(times: list[float]) -> str:
    low, _, high = statistics.quantiles(times, n=4)
    return f"{low:.2f}-{high:.2f}"


async def _first_page(side: Side, turn: int) -> None:
    assert (await side.db.read(listing.open_pledges, side.who(turn), "")).after


async def _later_page(side: Side, turn: int) -> None:
    assert (await side.db.read(listing.open_pledges, side.who(turn), "", str(side.crowd.middle))).before


async def _page_back(side: Side, turn: int) -> None:
    middle = str(side.crowd.middle)
    assert (await side.db.read(listing.open_pledges, side.who(turn), "", middle, backwards=True)).after


async def _search_back(side: Side, turn: int) -> None:
    middle = str(side.crowd.middle)
    assert (await side.db.read(listing.open_pledges, side.who(turn), "garden", middle, backwards=True)).after


async def _mine(side: Side, turn: int) -> None:
    assert (await side.db.read(listing.my_pledges, side.who(turn))).pledges


def _search(words: str) -> Act:
    async def searched(side: Side, turn: int) -> None:
        assert (await side.db.read(listing.open_pledges, side.who(turn), words)).pledges

    return searched


async def _offers(side: Side, turn: int) -> None:
    telegram_id = side.crowd.telegram_ids[turn % len(side.crowd.telegram_ids)]
    assert (await side.db.read(offering.offered, telegram_id, WORDS_TOGETHER)).cards


async def _similar(side: Side, _: int) -> None:
    assert (await side.db.read(advising.advice, side.crowd.actors[0])).similar


async def _usual_card(side: Side, turn: int) -> None:
    await side.db.read(reading.card, side.who(turn), side.crowd.usual)


async def _biggest_card(side: Side, turn: int) -> None:
    await side.db.read(reading.card, side.who(turn), side.crowd.biggest)


async def _sign_usual(side: Side, turn: int) -> None:
    await _sign_and_withdraw(side, turn, side.crowd.usual)


async def _sign_biggest(side: Side, turn: int) -> None:
    await _sign_and_withdraw(side, turn, side.crowd.biggest)


async def _sign_and_withdraw(side: Side, turn: int, code: str) -> None:
    await side.db.write(sign, side.who(turn, f"sign-{code}"), code)
    await side.db.write(withdraw, side.who(turn, f"withdraw-{code}"), code)


_ACTS: Final[dict[str, Act]] = {
    "first page": _first_page,
    "a page in the middle": _later_page,
    "back from there": _page_back,
    "my pledges (signed 10)": _mine,
    "search, one word": _search("garden"),
    "search, one word, back from the middle": _search_back,
    "search, two words": _search(WORDS_TOGETHER),
    "search, two words seldom together": _search(WORDS_APART),
    "offers behind the bot's name": _offers,
    "similar ones before publishing": _similar,
    "card, 90 signers": _usual_card,
    "card, the biggest": _biggest_card,
    "sign and withdraw": _sign_usual,
    "sign and withdraw, the biggest": _sign_biggest,
}
