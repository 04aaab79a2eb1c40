"""What every bot has: /start, /help, /cancel."""

from collections.abc import Mapping
from typing import Final

from bot.communities import access, drafts
from bot.communities import service as communities
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.handlers.context import Hearing
from bot.handlers.table import Command, DialogueHandler, TapHandler, Task
from bot.screens import basics as screens
from bot.screens.basics import HelpEntry
from bot.screens.model import Screen, Toast


async def start(hearing: Hearing) -> None:
    """/start: the chat is open; links with a payload are dispatched before they come here."""
    name = await hearing.write(_arrive)
    await hearing.answer(screens.welcome(hearing.words, name))


async def help_(hearing: Hearing) -> None:
    """/help, /help COMMAND, /help TOPIC."""
    await hearing.meet()
    name = hearing.args.removeprefix("/").lower()
    command = hearing.commands.get(name)
    if command is not None:
        await hearing.answer(screens.help_command(hearing.words, _entry(hearing, name, command)))
    else:
        await hearing.answer(_topic(hearing, name))


async def turn_page(hearing: Hearing, topic: str = "") -> None:
    """A button of /help."""
    await hearing.meet()
    await hearing.redraw(_topic(hearing, topic))


async def cancel(hearing: Hearing) -> None:
    """/cancel: forget the dialogue that is open."""
    something = await hearing.write(_drop)
    await hearing.answer(Toast(screens.cancelled(hearing.words, something=something)))


async def as_admin(hearing: Hearing, command: str, *words: str) -> None:
    """The button that an anonymous admin was asked to press: what they typed, for whoever presses it as an admin."""
    await hearing.read(access.require_admin)
    known = hearing.commands.get(command)
    if known is None:
        await hearing.answer(Toast(screens.out_of_date(hearing.words), alert=True))
        return
    hearing.args = ":".join(words)
    await known.handler(hearing)


def _topic(hearing: Hearing, wanted: str) -> Screen:
    """The page of a topic; the front page for anything else."""
    topics = _topics(hearing.commands)
    if wanted not in topics:
        return screens.help_front(hearing.words, list(topics))
    entries = [_entry(hearing, name, command) for name, command in topics[wanted].items()]
    return screens.help_topic(hearing.words, wanted, entries)


def _topics(commands: Mapping[str, Command]) -> dict[str, dict[str, Command]]:
    """The commands by task, in the order of the tasks; tasks without commands are left out."""
    grouped = {
        task.value: {name: command for name, command in commands.items() if command.task is task} for task in Task
    }
    return {task: entries for task, entries in grouped.items() if entries}


def _entry(hearing: Hearing, name: str, command: Command) -> HelpEntry:
    return HelpEntry(name, command.explanation(hearing.words), command.example)


def _arrive(tx: Tx, actor: Actor) -> str:
    person = communities.person(tx, actor.person)
    return person.first_name if person else ""


def _drop(tx: Tx, actor: Actor) -> bool:
    return drafts.drop(tx, actor.person)


COMMANDS: Final[Mapping[str, Command]] = {
    "start": Command(
        start,
        description=lambda t: t.plain("Open our chat"),
        explanation=lambda t: t.say("opens our chat and says who I am."),
        example="/start",
        task=Task.YOURSELF,
    ),
    "help": Command(
        help_,
        description=lambda t: t.plain("What I can do, with examples"),
        explanation=lambda t: t.say("shows what I can do. With a command it explains that one."),
        example="/help cancel",
        task=Task.YOURSELF,
    ),
    "cancel": Command(
        cancel,
        description=lambda t: t.plain("Stop the form that is open"),
        explanation=lambda t: t.say("stops the form that is open. Nothing of it is kept."),
        example="/cancel",
        task=Task.YOURSELF,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {"help": turn_page, "admin": as_admin}

DIALOGUES: Final[Mapping[str, DialogueHandler]] = {}
