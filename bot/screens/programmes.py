"""Programmes that issue hours: what organisers see of them, and what cannot be done."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.screens import format as put
from bot.screens.choices import excerpt
from bot.screens.html import Html, Phrase, bold, isolated, lines, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.programmes import refusals as no
from bot.timebank.programmes.founding import Programmes, Standing


def programmes(t: Words, now: Programmes) -> Screen:
    """Each with what it has issued and what is left."""
    where = now.community
    text = paragraphs(
        bold(t.plain("Programmes of %(title)s", title=excerpt(where.title))),
        t.say("Whoever logs hours can say that they were for one of these. Its budget is what you may approve for it."),
        *([_standing(t, each) for each in now.all] or [t.say("There is none yet.")]),
    )
    new = Button(t.button("New programme, or another budget"), tap=tap("programme_new", where.id))
    return Screen(text, ((new,), (Button(t.button("Back"), tap=tap("bank", where.id)),)))


def asking(t: Words, *, problem: str | None) -> Screen:
    """The question that is open. `problem` is what was wrong with the answer."""
    question = t.say("What is it called, and how many hours may it give? For example: %(example)s", example=_example(t))
    same = t.say("The name of one that you have gives it the new budget.")
    return Screen(paragraphs(None if problem is None else bold(problem), lines(question, same)))


def _standing(t: Words, each: Standing) -> Html:
    return lines(
        bold(each.programme.name),
        t.say(
            "%(issued)s of %(budget)s issued, %(left)s left",
            issued=put.duration(t, each.issued),
            budget=put.duration(t, each.programme.budget),
            left=put.duration(t, each.left),
        ),
    )


def _example(t: Words) -> str:
    # Translators: the name of a programme, in the example: Winter meals 200h
    name = t.plain("Winter meals")
    return isolated(f"{name} 200h")


def _no_budget(t: Words, _refusal: Refusal, _reader: Reader) -> Phrase:
    return t.plain("How many hours may it give? Write it like this: %(example)s", example=_example(t))


def _out_of_range(t: Words, refusal: no.BudgetOutOfRange, _reader: Reader) -> Phrase:
    return t.plain("A budget is more than nothing, and at most %(time)s.", time=put.duration(t, refusal.most))


def _unfit(t: Words, refusal: no.ProgrammeNameUnfit, _reader: Reader) -> Phrase:
    return t.plain("A programme needs a name of at most %(most)s characters.", most=refusal.name_most)


def _spent(t: Words, refusal: no.BudgetIsSpent, _reader: Reader) -> Phrase:
    return t.plain("That is less than it has issued already: %(time)s.", time=put.duration(t, refusal.issued))


def _too_many(t: Words, refusal: no.TooManyProgrammes, _reader: Reader) -> Phrase:
    return t.plain("There are %(most)s programmes already, and no more fit here.", most=refusal.programmes_most)


def _over(t: Words, refusal: no.OverBudget, _reader: Reader) -> Phrase:
    return t.plain(
        "The budget of %(name)s has only %(time)s left. Adjust the hours, or give it a larger budget.",
        name=refusal.name,
        time=put.duration(t, refusal.left),
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.NoBudgetRead: _no_budget,
    no.BudgetOutOfRange: _out_of_range,
    no.ProgrammeNameUnfit: _unfit,
    no.BudgetIsSpent: _spent,
    no.TooManyProgrammes: _too_many,
    no.OverBudget: _over,
}
