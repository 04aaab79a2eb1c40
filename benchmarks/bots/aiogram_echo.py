"""aiogram 3 as its documentation shows it: default settings, one handler, no database."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message

from benchmarks.telegram import TOKEN

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text or "")


@dispatcher.callback_query()
async def answer(query: CallbackQuery) -> None:
    await query.answer("You are in.")


async def main(base_url: str) -> None:
    origin = base_url.removesuffix("/bot")
    server = TelegramAPIServer(base=f"{origin}/bot{{token}}/{{method}}", file=f"{origin}/file/bot{{token}}/{{path}}")
    await dispatcher.start_polling(Bot(TOKEN, session=AiohttpSession(api=server)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
