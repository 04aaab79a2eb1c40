"""What people are told about vouchers and venues, and what cannot be with them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.outbox.model import Notice
from bot.screens import format as put
from bot.screens.choices import about, excerpt
from bot.screens.html import Phrase, bold, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.rewards import all_rewards, can_spend
from bot.screens.taps import tap
from bot.screens.timebank import balance_button
from bot.screens.words import Words
from bot.timebank.rewards import refusals as no
from bot.timebank.rewards.notices import StaffNamed, VoucherCalledOff, VoucherExpired, VoucherUsed


def used(t: Words, notice: VoucherUsed, reader: Reader) -> Screen:
    """To whoever has used it: the hours are the venue's now."""
    said = t.plain(
        "%(venue)s has accepted your voucher: %(title)s, for %(time)s.",
        venue=notice.venue,
        title=notice.title,
        time=put.duration(t, notice.minutes),
    )
    return _told(t, said, notice, reader)


def expired(t: Words, notice: VoucherExpired, reader: Reader) -> Screen:
    """To whoever has not used it."""
    said = t.plain(
        "The time of your voucher is over: %(title)s at %(venue)s. Its %(time)s are yours again.",
        venue=notice.venue,
        title=notice.title,
        time=put.duration(t, notice.minutes),
    )
    return _told(t, said, notice, reader)


def called_off(t: Words, notice: VoucherCalledOff, reader: Reader) -> Screen:
    """To whoever has it: the venue does not give it any more."""
    said = t.plain(
        "Your voucher was called off: %(title)s at %(venue)s. Its %(time)s are yours again.",
        venue=notice.venue,
        title=notice.title,
        time=put.duration(t, notice.minutes),
    )
    return _told(t, said, notice, reader)


def named(t: Words, notice: StaffNamed, reader: Reader) -> Screen:
    """To whoever works at a venue from now on."""
    text = paragraphs(
        bold(t.plain("You accept vouchers for %(venue)s now.", venue=notice.venue)),
        about(t, reader.about),
        t.say("Scan the QR code that people show you, or write /voucher and the code: then press “Accept”."),
    )
    return Screen(text, ((Button(t.button("To the venue"), tap=tap("venue", notice.community, notice.number)),),))


def _told(t: Words, said: Phrase, notice: VoucherUsed | VoucherExpired | VoucherCalledOff, reader: Reader) -> Screen:
    text = paragraphs(bold(said), about(t, reader.about), can_spend(t, notice.can_spend))
    return Screen(text, ((balance_button(t, notice.community), all_rewards(t)),))


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    VoucherUsed: used,
    VoucherExpired: expired,
    VoucherCalledOff: called_off,
    StaffNamed: named,
}


def _too_long(t: Words, refusal: no.RewardTextTooLong, _reader: Reader) -> Phrase:
    return t.plain(
        "That is too long: it may have %(most)s characters, and yours has %(length)s.",
        most=refusal.text_most,
        length=refusal.text_length,
    )


def _none_left(t: Words, refusal: no.NoneLeft, _reader: Reader) -> Phrase:
    return t.plain("All of this week are taken. There are new ones on %(date)s.", date=put.day(t, refusal.again_on))


def _nobody(t: Words, refusal: no.NobodyToName, _reader: Reader) -> Phrase:
    if not refusal.name:
        return t.plain("I do not know them as a resident here: only those who have written in the group, or joined.")
    return t.plain("I know no resident called “%(text)s” here.", text=excerpt(refusal.name))


def _price(t: Words, refusal: no.PriceNotUnderstood, _reader: Reader) -> Phrase:
    return t.plain(
        "How many hours? Write for example 3h or 45 min, at most %(most)s.", most=put.duration(t, refusal.most)
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.UnknownVenue: lambda t, _, __: t.plain("I know no such venue of yours here."),
    no.UnknownReward: lambda t, _, __: t.plain("I know no such reward here."),
    no.UnknownVoucher: lambda t, _, __: t.plain(
        "I know no such voucher of yours, or for a venue of yours. Please look at its eight characters again."
    ),
    no.NotYourVenue: lambda t, refusal, _: t.plain(
        "This voucher is for another venue: %(venue)s.", venue=excerpt(refusal.venue)
    ),
    no.OwnVoucher: lambda t, _, __: t.plain("Nobody accepts a voucher of their own: ask somebody else of the staff."),
    no.RewardEnded: lambda t, _, __: t.plain("This is not on offer any more."),
    no.NoneLeft: _none_left,
    no.TooManyVouchers: lambda t, refusal, _: t.plain(
        "You have %(most)s vouchers that you have not used, which is as many as one can have.", most=refusal.most
    ),
    no.VoucherOver: lambda t, _, __: t.plain("This voucher is over: it cannot be given back."),
    no.VenueNameTaken: lambda t, refusal, _: t.plain(
        "There is a venue called “%(name)s” already.", name=excerpt(refusal.name)
    ),
    no.EnoughVenues: lambda t, refusal, _: t.plain(
        "There are %(most)s venues, which is as many as can be.", most=refusal.most
    ),
    no.EnoughStaff: lambda t, refusal, _: t.plain(
        "%(most)s people work there, which is as many as can be.", most=refusal.most
    ),
    no.EnoughRewards: lambda t, refusal, _: t.plain(
        "This venue has %(most)s rewards on offer, which is as many as can be.", most=refusal.most
    ),
    no.NobodyToName: _nobody,
    no.NoRewardForm: lambda t, _, __: t.plain("That was answered already, or it is too long ago. Please begin anew."),
    no.RewardTextMissing: lambda t, _, __: t.plain("Please write at least one letter."),
    no.RewardTextTooLong: _too_long,
    no.PriceNotUnderstood: _price,
    no.StockNotUnderstood: lambda t, refusal, _: t.plain(
        "How many each week? Write a number from 1 to %(most)s.", most=refusal.most
    ),
    no.DaysNotUnderstood: lambda t, refusal, _: t.plain(
        "For how many days? Write a number from 1 to %(most)s.", most=refusal.most
    ),
}
