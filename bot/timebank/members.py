"""The accounts of people: opened at first use, with a starter credit, as far as they may go."""

from dataclasses import replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities import service as communities
from bot.communities.model import Actor, CommunityId, PersonId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.timebank.ledger import accounts, reading, transferring
from bot.timebank.ledger import rules as ledger_rules
from bot.timebank.ledger.model import NOBODY, Account, AccountId, Kind, Leg, Limits, Reason, Slip
from bot.timebank.rules import ENDOWMENT, FUND_LIMITS, TERMS, TRUSTED_AFTER, Terms, limits_of_member
from bot.timebank.settling import mode_of

NOT_YET: Final = AccountId(0)
"""The number of an account that will be opened at first use."""


def terms_of(tx: Tx, community: CommunityId) -> Terms:
    """What the community grants its members."""
    return TERMS[mode_of(tx, community)]


def today(tx: Tx, actor: Actor, community: CommunityId) -> date:
    """The day on which the act was done, on the community's calendar."""
    zone = ZoneInfo(communities.group_reader(tx, community).time_zone)
    return actor.at.astimezone(zone).date()


def ready(tx: Tx, actor: Actor, community: CommunityId, *people: PersonId) -> list[Account]:
    """The accounts of these people, opened if they have none, with the limits that they have today; in their order.

    Account by account in the order in which everybody locks.
    """
    for person in sorted(people):
        _open(tx, actor, community, person)
    found = {person: _account(tx, community, person) for person in people}
    by_id = sorted(found.values(), key=lambda account: account.id)
    limited = {each.id: accounts.set_limits(tx, community, each.id, _wanted(tx, each)) for each in by_id}
    return [limited[found[person].id] for person in people]


def look(tx: Tx, community: CommunityId, person: PersonId) -> tuple[Account, Minutes]:
    """Somebody's account as it is, or as it would be opened, and what they begin with, or have begun with."""
    account = accounts.find(tx, community, Kind.MEMBER, person)
    if account is not None:
        return as_now(tx, account), reading.totals_of(tx, account, Reason.STARTER).received
    terms = terms_of(tx, community)
    starter = terms.starter if _can_grant(accounts.find(tx, community, Kind.FUND), terms) else Minutes(0)
    nothing, limits = Minutes(0), limits_of_member(terms, 0)
    blank = Account(community, NOT_YET, Kind.MEMBER, person, limits, starter, nothing, nothing, closed_at=None)
    return blank, starter


def as_now(tx: Tx, account: Account) -> Account:
    """The account with the limits that it has today, though nobody has written them down yet: to look at, unlocked."""
    return replace(account, limits=ledger_rules.reachable(_wanted(tx, account), account))


def _wanted(tx: Tx, account: Account) -> Limits:
    partners = reading.partners(tx, account, Reason.EXCHANGE, TRUSTED_AFTER)
    return limits_of_member(terms_of(tx, account.community), partners)


def _account(tx: Tx, community: CommunityId, person: PersonId) -> Account:
    account = accounts.find(tx, community, Kind.MEMBER, person)
    assert account is not None, "it was opened just now"
    return account


def _open(tx: Tx, actor: Actor, community: CommunityId, person: PersonId) -> None:
    """At first use the fund gives what a newcomer begins with, as long as it has it."""
    if accounts.find(tx, community, Kind.MEMBER, person) is not None:
        return
    terms = terms_of(tx, community)
    fund, _ = accounts.open_account(tx, community, Kind.FUND, NOBODY, FUND_LIMITS)
    account, new = accounts.open_account(tx, community, Kind.MEMBER, person, limits_of_member(terms, 0))
    if not new or terms.starter == 0:
        return
    fund = accounts.set_limits(tx, community, fund.id, FUND_LIMITS)
    if _can_grant(fund, terms):
        day = today(tx, actor, community)
        slip = Slip(community, f"starter:{person}", Reason.STARTER, happened_on=day, actor=None)
        transferring.transfer(tx, slip, Leg(fund.id, account.id, terms.starter))


def _can_grant(fund: Account | None, terms: Terms) -> bool:
    """Whether the fund has enough for one more newcomer."""
    there = 0 if fund is None else fund.balance - fund.held_out
    return there - terms.starter >= -ENDOWMENT
