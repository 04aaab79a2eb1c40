"""Telegram's command menus: per scope and language, written only where they differ from what Telegram has."""

import logging
from collections.abc import Iterator, Mapping
from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.handlers.table import Command, Where
from bot.screens.words import LANGUAGES, SOURCE, words_for

log = logging.getLogger(__name__)

_Scope = BotCommandScope
_PRIVATE: Final = BotCommandScopeAllPrivateChats()
_GROUPS: Final = BotCommandScopeAllGroupChats()
_ADMINS: Final = BotCommandScopeAllChatAdministrators()


async def offer(bot: Bot, commands: Mapping[str, Command]) -> int:
    """Bring all menus up to date; how many were written. What fails is logged and left for the next start."""
    written = 0
    for scope in (_PRIVATE, _GROUPS, _ADMINS):
        for language in LANGUAGES:
            try:
                written += await _offer(bot, scope, language, list(_entries(commands, scope, language)))
            except TelegramError as error:
                log.warning("a command menu could not be set (%s)", type(error).__name__)
    return written


async def _offer(bot: Bot, scope: _Scope, language: str, wanted: list[BotCommand]) -> bool:
    code = None if language == SOURCE else language
    present = await bot.get_my_commands(scope=scope, language_code=code)
    if list(present) == wanted:
        return False
    await bot.set_my_commands(wanted, scope=scope, language_code=code)
    return True


def _entries(commands: Mapping[str, Command], scope: _Scope, language: str) -> Iterator[BotCommand]:
    words = words_for(language)
    for name, command in commands.items():
        if _belongs(command, scope):
            yield BotCommand(name, command.description(words))


def _belongs(command: Command, scope: _Scope) -> bool:
    if scope is _PRIVATE:
        return command.where is not Where.GROUP and not command.organisers
    return command.where is not Where.PRIVATE and (scope is _ADMINS or not command.organisers)
