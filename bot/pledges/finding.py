"""Finding the pledge that somebody means, if they may know of it."""

from dataclasses import replace

from bot.communities import access
from bot.communities.access import Act
from bot.communities.model import Actor
from bot.communities.refusals import BotIsOut, MovedOut, NotAllowed, NotAMember
from bot.communities.rules import Standing
from bot.core.codes import read_code
from bot.core.db import Tx
from bot.core.refusal import Refusal
from bot.pledges.model import CODE_LENGTH, Pledge, PledgeId
from bot.pledges.numbers import EDGES
from bot.pledges.refusals import NoCode, UnknownPledge
from bot.pledges.store import pledges as store
from bot.reminders.model import Reminder

_TYPED_SHOWN = 12
"""Characters of a mistyped code that are repeated."""


def pledge_for(tx: Tx, actor: Actor, code: str, act: Act, *, lock: bool = True) -> tuple[Pledge, Standing]:
    """The pledge with this code, locked, and what the actor is to its community.

    Refuses NoCode, UnknownPledge when there is none or the actor is no member there (the two read alike), BotIsOut,
    then whatever `access.require` refuses to members. Raises MembershipStale.
    """
    if not code.strip():
        raise NoCode
    wanted = _code_in(code)
    found = None if wanted is None else store.by_code(tx, wanted, lock=lock)
    if found is None:
        raise unknown(code)
    try:
        return found, access.require(tx, there(actor, found), act)
    except Refusal as refusal:
        if isinstance(refusal, BotIsOut):
            raise
        if isinstance(refusal, NotAMember | MovedOut) or actor.community != found.community:
            raise unknown(code) from None
        raise


def steered(tx: Tx, actor: Actor, code: str, act: Act, *, lock: bool = True) -> tuple[Pledge, bool]:
    """The pledge, for whoever organises there, or else has made it and may do `act`; and whether as an organiser.

    Refuses as `pledge_for` for Act.MODERATE to whoever is neither. Raises MembershipStale.
    """
    try:
        return pledge_for(tx, actor, code, Act.MODERATE, lock=lock)[0], True
    except (NotAllowed, UnknownPledge, BotIsOut):
        pledge, _ = pledge_for(tx, actor, code, act, lock=lock)
        if actor.person != pledge.creator:
            raise
        return pledge, False


def may_steer(tx: Tx, actor: Actor, pledge: Pledge) -> bool:
    """Whether they made it, or organise there. Raises MembershipStale."""
    return actor.person == pledge.creator or access.may(tx, there(actor, pledge), Act.MODERATE)


def reminded(tx: Tx, reminder: Reminder, *, lock: bool = True) -> Pledge:
    """The pledge that a reminder is about, locked."""
    number = int(reminder.subject.removeprefix("pledge:"))
    pledge = store.by_id(tx, reminder.community, PledgeId(number), lock=lock)
    assert pledge is not None, "pledges are kept"
    return pledge


def _code_in(text: str) -> str | None:
    """The code that was typed, perhaps with spaces in it, perhaps with more words behind it."""
    readings = (read_code(meant) for meant in (text, text.split(maxsplit=1)[0].strip(EDGES)))
    return next((code for code in readings if code is not None and len(code) == CODE_LENGTH), None)


def there(actor: Actor, pledge: Pledge) -> Actor:
    """The actor in the pledge's own community, of which an act elsewhere shows nothing."""
    if actor.community == pledge.community:
        return actor
    return replace(actor, community=pledge.community, present=False)


def unknown(code: str) -> UnknownPledge:
    """The one answer to a code of nothing, and of what this person may not know of."""
    return UnknownPledge(code.strip()[:_TYPED_SHOWN])
