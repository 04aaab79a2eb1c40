"""What the book of the time bank refuses, in words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.screens import format as put
from bot.screens.html import Phrase
from bot.screens.words import Words
from bot.timebank.ledger import refusals as no


def _gone(t: Words, _refusal: Refusal, _reader: Reader) -> Phrase:
    """An account that there is not, and another community's, read alike."""
    return t.plain("I know no such account in this community.")


def _hold_gone(t: Words, _refusal: Refusal, _reader: Reader) -> Phrase:
    return t.plain("These hours are not held any more: they have moved, or were released.")


def _below(t: Words, refusal: no.BelowFloor, _reader: Reader) -> Phrase:
    if refusal.can_spend == 0:
        return t.plain("That is too little credit: nothing can be spent at the moment. Help that you give earns more.")
    return t.plain("That is too little credit: %(left)s can be spent.", left=put.duration(t, refusal.can_spend))


def _above(t: Words, refusal: no.AboveCeiling, _reader: Reader) -> Phrase:
    return t.plain("That is too much for this account: it can take %(left)s.", left=put.duration(t, refusal.can_take))


def _over(t: Words, refusal: no.OverPeriodLimit, _reader: Reader) -> Phrase:
    return t.plain("That is too much at a time: %(left)s more can move for now.", left=put.duration(t, refusal.left))


def _more_than_held(t: Words, refusal: no.MoreThanHeld, _reader: Reader) -> Phrase:
    return t.plain("Only %(held)s are held.", held=put.duration(t, refusal.held))


def _more_than_left(t: Words, refusal: no.MoreThanLeft, _reader: Reader) -> Phrase:
    return t.plain("Of that transfer %(left)s can be taken back.", left=put.duration(t, refusal.left))


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.MalformedEntry: lambda t, _, __: t.plain("Hours are counted in whole minutes, for example 1h30 or 45 min."),
    no.KeyStandsForOther: lambda t, _, __: t.plain("That was done already, with other figures. Please begin anew."),
    no.SameAccount: lambda t, _, __: t.plain("Nobody can give hours to themselves."),
    no.NoSuchAmount: lambda t, _, __: t.plain("At least one minute has to move, and not more than anybody can give."),
    no.UnknownAccount: _gone,
    no.ForeignAccount: _gone,
    no.UnknownHold: _hold_gone,
    no.HoldIsOver: _hold_gone,
    no.MoreThanHeld: _more_than_held,
    no.UnknownTransfer: lambda t, _, __: t.plain("I know no such transfer that could be taken back."),
    no.MoreThanLeft: _more_than_left,
    no.ReverserGains: lambda t, _, __: t.plain("Nobody takes back what they have given themselves: ask an organiser."),
    no.AccountClosed: lambda t, _, __: t.plain("This account is closed: nothing can move to it or from it."),
    no.BelowFloor: _below,
    no.AboveCeiling: _above,
    no.OverPeriodLimit: _over,
    no.AccountInUse: lambda t, _, __: t.plain("This account cannot be closed while there is anything on it."),
}
