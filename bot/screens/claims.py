"""Hours given to the community: what people see who log them, and the organisers who look at them."""

from typing import Final

from bot.screens import format as put
from bot.screens.choices import excerpt, pairs
from bot.screens.html import Html, Phrase, bold, isolated, lines, paragraphs, quote
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.claims.approving import Verb, Why
from bot.timebank.claims.claiming import Logged
from bot.timebank.claims.form import Asked, Form, Missing
from bot.timebank.claims.model import Claim, Flag
from bot.timebank.claims.queue import Queue, Waiting
from bot.timebank.rules import LONG

_USUAL: Final = (30, 60, 90, 120, 180, 240)
"""Minutes to choose by a button."""

_NAME_SHOWN: Final = 24
"""Characters of a name in the queue."""

_WORDS_SHOWN: Final = 28
"""Characters of what it was: five entries with all that can be said of them fit into one message."""

_CODE_SHOWN: Final = 8
"""More than a code has."""


def logged(t: Words, now: Logged) -> Screen:
    """A receipt: it can be corrected or withdrawn while it waits."""
    claim = now.claim
    heading = t.plain("Corrected: it waits for an organiser.") if now.corrected else t.plain("Logged: it waits.")
    text = paragraphs(
        bold(heading),
        what(t, claim.minutes, claim, now.programme.name if now.programme else None),
        _rounded(t, claim) if now.is_rounded else None,
        t.say("That is more than %(time)s at once. Is it right?", time=put.duration(t, LONG)) if now.is_long else None,
        t.say("An organiser of %(title)s looks at it; I tell you what becomes of it.", title=excerpt(now.title)),
    )
    correct = Button(t.button("Correct"), tap=tap("claim_fix", claim.community, claim.id))
    withdraw = Button(t.button("Withdraw"), tap=tap("claim_off", claim.community, claim.id))
    return Screen(text, ((correct, withdraw), *pairs(_programmes(t, now))))


def withdrawn(t: Words) -> Screen:
    """It does not wait any more."""
    return Screen(t.say("Withdrawn: these hours are not asked for any more."))


def asking(t: Words, asked: Asked, *, problem: str | None) -> Screen:
    """The question that is open. `problem` is what was wrong with the answer."""
    known = _known(t, asked.form)
    text = paragraphs(None if problem is None else bold(problem), known, _question(t, asked.missing))
    if asked.missing is not Missing.TIME:
        return Screen(text)
    return Screen(text, pairs([Button(put.duration(t, each), tap=tap("claim_time", each)) for each in _USUAL]))


def queue(t: Words, page: Queue, said: str | None) -> Screen:
    """What waits, the oldest first. `said` is what has just happened."""
    where = page.community
    entries = [_waiting(t, number, each) for number, each in enumerate(page.waiting, 1)]
    text = paragraphs(
        None if said is None else bold(said),
        bold(t.plain("Hours that wait in %(title)s: %(n)s", title=excerpt(where.title), n=page.total)),
        *(entries or [t.say("Nothing waits here.")]),
    )
    rows = [_verdicts(t, number, each) for number, each in enumerate(page.waiting, 1) if not each.own]
    if len(rows) > 1:
        every = tap("claim_all", where.id, page.after, page.seen)
        rows.append((Button(t.button("Approve all on this page"), tap=every, style=Style.PRIMARY),))
    turns = (
        *((Button(t.button("Oldest"), tap=tap("claim_page", where.id, 0)),) if page.after else ()),
        *((Button(t.button("Newer"), tap=tap("claim_page", where.id, page.last)),) if page.more else ()),
    )
    return Screen(text, (*rows, *((turns,) if turns else ())))


