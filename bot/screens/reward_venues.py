"""What those see who run venues: credits and venues of a community, one venue, its staff, a new offer, its end."""

from typing import Final

from bot.communities.model import Neighbour, Reader
from bot.screens import format as put
from bot.screens.choices import excerpt
from bot.screens.html import Html, Phrase, bold, isolated, lines, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.rewards import all_rewards
from bot.screens.taps import tap
from bot.screens.words import Words
from bot.timebank.rewards.figures import Overview, Settlement
from bot.timebank.rewards.founding import Asked, VenueView
from bot.timebank.rewards.model import Venue
from bot.timebank.rewards.offering import Ending

_NAME_SHOWN: Final = 24
"""Characters of a name on a button."""


def overview(t: Words, found: Overview) -> Screen:
    """All credits of a community, and what each venue has taken."""
    text = paragraphs(
        bold(t.plain("Credits and venues of %(title)s", title=excerpt(found.title))),
        lines(
            t.say("Issued: %(time)s", time=_signed(t, found.issued)),
            t.say("Spent at venues: %(time)s", time=_signed(t, found.spent)),
            t.say("Expired: %(time)s", time=_signed(t, found.expired)),
            t.say("Outstanding: %(time)s", time=_signed(t, found.outstanding)),
            t.say("Of these held for vouchers: %(time)s", time=put.duration(t, found.on_vouchers)),
        ),
        _coverage(t, found),
        *(_settlement(t, each) for each in found.settlements),
        None if found.settlements else t.say("There is no venue yet where hours can be spent."),
    )
    rows = [
        (_button(each.venue.name, tap("venue", each.venue.community, each.venue.id)),) for each in found.settlements
    ]
    rows.append((Button(t.button("New venue"), tap=tap("venue_new", found.community), style=Style.PRIMARY),))
    return Screen(text, (*rows, (Button(t.button("Back"), tap=tap("bank", found.community)),)))


def venue(t: Words, view: VenueView) -> Screen:
    """One venue: who works there, what it offers, what it has taken."""
    where = view.venue
    names = [name for _, name in view.staff]
    text = paragraphs(
        bold(where.name),
        _taken(t, view.settlement),
        t.say("Staff who accept vouchers: %(names)s", names=put.names(t, names, len(names)))
        if names
        else t.say("Nobody works there yet, so nobody can accept a voucher."),
        None if view.offers else t.say("It offers nothing yet."),
    )
    here = (where.community, where.id)
    rows = [(_button(each.terms.title, tap("reward", where.community, each.id)),) for each in view.offers]
    rows.append((Button(t.button("New reward"), tap=tap("reward_new", *here), style=Style.PRIMARY),))
    if view.organises:
        rows.append((Button(t.button("Add staff"), tap=tap("venue_staff", *here)),))
        rows += [(_dismiss(t, where, number, name),) for number, name in view.staff]
        rows.append((Button(t.button("Close this venue"), tap=tap("venue_close", *here), style=Style.DANGER),))
        rows.append((Button(t.button("All venues"), tap=tap("venues", where.community)),))
    return Screen(text, (*rows, (all_rewards(t),)))


def asking(t: Words, asked: Asked, reader: Reader, *, problem: str | None) -> Screen:
    """How is it called, or who works there? `problem` is what was wrong with the answer."""
    if asked.venue is None:
        question = t.say("How is the new venue called? Write its name.")
        back = tap("venues", asked.community)
    elif asked.choices:
        question = t.say("Who of these is “%(text)s”?", text=excerpt(asked.searched))
        back = tap("venue", asked.community, asked.venue.id)
    else:
        question = t.say(
            "Who accepts vouchers at %(venue)s? Write the first name or @username of a resident.",
            venue=asked.venue.name,
        )
        back = tap("venue", asked.community, asked.venue.id)
    rows = tuple((_choice(t, each, reader),) for each in asked.choices)
    text = paragraphs(None if problem is None else bold(problem), question)
    return Screen(text, (*rows, (Button(t.button("Back"), tap=back),)))


