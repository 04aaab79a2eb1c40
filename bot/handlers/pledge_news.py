"""What people press and type to write to everybody who is in a pledge, and to read it again."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import draw, draw_again, led_to_private, redraw_card
from bot.handlers.table import Dialogue, Redraw, TapHandler
from bot.pledges import announcing, news
from bot.pledges.announcing import KIND, Announced, Announcing
from bot.screens import pledge_news as screens


async def ask(hearing: Hearing, code: str) -> None:
    """Write to all. The text is typed in private, so a press in the group leads there."""
    if not await led_to_private(hearing, code):
        await _announcing(hearing, await hearing.write(announcing.ask, code))


async def typed(hearing: Hearing, text: str) -> None:
    """The text: is it that?"""
    await _announcing(hearing, await hearing.write(announcing.write, text))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """What shall it be, or really?"""
    asked = await hearing.read(announcing.waiting)
    question = None if asked is None else screens.announcing(hearing.words, asked, problem=said)
    await hearing.answer_again(question, said)


async def send(hearing: Hearing, code: str, token: str) -> None:
    """Yes, this."""
    await _announcing(hearing, await hearing.write(announcing.send, code, token))


async def stop(hearing: Hearing, code: str) -> None:
    """Not written after all."""
    await hearing.write(announcing.stop)
    await draw_again(hearing, code)


async def read(hearing: Hearing, code: str, number: str = "") -> None:
    """News; with a number, in the place of the page before."""
    page = await hearing.read(news.page, code, number)
    screen = screens.news_page(hearing.words, page, hearing.reader)
    await (hearing.redraw(screen) if number else hearing.answer(screen))


async def _announcing(hearing: Hearing, now: Announcing | Announced) -> None:
    """The question that is open, or the card of the pledge whose signers are told."""
    if isinstance(now, Announced):
        await draw(hearing, now.pledge.code, screens.announced(hearing.words))
    else:
        await hearing.answer(screens.announcing(hearing.words, now, problem=None))


TAPS: Final[Mapping[str, TapHandler]] = {
    "pledge_write": ask,
    "pledge_send": send,
    "pledge_silent": stop,
    "pledge_news": read,
}
REDRAWS: Final[Mapping[str, Redraw]] = {"pledge_send": redraw_card}
DIALOGUES: Final[Mapping[str, Dialogue]] = {KIND: Dialogue(typed, ask_again)}
