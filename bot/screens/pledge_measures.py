"""Heads, hours and money in words: how much is needed, how much is there, what each gives."""

from decimal import Decimal
from typing import Final

from babel.numbers import format_decimal

from bot.core.minutes import HOUR
from bot.pledges.answers import Step
from bot.pledges.form import Form
from bot.pledges.measures.limits import minor_in
from bot.pledges.notices import PledgeFacts
from bot.pledges.wording import HOURS, Measure, Money, Unit, Wording
from bot.screens import format as put
from bot.screens.html import Html, Phrase, isolated
from bot.screens.model import Button, Style
from bot.screens.taps import tap
from bot.screens.words import Words

MEASURED: Final = frozenset({Step.THRESHOLD, Step.MINIMUM, Step.UNIT, Step.EACH})
"""What is asked about how much."""
_THRESHOLDS: Final = (3, 5, 10, 20)
_THRESHOLDS_IN_HOURS: Final = (10, 20, 40)


def amount(t: Words, n: int, measure: Measure) -> Phrase:
    """ "6", "20 hours", "2.5 hours", "£140.00", in the reader's language."""
    match measure.unit:
        case Unit.HOURS:
            return _in_hours(t, n)
        case Unit.MONEY:
            return money(t, Money(n, measure.currency or ""))
    return t.number(n)


def money(t: Words, sum_: Money) -> Phrase:
    """ "£10", "£10.50"."""
    whole = not sum_.minor % minor_in(sum_.currency)
    said = (put.whole_money if whole else put.money)(t, sum_.minor, sum_.currency)
    return Phrase(isolated(str(said))) if t.rtl else said  # its sign may run the other way


def progress(t: Words, done: int, needed: int, measure: Measure) -> Phrase:
    """ "14 of 20 hours" and a bar."""
    if measure.unit is Unit.PEOPLE:
        return Phrase(put.progress(t, done, needed))
    there = _bare(t, done) if measure.unit is Unit.HOURS else amount(t, done, measure)
    # Translators: 6 of 10, then a bar of ten marks
    return t.plain(
        "%(done)s of %(needed)s %(bar)s", done=there, needed=amount(t, needed, measure), bar=put.bar(done, needed)
    )


def _in_hours(t: Words, minutes: int) -> Phrase:
    """Babel knows the hours of most languages, but not of Welsh."""
    whole, rest = divmod(minutes, HOUR)
    if not rest:
        return t.plain_count("%(n)s hour", "%(n)s hours", whole)
    # Translators: %(amount)s is not whole: 2.5 hours
    return t.plain("%(amount)s hours", amount=_bare(t, minutes))


def _bare(t: Words, minutes: int) -> Phrase:
    return Phrase(format_decimal(_hours(minutes), locale=t.locale, numbering_system="default"))


def _hours(minutes: int) -> Decimal:
    """Whole or half ones; what lies between (a forecast) is rounded down to a tenth."""
    return Decimal(minutes * 10 // HOUR) / 10


def condition(t: Words, wording: Wording | PledgeFacts) -> Html:
    """The others' half of a sentence that counts hours or money."""
    # Translators: the second half of a pledge's sentence: "if 20 hours come together", "if £200 come together"
    return t.say("if %(amount)s come together", amount=amount(t, wording.threshold, wording.measure))


def counts(t: Words, wording: Wording) -> Html:
    """What is counted, among the options."""
    return t.say("Counted: %(what)s.", what=counted(t, wording.unit, wording.each))


def counted(t: Words, unit: Unit, each: Money | None) -> Phrase:
    """The same alone."""
    if each is not None:
        return t.plain("money, %(amount)s from each", amount=money(t, each))
    return t.plain("hours, everybody says how many") if unit is Unit.HOURS else t.plain("people")


def measured_picks(t: Words, step: Step, unit: Unit) -> list[tuple[str, object]]:
    """What can be counted, and the common answers to how much: the label and the value of each button."""
    if step is Step.UNIT:
        return [
            (t.button("People"), Unit.PEOPLE),
            (t.button("Hours"), Unit.HOURS),
            (t.button("Money"), Unit.MONEY),
        ]
    if unit is Unit.PEOPLE:
        return [(t.button("%(number)s others", number=number), number) for number in _THRESHOLDS]
    some = _THRESHOLDS_IN_HOURS if unit is Unit.HOURS else ()
    return [(amount(t, hours * HOUR, HOURS), f"{hours}h") for hours in some]


def measured_question(t: Words, step: Step, unit: Unit, each: Money | None) -> Html | None:
    """What is asked where not only heads count; None: what is asked of everybody."""
    match step:
        case Step.THRESHOLD if unit is Unit.HOURS:
            return t.say(
                "<b>How many hours have to come together?</b> Yours are not counted. Choose or write a number."
            )
        case Step.THRESHOLD if each is not None or unit is Unit.MONEY:
            return t.say(
                "<b>How many others have to join, or how much has to come together?</b> Write a number of people, or a "
                "sum, for example: 20, or %(sum)s",
                sum=t.number(200) if each is None else money(t, Money(each.minor * 20, each.currency)),
            )
        case Step.MINIMUM if unit is not Unit.PEOPLE:
            return t.say("<b>If it is nearly enough by the deadline, how much would do for you?</b> Write a number.")
    return None


def enough(t: Words, minimum: int, measure: Measure) -> Html:
    """With how much to go ahead after a near miss."""
    return t.say("Nearly enough: you would go ahead with %(amount)s.", amount=amount(t, minimum, measure))


def measured(t: Words, form: Form, step: Step) -> str | None:
    """The answer to a question about how much; None: the usual."""
    answer = form.answer(step)
    match step:
        case Step.EACH if isinstance(answer, Money):
            return money(t, answer)
        case Step.UNIT | Step.EACH:
            return counted(t, form.unit, form.each)
    unknown = answer is None or (form.unit is Unit.MONEY and form.each is None)
    return None if unknown else amount(t, answer, form.measure)


def how_much(t: Words, pledge: PledgeFacts) -> Html:
    """After a near miss, to its creator."""
    if pledge.unit is not Unit.PEOPLE:
        return t.say("How much is enough for you?")
    return t.say("How many of them are enough for you?")


def yes_with(t: Words, pledge_code: str, choices: tuple[int, ...], measure: Measure) -> tuple[tuple[Button, ...], ...]:
    """The creator's yes, with so much or more."""
    labels = {n: t.button("Yes, with %(n)s or more", n=amount(t, n, measure)) for n in choices}
    return tuple(
        (Button(label, tap=tap("rescue_go", pledge_code, n), style=Style.SUCCESS),) for n, label in labels.items()
    )
