"""What people see of their community: greetings, set-up, settings, the invite link."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.communities import refusals as no
from bot.communities.model import Community, Reader
from bot.communities.questions import SetupView, Step
from bot.communities.setup import OurSettings
from bot.core.refusal import Refusal
from bot.core.text import clean_line
from bot.outbox.model import Notice
from bot.outbox.notices import BotCameBack, Missing, SomethingIsMissing
from bot.screens.basics import first_steps, homeless
from bot.screens.choices import excerpt, language_name, link, pairs, searched, zone_name
from bot.screens.html import Html, bold, code, lines, paragraphs
from bot.screens.model import Button, Screen, Style
from bot.screens.taps import tap
from bot.screens.words import LANGUAGE_NAMES, Phrase, Words

STEP_LETTERS: Final[Mapping[Step, str]] = {
    Step.LANGUAGE: "l",
    Step.TIME_ZONE: "z",
    Step.CURRENCY: "c",
    Step.CHECK: "s",
}
"""The steps of the set-up on buttons: the longest time zones leave no room for more."""


# --- the group ------------------------------------------------------------------------------------------------------


def greeting(t: Words, where: Community, _reader: Reader) -> Screen:
    """The one message with which the bot enters a group; it stays, and shows when the set-up is done."""
    if where.set_up_at is None:
        wish = t.say(
            "An admin of this group can choose language, time zone and currency. I need no admin rights, unless the "
            "group hides its members: then make me an admin, so that I can see who is in it."
        )
        button = Button(t.button("Set up"), tap=tap("settings", where.id), style=Style.PRIMARY)
    else:
        wish = lines(
            t.say("I am set up. Admins and organisers can change it at any time."),
            _facts(t, where.language, where.time_zone, where.currency),
        )
        button = Button(t.button("Settings"), tap=tap("settings", where.id))
    text = paragraphs(
        t.say("Hello, neighbours! 👋"),
        t.say(
            "With me you promise each other things: <i>I will bring gloves if 10 others will join.</i> A pledge "
            "comes alive when enough people have signed it. Try /pledge, or /help for more."
        ),
        wish,
    )
    return Screen(text, ((button,),))


def back_again(t: Words, notice: BotCameBack, _reader: Reader) -> Screen:
    """The bot was away and everything was kept."""
    text = t.say("I am back. Your pledges and settings are as you left them.")
    return Screen(text, ((Button(t.button("Settings"), tap=tap("settings", notice.community)),),), loud=False)


def something_is_missing(t: Words, notice: SomethingIsMissing, _: Reader) -> Screen:
    """Once, to those who can see to it."""
    match notice.what:
        case Missing.MEMBERS:
            text = t.say(
                "Telegram does not tell me who is in <b>%(title)s</b>, so buttons there do not work for its members. "
                "Make me an admin of the group; I need no single right.",
                title=notice.title,
            )
        case Missing.WRITING:
            text = t.say(
                "I may not write in <b>%(title)s</b>, so its pledges do not appear there. Let me send messages in the "
                "group.",
                title=notice.title,
            )
        case Missing.TOPIC:
            text = t.say(
                "The topic for pledges in <b>%(title)s</b> is closed or gone, so they appear in the group itself. Open "
                "it again, or send /settings in another topic.",
                title=notice.title,
            )
    return Screen(paragraphs(text, t.say("I say this only once.")), loud=False)


def settings_doors(t: Words, bot_username: str, community: int, topic: int | None) -> Screen:
    """/settings in a group: where the settings are. Says nothing of anybody; whoever goes there is checked there."""
    rows = [
        (Button(t.button("My settings"), url=link(bot_username, "s_me")),),
        (Button(t.button("Settings of this group"), url=link(bot_username, f"s_{community}")),),
    ]
    if topic is not None:
        rows.append((Button(t.button("Pledges in this topic"), tap=tap("topic", community, topic)),))
    return Screen(
        t.say("Settings open in our private chat. Those of the group are for its admins and organisers."), tuple(rows)
    )


def topic_chosen(t: Words) -> Phrase:
    """A toast: pledges appear in this topic now."""
    return t.plain("Done. New pledges will appear in this topic.")


# --- setting up -----------------------------------------------------------------------------------------------------


def setup_question(t: Words, view: SetupView) -> Screen:
    """One question of the set-up."""
    asked, rows = _QUESTIONS[view.step](t, view)
    last: tuple[Button, ...] = (Button(t.button("Cancel"), tap=tap("setup_cancel")),)
    if view.step is not Step.LANGUAGE:
        last = (Button(t.button("Back"), tap=tap("setup_back", view.community, STEP_LETTERS[view.step])), *last)
    heading = (
        t.plain("Changing the settings of %(title)s", title=view.title)
        if view.anew
        else t.plain("Setting up %(title)s", title=view.title)
    )
    return Screen(paragraphs(bold(heading), asked), (*rows, last))


def _ask_language(t: Words, view: SetupView) -> tuple[Html, tuple[tuple[Button, ...], ...]]:
    asked = t.say(
        "Which language shall I speak in the group? Everybody reads their own messages in their own language."
    )
    return asked, pairs([_answer(view, name, tag) for tag, name in LANGUAGE_NAMES.items()])


def _ask_time_zone(t: Words, view: SetupView) -> tuple[Html, tuple[tuple[Button, ...], ...]]:
    rows = tuple((_answer(view, zone_name(zone), zone),) for zone in view.choices)
    if view.searched is None:
        asked = t.say("Which time zone is it? Choose one, or type your city or country.")
        return asked, rows
    return searched(t, view.searched, found=view.found), rows


def _ask_currency(t: Words, view: SetupView) -> tuple[Html, tuple[tuple[Button, ...], ...]]:
    asked = t.say("Which currency do you use? Choose one, or type its code, for example EUR.")
    if view.searched is not None:
        typed = excerpt(view.searched)
        asked = t.say("I know no currency “%(text)s”. Type its code of three letters, for example EUR.", text=typed)
    return asked, pairs([_answer(view, currency, currency) for currency in view.choices])


def _ask_check(t: Words, view: SetupView) -> tuple[Html, tuple[tuple[Button, ...], ...]]:
    asked = paragraphs(_facts(t, view.language, view.time_zone, view.currency), t.say("Is that right?"))
    return asked, ((Button(t.button("Save"), tap=tap("setup_save", view.community), style=Style.SUCCESS),),)


_QUESTIONS: Final[Mapping[Step, Callable[[Words, SetupView], tuple[Html, tuple[tuple[Button, ...], ...]]]]] = {
    Step.LANGUAGE: _ask_language,
    Step.TIME_ZONE: _ask_time_zone,
    Step.CURRENCY: _ask_currency,
    Step.CHECK: _ask_check,
}


def _answer(view: SetupView, label: str, value: str) -> Button:
    chosen = value == getattr(view, view.step.value)
    style = Style.PRIMARY if chosen and view.searched is None else None
    return Button(label, tap=tap("setup", view.community, STEP_LETTERS[view.step], value), style=style)


def setup_cancelled(t: Words) -> Screen:
    """The set-up was given up."""
    return Screen(t.say("Nothing was changed. You find the settings again with /settings."))


def our_settings(t: Words, ours: OurSettings) -> Screen:
    """The settings of a community, for its organisers."""
    where = ours.community
    topic = t.say("Pledges appear in a topic of their own.") if where.pledges_topic else None
    text = paragraphs(
        bold(t.plain("Settings of %(title)s", title=where.title)),
        lines(_facts(t, where.language, where.time_zone, where.currency), topic),
        t.say("To have pledges in a topic of the group, send /settings in that topic."),
    )
    rows = [
        (Button(t.button("Change"), tap=tap("setup_begin", where.id)),),
        (Button(t.button("Invite link"), tap=tap("invite", where.id)),),
        (Button(t.button("Time bank"), tap=tap("bank", where.id)),),
        (Button(t.button("My settings"), tap=tap("my")),),
    ]
    if ours.may_appoint:
        rows.insert(1, (Button(t.button("Organisers"), tap=tap("organisers", where.id)),))
    if where.pledges_topic:
        rows.insert(1, (Button(t.button("Pledges without a topic"), tap=tap("topic", where.id, 0)),))
    return Screen(text, tuple(rows))


def _facts(t: Words, language: str, time_zone: str, currency: str) -> Html:
    return lines(
        t.say("Language: %(language)s", language=language_name(language)),
        t.say("Time zone: %(zone)s", zone=zone_name(time_zone)),
        t.say("Currency: %(currency)s", currency=currency),
    )


# --- the invite link ------------------------------------------------------------------------------------------------


def invite_link(t: Words, where: Community, bot_username: str) -> Screen:
    """The link by which people who are not in the group become residents."""
    address = link(bot_username, f"c_{where.invite_code}")
    text = paragraphs(
        bold(t.plain("Invite link of %(title)s", title=where.title)),
        code(address),
        t.say("Whoever opens it becomes a resident, also without being in the group. Share it with neighbours only."),
    )
    rows = (
        (Button(t.button("Copy the link"), copy=address),),
        (Button(t.button("Replace it by a new one"), tap=tap("invite_revoke", where.id), style=Style.DANGER),),
        (Button(t.button("Back"), tap=tap("our", where.id)),),
    )
    return Screen(text, rows)


def revoke_question(t: Words, where: Community) -> Screen:
    """Before the present link stops working."""
    text = t.say("The present link will stop working at once, wherever it was shared. Residents stay residents.")
    revoke = tap("invite_new", where.id, where.invite_code)
    rows = (
        (Button(t.button("Make a new link"), tap=revoke, style=Style.DANGER),),
        (Button(t.button("Keep the present one"), tap=tap("invite", where.id)),),
    )
    return Screen(text, rows)


def joined(t: Words, where: Community, anew: bool) -> Screen:
    """Somebody has come by the invite link."""
    if anew:
        hello = t.say("Welcome to <b>%(title)s</b>! You can sign and make pledges here now.", title=where.title)
    else:
        hello = t.say("You belong to <b>%(title)s</b> already. We are talking about it from now on.", title=where.title)
    return Screen(hello, first_steps(t, at_home=True))


# --- anonymous admins -----------------------------------------------------------------------------------------------


def which_admin(t: Words, command: str, words: str) -> Screen:
    """To an admin who writes as the group: a button that does what they typed, for whoever presses it as an admin."""
    text = t.say(
        "You write as the group. Press the button, so that I can see which admin you are; the others will not."
    )
    try:
        again = tap("admin", command, clean_line(words))
    except ValueError:
        again = tap("admin", command)  # so many words that they fit on no button: the command without them
    return Screen(text, ((Button(t.button("I am an admin"), tap=again),),))


# --- who is out -----------------------------------------------------------------------------------------------------


def _moved_out(t: Words, refusal: no.MovedOut, _: Reader) -> Phrase:
    title = excerpt(refusal.title)
    if refusal.now is None:
        return t.plain(
            "You are not in %(title)s any more. Open the invite link of a community, or write to me in its group.",
            title=title,
        )
    return t.plain(
        "You are not in %(title)s any more. Now we are talking about %(now)s.", title=title, now=excerpt(refusal.now)
    )


def _bot_is_out(t: Words, refusal: no.BotIsOut, _: Reader) -> Phrase:
    title = excerpt(refusal.title)
    if refusal.now is None:
        return t.plain("I am not in %(title)s any more. When an admin adds me again, all is as it was.", title=title)
    return t.plain(
        "I am not in %(title)s any more. Now we are talking about %(now)s.", title=title, now=excerpt(refusal.now)
    )


def elsewhere(t: Words, refusal: no.MovedOut | no.BotIsOut, reader: Reader) -> Screen:
    """The same to somebody who has further communities to talk about."""
    sentence = _bot_is_out(t, refusal, reader) if isinstance(refusal, no.BotIsOut) else _moved_out(t, refusal, reader)
    return Screen(paragraphs(sentence), ((Button(t.button("Another community"), tap=tap("my_homes")),),))


# --- the tables -----------------------------------------------------------------------------------------------------

NOTICES: Final[Mapping[type[Notice], Callable[[Words, Any, Reader], Screen]]] = {
    BotCameBack: back_again,
    SomethingIsMissing: something_is_missing,
}

REFUSALS: Final[Mapping[type[Refusal], Callable[[Words, Any, Reader], str]]] = {
    no.NoCommunity: lambda t, _, __: homeless(t),
    no.NotAMember: lambda t, _, __: t.plain("That is only for members of the community."),
    no.MovedOut: _moved_out,
    no.BotIsOut: _bot_is_out,
    no.NotAllowed: lambda t, _, __: t.plain("Only organisers of the community can do that."),
    no.AdminsOnly: lambda t, _, __: t.plain("Only admins of the group can do that."),
    no.AdminMustConfirm: lambda t, _, __: t.plain(
        "You write as the group. Press the button, so that I can see which admin you are; the others will not."
    ),
    no.NobodyInParticular: lambda t, _, __: t.plain(
        "You write as the group, and a group cannot promise. Write as yourself, or press the button on the pledge."
    ),
    no.NotYourself: lambda t, _, __: t.plain(
        "Nobody appoints themselves. As an admin of the group you are an organiser already."
    ),
    no.NotAResident: lambda t, _, __: t.plain("They do not live here (any more), so they cannot be appointed."),
    no.EnoughOrganisers: lambda t, refusal, __: t.plain_count(
        "%(n)s organiser is appointed already. Dismiss somebody first.",
        "%(n)s organisers are appointed already. Dismiss somebody first.",
        refusal.most,
    ),
    no.MembersHidden: lambda t, _, __: t.plain(
        "Telegram does not tell me who is in the group. Write to me there, for example /sign with the code of a "
        "pledge, or ask an admin to make me one, too."
    ),
    no.UnknownInvite: lambda t, _, __: t.plain("This invite link does not work (any more). Ask for a new one."),
    no.UnknownTimeZone: lambda t, _, __: t.plain("I do not know this time zone. Choose one, or type your city."),
    no.UnknownCurrency: lambda t, _, __: t.plain("I do not know this currency. Choose one, or type its code."),
    no.UnknownLanguage: lambda t, _, __: t.plain("I do not speak this language yet. Please choose one of the list."),
    no.NotAnHour: lambda t, _, __: t.plain("I did not understand these hours. Write them like this: 22:30-7:00"),
    no.AskedTooLongAgo: lambda t, _, __: t.plain("That question is out of date. Send /forgetme, and I ask you anew."),
    no.TooLateToUndo: lambda t, _, __: t.plain(
        "That can no longer be undone: a minute has passed, or it was undone already."
    ),
    no.NotInAGroup: lambda t, _, __: t.plain("That works in a topic of the group only."),
}
