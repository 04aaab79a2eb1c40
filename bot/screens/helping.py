"""/help: by task and role, each command with an example that works when it is pasted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from bot.communities.model import Community
from bot.screens.basics import homeless
from bot.screens.choices import link, pairs
from bot.screens.html import Html, Phrase, apart, bold, code, lines, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import Words


class Task(StrEnum):
    """The topics of /help: what a person wants to do."""

    PLEDGES = "pledges"
    HOURS = "hours"
    MARKET = "market"
    """What neighbours offer and need, and what hours are spent on."""
    ORGANISING = "organising"
    """For organisers. What they do has buttons rather than commands."""
    YOURSELF = "yourself"


Listed = Literal[Task.PLEDGES, Task.HOURS, Task.MARKET, Task.YOURSELF]
"""A topic that is a list of commands."""

LISTED: Final[tuple[Listed, ...]] = (Task.PLEDGES, Task.HOURS, Task.MARKET, Task.YOURSELF)


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """One command: its name, what it does, and a line that works when pasted."""

    name: str
    explanation: Html
    example: str
    unfinished: bool = False
    """The example has `no_code` in it, since there is no pledge for it just now."""


def headings(t: Words) -> Mapping[Task, str]:
    """The name of each topic."""
    return {
        Task.PLEDGES: t.button("Pledges"),
        Task.HOURS: t.button("Hours"),
        Task.MARKET: t.button("Market and rewards"),
        Task.ORGANISING: t.button("Organising"),
        Task.YOURSELF: t.button("You and me"),
    }


def front(t: Words, topics: Sequence[Task], *, at_home: bool) -> Screen:
    """The front page: what this is, and a button for each topic. `at_home`: the reader lives in a community."""
    text = paragraphs(
        bold(t.plain("What would you like to do?")),
        t.say(
            "Neighbours promise here: <i>I will, if you will</i>. A pledge comes alive when enough people have "
            "signed it by its deadline. Whatever comes of it, I tell everybody who signed."
        ),
        t.say("They also count hours of help: whoever was helped gives hours, and whoever helped can spend them."),
        None if at_home else homeless(t),
        t.say("Choose a topic. Each command comes with an example that you can copy and send."),
    )
    names = headings(t)
    return Screen(text, pairs([Button(names[topic], tap=tap("help", topic)) for topic in topics]))


def topic(t: Words, task: Listed, entries: Sequence[HelpEntry]) -> Screen:
    """One topic: its commands, each with its example."""
    blocks = [lines(Html(f"{_slash(entry)} – {entry.explanation}"), code(entry.example)) for entry in entries]
    note = _instead_of_code(t) if any(entry.unfinished for entry in entries) else None
    more = _on_the_card(t) if task is Task.PLEDGES else None
    return Screen(paragraphs(bold(headings(t)[task]), *blocks, more, note), (_all_topics(t),))


def _on_the_card(t: Words) -> Html:
    """What has a button and no command."""
    return lines(
        t.say(
            "<b>Follow, Mute</b> on the card of a pledge that you have signed: hear of each step, or only what binds."
        ),
        t.say("<b>Write to all</b> on the card of yours, once it has come alive: reaches everybody who is in."),
    )


def organising(t: Words, where: Community, example: HelpEntry, bot: str, *, private: bool, may_appoint: bool) -> Screen:
    """What an organiser can do, with the doors to it; in the group a single one, into the private chat."""
    text = paragraphs(
        bold(t.plain("Organising %(title)s", title=where.title)),
        t.say("<b>Settings:</b> language, time zone and currency of the community."),
        t.say("<b>Pledges in a topic:</b> send /settings in the topic of the group where they shall appear."),
        t.say("<b>Invite link:</b> it lets in neighbours who are not in the group. You can replace it by a new one."),
        t.say("<b>Organisers:</b> admins of the group can appoint residents as organisers, and dismiss them."),
        lines(
            t.say(
                "<b>Calling off:</b> show a pledge and press “Cancel this pledge”. Everybody who signed is told why."
            ),
            code(example.example),
            _instead_of_code(t) if example.unfinished else None,
        ),
        t.say(
            "<b>Signed on paper:</b> on a pledge you can add people without Telegram for whom you vouch, up to a third "
            "of those who are needed."
        ),
        t.say(
            "<b>Venues:</b> in the settings under “Time bank” you say where hours can be spent and who accepts "
            "vouchers there, and see what was spent."
        ),
    )
    if not private:
        doors = [Button(t.button("Settings of this group"), url=link(bot, f"s_{where.id}"))]
    else:
        doors = [
            Button(t.button("Settings of the community"), tap=tap("our", where.id)),
            Button(t.button("Invite link"), tap=tap("invite", where.id)),
        ]
    if private and may_appoint:
        doors.append(Button(t.button("Organisers"), tap=tap("organisers", where.id)))
    return Screen(text, (*((door,) for door in doors), _all_topics(t)))


def command(t: Words, entry: HelpEntry) -> Screen:
    """One command."""
    note = _instead_of_code(t) if entry.unfinished else None
    return Screen(paragraphs(bold(_slash(entry)), entry.explanation, code(entry.example), note), (_all_topics(t),))


def no_code(t: Words) -> Phrase:
    """Where an example needs a pledge, and there is none."""
    # Translators: stands for the code of a pledge in an example: /sign CODE
    return t.plain("CODE")


def _instead_of_code(t: Words) -> Html:
    return t.say("Instead of %(code)s write the five characters on the card of a pledge.", code=no_code(t))


def _all_topics(t: Words) -> tuple[Button, ...]:
    return (Button(t.button("All topics"), tap=tap("help")),)


def _slash(entry: HelpEntry) -> Html:
    return apart(Html(f"/{entry.name}"))
