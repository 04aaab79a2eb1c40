"""What admins see when they appoint and dismiss organisers, and what the appointed one hears."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities.model import Neighbour, Reader
from bot.communities.organisers import Candidates, Change, Organisers, Question
from bot.outbox.model import Notice
from bot.outbox.notices import OrganiserAppointed
from bot.screens import format as words
from bot.screens.html import Html, Phrase, bold, isolated, joined, lines, link, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import Words

_NAME_SHOWN: Final = 24
"""Characters of a name on a button."""


def organisers(t: Words, found: Organisers, reader: Reader) -> Screen:
    """Who organises: the admins of the group, and whom they have appointed, each with a button to dismiss them."""
    where = found.community
    admins = [neighbour.name for neighbour in found.admins]
    appointed = [lines(_appointed(t, neighbour, reader)) for neighbour in found.appointed]
    text = paragraphs(
        bold(t.plain("Organisers of %(title)s", title=where.title)),
        t.say(
            "Admins of the group whom I have met: %(names)s. They are organisers as long as they are admins.",
            names=words.names(t, admins, len(admins)),
        )
        if admins
        else t.say("Every admin of the group is an organiser."),
        lines(t.say("Appointed:"), *appointed) if appointed else t.say("Nobody else has been appointed yet."),
        _powers(t),
    )
    rows = [(_dismiss(t, found, neighbour),) for neighbour in found.appointed]
    rows.append((Button(t.button("Appoint somebody"), tap=tap("organiser_new", where.id), style=Style.PRIMARY),))
    rows.append((Button(t.button("Back"), tap=tap("our", where.id)),))
    return Screen(text, tuple(rows))


def candidates(t: Words, found: Candidates, reader: Reader, *, problem: str | None) -> Screen:
    """Whom to appoint: a page of residents, or those whom a typed name may mean. `problem` is why one cannot be."""
    rows = [(_choice(t, found, neighbour, reader),) for neighbour in found.people]
    if found.more and found.searched is None:
        behind = found.people[-1].person if found.people else 0
        rows.append((Button(t.button("More residents"), tap=tap("organiser_new", found.community, behind)),))
    rows.append((Button(t.button("Back"), tap=tap("organisers", found.community)),))
    return Screen(paragraphs(None if problem is None else bold(problem), _asked_whom(t, found)), tuple(rows))


def question(t: Words, asked: Question, reader: Reader) -> Screen:
    """Really? Who it is stands there so that nobody is mistaken for somebody of the same name."""
    community, person = asked.community.id, asked.neighbour.person
    who = _who(t, asked.neighbour, reader)
    if asked.change is Change.APPOINT:
        heading = t.plain("A new organiser of %(title)s?", title=asked.community.title)
        text = paragraphs(bold(heading), who, _powers(t))
        yes = Button(t.button("Appoint"), tap=tap("organiser_yes", "a", community, person), style=Style.SUCCESS)
    else:
        heading = t.plain("Dismiss an organiser of %(title)s?", title=asked.community.title)
        text = paragraphs(bold(heading), who, t.say("They stay a resident, with everything they have promised."))
        yes = Button(t.button("Dismiss"), tap=tap("organiser_yes", "d", community, person), style=Style.DANGER)
    return Screen(text, ((yes,), (Button(t.button("Back"), tap=tap("organisers", community)),)))


def decided(t: Words, change: Change, name: str) -> Phrase:
    """A toast: it is done."""
    if change is Change.APPOINT:
        return t.plain("%(name)s is an organiser now.", name=name)
    return t.plain("%(name)s is no longer an organiser.", name=name)


def appointed(t: Words, notice: OrganiserAppointed, _reader: Reader) -> Screen:
    """To whoever has been appointed. Not by whom: an admin may wish to remain anonymous."""
    text = paragraphs(
        t.say("An admin of <b>%(title)s</b> has made you an organiser.", title=notice.title),
        _powers(t),
    )
    return Screen(text, ((Button(t.button("Settings of the community"), tap=tap("our", notice.community)),),))


def _powers(t: Words) -> Html:
    return t.say(
        "Organisers can call off any pledge, change the settings of the community, and see and replace its invite link."
    )


def _asked_whom(t: Words, found: Candidates) -> Html:
    if found.searched is None:
        asked = t.say("Who shall become an organiser? Choose, or type a first name or a @username.")
        if found.people:
            return asked
        return paragraphs(asked, t.say("I do not know any other residents yet: those who write in the group, or join."))
    if not found.people:
        return t.say("I know no resident called “%(text)s”. Type another first name or @username.", text=found.searched)
    if found.more:
        return t.say(
            "Many residents may be “%(text)s”. Choose one of these, or type more of the name or a @username.",
            text=found.searched,
        )
    return t.say("Who of these is “%(text)s”?", text=found.searched)


def _appointed(t: Words, neighbour: Neighbour, reader: Reader) -> Html:
    return joined(" ", (Phrase("•"), _who(t, neighbour, reader)))


def _who(t: Words, neighbour: Neighbour, reader: Reader) -> Html:
    """E.g. "Ana (@ana), a resident since Fri 27 Nov 2026", the name leading to the profile."""
    number = neighbour.telegram_id
    name = isolated(neighbour.name) if number is None else link(neighbour.name, f"tg://user?id={number}")
    since = _since(t, neighbour, reader)
    if neighbour.username is None:
        return t.say("%(name)s, a resident since %(date)s", name=name, date=since)
    username = f"@{neighbour.username}"
    return t.say("%(name)s (%(username)s), a resident since %(date)s", name=name, username=username, date=since)


def _since(t: Words, neighbour: Neighbour, reader: Reader) -> Phrase:
    return words.day(t, words.local(neighbour.since, reader).date())


def _choice(t: Words, found: Candidates, neighbour: Neighbour, reader: Reader) -> Button:
    """Told apart by what nobody shares: the username, else since when they live here."""
    more = f"@{neighbour.username}" if neighbour.username else _since(t, neighbour, reader)
    label = Phrase(f"{isolated(_short(neighbour.name))} · {more}")
    return Button(label, tap=tap("organiser_ask", "a", found.community, neighbour.person))


def _dismiss(t: Words, found: Organisers, neighbour: Neighbour) -> Button:
    label = t.button("Dismiss %(name)s", name=_short(neighbour.name))
    return Button(label, tap=tap("organiser_ask", "d", found.community.id, neighbour.person))


def _short(name: str) -> str:
    return name if len(name) <= _NAME_SHOWN else f"{name[: _NAME_SHOWN - 1]}…"


NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {OrganiserAppointed: appointed}
