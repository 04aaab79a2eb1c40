"""/help: what there is to do for whoever asks, by topic, with an example for each command."""

from collections.abc import Mapping
from typing import Final

from bot.communities.access import Act
from bot.core.refusal import Refusal
from bot.handlers.context import Hearing
from bot.handlers.table import Command, TapHandler
from bot.pledges.guiding import Guidance, guidance
from bot.screens import helping as screens
from bot.screens.helping import LISTED, HelpEntry, Task
from bot.screens.model import Screen


async def help_(hearing: Hearing) -> None:
    """/help, /help COMMAND, /help TOPIC."""
    guide = await _guide(hearing)
    name = hearing.args.removeprefix("/").lower()
    known = name in hearing.commands
    page = screens.command(hearing.words, _entry(hearing, guide, name)) if known else _topic(hearing, guide, name)
    await hearing.answer(page, no_secret=guide == Guidance())


async def turn_page(hearing: Hearing, topic: str = "") -> None:
    """A button of /help."""
    await hearing.redraw(_topic(hearing, await _guide(hearing), topic))


async def _guide(hearing: Hearing) -> Guidance:
    """Help is refused to nobody: whose place Telegram does not tell reads what a stranger reads."""
    await hearing.meet()
    try:
        return await hearing.read(guidance)
    except Refusal:
        return Guidance()


def _topic(hearing: Hearing, guide: Guidance, wanted: str) -> Screen:
    """The page of a topic; the front page for anything else."""
    organises = guide.community is not None and Act.SETTINGS in guide.acts
    if organises and wanted == Task.ORGANISING:
        return _organising(hearing, guide)
    task = next((task for task in LISTED if task == wanted), None)
    if task is None:
        topics = [task for task in Task if task in LISTED or organises]
        return screens.front(hearing.words, topics, at_home=guide.community is not None)
    names = [name for name, command in hearing.commands.items() if command.task is task]
    return screens.topic(hearing.words, task, [_entry(hearing, guide, name) for name in names])


def _organising(hearing: Hearing, guide: Guidance) -> Screen:
    assert guide.community is not None, "who organises does so somewhere"
    example = _entry(hearing, guide, "show")
    may_appoint = Act.APPOINT in guide.acts
    t, bot = hearing.words, hearing.bot_username
    return screens.organising(t, guide.community, example, bot, private=hearing.private, may_appoint=may_appoint)


def _entry(hearing: Hearing, guide: Guidance, name: str) -> HelpEntry:
    t, command = hearing.words, hearing.commands[name]
    code = None if command.about is None else guide.codes.get(command.about)
    example = command.example(t, code or screens.no_code(t))
    return HelpEntry(name, command.explanation(t), example, unfinished=command.about is not None and code is None)


COMMANDS: Final[Mapping[str, Command]] = {
    "help": Command(
        help_,
        description=lambda t: t.plain("What I can do, with examples"),
        explanation=lambda t: t.say("shows what I can do. With a command it explains that one."),
        example=lambda _, __: "/help cancel",
        task=Task.YOURSELF,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {"help": turn_page}
