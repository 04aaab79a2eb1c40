"""What people see of their own settings: language, time zone, quiet hours, current community, privacy."""

from collections.abc import Sequence
from typing import Final

from bot.communities.model import Community, QuietHours
from bot.communities.settings import MySettings, ZoneChoice
from bot.screens.choices import excerpt, language_name, pairs, searched, zone_name
from bot.screens.html import Html, bold, lines, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import LANGUAGE_NAMES, Phrase, Words

_USUAL_HOURS: Final = ((22 * 60, 8 * 60), (21 * 60, 7 * 60), (23 * 60, 9 * 60), (20 * 60, 9 * 60))
"""Quiet hours to choose by a button: from, until, minutes after midnight."""

_MINUTES_IN_HOUR: Final = 60


def my_settings(t: Words, mine: MySettings) -> Screen:
    """Language, time zone, quiet hours, current community."""
    zone = zone_name(mine.time_zone)
    facts = lines(
        t.say("Language: %(language)s", language=language_name(mine.language)),
        t.say("Time zone: %(zone)s", zone=zone)
        if mine.own_zone or mine.community is None
        else t.say("Time zone: %(zone)s, as in your community", zone=zone),
        _quiet(t, mine.quiet),
        t.say("We are talking about: %(title)s", title=mine.community.title) if mine.community else None,
    )
    rows = [
        (Button(t.button("Language"), tap=tap("my_lang")), Button(t.button("Time zone"), tap=tap("my_zone"))),
        (Button(t.button("Quiet hours"), tap=tap("my_quiet")),),
    ]
    if mine.others > 0:
        rows.append((Button(t.button("Another community"), tap=tap("my_homes")),))
    if mine.community is not None and mine.organises:
        rows.append((Button(t.button("Settings of the community"), tap=tap("our", mine.community.id)),))
    return Screen(paragraphs(bold(t.plain("Your settings")), facts), tuple(rows))


def language_choice(t: Words) -> Screen:
    """In which language to speak to this person. Every language by its own name."""
    choices = [Button(name, tap=tap("my_lang_to", tag)) for tag, name in LANGUAGE_NAMES.items()]
    rows = (*pairs(choices), (Button(t.button("As in Telegram"), tap=tap("my_lang_to", "-")),), _back(t))
    return Screen(t.say("Which language shall I speak to you?"), rows)


def zone_choice(t: Words, choice: ZoneChoice) -> Screen:
    """In which time zone to tell this person the time."""
    if choice.searched is None:
        text = t.say("Which time zone are you in? Choose one, or type your city or country.")
    else:
        text = searched(t, choice.searched, found=choice.found)
    zones = tuple((Button(zone_name(zone), tap=tap("my_zone_to", zone)),) for zone in choice.zones)
    return Screen(text, (*zones, (Button(t.button("As in my community"), tap=tap("my_zone_to", "-")),), _back(t)))


def quiet_choice(t: Words, present: QuietHours, *, problem: str | None) -> Screen:
    """When to leave this person alone; `problem` is what was wrong with the hours that were typed."""
    text = paragraphs(
        None if problem is None else bold(problem),
        _quiet(t, present),
        t.say(
            "In these hours whatever is not urgent waits until they are over. "
            "Choose others, or type them, for example <code>22:30-7:00</code>."
        ),
    )
    choices = [Button(_hours(begin, end), tap=tap("my_quiet_to", begin, end)) for begin, end in _USUAL_HOURS]
    rows = (*pairs(choices), (Button(t.button("No quiet hours"), tap=tap("my_quiet_to", 0, 0)),), _back(t))
    return Screen(text, rows)


def home_choice(t: Words, homes: Sequence[Community]) -> Screen:
    """Which of their communities to talk about in private."""
    rows = tuple((Button(excerpt(home.title), tap=tap("my_home_to", home.id)),) for home in homes)
    return Screen(t.say("Which community shall we talk about?"), (*rows, _back(t)))


def privacy(t: Words) -> Screen:
    """/privacy: what is kept, for how long, who sees it, and how to have it erased."""
    return Screen(
        paragraphs(
            bold(t.plain("Your privacy")),
            t.say(
                "<b>What I keep:</b> your Telegram number, first name, username and language, the settings you choose, "
                "your communities, since when and whether as an admin, a form until you finish it, the pledges you "
                "make and sign, and what you write to those who are in them."
            ),
            t.say(
                "<b>Hours:</b> who gave how many to whom, and when, is kept for good, since the hours of others hang "
                "on it. What was written about them is erased with you. Only you see your balance and your statement "
                "here."
            ),
            t.say(
                "<b>Vouchers:</b> what you took and used is kept with the hours. The staff of a venue see your first "
                "name when they look at a voucher of yours."
            ),
            t.say(
                "<b>The market:</b> residents see what you offer and need, and not that it is yours. A neighbour sees "
                "your first name, username and profile only when you have both said yes. What you take down is deleted "
                "after 30 days, and what has been asleep for 90. If you leave a community, it goes from its market at "
                "once."
            ),
            t.say(
                "<b>For how long:</b> what Telegram brings me is deleted as soon as I have dealt with it, after 3 days "
                "if I could not; what I had to tell you, 30 days after you have it or it is no longer worth telling; "
                "when something was due, 400 days after that. The rest stays until you want to be forgotten."
            ),
            t.say(
                "<b>Who sees it:</b> whoever can read the group sees a pledge’s wording, the first name of whoever "
                "made it, and of those who signed unless its creator chose to hide these. Admins of the group who look "
                "for organisers see its residents: first name, username, a link to the profile, and since when they "
                "live there. Whoever runs this bot can look into its database. I pass nothing on to anybody else."
            ),
            t.say(
                "<b>It is yours:</b> /mydata gives you all of it. /forgetme erases your name and every text of yours; "
                "I show you before what goes and what stays. Older copies of my database are kept for some weeks; "
                "should one be brought back, you are forgotten again. As long as you block me, I do not write to you."
            ),
        )
    )


def _back(t: Words) -> tuple[Button, ...]:
    return (Button(t.button("Back"), tap=tap("my")),)


def _hours(begin: int, end: int) -> Phrase:
    return Phrase(f"{_clock(begin)}–{_clock(end)}")


def _clock(minute: int) -> str:
    return f"{minute // _MINUTES_IN_HOUR:02}:{minute % _MINUTES_IN_HOUR:02}"


def _quiet(t: Words, quiet: QuietHours) -> Html:
    if quiet.begin == quiet.end:
        return t.say("Quiet hours: none")
    return t.say("Quiet hours: %(begin)s to %(end)s", begin=Phrase(_clock(quiet.begin)), end=Phrase(_clock(quiet.end)))
