"""From what was heard to the one handler for it, by the table."""

from collections.abc import Callable, Container
from functools import partial

from bot.communities import drafts
from bot.communities.model import Actor
from bot.core.db import Tx
from bot.handlers.context import Hearing
from bot.handlers.table import OutOfDate, Table, fits
from bot.screens import basics
from bot.screens.model import Toast
from bot.screens.taps import read_tap, words_on
from bot.screens.words import Words


class Routes:
    """Each method lets the right handler hear, or says in one sentence that there is none."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def press(self, hearing: Hearing, data: str | None) -> None:
        """A button. What is old, forged or does not fit its handler is out of date."""
        tap = read_tap(data)
        handler = self._table.taps.get(tap.verb) if tap else None
        if tap is None or handler is None or not fits(handler, tap.args):
            await self._out_of_date(hearing, words_on(data))
            return
        redraw = self._table.redraws.get(tap.verb)
        if redraw is not None and hearing.private:
            hearing.afresh = partial(redraw, hearing, *tap.args)
        try:
            await handler(hearing, *tap.args)
        except OutOfDate:
            await self._out_of_date(hearing, words_on(data))

    async def _out_of_date(self, hearing: Hearing, words: tuple[str, ...]) -> None:
        """Said in a toast; in private a fresh screen follows. The old message stays: it may hold more than a button."""
        await hearing.meet()
        fresh = hearing.private and bool(self._table.fresh)
        await hearing.answer(Toast(basics.out_of_date(hearing.words, fresh=fresh), alert=not fresh))
        if fresh:
            for show in self._table.fresh:
                if await show(hearing, words):
                    return

    async def command(self, hearing: Hearing, name: str) -> None:
        """A command of ours; /start with a payload is a link that was followed."""
        if name == "start" and hearing.args not in {"", basics.NO_PAYLOAD}:
            await self._link(hearing, hearing.args)
            return
        await self._table.commands[name].handler(hearing)

    async def unknown(self, hearing: Hearing) -> None:
        """A command that we do not have, and that was meant for us."""
        await _say(hearing, basics.unknown_command)

    async def text(self, hearing: Hearing) -> None:
        """Free text in private: the answer to the newest open question, if one is open."""
        draft = await hearing.read(_newest, self._table.dialogues)
        if draft is None:
            await hearing.answer(Toast(basics.not_understood(hearing.words)))
            return
        dialogue = self._table.dialogues[draft.kind]
        hearing.ask_again = dialogue.ask_again
        await dialogue.typed(hearing, hearing.message_text)

    async def other_than_text(self, hearing: Hearing) -> None:
        """Something in private that nobody can read aloud: it is not looked at, nor what is written under it."""
        await _say(hearing, basics.text_only)

    async def _link(self, hearing: Hearing, payload: str) -> None:
        letter, _, code = payload.partition("_")
        handler = self._table.payloads.get(letter)
        if handler is None or not code:
            await _say(hearing, basics.unknown_payload)
            return
        await handler(hearing, code)


def _newest(tx: Tx, actor: Actor, kinds: Container[str]) -> drafts.Draft | None:
    return drafts.newest(tx, actor.person, kinds)


async def _say(hearing: Hearing, sentence: Callable[[Words], str]) -> None:
    await hearing.meet()
    await hearing.answer(Toast(sentence(hearing.words)))
