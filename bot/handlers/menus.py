"""Telegram's command menus: per scope and language, written only where they differ from what Telegram has.

In groups all commands are ephemeral, /pledge too: only whoever types one sees it and its answer, and the group sees
cards. A server that does not know such commands (before Bot API 10.2) refuses the field or forgets it; then they are
common ones. That it was tried is remembered, so that it is not tried again before the menus change.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import BadRequest, TelegramError

from bot.core.db import Database
from bot.core.installation import note_offered, offered
from bot.handlers.table import Command, Where
from bot.screens.words import LANGUAGES, SOURCE, words_for

log = logging.getLogger(__name__)

_Scope = BotCommandScope
_PRIVATE: Final = BotCommandScopeAllPrivateChats()
_GROUPS: Final = BotCommandScopeAllGroupChats()
_ADMINS: Final = BotCommandScopeAllChatAdministrators()

_EPHEMERAL: Final = "is_ephemeral"
"""Newer than python-telegram-bot: it passes through."""

_OFFER: Final = "menus"


@dataclass(frozen=True, slots=True)
class _Menu:
    scope: _Scope
    language: str
    entries: tuple[BotCommand, ...]

    @property
    def place(self) -> dict[str, Any]:
        """The parameters that say which menu it is."""
        return {"scope": self.scope, "language_code": None if self.language == SOURCE else self.language}

    @property
    def plain(self) -> list[BotCommand]:
        """The same with common commands."""
        return [BotCommand(entry.command, entry.description) for entry in self.entries]


async def offer(bot: Bot, db: Database, commands: Mapping[str, Command]) -> int:
    """Bring all menus up to date; how many were written. What fails is logged and left for the next start."""
    menus = list(_menus(commands))
    fingerprint = _fingerprint(menus)
    tried = await db.read(offered, _OFFER) == fingerprint
    written, failed = 0, False
    for menu in menus:
        try:
            written += await _offer(bot, menu, tried=tried)
        except TelegramError as error:
            failed = True
            log.warning("a command menu could not be set (%s)", type(error).__name__)
    if not (tried or failed):
        await db.write(note_offered, _OFFER, fingerprint)
    return written


async def _offer(bot: Bot, menu: _Menu, *, tried: bool) -> bool:
    present = await bot.get_my_commands(**menu.place)
    if _as_sent(present) == _as_sent(menu.entries) or (tried and _as_sent(present) == _as_sent(menu.plain)):
        return False
    try:
        await bot.set_my_commands(menu.entries, **menu.place)
    except BadRequest:
        if menu.scope is _PRIVATE:
            raise
        log.info("Telegram refuses ephemeral commands; what is typed in groups is seen by all")
        await bot.set_my_commands(menu.plain, **menu.place)
    return True


def _menus(commands: Mapping[str, Command]) -> Iterator[_Menu]:
    for scope in (_PRIVATE, _GROUPS, _ADMINS):
        for language in LANGUAGES:
            yield _Menu(scope, language, tuple(_entries(commands, scope, language)))


def _entries(commands: Mapping[str, Command], scope: _Scope, language: str) -> Iterator[BotCommand]:
    words = words_for(language)
    more = None if scope is _PRIVATE else {_EPHEMERAL: True}
    for name, command in commands.items():
        if _belongs(command, scope):
            yield BotCommand(name, command.description(words), api_kwargs=more)


def _belongs(command: Command, scope: _Scope) -> bool:
    if scope is _PRIVATE:
        return command.where is not Where.GROUP and not command.organisers
    return command.where is not Where.PRIVATE and (scope is _ADMINS or not command.organisers)


def _as_sent(entries: Iterable[BotCommand]) -> list[tuple[str, str, bool]]:
    """All of it: python-telegram-bot compares what it knows."""
    sent = (entry.to_dict() for entry in entries)
    return [(each["command"], each["description"], bool(each.get(_EPHEMERAL))) for each in sent]


def _fingerprint(menus: Iterable[_Menu]) -> str:
    whole = [(menu.scope.type, menu.language, _as_sent(menu.entries)) for menu in menus]
    return blake2b(json.dumps(whole).encode(), digest_size=16).hexdigest()
