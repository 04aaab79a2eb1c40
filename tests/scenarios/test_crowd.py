"""The promise from which all of this came: ten pounds each for a swing set, if five hundred others will.

The bot works as it does every day, with Telegram's limits and its own, against a stand-in that counts strictly.
"""

from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Final

import pytest

from bot.app import App
from bot.communities import service as communities
from bot.communities.model import Sighting
from bot.core.clock import MovableClock
from bot.core.db import Database, Tx, open_database
from bot.delivery.wires import Wires
from bot.maintenance import check
from bot.pledges import signing
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import Press
from bot.sandbox.transcript import Seen
from bot.sandbox.world import Chat, Message, Person
from bot.subject import whole_subject
from tests.conftest import FRIDAY_MORNING
from tests.scenarios.tables import asked
from tests.support.house import settings
from tests.support.inprocess import InprocessRequest
from tests.wire.process import until

pytestmark = pytest.mark.slow

LINE: Final = "/pledge I will contribute £10 towards a new swing set in the park if 500 others will by 6 December"
THRESHOLD: Final = 500
BY_HAND: Final = 18
"""Presses that come over the wire before the last two; the many before them are heard of directly."""
STRANGERS: Final = 10
"""So many of either have never opened the private chat."""


@asynccontextmanager
async def at_work(db: Database, sandbox: Sandbox) -> AsyncIterator[None]:
    """The whole bot with all its loops, and the limits it has in life."""
    request = InprocessRequest(sandbox)
    app = App(settings(), db, whole_subject(), wires=Wires(request, request, long_poll=5))
    await app.start()
    try:
        yield
    finally:
        await app.stop()


async def test_ten_pounds_each_for_a_swing_set(database_url: str) -> None:
    clock = MovableClock(FRIDAY_MORNING, running=True)
    sandbox = Sandbox(clock, Random(500))
    tom = await sandbox.create_person("Tom")
    crowd = [await sandbox.create_person(f"Neighbour {number}") for number in range(THRESHOLD + 1)]
    group = await sandbox.create_group(tom, "Mill Road", crowd, supergroup=True)
    db = await open_database(database_url, clock, random=Random(500))
    async with at_work(db, sandbox):
        code = await _published(sandbox, tom, group)
        early, late, last_two = crowd[: -BY_HAND - 2], crowd[-BY_HAND - 2 : -2], crowd[-2:]
        strangers = [*early[:STRANGERS], *late[:STRANGERS]]
        await _opened(db, sandbox, [person for person in crowd if person not in strangers])
        await _signed_by(db, early, code, group)
        await _pressed(sandbox, late, group)
        assert await _state(db) == ("open", THRESHOLD - 1)
        presses = await _pressed(sandbox, last_two, group)
        assert await _state(db) == ("tipped", THRESHOLD + 1)
        everybody = [tom, *crowd]
        await until(lambda: all(_told(sandbox, person) for person in everybody if person.started), "they are told")
        assert all("it is happening" in press.text.lower() for press in presses)
        clock.move(timedelta(minutes=6))
        await until(lambda: "I cannot write to 20 people" in _newest(sandbox, tom), "the creator is asked to tell them")
        assert not any(_told(sandbox, person) for person in strangers)
        for person in strangers:
            await sandbox.start(person)
        await until(lambda: all(_told(sandbox, person) for person in strangers), "the rest is told")
    assert Counter(_told(sandbox, person) for person in everybody) == {1: len(everybody)}
    assert (sandbox.flood.refused, sandbox.flood.early) == (0, 0)
    _expect_calm_flow(sandbox, everybody, group)
    assert await check(db) == []
    await db.close()


async def _published(sandbox: Sandbox, tom: Person, group: Chat) -> str:
    """Tom brings the bot in and pledges; asked whether to start smaller, he keeps the five hundred."""
    await sandbox.add_bot(tom, group)
    await sandbox.start(tom)
    await sandbox.send_text(tom, group, "/help")
    await until(lambda: _newest(sandbox, tom), "a welcome")
    await sandbox.send_text(tom, None, LINE)
    for label in ("Keep 500", "Publish"):
        await until(lambda label=label: label in _buttons(sandbox, tom), f"the button {label!r}")  # type: ignore[misc]
        await sandbox.press(tom, sandbox.last(tom), label)
    await until(lambda: "0 of 500" in _newest(sandbox, tom, group), "the card in the group")
    return _newest(sandbox, tom).split(" · ")[1].split(maxsplit=1)[0].strip("\u2068\u2069")


