"""What people see of their hours: what they have given, who was meant, their balance, their statement."""

from typing import Final

from bot.communities.model import Neighbour, Reader
from bot.screens import format as put
from bot.screens.choices import about, excerpt
from bot.screens.html import Html, Phrase, bold, isolated, lines, paragraphs, quote
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.choosing import Which
from bot.timebank.giving import Given
from bot.timebank.ledger.model import Reason
from bot.timebank.rules import LONG, TRUSTED_AFTER
from bot.timebank.statement import Balance, Entry, StatementPage

_NAME_SHOWN: Final = 24
"""Characters of a name on a button."""

_WORDS_SHOWN: Final = 80
"""Characters of what an exchange was about, in a list."""


def given(t: Words, now: Given) -> Screen:
    """A receipt: it can be taken back for a minute."""
    name, username = now.neighbour.name, now.neighbour.username
    who = isolated(name) if username is None else Phrase(f"{isolated(name)} ({isolated(f'@{username}')})")
    text = paragraphs(
        bold(t.plain("You give %(name)s %(time)s.", name=who, time=put.duration(t, now.minutes))),
        None if now.words is None else quote(now.words),
        about(t, now.about),
        t.say("That is more than %(time)s at once. Is it right?", time=put.duration(t, LONG)) if now.is_long else None,
        lines(
            t.say("They have it in a minute, and are told then. Until then you can undo it."), _left(t, now.can_spend)
        ),
    )
    undo = Button(t.button("Undo"), tap=tap("give_back", now.hold.community, now.hold.id))
    return Screen(text, ((undo,),))


def taken_back(t: Words) -> Screen:
    """Nothing was given."""
    return Screen(t.say("Undone: no hours were given, and nobody was told."))


def which(t: Words, asked: Which, reader: Reader, problem: str | None = None) -> Screen:
    """Several are called so; what nobody shares tells them apart. `problem`: what was wrong with the answer."""
    text = paragraphs(
        None if problem is None else bold(problem),
        bold(t.plain("Several residents may be “%(name)s”. Who helped you?", name=excerpt(asked.name))),
        t.say("%(time)s are given to whomever you choose.", time=put.duration(t, asked.minutes)),
        t.say("There are more of them: you can also write @username instead of the name.") if asked.more else None,
    )
    choices = tuple((_choice(t, each, asked.token, reader),) for each in asked.people)
    return Screen(text, (*choices, (Button(t.button("Cancel"), tap=tap("give_stop", asked.token)),)))


def stopped(t: Words) -> Screen:
    """Nobody was chosen."""
    return Screen(t.say("Cancelled. For a minute you can undo that."))


def balance(t: Words, now: Balance) -> Screen:
    """What somebody's hours have come to."""
    figures: list[Html | None] = [
        t.say("Help you gave: %(time)s", time=put.duration(t, now.given)),
        t.say("Help you received: %(time)s", time=put.duration(t, now.received)),
    ]
    if now.credited:
        figures.append(t.say("Hours you gave to the community: %(time)s", time=put.duration(t, now.credited)))
    if now.starter:
        figures.append(t.say("To begin with, from the community: %(time)s", time=put.duration(t, now.starter)))
    figures.append(t.say("Held, on its way to others: %(time)s", time=put.duration(t, now.held)))
    if now.coming:
        figures.append(t.say("On its way to you: %(time)s", time=put.duration(t, now.coming)))
    text = paragraphs(
        bold(t.plain("Your hours in %(title)s", title=excerpt(now.title))),
        lines(*figures),
        lines(bold(_left(t, now.can_spend)), _owing(t, now)),
        _to_trust(t, now),
        None if now.beyond is None else many_hours(t, now.beyond),
    )
    return Screen(text, ((Button(t.button("Statement"), tap=tap("hours_page", now.community, 0)),),))


