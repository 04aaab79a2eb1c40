"""The listener: Telegram's webhook, and what machines ask about health.

The webhook answers 200 only when its update is on disk. Whoever does not show the secret learns nothing, and their
body is not even read.
"""

import hmac
import json
import logging
from typing import Final, Protocol

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.core.outage import Outage
from bot.web.health import Health
from bot.web.metrics import CONTENT_TYPE, exposition

log = logging.getLogger(__name__)

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
LARGEST_BODY: Final = 1_000_000
"""Bytes of one update. Telegram's are far below."""

_ASK_AGAIN: Final = {"Retry-After": "1"}


class Inbox(Protocol):
    """Where updates go."""

    @property
    def full(self) -> bool: ...
    async def take(self, updates: list[object], /) -> int: ...


class Webhook:
    """Takes one update per request."""

    def __init__(self, inbox: Inbox, secret: str) -> None:
        self._inbox = inbox
        self._secret = secret.encode()
        self.open = False
        """Set when we are ready for updates: those from before the start come first."""

    async def __call__(self, request: Request) -> Response:
        """200: stored. 403: not Telegram. 4xx: no update. 503: not now, Telegram will bring it again."""
        shown = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(shown, self._secret):
            return Response(status_code=403)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=415)
        if not self.open or self._inbox.full:
            return Response(status_code=503, headers=_ASK_AGAIN)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        return await self._store(body)

    async def _store(self, body: bytes) -> Response:
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(update, dict):
            return Response(status_code=400)
        try:
            await self._inbox.take([update])
        except Outage as outage:
            log.warning("an update could not be stored (%s); Telegram will bring it again", type(outage).__name__)
            return Response(status_code=503, headers=_ASK_AGAIN)
        return Response(status_code=200)


async def _body(request: Request) -> bytes | None:
    """The body, or None if it is larger than allowed (whatever its Content-Length says)."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


def site(health: Health, webhook: Webhook | None = None, *, path: str = "/") -> Starlette:
    """The app: /healthz, /readyz, /metrics, and the webhook at `path` when there is one."""

    async def ready(_: Request) -> Response:
        reason = await health.reason_to_wait()
        return PlainTextResponse("ok\n" if reason is None else f"{reason}\n", status_code=503 if reason else 200)

    async def metrics(_: Request) -> Response:
        return Response(exposition(await health.vitals()), media_type=CONTENT_TYPE)

    routes = [
        Route("/healthz", _alive, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
    ]
    if webhook is not None:
        routes.append(Route(path, webhook.__call__, methods=["POST"]))
    return Starlette(routes=routes)


async def _alive(_: Request) -> Response:
    """Whoever can answer is alive. What else may be wrong, a fresh start would not mend."""
    return PlainTextResponse("ok\n")
