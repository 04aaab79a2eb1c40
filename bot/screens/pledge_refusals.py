"""The sentences of everything that pledges refuse: one each, and what to do instead."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.pledges import refusals as no
from bot.pledges.refusals import Part
from bot.screens.pledge_wording import day_of
from bot.screens.words import Words

_TEXT_SHOWN: Final = 40
"""Characters of what somebody typed that a refusal repeats."""


def _too_short(t: Words, refusal: no.TextTooShort, _: Reader) -> str:
    n = refusal.least
    match refusal.part:
        case Part.ACTION:
            return t.plain_count(
                "Say a little more about what you will do: at least %(n)s character.",
                "Say a little more about what you will do: at least %(n)s characters.",
                n,
            )
        case Part.REASON:
            return t.plain_count(
                "Say a little more about the reason: at least %(n)s character.",
                "Say a little more about the reason: at least %(n)s characters.",
                n,
            )
        case Part.PLACE:
            return t.plain_count(
                "Say a little more about the place: at least %(n)s character.",
                "Say a little more about the place: at least %(n)s characters.",
                n,
            )
    return t.plain_count(
        "Say a little more about the others: at least %(n)s character.",
        "Say a little more about the others: at least %(n)s characters.",
        n,
    )


def _too_long(t: Words, refusal: no.TextTooLong, _: Reader) -> str:
    return t.plain_count(
        "That is too long by %(over)s: please write at most %(n)s character.",
        "That is too long by %(over)s: please write at most %(n)s characters.",
        refusal.most,
        over=refusal.length - refusal.most,
    )


def _too_far(t: Words, refusal: no.DeadlineTooFar, _: Reader) -> str:
    return t.plain_count(
        "That is too far ahead: choose a date within %(n)s year.",
        "That is too far ahead: choose a date within %(n)s years.",
        refusal.years,
    )


def _too_many(t: Words, refusal: no.TooManyPledges, _: Reader) -> str:
    return t.plain_count(
        "You have published %(n)s pledge within a day, and people need time to read. Press Publish again tomorrow.",
        "You have published %(n)s pledges within a day, and people need time to read. Press Publish again tomorrow.",
        refusal.most,
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.NoCode: lambda t, _, __: t.plain(
        "Which pledge? Write its code of five characters behind the command. /pledges shows the codes."
    ),
    no.UnknownPledge: lambda t, refusal, _: t.plain(
        "I know no pledge %(code)s. Check the five characters, or look at /pledges.", code=refusal.pledge[:_TEXT_SHOWN]
    ),
    no.OwnPledge: lambda t, _, __: t.plain("This is your own pledge: you are in it already. Share it with others!"),
    no.PledgeCancelled: lambda t, _, __: t.plain("This pledge was cancelled. Look at /pledges for open ones."),
    no.SigningOver: lambda t, refusal, reader: t.plain(
        "Signing ended on %(deadline)s. Look at /pledges for open ones.",
        deadline=day_of(t, refusal.deadline, reader),
    ),
    no.NotSigned: lambda t, _, __: t.plain("You have not signed this pledge, so there is nothing to withdraw."),
    no.PledgeOver: lambda t, _, __: t.plain("This pledge has ended, so there is nothing left to change."),
    no.AlreadyTipped: lambda t, _, __: t.plain(
        "People count on it: enough have signed. Only an organiser can cancel it now; ask one of them."
    ),
    no.TextTooShort: _too_short,
    no.TextTooLong: _too_long,
    no.ActionNotUnderstood: lambda t, _, __: t.plain(
        "Say it so that it makes a sentence after “I will …”, for example: bring my van. Or write “I will” as well."
    ),
    no.ThresholdNotUnderstood: lambda t, _, __: t.plain("How many others? Please write a number, for example 10."),
    no.ThresholdNotWhole: lambda t, _, __: t.plain("Please write a whole number in digits only, for example 1500."),
    no.ThresholdTooSmall: lambda t, _, __: t.plain("At least one other person has to join: write 1 or more."),
    no.ThresholdTooLarge: lambda t, refusal, _: t.plain("That is too many: write at most %(most)s.", most=refusal.most),
    no.DateNotUnderstood: lambda t, _, __: t.plain(
        "I did not understand the date. Write it like 6 December, 2026-12-06, Friday, in 3 weeks or tomorrow 18:00."
    ),
    no.ImpossibleDate: lambda t, refusal, _: t.plain(
        "“%(date)s” is not in the calendar. Please check it and write it again.", date=refusal.text[:_TEXT_SHOWN]
    ),
    no.DeadlinePast: lambda t, refusal, reader: t.plain(
        "%(deadline)s has passed already. Choose a later date.", deadline=day_of(t, refusal.deadline, reader)
    ),
    no.DeadlineTooFar: _too_far,
    no.DeedTooEarly: lambda t, refusal, reader: t.plain(
        "People can sign until %(deadline)s. Choose a later day for the deed, or press Skip.",
        deadline=day_of(t, refusal.deadline, reader),
    ),
    no.TooManyPledges: _too_many,
    no.NoForm: lambda t, _, __: t.plain("This form is closed. Send /pledge to begin a new one."),
}
