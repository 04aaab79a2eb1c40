"""What people see of signatures on paper: the list and the question of organisers, and what they are asked to tell."""

from typing import Final

from bot.pledges.paper.model import PaperAsked, PaperLine, PaperList
from bot.pledges.paper.rules import most
from bot.pledges.reading import PledgeCard
from bot.screens import format as put
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import about, excerpt
from bot.screens.html import Html, Phrase, bold, code, lines, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words

_NAME_SHOWN: Final = 24
"""Characters of a name on a button."""


# --- on the card ----------------------------------------------------------------------------------------------------


def door(t: Words, card: PledgeCard) -> tuple[Button, ...]:
    """To the list, for organisers."""
    return (list_button(t, card.pledge.code),) if card.may_see_paper else ()


def on_card(t: Words, card: PledgeCard) -> Html | None:
    """Who has signed on paper: names where names are shown, else how many; nothing where nobody has."""
    if not card.pledge.paper:
        return None
    names = [excerpt(name) for name in card.paper_names]
    who = put.names(t, names, card.pledge.paper)
    return t.say("On paper, vouched for by an organiser: %(names)s", names=Phrase(who))


def in_short(t: Words, card: PledgeCard) -> str:
    """The same for a toast, on a line of its own, and without names; "" where nobody has."""
    if not card.pledge.paper:
        return ""
    who = put.names(t, (), card.pledge.paper)
    said = t.plain("On paper, vouched for by an organiser: %(names)s", names=Phrase(who))
    return f"\n{said}"


def how_many(t: Words, people: int) -> Html | None:
    """The same in a message, where nobody on paper is named."""
    if not people:
        return None
    return t.count(
        "%(n)s of them has signed on paper, and an organiser vouches for them.",
        "%(n)s of them have signed on paper, and an organiser vouches for them.",
        people,
    )


def list_button(t: Words, pledge_code: str) -> Button:
    """To the list of who has signed on paper."""
    return Button(t.button("Signed on paper"), tap=tap("paper_list", pledge_code))


# --- the list -------------------------------------------------------------------------------------------------------


def paper_list(t: Words, found: PaperList) -> Screen:
    """Who has signed on paper, and who vouches for them."""
    pledge = found.pledge
    heading = t.say("<b>Signed on paper</b> · pledge %(code)s", code=code(pledge.code))
    text = paragraphs(
        _added(t, found),
        lines(heading, about(t, found.title)),
        _so_many(t, found),
        lines(*(_line(t, line) for line in found.lines)) if found.lines else None,
    )
    back = tuple((_take_back(t, found, line),) for line in found.lines if found.may_take_back and not line.gone)
    return Screen(text, (*back, *_ways(t, found)))


def _added(t: Words, found: PaperList) -> Html | None:
    if not found.added:
        return None
    vouched = t.plain_count(
        "%(n)s person is in, on paper. You vouch for them.",
        "%(n)s people are in, on paper. You vouch for them.",
        found.added,
    )
    happening = bold(t.plain("That was what it needed: it is happening!")) if found.tipped else None
    return lines(bold(vouched), happening)


def _so_many(t: Words, found: PaperList) -> Html:
    paper, threshold = found.pledge.paper, found.pledge.wording.threshold
    if not most(threshold):
        return t.say("Where fewer than 3 people are needed, nobody can sign on paper.")
    return t.say(
        "People without Telegram, for whom an organiser vouches. Up to a third of those who are needed can be on "
        "paper: %(paper)s of at most %(most)s.",
        paper=paper,
        most=most(threshold),
    )


def _line(t: Words, line: PaperLine) -> Html:
    who = _who(t, line)
    if line.gone:
        return t.say("%(name)s: not in any more, because it went ahead with fewer", name=who)
    if line.own:
        return t.say("%(name)s: you vouch", name=who)
    if line.vouched_by:
        return t.say("%(name)s: vouched for by %(voucher)s", name=who, voucher=line.vouched_by)
    return t.say("%(name)s: vouched for by an organiser", name=who)


def _who(t: Words, line: PaperLine) -> str:
    return line.name or t.plain("Number %(number)s", number=line.number)


def _take_back(t: Words, found: PaperList, line: PaperLine) -> Button:
    who = Phrase(_who(t, line)[:_NAME_SHOWN])
    what = tap("paper_back", found.pledge.code, line.number, found.place)
    return Button(t.button("Take back: %(name)s", name=who), tap=what)


def _ways(t: Words, found: PaperList) -> tuple[tuple[Button, ...], ...]:
    """More of them; the pages; back to the card."""
    name = found.pledge.code
    rows: list[tuple[Button, ...]] = []
    if found.room:
        rows.append((Button(t.button("Add people"), tap=tap("paper_add", name), style=Style.PRIMARY),))
    turn = []
    if found.place:
        turn.append(Button(t.button("From the beginning"), tap=tap("paper_list", name)))
    if found.after is not None:
        turn.append(Button(t.button("More"), tap=tap("paper_list", name, found.after)))
    return (*rows, *((tuple(turn),) if turn else ()), (buttons.show(t, name),))


def asking(t: Words, asked: PaperAsked, *, problem: str | None) -> Screen:
    """Who is it? `problem` is what was wrong with the answer."""
    name = asked.pledge.code
    text = paragraphs(
        None if problem is None else bold(problem),
        lines(t.say("<b>Who has signed pledge %(code)s on paper?</b>", code=code(name)), about(t, asked.title)),
        t.say("Write their first names, each on a line of its own. Or write only how many they are, for example 2."),
        t.count("%(n)s person can be added.", "%(n)s people can be added.", asked.room),
        t.say(
            "You vouch for them: they have no Telegram, they said yes to you, and you tell them what comes of it. "
            "Their names are shown where those of others are."
        ),
    )
    one = Button(t.button("One person, no name"), tap=tap("paper_one", name, asked.token))
    return Screen(text, ((one,), (Button(t.button("Back"), tap=tap("paper_stop", name)),)))
