"""What the bot says about itself: welcome, faults, what it cannot understand."""

from typing import Final

from bot.communities.model import Community
from bot.screens.html import Phrase, lines, paragraphs
from bot.screens.model import Button, Screen
from bot.screens.taps import tap
from bot.screens.words import Words

NO_PAYLOAD: Final = "hello"
"""The payload of links that only open the private chat."""


def welcome(t: Words, name: str, where: Community | None) -> Screen:
    """The first words in a private chat. `where` is the community that it is about; None: they live nowhere yet."""
    text = paragraphs(
        t.say("Hello %(name)s!", name=name),
        t.say(
            "With me, neighbours keep promises to each other: <i>I will bring gloves if 10 others will join.</i> "
            "When enough people have signed, it happens; if too few have by the deadline, nobody has to do anything. "
            "I tell everybody who signed."
        ),
        t.say(
            "You are a resident of <b>%(title)s</b>. Look at the pledges that are open there, or begin one.",
            title=where.title,
        )
        if where
        else homeless(t),
    )
    return Screen(text, first_steps(t, at_home=where is not None))


def homeless(t: Words) -> Phrase:
    """To whoever is in no community: what to do about it."""
    return t.plain("You are not in a community yet. Open its invite link, or press any button of mine in its group.")


def first_steps(t: Words, *, at_home: bool) -> tuple[tuple[Button, ...], ...]:
    """Where to go from a greeting."""
    what = Button(t.button("What can I do?"), tap=tap("help"))
    if not at_home:
        return ((what,),)
    pledges = Button(t.button("Open pledges"), tap=tap("pledges"))
    return ((pledges, Button(t.button("New pledge"), tap=tap("pledge_new"))), (what,))


def unknown_payload(t: Words) -> str:
    """A link to something that is not there (any more), or not for this person."""
    return t.plain("This link does not lead anywhere (any more). Ask whoever gave it to you for a new one.")


def unknown_command(t: Words) -> str:
    """Something with a slash that we do not have."""
    return t.plain("I do not know this command. /help shows what I can do.")


def not_understood(t: Words) -> str:
    """Free text when no question is open."""
    return t.plain("I was not expecting a message just now. /help shows what I can do.")


def text_only(t: Words) -> str:
    """A picture, a voice, a contact."""
    return t.plain(
        "I can read text only. If I asked you something, please write the answer. /help shows what I can do."
    )


def out_of_date(t: Words, *, fresh: bool) -> str:
    """An old or forged button. `fresh`: what it was about follows as a new message."""
    if fresh:
        return t.plain("This button is out of date. Look at my new message.")
    return t.plain("This button is out of date. Please open it afresh, with /pledges for example.")


def cancelled(t: Words, *, something: bool) -> str:
    """/cancel."""
    if something:
        return t.plain("Cancelled. For a minute you can undo that.")
    return t.plain("There was nothing to cancel.")


def later(t: Words) -> str:
    """An outage that lasts; the act is tried again without the person."""
    return t.plain("That does not work just now. I keep trying; you need not repeat it.")


def apology(t: Words, incident: str) -> str:
    """A bug."""
    return t.plain(
        "Sorry, that went wrong on my side, and nothing was changed. If it happens again, tell an organiser this "
        "number: %(incident)s",
        incident=incident,
    )


def open_our_chat(t: Words) -> Phrase:
    """When an answer for one person found no way to them."""
    return t.plain("I can answer you once you have opened our private chat. Then ask again.")


def write_as_yourself(t: Words, bot_username: str) -> Screen:
    """The same to an admin who writes as the group: nobody in particular has no private chat."""
    return Screen(
        t.say("You write as the group, and I can answer a person only. Write to me in our private chat."),
        ((_to_our_chat(t, bot_username),),),
    )


def _to_our_chat(t: Words, bot_username: str) -> Button:
    return Button(t.button("Open our chat"), url=f"https://t.me/{bot_username}?start={NO_PAYLOAD}")


def files_come_in_private(t: Words, bot_username: str) -> Screen:
    """A file could not be handed over."""
    plea = t.say("I could not send you the file. Open our chat, then ask for it again.")
    return Screen(plea, ((_to_our_chat(t, bot_username),),))


def look_in_private(t: Words, bot_username: str) -> Screen:
    """Said in the group when an answer for one person found no way to them: nothing of the answer itself."""
    return Screen(lines(open_our_chat(t)), ((_to_our_chat(t, bot_username),),))
