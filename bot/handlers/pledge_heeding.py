"""What people press under messages about a pledge: more of them, fewer, or what they suggest."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from bot.communities.model import Actor
from bot.core.db import Tx
from bot.handlers.context import Hearing
from bot.handlers.pledge_cards import answer_with_card, drawn, redraw_card
from bot.handlers.table import Redraw, TapHandler
from bot.pledges import heeding, leading, reading
from bot.pledges.heeding import Heeded
from bot.screens import pledge_heeding as screens
from bot.screens import pledge_leading as leaders
from bot.screens import pledge_nudges as nudges
from bot.screens.model import Toast

_Verb: TypeAlias = Callable[[Tx, Actor, str], Heeded]


async def follow(hearing: Hearing, code: str, place: str = "") -> None:
    """Tell me on the way."""
    await _heed(hearing, heeding.follow, code, place)


async def unfollow(hearing: Hearing, code: str, place: str = "") -> None:
    """Not any more."""
    await _heed(hearing, heeding.unfollow, code, place)


async def mute(hearing: Hearing, code: str, place: str = "") -> None:
    """As little of it as can be."""
    await _heed(hearing, heeding.mute, code, place)


async def unmute(hearing: Hearing, code: str, place: str = "") -> None:
    """Tell me again."""
    await _heed(hearing, heeding.unmute, code, place)


async def forward(hearing: Hearing, code: str) -> None:
    """A text about it that can be passed on; what nobody can sign any more is shown as it is now."""
    card = await hearing.read(reading.card, code)
    if card.signing_open:
        await hearing.answer(nudges.text_to_forward(hearing.words, card.pledge, hearing.bot_username))
    else:
        await hearing.answer(drawn(hearing, card))


async def lead(hearing: Hearing, code: str) -> None:
    """I will lead."""
    volunteered = await hearing.write(leading.volunteer, code)
    await answer_with_card(hearing, volunteered.pledge.code, leaders.volunteered(hearing.words, volunteered))


async def _heed(hearing: Hearing, verb: _Verb, code: str, place: str) -> None:
    """On the card it is seen there at once; any other message has said something that stays."""
    now = await hearing.write(verb, code)
    said = screens.heeded(hearing.words, now)
    if place == screens.ON_CARD:
        await answer_with_card(hearing, now.pledge.code, said)
    else:
        await hearing.answer(Toast(said, alert=True))


async def _redraw(hearing: Hearing, code: str, *place_and_said: str) -> None:
    """What is over: the card as it is now, or a sentence beside the message that stays."""
    *place, said = place_and_said
    if place == [screens.ON_CARD]:
        await answer_with_card(hearing, code, said)
    else:
        await hearing.answer(Toast(said, alert=True))


_HEED: Final[Mapping[str, TapHandler]] = {
    "pledge_follow": follow,
    "pledge_unfollow": unfollow,
    "pledge_mute": mute,
    "pledge_unmute": unmute,
}
TAPS: Final[Mapping[str, TapHandler]] = {**_HEED, "pledge_forward": forward, "pledge_lead": lead}
REDRAWS: Final[Mapping[str, Redraw]] = {**dict.fromkeys(_HEED, _redraw), "pledge_lead": redraw_card}
