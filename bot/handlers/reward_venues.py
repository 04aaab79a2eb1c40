"""What organisers do with venues, and the staff with what a venue offers; in private."""

from collections.abc import Mapping
from typing import Final

from bot.communities.model import PersonId
from bot.handlers import rewards
from bot.handlers.context import Hearing
from bot.handlers.setting_up import number
from bot.handlers.table import Dialogue, OutOfDate, TapHandler, figure
from bot.screens import reward_form
from bot.screens import reward_venues as screens
from bot.screens.model import Screen
from bot.timebank.rewards import figures, founding, offering
from bot.timebank.rewards.founding import Asked, VenueView
from bot.timebank.rewards.model import OfferId, VenueId
from bot.timebank.rewards.offering import OfferForm

_WAYS: Final = {"keep": False, "back": True}
"""What becomes of vouchers that are out, on buttons: are they called off?"""


async def overview(hearing: Hearing, community: str) -> None:
    """All venues, and all credits."""
    found = await hearing.read(figures.overview, number(community))
    await hearing.redraw(screens.overview(hearing.words, found))


async def venue(hearing: Hearing, community: str, which: str) -> None:
    """One of them."""
    await _show(hearing, await hearing.read(founding.look, number(community), _venue(which)))


async def new_venue(hearing: Hearing, community: str) -> None:
    """A new one: how is it called?"""
    await _show(hearing, await hearing.write(founding.ask_name, number(community)))


async def add_staff(hearing: Hearing, community: str, which: str) -> None:
    """Who works there?"""
    await _show(hearing, await hearing.write(founding.ask_staff, number(community), _venue(which)))


async def typed(hearing: Hearing, text: str) -> None:
    """A name, of a venue or of somebody."""
    await _show(hearing, await hearing.write(founding.typed, text))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """The question that is open."""
    found = await hearing.read(founding.waiting)
    await hearing.answer_again(None if found is None else _drawn(hearing, found, said), said)


async def choose_person(hearing: Hearing, person: str) -> None:
    """One of those who may have been meant."""
    await _show(hearing, await hearing.write(founding.choose_staff, PersonId(number(person))))


async def dismiss(hearing: Hearing, community: str, which: str, who: str) -> None:
    """They work there no more."""
    await _show(hearing, await hearing.write(founding.dismiss, number(community), _venue(which), figure(who)))


async def ask_close(hearing: Hearing, community: str, which: str) -> None:
    """Really?"""
    view = await hearing.read(founding.look, number(community), _venue(which))
    await hearing.redraw(screens.closing(hearing.words, view))


async def close(hearing: Hearing, community: str, which: str) -> None:
    """Really."""
    closed = await hearing.write(founding.close, number(community), _venue(which))
    await hearing.redraw(screens.closed(hearing.words, closed))


async def new_offer(hearing: Hearing, community: str, which: str) -> None:
    """A new offer: what is it?"""
    await _form(hearing, await hearing.write(offering.begin, number(community), _venue(which)))


async def offer_typed(hearing: Hearing, text: str) -> None:
    """An answer."""
    await _form(hearing, await hearing.write(offering.typed, text))


async def ask_offer_again(hearing: Hearing, said: str | None) -> None:
    """The question that is open."""
    found = await hearing.read(offering.waiting)
    await hearing.answer_again(None if found is None else reward_form.form(hearing.words, found, problem=said), said)


async def choose(hearing: Hearing, step: str, value: str) -> None:
    """A button of a question."""
    await _form(hearing, await hearing.write(offering.choose, step, value))


async def publish(hearing: Hearing, token: str) -> None:
    """It is on offer."""
    found = await hearing.write(offering.publish, token)
    if isinstance(found, OfferForm):
        await _form(hearing, found)
    else:
        await rewards.reward(hearing, str(found.community), str(found.id))


async def stop(hearing: Hearing, community: str, which: str) -> None:
    """Not after all."""
    await hearing.write(offering.stop)
    await venue(hearing, community, which)


async def ask_end(hearing: Hearing, community: str, offer: str) -> None:
    """What becomes of the vouchers that are out?"""
    asked = await hearing.read(offering.ask_end, number(community), OfferId(number(offer)))
    await hearing.redraw(screens.ending(hearing.words, asked))


async def end(hearing: Hearing, community: str, offer: str, way: str) -> None:
    """This becomes of them."""
    if way not in _WAYS:
        raise OutOfDate
    args = (number(community), OfferId(number(offer)))
    await hearing.write(offering.end, *args, called_off=_WAYS[way])
    await rewards.reward(hearing, community, offer)


def _venue(text: str) -> VenueId:
    return VenueId(number(text))


async def _show(hearing: Hearing, found: VenueView | Asked) -> None:
    await hearing.redraw(_drawn(hearing, found))


async def _form(hearing: Hearing, found: OfferForm) -> None:
    await hearing.redraw(reward_form.form(hearing.words, found, problem=None))


def _drawn(hearing: Hearing, found: VenueView | Asked, problem: str | None = None) -> Screen:
    if isinstance(found, VenueView):
        return screens.venue(hearing.words, found)
    return screens.asking(hearing.words, found, hearing.reader, problem=problem)


TAPS: Final[Mapping[str, TapHandler]] = {
    "venues": overview,
    "venue": venue,
    "venue_new": new_venue,
    "venue_staff": add_staff,
    "venue_person": choose_person,
    "venue_drop": dismiss,
    "venue_close": ask_close,
    "venue_closed": close,
    "reward_new": new_offer,
    "reward_choose": choose,
    "reward_publish": publish,
    "reward_stop": stop,
    "reward_end": ask_end,
    "reward_ended": end,
}

DIALOGUES: Final[Mapping[str, Dialogue]] = {
    founding.KIND: Dialogue(typed, ask_again),
    offering.KIND: Dialogue(offer_typed, ask_offer_again),
}
