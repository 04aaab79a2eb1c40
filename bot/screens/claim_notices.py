"""What people are told about hours given to the community, and what cannot be done with them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.outbox.model import Notice
from bot.screens import format as put
from bot.screens.choices import about, excerpt
from bot.screens.html import Html, Phrase, bold, lines, paragraphs, quote
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.timebank import balance_button
from bot.screens.words import Words
from bot.timebank.claims import refusals as no
from bot.timebank.claims.model import ClaimState
from bot.timebank.claims.notices import HoursApproved, HoursDeclined, HoursWaiting, HoursWaitLong


def approved(t: Words, notice: HoursApproved, reader: Reader) -> Screen:
    """To whoever gave the hours."""
    less = None
    if notice.minutes != notice.asked:
        less = t.say("You had asked for %(time)s.", time=put.duration(t, notice.asked))
    text = paragraphs(
        bold(t.plain("Approved: %(time)s. Thank you!", time=put.duration(t, notice.minutes))),
        _which(t, notice),
        lines(less, _reason(t, notice.reason)) if less or notice.reason else None,
        about(t, reader.about),
        None if notice.can_spend is None else t.say("You can spend: %(time)s", time=put.duration(t, notice.can_spend)),
    )
    return Screen(text, () if notice.community is None else ((balance_button(t, notice.community),),))


def declined(t: Words, notice: HoursDeclined, reader: Reader) -> Screen:
    """To whoever logged the hours."""
    heading = bold(t.plain("Not credited: %(time)s.", time=put.duration(t, notice.minutes)))
    text = paragraphs(
        heading,
        _which(t, notice),
        _reason(t, notice.reason),
        about(t, reader.about),
        t.say("If that is not right, talk with an organiser, or log it again."),
    )
    return Screen(text)


def waiting(t: Words, notice: HoursWaiting, reader: Reader) -> Screen:
    """To those who organise."""
    heading = t.plain_count("%(n)s entry of hours waits.", "%(n)s entries of hours wait.", notice.number)
    since = None
    if notice.days:
        since = t.count("The oldest has waited for %(n)s day.", "The oldest has waited for %(n)s days.", notice.days)
    look = Button(t.button("Look at the hours"), tap=tap("claim_page", notice.community, 0))
    return Screen(paragraphs(bold(heading), since, about(t, reader.about)), ((look,),))


def wait_long(t: Words, notice: HoursWaitLong, _reader: Reader) -> Screen:
    """In the group, when nobody has looked for two weeks."""
    text = t.count(
        "Hours given to the community have been waiting for %(n)s day. Organisers: write /approvals to me.",
        "Hours given to the community have been waiting for %(n)s days. Organisers: write /approvals to me.",
        notice.days,
    )
    return Screen(text)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    HoursApproved: approved,
    HoursDeclined: declined,
    HoursWaiting: waiting,
    HoursWaitLong: wait_long,
}


def _which(t: Words, notice: HoursApproved | HoursDeclined) -> Html:
    return lines(put.day(t, notice.on), quote(excerpt(notice.words)))


def _reason(t: Words, reason: str | None) -> Html | None:
    return None if reason is None else t.say("The reason: %(reason)s", reason=excerpt(reason))


def _settled(t: Words, refusal: no.ClaimIsSettled, _reader: Reader) -> Phrase:
    match refusal.state:
        case ClaimState.APPROVED:
            return t.plain("These hours are approved already.")
        case ClaimState.DECLINED:
            return t.plain("These hours have been declined already.")
        case _:
            return t.plain("These hours are not asked for any more.")


def _too_long_ago(t: Words, refusal: no.TooLongAgo, _reader: Reader) -> Phrase:
    return t.plain_count(
        "That is too long ago: hours can be logged up to %(n)s day back.",
        "That is too long ago: hours can be logged up to %(n)s days back.",
        refusal.days_most,
    )


def _more_than_a_day(t: Words, refusal: no.MoreThanADay, _reader: Reader) -> Phrase:
    return t.plain(
        "Together that is more than a day has: you have logged %(time)s for that day already.",
        time=put.duration(t, refusal.logged),
    )


def _too_many(t: Words, refusal: no.TooManyWaiting, _reader: Reader) -> Phrase:
    return t.plain_count(
        "%(n)s entry of yours waits already: an organiser has to look at it first.",
        "%(n)s entries of yours wait already: an organiser has to look at them first.",
        refusal.claims_most,
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.NoTimeRead: lambda t, _, __: t.plain("I did not understand how long it took. Write it like this: 2h30"),
    no.InTheFuture: lambda t, _, __: t.plain("That day is yet to come: log the hours when you have given them."),
    no.TooLongAgo: _too_long_ago,
    no.MoreThanADay: _more_than_a_day,
    no.TooManyWaiting: _too_many,
    no.UnknownClaim: lambda t, _, __: t.plain("I know no such hours of yours here."),
    no.ClaimIsSettled: _settled,
    no.ClaimHasChanged: lambda t, _, __: t.plain("Something here has changed meanwhile. Please look again."),
    no.OwnClaim: lambda t, _, __: t.plain("These are your own hours: another organiser has to look at them."),
    no.ReasonMissing: lambda t, _, __: t.plain("Please add a reason in your own words: they are told."),
}
