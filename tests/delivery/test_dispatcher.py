"""What is owed arrives: in order, once, in the reader's language, whatever Telegram answers."""

import asyncio
from datetime import timedelta

import pytest

from bot.communities import service as communities
from bot.communities.model import CommunityId, PersonId
from bot.core import points
from bot.core.db import Tx
from bot.core.installation import quarantine, release
from bot.delivery.dispatcher import Dispatcher
from bot.outbox import reaching, service
from bot.outbox.model import Notice, State, ToGroup, ToMany, Urgency
from bot.outbox.sending import LEASE
from bot.outbox.store import deliveries
from bot.sandbox.faults import Fault, What, When
from tests.delivery.town import Town, until
from tests.support.street import Rang

EVERYBODY = ToMany("neighbours", 7)


async def counts(town: Town) -> dict[State, int]:
    return await town.db.read(deliveries.counts)


async def test_an_empty_outbox_says_nothing(town: Town) -> None:
    report = await town.dispatcher.step()
    assert not report
    assert report.spoken == 0


async def test_a_notice_arrives_once_in_the_readers_language(town: Town) -> None:
    maria, dilys = town.hood.maria, town.hood.dilys
    await town.tell(town.to(maria, dilys), "a <knock>")
    assert (await town.dispatcher.step()).spoken == 2
    assert await town.work() == 0
    assert town.said(maria) == ["a <knock>"]
    assert town.said(dilys) == ["a <knock> (cy)"]
    assert town.hood.sandbox.last(maria).content.markup is not None


async def test_a_notice_to_the_group_is_for_all(town: Town) -> None:
    await town.tell(ToGroup(), "hello all")
    await town.work()
    assert town.said_in_group() == ["hello all"]


async def test_everybody_of_a_set_is_told(town: Town) -> None:
    await town.tell(EVERYBODY, "ding")
    await town.work()
    assert [len(town.said(person)) for person in town.hood.people] == [1] * 6


async def test_one_chat_in_order_although_chats_run_in_parallel(town: Town) -> None:
    for number in range(6):
        await town.tell(town.to(town.hood.maria, town.hood.tom), str(number))
        town.clock.move(timedelta(milliseconds=1))
    await town.work()
    assert town.said(town.hood.maria) == town.said(town.hood.tom) == [str(number) for number in range(6)]


async def test_an_alert_overtakes_news(small_town: Town) -> None:
    town = small_town
    for number in range(5):
        await town.tell(town.to(town.hood.tom), f"news {number}", Urgency.NEWS)
    await town.tell(town.to(town.hood.tom), "fire", Urgency.LIFE)
    await town.work()
    assert town.said(town.hood.tom)[0] == "fire"
    assert len(town.said(town.hood.tom)) == 6


async def test_what_was_withdrawn_or_is_no_longer_true_is_not_said(town: Town) -> None:
    await town.tell(town.to(town.hood.maria), "withdrawn")
    await town.db.write(service.withdraw, town.community, "door:7")
    assert await town.work() == 0
    assert await counts(town) == {State.NEVER: 1}