def ending(t: Words, asked: Ending) -> Screen:
    """An offer is to end: what becomes of the vouchers that are out?"""
    offer = asked.offer
    text = paragraphs(
        bold(t.plain("End “%(title)s”?", title=offer.terms.title)),
        t.say("Nobody can take it any more."),
        t.count(
            "%(n)s voucher is out. It can stay good, or be called off: then its hours go back at once.",
            "%(n)s vouchers are out. They can stay good, or be called off: then their hours go back at once.",
            asked.out,
        ),
    )
    here = (offer.community, offer.id)
    rows = (
        (Button(t.button("Vouchers stay good"), tap=tap("reward_ended", *here, "keep")),),
        (Button(t.button("Call them off"), tap=tap("reward_ended", *here, "back"), style=Style.DANGER),),
        (Button(t.button("Back"), tap=tap("reward", *here)),),
    )
    return Screen(text, rows)


def closing(t: Words, view: VenueView) -> Screen:
    """A venue is to close: really?"""
    where = view.venue
    text = paragraphs(
        bold(t.plain("Close %(venue)s?", venue=where.name)),
        t.say("It offers nothing any more, and nobody accepts vouchers there. What it has taken stays in the book."),
        t.count(
            "%(n)s voucher is called off: its hours go back, and its holder is told.",
            "%(n)s vouchers are called off: their hours go back, and their holders are told.",
            view.settlement.out,
        ),
    )
    here = (where.community, where.id)
    yes = Button(t.button("Close it"), tap=tap("venue_closed", *here), style=Style.DANGER)
    return Screen(text, ((yes,), (Button(t.button("Back"), tap=tap("venue", *here)),)))


def closed(t: Words, where: Venue) -> Screen:
    """It is closed."""
    text = t.say("%(venue)s is closed. Whoever had a voucher gets the hours back.", venue=where.name)
    return Screen(text, ((Button(t.button("All venues"), tap=tap("venues", where.community)),),))


def _coverage(t: Words, found: Overview) -> Html:
    if found.coverage is None:
        return t.say("No venue has accepted a voucher within 90 days.")
    return t.say(
        "Coverage: within 90 days venues accepted vouchers for %(kept)s. Outstanding are %(percent)s%% of that.",
        kept=put.duration(t, found.kept),
        percent=found.coverage,
    )


def _settlement(t: Words, one: Settlement) -> Html:
    return lines(bold(one.venue.name), _taken(t, one))


def _taken(t: Words, one: Settlement) -> Html:
    return lines(
        t.count(
            "Taken: %(time)s, for %(n)s voucher",
            "Taken: %(time)s, for %(n)s vouchers",
            one.used,
            time=put.duration(t, one.balance),
        ),
        t.count("%(n)s voucher is out.", "%(n)s vouchers are out.", one.out) if one.out else None,
    )


def _signed(t: Words, amount: int) -> Phrase:
    """Where people may owe hours, a sum can be less than nothing."""
    if amount >= 0:
        return put.duration(t, amount)
    return t.plain("−%(time)s", time=put.duration(t, -amount))


def _button(label: str, data: str) -> Button:
    return Button(Phrase(isolated(excerpt(label, _NAME_SHOWN))), tap=data)


def _dismiss(t: Words, where: Venue, number: int, name: str) -> Button:
    label = t.button("Dismiss %(name)s", name=excerpt(name, _NAME_SHOWN))
    return Button(label, tap=tap("venue_drop", where.community, where.id, number))


def _choice(t: Words, neighbour: Neighbour, reader: Reader) -> Button:
    more = f"@{neighbour.username}" if neighbour.username else put.day(t, put.local(neighbour.since, reader).date())
    label = Phrase(f"{isolated(excerpt(neighbour.name, _NAME_SHOWN))} · {more}")
    return Button(label, tap=tap("venue_person", neighbour.person))
