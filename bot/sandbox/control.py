"""The control API behind the chat page: what is there, what each person sees, what happens, and acts to perform."""

import asyncio
import json
from contextlib import suppress
from importlib.resources import files as package_files
from pathlib import Path

from aiohttp import web

from bot.sandbox import views
from bot.sandbox.errors import CannotAct
from bot.sandbox.performing import perform
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Chat, Json, Person

_HEARTBEAT = 15.0
"""Seconds between signs of life on a silent event stream."""
_PAGE_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
_FILE_POLICY = "default-src 'none'; sandbox"
"""What somebody sent is looked at, never run."""


class Control:
    """Routes under /sandbox, and the page itself."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def add_to(self, app: web.Application) -> None:
        page = Path(str(package_files("bot.sandbox") / "page"))
        app.router.add_get("/sandbox/world", self._world)
        app.router.add_get("/sandbox/view", self._view)
        app.router.add_get("/sandbox/chats", self._chats)
        app.router.add_get("/sandbox/transcript", self._transcript)
        app.router.add_get("/sandbox/events", self._events)
        app.router.add_get("/sandbox/file/{file_id}", self._file)
        app.router.add_post("/sandbox/act", self._act)
        app.on_response_prepare.append(_guard)
        if page.is_dir():
            app.router.add_static("/page/", page)
            app.router.add_get("/", self._index)

    async def _index(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002 - a handler's form
        return web.FileResponse(Path(str(package_files("bot.sandbox") / "page" / "index.html")))

    async def _world(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler's form
        return web.json_response(views.world(self._sandbox))

    async def _view(self, request: web.Request) -> web.Response:
        person, chat = self._person(request), self._chat(request)
        return web.json_response(views.view(self._sandbox, person, chat))

    async def _chats(self, request: web.Request) -> web.Response:
        return web.json_response(views.chats(self._sandbox, self._person(request)))

    async def _transcript(self, request: web.Request) -> web.Response:
        return web.json_response(views.transcript(self._sandbox, self._person(request)))

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._sandbox.files.find(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        return web.Response(body=stored.upload.data, content_type=stored.upload.mime_type)

    async def _act(self, request: web.Request) -> web.Response:
        try:
            wish = await request.json()
            if not isinstance(wish, dict):
                return _refused("the body must be a JSON object")
            done = await perform(self._sandbox, wish)
        except ValueError:
            return _refused("the body is not JSON")
        except CannotAct as refusal:
            return _refused(str(refusal))
        return web.json_response({"ok": True, **done})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        since = _number(request.headers.get("Last-Event-ID") or request.query.get("since", "0"))
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        with suppress(ConnectionError):  # the page was closed
            await self._stream(response, since)
        return response

    async def _stream(self, response: web.StreamResponse, since: int) -> None:
        while True:
            try:
                await asyncio.wait_for(self._sandbox.events.wait(since), _HEARTBEAT)
            except TimeoutError:
                await response.write(b": still here\n\n")
            for event in self._sandbox.events.since(since):
                since = event["seq"]
                await response.write(_line(event))

    def _person(self, request: web.Request) -> Person:
        person = self._sandbox.world.people.get(_number(request.query.get("person", "")))
        if person is None or person is self._sandbox.bot:
            raise web.HTTPNotFound(text="there is no such person")
        return person

    def _chat(self, request: web.Request) -> Chat:
        chat = self._sandbox.world.chats.get(_number(request.query.get("chat", "")))
        if chat is None:
            raise web.HTTPNotFound(text="there is no such chat")
        return chat


async def _guard(request: web.Request, response: web.StreamResponse) -> None:
    """The page runs only its own code and is asked for afresh, so that no two versions of its parts ever meet."""
    if request.path == "/" or request.path.startswith("/page/"):
        response.headers.update({"Content-Security-Policy": _PAGE_POLICY, "Cache-Control": "no-cache"})
    elif request.path.startswith("/sandbox/file/"):
        response.headers.update({"Content-Security-Policy": _FILE_POLICY, "X-Content-Type-Options": "nosniff"})


def _number(raw: str) -> int:
    try:
        return int(raw)
    except ValueError:
        return 0


def _line(event: Json) -> bytes:
    return f"id: {event['seq']}\ndata: {json.dumps(event)}\n\n".encode()


def _refused(reason: str) -> web.Response:
    return web.json_response({"ok": False, "error": reason}, status=400)
