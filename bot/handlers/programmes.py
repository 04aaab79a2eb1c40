"""Everything that can be heard about programmes that issue hours."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import CommunityId
from bot.handlers.context import Hearing
from bot.handlers.setting_up import number
from bot.handlers.table import Command, Dialogue, TapHandler
from bot.screens import programmes as screens
from bot.timebank.programmes import founding


async def show(hearing: Hearing, community: str) -> None:
    """All of a community, for those who organise."""
    found = await hearing.read(founding.look, CommunityId(number(community)))
    await hearing.redraw(screens.programmes(hearing.words, found))


async def ask(hearing: Hearing, community: str) -> None:
    """A new one, or another budget."""
    await hearing.write(founding.ask, CommunityId(number(community)))
    await hearing.answer(screens.asking(hearing.words, problem=None))


async def typed(hearing: Hearing, text: str) -> None:
    """Its name and budget."""
    await hearing.answer(screens.programmes(hearing.words, await hearing.write(founding.answer, text)))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """How is it called, and how much may it issue?"""
    found = await hearing.read(founding.waiting)
    await hearing.answer_again(None if found is None else screens.asking(hearing.words, problem=said), said)


COMMANDS: Final[Mapping[str, Command]] = {}
TAPS: Final[Mapping[str, TapHandler]] = {"programmes": show, "programme_new": ask}
DIALOGUES: Final[Mapping[str, Dialogue]] = {founding.KIND: Dialogue(typed, ask_again)}
