"""/pledge: in one line, or by a form with one question at a time."""

from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import drawn
from bot.handlers.table import OutOfDate
from bot.pledges import advising, reading, signing, writing
from bot.pledges.form import Form, View
from bot.pledges.writing import Writing
from bot.screens import pledge_form as screens
from bot.screens import pledges, refusals
from bot.screens.choices import beneath
from bot.screens.model import Screen, Toast
from bot.screens.pledge_advice import joined_instead
from bot.screens.pledge_options import options
from bot.screens.pledge_preview import changes as changes_of
from bot.screens.pledge_preview import preview
from bot.screens.pledge_templates import Template, sentence


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


async def template(hearing: Hearing, token: str, name: str) -> None:
    """A ready-made sentence to begin with."""
    if name not in set(Template):
        raise OutOfDate
    await hearing.meet()
    ready = sentence(hearing.words, Template(name))
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.take_template, token, ready)))


async def back(hearing: Hearing, token: str) -> None:
    """The question before."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.back, token)))


async def edit(hearing: Hearing, token: str, step: str) -> None:
    """From the preview to one of its answers."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.change, token, step)))


async def changes(hearing: Hearing, token: str) -> None:
    """From the preview to what can be changed of it."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.turn, token, View.CHANGES)))


async def more(hearing: Hearing, token: str) -> None:
    """From the preview to what can be said besides."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.turn, token, View.OPTIONS)))


async def option(hearing: Hearing, token: str, name: str) -> None:
    """Who sees it, or whose names are shown: turned on by one."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.toggle, token, name)))


async def stop(hearing: Hearing, token: str) -> None:
    """Not published after all."""
    hearing.undo = await hearing.write(writing.give_up, token)
    await hearing.redraw(screens.given_up(hearing.words))


async def publish(hearing: Hearing, token: str) -> None:
    """The pledge is made."""
    await hearing.redraw(await _drawn(hearing, await hearing.write(writing.publish, token)))


async def join(hearing: Hearing, code: str) -> None:
    """Not a new pledge: one that is open already, signed with one press. What was written is kept."""
    signed = await hearing.write(signing.sign, code)
    said = pledges.signed(hearing.words, signed)
    await hearing.answer(Toast(said))
    card = await hearing.read(reading.card, code)
    headline = joined_instead(hearing.words, said, kept=await hearing.read(writing.look) is not None)
    await hearing.redraw(drawn(hearing, card, headline))


async def not_joined(hearing: Hearing, _code: str, said: str) -> None:
    """It cannot be joined any more: the preview as it is now."""
    await hearing.answer(Toast(said, alert=True))
    now = await hearing.read(writing.look)
    if now is not None:
        await hearing.redraw(await _drawn(hearing, now))


async def _drawn(hearing: Hearing, now: Writing, said: str | None = None) -> Screen:
    """The open question, the preview, or the card of the pledge it has become."""
    t, reader = hearing.words, hearing.reader
    if now.published is not None:
        card = await hearing.read(reading.card, now.published.code)
        return drawn(hearing, card, pledges.published(t, now.published))
    assert now.form is not None, "either a form or a pledge"
    hearing.undo = hearing.undo or now.undo
    form, problem = now.form, said if now.problem is None else refusals.sentence(t, now.problem, reader)
    if form.step is None:
        return beneath(problem, await _whole(hearing, form, resumed=now.resumed))
    figures = None if form.answers else await hearing.read(advising.figures)
    return screens.question(t, screens.asked(t, form, reader, figures), problem=problem, resumed=now.resumed)


async def _whole(hearing: Hearing, form: Form, *, resumed: bool) -> Screen:
    """A form that asks nothing any more, as it is looked at."""
    t, wording, token = hearing.words, form.wording, form.token
    match form.view:
        case View.CHANGES:
            return changes_of(t, wording, token)
        case View.OPTIONS:
            return options(t, wording, form.minimum, token, repeats=form.repeats)
        case View.PREVIEW:
            advice = await hearing.read(advising.advice)
            return preview(t, wording, token, hearing.reader, advice=advice, resumed=resumed, repeats=form.repeats)
