"""What people say and press when the time has come: done, not yet, can't, and who was there."""

from collections.abc import Mapping
from typing import Final

from bot.communities.access import Act
from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import answer_with_card, led_to_private, redraw_card
from bot.handlers.table import Command, Dialogue, Redraw, TapHandler, figure
from bot.pledges import answering, checking
from bot.pledges.answering import EXCUSE_KIND, Answered, Excusing
from bot.pledges.checking import CheckList
from bot.screens import check_list as check_lists
from bot.screens import deeds as screens
from bot.screens.helping import Task


async def done(hearing: Hearing, code: str = "") -> None:
    """/done CODE, and the button."""
    await _answered(hearing, await hearing.write(answering.done, code or hearing.args))


async def not_yet(hearing: Hearing, code: str) -> None:
    """They will still do it."""
    await _answered(hearing, await hearing.write(answering.not_yet, code))


async def cant(hearing: Hearing, code: str) -> None:
    """They can't: why? The reason is typed in private, so a press in the group leads there."""
    if not await led_to_private(hearing, code):
        await _excusing(hearing, await hearing.write(answering.ask_excuse, code))


async def reason(hearing: Hearing, text: str) -> None:
    """Why they can't, typed."""
    await _answered(hearing, await hearing.write(answering.give_reason, text))


async def ask_reason_again(hearing: Hearing, said: str | None) -> None:
    """Why?"""
    asked = await hearing.read(answering.waiting)
    question = None if asked is None else screens.excusing(hearing.words, asked, problem=said)
    await hearing.answer_again(question, said)


async def no_reason(hearing: Hearing, code: str) -> None:
    """They can't, and leave out why."""
    await _answered(hearing, await hearing.write(answering.excuse, code))


async def keep(hearing: Hearing, code: str) -> None:
    """They can after all."""
    await hearing.write(answering.keep)
    await answer_with_card(hearing, code, screens.kept_on(hearing.words))


async def check_list(hearing: Hearing, code: str, place: str = "0") -> None:
    """Who was there?"""
    await _listed(hearing, await hearing.read(checking.check_list, code, figure(place)))


async def confirm(hearing: Hearing, code: str, number: str, place: str) -> None:
    """This one was."""
    await _listed(hearing, await hearing.write(checking.confirm, code, figure(number), figure(place)))


async def take_back(hearing: Hearing, code: str, number: str, place: str) -> None:
    """This one was not, after all."""
    await _listed(hearing, await hearing.write(checking.take_back, code, figure(number), figure(place)))


async def confirm_all(hearing: Hearing, code: str) -> None:
    """All were."""
    await _listed(hearing, await hearing.write(checking.confirm_all, code))


async def _excusing(hearing: Hearing, now: Excusing | Answered) -> None:
    """The question that is open, or what they have said before."""
    if isinstance(now, Excusing):
        await hearing.answer(screens.excusing(hearing.words, now, problem=None))
    else:
        await _answered(hearing, now)


async def _answered(hearing: Hearing, now: Answered) -> None:
    await answer_with_card(hearing, now.pledge.code, screens.answered(hearing.words, now))


async def _listed(hearing: Hearing, found: CheckList) -> None:
    await hearing.redraw(check_lists.check_list(hearing.words, found))


COMMANDS: Final[Mapping[str, Command]] = {
    "done": Command(
        done,
        description=lambda t: t.plain("Say that you did what you signed"),
        explanation=lambda t: t.say("says that you did what you signed, once its time has come."),
        example=lambda _, code: f"/done {code}",
        about=Act.ANSWER,
        task=Task.PLEDGES,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {
    "deed_done": done,
    "deed_not_yet": not_yet,
    "deed_cant": cant,
    "deed_cant_yes": no_reason,
    "deed_keep": keep,
    "deed_list": check_list,
    "deed_confirm": confirm,
    "deed_unconfirm": take_back,
    "deed_confirm_all": confirm_all,
}

REDRAWS: Final[Mapping[str, Redraw]] = {
    "deed_done": redraw_card,
    "deed_not_yet": redraw_card,
    "deed_cant": redraw_card,
    "deed_cant_yes": redraw_card,
}

DIALOGUES: Final[Mapping[str, Dialogue]] = {EXCUSE_KIND: Dialogue(reason, ask_reason_again)}
