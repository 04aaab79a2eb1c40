"""Everything that can be heard about hours."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import PersonId
from bot.handlers.context import Hearing
from bot.handlers.setting_up import number
from bot.handlers.table import Command, Dialogue, OutOfDate, TapHandler
from bot.screens import timebank as screens
from bot.screens import timebank_files as files
from bot.screens import timebank_settings
from bot.screens.helping import Task
from bot.screens.model import Screen
from bot.screens.words import Words
from bot.timebank import choosing, copying, giving, settling, statement
from bot.timebank.choosing import Which
from bot.timebank.giving import Given
from bot.timebank.ledger.model import HoldId, TransferId
from bot.timebank.rules import Mode


async def give(hearing: Hearing) -> None:
    """/give @maria 1h30 fixing my bike"""
    await hearing.answer(_drawn(hearing, await hearing.write(giving.give, hearing.args, hearing.pointed)))


async def give_to(hearing: Hearing, token: str, person: str) -> None:
    """Who of those with the same name was meant."""
    await hearing.redraw(_drawn(hearing, await hearing.write(giving.give_to, token, PersonId(number(person)))))


async def typed(hearing: Hearing, text: str) -> None:
    """The same in words."""
    await hearing.answer(_drawn(hearing, await hearing.write(giving.answer, text)))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """Who was meant?"""
    asked = await hearing.read(choosing.look)
    question = None if asked is None else screens.which(hearing.words, asked, hearing.reader, said)
    await hearing.answer_again(question, said)


async def stop(hearing: Hearing, token: str) -> None:
    """Nobody after all."""
    hearing.undo = await hearing.write(choosing.stop, token)
    await hearing.redraw(screens.stopped(hearing.words))


async def take_back(hearing: Hearing, community: str, hold: str) -> None:
    """Undo, within the minute."""
    await hearing.write(giving.take_back, number(community), HoldId(number(hold)))
    await hearing.redraw(screens.taken_back(hearing.words))


async def balance(hearing: Hearing) -> None:
    """/balance"""
    await hearing.answer(screens.balance(hearing.words, await hearing.read(statement.balance)))


async def show_balance(hearing: Hearing, community: str) -> None:
    """The button for it."""
    await hearing.redraw(screens.balance(hearing.words, await hearing.read(statement.balance, number(community))))


async def show_statement(hearing: Hearing) -> None:
    """/statement"""
    await hearing.answer(screens.statement(hearing.words, await hearing.read(statement.statement)))


async def turn_page(hearing: Hearing, community: str, before: str) -> None:
    """A button of the statement: the newest page (0), or what comes behind an entry."""
    behind = TransferId(number(before)) if before != "0" else None
    page = await hearing.read(statement.statement, number(community), behind)
    await hearing.redraw(screens.statement(hearing.words, page))


async def print_statement(hearing: Hearing, community: str) -> None:
    """The button for it on paper."""
    found = await hearing.read(copying.statement, number(community), files.PAPER_LINES)
    await hearing.hand(files.to_print(hearing.words, found, hearing.reader))


async def copy_statement(hearing: Hearing, community: str) -> None:
    """The button for a spreadsheet."""
    found = await hearing.read(copying.statement, number(community))
    await hearing.hand(files.for_spreadsheet(hearing.words, found))


async def bank_settings(hearing: Hearing, community: str) -> None:
    """How hours become credits in a community, for those who organise."""
    found = await hearing.read(settling.look, number(community))
    await hearing.redraw(timebank_settings.bank_settings(hearing.words, found))


async def choose_mode(hearing: Hearing, community: str, mode: str) -> None:
    """The other way."""
    if mode not in set(Mode):
        raise OutOfDate
    found = await hearing.write(settling.choose, number(community), Mode(mode))
    await hearing.redraw(timebank_settings.bank_settings(hearing.words, found))


def _drawn(hearing: Hearing, found: Given | Which) -> Screen:
    if isinstance(found, Which):
        return screens.which(hearing.words, found, hearing.reader)
    return screens.given(hearing.words, found)


def _example(t: Words) -> str:
    what_for = t.plain("fixing my bike")
    return f"/give Maria 1h30 {what_for}"


COMMANDS: Final[Mapping[str, Command]] = {
    "give": Command(
        give,
        description=lambda t: t.plain("Give hours to whoever helped you"),
        explanation=lambda t: t.say(
            "gives hours to a neighbour who helped you. You can also answer a message of theirs and leave out the name."
        ),
        example=lambda t, _: _example(t),
        task=Task.HOURS,
    ),
    "balance": Command(
        balance,
        description=lambda t: t.plain("Your hours: given, received, to spend"),
        explanation=lambda t: t.say("shows the hours that you gave and received, and what you can spend."),
        example=lambda _, __: "/balance",
        task=Task.HOURS,
    ),
    "statement": Command(
        show_statement,
        description=lambda t: t.plain("All hours that came and went"),
        explanation=lambda t: t.say("lists all hours that came to you and went from you, the newest first."),
        example=lambda _, __: "/statement",
        task=Task.HOURS,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {
    "give_to": give_to,
    "give_stop": stop,
    "give_back": take_back,
    "hours_balance": show_balance,
    "hours_page": turn_page,
    "hours_pdf": print_statement,
    "hours_csv": copy_statement,
    "bank": bank_settings,
    "bank_mode": choose_mode,
}

DIALOGUES: Final[Mapping[str, Dialogue]] = {choosing.KIND: Dialogue(typed, ask_again)}
