"""uvicorn inside our own event loop: it opens no loop, catches no signals and writes no access log."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from bot.core.outage import ConfigurationError

_CLOSING_SECONDS = 3
"""For requests under way when the listener closes."""

_KEEP_ALIVE_SECONDS = 75


class _Server(uvicorn.Server):
    """Signals belong to the program, not to its listener."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listener:
    """An open port with the site behind it."""

    def __init__(self, site: Starlette, address: tuple[str, int]) -> None:
        """Takes the port at once. Raises ConfigurationError when it cannot be had."""
        host, port = address
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._socket = socket.create_server((host, port), family=family, backlog=1024)
        except OSError as error:
            raise ConfigurationError(f"IFYOUWILL_LISTEN: {host}:{port} cannot be opened ({error.strerror}).") from None
        self._server = _Server(
            uvicorn.Config(
                site,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_CLOSING_SECONDS,
            )
        )
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port that was taken (of use when 0 was asked for)."""
        port: int = self._socket.getsockname()[1]
        return port

    async def start(self) -> None:
        """Answer from now on."""
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]), name="listener")
        await self._server.up.wait()

    async def stop(self) -> None:
        """Take no more connections and let the requests under way end."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task
        self._socket.close()