def asking_why(t: Words, asked: Why, *, problem: str | None) -> Screen:
    """Why is it adjusted or declined? `problem` is what was wrong with the answer."""
    claim = asked.waiting.claim
    if asked.verb is Verb.ADJUST:
        example = t.plain("the rest was lunch")
        question = t.say(
            "How long was it, and why? Write it like this: %(example)s", example=isolated(f"1h30 {example}")
        )
    else:
        question = t.say("Why not? They are told what you write.")
    text = paragraphs(
        None if problem is None else bold(problem),
        lines(isolated(asked.waiting.name), what(t, claim.minutes, claim, asked.waiting.programme)),
        question,
    )
    return Screen(text, ((Button(t.button("Back"), tap=tap("claim_back", asked.community.id)),),))


def what(t: Words, minutes: int, claim: Claim, programme: str | None = None) -> Html:
    """How long, when, what it was, for which programme."""
    kept = claim.pledge_code
    return lines(
        t.say("%(time)s on %(date)s", time=put.duration(t, minutes), date=put.day(t, claim.on)),
        quote(excerpt(claim.words, _WORDS_SHOWN)),
        None if kept is None else _kept(t, kept),
        None if programme is None else _for(t, programme),
    )


def _kept(t: Words, code: str) -> Html:
    return t.say("Pledge %(code)s, confirmed", code=isolated(excerpt(code, _CODE_SHOWN)))


def _for(t: Words, programme: str) -> Html:
    return t.say("Programme: %(name)s", name=excerpt(programme, _NAME_SHOWN))


def _programmes(t: Words, now: Logged) -> list[Button]:
    """What else it may be for."""
    about = (now.claim.community, now.claim.id)
    others = [
        Button(t.button("For %(name)s", name=excerpt(each.name)), tap=tap("claim_for", *about, number))
        for number, each in enumerate(now.programmes, 1)
        if each.id != now.claim.programme
    ]
    if now.claim.programme is not None:
        others.append(Button(t.button("For no programme"), tap=tap("claim_for", *about, 0)))
    return others


def _rounded(t: Words, claim: Claim) -> Html:
    return t.say("You wrote %(time)s; credits come in steps of five minutes.", time=put.duration(t, claim.raw))


def _known(t: Words, form: Form) -> Html | None:
    known = [
        None if form.raw is None else put.duration(t, form.raw),
        None if form.day is None else put.day(t, form.day),
        None if form.words is None else quote(excerpt(form.words)),
    ]
    return lines(*known) if any(known) else None


def _question(t: Words, missing: Missing) -> Html:
    if missing is Missing.TIME:
        return t.say("How long did it take? Choose, or write it: 2h30, for example.")
    if missing is Missing.WORDS:
        return t.say("What did you do? If it was not today, write the day at the end.")
    return t.say("What is different? Write the right time, day or words; the rest stays as it is.")


def _waiting(t: Words, number: int, each: Waiting) -> Html:
    claim = each.claim
    flags = [t.say("Look twice: %(reason)s", reason=_flag(t, flag)) for flag in each.flags]
    own = t.say("These are your own: another organiser has to look at them.") if each.own else None
    who = Phrase(f"{number}. {isolated(excerpt(each.name, _NAME_SHOWN))}")
    return lines(who, what(t, claim.minutes, claim, each.programme), *flags, own)


def _flag(t: Words, flag: Flag) -> str:
    match flag:
        case Flag.LONG:
            return t.plain("more than %(time)s at once", time=put.duration(t, LONG))
        case Flag.LONG_DAY:
            return t.plain("more than %(time)s on that day, with the others", time=put.duration(t, LONG))
        case Flag.SAME:
            return t.plain("very like another one of that day")
        case Flag.OVERLAP:
            return t.plain("may overlap with another one of that day")


def _verdicts(t: Words, number: int, each: Waiting) -> tuple[Button, ...]:
    about = (each.claim.community, each.claim.id, each.claim.version)
    return (
        Button(t.button("Approve %(n)s", n=number), tap=tap("claim_yes", *about), style=Style.SUCCESS),
        Button(t.button("Adjust %(n)s", n=number), tap=tap("claim_why", *about, Verb.ADJUST.value)),
        Button(t.button("Decline %(n)s", n=number), tap=tap("claim_why", *about, Verb.DECLINE.value)),
    )
