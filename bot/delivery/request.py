"""How requests travel: python-telegram-bot's network seam on aiohttp instead of httpx.

httpx's pool scans every connection on each request and gets slower the more of them are open; this one does not
(benchmarks/requests.py). Errors carry as `__cause__` what `outcomes` needs to know: whether the request can have
reached Telegram. The token is part of every URL, so nothing that holds a URL is logged, chained or put into a message.
"""

import asyncio
import json
from typing import Any, Final, TypeVar
from urllib.request import getproxies

import aiohttp
from telegram._utils.defaultvalue import DefaultValue  # the type of "not given" in BaseRequest's own signature
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_T = TypeVar("_T")

_CONNECTIONS = 64
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 30.0  # a short one makes "was it sent?" a common question
_WRITE_SECONDS = 5.0
_MEDIA_WRITE_SECONDS = 30.0
_POOL_SECONDS = 5.0
_KEEP_ALIVE_SECONDS = 15.0  # shorter than the server's, so that it rarely hangs up on a request under way
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": BaseRequest.USER_AGENT}
_MULTIPART: Final = {"User-Agent": BaseRequest.USER_AGENT}


class NotSent(Exception):  # noqa: N818  a cause, never raised
    """The request surely did not reach Telegram. Holds a class name, never a URL."""


class Ambiguous(Exception):  # noqa: N818  a cause, never raised
    """The request was on its way when the connection broke or time was up. Holds a class name, never a URL."""


class AiohttpRequest(BaseRequest):
    """At most `connections` requests at once over kept connections; times in seconds.

    One instance for the bot's calls and another, with few connections, for getUpdates.
    """

    __slots__ = ("_places", "_read", "_session")

    def __init__(self, connections: int = _CONNECTIONS, read_timeout: float = _READ_SECONDS) -> None:
        self._places = asyncio.Semaphore(connections)
        self._read = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds, when a call does not say."""
        return self._read

    async def initialize(self) -> None:
        """Open the session. Twice does no harm."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_SECONDS, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(
                connector=connector,
                auto_decompress=True,
                cookie_jar=aiohttp.DummyCookieJar(),
                # Trusting an environment that names no proxy costs two hops to a thread for each request.
                trust_env=bool(getproxies()),
            )

    async def shutdown(self) -> None:
        """Close every connection. Twice does no harm."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # type: ignore[override]  # noqa: PLR0913  the library gives the times by name
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises TimedOut or NetworkError, with NotSent or Ambiguous as the cause."""
        if self._session is None:
            raise RuntimeError("this request was not initialised, or was shut down")
        files = request_data is not None and request_data.contains_files
        connect = _given(connect_timeout, _CONNECT_SECONDS)
        read = _given(read_timeout, self._read)
        write = _given(write_timeout, _MEDIA_WRITE_SECONDS if files else _WRITE_SECONDS)
        total = None if connect is None or read is None or write is None else connect + write + read
        within = aiohttp.ClientTimeout(total=total, sock_connect=connect, sock_read=read)
        await self._take_place(_given(pool_timeout, _POOL_SECONDS))
        try:
            return await self._fetch(self._session, (method, url), request_data, within)
        finally:
            self._places.release()

    async def _take_place(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):  # wait_for may swallow a cancellation (until Python 3.12)
                await self._places.acquire()
        except TimeoutError:
            raise TimedOut("all connections are busy, nothing was sent") from NotSent("PoolTimeout")

    @staticmethod
    async def _fetch(
        session: aiohttp.ClientSession,
        what: tuple[str, str],
        request_data: RequestData | None,
        within: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        data, headers = _body(request_data)
        method, url = what
        try:
            async with session.request(
                method, url, data=data, headers=headers, timeout=within, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except Exception as error:  # noqa: BLE001  whatever it is, it may name the URL and so the token
            fault = error
        # Outside the except block, so that the original is not even the context of what is raised.
        raise _translated(fault) from _cause(fault)

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """The answer as a dict. Raises TelegramError; unlike the original it does not log what people wrote."""
        try:
            parsed: JSONDict = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        return parsed


def _given(value: ODVInput[_T], default: _T) -> _T | None:
    return default if isinstance(value, DefaultValue) else value


def _body(request_data: RequestData | None) -> tuple[Any, dict[str, str]]:
    if request_data is None:
        return None, _MULTIPART
    if not request_data.contains_files:
        return request_data.url_encoded_parameters().encode(), _FORM
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form, _MULTIPART


def _cause(error: Exception) -> NotSent | Ambiguous:
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return NotSent(name)
    return Ambiguous(name)


def _translated(error: Exception) -> NetworkError:
    if isinstance(error, TimeoutError):
        return TimedOut()
    return NetworkError(f"{type(error).__name__} while talking to Telegram")
