"""Fetching: stored before confirmed, trouble reported and waited out, never a silent stop."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import pytest
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.core import points
from bot.core.db import Database
from bot.core.outage import Outage
from bot.intake import store
from bot.intake.inbox import Inbox
from bot.intake.model import Letter, State
from bot.intake.patience import END_AFTER, LOUD_AFTER, Patience, Silence
from bot.intake.poller import FetchFailed, Poller
from bot.intake.queues import Queues, Release


class Post(BaseRequest):
    """Answers getUpdates with what a test has prepared, and remembers what was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes] | Exception] = []
        self.asked: list[dict[str, str]] = []

    def brings(self, *numbers: int) -> None:
        updates = [{"update_id": number, "message": {"chat": {"id": number}}} for number in numbers]
        self.answers.append((200, json.dumps({"ok": True, "result": updates}).encode()))

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *, request_data: RequestData, **_: Any) -> tuple[int, bytes]:  # type: ignore[override]
        self.asked.append(dict(parse_qsl(request_data.url_encoded_parameters())))
        answer = self.answers.pop(0) if self.answers else (200, b'{"ok":true,"result":[]}')
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Time:
    """A clock for patience, which only sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Desk:
    post: Post
    poller: Poller
    patience: Patience
    time: Time
    heard: list[int]
    queues: Queues


@pytest.fixture
async def desk(sqlite_db: Database) -> AsyncIterator[Desk]:
    heard: list[int] = []

    async def work(letter: Letter, _: Release) -> None:
        heard.append(letter.update_id)

    post, time, queues = Post(), Time(), Queues(work)
    patience = Patience(monotonic=lambda: time.now, sleep=time.sleep)
    inbox = Inbox(sqlite_db, queues)
    poller = Poller(post, "http://telegram/botTOKEN/getUpdates", inbox, patience=patience, long_poll=0)
    yield Desk(post, poller, patience, time, heard, queues)


async def test_asks_for_what_it_wants_by_name(desk: Desk) -> None:
    await desk.poller.step()
    [asked] = desk.post.asked
    assert json.loads(asked["allowed_updates"]) == [
        *("message", "callback_query", "my_chat_member", "chat_member"),
        *("inline_query", "chosen_inline_result"),
    ]
    assert "offset" not in asked


async def test_confirms_with_the_next_fetch_and_forgets_the_offset_when_nothing_is_left(desk: Desk) -> None:
    desk.post.brings(7, 8)
    for _ in range(3):
        await desk.poller.step()
    assert [asked.get("offset") for asked in desk.post.asked] == [None, "9", None]
    await desk.queues.idle()
    assert desk.heard == [7, 8]


async def test_numbers_that_start_lower_again_are_neither_dropped_nor_skipped(desk: Desk) -> None:
    desk.post.brings(900_000, 5)
    desk.post.brings(6)
    for _ in range(2):
        await desk.poller.step()
    assert desk.post.asked[1]["offset"] == "6", "the highest would have confirmed 6 unseen"
    await desk.queues.idle()
    assert desk.heard == [900_000, 5, 6]


async def test_has_caught_up_when_telegram_has_nothing_more(desk: Desk) -> None:
    assert not desk.poller.caught_up
    desk.post.brings(*range(1, 101))
    await desk.poller.step()
    assert not desk.poller.caught_up, "so many may not have been all"
    desk.post.brings(101)
    await desk.poller.step()
    assert desk.poller.caught_up
    desk.post.answers.append(NetworkError("away"))
    with pytest.raises(FetchFailed):
        await desk.poller.step()
    assert not desk.poller.caught_up


async def test_confirms_nothing_that_is_not_stored(desk: Desk, sqlite_db: Database) -> None:
    def fault(label: str) -> None:
        if label == "inbox.before_commit":
            raise Outage("the disk is full")

    desk.post.brings(7)
    points.hook = fault
    try:
        with pytest.raises(Outage):
            await desk.poller.step()
    finally:
        points.hook = None
    desk.post.brings(7)
    await desk.poller.step()
    assert desk.post.asked[1].get("offset") is None
    assert await sqlite_db.read(store.counts) == {State.NEW: 1}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((401, b'{"ok":false,"description":"Unauthorized"}'), "refuses the bot's token"),
        ((404, b"<html>"), "refuses the bot's token"),
        ((409, b'{"ok":false,"description":"Conflict: terminated by other getUpdates request"}'), "somebody else"),
        ((429, b'{"ok":false,"parameters":{"retry_after":7}}'), "429"),
        ((502, b"<html>Bad Gateway</html>"), "502"),
        ((200, b"half a li"), "not JSON"),
        ((200, b"[" * 100_000), "not JSON"),
        ((200, b'{"ok":true}'), "makes no sense"),
        ((200, b"[]"), "makes no sense"),
        (NetworkError("cut"), "cannot be reached"),
        (OSError("cut"), "cannot be reached"),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_trouble_has_words(answer: Any, why: str, desk: Desk) -> None:
    desk.post.answers.append(answer)
    with pytest.raises(FetchFailed, match=why) as failed:
        await desk.poller.step()
    assert "TOKEN/" not in str(failed.value)


async def test_waits_as_long_as_telegram_wishes(desk: Desk) -> None:
    desk.post.answers.append((429, b'{"ok":false,"parameters":{"retry_after":7}}'))
    with pytest.raises(FetchFailed) as failed:
        await desk.poller.step()
    assert failed.value.wait == 7


async def test_what_is_no_update_does_not_stop_the_others(desk: Desk) -> None:
    desk.post.answers.append((200, b'{"ok":true,"result":[null,{"update_id":3}]}'))
    assert await desk.poller.step() == 1


async def test_trouble_is_borne_until_it_is_over(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for trouble in ("first", "second"):
        await desk.patience.bear(trouble)
    assert not caplog.records[0].getMessage().startswith("ERROR")
    assert 0 < desk.time.slept[0] <= 0.5
    desk.patience.renew()
    assert "answers again" in caplog.records[-1].getMessage()
    assert desk.patience.healthy


async def test_a_minute_of_silence_is_loud_and_ill(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.time.now += LOUD_AFTER + 1
    assert not desk.patience.healthy
    await desk.patience.bear("nothing")
    assert caplog.records[-1].levelno == logging.ERROR


async def test_a_long_silence_ends_the_process(desk: Desk) -> None:
    desk.time.now += END_AFTER + 1
    with pytest.raises(Silence):
        await desk.patience.bear("nothing")


async def test_the_loop_survives_everything_but_silence(desk: Desk) -> None:
    desk.post.answers += [(502, b""), RuntimeError("a bug"), (401, b"")] * 200
    with pytest.raises(Silence):
        await desk.poller.run()
    assert len(desk.post.asked) > 10
