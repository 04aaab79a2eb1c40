"""What each answer of the network means, over a real socket; and the token that is in no message."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.delivery.outcomes import Garbled, Moved, Stopped, TooFast, Verdict, verdict_of
from bot.delivery.request import AiohttpRequest, Ambiguous, NotSent
from bot.outbox.model import Later, Never, Reason, Sent, Unknown

TOKEN = "1234567:a-token-that-nobody-may-ever-read-anywhere"
MESSAGE = b'{"ok":true,"result":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"},"text":"x"}}'

Connection = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def whole_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return head + await reader.readexactly(int(line.split(b":")[1]))
    body = b""
    while not body.endswith(b"0\r\n\r\n"):
        body += await reader.readuntil(b"\r\n")
    return head + body


def answers(status: int, body: bytes, kind: str = "application/json") -> Connection:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await whole_request(reader)
            head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()

    return answer


async def hangs(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    await reader.read()  # until the client hangs up
    writer.close()


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    writer.close()


async def stops_in_the_middle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok":tr')
    await writer.drain()
    writer.close()


async def talks_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    writer.write(b"SMTP ready\r\n\r\n")
    await writer.drain()
    writer.close()


@asynccontextmanager
async def telegram(behaviour: Connection, connections: int = 4) -> AsyncIterator[Bot]:
    """A bot whose server behaves in one way."""

    served: set[asyncio.Task[None]] = set()

    async def calmly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        served.add(task)
        try:
            await behaviour(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client hung up
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_server(calmly, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    request = AiohttpRequest(connections, read_timeout=0.2)
    await request.initialize()
    yield Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request, get_updates_request=request)
    await request.shutdown()
    await asyncio.gather(*served)
    server.close()
    await server.wait_closed()


async def error_of(bot: Bot, **times: float) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(chat_id=7, text="x", **times)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    return caught.value


def refusal(code: int, description: str, parameters: str = "") -> Connection:
    extra = f',"parameters":{parameters}' if parameters else ""
    return answers(code, f'{{"ok":false,"error_code":{code},"description":"{description}"{extra}}}'.encode())


PAGE = b"<html>Bad Gateway</html>"


@pytest.mark.parametrize(
    ("behaviour", "verdict"),
    [
        (hangs, Unknown()),
        (hangs_up, Unknown()),
        (stops_in_the_middle, Unknown()),
        (talks_nonsense, Unknown()),
        (refusal(429, "Too Many Requests: retry after 7", '{"retry_after":7}'), TooFast(7.0)),
        (refusal(429, "Too Many Requests"), TooFast(30.0)),
        (answers(500, PAGE, "text/html"), Later(Reason.SERVER_ERROR)),
        (answers(502, PAGE, "text/html"), Later(Reason.SERVER_ERROR)),
        (answers(504, PAGE, "text/html"), Later(Reason.SERVER_ERROR)),
        (refusal(500, "Internal Server Error"), Later(Reason.SERVER_ERROR)),
        (answers(302, PAGE, "text/html"), Later(Reason.SERVER_ERROR)),
        (answers(200, b"not json"), Sent(None)),
        (refusal(400, "Bad Request: message is too long"), Never(Reason.REFUSED)),
        (refusal(400, "Bad Request: chat not found"), Never(Reason.UNREACHABLE)),
        (refusal(400, "Bad Request: group chat was upgraded", '{"migrate_to_chat_id":-1009}'), Moved(-1009)),
        (refusal(403, "Forbidden: bot was blocked by the user"), Never(Reason.UNREACHABLE)),
        (refusal(401, "Unauthorized"), Stopped()),
        (refusal(404, "Not Found"), Stopped()),
        (answers(404, PAGE, "text/html"), Stopped()),
        (refusal(409, "Conflict: terminated by other getUpdates request"), Later(Reason.SERVER_ERROR)),
    ],
)
async def test_what_an_answer_says_about_the_message(behaviour: Connection, verdict: Verdict) -> None:
    async with telegram(behaviour) as bot:
        assert verdict_of(await error_of(bot)) == verdict


async def test_nobody_listens() -> None:
    async with telegram(hangs) as bot:
        pass
    request = AiohttpRequest()
    await request.initialize()
    deaf = Bot(TOKEN, base_url="http://127.0.0.1:1/bot", request=request, get_updates_request=request)
    error = await error_of(deaf)
    assert verdict_of(error) == Later(Reason.UNSENT)
    assert isinstance(error.__cause__, NotSent)
    await request.shutdown()
    del bot


async def test_a_name_that_does_not_exist_was_not_sent_to() -> None:
    request = AiohttpRequest()
    await request.initialize()
    lost = Bot(TOKEN, base_url="http://no-such-host.invalid/bot", request=request, get_updates_request=request)
    assert verdict_of(await error_of(lost)) == Later(Reason.UNSENT)
    await request.shutdown()


async def test_all_connections_busy_was_not_sent() -> None:
    async with telegram(hangs, connections=1) as bot:
        first = asyncio.create_task(error_of(bot))
        await asyncio.sleep(0.01)
        error = await error_of(bot, pool_timeout=0.05)
        assert isinstance(error, TimedOut)
        assert verdict_of(error) == Later(Reason.UNSENT)
        assert verdict_of(await first) == Unknown()


async def test_a_place_is_given_back_when_the_caller_gives_up() -> None:
    async with telegram(hangs, connections=1) as bot:
        call = asyncio.create_task(bot.get_me())
        await asyncio.sleep(0.01)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        assert verdict_of(await error_of(bot, pool_timeout=0.05)) == Unknown()


@pytest.mark.parametrize("name", ["PoolTimeout", "ConnectError", "ConnectTimeout"])
def test_the_same_causes_under_httpx_names(name: str) -> None:
    error = NetworkError("httpx")
    error.__cause__ = type(name, (Exception,), {})()
    assert verdict_of(error) == Later(Reason.UNSENT)


def test_bad_request_is_a_network_error_and_still_never_repeated() -> None:
    assert isinstance(BadRequest("x"), NetworkError)
    assert verdict_of(BadRequest("x")) == Never(Reason.REFUSED)


def test_an_answer_of_an_unexpected_shape_was_sent() -> None:
    assert verdict_of(Garbled("AttributeError")) == Sent(None)


async def test_what_goes_over_the_wire() -> None:
    seen: list[bytes] = []

    async def records(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            seen.append(await whole_request(reader))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(MESSAGE), MESSAGE))
            await writer.drain()

    async with telegram(records) as bot:
        sent = await bot.send_message(chat_id=7, text="Siân & Ünal")
        await bot.send_document(chat_id=7, document=b"content", filename="poster.pdf")
    assert sent.message_id == 5
    assert seen[0].endswith(b"chat_id=7&text=Si%C3%A2n+%26+%C3%9Cnal")
    assert b'filename="poster.pdf"' in seen[1]
    assert b"\r\n\r\ncontent\r\n" in seen[1]


async def test_connections_are_kept() -> None:
    opened = 0
    answer = answers(200, MESSAGE)

    async def counts(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        await answer(reader, writer)

    async with telegram(counts) as bot:
        for _ in range(5):
            await bot.send_message(chat_id=7, text="x")
    assert opened == 1


async def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await whole_request(reader)).split(b" ")[1].decode())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(MESSAGE) + MESSAGE)
        await writer.drain()

    async with telegram(answer) as proxy:
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", proxy.base_url.removesuffix(f"/bot{TOKEN}"))
        request = AiohttpRequest()
        await request.initialize()
        there = Bot(TOKEN, base_url="http://telegram.invalid/bot", request=request, get_updates_request=request)
        assert (await there.send_message(chat_id=7, text="x")).message_id == 5
        await request.shutdown()
    assert asked == [f"http://telegram.invalid/bot{TOKEN}/sendMessage"]


async def test_raw_updates_travel_the_same_way() -> None:
    async with telegram(answers(200, b'{"ok":true,"result":[{"update_id":3}]}')) as bot:
        assert await bot.get_updates(timeout=timedelta(0)) == (Update(3),)


async def test_a_request_that_was_shut_down_says_so() -> None:
    request = AiohttpRequest()
    await request.shutdown()
    with pytest.raises(NetworkError):
        await request.post("http://127.0.0.1:1/")
    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()


async def test_the_token_and_the_text_are_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    for behaviour in (hangs_up, answers(200, b"not json: secret"), answers(502, PAGE)):
        async with telegram(behaviour) as bot:
            await error_of(bot)
    assert TOKEN not in caplog.text
    assert "secret" not in caplog.text


def test_a_broken_connection_has_an_ambiguous_cause() -> None:
    assert not issubclass(Ambiguous, NotSent)
