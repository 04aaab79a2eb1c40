"""How a pledge is put into words: its sentence, its deadline, how far it has come."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from babel.dates import format_date

from bot.communities.model import Reader
from bot.pledges.model import Pledge
from bot.pledges.notices import PledgeFacts
from bot.pledges.wording import Deadline, Occasion, Promise, Unit, Wording
from bot.screens import format as put
from bot.screens.choices import about, excerpt
from bot.screens.html import Html, Phrase, apart, code, lines, markup, quote
from bot.screens.pledge_measures import condition, progress
from bot.screens.words import Words, words_for

_SHORT: Final = 70
"""Characters of a promise in a list."""


def sentence_of(pledge: Pledge | Wording | PledgeFacts) -> Html:
    """The exact sentence that people agree to, in the language in which it was written, for every reader the same."""
    wording = pledge.wording if isinstance(pledge, Pledge) else pledge
    t = words_for(wording.language)
    sentence = t.say(
        # Translators: the whole sentence of a pledge, put together from its halves: "I will bring my van",
        # "if 10 other neighbours will too"
        "%(promise)s, %(condition)s, by %(deadline)s.",
        promise=_promise(t, wording.action, wording.opening),
        condition=_condition(t, wording),
        deadline=_day_in(t, wording.deadline),
    )
    return apart(sentence)


def promise_of(promise: Promise | Wording, language: str) -> str:
    """The creator's half alone, in the language of the pledge: "I will bring my van". As people's own words go."""
    t = words_for(language)
    if promise.opening is not None:
        return _own_promise(promise.action, promise.opening)
    return t.plain("I will %(action)s", action=promise.action)


def _promise(t: Words, action: str, opening: str | None) -> Html:
    if opening is not None:
        return markup(_own_promise(action, opening))
    # Translators: the first half of a pledge's sentence; %(action)s is what somebody wrote, "bring my van"
    return t.say("I will %(action)s", action=action)


def _own_promise(action: str, opening: str) -> str:
    """In the writer's own words, at the beginning of a sentence."""
    text = f"{opening} {action}".strip()
    return text[:1].upper() + text[1:]


def _condition(t: Words, wording: Wording | PledgeFacts) -> Html:
    """The others' half: "if 10 other neighbours will too"."""
    if wording.condition is not None:
        return markup(wording.condition)
    if wording.unit is not Unit.PEOPLE:
        return condition(t, wording)
    n = wording.threshold
    match wording.others, wording.others_action:
        case None, None:
            return t.count("if %(n)s other neighbour will too", "if %(n)s other neighbours will too", n)
        case None, str(doing):
            return t.count(
                "if %(n)s other neighbour will %(others_action)s",
                "if %(n)s other neighbours will %(others_action)s",
                n,
                others_action=doing,
            )
        case str(others), None:
            # Translators: %(others)s is what somebody wrote, e.g. "dog owners of Mill Road"
            return t.count("if %(n)s %(others)s will too", "if %(n)s %(others)s will too", n, others=others)
    return t.count(
        "if %(n)s %(others)s will %(others_action)s",
        "if %(n)s %(others)s will %(others_action)s",
        n,
        others=wording.others or "",
        others_action=wording.others_action or "",
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


def day_of(t: Words, deadline: Deadline | Occasion, reader: Reader, now: datetime | None = None) -> Phrase:
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


def meeting(t: Words, act_on: Occasion, reader: Reader, now: datetime | None = None) -> Html:
    """A line that tells when and, if that is known, where it is to be done; see `meeting_in_words`."""
    words = meeting_in_words(t, act_on, reader, now)
    if act_on.place is None:
        return t.say("When: %(when)s", when=words)
    return t.say("When and where: %(meeting)s", meeting=words)


def meeting_in_words(t: Words, act_on: Occasion, reader: Reader, now: datetime | None = None) -> Phrase:
    """The same alone, the day in full unless `now` shows which year it is."""
    when = day_of(t, act_on, reader, now)
    if act_on.place is None:
        return when
    # Translators: when and where it is to be done: Sat 12 Dec, 10:00, Europe/London · the alley gate
    return t.plain("%(when)s · %(place)s", when=when, place=act_on.place)


def which_pledge(t: Words, pledge: PledgeFacts, reader: Reader) -> Html:
    """Which one it is: its sentence and, in every copy, its code; and where, for who may wonder."""
    number = t.say("Pledge %(code)s", code=code(pledge.code))
    deed = None if pledge.act_on is None else meeting(t, pledge.act_on, reader)
    return lines(quote(sentence_of(pledge)), deed, number, about(t, reader.about))


def progress_of(t: Words, pledge: Pledge | PledgeFacts) -> Phrase:
    """ "6 of 10", "14 of 20 hours" and a bar; and how many of them have signed on paper, if any."""
    if isinstance(pledge, Pledge):
        reached = progress(t, pledge.reached, pledge.wording.threshold, pledge.wording.measure)
    else:
        reached = progress(t, pledge.count, pledge.threshold, pledge.measure)
    paper = pledge.paper
    if not paper:
        return reached
    # Translators: %(reached)s is "9 of 10" and a bar
    return t.plain_count("%(reached)s (%(n)s on paper)", "%(reached)s (%(n)s on paper)", paper, reached=reached)


def shortened(promise: str) -> str:
    """The promise as a list has room for it."""
    return excerpt(promise, _SHORT)
