"""Signing a pledge that counts hours: how many does one give? By a button, behind the command, or typed."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act
from bot.communities.drafts import Draft
from bot.communities.model import Actor
from bot.core.codes import read_code
from bot.core.db import Tx
from bot.core.text import clean_line
from bot.pledges import offering, rules, signing, waiting
from bot.pledges.finding import pledge_for
from bot.pledges.measures import limits
from bot.pledges.measures.hours import read_hours
from bot.pledges.model import CODE_LENGTH, Pledge, SignatureState
from bot.pledges.numbers import EDGES
from bot.pledges.refusals import NoForm
from bot.pledges.signing import Signed
from bot.pledges.store import signatures
from bot.pledges.wording import Unit

GIVE_KIND: Final = "pledge_hours"
"""The draft that waits for a number of hours."""

WAITED_FOR: Final = timedelta(minutes=15)
"""What is typed later was not meant as hours."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How many hours? It is asked for."""

    pledge: Pledge
    waits: bool
    """Every place is taken, and they are not in: it is for the waiting list."""
    amount: int | None = None
    """What they give now, in minutes."""
    title: str | None = None
    """Where, as in `reading.PledgeCard`."""


def sign_said(tx: Tx, actor: Actor, said: str) -> Signed:
    """What stands behind /sign: a code and, where the pledge counts hours, how many. Refuses as `signing.sign`, then
    as `give`."""
    code, hours = _parted(said)
    if hours is None:
        return signing.sign(tx, actor, said)
    pledge, _ = pledge_for(tx, actor, code, Act.SIGN)
    if pledge.wording.unit is not Unit.HOURS:
        return signing.sign(tx, actor, said)
    return give(tx, actor, code, read_hours(hours))


def give(tx: Tx, actor: Actor, code: str, minutes: int, *, inline_id: str | None = None) -> Signed:
    """Join with so many hours, or give so many from now on; on a card that was shared elsewhere, `inline_id` is its.

    Refuses AmountTooSmall, HoursNotHalves, ThresholdTooLarge, then as `signing.sign`. Raises MembershipStale.
    """
    limits.check_hours(minutes)
    if inline_id is not None:
        return offering.sign_elsewhere(tx, actor, code, inline_id, minutes)
    return signing.sign(tx, actor, code, minutes)


def wait(tx: Tx, actor: Actor, code: str, minutes: int) -> Signed:
    """Wait for a place with so many hours. Refuses as `give`. Raises MembershipStale."""
    limits.check_hours(minutes)
    return waiting.wait(tx, actor, code, minutes)


def ask(tx: Tx, actor: Actor, code: str) -> Asking:
    """How many? What the actor types next, within 15 minutes, is the answer. Refuses as `signing.sign`."""
    pledge, _ = pledge_for(tx, actor, code, Act.SIGN)
    asked = _asked(tx, actor, pledge)
    data = {"code": pledge.code, "waits": asked.waits}
    drafts.keep(tx, actor.person, Draft(GIVE_KIND, "hours", data, pledge.community), lasting=WAITED_FOR)
    return asked


def asking(tx: Tx, actor: Actor) -> Asking | None:
    """The question that waits for its answer. Refuses as `ask`."""
    draft = drafts.draft_of(tx, actor.person, GIVE_KIND)
    if draft is None:
        return None
    asked = _asked(tx, actor, pledge_for(tx, actor, draft.data["code"], Act.SIGN, lock=False)[0])
    return replace(asked, waits=draft.data["waits"])


def answer(tx: Tx, actor: Actor, text: str) -> Signed:
    """So many, typed; who was asked because they want to wait for a place waits with so many. Refuses NoForm,
    HoursNotUnderstood, then as `give`."""
    draft = drafts.draft_of(tx, actor.person, GIVE_KIND)
    if draft is None:
        raise NoForm
    minutes = read_hours(clean_line(text))
    signed = (wait if draft.data["waits"] else give)(tx, actor, draft.data["code"], minutes)
    drafts.drop(tx, actor.person, GIVE_KIND)
    return signed


def keep(tx: Tx, actor: Actor) -> None:
    """Nothing is changed, and nothing waits for an answer any more."""
    drafts.drop(tx, actor.person, GIVE_KIND)


def _asked(tx: Tx, actor: Actor, pledge: Pledge) -> Asking:
    mine = signatures.of_person(tx, pledge, actor.person)
    rules.signing(pledge, mine, actor, limits.HOURS_EACH_MOST + 1)  # refuses whoever cannot give any
    stands = mine is not None and (mine.is_in or mine.state is SignatureState.WAITING)
    amount = mine.amount if mine is not None and stands else None
    waits = pledge.full and not (mine is not None and mine.is_in)
    return Asking(pledge, waits, amount, communities.title_for(tx, actor.person, pledge.community))


def _parted(said: str) -> tuple[str, str | None]:
    """A code, and what stands behind it."""
    code, *rest = said.split(maxsplit=1)[:2] or [""]
    known = read_code(code.strip(EDGES))
    return (code, rest[0]) if rest and known is not None and len(known) == CODE_LENGTH else (said, None)
