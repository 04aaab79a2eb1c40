"""What people see of vouchers: their own, with the code and the QR code; and at the till, one to accept."""

from typing import Final

from bot.communities.model import Reader
from bot.screens import format as put
from bot.screens.choices import excerpt, link
from bot.screens.html import Html, Phrase, bold, code, isolated, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.rewards import all_rewards
from bot.screens.taps import tap
from bot.screens.timebank import balance_button
from bot.screens.words import Words
from bot.timebank.rewards.listing import MyVouchers
from bot.timebank.rewards.model import VoucherState, VoucherView

_TITLE_SHOWN: Final = 30
"""Characters of a title on a button."""


def voucher(t: Words, view: VoucherView, reader: Reader) -> Screen:
    """A voucher for its holder."""
    text = paragraphs(
        bold(t.plain("Voucher: %(title)s", title=view.offer.terms.title)),
        code(view.voucher.code) if view.state is VoucherState.OPEN else None,
        _at(t, view),
        _own_state(t, view, reader),
        None if view.offer.terms.terms is None else quote(view.offer.terms.terms),
    )
    if view.state is not VoucherState.OPEN:
        return Screen(text, ((balance_button(t, view.voucher.community), all_rewards(t)),))
    rows = (
        (Button(t.button("Show the QR code"), tap=tap("voucher_qr", view.voucher.code), style=Style.PRIMARY),),
        (Button(t.button("Give it back"), tap=tap("voucher_back", view.voucher.code)),),
        (Button(t.button("My vouchers"), tap=tap("vouchers")), all_rewards(t)),
    )
    return Screen(text, rows)


def voucher_link(view: VoucherView, bot: str) -> str:
    """What its QR code leads to."""
    return link(bot, f"v_{view.voucher.code}")


def on_picture(t: Words, view: VoucherView) -> Phrase:
    """Under the QR code, plain."""
    return t.plain(
        "%(title)s at %(venue)s: %(code)s, until %(date)s",
        title=view.offer.terms.title,
        venue=view.venue.name,
        code=view.voucher.code,
        date=put.day(t, view.last_day),
    )


def my_vouchers(t: Words, mine: MyVouchers) -> Screen:
    """Those that are out."""
    entries = [
        t.say(
            "%(title)s at %(venue)s, until %(date)s",
            title=each.offer.terms.title,
            venue=each.venue.name,
            date=put.day(t, each.last_day),
        )
        for each in mine.vouchers
    ]
    text = paragraphs(
        bold(t.plain("Your vouchers in %(title)s", title=excerpt(mine.title))),
        lines(*entries) if entries else t.say("You have none at the moment."),
    )
    rows = tuple((_show(each),) for each in mine.vouchers)
    return Screen(text, (*rows, (all_rewards(t),)))


def at_till(t: Words, view: VoucherView, reader: Reader) -> Screen:
    """A voucher for the venue's staff: one tap to accept it, if it is good."""
    good = view.state is VoucherState.OPEN
    text = paragraphs(
        bold(_verdict(t, view)),
        lines(
            view.offer.terms.title,
            t.say("Voucher %(code)s of %(name)s", code=code(view.voucher.code), name=view.holder),
            _at(t, view),
            t.say("Good until the end of %(date)s", date=put.day(t, view.last_day)) if good else None,
            _settled(t, view, reader),
        ),
        None if view.offer.terms.terms is None or not good else quote(view.offer.terms.terms),
    )
    if not good:
        return Screen(text)
    accept = tap("voucher_accept", view.voucher.code)
    return Screen(text, ((Button(t.button("Accept"), tap=accept, style=Style.SUCCESS),),))


def _show(view: VoucherView) -> Button:
    label = Phrase(isolated(excerpt(view.offer.terms.title, _TITLE_SHOWN)))
    return Button(label, tap=tap("voucher", view.voucher.code))


def _at(t: Words, view: VoucherView) -> Html:
    return t.say("At %(venue)s, for %(time)s", venue=view.venue.name, time=put.duration(t, view.voucher.minutes))


def _own_state(t: Words, view: VoucherView, reader: Reader) -> Html:
    match view.state:
        case VoucherState.OPEN:
            return lines(
                t.say("Good until the end of %(date)s", date=put.day(t, view.last_day)),
                t.say("Show the code at the till. Until then your hours are held; unused, they come back to you."),
            )
        case VoucherState.USED:
            assert view.voucher.settled_at is not None, "it was used at a moment"
            return t.say("Used: %(moment)s", moment=put.moment(t, view.voucher.settled_at, reader))
        case VoucherState.EXPIRED:
            return t.say("Its time is over: the hours are yours again.")
        case VoucherState.RETURNED:
            return t.say("Given back: the hours are yours again.")
        case VoucherState.CALLED_OFF:
            return t.say("Called off by the venue: the hours are yours again.")


def _verdict(t: Words, view: VoucherView) -> Phrase:
    if view.accepted:
        return t.plain("Accepted. %(name)s is told.", name=view.holder)
    match view.state:
        case VoucherState.OPEN:
            return t.plain("This voucher is valid.")
        case VoucherState.USED:
            return t.plain("Not valid: it was used before.")
        case VoucherState.EXPIRED:
            return t.plain("Not valid: its time is over.")
        case VoucherState.RETURNED:
            return t.plain("Not valid: its holder gave it back.")
        case VoucherState.CALLED_OFF:
            return t.plain("Not valid: the venue called it off.")


def _settled(t: Words, view: VoucherView, reader: Reader) -> Html | None:
    if view.state is not VoucherState.USED or view.voucher.settled_at is None:
        return None
    return t.say("Used: %(moment)s", moment=put.moment(t, view.voucher.settled_at, reader))
