"""The stand-in over HTTP: the Bot API as Telegram serves it, file downloads, and the control API beside them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.sandbox import api
from bot.sandbox.api import Answer
from bot.sandbox.control import Control
from bot.sandbox.faults import Fault, What
from bot.sandbox.files import MAX_UPLOAD, Upload
from bot.sandbox.inprocess import file_data
from bot.sandbox.sandbox import Sandbox

_FORM = "application/x-www-form-urlencoded"
_JSON_HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Serving:
    """A running server. `url` has no trailing slash."""

    sandbox: Sandbox
    url: str

    @property
    def api_base(self) -> str:
        """What goes before the token (`IFYOUWILL_API_BASE_URL`)."""
        return f"{self.url}/bot"

    @property
    def file_base(self) -> str:
        return f"{self.url}/file/bot"


@asynccontextmanager
async def serving(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Serving]:
    """Serves until the block ends; port 0 takes any free one."""
    runner = web.AppRunner(application(sandbox), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        chosen = runner.addresses[0][1]
        yield Serving(sandbox, f"http://{host}:{chosen}")
    finally:
        await sandbox.webhook.close()
        await runner.cleanup()


def application(sandbox: Sandbox) -> web.Application:
    """The aiohttp application with all routes."""
    app = web.Application(client_max_size=MAX_UPLOAD + 1024 * 1024)
    handler = _BotApi(sandbox)
    app.router.add_route("*", r"/bot{token:[^/]+}/{method:[A-Za-z]+}", handler.call)
    app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", handler.download)
    Control(sandbox).add_to(app)
    return app


class _BotApi:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def call(self, request: web.Request) -> web.StreamResponse:
        named = request.match_info
        try:
            params, files = await _parameters(request)
        except ValueError:
            return web.Response(status=400, body=_BAD_BODY, headers=_JSON_HEADERS)
        answer = await api.call(self._sandbox, named["token"], named["method"], params, files)
        if answer.fault is not None:
            await _misbehave(request, answer, answer.fault)
        html = answer.body.startswith(b"<")
        headers = {"Content-Type": "text/html"} if html else _JSON_HEADERS
        return web.Response(status=answer.status, body=answer.body, headers=headers)

    async def download(self, request: web.Request) -> web.Response:
        named = request.match_info
        status, data = file_data(self._sandbox, named["token"], named["path"])
        return web.Response(status=status, body=data)


_BAD_BODY = b'{"ok":false,"error_code":400,"description":"Bad Request: can\'t parse the request body"}'


async def _parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """From the query string and the body in any of Telegram's four forms. Raises ValueError for a broken body."""
    params: dict[str, Any] = dict(request.query) if request.query_string else {}
    files: dict[str, Upload] = {}
    if not request.can_read_body:
        return params, files
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(request, params, files)
        return params, files
    body = await request.read()
    if kind == "application/json":
        given = json.loads(body)
        if not isinstance(given, dict):
            raise ValueError("an Object is expected")
        params.update(given)
    elif kind == _FORM:
        params.update(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body)))
    return params, files


async def _read_multipart(request: web.Request, params: dict[str, Any], files: dict[str, Upload]) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            data = value.file.read()
            files[name] = Upload(value.filename, value.content_type, data)
        else:
            params[name] = value if isinstance(value, str) else value.decode()


async def _misbehave(request: web.Request, answer: Answer, fault: Fault) -> None:
    """Returns only for a slow answer; otherwise the connection ends without a whole one."""
    if fault.what in (What.SLOW, What.HANG):
        await asyncio.sleep(fault.seconds)
    if fault.what is What.SLOW:
        return
    transport = request.transport
    if transport is not None:
        if fault.what is What.HALF:
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer.body)}\r\n\r\n"
            transport.write(head.encode() + answer.body[: len(answer.body) // 2])
            await asyncio.sleep(0.01)
            transport.close()
        else:
            transport.abort()
    raise asyncio.CancelledError
