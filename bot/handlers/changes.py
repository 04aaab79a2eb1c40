"""Who came and went, read from Telegram's two ways of saying so."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, User

from bot.communities.model import MemberChange, Membership
from bot.handlers.house import Migration


def membership(member: ChatMember) -> Membership:
    """Somebody's place as our word; a restricted person who is not in the group has left it."""
    if isinstance(member, ChatMemberRestricted) and not member.is_member:
        return Membership.LEFT
    return Membership(member.status)


def anonymous(member: ChatMember) -> bool:
    """Whether they act as the group itself."""
    return bool(getattr(member, "is_anonymous", False))


def of_change(change: ChatMemberUpdated, bot_id: int) -> MemberChange:
    """A `chat_member` or `my_chat_member` update."""
    user = change.new_chat_member.user
    return MemberChange(
        telegram_id=user.id,
        first_name=user.first_name,
        username=user.username,
        was=membership(change.old_chat_member),
        now=membership(change.new_chat_member),
        anonymous=anonymous(change.new_chat_member),
        is_bot=user.id == bot_id,
    )


def of_message(message: Message) -> tuple[MemberChange, ...]:
    """A service message about people (not bots) who joined or left."""
    left = message.left_chat_member
    if left is not None:
        return () if left.is_bot else (_moved(left, Membership.MEMBER, Membership.LEFT),)
    return tuple(
        _moved(user, Membership.LEFT, Membership.MEMBER) for user in message.new_chat_members if not user.is_bot
    )


def of_migration(message: Message) -> Migration:
    """Either of the two service messages about a group that became a supergroup."""
    here = message.chat.id
    if message.migrate_to_chat_id is not None:
        return Migration(here, message.migrate_to_chat_id)
    assert message.migrate_from_chat_id is not None, "the filter lets nothing else through"
    return Migration(message.migrate_from_chat_id, here)


def _moved(user: User, was: Membership, now: Membership) -> MemberChange:
    return MemberChange(
        telegram_id=user.id,
        first_name=user.first_name,
        username=user.username,
        was=was,
        now=now,
        anonymous=False,
        is_bot=False,
    )
