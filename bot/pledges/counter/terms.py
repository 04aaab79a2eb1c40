"""When the creator changes for how many, or until when, a pledge is: what that means for the other half."""

from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople, Urgency
from bot.pledges import naming
from bot.pledges.counter import rules, store, telling
from bot.pledges.counter.model import CounterState
from bot.pledges.counter.naming import facts_of
from bot.pledges.counter.notices import CounterTermsChanged
from bot.pledges.counter.refusals import DeadlineAfterReturn
from bot.pledges.model import Pledge


def check(tx: Tx, after: Pledge) -> None:
    """People must be able to sign before it is due. Refuses DeadlineAfterReturn."""
    made = store.of_pledge(tx, after)
    for each in (next((one for one in made if one.shown), None), rules.pending(made)):
        if each is not None and after.wording.deadline.at > each.due.at:
            raise DeadlineAfterReturn(each.due)


def tell(tx: Tx, was: Pledge, after: Pledge, key: str) -> None:
    """Whoever promises something in return hears of the change in time to take it back; who is asked for a promise is
    asked anew. `key` is the act that has changed it."""
    before, now = was.wording, after.wording
    if (before.threshold, before.deadline) == (now.threshold, now.deadline):
        return
    waiting = rules.pending(store.of_pledge(tx, after))
    if waiting is not None:
        telling.proposed(tx, after, waiting, anew=key)
    one = store.shown(tx, after)
    if one is None or one.state is not CounterState.PROMISED or one.owner == after.creator:
        return
    notice = CounterTermsChanged(
        naming.facts_of(after),
        facts_of(tx, after, one),
        was_threshold=before.threshold if before.threshold != now.threshold else None,
        was_deadline=before.deadline if before.deadline != now.deadline else None,
    )
    owed = Owed(notice, ToPeople((one.owner,)), f"{notice.kind}:{after.id}:{key}", after.subject, Urgency.ANSWER)
    outbox.tell(tx, after.community, owed)
