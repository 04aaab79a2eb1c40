"""The list of who did it, on which the creator or an organiser confirms it."""

from typing import Final

from bot.pledges.checking import CheckList, Line
from bot.pledges.model import OWING, Pledge, PledgeState, SignatureState
from bot.screens import deed_money as paying
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import about
from bot.screens.deeds import answers
from bot.screens.html import Html, Phrase, code, lines, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words

_NAME_SHOWN: Final = 24
"""Characters of a name on a button."""
_OPEN: Final = OWING | {SignatureState.CLAIMED, SignatureState.MISSED}
"""Whom a press can confirm."""


def check_list(t: Words, found: CheckList) -> Screen:
    """Who was there: a press on a name confirms it."""
    pledge = found.pledge
    heading = _heading(t, pledge)
    if not found.lines:
        return Screen(paragraphs(lines(heading, about(t, found.title)), t.say("Nobody is on the list.")))
    text = paragraphs(
        lines(heading, about(t, found.title)),
        answers(t, pledge),
        lines(*(_line(t, line, pledge) for line in found.lines)),
        _what_to_do(t, pledge),
    )
    rows = tuple((_press(t, found, line),) for line in found.lines if _pressable(line, pledge))
    return Screen(text, (*rows, *_ways(t, found)))


def _heading(t: Words, pledge: Pledge) -> Html:
    if pledge.wording.each is not None:
        return t.say("<b>Who has paid?</b> Pledge %(code)s", code=code(pledge.code))
    return t.say("<b>Who was there?</b> Pledge %(code)s", code=code(pledge.code))


def _what_to_do(t: Words, pledge: Pledge) -> Html:
    if pledge.wording.each is not None:
        return t.say("Press a name when their money has come. Press again if it was a slip.")
    return t.say("Press a name when somebody has done it. Press again if it was a slip.")


def _line(t: Words, line: Line, pledge: Pledge) -> Html:
    who = _who(t, line)
    about_money = pledge.wording.each is not None
    return paying.LINES[line.state](t, who) if about_money and line.state in paying.LINES else _of_deed(t, line, who)


def _of_deed(t: Words, line: Line, who: str) -> Html:
    match line.state:
        case SignatureState.VERIFIED:
            return t.say("%(name)s: done, confirmed", name=who)
        case SignatureState.CLAIMED:
            return t.say("%(name)s: done, they say", name=who)
        case SignatureState.EXCUSED if line.excuse:
            return t.say("%(name)s: can't, “%(reason)s”", name=who, reason=line.excuse)
        case SignatureState.EXCUSED:
            return t.say("%(name)s: can't", name=who)
        case SignatureState.MISSED:
            return t.say("%(name)s: never answered", name=who)
    return t.say("%(name)s: no answer yet", name=who)


def _who(t: Words, line: Line) -> str:
    if line.own:
        return t.plain("You")
    who = line.name or t.plain("Number %(number)s", number=line.number)
    return t.plain("%(name)s (on paper)", name=who) if line.paper else who


def _pressable(line: Line, pledge: Pledge) -> bool:
    slip = line.state is SignatureState.VERIFIED and pledge.state is PledgeState.ACTING
    return not line.own and (slip or line.state in _OPEN)


def _press(t: Words, found: CheckList, line: Line) -> Button:
    """The button says what it does: it stays right when somebody else has pressed meanwhile."""
    what = (found.pledge.code, line.number, found.place)
    who = Phrase(_who(t, line)[:_NAME_SHOWN])
    if found.pledge.wording.each is not None:
        confirmed = line.state is SignatureState.VERIFIED
        verb = "deed_unconfirm" if confirmed else "deed_confirm"
        return Button(_mark(t, who, confirmed=confirmed), tap=tap(verb, *what))
    if line.state is SignatureState.VERIFIED:
        return Button(t.button("Not there: %(name)s", name=who), tap=tap("deed_unconfirm", *what))
    return Button(t.button("There: %(name)s", name=who), tap=tap("deed_confirm", *what))


def _mark(t: Words, who: Phrase, *, confirmed: bool) -> Phrase:
    """The button beside a name."""
    if confirmed:
        return t.button("Not paid: %(name)s", name=who)
    return t.button("Paid: %(name)s", name=who)


def _ways(t: Words, found: CheckList) -> tuple[tuple[Button, ...], ...]:
    """All at once; the pages; back to the card."""
    pledge = found.pledge
    rows: list[tuple[Button, ...]] = []
    if pledge.owing + pledge.claimed + (pledge.missed if pledge.state is PledgeState.ACTING else 0):
        label = t.button("All were there") if pledge.wording.each is None else t.button("All have paid")
        everybody = Button(label, tap=tap("deed_confirm_all", pledge.code), style=Style.SUCCESS)
        rows.append((everybody,))
    turn = []
    if found.place:
        turn.append(Button(t.button("From the beginning"), tap=tap("deed_list", pledge.code)))
    if found.after is not None:
        turn.append(Button(t.button("More"), tap=tap("deed_list", pledge.code, found.after)))
    return (*rows, *((tuple(turn),) if turn else ()), (buttons.show(t, pledge.code),))