async def test_a_set_nobody_knows_does_not_stop_the_others(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    await town.tell(ToMany("strangers", 7), "to nobody")
    await town.tell(EVERYBODY, "to all")
    await town.work(timedelta(seconds=5))
    assert town.said(town.hood.maria) == ["to all"]
    assert "recipients" in caplog.text


async def test_a_notice_that_cannot_be_put_into_words_stops_no_other(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await town.tell(town.to(town.hood.maria), "bad")

    def fails(tx: Tx, community: CommunityId, person: PersonId, notice: Notice) -> bool:
        if isinstance(notice, Rang) and notice.words == "bad":
            raise ZeroDivisionError
        return True

    town.dispatcher._drawing.still_true[Rang.kind] = fails  # type: ignore[index]
    await town.tell(town.to(town.hood.maria), "good")
    await town.work(timedelta(minutes=3))
    assert town.said(town.hood.maria) == ["good"]
    assert await counts(town) == {State.NEVER: 1, State.SENT: 1}
    assert "ZeroDivisionError" in caplog.text


# What Telegram answers.


async def test_who_blocked_the_bot_is_asked_twice_and_told_when_they_come_back(town: Town) -> None:
    town.hood.sandbox.faults.add(Fault(What.BLOCKED, chat_id=town.hood.tom.id, times=None))
    await town.tell(town.to(town.hood.tom, town.hood.maria), "one")
    assert await town.work() == 3
    await town.tell(town.to(town.hood.tom), "two")
    assert await town.work() == 0, "tried again although they are known to be out of reach"
    person = await town.db.read(communities.person, town.person_id(town.hood.tom))
    assert person is not None
    assert person.unreachable_at is not None
    town.hood.sandbox.faults.clear()
    await town.db.write(reaching.reach_changed, town.hood.tom.id, True)
    await town.tell(town.to(town.hood.tom), "three")
    await town.work()
    assert town.said(town.hood.tom) == ["one", "two", "three"]
    assert town.said(town.hood.maria) == ["one"]


async def test_who_opens_the_chat_while_they_are_spoken_to_in_vain_is_told(town: Town) -> None:
    town.hood.sandbox.faults.add(Fault(What.BLOCKED, chat_id=town.hood.tom.id, times=1))
    await town.tell(town.to(town.hood.tom), "one")
    await town.work()
    assert town.said(town.hood.tom) == ["one"]
    person = await town.db.read(communities.person, town.person_id(town.hood.tom))
    assert person is not None
    assert person.unreachable_at is None


async def test_who_missed_a_lot_gets_it_as_one_message_as_far_as_it_fits(town: Town) -> None:
    tom = town.hood.tom
    await town.db.write(communities.mark_unreachable, town.person_id(tom))
    words = [f"{number} " + "long " * 200 for number in range(6)]
    for each in words:
        await town.tell(town.to(tom), each, Urgency.ANSWER)
    assert await town.work() == 0
    await town.db.write(reaching.reach_changed, tom.id, True)
    await town.work()
    assert len(town.said(tom)) == 3
    assert " ".join(town.said(tom)).split() == " ".join(words).split()
    assert await counts(town) == {State.SENT: 6}


async def test_a_429_holds_that_chat_and_no_other(town: Town) -> None:
    town.hood.sandbox.faults.add(Fault(What.FLOOD, method="sendMessage", chat_id=town.hood.tom.id, seconds=20))
    await town.tell(town.to(town.hood.tom, town.hood.maria), "one")
    await town.tell(town.to(town.hood.tom, town.hood.maria), "two")
    await town.work(timedelta(seconds=15))
    assert town.said(town.hood.tom) == []
    assert town.said(town.hood.maria) == ["one", "two"]
    await town.work(timedelta(seconds=10))
    assert town.said(town.hood.tom) == ["one", "two"]


async def test_a_group_that_was_upgraded_is_followed(town: Town) -> None:
    await town.tell(ToGroup(), "before")
    new = await town.hood.sandbox.upgrade_group(town.hood.maria, town.hood.group)
    await town.work()
    assert town.said(town.hood.maria, new) == ["before"]
    group = await town.db.read(communities.community, town.community)
    assert group is not None
    assert group.chat_id == new.id


@pytest.mark.parametrize(
    ("what", "when", "said"),
    [
        (What.SERVER_ERROR, When.BEFORE, 1),
        (What.SERVER_ERROR, When.AFTER, 2),
        (What.HANG, When.BEFORE, 1),
        (What.HANG, When.AFTER, 2),
        (What.RESET, When.BEFORE, 1),
        (What.RESET, When.AFTER, 2),
        (What.HALF, When.AFTER, 2),
        (What.BROKEN_JSON, When.AFTER, 1),
    ],
)
async def test_a_reminder_is_said_again_once_when_nobody_knows(
    small_town: Town, what: What, when: When, said: int
) -> None:
    town = small_town
    town.fault(what, when, seconds=1)
    await town.tell(town.to(town.hood.maria), "ding", Urgency.REMINDER)
    await town.work()
    assert town.said(town.hood.maria) == ["ding"] * said
    assert await counts(town) == {State.SENT: 1}


@pytest.mark.parametrize(("urgency", "said"), [(Urgency.ANSWER, 2), (Urgency.NEWS, 2), (Urgency.LIFE, 3)])
async def test_when_every_answer_is_lost_copies_have_a_bound(small_town: Town, urgency: Urgency, said: int) -> None:
    town = small_town
    town.fault(What.RESET, When.AFTER, times=None)
    await town.tell(town.to(town.hood.maria), "ding", urgency)
    await town.work()
    assert town.said(town.hood.maria) == ["ding"] * said
    assert await counts(town) == {State.UNKNOWN: 1}


async def test_a_message_telegram_refuses_is_refused_once_and_told_to_the_operator(
    small_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town = small_town
    refused = Fault(What.REFUSED, method="sendMessage", status=400, description="Bad Request: reply markup is too long")
    town.hood.sandbox.faults.add(refused)
    await town.tell(town.to(town.hood.maria), "ding")
    assert await town.work() == 1
    assert await counts(town) == {State.NEVER: 1}
    assert "markup is too long" in caplog.text


@pytest.mark.parametrize("what", [What.UNAUTHORIZED, What.NOT_FOUND])
async def test_a_token_telegram_does_not_know_pauses_everything_and_burns_nothing(
    small_town: Town, what: What, caplog: pytest.LogCaptureFixture
) -> None:
    town = small_town
    town.hood.sandbox.faults.add(Fault(what, times=None))
    await town.tell(town.to(town.hood.maria), "one", Urgency.ANSWER)
    await town.tell(town.to(town.hood.tom), "two", Urgency.ANSWER)
    await town.work()
    assert town.dispatcher.paused
    assert await counts(town) == {State.DUE: 2}
    assert "token" in caplog.text
    town.hood.sandbox.faults.clear()
    await town.work()
    assert not town.dispatcher.paused
    assert (town.said(town.hood.maria), town.said(town.hood.tom)) == (["one"], ["two"])


# Crashes, restarts, quarantine.


@pytest.mark.parametrize(
    ("label", "urgency", "said"),
    [
        ("outbox.after_claim", Urgency.ANSWER, 1),
        ("outbox.before_send", Urgency.ANSWER, 1),
        ("outbox.before_send", Urgency.NEWS, 1),
        ("outbox.after_send", Urgency.ANSWER, 2),
        ("outbox.after_send", Urgency.NEWS, 2),
        ("outbox.after_mark", Urgency.NEWS, 1),
    ],
)
async def test_a_crash_at_every_point(
    small_town: Town, monkeypatch: pytest.MonkeyPatch, label: str, urgency: Urgency, said: int
) -> None:
    town = small_town
    await town.tell(town.to(town.hood.maria), "ding", urgency)

    def die(at: str) -> None:
        if at == label:
            raise asyncio.CancelledError(label)

    monkeypatch.setattr(points, "hook", die)
    with pytest.raises(asyncio.CancelledError):
        await town.dispatcher.step()
    monkeypatch.setattr(points, "hook", None)
    town.dispatcher = reborn(town)
    town.clock.move(LEASE)
    await town.work()
    assert town.said(town.hood.maria) == ["ding"] * said


def reborn(town: Town) -> Dispatcher:
    """Another process on the same database."""
    old = town.dispatcher
    return Dispatcher(town.db, town.gateway, old._speaker._turnstile, old._drawing)


async def test_two_dispatchers_say_everything_once(town: Town) -> None:
    other = reborn(town)
    for number in range(5):
        await town.tell(EVERYBODY, str(number))
    for _ in range(40):
        await asyncio.gather(town.dispatcher.step(), other.step())
        town.clock.move(timedelta(seconds=1))
    for person in town.hood.people:
        assert sorted(town.said(person)) == [
            str(number) if person.language_code == "en" else f"{number} ({person.language_code})" for number in range(5)
        ]


async def test_nothing_overdue_is_said_while_a_restore_is_in_quarantine(small_town: Town) -> None:
    town = small_town
    await town.tell(town.to(town.hood.maria), "overdue")
    town.clock.move(timedelta(seconds=1))
    await town.db.write(quarantine)
    await town.tell(town.to(town.hood.maria), "new")
    await town.work()
    assert town.said(town.hood.maria) == ["new"]
    await town.db.write(release)
    await town.work()
    assert town.said(town.hood.maria) == ["new", "overdue"]


# Pace, floods, and the loop.


async def test_a_person_is_not_flooded_with_reminders(small_town: Town) -> None:
    town = small_town
    for number in range(5):
        await town.tell(town.to(town.hood.maria), f"reminder {number}", Urgency.REMINDER)
    assert await town.work() == 1
    assert town.said(town.hood.maria) == ["\n\n".join(f"reminder {number}" for number in range(5))]
    assert await counts(town) == {State.SENT: 5}


async def test_a_strict_server_never_finds_us_too_fast(small_town: Town) -> None:
    town = small_town
    for number in range(25):
        await town.tell(ToGroup(), f"group {number}", Urgency.NEWS)
        await town.tell(EVERYBODY, f"person {number}", Urgency.NEWS)
    await town.work(timedelta(minutes=3))
    assert len(town.said_in_group()) == 25
    assert [len(town.said(person)) for person in town.hood.people] == [25] * 6
    assert town.hood.sandbox.flood.refused == 0


async def test_the_loop_says_a_notice_as_soon_as_it_is_woken(small_town: Town) -> None:
    town = small_town
    loop = asyncio.create_task(town.dispatcher.run())
    await asyncio.sleep(0.05)
    await town.tell(town.to(town.hood.maria), "ding")
    before = asyncio.get_running_loop().time()
    town.dispatcher.wake()
    await until(lambda: town.said(town.hood.maria))
    assert asyncio.get_running_loop().time() - before < 0.5
    await town.dispatcher.stop()
    await asyncio.wait_for(loop, 1)


async def die_over_a_claim(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends with a claimed message, and another one is there."""

    def die(at: str) -> None:
        if at == "outbox.after_claim":
            raise asyncio.CancelledError(at)

    monkeypatch.setattr(points, "hook", die)
    with pytest.raises(asyncio.CancelledError):
        await town.dispatcher.step()
    monkeypatch.setattr(points, "hook", None)
    town.dispatcher = reborn(town)


async def test_a_restart_on_an_embedded_database_need_not_wait_for_leases(
    small_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = small_town
    await town.tell(town.to(town.hood.maria), "ding", Urgency.NEWS)
    await die_over_a_claim(town, monkeypatch)
    loop = asyncio.create_task(town.dispatcher.run())
    await until(lambda: town.said(town.hood.maria))
    await town.dispatcher.stop()
    await loop
    assert town.said(town.hood.maria) == ["ding"]


async def test_a_restart_after_the_clock_was_set_back_waits_for_no_lease_either(
    small_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = small_town
    await town.tell(town.to(town.hood.maria), "ding", Urgency.NEWS)
    await die_over_a_claim(town, monkeypatch)
    town.clock.move(-timedelta(hours=1))
    await town.dispatcher._take_over()
    assert await counts(town) == {State.DUE: 1}


async def test_stopping_lets_what_is_under_way_end(small_town: Town) -> None:
    town = small_town
    town.fault(What.SLOW, seconds=0.2)
    await town.tell(town.to(town.hood.maria), "slow")
    loop = asyncio.create_task(town.dispatcher.run())
    await until(lambda: town.dispatcher._in_hand)
    await town.dispatcher.stop()
    await loop
    assert await counts(town) == {State.SENT: 1}
