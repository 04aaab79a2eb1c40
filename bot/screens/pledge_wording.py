"""How a pledge is put into words: its sentence, its deadline, how far it has come."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from babel.dates import format_date

from bot.communities.model import Reader
from bot.pledges.model import Deadline, Pledge, Wording
from bot.pledges.notices import PledgeFacts
from bot.screens import format as put
from bot.screens.html import Html, Phrase, apart
from bot.screens.words import Words, words_for

_SHORT: Final = 60
"""Characters of an action in a list."""


def sentence_of(pledge: Pledge | Wording | PledgeFacts) -> Html:
    """The exact sentence that people agree to, in the language in which it was written, for every reader the same."""
    wording = pledge.wording if isinstance(pledge, Pledge) else pledge
    return apart(_sentence(words_for(wording.language), wording))


def promise_of(wording: Wording) -> Html:
    """What its creator will do, as a list has room for it, in the language in which it was written."""
    t, action = words_for(wording.language), wording.action
    short = action if len(action) <= _SHORT else f"{action[: _SHORT - 1].rstrip()}…"
    return apart(t.say("I will %(action)s", action=short))


def _sentence(t: Words, wording: Wording | PledgeFacts) -> Html:
    n, action, deadline = wording.threshold, wording.action, _day_in(t, wording.deadline)
    match wording.others, wording.others_action:
        case None, None:
            return t.count(
                "I will %(action)s, if %(n)s other neighbour will too, by %(deadline)s.",
                "I will %(action)s, if %(n)s other neighbours will too, by %(deadline)s.",
                n,
                action=action,
                deadline=deadline,
            )
        case None, str(doing):
            return t.count(
                "I will %(action)s, if %(n)s other neighbour will %(others_action)s, by %(deadline)s.",
                "I will %(action)s, if %(n)s other neighbours will %(others_action)s, by %(deadline)s.",
                n,
                action=action,
                others_action=doing,
                deadline=deadline,
            )
        case str(others), None:
            return t.count(
                # Translators: %(others)s is what somebody wrote, e.g. "dog owners of Mill Road"
                "I will %(action)s, if %(n)s %(others)s will too, by %(deadline)s.",
                "I will %(action)s, if %(n)s %(others)s will too, by %(deadline)s.",
                n,
                action=action,
                others=others,
                deadline=deadline,
            )
    return t.count(
        "I will %(action)s, if %(n)s %(others)s will %(others_action)s, by %(deadline)s.",
        "I will %(action)s, if %(n)s %(others)s will %(others_action)s, by %(deadline)s.",
        n,
        action=action,
        others=wording.others or "",
        others_action=wording.others_action or "",
        deadline=deadline,
    )


def _day_in(t: Words, deadline: Deadline) -> Phrase:
    """The deadline inside the sentence: "6 December 2026", "6 December 2026, 18:00"."""
    there = Reader(language=t.language, time_zone=deadline.time_zone)
    day = format_date(put.local(deadline.at, there).date(), "long", locale=t.locale)
    if deadline.whole_day:
        return Phrase(day)
    return t.plain("%(date)s, %(time)s", date=Phrase(day), time=Phrase(put.clock_time(t, deadline.at, there)))


def deadline_in_words(t: Words, deadline: Deadline, reader: Reader) -> Phrase:
    """The whole of it, before it binds: "Sun 6 Dec 2026, to the end of the day, Europe/London"."""
    there = replace(reader, time_zone=deadline.time_zone)
    if not deadline.whole_day:
        return Phrase(put.moment(t, deadline.at, there))
    return t.plain(
        "%(date)s, to the end of the day, %(zone)s",
        date=Phrase(put.day(t, put.local(deadline.at, there).date())),
        zone=deadline.time_zone.replace("_", " "),
    )


def day_of(t: Words, deadline: Deadline, reader: Reader, now: datetime | None = None) -> Phrase:
    """The deadline in short: "Sun 6 Dec", "Sun 6 Dec, 18:00, Europe/London"."""
    there = replace(reader, time_zone=deadline.time_zone)
    if not deadline.whole_day:
        return Phrase(put.moment(t, deadline.at, there, now))
    today = None if now is None else put.local(now, there).date()
    return Phrase(put.day(t, put.local(deadline.at, there).date(), today))


def how_far_off(t: Words, deadline: Deadline, reader: Reader, now: datetime) -> Phrase:
    """ "today", "in 9 days", "in 25 minutes"."""
    there = replace(reader, time_zone=deadline.time_zone)
    if not deadline.whole_day:
        return Phrase(put.until(t, deadline.at, there, now))
    days = (put.local(deadline.at, there).date() - put.local(now, there).date()).days
    return Phrase(put.days_until(t, days))


def progress_of(t: Words, count: int, threshold: int) -> Phrase:
    """ "6 of 10" and a bar."""
    return Phrase(put.progress(t, count, threshold))
