"""What people hear of a pledge that needs a push, and what they can do about it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bot.communities.model import Reader
from bot.outbox.model import Notice
from bot.pledges.course_notices import PledgeForecast, PledgeNeedsSharing
from bot.pledges.model import Pledge
from bot.pledges.wording import Unit
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import pairs
from bot.screens.html import Html, bold, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_measures import amount
from bot.screens.pledge_wording import day_of, progress_of, sentence_of, which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words


def text_to_forward(t: Words, pledge: Pledge, bot: str) -> Screen:
    """A message that can be passed on as it is."""
    text = paragraphs(
        t.say("Neighbours, will you join? It happens if enough of us do:"),
        quote(sentence_of(pledge)),
        Html(buttons.link(pledge, bot)),
    )
    return Screen(text, ((Button(t.button("I will too"), url=buttons.link(pledge, bot), style=Style.SUCCESS),),))


def _forecast(t: Words, notice: PledgeForecast, reader: Reader) -> Screen:
    pledge = notice.pledge
    measured = pledge.unit is not Unit.PEOPLE
    pace = (
        _together(t, notice, reader)
        if measured
        else t.say(
            "So far %(count)s of %(needed)s have signed. At the pace of the last week it will be %(expected)s by "
            "%(deadline)s.",
            count=pledge.count,
            needed=pledge.threshold,
            expected=notice.expected,
            deadline=day_of(t, pledge.deadline, reader),
        )
    )
    text = paragraphs(
        bold(t.plain("Your pledge may need a push.")),
        which_pledge(t, pledge, reader),
        pace,
        lines(t.say("What has helped others:"), *_numbered(_tips(t))),
    )
    return Screen(text, pairs([button(t, pledge.code) for button in _TIP_BUTTONS]), loud=False)


def _together(t: Words, notice: PledgeForecast, reader: Reader) -> Html:
    """The pace of what is not heads."""
    pledge, measure = notice.pledge, notice.pledge.measure
    return t.say(
        "So far %(count)s of %(needed)s have come together. At the pace of the last week it will be %(expected)s by "
        "%(deadline)s.",
        count=amount(t, pledge.count, measure),
        needed=amount(t, pledge.threshold, measure),
        expected=amount(t, notice.expected, measure),
        deadline=day_of(t, pledge.deadline, reader),
    )


def _tips(t: Words) -> tuple[Html, ...]:
    """Seven, the strongest first."""
    return (
        t.say("Ask friends one by one: most people sign when somebody they know asks them."),
        t.say("Forward a text about it to the chats that you are in."),
        t.say("Hang a note with the code on doors and notice boards."),
        t.say("Keep the code with you, and ask whom you meet: at the gate, in the shop."),
        t.say("Tell the local paper, radio or newsletter."),
        t.say("Ask a councillor, or somebody whom everybody knows, to join."),
        t.say("Offer tea and cake afterwards."),
    )


def _numbered(tips: Sequence[Html]) -> list[Html]:
    return [Html(f"{number}. {tip}") for number, tip in enumerate(tips, 1)]


def _forward(t: Words, pledge_code: str) -> Button:
    return Button(t.button("A text to forward"), tap=tap("pledge_forward", pledge_code))


_TIP_BUTTONS: Final[tuple[Callable[[Words, str], Button], ...]] = (buttons.share, _forward)
"""What of the tips can be done with one press. A tip without a button is done outside of here."""


def _needs_sharing(t: Words, notice: PledgeNeedsSharing, reader: Reader) -> Screen:
    pledge = notice.pledge
    standing = lines(
        progress_of(t, pledge),
        t.say("People can sign until %(deadline)s.", deadline=day_of(t, pledge.deadline, reader)),
    )
    text = paragraphs(
        bold(t.plain("This pledge still needs people. Whom could you ask?")), which_pledge(t, pledge, reader), standing
    )
    return Screen(text, pairs([buttons.share(t, pledge.code), _forward(t, pledge.code)]), loud=False)


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    PledgeForecast: _forecast,
    PledgeNeedsSharing: _needs_sharing,
}
