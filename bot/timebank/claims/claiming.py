"""Logging hours given to the community: in one line, or piece by piece; and correcting or withdrawing them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.communities import drafts
from bot.communities import service as communities
from bot.communities.access import Act, require
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.durations import find_duration
from bot.core.text import clean_line
from bot.timebank.claims import digest, rules
from bot.timebank.claims.form import KIND, Asked, Days, Form, Missing, ask, waiting
from bot.timebank.claims.model import Claim, ClaimId, ClaimState, Verdict
from bot.timebank.claims.refusals import NoTimeRead
from bot.timebank.programmes import choosing
from bot.timebank.programmes.model import Programme
from bot.timebank.refusals import NothingToChoose
from bot.timebank.rules import LONG, check_amount, check_words, whole_minutes
from bot.timebank.store import claims as store

_READ_MOST: Final = 1000
"""Characters that are looked at; what is longer is refused for its length anyway."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A claim that waits for an organiser."""

    claim: Claim
    title: str
    corrected: bool = False
    programmes: tuple[Programme, ...] = ()
    """What it may be for."""

    @property
    def programme(self) -> Programme | None:
        """What it is for."""
        return next((each for each in self.programmes if each.id == self.claim.programme), None)

    @property
    def is_long(self) -> bool:
        """So much at once that it may be a slip."""
        return self.claim.raw > LONG

    @property
    def is_rounded(self) -> bool:
        """What is asked for is not exactly what was written."""
        return self.claim.raw != self.claim.minutes


def log(tx: Tx, actor: Actor, text: str, days: Days) -> Logged | Asked:
    """`2h30 litter pick yesterday`.

    Refuses as `require`; NotWholeMinutes, NotMoreThanNothing, TooLongAtOnce; WordsTooLong; InTheFuture, TooLongAgo;
    MoreThanADay; TooManyWaiting.
    """
    require(tx, actor, Act.EXCHANGE)
    return _go_on(tx, actor, _filled(tx, actor, Form(), text, days))


def answer(tx: Tx, actor: Actor, text: str, days: Days) -> Logged | Asked:
    """To the question that is open. Refuses NothingToChoose, NoTimeRead, then as `log` and `withdraw`."""
    asked = waiting(tx, actor)
    draft = drafts.draft_of(tx, actor.person, KIND)
    if asked is None or draft is None:
        raise NothingToChoose
    actor = replace(actor, community=draft.community, present=False)
    require(tx, actor, Act.EXCHANGE)
    form = _filled(tx, actor, asked.form, text, days)
    if form.raw is None and asked.missing is Missing.TIME:
        raise NoTimeRead
    return _go_on(tx, actor, form)


def correct(tx: Tx, actor: Actor, community: CommunityId, claim: ClaimId) -> Asked:
    """Ask what is different. Refuses as `require`, UnknownClaim, ClaimIsSettled."""
    actor = replace(actor, community=community, present=False)
    require(tx, actor, Act.EXCHANGE)
    found = rules.check_mine(store.by_id(tx, community, claim), actor.person)
    return ask(tx, actor, Missing.CHANGE, Form(found.raw, found.words, found.on, found.id))


def choose(tx: Tx, actor: Actor, community: CommunityId, claim: ClaimId, number: int) -> Logged:
    """It is for the programme with this number (0: for none). Refuses as `require`, UnknownClaim, ClaimIsSettled."""
    actor = replace(actor, community=community, present=False)
    require(tx, actor, Act.EXCHANGE)
    found = rules.check_mine(store.by_id(tx, community, claim, lock=True), actor.person)
    programme = choosing.numbered(tx, community, number)
    changed = replace(found, programme=programme.id if programme else None, version=found.version + 1)
    store.correct(tx, changed)
    return _logged(tx, changed)


def withdraw(tx: Tx, actor: Actor, community: CommunityId, claim: ClaimId) -> None:
    """As if it had never been asked for. Refuses as `require`, UnknownClaim, ClaimIsSettled."""
    actor = replace(actor, community=community, present=False)
    require(tx, actor, Act.WITHDRAW)
    found = rules.check_mine(store.by_id(tx, community, claim, lock=True), actor.person)
    store.settle(tx, found, Verdict(ClaimState.WITHDRAWN, actor.person))


def _filled(tx: Tx, actor: Actor, form: Form, text: str, days: Days) -> Form:
    """What the text says takes the place of what was known. Refuses NotWholeMinutes."""
    line = clean_line(text[:_READ_MOST])
    found = find_duration(line)
    raw = form.raw if found is None else whole_minutes(found.minutes)
    rest = line if found is None else clean_line(f"{found.before} {found.after}")
    language = communities.reader_of(tx, actor.person, actor.community).language
    words, day = days(rest, _now(tx, actor), language)
    return replace(form, raw=raw, words=words or form.words, day=day or form.day)


def _go_on(tx: Tx, actor: Actor, form: Form) -> Logged | Asked:
    today = _now(tx, actor).date()
    on = form.day or today
    if form.raw is not None:
        check_amount(form.raw)
    check_words(form.words or "")
    rules.check_day(on, today)
    if form.raw is None:
        return ask(tx, actor, Missing.TIME, form)
    if form.words is None:
        return ask(tx, actor, Missing.WORDS, form)
    drafts.drop(tx, actor.person, KIND)
    return _record(tx, actor, form, on)


def _record(tx: Tx, actor: Actor, form: Form, on: date) -> Logged:
    community, raw, words = actor.community, form.raw, form.words
    assert community is not None and raw is not None and words is not None, "nothing is missing"
    minutes, programme = rules.in_steps(raw), choosing.named_in(tx, community, words)
    if form.claim is not None:
        old = rules.check_mine(store.by_id(tx, community, form.claim, lock=True), actor.person)
        claim = replace(old, on=on, raw=raw, minutes=minutes, words=words, pledge_code=None)
        claim = replace(claim, version=old.version + 1, programme=programme or old.programme)
        rules.check_in_a_day(raw, store.of_day(tx, claim))
        store.correct(tx, claim)
    else:
        number = ClaimId(tx.new_id())
        claim = Claim(community, number, actor.person, on, raw, minutes, words, ClaimState.WAITING, 0, logged_at=tx.now)
        claim = replace(claim, programme=programme)
        rules.check_in_a_day(raw, store.of_day(tx, claim))
        rules.check_room(store.count_of(tx, community, actor.person))
        store.add(tx, claim, f"log:{actor.key}")
        digest.remind(tx, community)
    return _logged(tx, claim, corrected=form.claim is not None)


def _logged(tx: Tx, claim: Claim, *, corrected: bool = False) -> Logged:
    where = communities.community(tx, claim.community)
    return Logged(claim, where.title if where else "", corrected, choosing.all_of(tx, claim.community))


def _now(tx: Tx, actor: Actor) -> datetime:
    """The moment of the act on the community's calendar."""
    assert actor.community is not None, "it was required"
    return actor.at.astimezone(ZoneInfo(communities.group_reader(tx, actor.community).time_zone))
