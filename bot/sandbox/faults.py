"""Faults on order: a script of what goes wrong, for which method and chat, before or after the call had its effect."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random

from bot.sandbox.errors import ApiError
from bot.sandbox.flood import too_many


class What(StrEnum):
    FLOOD = "flood"
    """429 with `seconds` as `retry_after`; the chat stays refused for that long."""
    SERVER_ERROR = "server_error"
    """`status` (500, 502, 504) with an HTML body, as proxies answer."""
    HANG = "hang"
    """No answer: the connection stays open for `seconds`, then breaks."""
    RESET = "reset"
    """The connection breaks without an answer."""
    HALF = "half"
    """The answer breaks off in the middle."""
    BROKEN_JSON = "broken_json"
    """200 with a body that is no JSON."""
    SLOW = "slow"
    """The right answer, `seconds` late."""
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    UNAUTHORIZED = "unauthorized"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    """`status` with Telegram's own words in `description`, for example 400 "Bad Request: TOPIC_CLOSED"."""


class When(StrEnum):
    BEFORE = "before"
    """The call has no effect."""
    AFTER = "after"
    """The call has its effect, and only the answer is lost or wrong."""


_WORDS = {
    What.BLOCKED: (403, "Forbidden: bot was blocked by the user"),
    What.DEACTIVATED: (403, "Forbidden: user is deactivated"),
    What.UNAUTHORIZED: (401, "Unauthorized"),
    What.NOT_FOUND: (404, "Not Found"),
}


@dataclass(slots=True)
class Fault:
    """One scripted fault. `None` matches any method or chat; `times=None` never wears off; `skip` lets the first calls
    through."""

    what: What
    when: When = When.BEFORE
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    seconds: float = 5
    status: int = 502
    description: str = ""
    chance: float = 1.0
    hits: int = field(default=0, init=False)

    def matches(self, method: str, chat_id: int | None) -> bool:
        return (self.method is None or self.method.lower() == method) and self.chat_id in (None, chat_id)

    def error(self) -> ApiError | None:
        """The refusal this fault answers with; None for faults of the connection."""
        if self.what is What.FLOOD:
            return too_many(int(self.seconds))
        if self.what is What.REFUSED:
            return ApiError(self.status, self.description)
        words = _WORDS.get(self.what)
        return ApiError(*words) if words else None

    @property
    def wait(self) -> timedelta:
        return timedelta(seconds=self.seconds)


class Faults:
    """The script: faults are tried in the order in which they were added; the first that fits strikes."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._script: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Adds a fault to the script. Returns it, so that its `hits` can be read afterwards."""
        self._script.append(fault)
        return fault

    def clear(self) -> None:
        self._script.clear()

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that hits this call, if any (`method` in lower case)."""
        for fault in self._script:
            if fault.matches(method, chat_id) and self._hits(fault):
                return fault
        return None

    def _hits(self, fault: Fault) -> bool:
        if fault.skip > 0:
            fault.skip -= 1
            return False
        if fault.times is not None and fault.hits >= fault.times:
            return False
        if fault.chance < 1.0 and self._random.random() >= fault.chance:
            return False
        fault.hits += 1
        return True
