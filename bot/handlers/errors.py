"""The one table of errors: a refusal becomes a sentence, an outage is tried again, a bug gets an incident number."""

import logging
from collections.abc import Awaitable
from random import SystemRandom
from typing import Literal

from bot.communities.refusals import AdminMustConfirm, BotIsOut, MovedOut
from bot.core.codes import new_code
from bot.core.outage import ATTEMPTS, Outage
from bot.core.refusal import Refusal
from bot.handlers.context import AlreadySettled, Hearing
from bot.handlers.heard import command_of
from bot.handlers.table import AskAgain
from bot.screens import basics, refusals
from bot.screens.communities import elsewhere, which_admin
from bot.screens.model import Toast

log = logging.getLogger(__name__)

Ending = Literal["settled", "open", "later", "dead"]
"""What hearing an update came to: settled with its effect; nothing to settle with, so still open; an outage, so later;
a bug or a riddle, so dead."""

_INCIDENT_LENGTH = 5
_random = SystemRandom()


async def ending_of(hearing: Hearing, hearing_it: Awaitable[None], *, attempts: int = 0) -> Ending:
    """Let the handler hear, and put whatever it raises into its row of the table. `attempts` failed before this one."""
    try:
        await hearing_it
        await hearing.finish()
    except AlreadySettled:
        await hearing.finish()
        return "settled"
    except Refusal as refusal:
        return await _refused(hearing, refusal, attempts)
    except Outage as outage:
        return await _outage(hearing, outage, attempts)
    except Exception as bug:  # noqa: BLE001  whatever it is, it is reported here and ends here
        return await _bug(hearing, bug)
    return "settled" if hearing.settled else "open"


async def _refused(hearing: Hearing, refusal: Refusal, attempts: int) -> Ending:
    log.debug("refused: %s", refusal.code)
    try:
        await hearing.settle_refused()
        await _say_no(hearing, refusal)
    except AlreadySettled:
        await hearing.finish()
    except Outage as outage:
        return await _outage(hearing, outage, attempts)
    except Exception as bug:  # noqa: BLE001  as above
        return await _bug(hearing, bug)
    return "settled"


async def _say_no(hearing: Hearing, refusal: Refusal) -> None:
    """The refusal's sentence, above the question that was answered, or above what is true now where something old was
    pressed; an admin who writes as the group gets a button to show who they are."""
    if isinstance(refusal, AdminMustConfirm):
        command, _ = command_of(hearing.message_text)
        await hearing.answer(which_admin(hearing.words, command, hearing.args), no_secret=True)
        return
    sentence = refusals.sentence(hearing.words, refusal, hearing.reader)
    if refusal.of_answer and hearing.ask_again is not None:
        await _ask_again(hearing, hearing.ask_again, sentence)
    elif refusal.moved_on and hearing.afresh is not None:
        await hearing.afresh(sentence)
    elif isinstance(refusal, MovedOut | BotIsOut) and refusal.others and hearing.private and not hearing.pressed:
        await hearing.answer(elsewhere(hearing.words, refusal, hearing.reader))
    else:
        await hearing.answer(Toast(sentence, alert=True), no_secret=True)


async def _ask_again(hearing: Hearing, ask: AskAgain, sentence: str) -> None:
    """The question below what was wrong with its answer; the sentence alone to whom it may not be put any more."""
    try:
        await ask(hearing, sentence)
    except Refusal:
        await hearing.answer(Toast(sentence, alert=True))


async def _outage(hearing: Hearing, outage: Outage, attempts: int) -> Ending:
    """Said once, at the second failure in a row: the first one is usually over before anybody notices."""
    log.warning("an outage (%s) in attempt %d", type(outage).__name__, attempts + 1)
    if hearing.settled:
        return "settled"
    if attempts + 1 >= ATTEMPTS:
        return await _bug(hearing, outage)
    if attempts == 1:
        await _say(hearing, basics.later(hearing.words))
    return "later"


async def _bug(hearing: Hearing, bug: BaseException) -> Ending:
    incident = new_code(_random, _INCIDENT_LENGTH)
    report(incident, bug)
    await _say(hearing, basics.apology(hearing.words, incident))
    return "settled" if hearing.settled else "dead"


async def _say(hearing: Hearing, sentence: str) -> None:
    try:
        await hearing.answer(Toast(sentence, alert=True))
    except Exception as bug:  # noqa: BLE001  the sentence about a fault must not become a fault of its own
        report("of an apology", bug)


def report(incident: str, bug: BaseException) -> None:
    """Log where a bug happened; `core.log` prints classes and places, never an exception's text."""
    log.error("incident %s", incident, exc_info=bug)
