"""Everything that can be heard about communities and people's own settings."""

from collections.abc import Mapping
from typing import Final

from bot.communities.invites import INVITE, put_back_invite
from bot.communities.organisers import DISMISSAL
from bot.communities.organisers import KIND as ORGANISERS_KIND
from bot.communities.settings import QUIET_KIND, SETTINGS, ZONE_KIND
from bot.communities.settings import put_back as put_back_settings
from bot.communities.setup import KIND as SETUP_KIND
from bot.handlers import onboarding, organisers, setting_up, settings
from bot.handlers.table import Command, Dialogue, Event, MembershipHandler, Payload, TapHandler, Undo
from bot.outbox.appointing import put_back as put_back_organiser
from bot.screens.helping import Task

COMMANDS: Final[Mapping[str, Command]] = {
    "settings": Command(
        settings.settings_command,
        description=lambda t: t.plain("Language, time zone, quiet hours, community"),
        explanation=lambda t: t.say(
            "shows your language, time zone and quiet hours, and lets you change them. "
            "Organisers find the settings of their community there, too."
        ),
        example=lambda _, __: "/settings",
        task=Task.YOURSELF,
    ),
    "language": Command(
        settings.language_command,
        description=lambda t: t.plain("Choose the language I speak to you"),
        explanation=lambda t: t.say("lets you choose the language in which I speak to you."),
        example=lambda _, __: "/language",
        task=Task.YOURSELF,
    ),
    "privacy": Command(
        settings.privacy,
        description=lambda t: t.plain("What I keep about you, and for how long"),
        explanation=lambda t: t.say("says what I keep about you, for how long, and who sees it."),
        example=lambda _, __: "/privacy",
        task=Task.YOURSELF,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {
    "settings": setting_up.open_door,
    "our": setting_up.open_settings,
    "setup": setting_up.answer,
    "setup_begin": setting_up.begin,
    "setup_back": setting_up.back,
    "setup_cancel": setting_up.cancel,
    "setup_save": setting_up.save,
    "topic": setting_up.choose_topic,
    "invite": setting_up.invite,
    "invite_revoke": setting_up.ask_to_revoke,
    "invite_new": setting_up.revoke,
    "organisers": organisers.show,
    "organiser_new": organisers.ask_whom,
    "organiser_ask": organisers.ask,
    "organiser_yes": organisers.confirm,
    "my": settings.mine,
    "my_lang": settings.language_command,
    "my_lang_to": settings.choose_language,
    "my_zone": settings.ask_zone,
    "my_zone_to": settings.choose_zone,
    "my_quiet": settings.ask_quiet,
    "my_quiet_to": settings.choose_quiet,
    "my_homes": settings.ask_home,
    "my_home_to": settings.choose_home,
}

DIALOGUES: Final[Mapping[str, Dialogue]] = {
    SETUP_KIND: Dialogue(setting_up.typed, setting_up.ask_again),
    ORGANISERS_KIND: Dialogue(organisers.typed, organisers.ask_again),
    ZONE_KIND: Dialogue(settings.typed_zone, settings.ask_zone_again),
    QUIET_KIND: Dialogue(settings.typed_quiet, settings.ask_quiet_again),
}

UNDOS: Final[Mapping[str, Undo]] = {
    SETTINGS: Undo(put_back_settings, settings.show_as_before),
    INVITE: Undo(put_back_invite, setting_up.show_old_invite),
    DISMISSAL: Undo(put_back_organiser, organisers.show_again),
}

MEMBERSHIPS: Final[Mapping[Event, MembershipHandler]] = {
    Event.BOT: onboarding.bot_moved,
    Event.PEOPLE: onboarding.people_moved,
    Event.MIGRATION: onboarding.group_upgraded,
}

PAYLOADS: Final[Mapping[str, Payload]] = {"c": setting_up.join, "s": settings.settings_link}
