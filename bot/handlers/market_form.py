"""/offer and /need: in one line, or by a short form with one question at a time."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import CommunityId
from bot.handlers.context import Hearing
from bot.handlers.setting_up import number
from bot.handlers.table import OutOfDate, TapHandler
from bot.screens import market_card as cards
from bot.screens import market_form as screens
from bot.screens.model import Screen
from bot.screens.words import Words
from bot.timebank.market import listing, posting
from bot.timebank.market.form import Step
from bot.timebank.market.model import PostId, Side
from bot.timebank.market.posting import Asking, Posted, Writing
from bot.timebank.market.refusals import NoPostForm


def place(community: str, post: str) -> tuple[CommunityId, PostId]:
    """Which post a button names. Refuses NotAMember for what can be no id."""
    return number(community), PostId(number(post))


async def show_card(hearing: Hearing, community: CommunityId, post: PostId, said: str | None = None) -> None:
    """The post as it is now, under what was just done."""
    now = await hearing.read(listing.card, community, post)
    await hearing.redraw(cards.card(hearing.words, now, hearing.reader, said=said))


async def offer(hearing: Hearing) -> None:
    """/offer, /offer bike repair, up to 2h"""
    await _begin(hearing, Side.OFFER)


async def need(hearing: Hearing) -> None:
    """/need, /need somebody to water my plants"""
    await _begin(hearing, Side.NEED)


async def press_new(hearing: Hearing, side: str) -> None:
    """The button that begins an empty form."""
    if side not in set(Side):
        raise OutOfDate
    hearing.args = ""
    await _begin(hearing, Side(side))


async def go_on(hearing: Hearing, _code: str) -> None:
    """From the group into the private chat: the form that is open."""
    now = await hearing.read(posting.look)
    if now is None:
        raise NoPostForm
    await hearing.answer(await _drawn(hearing, now))


async def typed(hearing: Hearing, text: str) -> None:
    """An answer in words."""
    await hearing.answer(await _drawn(hearing, await hearing.write(posting.answer, text)))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """The open question."""
    now = await hearing.read(posting.look)
    await hearing.answer_again(None if now is None else screens.question(hearing.words, now.form, problem=said), said)


async def pick(hearing: Hearing, token: str, step: str, value: str) -> None:
    """A button with a common answer."""
    if step not in set(Step):
        raise OutOfDate
    await hearing.redraw(await _drawn(hearing, await hearing.write(posting.choose, token, Step(step), value)))


async def back(hearing: Hearing, token: str) -> None:
    """The question before."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(posting.back, token)))


async def stop(hearing: Hearing, token: str) -> None:
    """Not posted after all."""
    hearing.undo = await hearing.write(posting.stop, token)
    await hearing.redraw(Screen(screens.stopped(hearing.words)))


def example(t: Words, side: Side) -> str:
    """A line that works when pasted."""
    if side is Side.OFFER:
        # Translators: the example of /offer: what, how long, where, set apart by commas; the bot must understand it
        what = t.plain("bike repair, up to 2h, near Mill Road")
        return f"/offer {what}"
    # Translators: the example of /need: what, how long, set apart by commas; the bot must understand it
    what = t.plain("somebody to water my plants, 30 min")
    return f"/need {what}"


async def _begin(hearing: Hearing, side: Side) -> None:
    begun = await hearing.write(posting.begin, side, hearing.args)
    if isinstance(begun, Asking) and not hearing.private:
        door = screens.go_on_in_private(hearing.words, hearing.bot_username, example(hearing.words, side))
        await hearing.answer(door, no_secret=True)
    else:
        await hearing.answer(await _drawn(hearing, begun))


async def _drawn(hearing: Hearing, now: Writing) -> Screen:
    if isinstance(now, Posted):
        card = await hearing.read(listing.card, now.post.community, now.post.id)
        return cards.posted(hearing.words, card, hearing.reader, token=now.undo)
    hearing.undo = now.undo
    return screens.question(hearing.words, now.form)


TAPS: Final[Mapping[str, TapHandler]] = {
    "market_new": press_new,
    "market_pick": pick,
    "market_back": back,
    "market_stop": stop,
}
