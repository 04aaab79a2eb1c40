"""What people press and type about the other half of a pledge: what is promised in return."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import PersonId
from bot.communities.undoing import Undone
from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import answer_with_card, draw_again, led_to_private, redraw_card
from bot.handlers.table import ID_MOST, Dialogue, Redraw, TapHandler, Undo, figure
from bot.pledges import reading
from bot.pledges.counter import agreeing, answering, confirming, drafting, making
from bot.pledges.counter.agreeing import Answered
from bot.pledges.counter.answering import Excusing
from bot.pledges.counter.drafting import Making
from bot.screens import pledge_counter_making as screens

_ONESELF: Final = "me"


async def begin(hearing: Hearing, code: str) -> None:
    """Promise in return: who? It is typed in private, so a press elsewhere leads there."""
    choosing = await hearing.read(making.begin, code)
    if not await led_to_private(hearing, choosing.pledge.code):
        await hearing.redraw(screens.choosing(hearing.words, choosing))


async def choose(hearing: Hearing, code: str, who: str) -> None:
    """They, or this organiser: what?"""
    owner = None if who == _ONESELF else PersonId(figure(who, most=ID_MOST))
    await _making(hearing, await hearing.write(making.choose, code, owner))


async def typed(hearing: Hearing, text: str) -> None:
    """What, until when, or as what."""
    await _making(hearing, await hearing.write(making.give, text))


async def skip(hearing: Hearing, code: str) -> None:
    """As nothing in particular."""
    await _making(hearing, await hearing.write(making.skip, code))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """The question that is open."""
    open_one = await hearing.read(making.waiting)
    question = None
    if open_one is not None:
        question = screens.making(hearing.words, open_one, hearing.reader, problem=said)
    await hearing.answer_again(question, said)


async def confirm_making(hearing: Hearing, code: str, token: str) -> None:
    """Yes, this."""
    made = await hearing.write(making.confirm, code, token)
    await draw_again(hearing, made.pledge.code, screens.made(hearing.words, made))


async def stop(hearing: Hearing, code: str) -> None:
    """Not after all."""
    await hearing.write(making.stop)
    await draw_again(hearing, code)


async def agree(hearing: Hearing, code: str, number: str) -> None:
    """They promise what somebody has proposed to them."""
    await _answered(hearing, await hearing.write(agreeing.agree, code, figure(number, most=ID_MOST)))


async def decline(hearing: Hearing, code: str, number: str) -> None:
    """They don't."""
    await _answered(hearing, await hearing.write(agreeing.decline, code, figure(number, most=ID_MOST)))


async def unask(hearing: Hearing, code: str) -> None:
    """Nobody is to be asked any more."""
    pledge = await hearing.write(agreeing.take_back, code)
    await answer_with_card(hearing, pledge.code, screens.unasked(hearing.words))


async def ask_withdraw(hearing: Hearing, code: str) -> None:
    """Take it back: really?"""
    card = await hearing.read(reading.card, code)
    await hearing.redraw(screens.withdrawing(hearing.words, card.pledge))


async def withdraw(hearing: Hearing, code: str) -> None:
    """Really."""
    await _answered(hearing, await hearing.write(agreeing.withdraw, code))


async def stay(hearing: Hearing, code: str) -> None:
    """It holds with fewer people as well."""
    await _answered(hearing, await hearing.write(agreeing.stay, code))


async def done(hearing: Hearing, code: str) -> None:
    """They have kept it."""
    await _answered(hearing, await hearing.write(answering.done, code))


async def not_yet(hearing: Hearing, code: str) -> None:
    """They will."""
    await _answered(hearing, await hearing.write(answering.not_yet, code))


async def cant(hearing: Hearing, code: str) -> None:
    """They can't: why? The reason is typed in private, so a press in the group leads there."""
    if not await led_to_private(hearing, code):
        await _excusing(hearing, await hearing.write(answering.ask_reason, code))


async def reason(hearing: Hearing, text: str) -> None:
    """Why they can't, typed."""
    await _answered(hearing, await hearing.write(answering.give_reason, text))


async def ask_reason_again(hearing: Hearing, said: str | None) -> None:
    """Why?"""
    asked = await hearing.read(answering.waiting)
    question = None if asked is None else screens.excusing(hearing.words, asked, problem=said)
    await hearing.answer_again(question, said)


async def keep(hearing: Hearing, code: str) -> None:
    """They can after all."""
    await hearing.write(answering.keep)
    await draw_again(hearing, code)


async def confirm(hearing: Hearing, code: str) -> None:
    """It was kept, says somebody else."""
    confirmed = await hearing.write(confirming.confirm, code)
    hearing.undo = confirmed.undo
    await _answered(hearing, confirmed)


async def show_again(hearing: Hearing, undone: Undone) -> None:
    """As it was before it was confirmed."""
    await draw_again(hearing, undone.data["code"])


async def _making(hearing: Hearing, now: Making) -> None:
    await hearing.redraw(screens.making(hearing.words, now, hearing.reader, problem=None))


async def _answered(hearing: Hearing, now: Answered) -> None:
    await answer_with_card(hearing, now.pledge.code, screens.answered(hearing.words, now))


async def _excusing(hearing: Hearing, now: Excusing | Answered) -> None:
    """The question that is open, or what they have said before."""
    if isinstance(now, Excusing):
        await hearing.answer(screens.excusing(hearing.words, now, problem=None))
    else:
        await _answered(hearing, now)


TAPS: Final[Mapping[str, TapHandler]] = {
    "return_new": begin,
    "return_who": choose,
    "return_skip": skip,
    "return_yes": confirm_making,
    "return_stop": stop,
    "return_agree": agree,
    "return_decline": decline,
    "return_unask": unask,
    "return_withdraw": ask_withdraw,
    "return_withdraw_yes": withdraw,
    "return_stay": stay,
    "return_done": done,
    "return_not_yet": not_yet,
    "return_cant": cant,
    "return_keep": keep,
    "return_confirm": confirm,
}

REDRAWS: Final[Mapping[str, Redraw]] = dict.fromkeys(
    (
        *("return_new", "return_who", "return_skip", "return_yes"),
        *("return_agree", "return_decline", "return_withdraw_yes", "return_stay"),
        *("return_done", "return_not_yet", "return_cant", "return_confirm"),
    ),
    redraw_card,
)

UNDOS: Final[Mapping[str, Undo]] = {confirming.CONFIRMED: Undo(confirming.put_back, show_again)}

DIALOGUES: Final[Mapping[str, Dialogue]] = {
    drafting.KIND: Dialogue(typed, ask_again),
    answering.REASON_KIND: Dialogue(reason, ask_reason_again),
}
