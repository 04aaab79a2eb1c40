"""What people say and press about pledges: sign, withdraw, look, share, cancel."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from bot.communities.access import Act
from bot.core.refusal import Refusal
from bot.handlers import pledge_cards as cards
from bot.handlers import pledge_form as form
from bot.handlers.context import Hearing
from bot.handlers.table import Command, Dialogue, Payload, Redraw, TapHandler, figure
from bot.pledges import cancelling, listing, offering, reading, signing, waiting
from bot.pledges.cancelling import CANCEL_KIND, Cancelled, Cancelling
from bot.pledges.form import KIND
from bot.pledges.measures import giving
from bot.pledges.model import CODE_LENGTH
from bot.screens import pledge_calendar as calendar
from bot.screens import pledge_lists as lists
from bot.screens import pledges as screens
from bot.screens.helping import Task
from bot.screens.pledge_form import IN_PRIVATE
from bot.screens.pledge_poster import poster_of
from bot.screens.words import Words


async def sign(hearing: Hearing, code: str = "") -> None:
    """/sign CODE, and the button on the card."""
    if hearing.inline_id is not None:
        signed = await hearing.write(offering.sign_elsewhere, code, hearing.inline_id)
    elif code:
        signed = await hearing.write(signing.sign, code)
    else:
        signed = await hearing.write(giving.sign_said, hearing.args)
    await cards.answer_signed(hearing, signed)


async def join_list(hearing: Hearing, code: str, minutes: str = "") -> None:
    """The button on the card of a pledge whose places are all taken; with how many hours, where it counts those."""
    if minutes:
        signed = await hearing.write(giving.wait, code, figure(minutes))
    else:
        signed = await hearing.write(waiting.wait, code)
    await cards.answer_signed(hearing, signed)


async def withdraw(hearing: Hearing, code: str = "") -> None:
    """/withdraw CODE, and the button on the private card."""
    withdrawn = await hearing.write(signing.withdraw, code or hearing.args)
    await cards.answer_with_card(hearing, withdrawn.pledge.code, screens.withdrawn(hearing.words, withdrawn))


async def show(hearing: Hearing, code: str = "") -> None:
    """/show CODE, a link with the code, a button that leads to the card."""
    card = await hearing.read(reading.card, code or hearing.args)
    await hearing.answer(cards.drawn(hearing, card))


async def fresh(hearing: Hearing, words: tuple[str, ...]) -> bool:
    """The card of the pledge whose code stands on a button that is out of date."""
    for word in words:
        if len(word) != CODE_LENGTH:
            continue
        with suppress(Refusal):  # a word like any other, or a pledge that is not for this reader
            await show(hearing, word)
            return True
    return False


async def follow_link(hearing: Hearing, code: str) -> None:
    """/start p_<code>."""
    if code == IN_PRIVATE:
        await form.go_on(hearing)
    else:
        await show(hearing, code)


async def who(hearing: Hearing, code: str) -> None:
    """Who's in; a private card is drawn as it is now."""
    card = await hearing.read(reading.card, code)
    await hearing.answer(screens.who_is_in(hearing.words, card))
    if hearing.private:
        await hearing.redraw(cards.drawn(hearing, card))


async def share(hearing: Hearing, code: str) -> None:
    """Bring it to others; what nobody can sign any more is shown as it is now."""
    card = await hearing.read(reading.card, code)
    if card.signing_open:
        await hearing.answer(screens.share(hearing.words, card.pledge, hearing.bot_username))
    else:
        await hearing.answer(cards.drawn(hearing, card))


async def poster(hearing: Hearing, code: str = "") -> None:
    """/poster CODE, and the button beside the link; what nobody can sign any more is shown as it is now."""
    card = await hearing.read(reading.card, code or hearing.args)
    if card.signing_open:
        about = await hearing.read(reading.title_of, card.pledge)
        await hearing.post(poster_of(hearing.words, card, about, hearing.reader, hearing.bot_username))
    else:
        await hearing.answer(cards.drawn(hearing, card))


async def keep_in_calendar(hearing: Hearing, code: str) -> None:
    """The day on which it is to be done, as a file; where there is none (any more), the pledge as it is now."""
    card = await hearing.read(reading.card, code)
    if calendar.can_be_kept(card.pledge):
        await hearing.hand(calendar.event_of(card.pledge, hearing.bot_username, card.seen_at))
    else:
        await hearing.answer(cards.drawn(hearing, card))


async def list_pledges(hearing: Hearing) -> None:
    """/pledges, /pledges mine, /pledges WORDS."""
    if hearing.args.strip().lower() == "mine":
        await mine(hearing)
        return
    page = await hearing.read(listing.open_pledges, hearing.args)
    await hearing.answer(lists.open_pledges(hearing.words, page, hearing.reader))


async def turn(hearing: Hearing, direction: str = "", place: str = "", *words: str) -> None:
    """A button under the list."""
    backwards = direction == "before"
    page = await hearing.read(listing.open_pledges, " ".join(words), place, backwards=backwards)
    await hearing.redraw(lists.open_pledges(hearing.words, page, hearing.reader))


async def mine(hearing: Hearing, place: str = "") -> None:
    """What I made and signed."""
    page = await hearing.read(listing.my_pledges, place)
    await hearing.redraw(lists.my_pledges(hearing.words, page, hearing.reader))


