"""What people choose for themselves: language, time zone, quiet hours, current community."""

from bot.communities import service as communities
from bot.communities import settings
from bot.communities.refusals import NotAnHour
from bot.communities.settings import MySettings, ZoneChoice
from bot.communities.undoing import Undone
from bot.handlers.context import Hearing
from bot.handlers.setting_up import doors, number, open_settings
from bot.handlers.table import OutOfDate
from bot.screens import settings as screens
from bot.screens.words import LANGUAGES

_DEFAULT = "-"
"""On a button in the place of a choice: whatever Telegram or the community says."""


async def settings_command(hearing: Hearing) -> None:
    """/settings: one's own in private, the ways there in a group."""
    if hearing.private:
        await mine(hearing)
    else:
        await doors(hearing)


async def settings_link(hearing: Hearing, what: str) -> None:
    """/start s_me or s_<community>."""
    if what == "me":
        await mine(hearing)
    else:
        await open_settings(hearing, what)


async def mine(hearing: Hearing) -> None:
    """All of one's own settings."""
    await _show(hearing, await hearing.write(settings.my_settings))


async def language_command(hearing: Hearing) -> None:
    """/language and its button."""
    await hearing.meet()
    await hearing.redraw(screens.language_choice(hearing.words))


async def choose_language(hearing: Hearing, language: str) -> None:
    """A language was pressed."""
    if language not in (_DEFAULT, *LANGUAGES):
        raise OutOfDate
    await _show(hearing, await hearing.write(settings.language_chosen, _chosen(language)))


async def ask_zone(hearing: Hearing) -> None:
    """The button for the time zone."""
    choice = await hearing.write(settings.ask_zone)
    await hearing.redraw(screens.zone_choice(hearing.words, choice))


async def choose_zone(hearing: Hearing, zone: str) -> None:
    """A zone was pressed."""
    await _show(hearing, await hearing.write(settings.zone_chosen, _chosen(zone)))


async def typed_zone(hearing: Hearing, text: str) -> None:
    """A place was typed."""
    found = await hearing.write(settings.zone_typed, text, hearing.words.language)
    if isinstance(found, ZoneChoice):
        await hearing.answer(screens.zone_choice(hearing.words, found))
    else:
        await _show(hearing, found)


async def ask_zone_again(hearing: Hearing, said: str | None) -> None:
    """Where do you live?"""
    choice = await hearing.read(settings.zones_offered)
    await hearing.answer_again(screens.zone_choice(hearing.words, choice), said)


async def ask_quiet(hearing: Hearing) -> None:
    """The button for the quiet hours."""
    present = await hearing.write(settings.ask_quiet)
    await hearing.redraw(screens.quiet_choice(hearing.words, present, problem=None))


async def choose_quiet(hearing: Hearing, begin: str, end: str) -> None:
    """Quiet hours were pressed."""
    await _show(hearing, await hearing.write(settings.quiet_chosen, _minute(begin), _minute(end)))


async def typed_quiet(hearing: Hearing, text: str) -> None:
    """Quiet hours were typed."""
    await _show(hearing, await hearing.write(settings.quiet_typed, text))


async def ask_quiet_again(hearing: Hearing, said: str | None) -> None:
    """Which hours?"""
    present = await hearing.read(settings.hours_now)
    await hearing.answer_again(screens.quiet_choice(hearing.words, present, problem=said), said)


async def ask_home(hearing: Hearing) -> None:
    """The button for another community."""
    homes = await hearing.read(communities.communities_of)
    await hearing.redraw(screens.home_choice(hearing.words, homes))


async def choose_home(hearing: Hearing, community: str) -> None:
    """Another community was pressed."""
    await _show(hearing, await hearing.write(settings.switched, number(community)))


async def privacy(hearing: Hearing) -> None:
    """/privacy, in the reader's language."""
    await hearing.meet()
    await hearing.answer(screens.privacy(hearing.words), no_secret=True)


async def show_as_before(hearing: Hearing, _undone: Undone) -> None:
    """The settings without the last choice."""
    await _show(hearing, await hearing.read(settings.look))


async def _show(hearing: Hearing, mine: MySettings) -> None:
    hearing.undo = mine.undo
    await hearing.redraw(screens.my_settings(hearing.words, mine))


def _chosen(text: str) -> str | None:
    return None if text == _DEFAULT else text


def _minute(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > len("1439"):
        raise NotAnHour
    return int(text)
