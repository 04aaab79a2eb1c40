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

    Two who do this at once wait for each other, and never both: all accounts are opened first, by ascending holder,
    then all are locked, by ascending number. Raises Outage as `communities.hold`.
    """
    communities.hold(tx, community)
    terms, begins = terms_of(tx, community), [each for each in sorted(people) if _begins(tx, community, each)]
    if begins:
        accounts.open_account(tx, community, Kind.FUND, NOBODY, FUND_LIMITS)
    for person in sorted(people):
        if accounts.find(tx, community, Kind.MEMBER, person) is None:
            accounts.open_account(tx, community, Kind.MEMBER, person, limits_of_member(terms, 0))
    found = {person: _account(tx, community, person) for person in people}
    fund = accounts.find(tx, community, Kind.FUND) if begins else None
    wanted = {each.id: _wanted(tx, each) for each in found.values()} | ({fund.id: FUND_LIMITS} if fund else {})
    for number in sorted(wanted):
        accounts.set_limits(tx, community, number, wanted[number])
    for person in begins:
        _grant(tx, actor, community, person)
    return [_account(tx, community, person) for person in people]


def look(tx: Tx, community: CommunityId, person: PersonId) -> tuple[Account, Minutes]:
    """Somebody's account as it is, or as it would be opened, and what they begin with, or have begun with."""
    account = accounts.find(tx, community, Kind.MEMBER, person)
    terms = terms_of(tx, community)
    begins = _begins(tx, community, person) and _can_grant(accounts.find(tx, community, Kind.FUND), terms)
    starter = terms.starter if begins else Minutes(0)
    if account is not None:
        now = as_now(tx, replace(account, balance=Minutes(account.balance + starter)))
        return now, Minutes(starter + reading.totals_of(tx, account, Reason.STARTER).received)
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


def starter_key(person: int) -> str:
    """In each community everybody begins once."""
    return f"starter:{person}"


def _begins(tx: Tx, community: CommunityId, person: PersonId) -> bool:
    """Whether the community grants a starter credit that they have not had. Where nobody owes, nobody begins with
    anything; if that changes, they begin then."""
    account = accounts.find(tx, community, Kind.MEMBER, person)
    closed = account is not None and account.closed_at is not None
    granted = terms_of(tx, community).starter > 0 and not closed
    return granted and not reading.was_done(tx, community, starter_key(person))


def _grant(tx: Tx, actor: Actor, community: CommunityId, person: PersonId) -> None:
    """The fund gives what somebody begins with, as long as it has it. Whoever calls has locked both accounts."""
    fund, terms = accounts.find(tx, community, Kind.FUND), terms_of(tx, community)
    if fund is None or not _begins(tx, community, person) or not _can_grant(fund, terms):
        return
    day, account = today(tx, actor, community), _account(tx, community, person)
    slip = Slip(community, starter_key(person), Reason.STARTER, happened_on=day, actor=None)
    transferring.transfer(tx, slip, Leg(fund.id, account.id, terms.starter))


def _can_grant(fund: Account | None, terms: Terms) -> bool:
    """Whether the fund has enough for one more newcomer."""
    there = 0 if fund is None else fund.balance - fund.held_out
    return there - terms.starter >= -ENDOWMENT
