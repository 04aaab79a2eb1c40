"""PTB's network seam on the stand-in as a function: no sockets, no waiting."""

from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.delivery.request import Ambiguous
from bot.sandbox import inprocess
from bot.sandbox.files import Upload
from bot.sandbox.stage import Stage


class InprocessRequest(BaseRequest):
    """Calls the stand-in directly; its faults become the errors that `AiohttpRequest` would raise."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        token, _, name = urlsplit(url).path.removeprefix("/bot").partition("/")
        given = request_data.json_parameters if request_data else {}
        files = {
            field: Upload(filename, mime_type, content)
            for field, (filename, content, mime_type) in (request_data.multipart_data if request_data else {}).items()
        }
        try:
            return await inprocess.call(self._stage, token, name, given, files)
        except inprocess.Unanswered:
            raise TimedOut from Ambiguous("TimeoutError")
        except inprocess.Broken:
            raise NetworkError("ServerDisconnectedError while talking to Telegram") from Ambiguous("Broken")
