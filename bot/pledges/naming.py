"""The names that a card or a message may show."""

from typing import Final

from bot.communities import access
from bot.communities import service as communities
from bot.communities.model import Actor, PersonId
from bot.core.db import Tx
from bot.pledges.model import Pledge
from bot.pledges.notices import PledgeFacts
from bot.pledges.rules import names_shown
from bot.pledges.store import signatures

NAMES_MOST: Final = 10
"""First names on a card; everybody else is counted."""


def facts_of(pledge: Pledge) -> PledgeFacts:
    """What every message about the pledge says of it, as of now."""
    wording = pledge.wording
    return PledgeFacts(
        code=pledge.code,
        action=wording.action,
        threshold=wording.threshold,
        count=pledge.reached,
        deadline=wording.deadline,
        language=wording.language,
        others=wording.others,
        others_action=wording.others_action,
        listed=pledge.listed,
        opening=wording.opening,
        condition=wording.condition,
        act_on=wording.act_on,
        unit=wording.unit,
        each=wording.each,
        people=pledge.count,
    )


def creator_name(tx: Tx, pledge: Pledge) -> str:
    """The creator's first name; "" when it must not be shown (an anonymous admin) or is gone."""
    return first_name(tx, pledge, pledge.creator)


def first_names(tx: Tx, pledge: Pledge) -> tuple[str, ...]:
    """The first names of those who signed first, ten at most; none if the pledge does not show them."""
    if not names_shown(pledge):
        return ()
    first = signatures.signers(tx, pledge.community, pledge.id, after=0, limit=NAMES_MOST)
    names = (first_name(tx, pledge, person) for _, person in first)
    return tuple(name for name in names if name)


def first_name(tx: Tx, pledge: Pledge, person: PersonId) -> str:
    """A person's first name; "" when it must not be shown (an anonymous admin) or is gone."""
    known = communities.person(tx, person)
    if known is None or access.acts_anonymously(tx, Actor(person, pledge.community, tx.now, "")):
        return ""
    return known.first_name