async def ask_cancel(hearing: Hearing, code: str) -> None:
    """Cancel this pledge: why? The reason is typed in private, so a press in the group leads there."""
    if not await cards.led_to_private(hearing, code):
        await _cancelling(hearing, await hearing.write(cancelling.ask_reason, code))


async def cancel(hearing: Hearing, text: str) -> None:
    """The reason, typed: is it that?"""
    await _cancelling(hearing, await hearing.write(cancelling.give_reason, text))


async def ask_cancel_again(hearing: Hearing, said: str | None) -> None:
    """Why, or really?"""
    asked = await hearing.read(cancelling.waiting)
    question = None if asked is None else screens.cancelling(hearing.words, asked, problem=said)
    await hearing.answer_again(question, said)


async def confirm_cancel(hearing: Hearing, code: str, token: str) -> None:
    """Yes, for this reason."""
    await _cancelling(hearing, await hearing.write(cancelling.confirm, code, token))


async def keep(hearing: Hearing, code: str) -> None:
    """Not cancelled after all."""
    await hearing.write(cancelling.keep)
    await cards.draw_again(hearing, code)


async def _cancelling(hearing: Hearing, now: Cancelling | Cancelled) -> None:
    """The question that is open, or the card of the pledge that is cancelled."""
    if isinstance(now, Cancelled):
        await cards.draw(hearing, now.pledge.code, screens.was_cancelled(hearing.words, now.pledge))
    else:
        await hearing.answer(screens.cancelling(hearing.words, now, problem=None))


def _pledge_example(t: Words, _code: str) -> str:
    # Translators: a pledge as people type it in your language; a test sends it to the bot, which must understand it all
    return "/pledge " + t.plain("I will bring gloves if 10 other neighbours will join by 6 December")


COMMANDS: Final[Mapping[str, Command]] = {
    "pledge": Command(
        form.begin,
        description=lambda t: t.plain("Make a pledge: I will, if you will"),
        explanation=lambda t: t.say("makes a pledge, in one line or question by question."),
        example=_pledge_example,
        task=Task.PLEDGES,
    ),
    "pledges": Command(
        list_pledges,
        description=lambda t: t.plain("The open pledges, and yours"),
        explanation=lambda t: t.say("lists the open pledges; add words to search, or “mine” for your own."),
        example=lambda _, __: "/pledges mine",
        task=Task.PLEDGES,
    ),
    "show": Command(
        show,
        description=lambda t: t.plain("Show a pledge by its code"),
        explanation=lambda t: t.say("shows one pledge: how far it is, and what you can do."),
        example=lambda _, code: f"/show {code}",
        about=Act.SEE,
        task=Task.PLEDGES,
    ),
    "sign": Command(
        sign,
        description=lambda t: t.plain("Join a pledge by its code"),
        explanation=lambda t: t.say(
            "signs a pledge: you will do it if enough others will. If it counts hours, write how many behind the code."
        ),
        example=lambda _, code: f"/sign {code}",
        about=Act.SIGN,
        task=Task.PLEDGES,
    ),
    "poster": Command(
        poster,
        description=lambda t: t.plain("A poster of a pledge, to print"),
        explanation=lambda t: t.say("gives you a poster of a pledge, to print and hang up."),
        example=lambda _, code: f"/poster {code}",
        about=Act.SEE,
        task=Task.PLEDGES,
    ),
    "withdraw": Command(
        withdraw,
        description=lambda t: t.plain("Take your signature back"),
        explanation=lambda t: t.say("takes your signature back."),
        example=lambda _, code: f"/withdraw {code}",
        about=Act.WITHDRAW,
        task=Task.PLEDGES,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {
    "pledge_sign": sign,
    "pledge_wait": join_list,
    "pledge_withdraw": withdraw,
    "pledge_show": show,
    "pledge_who": who,
    "pledge_share": share,
    "pledge_poster": poster,
    "pledge_calendar": keep_in_calendar,
    "pledge_cancel": ask_cancel,
    "pledge_cancel_yes": confirm_cancel,
    "pledge_keep": keep,
    "pledges": turn,
    "pledges_mine": mine,
    "pledge_new": form.press_new,
    "pledge_anew": form.begin_anew,
    "pledge_pick": form.pick,
    "pledge_template": form.template,
    "pledge_join": form.join,
    "pledge_back": form.back,
    "pledge_edit": form.edit,
    "pledge_changes": form.changes,
    "pledge_more": form.more,
    "pledge_option": form.option,
    "pledge_stop": form.stop,
    "pledge_publish": form.publish,
}

REDRAWS: Final[Mapping[str, Redraw]] = {
    "pledge_sign": cards.redraw_card,
    "pledge_wait": cards.redraw_card,
    "pledge_withdraw": cards.redraw_card,
    "pledge_cancel": cards.redraw_card,
    "pledge_cancel_yes": cards.redraw_card,
    "pledge_join": form.not_joined,
}
"""A private card may be older than its pledge's state. (The group's card is kept fresh for everybody.)"""

DIALOGUES: Final[Mapping[str, Dialogue]] = {
    KIND: Dialogue(form.typed, form.ask_again),
    CANCEL_KIND: Dialogue(cancel, ask_cancel_again),
}

PAYLOADS: Final[Mapping[str, Payload]] = {"p": follow_link}
