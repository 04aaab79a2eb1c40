"""The expected "no" to what people want with a pledge after it has opened, besides signing and cancelling.

`pledge` is always the pledge's code.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal


@dataclass(unsafe_hash=True)
class NotAsked(Refusal):
    """Whether to go ahead with fewer is asked of its creator and of those who were in."""

    pledge: str


@dataclass(unsafe_hash=True)
class RescueOver(Refusal):
    """Nobody is asked (any more) whether to go ahead with fewer."""

    moved_on: ClassVar[bool] = True
    pledge: str