async def _signed_by(db: Database, people: Sequence[Person], code: str, group: Chat) -> None:
    """They sign as if each had written /sign in the group."""

    def sign(tx: Tx) -> None:
        for person in people:
            actor = communities.recognise(tx, _writes(person, group, tx.now))
            assert signing.sign(tx, actor, code).outcome.value == "signed"

    await db.write(sign)


async def _opened(db: Database, sandbox: Sandbox, people: Sequence[Person]) -> None:
    """They have opened the private chat some time ago."""

    def meet(tx: Tx) -> None:
        for person in people:
            communities.recognise(tx, _writes(person, sandbox.private(person), tx.now))

    await db.write(meet)
    for person in people:
        person.started = True


def _writes(person: Person, chat: Chat, at: datetime) -> Sighting:
    return Sighting(
        telegram_id=person.id,
        first_name=person.first_name,
        username=None,
        language_code="en",
        chat_id=chat.id,
        chat_type=chat.kind.value,
        chat_title=chat.title,
        at=at,
        key=f"m:{chat.id}:{person.id}",
    )


async def _pressed(sandbox: Sandbox, people: Sequence[Person], group: Chat) -> list[Press]:
    """All at the same instant."""
    card = sandbox.last(people[0], group)
    presses = [await sandbox.press(person, card, "I will pay £10 too") for person in people]
    await until(lambda: all(press.answered for press in presses), "all presses answered")
    return presses


_STATE: Final = asked("SELECT state, count AS signers FROM pledges WHERE threshold = 500", "state", "signers")


async def _state(db: Database) -> tuple[str, int]:
    """What has become of the pledge, and how many have signed."""
    [pledge] = await db.read(lambda tx: tx.rows(_STATE))
    return pledge.state, pledge.signers


def _last(sandbox: Sandbox, person: Person, chat: Chat | None = None) -> Message | None:
    try:
        return sandbox.last(person, chat)
    except LookupError:
        return None


def _newest(sandbox: Sandbox, person: Person, chat: Chat | None = None) -> str:
    """What the bot's newest message says there."""
    message = _last(sandbox, person, chat)
    return message.content.text if message else ""


def _buttons(sandbox: Sandbox, person: Person) -> list[str]:
    """On the bot's newest message in private."""
    message = _last(sandbox, person)
    rows = (message.content.markup or {}).get("inline_keyboard", []) if message else []
    return [button["text"] for row in rows for button in row]


def _told(sandbox: Sandbox, person: Person) -> int:
    """How often they were told that it happens."""
    private = sandbox.seen(person, sandbox.private(person))
    return sum(seen.kind == "message" and "happening!" in seen.text.partition("\n")[0] for seen in private)


def _expect_calm_flow(sandbox: Sandbox, everybody: Sequence[Person], group: Chat) -> None:
    """At most 30 in any second over all, 3 messages in any three seconds to one person, 20 in any minute to a group."""
    public = _said(sandbox.seen(everybody[0], group))
    private = [sandbox.seen(person, sandbox.private(person)) for person in everybody]
    whole = sorted([*public, *(at for seen in private for at in _said(seen))])
    assert _most(whole, timedelta(seconds=1)) <= 30
    assert _most(public, timedelta(minutes=1)) <= 20
    assert max(_most(_said(seen, "message"), timedelta(seconds=3)) for seen in private) <= 3


def _said(seen: Sequence[Seen], *kinds: str) -> list[datetime]:
    """When the bot said or (unless only certain kinds count) edited something."""
    return [each.at for each in seen if each.by_bot and each.kind in (kinds or ("message", "edit"))]


def _most(moments: Sequence[datetime], span: timedelta) -> int:
    """The most of them that lie in one span, wherever it begins."""
    within: deque[datetime] = deque()
    most = 0
    for moment in moments:
        within.append(moment)
        while moment - within[0] >= span:
            within.popleft()
        most = max(most, len(within))
    return most
