"""What people see of signatures on paper: the list and the question of organisers, and what they are asked to tell."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Reader
from bot.core.refusal import Refusal
from bot.outbox.model import Notice
from bot.pledges.paper import refusals as no
from bot.pledges.paper.model import PaperAsked, PaperLine, PaperList
from bot.pledges.paper.notices import PaperNews, PaperToTell
from bot.pledges.paper.rules import most
from bot.pledges.reading import PledgeCard
from bot.screens import format as put
from bot.screens import pledge_buttons as buttons
from bot.screens.choices import about, excerpt
from bot.screens.deeds import check_button
from bot.screens.html import Html, Phrase, bold, code, lines, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.pledge_wording import which_pledge
from bot.screens.taps import tap
from bot.screens.words import Words

_NAME_SHOWN: Final = 24
"""Characters of a name on a button."""


# --- on the card ----------------------------------------------------------------------------------------------------


def door(t: Words, card: PledgeCard) -> tuple[Button, ...]:
    """To the list, for organisers."""
    return (_list_button(t, card.pledge.code),) if card.may_see_paper else ()


def on_card(t: Words, card: PledgeCard) -> Html | None:
    """Who has signed on paper: names where names are shown, else how many; nothing where nobody has."""
    if not card.pledge.paper:
        return None
    names = [excerpt(name) for name in card.paper_names]
    who = put.names(t, names, card.pledge.paper)
    return t.say("On paper, vouched for by an organiser: %(names)s", names=Phrase(who))


def how_many(t: Words, people: int) -> Html | None:
    """The same in a message, where nobody on paper is named."""
    if not people:
        return None
    return t.count(
        "%(n)s of them has signed on paper, and an organiser vouches for them.",
        "%(n)s of them have signed on paper, and an organiser vouches for them.",
        people,
    )


def _list_button(t: Words, pledge_code: str) -> Button:
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
        return t.say("%(name)s: vouched for by %(organiser)s", name=who, organiser=line.vouched_by)
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


# --- messages -------------------------------------------------------------------------------------------------------

_HEADINGS: Final[Mapping[PaperNews, Callable[[Words], Phrase]]] = {
    PaperNews.TIPPED: lambda t: t.plain("It is happening!"),
    PaperNews.CHANGED: lambda t: t.plain("Something about this pledge has changed."),
    PaperNews.AHEAD: lambda t: t.plain("It is nearly time."),
    PaperNews.BEGUN: lambda t: t.plain("Were they there?"),
    PaperNews.CALLED_OFF: lambda t: t.plain("This pledge was called off."),
    PaperNews.ENDED: lambda t: t.plain("This pledge does not happen: not enough people signed."),
    PaperNews.LEFT_OUT: lambda t: t.plain("This pledge goes ahead with those who said yes once more."),
}


def _to_tell(t: Words, notice: PaperToTell, reader: Reader) -> Screen:
    name = notice.pledge.code
    text = paragraphs(
        bold(_HEADINGS[notice.news](t)),
        which_pledge(t, notice.pledge, reader),
        _plea(t, notice),
    )
    way = check_button(t, name) if notice.news is PaperNews.BEGUN else _list_button(t, name)
    return Screen(text, ((way, buttons.show(t, name)),), loud=notice.news in _LOUD)


_LOUD: Final = frozenset({PaperNews.TIPPED, PaperNews.CALLED_OFF})


def _plea(t: Words, notice: PaperToTell) -> Html:
    if notice.news is PaperNews.BEGUN:
        return t.count(
            "%(n)s person for whom you vouch signed on paper and cannot answer me. Say it for them: whoever is not "
            "confirmed in time counts as missed.",
            "%(n)s people for whom you vouch signed on paper and cannot answer me. Say it for them: whoever is not "
            "confirmed in time counts as missed.",
            notice.people,
        )
    if notice.news is PaperNews.LEFT_OUT:
        return t.count(
            "%(n)s person for whom you vouch could not be asked, and is not in it. Please tell them.",
            "%(n)s people for whom you vouch could not be asked, and are not in it. Please tell them.",
            notice.people,
        )
    return t.count(
        "%(n)s person for whom you vouch signed on paper and hears nothing from me. Please tell them.",
        "%(n)s people for whom you vouch signed on paper and hear nothing from me. Please tell them.",
        notice.people,
    )


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {PaperToTell: _to_tell}


# --- refusals -------------------------------------------------------------------------------------------------------


def _beyond_share(t: Words, refusal: no.PaperBeyondShare, _: Reader) -> str:
    return t.plain_count(
        "Up to a third can be on paper, %(most)s of %(threshold)s: add %(n)s person at most.",
        "Up to a third can be on paper, %(most)s of %(threshold)s: add %(n)s people at most.",
        refusal.room,
        most=refusal.most,
        threshold=refusal.threshold,
    )


def _beyond_places(t: Words, refusal: no.PaperBeyondPlaces, _: Reader) -> str:
    return t.plain_count(
        "%(n)s place is left: add no more than that.",
        "%(n)s places are left: add no more than that.",
        refusal.room,
    )


def _holds_threshold(t: Words, refusal: no.PaperHoldsThreshold, _: Reader) -> str:
    return t.plain_count(
        "%(n)s person has signed on paper, which may be a third at most: it stays at %(least)s or more.",
        "%(n)s people have signed on paper, which may be a third at most: it stays at %(least)s or more.",
        refusal.paper,
        least=refusal.least,
    )


REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.PaperNotUnderstood: lambda t, _, __: t.plain(
        "Write first names without figures, each on a line of its own, or one number of people, 1 or more."
    ),
    no.PaperTooManyAtOnce: lambda t, refusal, _: t.plain(
        "That is too many for one message: write at most %(most)s.", most=refusal.most
    ),
    no.PaperBeyondShare: _beyond_share,
    no.PaperBeyondPlaces: _beyond_places,
    no.PaperShareUsedUp: lambda t, refusal, _: t.plain(
        "Up to a third can be on paper, %(most)s of %(threshold)s, and so many are. Everybody else signs with me.",
        most=refusal.most,
        threshold=refusal.threshold,
    ),
    no.PaperNoPlaces: lambda t, _, __: t.plain(
        "All places are taken, and people on paper cannot wait for one. Try again when a place is free."
    ),
    no.PaperNeedsMore: lambda t, refusal, _: t.plain(
        "Up to a third can be on paper, so that at least %(least)s people have to be needed.", least=refusal.least
    ),
    no.PaperCountsPeople: lambda t, _, __: t.plain(
        "Only pledges that count people take signatures on paper: nobody promises hours or money for others."
    ),
    no.PaperHoldsThreshold: _holds_threshold,
}
