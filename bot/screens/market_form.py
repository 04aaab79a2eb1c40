"""The short form behind /offer and /need."""

from typing import Final

from bot.screens import format as put
from bot.screens.choices import link, pairs
from bot.screens.html import Html, bold, code, lines, paragraphs, quote
from bot.screens.market_words import CATEGORIES, facts
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.market.form import ANY, Form, Step
from bot.timebank.market.model import Side

_USUAL_TIMES: Final = (30, 60, 120, 240)
IN_PRIVATE: Final = "form"
"""The payload of the link to the open form."""


def question(t: Words, form: Form, *, problem: str | None = None) -> Screen:
    """What is asked now, below what has been said."""
    line = form.line
    said = lines(quote(line.text), facts(t, line.category, line.minutes, line.area)) if line.text else None
    text = paragraphs(None if problem is None else bold(problem), said, _question(t, form))
    steps = [] if form.step is Step.TEXT else [Button(t.button("Back"), tap=tap("market_back", form.token))]
    steps.append(Button(t.button("Cancel"), tap=tap("market_stop", form.token)))
    return Screen(text, (*_choices(t, form), tuple(steps)))


def go_on_in_private(t: Words, bot: str, example: str) -> Screen:
    """In a group: the questions belong into the private chat."""
    door = Button(t.button("Go on in private"), url=link(bot, f"m_{IN_PRIVATE}"), style=Style.PRIMARY)
    text = paragraphs(t.say("Let us go on in private. Or write it all in one line here:"), code(example))
    return Screen(text, ((door,),))


def stopped(t: Words) -> Html:
    """Not posted after all."""
    return t.say("Cancelled: nothing is in the market.")


def _question(t: Words, form: Form) -> Html:
    match form.step:
        case Step.TEXT if form.side is Side.OFFER:
            return t.say("What do you offer? Write it in a few words, for example <i>bike repair</i>.")
        case Step.TEXT:
            return t.say("What do you need? Write it in a few words, for example <i>somebody to water my plants</i>.")
        case Step.CATEGORY:
            return t.say("What kind of help is it?")
        case Step.TIME:
            return t.say("How long may it take? Choose, or type it, for example <code>1h30</code>.")
    return t.say("Where? Type a street or a place, if it matters. Do not write your address: everybody here sees it.")


def _choices(t: Words, form: Form) -> tuple[tuple[Button, ...], ...]:
    def choice(label: str, value: object) -> Button:
        return Button(label, tap=tap("market_pick", form.token, form.step, value))

    match form.step:
        case Step.CATEGORY:
            return pairs([choice(name(t), category.value) for category, name in CATEGORIES.items()])
        case Step.TIME:
            times = pairs([choice(put.duration(t, minutes), minutes) for minutes in _USUAL_TIMES])
            return (*times, (choice(t.button("It depends"), ANY),))
        case Step.AREA:
            return ((choice(t.button("Anywhere here"), ANY),),)
    return ()
