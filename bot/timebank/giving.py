"""Giving hours to whoever has helped.

They are held for a minute, in which whoever gave them can think better of it; then they are the other's, who is told.
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.communities import neighbours, undoing
from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.model import Actor, CommunityId, Neighbour, PersonId, Pointed
from bot.communities.refusals import TooLateToUndo
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.text import clean_line
from bot.outbox import service as outbox
from bot.outbox.model import Owed, ToPeople
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.timebank import choosing, members, rules
from bot.timebank.choosing import Which
from bot.timebank.ledger import accounts, holding, reading
from bot.timebank.ledger.model import Account, Hold, HoldId, HoldState, Kind, Leg, Reason, Slip
from bot.timebank.ledger.refusals import HoldIsOver, SameAccount
from bot.timebank.line import Line, read_line
from bot.timebank.notices import HoursReceived
from bot.timebank.refusals import NobodyCalledSo, NothingToChoose

GIFT: Final = "gift"
"""The kind of the reminder that rings when the minute is over."""


@dataclass(frozen=True, slots=True)
class Given:
    """Hours that are on their way to a neighbour."""

    neighbour: Neighbour
    minutes: Minutes
    words: str | None
    can_spend: Minutes | None
    """What is left to spend; None: any amount."""
    hold: Hold
    """Until the minute is over they can be taken back."""

    about: str | None
    """The title of the community, for who lives in others too."""

    @property
    def is_long(self) -> bool:
        """So much at once that it may be a slip."""
        return self.minutes > rules.LONG


def give(tx: Tx, actor: Actor, text: str, pointed: Pointed | None = None) -> Given | Which:
    """`@maria 1h30 fixing my bike`, or without a name in answer to somebody.

    Refuses as `require`; NoDuration, NotWholeMinutes, WordsTooLong, NobodyNamed; then as `_give`; BotsTakeNoHours and
    NobodyCalledSo come where the book says that an account is unknown.
    """
    community = _community(tx, actor)
    line = read_line(text)
    found = choosing.meant(tx, actor, community, line, pointed)
    if len(found) == 1:
        return _give(tx, actor, line, found[0], f"give:{actor.key}")
    rules.check_amount(line.minutes)
    if not found:
        raise NobodyCalledSo(line.name)
    return choosing.ask(tx, actor, community, line, found)


def give_to(tx: Tx, actor: Actor, token: str, person: PersonId) -> Given:
    """The answer to `Which`. Refuses NothingToChoose, as `require`, NobodyCalledSo, then as `_give`."""
    asked = choosing.answered(tx, actor, token, person)
    actor = replace(actor, community=asked.community, present=False)
    chosen = neighbours.neighbour(tx, _community(tx, actor), person)
    if chosen is None:
        raise NobodyCalledSo(asked.line.name)
    return _give(tx, actor, asked.line, chosen, asked.key)


def answer(tx: Tx, actor: Actor, name: str) -> Given | Which:
    """The answer to `Which` in words. Refuses as `give_to`; if several are called so, too, it is asked again."""
    asked = choosing.question(tx, actor)
    if asked is None:
        raise NothingToChoose
    actor = replace(actor, community=asked.community, present=False)
    line = replace(asked.line, name=clean_line(name))
    found = choosing.meant(tx, actor, _community(tx, actor), line, None)
    if not found:
        raise NobodyCalledSo(line.name)
    if len(found) > 1:
        return choosing.ask(tx, actor, asked.community, line, found)
    choosing.close(tx, actor)
    return _give(tx, actor, line, found[0], asked.key)


def take_back(tx: Tx, actor: Actor, community: CommunityId, number: HoldId) -> None:
    """Nothing was given. Refuses as `require`, then TooLateToUndo: the minute is over, or it is not theirs to undo.

    The hold itself is all the memory that it needs: nothing that its giver does meanwhile takes its minute away.
    """
    require(tx, replace(actor, community=community, present=False), Act.WITHDRAW)
    hold = holding.find(tx, community, number)
    if hold is None or not _can_take_back(tx, actor, hold):
        raise TooLateToUndo
    slip = Slip(community, f"undo:{hold.id}", hold.reason, hold.happened_on, actor.person)
    try:
        holding.void(tx, slip, hold.id)
    except HoldIsOver:
        raise TooLateToUndo from None
    reminders.forget(tx, community, f"{GIFT}:{hold.id}")


def _can_take_back(tx: Tx, actor: Actor, hold: Hold) -> bool:
    payer = accounts.account(tx, hold.community, hold.leg.payer)
    theirs = payer is not None and (payer.kind, payer.holder) == (Kind.MEMBER, actor.person)
    given = theirs and hold.actor == actor.person and hold.reason is Reason.EXCHANGE
    return given and hold.state_at(tx.now) is HoldState.OPEN and tx.now < hold.placed_at + undoing.LASTING


def minute_is_over(tx: Tx, reminder: Reminder) -> None:
    """The hours are the other's now."""
    hold = holding.find(tx, reminder.community, HoldId(int(reminder.subject.partition(":")[2])))
    if hold is not None and hold.state_at(tx.now) is HoldState.OPEN:
        arrive(tx, hold)


