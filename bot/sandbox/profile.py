"""The bot's face: commands by scope and language, name and descriptions by language."""

import re
from enum import StrEnum

from bot.sandbox.errors import bad_request
from bot.sandbox.world import ADMINS, Chat, Json, Kind, Person

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators"})


class Ephemerals(StrEnum):
    """What the server makes of `is_ephemeral` in a menu."""

    KNOWN = "known"
    FORGOTTEN = "forgotten"
    """As before Bot API 10.2: a field that is not known is passed over."""
    REFUSED = "refused"


class Profile:
    """Texts are kept by field and language ("" is for everybody); commands by scope key and language."""

    def __init__(self, first_name: str, ephemerals: Ephemerals = Ephemerals.KNOWN) -> None:
        self.ephemerals = ephemerals
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self._texts: dict[tuple[str, str], str] = {("name", ""): first_name}

    def set_text(self, field: str, value: str, language: str) -> None:
        check_language(language)
        if value:
            self._texts[field, language] = value
        else:
            self._texts.pop((field, language), None)

    def text(self, field: str, language: str) -> str:
        check_language(language)
        return self._texts.get((field, language)) or self._texts.get((field, ""), "")

    def set_commands(self, commands: list[Json], scope: str, language: str) -> None:
        check_language(language)
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[scope, language] = [_command(command, self.ephemerals) for command in commands]

    def drop_commands(self, scope: str, language: str) -> None:
        check_language(language)
        self.commands.pop((scope, language), None)

    def seen_by(self, person: Person, chat: Chat) -> list[Json]:
        """The menu this person sees in this chat: the narrowest scope that has one, each with the language first."""
        language = (person.language_code or "")[:2]
        for scope in _scopes(person, chat):
            for spoken in dict.fromkeys((language, "")):
                if (scope, spoken) in self.commands:
                    return self.commands[scope, spoken]
        return []


def _scopes(person: Person, chat: Chat) -> list[str]:
    if chat.kind is Kind.PRIVATE:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    scopes = [f"chat_member:{chat.id}:{person.id}"]
    admin = chat.member(person).status in ADMINS
    scopes += [f"chat_administrators:{chat.id}"] if admin else []
    scopes += [f"chat:{chat.id}"]
    scopes += ["all_chat_administrators"] if admin else []
    return [*scopes, "all_group_chats", "default"]


def scope_key(scope: Json | None) -> str:
    """A BotCommandScope as a key: "default", "chat:5", "chat_member:-7:5". Raises 400 for what is no scope."""
    given = scope or {"type": "default"}
    kind = given.get("type")
    if kind in _PLAIN_SCOPES:
        return _key(given, ())
    if kind in _CHAT_SCOPES:
        return _key(given, ("chat_id",))
    if kind == "chat_member":
        return _key(given, ("chat_id", "user_id"))
    raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def _key(scope: Json, fields: tuple[str, ...]) -> str:
    if set(scope) != {"type", *fields}:
        raise bad_request("can't parse BotCommandScope: wrong fields")
    return ":".join(str(scope[field]) for field in ("type", *fields))


def check_language(language: str) -> None:
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")


def _command(command: Json, ephemerals: Ephemerals) -> Json:
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not _COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    known = {"command": name.removeprefix("/"), "description": description}
    return known | ({"is_ephemeral": True} if _is_ephemeral(command, ephemerals) else {})


def _is_ephemeral(command: Json, ephemerals: Ephemerals) -> bool:
    if "is_ephemeral" not in command or ephemerals is Ephemerals.FORGOTTEN:
        return False
    if ephemerals is Ephemerals.REFUSED:
        raise bad_request("can't parse BotCommand: wrong fields")
    if not isinstance(command["is_ephemeral"], bool):
        raise bad_request('can\'t parse BotCommand: Field "is_ephemeral" must be of type Boolean')
    return command["is_ephemeral"]
