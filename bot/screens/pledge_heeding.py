"""What people see when they choose to hear more or less of a pledge, and what those who follow it hear."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.course_notices import PledgeHalfWay, PledgeNeedsOne
from bot.pledges.deed_notices import DeedAsked, OwnPledgeClosed, PledgeClosed
from bot.pledges.heeding import Heeded
from bot.pledges.notices import (
    OwnPledgeExpired,
    OwnPledgeLetGo,
    PledgeExpired,
    PledgeLetGo,
    PledgeWasCancelled,
    SignersUnreached,
    WentAheadWithout,
)
from bot.pledges.reading import PledgeCard
from bot.pledges.series.notices import RoundAsked, SeriesEnded
from bot.pledges.wording import Unit
from bot.screens import pledge_buttons as buttons
from bot.screens.html import Phrase, bold, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.pledge_measures import amount
from bot.screens.pledge_wording import which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words

ON_CARD: Final = "card"
"""Stands on the buttons of a card, which is drawn anew; other messages stay as they are."""

_NOT_MUTED: Final = frozenset(
    {
        PledgeExpired,
        OwnPledgeExpired,
        PledgeWasCancelled,
        SignersUnreached,
        DeedAsked,
        PledgeClosed,
        OwnPledgeClosed,
        PledgeLetGo,
        OwnPledgeLetGo,
        WentAheadWithout,
        RoundAsked,
        SeriesEnded,
    }
)
"""After these nothing follows that could be muted; or they may be for somebody who is not in it."""


def heed_buttons(t: Words, card: PledgeCard) -> tuple[Button, ...]:
    """More or less of this pledge, for whoever may yet hear of it."""
    heard = card.heard
    if heard is None:
        return ()
    pledge_code = card.pledge.code
    if heard.muted:
        return (Button(t.button("Unmute"), tap=tap("pledge_unmute", pledge_code, ON_CARD)),)
    mute = Button(t.button("Mute"), tap=tap("pledge_mute", pledge_code, ON_CARD))
    if not heard.may_follow:
        return (mute,)
    if heard.follows:
        return (Button(t.button("Unfollow"), tap=tap("pledge_unfollow", pledge_code, ON_CARD)), mute)
    return (Button(t.button("Follow"), tap=tap("pledge_follow", pledge_code, ON_CARD)), mute)


def heeded(t: Words, now: Heeded) -> Phrase:
    """What they will hear from now on, in one line."""
    if now.muted:
        return t.plain("Muted. I tell you of this pledge only what binds you: that it is on or off, or what you owe.")
    if now.follows:
        return t.plain("You follow this pledge: I tell you when half have signed, and when one more is needed.")
    return t.plain("I tell you how this pledge comes out, but not each step on the way.")


def _half_way(t: Words, notice: PledgeHalfWay, reader: Reader) -> Screen:
    if notice.pledge.unit is not Unit.PEOPLE:
        return _milestone(t, t.plain("Half way: half of what it needs has come together."), notice, reader)
    return _milestone(t, t.plain("Half way: half of those it needs have signed."), notice, reader)


def _needs_one(t: Words, notice: PledgeNeedsOne, reader: Reader) -> Screen:
    pledge = notice.pledge
    if pledge.unit is not Unit.PEOPLE:
        more = amount(t, pledge.threshold - pledge.count, pledge.measure)
        return _milestone(
            t, t.plain("%(amount)s more, and it is happening! Whom could you ask?", amount=more), notice, reader
        )
    return _milestone(t, t.plain("One more, and it is happening! Whom could you ask?"), notice, reader)


def _milestone(t: Words, said: Phrase, notice: PledgeHalfWay | PledgeNeedsOne, reader: Reader) -> Screen:
    pledge = notice.pledge
    text = paragraphs(bold(said), which_pledge(t, pledge, reader))
    return Screen(text, ((buttons.show(t, pledge.code), buttons.share(t, pledge.code)),), loud=False)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    PledgeHalfWay: _half_way,
    PledgeNeedsOne: _needs_one,
}


def with_mute(
    renderers: Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]],
) -> dict[type[Notice], Callable[[Words, Any, Reader], Screen]]:
    """The same messages, each with the button that ends them, unless there is nothing to mute."""
    return {kind: draw if kind in _NOT_MUTED else _mutable(draw) for kind, draw in renderers.items()}


def _mutable(draw: Callable[[Words, Any, Reader], Screen]) -> Callable[[Words, Any, Reader], Screen]:
    def drawn(t: Words, notice: Any, reader: Reader) -> Screen:
        screen = draw(t, notice, reader)
        return replace(screen, buttons=(*screen.buttons, (buttons.mute(t, notice.pledge.code),)))

    return drawn
