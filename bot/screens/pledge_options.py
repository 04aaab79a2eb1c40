"""What can be said of a pledge besides its sentence: places, a near miss, details."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.pledges.answers import Step
from bot.pledges.series.model import Rule
from bot.pledges.wording import HEADS, Measure, Unit, Wording
from bot.screens.choices import pairs
from bot.screens.html import Html, bold, lines, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.pledge_measures import counts, enough
from bot.screens.taps import tap
from bot.screens.words import Words

_IN_A_ROW: Final = 3
QUESTION: Final[Mapping[Step, Callable[[Words], Html]]] = {
    Step.CAPACITY: lambda t: t.say(
        "<b>How many people can be in at most?</b> Others wait for a place. Choose or write a number."
    ),
    Step.MINIMUM: lambda t: t.say(
        "<b>If it is nearly enough by the deadline, with how many would you go ahead?</b> Choose or write a number."
    ),
    Step.DETAIL: lambda t: t.say(
        "<b>What else should people know?</b> Where you meet, what to bring: in at most 1,000 characters."
    ),
    Step.UNIT: lambda t: t.say(
        "<b>What has to come together?</b> People; hours, of which everybody says how many they give; or money, the "
        "same from each. I take no money: people pay you themselves, once it is happening."
    ),
    Step.EACH: lambda t: t.say("<b>How much does each pay?</b> Write a sum, for example 10 or 2.50."),
    Step.REPEATS: lambda t: t.say(
        "<b>Does it come again?</b> Each round is a pledge of its own, with the same sentence. Choose how often."
    ),
}
"""What is asked of who wants to say it."""

USUAL_ANSWER: Final[Mapping[Step, Callable[[Words], str]]] = {
    Step.CAPACITY: lambda t: t.button("As many as like"),
    Step.MINIMUM: lambda t: t.button("Ask me then"),
    Step.DETAIL: lambda t: t.button("Nothing more"),
    Step.REPEATS: lambda t: t.button("Never"),
}
"""The button of who does not."""


def how_often(t: Words, rule: Rule) -> str:
    """How far it is from one round to the next."""
    match rule:
        case Rule.WEEKLY:
            return t.button("Every week")
        case Rule.FORTNIGHTLY:
            return t.button("Every two weeks")
        case Rule.MONTHLY:
            return t.button("Every month, same date")
        case Rule.MONTHLY_WEEKDAY:
            return t.button("Every month, same weekday")


def comes_again(t: Words, rule: Rule | None) -> Html | None:
    """That it comes again; nothing where it does not."""
    return None if rule is None else t.say("Repeats: %(how_often)s", how_often=how_often(t, rule))


def options(t: Words, wording: Wording, minimum: int | None, token: str, *, repeats: Rule | None) -> Screen:
    """The options as they are, and a button to change each."""
    text = paragraphs(
        bold(t.plain("More options")),
        lines(
            capacity(t, wording.capacity) or t.say("Places: as many as like."),
            near_miss(t, minimum, wording.measure)
            or t.say("Nearly enough: I ask you then with how many you would go ahead."),
            comes_again(t, repeats) or t.say("Repeats: never."),
        ),
        detail(t, wording.detail) or t.say("Details: none."),
        counts(t, wording),
    )
    labels = {
        Step.CAPACITY: t.button("Places"),
        Step.MINIMUM: t.button("Nearly enough"),
        Step.DETAIL: t.button("Details"),
        Step.UNIT: t.button("People, hours, money"),
        Step.REPEATS: t.button("Repeats"),
    }
    changes = [Button(label, tap=tap("pledge_edit", token, step)) for step, label in labels.items()]
    return Screen(text, (*pairs(changes), (Button(t.button("Back"), tap=tap("pledge_back", token)),)))


def capacity(t: Words, most: int | None) -> Html | None:
    """How many can be in; nothing where all can."""
    if most is None:
        return None
    return t.count(
        "Places: %(n)s person can be in, others can wait for a place.",
        "Places: %(n)s people can be in, others can wait for a place.",
        most,
    )


def near_miss(t: Words, minimum: int | None, measure: Measure = HEADS) -> Html | None:
    """With how many to go ahead; nothing where that is still to be asked."""
    if minimum is None:
        return None
    if measure.unit is not Unit.PEOPLE:
        return enough(t, minimum, measure)
    return t.count(
        "Nearly enough: you would go ahead with %(n)s person.",
        "Nearly enough: you would go ahead with %(n)s people.",
        minimum,
    )


def detail(t: Words, text: str | None) -> Html | None:
    """What else people should know; nothing where that is all."""
    return None if text is None else t.say("Details: %(detail)s", detail=text)
