"""The buttons under everything that is about one pledge."""

from typing import Final
from urllib.parse import quote as quoted

from bot.pledges.model import Pledge
from bot.pledges.wording import Unit
from bot.screens.html import Phrase, markup, unmarked
from bot.screens.model import Button, Style
from bot.screens.pledge_giving import give_buttons
from bot.screens.pledge_measures import money
from bot.screens.pledge_wording import promise_of, sentence_of, shortened
from bot.screens.taps import tap
from bot.screens.words import Words

_ADDRESS_LENGTH: Final = 2_000
"""Characters of an address that every browser and client takes."""


def sign(t: Words, pledge: Pledge) -> Button:
    """Join it; what that costs stands on the button."""
    each = pledge.wording.each
    label = t.button("I will too") if each is None else t.button("I will pay %(amount)s too", amount=money(t, each))
    return Button(label, tap=tap("pledge_sign", pledge.code), style=Style.SUCCESS)


def join(t: Words, pledge: Pledge) -> tuple[tuple[Button, ...], ...]:
    """Join it, or its waiting list when every place is taken; with how many hours, where it counts those."""
    if pledge.wording.unit is Unit.HOURS:
        return give_buttons(t, pledge)
    if not pledge.full:
        return ((sign(t, pledge),),)
    return ((Button(t.button("Join the waiting list"), tap=tap("pledge_wait", pledge.code), style=Style.PRIMARY),),)


def who_is_in(t: Words, pledge: Pledge) -> Button:
    """The names, as far as they are shown."""
    return Button(t.button("Who's in"), tap=tap("pledge_who", pledge.code))


def share(t: Words, pledge_code: str) -> Button:
    """Where the bot's own name is not known: asks for the link."""
    return Button(t.button("Share"), tap=tap("pledge_share", pledge_code))


def share_by_link(t: Words, pledge: Pledge, bot: str) -> Button:
    """Telegram's own dialogue for choosing a chat: to send the card there, or, without inline mode, the pledge's link
    and its sentence."""
    wording = pledge.wording
    address = f"https://t.me/share/url?url={quoted(link(pledge, bot), safe='')}&text="
    texts = (unmarked(sentence_of(pledge)), shortened(unmarked(markup(promise_of(wording, wording.language)))))
    fitting = next((text for text in texts if len(address + quoted(text, safe="")) <= _ADDRESS_LENGTH), "")
    live = pledge.code if pledge.listed else None
    return Button(t.button("Share"), url=address + quoted(fitting, safe=""), share=live)


def share_card(t: Words, pledge: Pledge) -> Button:
    """The same where inline mode is at work."""
    return Button(t.button("Share"), share=pledge.code)


def keep_in_calendar(t: Words, pledge_code: str) -> Button:
    """The deed as a file for calendars."""
    return Button(t.button("Add to calendar"), tap=tap("pledge_calendar", pledge_code))


def show(t: Words, pledge_code: str) -> Button:
    """To the pledge's card."""
    return Button(t.button("Show %(code)s", code=Phrase(pledge_code)), tap=tap("pledge_show", pledge_code))


def mute(t: Words, pledge_code: str) -> Button:
    """Under a message: no more of these. It says of which, since several messages may come as one."""
    return Button(t.button("Mute %(code)s", code=Phrase(pledge_code)), tap=tap("pledge_mute", pledge_code))


def link(pledge: Pledge, bot: str) -> str:
    """Opens the pledge in private with the bot."""
    return f"https://t.me/{bot}?start=p_{pledge.code}"
