"""What residents and the staff of venues do with rewards: look, take, give back, accept."""

from collections.abc import Mapping
from typing import Final

from bot.delivery.qr import picture_of
from bot.handlers.context import Hearing
from bot.handlers.setting_up import number
from bot.handlers.table import Command, Payload, TapHandler, figure
from bot.screens import rewards as screens
from bot.screens import vouchers
from bot.screens.helping import Task
from bot.screens.model import Attachment, Toast
from bot.timebank.rewards import accepting, listing, redeeming
from bot.timebank.rewards.model import OfferId, VoucherState, VoucherView


async def rewards(hearing: Hearing, after: str = "0") -> None:
    """/rewards, its pages, and the button that leads back."""
    page = await hearing.read(listing.rewards, OfferId(number(after)))
    await hearing.redraw(screens.rewards(hearing.words, page, private=hearing.private))


async def rewards_command(hearing: Hearing) -> None:
    """/rewards"""
    await rewards(hearing)


async def reward(hearing: Hearing, community: str, offer: str) -> None:
    """One of them."""
    card = await hearing.read(listing.reward, number(community), OfferId(number(offer)))
    await hearing.redraw(screens.reward(hearing.words, card))


async def take(hearing: Hearing, community: str, offer: str, place: str) -> None:
    """Redeem: a voucher, and its QR code in private."""
    args = (number(community), OfferId(number(offer)), figure(place))
    view = await hearing.write(redeeming.redeem, *args)
    await hearing.redraw(vouchers.voucher(hearing.words, view, hearing.reader))
    if view.state is VoucherState.OPEN:
        await _hand_picture(hearing, view)


async def voucher(hearing: Hearing, code: str = "") -> None:
    """/voucher CODE, the link in its QR code, and the button: one's own, or at the till."""
    view, own = await hearing.read(accepting.look, code or hearing.args)
    draw = vouchers.voucher if own else vouchers.at_till
    await hearing.redraw(draw(hearing.words, view, hearing.reader))


async def voucher_command(hearing: Hearing) -> None:
    """/voucher CODE; without one, all of one's own."""
    await (voucher(hearing) if hearing.args else my_vouchers(hearing))


async def my_vouchers(hearing: Hearing) -> None:
    """Those that are out."""
    await hearing.redraw(vouchers.my_vouchers(hearing.words, await hearing.read(listing.my_vouchers)))


async def show_picture(hearing: Hearing, code: str) -> None:
    """The QR code, in private, of one's own; what is over has none, and is shown as it is."""
    view = await hearing.read(listing.own, code)
    if view.state is VoucherState.OPEN:
        await _hand_picture(hearing, view)
    else:
        await hearing.redraw(vouchers.voucher(hearing.words, view, hearing.reader))


async def give_back(hearing: Hearing, code: str) -> None:
    """Not after all."""
    view = await hearing.write(redeeming.take_back, code)
    await hearing.redraw(vouchers.voucher(hearing.words, view, hearing.reader))


async def accept(hearing: Hearing, code: str) -> None:
    """At the till: it is used."""
    view = await hearing.write(accepting.accept, code)
    await hearing.redraw(vouchers.at_till(hearing.words, view, hearing.reader))


async def redraw_voucher(hearing: Hearing, code: str, *said: str) -> None:
    """The same for a button that is out of date. (A `Redraw`.)"""
    await hearing.answer(Toast(said[-1]))
    await voucher(hearing, code)


async def redraw_reward(hearing: Hearing, community: str, offer: str, *said: str) -> None:
    """The same for that of an offer. (A `Redraw`.)"""
    await hearing.answer(Toast(said[-1]))
    await reward(hearing, community, offer)


async def _hand_picture(hearing: Hearing, view: VoucherView) -> None:
    address = vouchers.voucher_link(view, hearing.bot_username)
    said = vouchers.on_picture(hearing.words, view)
    await hearing.hand(Attachment(f"voucher-{view.voucher.code}.png", picture_of(address), caption=said, picture=True))


COMMANDS: Final[Mapping[str, Command]] = {
    "rewards": Command(
        rewards_command,
        description=lambda t: t.plain("What you can spend hours on"),
        explanation=lambda t: t.say("lists what venues give for hours. Take a voucher, and show it there."),
        example=lambda _, __: "/rewards",
        task=Task.MARKET,
    ),
    "voucher": Command(
        voucher_command,
        description=lambda t: t.plain("Your vouchers; a code to check"),
        explanation=lambda t: t.say(
            "shows your vouchers. Staff of a venue write the eight characters of a voucher behind it, to accept it."
        ),
        example=lambda _, __: "/voucher",
        task=Task.MARKET,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {
    "rewards": rewards,
    "reward": reward,
    "reward_take": take,
    "vouchers": my_vouchers,
    "voucher": voucher,
    "voucher_qr": show_picture,
    "voucher_back": give_back,
    "voucher_accept": accept,
}

REDRAWS: Final = {"reward_take": redraw_reward, "voucher_back": redraw_voucher}

PAYLOADS: Final[Mapping[str, Payload]] = {"v": voucher}
