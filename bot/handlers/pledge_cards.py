"""The private card of a pledge: the answer to nearly everything that is done with one."""

from bot.handlers.context import Hearing
from bot.pledges import reading
from bot.pledges.reading import PledgeCard
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from bot.screens import pledges as screens
from bot.screens.choices import link
from bot.screens.html import Html
from bot.screens.model import Screen, Toast
from bot.screens.pledges import private_card


def drawn(hearing: Hearing, card: PledgeCard, headline: Html | None = None) -> Screen:
    """The card for whoever is heard, with what has just happened above it."""
    return private_card(hearing.words, card, hearing.reader, hearing.bot_username, headline)


async def draw(hearing: Hearing, code: str, headline: Html) -> None:
    """The card under a headline; the headline alone for who has left the community and sees no more."""
    card = await hearing.read(reading.card_if_seen, code)
    await hearing.redraw(Screen(headline) if card is None else drawn(hearing, card, headline))


async def draw_again(hearing: Hearing, code: str, headline: Html | None = None) -> None:
    """Back to the card, where nothing has happened that had to be said."""
    await hearing.redraw(drawn(hearing, await hearing.read(reading.card, code), headline))


async def answer_with_card(hearing: Hearing, code: str, said: str) -> None:
    """In a group a toast; in private the card as it is now, with what has just happened above it."""
    if not hearing.private:
        await hearing.answer(Toast(said))
        return
    if hearing.pressed:
        await hearing.answer(Toast(said))
    await draw(hearing, code, hearing.words.say("<b>%(said)s</b>", said=said))


async def answer_signed(hearing: Hearing, signed: Signed) -> None:
    """What a wish to sign came to, and how to hear the rest to whom we cannot write."""
    if signed.reachable or signed.outcome in (Signing.FULL, Signing.HOW_MANY):
        await answer_with_card(hearing, signed.pledge.code, screens.signed(hearing.words, signed))
    elif hearing.pressed:
        await hearing.answer(screens.signed_unreached(hearing.words, signed))
    else:
        screen = screens.signed_by_command_unreached(hearing.words, signed, hearing.bot_username)
        await hearing.answer(screen, no_secret=True)  # that they sign everybody has seen


async def redraw_card(hearing: Hearing, code: str, *more_and_said: str) -> None:
    """The same for a button that is out of date, whatever stands on it behind the code. (A `Redraw`.)"""
    await answer_with_card(hearing, code, more_and_said[-1])


async def led_to_private(hearing: Hearing, code: str) -> bool:
    """Whether a press elsewhere leads to the private chat, because what follows is typed there."""
    if hearing.private:
        return False
    card = await hearing.read(reading.card, code)
    await hearing.answer(Toast("", url=link(hearing.bot_username, f"p_{card.pledge.code}")))
    return True
