"""Approved hours come into the book: from what the community issues to whoever gave them."""

from collections.abc import Mapping

from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.timebank import members
from bot.timebank.claims.model import Claim, Verdict
from bot.timebank.claims.notices import HoursApproved
from bot.timebank.ledger import accounts, transferring
from bot.timebank.ledger.model import NOBODY, Account, Kind, Leg, Limits, Reason, Slip
from bot.timebank.programmes import choosing, founding
from bot.timebank.programmes.model import ProgrammeId
from bot.timebank.programmes.refusals import OverBudget
from bot.timebank.store import claims as store

DEFAULT_PROGRAMME = NOBODY
"""What is not for a programme of its own is issued by the community itself, without a budget."""


def credit(tx: Tx, actor: Actor, verdicts: Mapping[Claim, Verdict]) -> None:
    """Approve claims of one community that the actor has locked and may approve, each once: its key says so.

    First what issues is locked, then the members' accounts by ascending id: who approves waits for who approves, and
    nobody else for long. Refuses OverBudget.
    """
    if not verdicts:
        return
    community = next(iter(verdicts)).community
    issuers = _issuers(tx, community, verdicts)
    people = sorted({claim.person for claim in verdicts})
    mine = dict(zip(people, members.ready(tx, actor, community, *people), strict=True))
    for claim, verdict in verdicts.items():
        _credit(tx, claim, verdict, Leg(issuers[claim.programme].id, mine[claim.person].id, _minutes(verdict)))
        store.settle(tx, claim, verdict)
        _tell(tx, claim, verdict, mine[claim.person])


def _issuers(tx: Tx, community: CommunityId, verdicts: Mapping[Claim, Verdict]) -> dict[ProgrammeId | None, Account]:
    """What issues, locked in the order in which programmes were founded. Refuses OverBudget."""
    issuers: dict[ProgrammeId | None, Account] = {}
    wanted = {claim.programme for claim in verdicts}
    if None in wanted:
        everybody, _ = accounts.open_account(tx, community, Kind.ISSUANCE, DEFAULT_PROGRAMME, Limits())
        issuers[None] = accounts.set_limits(tx, community, everybody.id, Limits())
    for programme in choosing.all_of(tx, community):
        if programme.id in wanted:
            account = founding.issuance(tx, programme)
            asked = sum(_minutes(verdict) for claim, verdict in verdicts.items() if claim.programme == programme.id)
            left = account.can_spend
            if left is not None and asked > left:
                raise OverBudget(programme.name, left)
            issuers[programme.id] = account
    return issuers


def _credit(tx: Tx, claim: Claim, verdict: Verdict, leg: Leg) -> None:
    key = f"claim:{claim.id}"
    slip = Slip(claim.community, key, Reason.HOURS, claim.on, verdict.by, reference=key, text=claim.words)
    transferring.transfer(tx, slip, leg)


def _tell(tx: Tx, claim: Claim, verdict: Verdict, before: Account) -> None:
    now = accounts.account(tx, claim.community, before.id)
    assert now is not None, "it was opened"
    notice = HoursApproved(
        minutes=_minutes(verdict),
        asked=claim.minutes,
        on=claim.on,
        words=claim.words,
        reason=verdict.reason,
        can_spend=members.as_now(tx, now).can_spend,
        community=claim.community,
    )
    key = f"{notice.kind}:{claim.id}"
    outbox.tell(tx, claim.community, Owed(notice, ToPeople((claim.person,)), key, f"claim:{claim.id}"))


def _minutes(verdict: Verdict) -> Minutes:
    assert verdict.approved is not None, "it is approved"
    return verdict.approved
