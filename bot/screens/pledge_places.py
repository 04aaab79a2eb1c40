"""What people see of places, of the waiting list, and of the details of a pledge."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.model import Pledge
from bot.pledges.notices import PlaceFree
from bot.pledges.reading import PledgeCard
from bot.pledges.rules import Signing
from bot.pledges.signing import Signed
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import excerpt
from bot.screens.html import Html, Phrase, bold, markup, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.pledge_wording import which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words

OUTCOMES: Final = frozenset({Signing.FULL, Signing.WAITING, Signing.WAITS})
"""Of a wish to sign when every place is taken."""

_DETAIL_SHOWN: Final = 200
"""Characters of the details that the group's card has room for."""


def standing(t: Words, card: PledgeCard) -> list[Html]:
    """How many places are left, and who waits for one; nothing where everybody can be in."""
    pledge = card.pledge
    capacity = pledge.wording.capacity
    if capacity is None or not card.signing_open:
        return [t.say("You are on the waiting list.")] if card.waiting and pledge.state.signable else []
    if not pledge.full:
        return [t.count("%(n)s place is left.", "%(n)s places are left.", capacity - pledge.count)]
    said = [t.count("The %(n)s place is taken.", "All %(n)s places are taken.", capacity)]
    if pledge.waiting:
        said.append(t.count("%(n)s person is waiting for one.", "%(n)s people are waiting for one.", pledge.waiting))
    if card.waiting:
        said.append(t.say("You are on the waiting list."))
    return said


def detail(pledge: Pledge, *, whole: bool) -> Html | None:
    """What else its creator has said: the beginning of it, where there is no room for the whole."""
    text = pledge.wording.detail
    if text is None:
        return None
    short = text if whole else excerpt(text, _DETAIL_SHOWN)
    return Html("\n".join(markup(line) for line in short.splitlines()))


def wished(t: Words, answer: Signed) -> Phrase:
    """What a wish to sign came to when every place is taken, in one line."""
    if answer.outcome is Signing.WAITING:
        return t.plain("You are on the waiting list: when it is your turn, you are in.")
    if answer.outcome is Signing.WAITS:
        return t.plain("You are on the waiting list already.")
    return t.plain_count(
        "The %(n)s place is taken. You can join the waiting list, with the button on the card.",
        "All %(n)s places are taken. You can join the waiting list, with the button on the card.",
        answer.pledge.wording.capacity or 0,
    )


def _place_free(t: Words, notice: PlaceFree, reader: Reader) -> Screen:
    text = paragraphs(
        bold(t.plain("A place is free: you are in!")),
        which_pledge(t, notice.pledge, reader),
        t.say("It is happening. If you cannot be there after all, withdraw, so that the next one can be in."),
    )
    withdraw = Button(t.button("Withdraw"), tap=tap("pledge_withdraw", notice.pledge.code))
    return Screen(text, ((buttons.show(t, notice.pledge.code), withdraw),))


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {PlaceFree: _place_free}
