"""Which chats the bot can reach, and the words in which Telegram says that it cannot."""

from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.stage import Stage
from bot.sandbox.world import Chat, Kind, Member, Person, Status


def known_chat(stage: Stage, chat_id: int | str) -> Chat:
    """The chat of that number; none has a @username here. Raises 400 for none and for an upgraded group."""
    chat = stage.world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        reason = "group chat was upgraded to a supergroup chat"
        raise bad_request(reason, migrate_to_chat_id=chat.migrated_to.id)
    return chat


def readable(stage: Stage, chat_id: int | str) -> Chat:
    """A chat the bot may ask about: any private chat, and groups it is in. Raises 400 or 403."""
    chat = known_chat(stage, chat_id)
    if chat.kind is not Kind.PRIVATE:
        _refuse_outsider(stage, chat)
    return chat


def writable(stage: Stage, chat_id: int | str) -> Chat:
    """A chat in which the bot may change what it has written. Raises 400 or 403."""
    chat = known_chat(stage, chat_id)
    if chat.kind is Kind.PRIVATE:
        assert chat.person
        _refuse_stranger(chat.person)
    else:
        _refuse_outsider(stage, chat)
    return chat


def speakable(stage: Stage, chat_id: int | str) -> Chat:
    """A chat the bot may send new messages to. Raises 400 or 403."""
    chat = writable(stage, chat_id)
    if own(stage, chat).status is Status.RESTRICTED:
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def _refuse_stranger(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _refuse_outsider(stage: Stage, chat: Chat) -> None:
    member = chat.members.get(stage.bot.id)
    if member is not None and member.present:
        return
    if member is not None and member.status is Status.BANNED:
        raise forbidden(f"bot was kicked from the {_called(chat)} chat")
    raise forbidden(f"bot is not a member of the {_called(chat)} chat")


def _called(chat: Chat) -> str:
    return chat.kind.value


def own(stage: Stage, chat: Chat) -> Member:
    """What the bot itself is in this chat."""
    return chat.member(stage.bot)
