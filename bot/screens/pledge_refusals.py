"""The sentences of everything that pledges refuse: one each, and what to do instead."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.pledges import course_refusals as course
from bot.pledges import deed_refusals as deed_no
from bot.pledges import refusals as no
from bot.pledges import speaking_refusals as unspoken
from bot.pledges.refusals import Part
from bot.screens import paper_refusals
from bot.screens.pledge_measures import amount
from bot.screens.pledge_wording import day_of
from bot.screens.words import Words

_TEXT_SHOWN: Final = 40
"""Characters of what somebody typed that a refusal repeats."""


def _a_little_more(t: Words, n: int) -> str:
    return t.plain_count(
        "Say a little more: at least %(n)s character.", "Say a little more: at least %(n)s characters.", n
    )


_MORE: Final[Mapping[Part, Callable[[Words, int], str]]] = {
    Part.ACTION: lambda t, n: t.plain_count(
        "Say a little more about what you will do: at least %(n)s character.",
        "Say a little more about what you will do: at least %(n)s characters.",
        n,
    ),
    Part.REASON: lambda t, n: t.plain_count(
        "Say a little more about the reason: at least %(n)s character.",
        "Say a little more about the reason: at least %(n)s characters.",
        n,
    ),
    Part.PLACE: lambda t, n: t.plain_count(
        "Say a little more about the place: at least %(n)s character.",
        "Say a little more about the place: at least %(n)s characters.",
        n,
    ),
    **dict.fromkeys((Part.DETAIL, Part.IN_RETURN, Part.OFFICE), _a_little_more),
    Part.ANNOUNCEMENT: lambda t, _: t.plain("There is nothing to read in that. Please write a few words."),
}


def _too_short(t: Words, refusal: no.TextTooShort, _: Reader) -> str:
    if refusal.part in _MORE:
        return _MORE[refusal.part](t, refusal.least)
    return t.plain_count(
        "Say a little more about the others: at least %(n)s character.",
        "Say a little more about the others: at least %(n)s characters.",
        refusal.least,
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


def _no_more_news(t: Words, refusal: unspoken.AnnouncementsUsedUp, _: Reader) -> str:
    return t.plain("All %(most)s messages have been written, and no more are sent.", most=refusal.most)


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
    unspoken.NotInPledge: lambda t, _, __: t.plain(
        "You are not in this pledge, so I tell you nothing about it anyway."
    ),
    unspoken.NothingAhead: lambda t, _, __: t.plain(
        "There is nothing more to tell on the way. How it comes out I tell everybody who is in."
    ),
    no.PledgeOver: lambda t, _, __: t.plain("This pledge has ended, so there is nothing left to change."),
    deed_no.TimeHasCome: lambda t, _, __: t.plain(
        "The time has come, so nobody withdraws any more. If you can't do it, press “Can't” on the pledge."
    ),
    deed_no.NotTimeYet: lambda t, refusal, reader: t.plain(
        "It is not time yet: I will ask you after %(begins)s.", begins=day_of(t, refusal.begins, reader)
    ),
    deed_no.NothingOwed: lambda t, _, __: t.plain("You are not in this pledge, so you owe it nothing."),
    deed_no.OwnDeed: lambda t, _, __: t.plain(
        "Nobody confirms their own deed: ask whoever leads it, or another organiser."
    ),
    no.AlreadyTipped: lambda t, _, __: t.plain(
        "People count on it: enough have signed. Only an organiser can cancel it now; ask one of them."
    ),
    course.NotAsked: lambda t, _, __: t.plain(
        "That is asked only of whoever began this pledge or had signed it in time."
    ),
    course.NotYours: lambda t, _, __: t.plain("Only whoever began this pledge can change it."),
    course.ThresholdReached: lambda t, _, __: t.plain("Enough people have signed, so the number stays as it is."),
    course.ThresholdInOwnWords: lambda t, _, __: t.plain(
        "The number stands in your own words, so I cannot change it. Cancel the pledge and begin a new one."
    ),
    course.NothingToLower: lambda t, _, __: t.plain("One more signature is enough, so the number cannot go lower."),
    course.DeadlineMovedBefore: lambda t, _, __: t.plain("The deadline was moved before, and that can be done once."),
    course.DeadlineAfterDeed: lambda t, refusal, reader: t.plain(
        "It is to be done on %(day)s: choose a date that is not later.", day=day_of(t, refusal.act_on, reader)
    ),
    course.DeadlineNotLater: lambda t, refusal, reader: t.plain(
        "It can be moved to later only: write a date after %(deadline)s.", deadline=day_of(t, refusal.deadline, reader)
    ),
    course.DeadlineMovedTooFar: lambda t, refusal, reader: t.plain(
        "It can be moved by %(days)s days at most: write a date up to %(deadline)s.",
        days=refusal.days,
        deadline=day_of(t, refusal.latest, reader),
    ),
    course.DetailsFull: lambda t, _, __: t.plain("The details are as long as they can be."),
    course.OwnReport: lambda t, _, __: t.plain("This is your own pledge: you can cancel it instead."),
    course.RescueOver: lambda t, _, __: t.plain("The time to answer is over. The pledge shows what came of it."),
    unspoken.NotLeading: lambda t, _, __: t.plain("Only whoever leads this pledge can write to everybody who is in."),
    unspoken.NoLeaderNeeded: lambda t, _, __: t.plain("Nobody has to be found to lead this pledge (any more)."),
    unspoken.NotAliveYet: lambda t, _, __: t.plain(
        "You can write to everybody once enough people have signed. Until then, share it."
    ),
    unspoken.NobodyToTell: lambda t, _, __: t.plain("Nobody is in any more, so there is nobody to write to."),
    unspoken.AnnouncedToday: lambda t, _, __: t.plain("They have been written to today. You can write again tomorrow."),
    unspoken.AnnouncementsUsedUp: _no_more_news,
    no.TextTooShort: _too_short,
    no.TextTooLong: _too_long,
    no.ActionNotUnderstood: lambda t, _, __: t.plain(
        "Say it so that it makes a sentence after “I will …”, for example: bring my van. Or write “I will” as well."
    ),
    no.ThresholdNotUnderstood: lambda t, _, __: t.plain("How many others? Please write a number, for example 10."),
    no.ThresholdNotWhole: lambda t, _, __: t.plain("Please write a whole number in digits only, for example 1500."),
    no.ThresholdTooSmall: lambda t, _, __: t.plain("At least one other person has to join: write 1 or more."),
    no.CapacityTooSmall: lambda t, refusal, _: t.plain(
        "There have to be places for all who are needed: write %(least)s or more.", least=refusal.least
    ),
    no.MinimumTooLarge: lambda t, refusal, _: t.plain(
        "With more than %(most)s it happens anyway: write %(most)s or fewer.",
        most=amount(t, refusal.most, refusal.measure),
    ),
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
    deed_no.DeedTooEarly: lambda t, refusal, reader: t.plain(
        "People can sign until %(deadline)s. Choose a later day for the deed, or press Skip.",
        deadline=day_of(t, refusal.deadline, reader),
    ),
    no.TooManyPledges: _too_many,
    **paper_refusals.REFUSALS,
    no.NoForm: lambda t, _, __: t.plain("This form is closed. Send /pledge to begin a new one."),
}
