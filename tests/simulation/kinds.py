"""Kinds of acts: how often each is drawn, what it plays, when there is any point in it.

Whoever teaches the simulation a new act writes a module with its functions and `KINDS`, and adds that to `repertoire`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


def _always(_: Any) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """One kind of act. It is told to the model by whoever plays it, as far as it ought to count."""

    weight: int
    play: Callable[[Any], Awaitable[None]]
    """play(people): what somebody does, heard to its end."""
    possible: Callable[[Any], bool] = _always
    """possible(people): whether it is drawn at all."""
