"""Everything that can be heard about hours given to the community."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import CommunityId
from bot.handlers.context import Hearing
from bot.handlers.days import day_at_end
from bot.handlers.setting_up import number
from bot.handlers.table import Command, Dialogue, OutOfDate, Redraw, TapHandler, figure
from bot.screens import claims as screens
from bot.screens.helping import Task
from bot.screens.model import Screen
from bot.screens.words import Words
from bot.timebank.claims import approving, claiming, form, queue
from bot.timebank.claims.approving import Verb
from bot.timebank.claims.claiming import Logged
from bot.timebank.claims.form import Asked
from bot.timebank.claims.model import ClaimId


async def log(hearing: Hearing) -> None:
    """/log 2h30 litter pick yesterday"""
    await hearing.answer(_drawn(hearing, await hearing.write(claiming.log, hearing.args, day_at_end)))


async def typed(hearing: Hearing, text: str) -> None:
    """What was missing."""
    await hearing.answer(_drawn(hearing, await hearing.write(claiming.answer, text, day_at_end)))


async def time(hearing: Hearing, minutes: str) -> None:
    """How long it took, by a button."""
    chosen = f"{number(minutes)} min"
    await hearing.redraw(_drawn(hearing, await hearing.write(claiming.answer, chosen, day_at_end)))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """What is still missing?"""
    asked = await hearing.read(form.waiting)
    await hearing.answer_again(None if asked is None else screens.asking(hearing.words, asked, problem=said), said)


async def correct(hearing: Hearing, community: str, claim: str) -> None:
    """Something in it is wrong."""
    asked = await hearing.write(claiming.correct, CommunityId(number(community)), ClaimId(number(claim)))
    await hearing.answer(screens.asking(hearing.words, asked, problem=None))


async def choose(hearing: Hearing, community: str, claim: str, programme: str) -> None:
    """What it was for."""
    about = (CommunityId(number(community)), ClaimId(number(claim)), figure(programme))
    await hearing.redraw(screens.logged(hearing.words, await hearing.write(claiming.choose, *about)))


async def withdraw(hearing: Hearing, community: str, claim: str) -> None:
    """It is not asked for any more."""
    await hearing.write(claiming.withdraw, CommunityId(number(community)), ClaimId(number(claim)))
    await hearing.redraw(screens.withdrawn(hearing.words))


async def approvals(hearing: Hearing) -> None:
    """/approvals"""
    await hearing.answer(screens.queue(hearing.words, await hearing.read(queue.queue), said=None))


async def page(hearing: Hearing, community: str, after: str, said: str | None = None) -> None:
    """A page of what waits."""
    found = await hearing.read(queue.queue, CommunityId(number(community)), number(after))
    await hearing.redraw(screens.queue(hearing.words, found, said))


async def approve(hearing: Hearing, community: str, claim: str, version: str) -> None:
    """This one."""
    about = (CommunityId(number(community)), ClaimId(number(claim)), number(version))
    await _done(hearing, await hearing.write(approving.approve, *about))


async def approve_all(hearing: Hearing, community: str, after: str, seen: str) -> None:
    """All on this page."""
    about = (CommunityId(number(community)), number(after), seen)
    await _done(hearing, await hearing.write(approving.approve_all, *about))


async def ask_why(hearing: Hearing, community: str, claim: str, version: str, verb: str) -> None:
    """Adjust or decline: why?"""
    if verb not in set(Verb):
        raise OutOfDate
    about = (CommunityId(number(community)), ClaimId(number(claim)), number(version), Verb(verb))
    asked = await hearing.write(approving.ask_why, *about)
    await hearing.answer(screens.asking_why(hearing.words, asked, problem=None))


async def back(hearing: Hearing, community: str) -> None:
    """Neither, after all."""
    found = await hearing.write(approving.stop, CommunityId(number(community)))
    await hearing.redraw(screens.queue(hearing.words, found, said=None))


async def typed_why(hearing: Hearing, text: str) -> None:
    """The reason."""
    await _done(hearing, await hearing.write(approving.answer, text))


async def ask_why_again(hearing: Hearing, said: str | None) -> None:
    """Why?"""
    asked = await hearing.read(approving.why)
    await hearing.answer_again(None if asked is None else screens.asking_why(hearing.words, asked, problem=said), said)


async def _draw_queue(hearing: Hearing, community: str, *more_and_said: str) -> None:
    """The queue as it is now, for a button that is out of date. (A `Redraw`.)"""
    await page(hearing, community, "0", more_and_said[-1])


async def _done(hearing: Hearing, found: queue.Queue) -> None:
    await hearing.redraw(screens.queue(hearing.words, found, hearing.words.plain("Done: they are told.")))


def _drawn(hearing: Hearing, now: Logged | Asked) -> Screen:
    if isinstance(now, Asked):
        return screens.asking(hearing.words, now, problem=None)
    return screens.logged(hearing.words, now)


def _example(t: Words) -> str:
    what = t.plain("litter pick yesterday")
    return f"/log 2h30 {what}"


COMMANDS: Final[Mapping[str, Command]] = {
    "log": Command(
        log,
        description=lambda t: t.plain("Log hours you gave to the community"),
        explanation=lambda t: t.say("asks an organiser to credit hours that you gave to the community."),
        example=lambda t, _: _example(t),
        task=Task.HOURS,
    ),
    "approvals": Command(
        approvals,
        description=lambda t: t.plain("Hours that wait for an organiser"),
        explanation=lambda t: t.say("shows organisers the hours that wait for them, the oldest first."),
        example=lambda _, __: "/approvals",
        task=Task.HOURS,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {
    "claim_time": time,
    "claim_fix": correct,
    "claim_for": choose,
    "claim_off": withdraw,
    "claim_page": page,
    "claim_yes": approve,
    "claim_all": approve_all,
    "claim_why": ask_why,
    "claim_back": back,
}
REDRAWS: Final[Mapping[str, Redraw]] = {
    "claim_yes": _draw_queue,
    "claim_all": _draw_queue,
    "claim_why": _draw_queue,
}
DIALOGUES: Final[Mapping[str, Dialogue]] = {
    form.KIND: Dialogue(typed, ask_again),
    approving.KIND: Dialogue(typed_why, ask_why_again),
}
