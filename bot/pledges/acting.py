"""What becomes of a pledge by itself once it is alive: its day comes, people are asked, it closes.

Whatever has to be done for every signer is done in bites, each in a transaction of its own, and whoever has not been
reached by one yet is treated as if they had (`model.OWING`): the moment itself costs the same for 10 and for 100,000.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToMany, ToPeople, Urgency
from bot.pledges import awaiting, crediting, deed_rules, deed_times
from bot.pledges.counter.naming import owed_in_return
from bot.pledges.deed_audience import WHO_ANSWERED, WHO_OWE
from bot.pledges.deed_notices import DeedAhead, DeedAsked, DeedsToConfirm, OwnDeedBegun, OwnPledgeClosed, PledgeClosed
from bot.pledges.finding import reminded
from bot.pledges.model import Pledge, PledgeState
from bot.pledges.naming import creator_name, facts_of
from bot.pledges.paper import telling as paper_people
from bot.pledges.paper.notices import PaperNews
from bot.pledges.signing import show_if_listed, to_signers
from bot.pledges.store import deeds, paper, pledges
from bot.reminders.model import Reminder
from bot.reminders.service import Ring

BITE: Final = 1_000
"""Signatures in one transaction."""

PAPER_ASKED_AGAIN: Final = 2
"""With this of the questions (7 days after the deed) whoever vouches for people on paper is asked once more."""


def begin(tx: Tx, reminder: Reminder) -> None:
    """The day of the deed has come, or the deadline of a pledge without one."""
    pledge = reminded(tx, reminder)
    if not deed_rules.acts(pledge, tx.now):
        return
    pledge = deed_rules.now_acting(pledge, tx.now)
    pledges.save(tx, pledge)
    awaiting.remind(tx, pledge, awaiting.OWING, tx.now)
    awaiting.follow_up(tx, pledge)
    own = OwnDeedBegun(facts_of(pledge))
    _tell(tx, pledge, Owed(own, ToPeople((pledge.creator,)), f"own_deed:{pledge.id}", pledge.subject, Urgency.REMINDER))
    paper_people.tell(tx, pledge, PaperNews.BEGUN)
    show_if_listed(tx, pledge)
    close_if_answered(tx, pledge)  # all of them may have withdrawn


def announce(tx: Tx, reminder: Reminder, turn: int) -> None:
    """It begins in a day, or in two hours. What comes too late (an outage) stays away."""
    pledge = reminded(tx, reminder)
    later = deed_times.ahead_at(pledge.wording, turn + 1) if turn + 1 < len(awaiting.AHEAD) else None
    deed = pledge.wording.act_on
    if deed is None or not pledge.alive or (later is not None and later <= tx.now):
        return
    until = later or (deed.over_at if deed.whole_day else deed.at)
    notice = DeedAhead(facts_of(pledge), creator_name(tx, pledge), soon=later is None)
    key = f"{notice.kind}:{pledge.id}:{turn}"
    if until > tx.now:
        _tell(tx, pledge, Owed(notice, to_signers(pledge), key, pledge.subject, Urgency.REMINDER, expires_at=until))
        if later is not None:
            paper_people.tell(tx, pledge, PaperNews.AHEAD)


def owe(tx: Tx, reminder: Reminder) -> None:
    """The next of those who are in owe an answer from now on."""
    pledge = reminded(tx, reminder)
    if pledge.state is PledgeState.ACTING and deeds.owe(tx, pledge, BITE) == BITE:
        awaiting.remind(tx, pledge, awaiting.OWING, tx.now, bite=f":{reminder.id}")


def ask(tx: Tx, reminder: Reminder, turn: int) -> None:
    """Ask who has not answered: did you do it? A question whose successor is due already (an outage) stays away."""
    pledge = reminded(tx, reminder)
    until = deed_times.missed_at(pledge)
    if turn + 1 < len(awaiting.ASKING):
        until = deed_times.asked_at(pledge, turn + 1)
    if pledge.state is not PledgeState.ACTING or not pledge.owing or until <= tx.now:
        return
    notice = DeedAsked(facts_of(pledge), creator_name(tx, pledge), turn)
    key = f"{notice.kind}:{pledge.id}:{turn}"
    who = ToMany(WHO_OWE, pledge.id)
    _tell(tx, pledge, Owed(notice, who, key, pledge.subject, Urgency.REMINDER, expires_at=until))
    if turn == PAPER_ASKED_AGAIN:
        paper_people.tell(tx, pledge, PaperNews.BEGUN, turn=1)


def miss(tx: Tx, reminder: Reminder) -> None:
    """The next of those who never answered have missed it."""
    pledge = reminded(tx, reminder)
    if pledge.state is PledgeState.ACTING and pledge.owing:
        pledge = _missed(tx, pledge, reminder)
        show_if_listed(tx, pledge)
        close_if_answered(tx, pledge)


def close_if_answered(tx: Tx, pledge: Pledge) -> Pledge:
    """Close a pledge of which nothing is left to be said; if it is only to be confirmed, wait for that a while."""
    if pledge.state is not PledgeState.ACTING or pledge.owing:
        return pledge
    if not pledge.claimed:
        return _close(tx, pledge)
    at = tx.now + deed_times.CONFIRMED_WITHIN
    awaiting.remind(tx, pledge, awaiting.CONFIRMING, at, bite=f":{at.isoformat()}")
    notice = DeedsToConfirm(facts_of(pledge), pledge.claimed)
    key = f"{notice.kind}:{pledge.id}"
    _tell(tx, pledge, Owed(notice, ToPeople((pledge.creator,)), key, pledge.subject, Urgency.REMINDER))
    return pledge


def confirming_over(tx: Tx, reminder: Reminder) -> None:
    """Nobody has confirmed it for a while: their word has to do. Unless somebody owes an answer again."""
    pledge = reminded(tx, reminder)
    if pledge.state is PledgeState.ACTING and not pledge.owing:
        _close(tx, pledge)


def close(tx: Tx, reminder: Reminder) -> None:
    """30 days have passed: whoever owes an answer still (it was taken back from them) has missed it."""
    pledge = reminded(tx, reminder)
    if pledge.state is not PledgeState.ACTING:
        return
    if pledge.owing:
        pledge = _missed(tx, pledge, reminder)
    if not pledge.owing:
        _close(tx, pledge)


def _missed(tx: Tx, pledge: Pledge, reminder: Reminder) -> Pledge:
    """The pledge after one more bite of those who never answered; a full one is followed by another ring."""
    missed, on_paper = deeds.miss(tx, pledge, BITE), paper.miss(tx, pledge, BITE)
    pledge = replace(pledge, missed=pledge.missed + missed + on_paper)
    pledges.save(tx, pledge)
    if BITE in (missed, on_paper):
        awaiting.remind(tx, pledge, reminder.kind, tx.now, bite=f":{reminder.id}")
    return pledge


def _close(tx: Tx, pledge: Pledge) -> Pledge:
    pledge = deed_rules.now_closed(pledge, tx.now)
    pledges.save(tx, pledge)
    crediting.begin(tx, pledge)
    outbox.withdraw(tx, pledge.community, pledge.subject, kinds=frozenset({DeedAsked.kind, DeedsToConfirm.kind}))
    facts = facts_of(pledge)
    said = (pledge.verified, pledge.claimed, pledge.missed)
    in_return = owed_in_return(tx, pledge)
    own = OwnPledgeClosed(facts, *said, in_return)
    _tell(tx, pledge, Owed(own, ToPeople((pledge.creator,)), f"{own.kind}:{pledge.id}", pledge.subject))
    notice = PledgeClosed(facts, creator_name(tx, pledge), *said, in_return)
    _tell(tx, pledge, Owed(notice, ToMany(WHO_ANSWERED, pledge.id), f"{notice.kind}:{pledge.id}", pledge.subject))
    show_if_listed(tx, pledge)
    return pledge


def _tell(tx: Tx, pledge: Pledge, owed: Owed) -> None:
    outbox.tell(tx, pledge.community, owed)


RINGS: Final[Mapping[str, Ring]] = {
    awaiting.ACTING: begin,
    **{kind: partial(announce, turn=turn) for turn, kind in enumerate(awaiting.AHEAD)},
    awaiting.OWING: owe,
    **{kind: partial(ask, turn=turn) for turn, kind in enumerate(awaiting.ASKING)},
    awaiting.MISSING: miss,
    awaiting.CONFIRMING: confirming_over,
    awaiting.CLOSING: close,
    **crediting.RINGS,
}
