"""What every bot has: /start, /cancel, and the button of an anonymous admin."""

from collections.abc import Mapping
from typing import Final

from bot.communities import access, undoing
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.undoing import Undone
from bot.handlers.context import Hearing
from bot.handlers.table import Command, OutOfDate, TapHandler, Undo
from bot.screens import basics as screens
from bot.screens.helping import Task
from bot.screens.model import Toast


async def start(hearing: Hearing) -> None:
    """/start: the chat is open; links with a payload are dispatched before they come here."""
    await hearing.read(access.may, Act.MODERATE)  # so that an admin who only opens the chat is known as one
    name, home = await hearing.write(communities.at_home)
    await hearing.answer(screens.welcome(hearing.words, name, home))


async def fresh(hearing: Hearing, _words: tuple[str, ...]) -> bool:
    """Whatever a button that is out of date was about: the beginning is never wrong."""
    await start(hearing)
    return True


async def cancel(hearing: Hearing) -> None:
    """/cancel: forget the newest dialogue that is open."""
    hearing.undo = await hearing.write(undoing.give_up, hearing.dialogues)
    await hearing.answer(Toast(screens.cancelled(hearing.words, something=hearing.undo is not None)))


async def undo(hearing: Hearing, token: str) -> None:
    """The button of the last minute: as if it had not been done."""
    put_back = {what: undo.put_back for what, undo in hearing.undos.items()}
    undone = await hearing.write(undoing.undo, token, put_back)
    hearing.undo = undone.again
    await hearing.undos[undone.what].show(hearing, undone)


async def as_admin(hearing: Hearing, command: str, *words: str) -> None:
    """The button that an anonymous admin was asked to press: what they typed, for whoever presses it as an admin."""
    await hearing.read(access.require_admin)
    known = hearing.commands.get(command)
    if known is None:
        raise OutOfDate
    hearing.args = ":".join(words)
    await known.handler(hearing)


async def _ask_again(hearing: Hearing, undone: Undone) -> None:
    await hearing.dialogues[undone.data["kind"]].ask_again(hearing, None)


COMMANDS: Final[Mapping[str, Command]] = {
    "start": Command(
        start,
        description=lambda t: t.plain("Open our chat"),
        explanation=lambda t: t.say("opens our chat and says who I am."),
        example=lambda _, __: "/start",
        task=Task.YOURSELF,
    ),
    "cancel": Command(
        cancel,
        description=lambda t: t.plain("Stop the form that is open"),
        explanation=lambda t: t.say("stops the form that is open. Nothing of it is kept."),
        example=lambda _, __: "/cancel",
        task=Task.YOURSELF,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {"admin": as_admin, "undo": undo}

UNDOS: Final[Mapping[str, Undo]] = {undoing.DIALOGUE: Undo(undoing.put_back_dialogue, _ask_again)}