def arrive(tx: Tx, hold: Hold) -> None:
    """Post what was held, and tell whoever gets it."""
    slip = Slip(hold.community, f"arrive:{hold.id}", hold.reason, hold.happened_on, actor=None)
    holding.post(tx, slip, hold.id)
    payer, payee = (accounts.account(tx, hold.community, each) for each in (hold.leg.payer, hold.leg.payee))
    assert payer is not None and payee is not None, "what is held is held on accounts"
    if payee.kind is Kind.MEMBER:
        _tell(tx, hold, payer, members.as_now(tx, payee))


def _tell(tx: Tx, hold: Hold, payer: Account, payee: Account) -> None:
    giver = communities.person(tx, PersonId(payer.holder))
    notice = HoursReceived(
        name=giver.first_name if giver else "…",
        minutes=hold.leg.minutes,
        words=reading.words_of(tx, hold),
        can_spend=payee.can_spend,
        beyond=rules.SOFT_CEILING if payee.balance > rules.SOFT_CEILING else None,
        community=hold.community,
    )
    key = f"{HoursReceived.kind}:{hold.id}"
    outbox.tell(
        tx, hold.community, Owed(notice, ToPeople((PersonId(payee.holder),)), key=key, subject=f"{GIFT}:{hold.id}")
    )


def _give(tx: Tx, actor: Actor, line: Line, neighbour: Neighbour, key: str) -> Given:
    """Refuses SameAccount, NotMoreThanNothing, TooLongAtOnce, then in the order of the book."""
    assert actor.community is not None, "it was required"
    community = actor.community
    if neighbour.person == actor.person:
        raise SameAccount
    rules.check_amount(line.minutes)
    mine, theirs = members.ready(tx, actor, community, actor.person, neighbour.person)
    day = members.today(tx, actor, community)
    slip = Slip(community, key, Reason.EXCHANGE, day, actor.person, text=line.words)
    hold = holding.hold(tx, slip, Leg(mine.id, theirs.id, line.minutes)).hold
    assert hold is not None, "a hold gives a hold"
    subject = f"{GIFT}:{hold.id}"
    reminders.remind(tx, community, GIFT, subject, tx.now + undoing.LASTING, key=subject)
    left = accounts.account(tx, community, mine.id)
    about = communities.title_for(tx, actor.person, community)
    return Given(neighbour, line.minutes, line.words, None if left is None else left.can_spend, hold, about)


def _community(tx: Tx, actor: Actor) -> CommunityId:
    require(tx, actor, Act.EXCHANGE)
    assert actor.community is not None, "it was required"
    return actor.community
