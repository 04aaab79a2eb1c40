"""What those see who put a reward on offer: one question after the other, at last all of it."""

from bot.screens import format as put
from bot.screens.choices import pairs
from bot.screens.html import Html, bold, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.rewards.model import Terms
from bot.timebank.rewards.offering import OfferForm, Step
from bot.timebank.rewards.rules import DAYS_USUAL


def form(t: Words, open_form: OfferForm, *, problem: str | None) -> Screen:
    """The open question of a new offer; at last all of it. `problem` is what was wrong with the answer."""
    text = paragraphs(
        None if problem is None else bold(problem),
        bold(t.plain("A new reward at %(venue)s", venue=open_form.venue.name)),
        _so_far(t, open_form),
        _question(t, open_form.step),
    )
    stop = Button(t.button("Stop"), tap=tap("reward_stop", open_form.venue.community, open_form.venue.id))
    return Screen(text, (*_answers(t, open_form), (stop,)))


def _so_far(t: Words, open_form: OfferForm) -> Html | None:
    terms, done = open_form.terms, list(Step).index(open_form.step)
    known = [_title(terms), _price(t, terms), _stock(t, terms), _days(t, terms), _terms(terms)][:done]
    shown = [each for each in known if each is not None]
    return lines(*shown) if shown else None


def _title(terms: Terms) -> Html:
    return bold(terms.title)


def _price(t: Words, terms: Terms) -> Html:
    return t.say("For %(time)s", time=put.duration(t, terms.minutes))


def _stock(t: Words, terms: Terms) -> Html:
    if terms.per_week is None:
        return t.say("As many as people want")
    return t.count("%(n)s each week", "%(n)s each week", terms.per_week)


def _days(t: Words, terms: Terms) -> Html:
    return t.count("A voucher is good for %(n)s day.", "A voucher is good for %(n)s days.", terms.days)


def _terms(terms: Terms) -> Html | None:
    return None if terms.terms is None else quote(terms.terms)


def _question(t: Words, step: Step) -> Html:
    match step:
        case Step.TITLE:
            return t.say("What is it? For example: an afternoon at the pool")
        case Step.PRICE:
            return t.say("How many hours does it cost? For example: 3h or 1h30")
        case Step.STOCK:
            return t.say("How many can be taken each week? For example: 10")
        case Step.DAYS:
            return t.say("For how many days is a voucher good? For example: 30")
        case Step.TERMS:
            return t.say("Is there anything to know about it? When it can be used, for whom, what to bring.")
        case Step.READY:
            return t.say("Is that right? Once it is on offer it cannot be changed, only ended.")


def _answers(t: Words, open_form: OfferForm) -> tuple[tuple[Button, ...], ...]:
    step = open_form.step.value
    match open_form.step:
        case Step.STOCK:
            return ((Button(t.button("No limit"), tap=tap("reward_choose", step, "-")),),)
        case Step.DAYS:
            return pairs(
                [
                    Button(t.plain_count("%(n)s day", "%(n)s days", days), tap=tap("reward_choose", step, days))
                    for days in DAYS_USUAL
                ]
            )
        case Step.TERMS:
            return ((Button(t.button("Nothing more"), tap=tap("reward_choose", step, "-")),),)
        case Step.READY:
            publish = tap("reward_publish", open_form.token)
            return ((Button(t.button("Put it on offer"), tap=publish, style=Style.PRIMARY),),)
        case _:
            return ()
