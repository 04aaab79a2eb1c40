"""Organisers found programmes, each with a budget of hours, and change how much it is."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.drafts import Draft
from bot.communities.model import Actor, Community, CommunityId
from bot.communities.refusals import NotAMember
from bot.core.db import Tx
from bot.core.durations import find_duration
from bot.core.minutes import Minutes
from bot.core.text import clean_line
from bot.timebank.ledger import accounts
from bot.timebank.ledger.model import Account, Kind, Limits
from bot.timebank.programmes import rules
from bot.timebank.programmes.model import Programme, ProgrammeId
from bot.timebank.programmes.refusals import NoBudgetRead
from bot.timebank.refusals import NothingToChoose
from bot.timebank.rules import whole_minutes
from bot.timebank.store import programmes as store

KIND: Final = "programme"
"""The kind of the draft: how is it called, and how much may it issue?"""

_LASTING: Final = timedelta(hours=1)
_READ_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme, and what it has issued."""

    programme: Programme
    issued: Minutes

    @property
    def left(self) -> Minutes:
        return Minutes(self.programme.budget - self.issued)


@dataclass(frozen=True, slots=True)
class Programmes:
    """All of a community, in the order in which they were founded."""

    community: Community
    all: tuple[Standing, ...]


def look(tx: Tx, actor: Actor, community: CommunityId) -> Programmes:
    """As they are. Refuses as `require` for Act.SETTINGS."""
    require(tx, replace(actor, community=community, present=False), Act.SETTINGS)
    where = communities.community(tx, community)
    if where is None:
        raise NotAMember
    return Programmes(where, tuple(Standing(each, _issued(tx, each)) for each in store.all_of(tx, community)))


def ask(tx: Tx, actor: Actor, community: CommunityId) -> Programmes:
    """A new one, or another budget: both are typed. Refuses as `look`."""
    found = look(tx, actor, community)
    drafts.keep(tx, actor.person, Draft(KIND, KIND, {}, community), lasting=_LASTING)
    return found


def waiting(tx: Tx, actor: Actor) -> Programmes | None:
    """For what the question is open. Refuses as `look`."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    return None if draft is None or draft.community is None else look(tx, actor, draft.community)


def answer(tx: Tx, actor: Actor, text: str) -> Programmes:
    """`Winter meals 200h`: a name that is there gets this budget, another one is founded.

    Refuses NothingToChoose; as `look`; NoBudgetRead, NotWholeMinutes, ProgrammeNameUnfit, BudgetOutOfRange,
    BudgetIsSpent, TooManyProgrammes.
    """
    found = waiting(tx, actor)
    if found is None:
        raise NothingToChoose
    name, budget = _read(text)
    here = found.community.id
    there = next((each for each in found.all if _names(each.programme, name)), None)
    issued = Minutes(-issuance(tx, there.programme).balance) if there else Minutes(0)
    rules.check_budget(budget, issued)
    if there is not None:
        store.set_budget(tx, there.programme, budget)
        issuance(tx, replace(there.programme, budget=budget))
    else:
        rules.check_room(len(found.all))
        new = Programme(here, ProgrammeId(tx.new_id()), name, budget, tx.now, actor.person)
        store.add(tx, new, rules.folded(name))
    drafts.drop(tx, actor.person, KIND)
    return look(tx, actor, here)


def issuance(tx: Tx, programme: Programme) -> Account:
    """What it issues from, locked, with its budget as its floor."""
    limits = Limits(floor=Minutes(-programme.budget))
    account, _ = accounts.open_account(tx, programme.community, Kind.ISSUANCE, programme.id, limits)
    return accounts.set_limits(tx, programme.community, account.id, limits)


def _names(programme: Programme, name: str) -> bool:
    return rules.folded(programme.name) == rules.folded(name)


def _issued(tx: Tx, programme: Programme) -> Minutes:
    account = accounts.find(tx, programme.community, Kind.ISSUANCE, programme.id)
    return Minutes(0 if account is None else -account.balance)


def _read(text: str) -> tuple[str, Minutes]:
    found = find_duration(clean_line(text[:_READ_MOST]))
    if found is None:
        raise NoBudgetRead
    name = clean_line(f"{found.before} {found.after}")
    rules.check_name(name)
    return name, whole_minutes(found.minutes)
