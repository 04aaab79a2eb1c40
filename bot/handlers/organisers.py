"""Appointing and dismissing organisers: for the admins of a group, in private."""

from typing import Final

from bot.communities import organisers
from bot.communities.model import PersonId
from bot.communities.organisers import Candidates, Change, Decided, Organisers, Question
from bot.communities.refusals import NotAMember
from bot.communities.undoing import Undone
from bot.handlers.context import Hearing
from bot.handlers.setting_up import number
from bot.outbox import appointing
from bot.screens import organisers as screens
from bot.screens.model import Screen, Toast

_CHANGES: Final = {"a": Change.APPOINT, "d": Change.DISMISS}
"""On buttons, where two ids leave little room."""


async def show(hearing: Hearing, community: str) -> None:
    """Who organises."""
    await _redraw(hearing, await hearing.write(organisers.organisers_of, number(community)))


async def ask_whom(hearing: Hearing, community: str, *behind: str) -> None:
    """Appoint somebody: a page of residents."""
    place = [PersonId(number(each)) for each in behind[:1]]
    await _redraw(hearing, await hearing.write(organisers.ask_whom, number(community), *place))


async def typed(hearing: Hearing, text: str) -> None:
    """A name was typed."""
    await _redraw(hearing, await hearing.write(organisers.typed, text))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """Whom, or really?"""
    found = await hearing.read(organisers.open_question)
    await hearing.answer_again(None if found is None else _drawn(hearing, found, said), said)


async def ask(hearing: Hearing, change: str, community: str, person: str) -> None:
    """Really this one?"""
    whom = PersonId(number(person))
    await _redraw(hearing, await hearing.write(organisers.ask, number(community), _change(change), whom))


async def confirm(hearing: Hearing, change: str, community: str, person: str) -> None:
    """Yes."""
    found = await hearing.write(appointing.confirm, number(community), _change(change), PersonId(number(person)))
    if isinstance(found, Decided):
        hearing.undo = found.undo
        await hearing.answer(Toast(screens.decided(hearing.words, found.change, found.neighbour.name)))
    await _redraw(hearing, found)


async def show_again(hearing: Hearing, undone: Undone) -> None:
    """Who organises, the one that was dismissed as well."""
    assert undone.community is not None, "it was offered with one"
    await _redraw(hearing, await hearing.read(organisers.look, undone.community))


def _change(letter: str) -> Change:
    if letter not in _CHANGES:
        raise NotAMember
    return _CHANGES[letter]


async def _redraw(hearing: Hearing, found: Organisers | Candidates | Question | Decided) -> None:
    await hearing.redraw(_drawn(hearing, found))


def _drawn(hearing: Hearing, found: Organisers | Candidates | Question | Decided, problem: str | None = None) -> Screen:
    match found:
        case Candidates():
            return screens.candidates(hearing.words, found, hearing.reader, problem=problem)
        case Question():
            return screens.question(hearing.words, found, hearing.reader)
        case Decided():
            return screens.organisers(hearing.words, found.organisers, hearing.reader)
        case Organisers():
            return screens.organisers(hearing.words, found, hearing.reader)
