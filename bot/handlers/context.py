"""One update being heard: what a handler may know and do."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Concatenate, ParamSpec, TypeVar

from bot.communities import access
from bot.communities import service as communities
from bot.communities.absence import Departure
from bot.communities.groups import Move
from bot.communities.keeping import Keepers
from bot.communities.model import Actor, CameBy, CommunityId, MemberChange, Membership, Pointed, Reader
from bot.core import points
from bot.core.db import Tx
from bot.handlers.house import GroupLeft, GroupMoved, Heard, House, Migration
from bot.handlers.table import AskAgain, Command, Dialogue, Undo
from bot.outbox import missing, reaching
from bot.outbox.notices import Missing
from bot.screens import basics
from bot.screens.choices import undo_button
from bot.screens.html import Html
from bot.screens.model import Attachment, Paper, Screen, Sheet, Toast
from bot.screens.words import Words, words_for

__all__ = ["AlreadySettled", "Hearing", "MemberChange", "Migration"]

P = ParamSpec("P")
R = TypeVar("R")

_MEMBERSHIPS_TO_ASK = 3
"""Memberships that one act may need from Telegram; more would be a loop."""


class AlreadySettled(Exception):  # noqa: N818  a signal inside handlers, not an error
    """This update has had its effect before (another worker, an earlier life of this one)."""


class Hearing:
    """One update, heard once: who acts, what they say, and the few things a handler may do about it.

    A handler parses, calls ONE service through `write` (or `read`), and shows ONE screen.
    """

    def __init__(self, house: House, heard: Heard, *, release: Callable[[], None] | None = None) -> None:
        """`release` is called after the commit: from then on the rest of the chat need not wait for the answer."""
        self._house = house
        self._heard = heard
        self._release = release or _nothing
        self._fresh: dict[access.MembershipStale, tuple[Membership, bool]] = {}
        self._untold = False
        self._hidden: access.MembershipStale | None = None
        """Somebody who lives in the group, and of whom Telegram does not tell whether they are in it."""
        self._about: CommunityId | None = None
        """What a private chat was about when this was first looked at."""
        self._settled = False
        self._press_answered = heard.standpoint.query_id is None
        self.sighting = heard.sighting
        """Who acts and where, from the update alone."""
        self.args = heard.args
        """The text after the command, on one or several lines, trimmed; "" for a press."""
        self.afresh: Callable[[str], Awaitable[None]] | None = None
        """Draws the pressed message as it is now, under a sentence; None: there is nothing to draw anew."""
        self.ask_again: AskAgain | None = None
        """Shows the question that was answered again, under a sentence; None: no question was."""
        self.undo: str | None = None
        """The token of what was just done and can be undone: what is shown next in private has the button for it."""
        self.reader = Reader(language=heard.sighting.language_code or "en")
        """For whom to write: by Telegram's hint at first, by what we know after `write` or `read`."""

    @property
    def message_text(self) -> str:
        """What was typed, command and all; "" for a press."""
        return self._heard.text

    @property
    def pointed(self) -> Pointed | None:
        """Whom the message points at."""
        return self._heard.pointed

    @property
    def bot_username(self) -> str:
        """Without @, for links: https://t.me/<bot_username>?start=p_<code>."""
        return self._house.bot_username

    @property
    def words(self) -> Words:
        """The reader's language."""
        return words_for(self.reader.language)

    @property
    def commands(self) -> Mapping[str, Command]:
        """Every command there is, for /help."""
        return self._house.table.commands

    @property
    def moves(self) -> Sequence[Move]:
        """What has to follow when two communities turn out to be one group."""
        return self._house.moves

    @property
    def departures(self) -> Sequence[Departure]:
        """What has to follow when somebody has left a community."""
        return self._house.table.departures

    @property
    def keepers(self) -> Keepers:
        """Whoever keeps something of people, and can forget them."""
        return self._house.keepers

    @property
    def dialogues(self) -> Mapping[str, Dialogue]:
        """By the kind of draft: the questions that are answered by typing."""
        return self._house.table.dialogues

    @property
    def undos(self) -> Mapping[str, Undo]:
        """What can be undone, and how."""
        return self._house.table.undos

    @property
    def private(self) -> bool:
        """Whether this is the person's own chat with the bot."""
        return self._heard.standpoint.private

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed (else: something was typed)."""
        return self._heard.standpoint.query_id is not None

    @property
    def thread_id(self) -> int | None:
        """The forum topic in which this happens, or None."""
        return self._heard.standpoint.thread_id

    @property
    def inline_id(self) -> str | None:
        """The shared card whose button was pressed, in a chat that we do not know; None: it was pressed elsewhere."""
        return self._heard.standpoint.inline_id

    @property
    def settled(self) -> bool:
        """Whether this update is done for ever."""
        return self._settled

    async def write(self, service: Callable[Concatenate[Tx, Actor, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `service(tx, actor, …)` in one transaction that also settles this update: its effect comes exactly once.

        At most one write per update (asserted). A membership that is not fresh enough is fetched from Telegram and
        the service is run again. Raises whatever the service refuses with; nothing is written then.
        """
        assert not self._settled, "one update, one write"

        def act(tx: Tx) -> tuple[Reader, R]:
            actor = self._enter(tx)
            result = service(tx, actor, *args, **kwargs)
            return communities.reader_of(tx, actor.person, actor.community), result  # the act may have changed it

        self.reader, result = await self._with_fresh_memberships(act)
        self._about = None  # the act may have changed that, too
        self._done()
        return result

    async def record(self, service: Callable[Concatenate[Tx, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Like `write`, for facts that nobody does (a group migrated): `service(tx, …)`, nobody is recognised."""
        assert not self._settled, "one update, one write"

        def note(tx: Tx) -> R:
            self._settle(tx)
            return service(tx, *args, **kwargs)

        result = await self._house.db.write(note)
        self._done()
        return result

    async def look_up(self) -> None:
        """Find out for whom to write, and make nobody known who is not."""

        def look(tx: Tx) -> Reader | None:
            who = communities.person_by_telegram_id(tx, self.sighting.telegram_id)
            return None if who is None else communities.reader_of(tx, who.id, who.current_community)

        found = await self._house.db.read(look)
        self.reader = found or self.reader

    async def meet(self) -> None:
        """Find out for whom to write, where nothing else is asked of the database."""
        await self.read(lambda _tx, _actor: None)

    async def read(self, service: Callable[Concatenate[Tx, Actor, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `service(tx, actor, …)` read-only. As often as needed, before or after the write."""

        def look(tx: Tx) -> tuple[Reader, R] | None:
            known = communities.known(tx, self.sighting)
            if known is None:
                return None
            actor = self._as_first_seen(known)
            return communities.reader_of(tx, actor.person, actor.community), service(tx, actor, *args, **kwargs)

        for _ in range(1 + _MEMBERSHIPS_TO_ASK):
            try:
                found = await self._house.db.read(look)
            except access.MembershipStale as stale:
                await self._ask(stale)
                found = None
            if found is not None:
                self.reader, result = found
                return result
            await self._house.db.write(self._recognise)
            self._house.committed()
        raise AssertionError("still unknown, or rights ask for fresh memberships again and again")

    async def answer(self, what: Screen | Toast, *, no_secret: bool = False, aloud: Screen | None = None) -> None:
        """Say it to the acting person only.

        A press: Toast as the callback answer; Screen as a message, in a group ephemeral, else in the private chat,
        else a toast that asks for the private chat. A command in a group: ephemeral, else the private chat, else a
        short message in the group: the screen itself if it is `no_secret`, `aloud` if that is given. In private: a
        message.
        """
        if isinstance(what, Toast):
            if not self._press_answered:
                await self._answer_press(what)
                return
            what = aloud = Screen(Html(escape(what.text, quote=False)))
        elif no_secret:
            aloud = what
        elif self.sighting.anonymous_admin:
            aloud = basics.write_as_yourself(self.words, self.bot_username)
        elif aloud is None:
            aloud = basics.look_in_private(self.words, self.bot_username)
        shown = await self._house.voice.show(self._heard.standpoint, self._undoable(what), aloud)
        if not (shown or self._press_answered):
            await self._answer_press(Toast(basics.open_our_chat(self.words), alert=True))
        await self.finish()

    async def answer_again(self, question: Screen | None, said: str | None) -> None:
        """The question that is open, with what was wrong with the answer in it; `said` alone if none is open."""
        if question is not None:
            await self.redraw(question)
        elif said is not None:
            await self.answer(Toast(said, alert=True))

    async def redraw(self, screen: Screen) -> None:
        """Put the screen in the place of the message whose button was pressed; without a press the same as `answer`."""
        if not (self.pressed and self.private):
            await self.answer(screen)
            return
        await self.finish()
        await self._house.voice.redraw(self._heard.standpoint, self._undoable(screen))

    def _undoable(self, screen: Screen) -> Screen:
        if self.undo is None or not self.private:
            return screen
        return replace(screen, buttons=(*screen.buttons, (undo_button(self.words, self.undo),)))

    async def post(self, sheet: Sheet) -> None:
        """Give the acting person a poster, in private; in a group they are told where it is."""
        await self.finish()
        await self._handed(await self._house.voice.post(self._heard.standpoint, sheet))

    async def hand(self, file: Attachment | Paper) -> None:
        """Give the acting person a file, in private; in a group they are told where it is."""
        await self.finish()
        await self._handed(await self._house.voice.hand(self._heard.standpoint, file))

    async def _handed(self, arrived: bool) -> None:
        if not arrived:
            await self.answer(basics.files_come_in_private(self.words, self.bot_username), no_secret=True)
        elif not self.private:
            await self.answer(basics.look_in_private(self.words, self.bot_username), no_secret=True)

    async def finish(self) -> None:
        """Stop the waiting sign of a press that nothing has answered yet."""
        if not self._press_answered:
            await self._answer_press(None)

    async def settle_refused(self) -> None:
        """After a refusal: settle the update in a transaction of its own, and learn who it was that must be told no."""
        if self._settled:
            return

        def close(tx: Tx) -> Reader:
            actor = self._enter(tx)
            return communities.reader_of(tx, actor.person, actor.community)

        self.reader = await self._house.db.write(close)
        self._done()

    def _enter(self, tx: Tx) -> Actor:
        """The beginning of every transaction that somebody's act causes."""
        self._settle(tx)
        return self._recognise(tx)

    def _recognise(self, tx: Tx) -> Actor:
        """The actor, and what Telegram has said meanwhile about memberships."""
        actor = reaching.recognise(tx, self.sighting)
        for stale, (status, anonymous) in self._fresh.items():
            now = self._as_numbered_now(stale, actor)
            access.record_membership(tx, now, status, anonymous, self.departures)
        if self._hidden is not None:
            missing.say(tx, self._as_numbered_now(self._hidden, actor).community, Missing.MEMBERS)
        return self._as_first_seen(actor)

    def _as_first_seen(self, actor: Actor) -> Actor:
        """Whatever was heard meanwhile, the update is about the community that it was meant for: it may be refused
        there, and is not done in another one instead."""
        if self.private:
            self._about = self._about or actor.community
            actor = replace(actor, community=self._about)
        return replace(actor, untold=self._untold)

    def _as_numbered_now(self, stale: access.MembershipStale, actor: Actor) -> access.MembershipStale:
        """Whom and which group the first attempt met and rolled back have other numbers in the next one."""
        if stale.telegram_id == self.sighting.telegram_id:
            stale = replace(stale, person=actor.person)
        if stale.chat_id == self.sighting.chat_id and actor.community is not None:
            stale = replace(stale, community=actor.community)
        return stale

    def _settle(self, tx: Tx) -> None:
        if not self._house.settle(tx, self._heard.update_id):
            raise AlreadySettled

    async def _with_fresh_memberships(self, service: Callable[[Tx], R]) -> R:
        """Write, and again with Telegram's word, as often as rights ask for it; never the network inside of one."""
        for _ in range(_MEMBERSHIPS_TO_ASK):
            try:
                return await self._house.db.write(service)
            except access.MembershipStale as stale:
                await self._ask(stale)
        raise AssertionError("rights ask for fresh memberships again and again")

    async def _ask(self, stale: access.MembershipStale) -> None:
        try:
            told = await self._house.voice.membership(stale.chat_id, stale.telegram_id)
        except GroupMoved as moved:
            await self._house.db.write(communities.group_upgraded, stale.chat_id, moved.chat_id, self.moves)
            told = await self._house.voice.membership(moved.chat_id, stale.telegram_id)
        except GroupLeft:
            await self._house.db.write(communities.bot_removed, stale.chat_id, self.sighting.at)
            return
        if told is None and stale.came_by is CameBy.GROUP:  # of strangers it need not mean that members are hidden
            self._hidden = stale.with_traceback(None)
        if told is None and stale.optional:
            self._untold = True
            return
        stale = stale.with_traceback(None)  # which leads back to this hearing: a circle that only the collector breaks
        self._fresh[stale] = told or (access.untold(stale, self.sighting.chat_id), False)

    async def _answer_press(self, toast: Toast | None) -> None:
        query_id = self._heard.standpoint.query_id
        assert query_id is not None
        self._press_answered = True
        points.reach("callback.before_answer")
        await self._house.voice.answer_press(query_id, toast)
        points.reach("callback.after_answer")

    def _done(self) -> None:
        self._settled = True
        self._release()
        self._house.committed()


def _nothing() -> None:
    """For hearings that nobody waits for."""
