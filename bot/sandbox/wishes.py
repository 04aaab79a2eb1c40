"""One act as the chat page asks for it: looked up in the world, field by field."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import CannotAct
from bot.sandbox.files import Upload
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Chat, Json, Kind, Message, Person


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page asks: on whose behalf, and the act's own fields, looked up on demand. Raises CannotAct."""

    sandbox: Sandbox
    by: Person
    fields: Json

    def value(self, name: str, kind: type, default: Any = ...) -> Any:
        found = self.fields.get(name, default)
        if found is ...:
            raise CannotAct(f"{name} is missing")
        if not isinstance(found, kind) and found is not default:
            raise CannotAct(f"{name} is not a {kind.__name__}")
        return found

    def text(self, name: str, default: Any = ...) -> str:
        return self.value(name, str, default)  # type: ignore[no-any-return]

    def number(self, name: str) -> float:
        try:
            return float(self.value(name, object))
        except (TypeError, ValueError):
            raise CannotAct(f"{name} is not a number") from None

    @property
    def chat(self) -> Chat:
        return self.find_chat("chat")

    def find_chat(self, name: str) -> Chat:
        chat = self.sandbox.world.chats.get(self.value(name, int))
        if chat is None:
            raise CannotAct(f"there is no such {name}")
        return chat

    @property
    def group(self) -> Chat:
        chat = self.chat
        if chat.kind is Kind.PRIVATE:
            raise CannotAct("that is not a group")
        return chat

    @property
    def optional_chat(self) -> Chat | None:
        return self.chat if self.fields.get("chat") is not None else None

    @property
    def person(self) -> Person:
        return self.find_person(self.value("person", int))

    def find_person(self, number: object) -> Person:
        person = self.sandbox.world.people.get(number) if isinstance(number, int) else None
        if person is None:
            raise CannotAct("there is no such person")
        return person

    @property
    def message(self) -> Message:
        chat = self.chat
        if self.fields.get("ephemeral_message_id"):
            message = chat.ephemerals.get(self.value("ephemeral_message_id", int))
        else:
            message = chat.messages.get(self.value("message_id", int))
        if message is None:
            raise CannotAct("there is no such message")
        return message

    @property
    def reply_to(self) -> Message | None:
        number = self.value("reply_to", int, None)
        return self.chat.messages.get(number)

    @property
    def upload(self) -> Upload:
        try:
            data = base64.b64decode(self.text("data"), validate=True)
        except (binascii.Error, ValueError):
            raise CannotAct("data is not base64") from None
        return Upload(self.text("file_name", "file"), self.text("mime_type", "application/octet-stream"), data)
