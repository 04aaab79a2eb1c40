"""The life of a series: each round is an ordinary pledge, which opens when the one before it has had its day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.communities import neighbours
from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId
from bot.core.db import Tx
from bot.outbox import service as outbox
from bot.outbox.model import Notice, Owed, ToMany, ToPeople
from bot.outbox.sending import StillTrue
from bot.outbox.service import Expander
from bot.pledges import rules as pledge_rules
from bot.pledges.model import Pledge, PledgeId, PledgeState
from bot.pledges.naming import creator_name, facts_of
from bot.pledges.opening import keep_open, new_pledge
from bot.pledges.series import rules
from bot.pledges.series.model import EMPTY_MOST, Rule, Series, SeriesId, now_ended, now_opened
from bot.pledges.series.notices import OwnRoundOpened, RoundAsked, SeriesEnded
from bot.pledges.series.store import answers
from bot.pledges.series.store import series as store
from bot.pledges.signing import show_if_listed
from bot.pledges.store import pledges, signatures
from bot.pledges.wording import Wording
from bot.reminders import service as reminders
from bot.reminders.model import Reminder
from bot.reminders.service import Ring

OPENING: Final = "pledge_round"
"""The kind of reminder that opens the next round."""

ASKED: Final = "pledge_round_asked"
"""The set of those who are asked whether they are in again, by the pledge of the round."""


def begin(tx: Tx, pledge: Pledge, rule: Rule) -> None:
    """The pledge, just opened, is the first round of a series."""
    series = Series(
        pledge.community,
        SeriesId(pledge.id),
        rule,
        pledge.wording.deadline,
        pledge.wording.act_on,
        pledge=pledge.id,
    )
    store.add(tx, series)
    expect(tx, series, rules.opens_at(pledge.wording, series))


def expect(tx: Tx, series: Series, at: datetime) -> None:
    """The next round opens then, or at once when that is over."""
    key = f"{OPENING}:{series.id}:{series.round}:{at.isoformat()}:{tx.now.isoformat()}"
    reminders.forget(tx, series.community, series.subject)
    reminders.remind(tx, series.community, OPENING, series.subject, at, key=key)


def open_next(tx: Tx, reminder: Reminder) -> None:
    """What the reminder does when it rings: open one round, or end the series; rounds missed are not made up for."""
    number = SeriesId(int(reminder.subject.removeprefix("series:")))
    series = store.lock(tx, reminder.community, number)
    if series is None or series.ended_at is not None:
        return
    last = pledges.by_id(tx, series.community, series.pledge, lock=True)
    assert last is not None, "pledges are kept"
    if tx.now < last.wording.closes_at and last.state.signable:  # its deadline was moved
        expect(tx, series, last.wording.closes_at)
    elif not _creator_is_there(tx, last):
        end(tx, series, last, None)
    elif last.hidden_at is not None:
        end(tx, series, last, SeriesEnded(facts_of(last), empty=False))
    elif (empty := _empty(series, last)) >= EMPTY_MOST:
        end(tx, replace(series, empty=empty), last, SeriesEnded(facts_of(last)))
    else:
        _open(tx, series, last, empty)


def end(tx: Tx, series: Series, present: Pledge, notice: SeriesEnded | None, by: PersonId | None = None) -> None:
    """No more rounds; the present one goes its way. Its creator hears it, if there is a notice."""
    store.save(tx, now_ended(series, by, tx.now))
    reminders.forget(tx, series.community, series.subject)
    if notice is not None:
        key = f"{notice.kind}:{series.id}:{tx.now.isoformat()}"
        outbox.tell(tx, series.community, Owed(notice, ToPeople((present.creator,)), key, present.subject))
    show_if_listed(tx, present)


def first_wording(series: Series, present: Wording) -> Wording:
    """The present sentence with the days of the first round, from which all others are counted."""
    place = None if present.act_on is None else present.act_on.place
    act_on = None if series.act_on is None else replace(series.act_on, place=place)
    return replace(present, deadline=series.deadline, act_on=act_on)


def _creator_is_there(tx: Tx, pledge: Pledge) -> bool:
    """Whether the bot is in the group still, and whoever made the pledge lives there."""
    where = communities.community(tx, pledge.community)
    if where is None or where.left_at is not None:
        return False
    return neighbours.neighbour(tx, pledge.community, pledge.creator) is not None


def _empty(series: Series, last: Pledge) -> int:
    """How many rounds in a row nobody was in when they were over; one that was called off says nothing of that."""
    if last.state is PledgeState.CANCELLED:
        return series.empty
    return 0 if last.count else series.empty + 1


def _open(tx: Tx, series: Series, last: Pledge, empty: int) -> None:
    first = first_wording(series, last.wording)
    turn = rules.next_turn(first, series, tx.now)
    pledge = new_pledge(tx, last.creator, series.community, rules.wording_of_turn(first, series.rule, turn))
    pledge = replace(pledge, minimum=_minimum(tx, series, pledge), creator_muted=last.creator_muted)
    keep_open(tx, pledge, key=f"{series.subject}:{series.round + 1}")
    series = now_opened(series, pledge, turn, empty)
    store.save(tx, series)
    store.add_round(tx, series)
    expect(tx, series, rules.opens_at(first, series))
    show_if_listed(tx, last)
    _tell(tx, series, pledge)


def _minimum(tx: Tx, series: Series, pledge: Pledge) -> int | None:
    """With how many its creator goes ahead after a near miss, as said for all rounds; the number needed may be lower
    now."""
    said = store.minimum(tx, series)
    return None if said is None else min(said, pledge.wording.threshold)


def _tell(tx: Tx, series: Series, pledge: Pledge) -> None:
    facts, until = facts_of(pledge), pledge.wording.closes_at
    asked = RoundAsked(facts, creator_name(tx, pledge))
    own = OwnRoundOpened(facts, series.round, series.rule)
    for notice, audience in ((own, ToPeople((pledge.creator,))), (asked, ToMany(ASKED, pledge.id))):
        key = f"{notice.kind}:{pledge.id}"
        outbox.tell(tx, pledge.community, Owed(notice, audience, key, pledge.subject, expires_at=until))


def _who_is_asked(
    tx: Tx, community: CommunityId, subject_id: int, after: int, limit: int
) -> list[tuple[int, PersonId]]:
    """The outbox expands `ASKED` with it."""
    pledge = pledges.by_id(tx, community, PledgeId(subject_id), lock=False)
    found = None if pledge is None else store.of_pledge(tx, pledge)
    return [] if found is None else answers.to_ask(tx, *found, after, limit)


def _is_asked(tx: Tx, _community: CommunityId, person: PersonId, notice: Notice) -> bool:
    """Whether somebody who is to be asked has not answered meanwhile, and can sign."""
    assert isinstance(notice, RoundAsked), "the only kind that this is asked for"
    pledge = pledges.by_code(tx, notice.pledge.code, lock=False)
    if pledge is None or not pledge_rules.signing_open(pledge, tx.now):
        return False
    found = store.of_pledge(tx, pledge)
    assert found is not None, "it was opened as a round"
    series, number = found
    skipped, asked_from = answers.answer_of(tx, series, person)
    answered = skipped == number or (asked_from is not None and asked_from >= number)
    return not answered and signatures.of_person(tx, pledge, person) is None


RINGS: Final[Mapping[str, Ring]] = {OPENING: open_next}
EXPANDERS: Final[Mapping[str, Expander]] = {ASKED: _who_is_asked}
STILL_TRUE: Final[Mapping[str, StillTrue]] = {RoundAsked.kind: _is_asked}
