"""Lists of pledges: the open ones, and one's own."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Final

from bot.communities.model import Reader
from bot.pledges.listing import MyPledges, PledgeList
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.rescue_rules import is_asking
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import about
from bot.screens.html import Html, Phrase, apart, bold, code, joined, lines, markup, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.pledge_series import in_short
from bot.screens.pledge_wording import day_of, how_far_off, progress_of, promise_of, shortened
from bot.screens.taps import tap
from bot.screens.words import Words

_IN_A_ROW: Final = 2
_WORDS_SHOWN: Final = 60
"""Characters of the filter."""


def open_pledges(t: Words, page: PledgeList, reader: Reader) -> Screen:
    """One page of the open pledges, soonest first."""
    words = " ".join(page.words)[:_WORDS_SHOWN]
    if not page.pledges:
        return _nothing_open(t, words, page.title)
    heading = t.say("<b>Open pledges</b> with “%(words)s”", words=words) if words else bold(t.plain("Open pledges"))
    entries = [_entry(t, pledge, _open_state(t, pledge, page, reader)) for pledge in page.pledges]
    turning = _turning(t, page, words)
    narrower = None
    if not turning and (page.before or page.after):
        narrower = t.say("There are more. Add a word to find what you look for.")
    rows = (*_doors(t, [pledge.code for pledge in page.pledges]), *((turning,) if turning else ()))
    return Screen(paragraphs(lines(heading, about(t, page.title)), *entries, narrower), rows)


def my_pledges(t: Words, mine: MyPledges, reader: Reader) -> Screen:
    """One page of what the reader made and signed, newest first."""
    new = Button(t.button("New pledge"), tap=tap("pledge_new"))
    if not (mine.pledges or mine.in_return):
        nothing = t.say("You have made and signed no pledges yet. Look at the open ones, or begin one.")
        return Screen(
            paragraphs(nothing, about(t, mine.title)), ((Button(t.button("Open pledges"), tap=tap("pledges")), new),)
        )
    entries = [
        _entry(t, pledge, _own_state(t, pledge, mine, reader), whose=_whose(own=own, waits=pledge.id in mine.waiting))
        for pledge, own in mine.pledges
    ]
    promises = [
        t.say("%(code)s You promise in return: %(what)s", code=code(each.code), what=shortened(each.what))
        for each in mine.in_return
    ]
    rows = _doors(t, list(dict.fromkeys([*_codes(mine), *(each.code for each in mine.in_return)])))
    if mine.after is not None:
        rows = (*rows, (Button(t.button("Older"), tap=tap("pledges_mine", mine.after)),))
    heading = lines(bold(t.plain("My pledges")), about(t, mine.title), _mine_kept(t, mine))
    return Screen(paragraphs(heading, *entries, *promises), rows)


def _codes(mine: MyPledges) -> list[str]:
    return [pledge.code for pledge, _ in mine.pledges]


def _mine_kept(t: Words, mine: MyPledges) -> Html | None:
    if not mine.of:
        return None
    return t.say("You have kept %(kept)s of %(all)s. Only you see this.", kept=mine.kept, all=mine.of)


def _nothing_open(t: Words, words: str, title: str | None) -> Screen:
    new = Button(t.button("New pledge"), tap=tap("pledge_new"))
    if not words:
        nothing = t.say("There are no open pledges yet. Begin one: it takes a minute.")
        return Screen(paragraphs(nothing, about(t, title)), ((new,),))
    everything = Button(t.button("All open pledges"), tap=tap("pledges"))
    nothing = t.say("No open pledge has “%(words)s” in it.", words=words)
    return Screen(paragraphs(nothing, about(t, title)), ((everything, new),))


def _open_state(t: Words, pledge: Pledge, page: PledgeList, reader: Reader) -> Html:
    """How one stands that can be signed, and what goes with it."""
    in_return = t.say("something is promised in return") if pledge.id in page.in_return else None
    return _with(_when(t, pledge, reader, page.seen_at), in_return, in_short(t, dict(page.rounds).get(pledge.id)))


def _own_state(t: Words, pledge: Pledge, mine: MyPledges, reader: Reader) -> Html:
    return _with(_state(t, pledge, reader, mine), in_short(t, dict(mine.rounds).get(pledge.id)))


def _with(*parts: str | None) -> Html:
    return joined(" · ", [part for part in parts if part is not None])


class _Whose(Enum):
    """What the reader has to do with a pledge."""

    OTHERS = "others"
    OWN = "own"
    SIGNED = "signed"
    WAITED_FOR = "waited_for"


def _whose(*, own: bool, waits: bool) -> _Whose:
    if own:
        return _Whose.OWN
    return _Whose.WAITED_FOR if waits else _Whose.SIGNED


def _entry(t: Words, pledge: Pledge, state: Html, *, whose: _Whose = _Whose.OTHERS) -> Html:
    """Two lines for one pledge."""
    short = shortened(promise_of(pledge.wording, pledge.wording.language))
    name, promise = code(pledge.code), apart(markup(short))
    match whose:
        case _Whose.OWN:
            first = t.say("%(code)s Your pledge: %(promise)s", code=name, promise=promise)
        case _Whose.SIGNED:
            first = t.say("%(code)s You signed: %(promise)s", code=name, promise=promise)
        case _Whose.WAITED_FOR:
            first = t.say("%(code)s You wait for a place: %(promise)s", code=name, promise=promise)
        case _:
            first = joined(" ", (name, promise))
    if pledge.state is PledgeState.CANCELLED:
        return lines(first, state)
    return lines(first, t.say("%(progress)s · %(state)s", progress=_progress(t, pledge), state=state))


def _progress(t: Words, pledge: Pledge) -> Phrase:
    return progress_of(t, pledge)


def _when(t: Words, pledge: Pledge, reader: Reader, now: datetime) -> Html:
    deadline = pledge.wording.signing_until
    return t.say(
        "until %(deadline)s (%(when)s)",
        deadline=day_of(t, deadline, reader, now),
        when=how_far_off(t, deadline, reader, now),
    )


def _state(t: Words, pledge: Pledge, reader: Reader, mine: MyPledges) -> Html:
    """How one's own pledge stands, in a few words."""
    if pledge.id in mine.owed:
        paid = pledge.wording.each is not None
        return t.say("<b>have you paid?</b>") if paid else t.say("<b>did you do it?</b>")
    match pledge.state:
        case PledgeState.CANCELLED:
            return t.say("cancelled")
        case PledgeState.EXPIRED if is_asking(pledge, mine.seen_at):
            return t.say("asked whether to go ahead with fewer")
        case PledgeState.OPEN:
            return _when(t, pledge, reader, mine.seen_at)
    if pledge.tipped_at is None:
        return t.say("not enough people signed")
    return _alive(t, pledge)


def _alive(t: Words, pledge: Pledge) -> Html:
    match pledge.state:
        case PledgeState.ACTING:
            return t.say("the time has come")
        case PledgeState.CLOSED:
            return t.say("it is over")
    return t.say("it is happening")


def _doors(t: Words, codes: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    """A button to each card."""
    doors = [buttons.show(t, each) for each in codes]
    return tuple(tuple(doors[at : at + _IN_A_ROW]) for at in range(0, len(doors), _IN_A_ROW))


def _turning(t: Words, page: PledgeList, words: str) -> tuple[Button, ...]:
    """The buttons that turn the page; none when the words of the filter do not fit on a button."""
    try:
        earlier = None if page.before is None else tap("pledges", "before", page.before, words)
        later = None if page.after is None else tap("pledges", "after", page.after, words)
    except ValueError:
        return ()
    ways = ((t.button("Sooner"), earlier), (t.button("Later"), later))
    return tuple(Button(label, tap=press) for label, press in ways if press is not None)
