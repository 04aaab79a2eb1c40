"""Beside the form of a pledge: how pledges fare here, and open ones that are like it."""

from bot.communities.model import Reader
from bot.pledges.advising import Advice, Figures
from bot.pledges.limits import THRESHOLD_ADVISED_MOST, needs_advice
from bot.pledges.model import Pledge
from bot.screens.html import Html, apart, code, joined, lines, markup, paragraphs
from bot.screens.model import Button
from bot.screens.pledge_wording import day_of, progress_of, promise_of, shortened
from bot.screens.taps import tap
from bot.screens.words import Words


def fared(t: Words, figures: Figures) -> Html:
    """How many of the community's pledges came to life."""
    return t.count(
        "Of %(n)s pledge here that has ended, %(tipped)s came alive.",
        "Of %(n)s pledges here that have ended, %(tipped)s came alive.",
        figures.ended,
        tipped=figures.tipped,
    )


def beside_target(t: Words, figures: Figures | None, threshold: int) -> Html | None:
    """What speaks for another number of people."""
    large = None
    if needs_advice(threshold):
        large = t.say("Pledges above %(most)s people rarely succeed: ask for fewer?", most=THRESHOLD_ADVISED_MOST)
    here = None if figures is None else fared(t, figures)
    return joined(" ", (each for each in (here, large) if each is not None)) or None


def similar(t: Words, advice: Advice, reader: Reader) -> Html | None:
    """Open pledges about the same, if there are any."""
    if not advice.similar:
        return None
    heading = t.count(
        "<b>There is an open pledge like this.</b> Join it instead?",
        "<b>There are open pledges like this.</b> Join one instead?",
        len(advice.similar),
    )
    return paragraphs(heading, *(_entry(t, pledge, advice, reader) for pledge in advice.similar))


def _entry(t: Words, pledge: Pledge, advice: Advice, reader: Reader) -> Html:
    wording = pledge.wording
    short = apart(markup(shortened(promise_of(wording, wording.language))))
    until = day_of(t, wording.deadline, reader, advice.seen_at)
    standing = t.say("%(progress)s, until %(deadline)s", progress=progress_of(t, pledge), deadline=until)
    return lines(joined(" ", (code(pledge.code), short)), standing)


def join_instead(t: Words, advice: Advice) -> tuple[tuple[Button, ...], ...]:
    """A button to sign each of them at once."""
    return tuple(
        (Button(t.button("Join %(code)s instead", code=pledge.code), tap=tap("pledge_join", pledge.code)),)
        for pledge in advice.similar
    )


def joined_instead(t: Words, said: str, *, kept: bool) -> Html:
    """The headline over the card of a pledge that was signed in the place of one's own. `kept`: that is there still."""
    mine = t.say("The pledge that you were writing is kept: /pledge goes on with it.") if kept else None
    return paragraphs(t.say("<b>%(said)s</b>", said=said), mine)
