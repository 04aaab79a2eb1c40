"""What stands side by side on a screen must fit, or be in the reader's own words: help, a headline, a problem."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.handlers.commands import COMMANDS
from bot.pledges.answers import Step
from bot.pledges.model import PledgeState
from bot.screens.helping import LISTED, HelpEntry, no_code
from bot.screens.html import bold, markup
from bot.screens.words import Words

MADE_UP: Final = "bring gloves"
"""The text of whatever the samples know no better text for."""

Facts = Mapping[str, Any]


def agreed(function: Callable[..., Any], facts: Facts, t: Words) -> Facts:
    """The facts as this screen can really get them."""
    name = f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"
    return {**facts, **_AGREED[name](facts, t)} if name in _AGREED else facts


def _in_the_group(facts: Facts, _: Words) -> Facts:
    """What a card shows to everybody is nobody's own."""
    nobodys = ("own", "signed", "may_cancel", "asked", "waiting", "may_hide", "may_report", "may_write")
    seen = facts["card"].in_return
    in_return = dataclasses.replace(seen, own=False, may_make=False, asked=None, may_confirm=False)
    nothing = {**dict.fromkeys(nobodys, False), "heard": None, "news": None, "in_return": in_return}
    return {"card": dataclasses.replace(facts["card"], **nothing)}


def _headed(facts: Facts, t: Words) -> Facts:
    if facts["headline"] != markup(MADE_UP):
        return {}
    said = t.plain_count("You are in! %(n)s more needed.", "You are in! %(n)s more needed.", 4)
    return {"headline": bold(said) if facts["card"].pledge.state is PledgeState.OPEN else None}


def _asked(facts: Facts, t: Words) -> Facts:
    if facts["problem"] != MADE_UP:
        return {}
    problem = t.plain("How many others? Please write a number, for example 10.")
    return {"problem": problem if facts["asked"].step is Step.THRESHOLD else None}


def _for_whom_it_is(facts: Facts, _: Words) -> Facts:
    return {} if facts["at_home"] else {"topics": LISTED}


def _one_command(facts: Facts, t: Words) -> Facts:
    return {"entry": _entry("sign", facts["entry"], t)}


def _one_topic(facts: Facts, t: Words) -> Facts:
    names = [name for name, command in COMMANDS.items() if command.task is facts["task"]]
    return {"entries": [_entry(name, each, t) for each in facts["entries"][:1] for name in names]}


def _organised(facts: Facts, t: Words) -> Facts:
    return {"example": _entry("show", facts["example"], t)}


def _entry(name: str, made: HelpEntry, t: Words) -> HelpEntry:
    """Help as it is really given; a hostile one stays as it is."""
    if made.example != MADE_UP:
        return made
    command = COMMANDS[name]
    unfinished = made.unfinished and command.about is not None
    return HelpEntry(
        name, command.explanation(t), command.example(t, no_code(t) if unfinished else "7K2MQ"), unfinished
    )


_AGREED: Final[Mapping[str, Callable[[Facts, Words], Facts]]] = {
    "pledges.group_card": _in_the_group,
    "pledges.private_card": _headed,
    "pledge_form.question": _asked,
    "helping.front": _for_whom_it_is,
    "helping.command": _one_command,
    "helping.topic": _one_topic,
    "helping.organising": _organised,
}
