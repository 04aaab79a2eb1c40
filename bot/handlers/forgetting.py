"""What people can have of what is kept about them: all of it, or none of it."""

from collections.abc import Mapping
from typing import Final

from bot.handlers.context import Hearing
from bot.handlers.table import Command, TapHandler
from bot.outbox import forgetting, telling
from bot.pledges import leaving
from bot.screens import forgetting as screens
from bot.screens.helping import Task


async def ask(hearing: Hearing) -> None:
    """/forgetme: really?"""
    await hearing.answer(screens.really(hearing.words, await hearing.write(leaving.ask)))


async def forget(hearing: Hearing, token: str) -> None:
    """The yes. Whoever pressed is looked up, and not met: afterwards they are a stranger."""
    await hearing.look_up()
    done = await hearing.record(forgetting.forget, hearing.sighting.telegram_id, token, hearing.keepers)
    await hearing.redraw(screens.forgotten(hearing.words) if done else screens.unknown(hearing.words))


async def my_data(hearing: Hearing) -> None:
    """/mydata: a summary to read, and a file with everything; both in private only."""
    kept = await hearing.read(telling.everything, hearing.keepers)
    if hearing.private:
        await hearing.answer(screens.summary(hearing.words, kept))
    await hearing.hand(screens.file(kept))


COMMANDS: Final[Mapping[str, Command]] = {
    "mydata": Command(
        my_data,
        description=lambda t: t.plain("Everything I keep about you, as a file"),
        explanation=lambda t: t.say("gives you a file with everything I keep about you."),
        example=lambda _, __: "/mydata",
        task=Task.YOURSELF,
    ),
    "forgetme": Command(
        ask,
        description=lambda t: t.plain("Erase what I keep about you"),
        explanation=lambda t: t.say("erases your name and everything you wrote. I show you what that means, and ask."),
        example=lambda _, __: "/forgetme",
        task=Task.YOURSELF,
    ),
}

TAPS: Final[Mapping[str, TapHandler]] = {"forget_me": forget}
