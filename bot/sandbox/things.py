"""What people send besides words: places, pictures, files, contacts, and what a reply keyboard asks for."""

from bot.sandbox import files
from bot.sandbox.acts import Talking
from bot.sandbox.compose import typed
from bot.sandbox.files import Upload
from bot.sandbox.world import Chat, Content, Json, Message, Person


class Sharing(Talking):
    """Acts that send something. Each raises CannotAct where the app would not offer it."""

    async def send_location(self, by: Person, chat: Chat | None, latitude: float, longitude: float) -> Message:
        where = {"latitude": latitude, "longitude": longitude}
        return self._say(self._drafted(by, chat, Content(media={"location": where})))

    async def send_photo(self, by: Person, chat: Chat | None, photo: Upload, caption: str = "") -> Message:
        return self._send_file(by, chat, caption, files.photo(self.files.store(photo, "photos")))

    async def send_document(self, by: Person, chat: Chat | None, document: Upload, caption: str = "") -> Message:
        return self._send_file(by, chat, caption, files.document(self.files.store(document, "documents")))

    def _send_file(self, by: Person, chat: Chat | None, caption: str, media: Json) -> Message:
        said = typed(caption)
        return self._say(self._drafted(by, chat, Content(said.text, said.entities, media)))

    async def send_contact(
        self, by: Person, chat: Chat | None, phone_number: str, whose: Person | None = None
    ) -> Message:
        """Shares a contact: one's own, or that of `whose`."""
        who = whose or by
        card: Json = {"phone_number": phone_number, "first_name": who.first_name, "user_id": who.id}
        return self._say(self._drafted(by, chat, Content(media={"contact": card})))

    async def share_people(self, by: Person, request_id: int, people: list[Person]) -> Message:
        """Answers a reply keyboard's `request_users` button."""
        shared = [{"user_id": one.id, "first_name": one.first_name} for one in people]
        return self._share(by, {"users_shared": {"request_id": request_id, "users": shared}})

    def _share(self, by: Person, fields: Json) -> Message:
        chat = self.private(by)
        self._expect_able(by, chat)
        return self.serve(chat, by, fields, f"{by.name} shared something")
