"""Setting a community up, its settings and its invite link: for organisers, in private."""

from typing import Final

from bot.communities import invites, setup
from bot.communities.model import CommunityId
from bot.communities.questions import SetupView, Step
from bot.communities.refusals import NotAMember
from bot.communities.setup import OurSettings
from bot.communities.undoing import Undone
from bot.handlers.context import Hearing
from bot.handlers.table import OutOfDate
from bot.pledges import repainting
from bot.screens import communities as screens
from bot.screens.model import Screen, Toast
from bot.screens.words import LANGUAGES

_LARGEST_ID: Final = 2**63 - 1
_STEPS: Final = {letter: step for step, letter in screens.STEP_LETTERS.items()}


async def doors(hearing: Hearing) -> None:
    """/settings in a group: the ways to the settings. Whoever goes there is checked there."""
    community = await hearing.write(setup.doors)
    topic = hearing.thread_id
    screen = screens.settings_doors(hearing.words, hearing.bot_username, community, topic)
    await hearing.answer(screen, no_secret=True)


async def open_door(hearing: Hearing, community: str) -> None:
    """The button of the greeting: leads whoever may to the private chat."""
    if hearing.private:
        await open_settings(hearing, community)
        return
    await hearing.write(setup.may_set_up, number(community))
    await hearing.answer(Toast("", url=f"https://t.me/{hearing.bot_username}?start=s_{community}"))


async def open_settings(hearing: Hearing, community: str) -> None:
    """The set-up of a community that has none yet, else its settings."""
    found = await hearing.write(setup.open_settings, number(community))
    await hearing.redraw(_drawn(hearing, found))


async def begin(hearing: Hearing, community: str) -> None:
    """Go through the questions (again)."""
    await _ask(hearing, await hearing.write(setup.begin_setup, number(community)))


async def answer(hearing: Hearing, community: str, step: str, value: str) -> None:
    """A button of a question."""
    question = _step(step)
    if question is Step.LANGUAGE and value not in LANGUAGES:
        raise OutOfDate
    await _ask(hearing, await hearing.write(setup.answer_setup, number(community), question, value))


async def back(hearing: Hearing, community: str, step: str) -> None:
    """The question before."""
    await _ask(hearing, await hearing.write(setup.back_in_setup, number(community), _step(step)))


async def typed(hearing: Hearing, text: str) -> None:
    """An answer in words."""
    await _ask(hearing, await hearing.write(setup.type_setup, text, hearing.words.language))


async def ask_again(hearing: Hearing, said: str | None) -> None:
    """The open question."""
    view = await hearing.read(setup.open_question)
    await hearing.answer_again(None if view is None else screens.setup_question(hearing.words, view), said)


async def cancel(hearing: Hearing) -> None:
    """Leave everything as it was."""
    hearing.undo = await hearing.write(setup.cancel_setup)
    await hearing.redraw(screens.setup_cancelled(hearing.words))


async def save(hearing: Hearing, community: str) -> None:
    """The answers become the settings."""
    ours = await hearing.write(repainting.save_setup, number(community))
    await hearing.redraw(screens.our_settings(hearing.words, ours))


async def choose_topic(hearing: Hearing, community: str, topic: str) -> None:
    """Pledges appear in this topic from now on; 0: in no topic."""
    chosen = number(topic) if topic != "0" else None
    ours = await hearing.write(setup.set_pledges_topic, number(community), chosen)
    if hearing.private:
        await hearing.redraw(screens.our_settings(hearing.words, ours))
    else:
        await hearing.answer(Toast(screens.topic_chosen(hearing.words)))


async def invite(hearing: Hearing, community: str) -> None:
    """Show the invite link."""
    where = await hearing.read(invites.invite_of, number(community))
    await hearing.redraw(screens.invite_link(hearing.words, where, hearing.bot_username))


async def ask_to_revoke(hearing: Hearing, community: str) -> None:
    """Say what revoking means, first."""
    where = await hearing.read(invites.invite_of, number(community))
    await hearing.redraw(screens.revoke_question(hearing.words, where))


async def revoke(hearing: Hearing, community: str, code: str) -> None:
    """The link leads nowhere any more, here is a new one."""
    revoked = await hearing.write(invites.revoke_invite, number(community), code)
    hearing.undo = revoked.undo
    await hearing.redraw(screens.invite_link(hearing.words, revoked.community, hearing.bot_username))


async def show_old_invite(hearing: Hearing, undone: Undone) -> None:
    """The old link leads here again."""
    await invite(hearing, str(undone.community))


async def join(hearing: Hearing, code: str) -> None:
    """/start c_<code>: somebody has opened an invite link."""
    came = await hearing.write(invites.join_by_invite, code)
    await hearing.answer(screens.joined(hearing.words, came.community, came.anew))


def number(text: str) -> CommunityId:
    """The id on a button. Refuses NotAMember for what can be no id: unknown and forged read alike."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(_LARGEST_ID)) or int(text) > _LARGEST_ID:
        raise NotAMember
    return CommunityId(int(text))


def _step(text: str) -> Step:
    if text not in _STEPS:
        raise NotAMember
    return _STEPS[text]


def _drawn(hearing: Hearing, found: SetupView | OurSettings) -> Screen:
    if isinstance(found, OurSettings):
        return screens.our_settings(hearing.words, found)
    return screens.setup_question(hearing.words, found)


async def _ask(hearing: Hearing, view: SetupView) -> None:
    await hearing.redraw(screens.setup_question(hearing.words, view))
