"""What is told on a pledge's way: changes, milestones, news, who leads; and who wants to hear of it."""

from datetime import date, datetime, timedelta

from tests.simulation.debts import Debt, Round
from tests.simulation.ought.base import WORTH_SAYING, Base
from tests.simulation.ought.measures import step
from tests.simulation.ought.pledge import ALIVE, SIGNABLE, Pledge

ANNOUNCED_MOST = 6
MILESTONES = ("half_way", "needs_one")


class Course(Base):
    """On its way from the first signature to its deed."""

    # --- changes ----------------------------------------------------------------------------------------------------

    def lower(self, code: str, person: int, threshold: int) -> None:
        """Fewer people, but more than have signed; or less, by half hours."""
        pledge = self.pledges[code]
        less = max(pledge.reached + 1, 3 * pledge.on_paper) <= threshold < pledge.threshold
        less = less and threshold % step(pledge.terms.unit) == 0
        if person == pledge.creator and pledge.state == "open" and less:
            pledge.threshold = threshold
            self._is_overtaken(code)
            if pledge.minimum is not None:
                pledge.minimum = min(pledge.minimum, threshold)
            self._changed(code)
            self._terms_have_changed(code)

    def move_deadline(self, code: str, person: int, deadline: datetime) -> None:
        """Once, to a later day that is 30 days later at most, and not behind its deed."""
        pledge = self.pledges[code]
        deed, day = pledge.terms.deed, self._day(deadline)
        later = timedelta(0) < day - self._day(pledge.last_second) <= timedelta(days=30)
        if person != pledge.creator or pledge.state not in SIGNABLE or pledge.moved or not later:
            return
        if self.now > pledge.last_second or (deed is not None and self._day(deed) < day):
            return
        if self._due_before(code, deadline):
            return
        pledge.moved, pledge.last_second = True, deadline
        if deed is not None and pledge.terms.deed_over is None:
            pledge.last_second = min(deed, deadline)
        self._changed(code)
        self._terms_have_changed(code)

    def _due_before(self, code: str, deadline: datetime) -> bool:
        """What is promised in return is told of elsewhere."""
        return False

    def _terms_have_changed(self, code: str) -> None:
        """The same."""

    def add_detail(self, code: str, person: int, text: str) -> None:
        """Below what stands there."""
        pledge = self.pledges[code]
        if person == pledge.creator and pledge.state in SIGNABLE:
            pledge.details = f"{pledge.details}\n{text}".strip()
            self._changed(code)

    def _changed(self, code: str) -> None:
        pledge = self.pledges[code]
        pledge.changes += 1
        self.books.go_round(code, "changed", pledge.signers, self.now + WORTH_SAYING, pledge.changes)
        self._tell_vouchers(code, "paper_changed", self.now, pledge.changes)

    # --- who wants to hear ------------------------------------------------------------------------------------------

    def follow(self, code: str, person: int, *, follows: bool) -> None:
        """Who is in wants to hear of milestones, as long as one is to come; or not any more."""
        pledge = self.pledges[code]
        if person not in pledge.signers or (follows and not something_ahead(pledge)):
            return
        pledge.marks[person].follows = follows
        self.books.excuse(code, *MILESTONES, person=person)
        if follows:
            self.books.unmute(code, person)
            self.books.came_in(code, person)

    def mute(self, code: str, person: int, *, muted: bool) -> None:
        """Who is in, or has made it, wants to hear as little of it as can be; or again."""
        pledge = self.pledges[code]
        if person != pledge.creator and person not in pledge.signers:
            return
        if pledge.state in ("open", "tipped", "rescued", "acting"):
            (self.books.mute if muted else self.books.unmute)(code, person)

    def _is_overtaken(self, code: str) -> None:
        self.books.excuse(code, *MILESTONES)

    def _reached(self, code: str, before: int) -> None:
        pledge = self.pledges[code]
        passed = [(at, fact) for at, fact in _milestones(pledge).items() if before < at <= pledge.reached]
        fact = max(passed)[1] if passed and pledge.count > 1 else None
        if fact is not None:
            self._is_overtaken(code)
        if fact is not None and fact not in pledge.told:
            pledge.told.add(fact)
            for person in pledge.signers:
                if pledge.marks[person].follows:
                    self.books.owe(Debt(person, code, fact), pledge.last_second)
            self.books.fresh.add(Round(code, fact, 0))

    # --- news and who leads -----------------------------------------------------------------------------------------

    def announce(self, code: str, person: int, at: datetime) -> None:
        """Whoever leads it writes to everybody: once a day, six times in all."""
        pledge = self.pledges[code]
        today, written = self._day(at), [self._day(each) for _, each in pledge.news]
        if person not in (pledge.creator, pledge.lead) or pledge.state not in ALIVE or not pledge.signers:
            return
        if len(written) == ANNOUNCED_MOST or today in written:
            return
        pledge.news.append((person, at))
        turn, until = len(pledge.news), max(at, pledge.last_second) + WORTH_SAYING
        self.books.go_round(code, "news", pledge.signers - {person}, until, turn)
        self.books.pass_over(Debt(person, code, "news", turn))
        if person != pledge.creator:
            self.books.owe(Debt(pledge.creator, code, "news", turn), until)
        if _has_plan(pledge):
            self.books.excuse(code, "plan_missing", "leader_sought")

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _hears_latest(self, code: str, person: int) -> None:
        pledge = self.pledges[code]
        if pledge.news and pledge.news[-1][0] != person:
            _, at = pledge.news[-1]
            until = max(at, pledge.last_second) + WORTH_SAYING
            if self.now < until:
                self.books.owe(Debt(person, code, "news", len(pledge.news)), until)

    def volunteer(self, code: str, person: int, at: datetime) -> None:
        """The first one of those who are in, once they have been asked."""
        pledge = self.pledges[code]
        asked = pledge.tipped_at is not None and at >= pledge.tipped_at + timedelta(days=5)
        if person not in pledge.signers or pledge.lead is not None or not asked or not _is_without_plan(pledge):
            return
        pledge.lead = person
        self.books.excuse(code, "leader_sought", "plan_missing")
        until = at + WORTH_SAYING
        if person not in pledge.led_by:
            self.books.owe(Debt(pledge.creator, code, "leader_found", person), until)
        if not pledge.led_by:
            self.books.go_round(code, "leader_found", pledge.signers - {person}, until)
            self.books.pass_over(Debt(person, code, "leader_found"))
        pledge.led_by.add(person)

    def _leads_no_more(self, code: str, person: int) -> None:
        pledge = self.pledges[code]
        if pledge.lead != person:
            return
        pledge.lead = None
        self.books.excuse(code, "leader_found")
        debt = Debt(pledge.creator, code, "leader_left", person)
        if debt not in self.books.at_most:
            self.books.owe(debt, self.now + WORTH_SAYING)

    def _look_for_plan(self, code: str, now: datetime) -> bool:
        """Three days after it came to life its creator is reminded, after five those who are in are asked who leads."""
        pledge, moved = self.pledges[code], False
        for fact, days in (("plan_missing", 3), ("leader_sought", 5)):
            due = pledge.tipped_at is not None and now >= pledge.tipped_at + timedelta(days=days)
            if not due or fact in pledge.told:
                continue
            pledge.told.add(fact)
            moved = True
            if not _is_without_plan(pledge) or pledge.lead is not None:
                continue
            if fact == "plan_missing":
                self.books.owe(Debt(pledge.creator, code, fact), now + WORTH_SAYING)
            else:
                self.books.go_round(code, fact, pledge.signers, now + WORTH_SAYING)
        return moved


def something_ahead(pledge: Pledge) -> bool:
    """Whether a milestone is still to come."""
    return pledge.state == "open" and any(at > pledge.reached for at in _milestones(pledge))


def _has_plan(pledge: Pledge) -> bool:
    return pledge.terms.deed is not None or any(author == pledge.creator for author, _ in pledge.news)


def _is_without_plan(pledge: Pledge) -> bool:
    return pledge.state in ALIVE and not _has_plan(pledge)


def _milestones(pledge: Pledge) -> dict[int, str]:
    """Where what is told; what the first one has brought alone nobody else has to hear."""
    threshold, usual = pledge.threshold, pledge.usual
    at = {(threshold + 1) // 2: "half_way", threshold - usual: "needs_one"}
    return {reached: fact for reached, fact in at.items() if usual < reached <= threshold - usual}