def statement(t: Words, page: StatementPage) -> Screen:
    """What came and went, the newest first."""
    where = page.community
    entries = [_entry(t, entry) for entry in page.entries]
    text = paragraphs(
        bold(t.plain("Your hours in %(title)s", title=excerpt(page.title))),
        _stands_at(t, page.balance),
        *(entries or [t.say("Nothing has come or gone yet.")]),
    )
    turns = []
    if not page.newest:
        turns.append(Button(t.button("Newest"), tap=tap("hours_page", where, 0)))
    if page.older is not None:
        turns.append(Button(t.button("Older"), tap=tap("hours_page", where, page.older)))
    rows = [tuple(turns)] if turns else []
    if page.newest and page.entries:
        pdf, csv = tap("hours_pdf", where), tap("hours_csv", where)
        rows.append((Button(t.button("PDF"), tap=pdf), Button(t.button("CSV"), tap=csv)))
    return Screen(text, (*rows, (balance_button(t, where),)))


def balance_button(t: Words, community: int) -> Button:
    """To one's balance there."""
    return Button(t.button("Balance"), tap=tap("hours_balance", community))


def many_hours(t: Words, ceiling: int) -> Html:
    """More than the soft ceiling: nothing is refused."""
    return t.say(
        "You have more than %(time)s. Hours help most when they move: let neighbours help you, too.",
        time=put.duration(t, ceiling),
    )


def _left(t: Words, can_spend: int | None) -> Html:
    if can_spend is None:
        return t.say("You can spend as much as you like.")
    return t.say("You can spend: %(time)s", time=put.duration(t, can_spend))


def _owing(t: Words, now: Balance) -> Html | None:
    if not now.owing:
        return None
    return t.say("That includes %(time)s which one may owe here for a while.", time=put.duration(t, now.owing))


def _to_trust(t: Words, now: Balance) -> Html | None:
    if now.partners is None:
        return None
    return t.count(
        "After an exchange with %(n)s more person you may owe more.",
        "After exchanges with %(n)s more people you may owe more.",
        TRUSTED_AFTER - now.partners,
    )


def _stands_at(t: Words, balance: int) -> Html:
    if balance < 0:
        return t.say("All in all you owe %(time)s.", time=put.duration(t, -balance))
    return t.say("All in all you have %(time)s.", time=put.duration(t, balance))


def _entry(t: Words, entry: Entry) -> Html:
    line = t.say("%(date)s: %(what)s", date=put.day(t, entry.on), what=_what(t, entry))
    return line if entry.words is None else lines(line, quote(excerpt(entry.words, _WORDS_SHOWN)))


def _what(t: Words, entry: Entry) -> Phrase:
    time = put.duration(t, entry.minutes)
    if entry.reason is Reason.STARTER and entry.incoming and not entry.taken_back:
        return t.plain("%(time)s to begin with, from the community", time=time)
    if entry.reason is Reason.MOVED:
        return _brought_along(t, entry)
    if entry.taken_back:
        return _taken_back(t, entry)
    if not entry.name:
        return _with_community(t, entry) if entry.name is None else _with_the_forgotten(t, entry)
    if entry.incoming:
        return t.plain("%(time)s from %(name)s", time=time, name=entry.name)
    return t.plain("%(time)s to %(name)s", time=time, name=entry.name)


def _with_community(t: Words, entry: Entry) -> Phrase:
    time = put.duration(t, entry.minutes)
    if entry.incoming:
        return t.plain("%(time)s from the community", time=time)
    return t.plain("%(time)s to the community", time=time)


def _with_the_forgotten(t: Words, entry: Entry) -> Phrase:
    time = put.duration(t, entry.minutes)
    if entry.incoming:
        return t.plain("%(time)s from somebody who has left", time=time)
    return t.plain("%(time)s to somebody who has left", time=time)


def _brought_along(t: Words, entry: Entry) -> Phrase:
    time = put.duration(t, entry.minutes)
    if entry.incoming:
        return t.plain("%(time)s brought along from the group as it was before", time=time)
    return t.plain("%(time)s owed in the group as it was before", time=time)


def _taken_back(t: Words, entry: Entry) -> Phrase:
    time = put.duration(t, entry.minutes)
    if entry.incoming:
        return t.plain("%(time)s came back to you", time=time)
    return t.plain("%(time)s were taken back from you", time=time)


def _choice(t: Words, neighbour: Neighbour, token: str, reader: Reader) -> Button:
    more = f"@{neighbour.username}" if neighbour.username else put.day(t, put.local(neighbour.since, reader).date())
    label = Phrase(f"{isolated(excerpt(neighbour.name, _NAME_SHOWN))} · {more}")
    return Button(label, tap=tap("give_to", token, neighbour.person))
