"""How a hearing speaks: the gateway's calls for the place where the update came from."""

from typing import Final

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.communities.model import Membership
from bot.core.outage import Outage
from bot.delivery.gateway import Gateway, Whisper
from bot.delivery.outcomes import says
from bot.delivery.printing import Press
from bot.handlers.changes import anonymous, membership
from bot.handlers.house import GroupLeft, GroupMoved, Standpoint
from bot.screens.model import Attachment, Offer, Paper, Screen, Sheet, Toast

_OUT: Final = ("bot was kicked", "bot is not a member")
_NO_GROUP: Final = ("chat not found", "group chat was deactivated", "group chat was upgraded")


class TelegramSilentError(Outage):
    """Telegram did not say what it was asked; the act can be tried again."""


class GatewayVoice:
    """The `Voice` of the running bot."""

    def __init__(self, bot: Bot, gateway: Gateway) -> None:
        self._bot = bot
        self._gateway = gateway
        self._press = Press()

    @property
    def bot_username(self) -> str:
        """See `Voice`."""
        return self._bot.username

    async def answer_press(self, query_id: str, toast: Toast | None) -> None:
        """See `Voice`."""
        await self._gateway.toast(query_id, toast)

    async def show(self, to: Standpoint, screen: Screen, aloud: Screen) -> bool:
        """See `Voice`."""
        if to.private:
            return await self._gateway.say(to.chat_id, screen, thread=to.thread_id) is not None
        whisper = Whisper(
            chat=to.chat_id,
            person=to.telegram_id,
            query=to.query_id,
            message=to.message_id or None,
            ephemeral_message=to.ephemeral_id,
            thread=to.thread_id,
        )
        return await self._gateway.whisper(whisper, screen, aloud=None if to.query_id else aloud)

    async def redraw(self, at: Standpoint, screen: Screen) -> None:
        """See `Voice`."""
        await self._gateway.redraw(at.chat_id, at.message_id, screen)

    async def offer(self, query_id: str, offer: Offer) -> None:
        """See `Voice`."""
        await self._gateway.offer(query_id, offer)

    async def post(self, to: Standpoint, sheet: Sheet) -> bool:
        """See `Voice`."""
        pdf, png = await self._press.print(sheet)
        name = f"pledge-{sheet.code}"
        files = {f"{name}.pdf": pdf, f"{name}.png": png}
        return all([await self._gateway.hand(to.telegram_id, name, data, sheet.link) for name, data in files.items()])

    async def hand(self, to: Standpoint, file: Attachment | Paper) -> bool:
        """See `Voice`."""
        if isinstance(file, Paper):
            return await self._gateway.hand(to.telegram_id, file.name, await self._press.typeset(file))
        return await self._gateway.hand(to.telegram_id, file.name, file.data, file.caption, picture=file.picture)

    async def membership(self, chat_id: int, telegram_id: int) -> tuple[Membership, bool] | None:
        """See `Voice`. Where there is no such group, everybody counts as gone.

        Telegram promises an answer only to admins: others may hear "member list is inaccessible", "user not found" or
        whatever else it will say next, and none of it tells where the person is.
        """
        try:
            member = await self._bot.get_chat_member(chat_id=chat_id, user_id=telegram_id)
        except Forbidden as error:
            if says(error, *_OUT):
                raise GroupLeft from error
            return Membership.LEFT, False
        except BadRequest as error:
            return (Membership.LEFT, False) if says(error, *_NO_GROUP) else None
        except ChatMigrated as moved:
            raise GroupMoved(moved.new_chat_id) from moved
        except TelegramError as error:
            raise TelegramSilentError(f"getChatMember: {type(error).__name__}") from error
        return membership(member), anonymous(member)
