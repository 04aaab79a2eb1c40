"""The list of a pledge's signatures on paper, for organisers."""

from typing import Final

from bot.communities import service as communities
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.pledges.model import Pledge
from bot.pledges.naming import first_name
from bot.pledges.paper import rules
from bot.pledges.paper.model import PaperLine, PaperList, PaperSignature
from bot.pledges.rules import names_shown, signing_open
from bot.pledges.store import paper

PAGE_SIZE: Final = 8


def listed(tx: Tx, actor: Actor, pledge: Pledge, place: int = 0) -> PaperList:
    """Those behind the number `place`, for an organiser."""
    found = paper.page(tx, pledge, place, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    return PaperList(
        pledge=pledge,
        lines=tuple(_line(tx, actor, pledge, each) for each in shown),
        room=rules.room(pledge) if signing_open(pledge, tx.now) else 0,
        may_take_back=rules.can_be_taken_back(pledge),
        place=place,
        after=shown[-1].number if len(found) > PAGE_SIZE else None,
        title=communities.title_for(tx, actor.person, pledge.community),
    )


def is_worth_a_look(tx: Tx, pledge: Pledge) -> bool:
    """Whether to offer the list to an organiser: somebody is on it, or can be added."""
    return pledge.paper > 0 or (signing_open(pledge, tx.now) and rules.room(pledge) > 0)


def _line(tx: Tx, actor: Actor, pledge: Pledge, one: PaperSignature) -> PaperLine:
    """The name as far as everybody sees names; who wrote it sees it in any case."""
    own = one.vouched_by == actor.person
    name = one.name if one.name is not None and (own or names_shown(pledge)) else ""
    voucher = "" if own else first_name(tx, pledge, one.vouched_by)
    return PaperLine(one.number, name, voucher, own, gone=not one.is_in)
