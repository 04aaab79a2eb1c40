"""/pledge: in one line, or by a form with one question at a time."""

from bot.handlers.context import Hearing
from bot.pledges import reading, writing
from bot.pledges.writing import Writing
from bot.screens import pledge_form as screens
from bot.screens import pledges, refusals
from bot.screens.model import Screen
from bot.screens.pledge_options import options
from bot.screens.pledge_preview import preview


async def begin(hearing: Hearing) -> None:
    """/pledge, /pledge I will … if N others will … by DATE."""
    begun = await hearing.write(writing.begin, hearing.args)
    door = screens.go_on_in_private(hearing.words, hearing.bot_username)
    if begun.form is not None and not begun.form.complete and not hearing.private:
        await hearing.answer(door, no_secret=True)
    else:
        await hearing.answer(await _drawn(hearing, begun), aloud=door)


async def press_new(hearing: Hearing) -> None:
    """The button that begins an empty form."""
    await hearing.answer(await _drawn(hearing, await hearing.write(writing.begin, "")))


async def begin_anew(hearing: Hearing, token: str) -> None:
    """Not the form that was half filled in: an empty one."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.begin_anew, token)))


async def go_on(hearing: Hearing) -> None:
    """From the group into the private chat: the form that is open."""
    await hearing.answer(await _drawn(hearing, await hearing.write(writing.resume)))


async def typed(hearing: Hearing, text: str) -> None:
    """An answer in words."""
    await hearing.answer(await _drawn(hearing, await hearing.write(writing.answer, text)))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """The open question, or the preview."""
    now = await hearing.read(writing.look)
    await hearing.answer_again(None if now is None else await _drawn(hearing, now, said), said)


async def pick(hearing: Hearing, token: str, step: str, value: str) -> None:
    """A button with a common answer."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.choose, token, step, value)))


async def back(hearing: Hearing, token: str) -> None:
    """The question before."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.back, token)))


async def edit(hearing: Hearing, token: str, step: str) -> None:
    """From the preview to one of its answers."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.change, token, step)))


async def more(hearing: Hearing, token: str) -> None:
    """From the preview to what can be said besides."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.more, token)))


async def option(hearing: Hearing, token: str, name: str) -> None:
    """One of the preview's options, turned on by one."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.toggle, token, name)))


async def stop(hearing: Hearing, token: str) -> None:
    """Not published after all."""
    hearing.undo = await hearing.write(writing.give_up, token)
    await hearing.redraw(screens.given_up(hearing.words))


async def publish(hearing: Hearing, token: str) -> None:
    """The pledge is made."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.publish, token)))


async def _drawn(hearing: Hearing, now: Writing, said: str | None = None) -> Screen:
    """The open question, the preview, or the card of the pledge it has become."""
    t, reader = hearing.words, hearing.reader
    if now.published is not None:
        card = await hearing.read(reading.card, now.published.code)
        return pledges.private_card(t, card, reader, hearing.bot_username, pledges.published(t, now.published))
    assert now.form is not None, "either a form or a pledge"
    hearing.undo = hearing.undo or now.undo
    form, problem = now.form, said if now.problem is None else refusals.sentence(t, now.problem, reader)
    if form.step is None and form.options:
        return options(t, form.wording, form.minimum, form.token)
    if form.step is None:
        return preview(t, form.wording, form.token, reader, desk=now.desk, resumed=now.resumed)
    return screens.question(t, screens.asked(t, form, reader), problem=problem, resumed=now.resumed)
