"""The throttle: never too fast, nearly as fast as allowed, and urgent things first."""

from bisect import bisect_left
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.model import Urgency
from bot.outbox.throttle import Lane, Limits, Throttle, lane_of

START = 1_700_000_000.0


def most_in_any(span: float, sent: list[float]) -> int:
    """The fullest half-open window of `span` seconds."""
    return max((bisect_left(sent, moment + span) - at for at, moment in enumerate(sent)), default=0)


def send_all(throttle: Throttle, asks: list[tuple[int, Lane]], late: float = 0.0) -> list[float]:
    """Each ask waits for its turn and is sent `late` seconds after it could have been."""
    now, sent = START, []
    for chat, lane in asks:
        while (free := throttle.free_at(chat, lane, now)) > now:
            now = free + late
        throttle.take(chat, lane, now)
        sent.append(now)
    return sent


def test_urgencies_travel_in_their_lanes() -> None:
    lanes = [lane_of(urgency) for urgency in Urgency]
    assert lanes == [Lane.ALERT, Lane.ALERT, Lane.ALERT, Lane.PEOPLE, Lane.BULK, Lane.BULK]


@pytest.mark.parametrize("late", [0.0, 0.001, 0.005])
def test_a_broadcast_to_5000_is_nearly_as_fast_as_allowed_and_never_faster(late: float) -> None:
    sent = send_all(Throttle(), [(chat, Lane.BULK) for chat in range(1, 5001)], late)
    assert most_in_any(1.0, sent) <= 30
    assert len(sent) / (sent[-1] - sent[0]) >= 0.97 * 30


def test_a_window_stays_below_the_limit_although_the_way_to_telegram_takes_longer_for_some() -> None:
    sent = send_all(Throttle(), [(chat, Lane.BULK) for chat in range(1, 2001)])
    arrived = sorted(moment + (0.014 if number % 3 else 0.0) for number, moment in enumerate(sent))
    assert most_in_any(1.0, arrived) <= 30


@given(
    st.lists(
        st.tuples(
            st.integers(1, 40).map(lambda chat: chat if chat % 4 else -chat), st.sampled_from(Lane), st.floats(0, 0.4)
        ),
        max_size=300,
    )
)
def test_whatever_comes_the_bot_stays_below_30_in_any_second(asks: list[tuple[int, Lane, float]]) -> None:
    throttle, now, sent = Throttle(), START, []
    for chat, lane, pause in asks:
        now += pause
        if throttle.free_at(chat, lane, now) <= now:
            throttle.take(chat, lane, now)
            sent.append(now)
    assert most_in_any(1.0, sent) <= 30


@given(st.integers(1, 20))
def test_one_message_a_second_for_a_private_chat(number: int) -> None:
    sent = send_all(Throttle(), [(7, Lane.BULK)] * number)
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(sent))
    assert most_in_any(1.0, sent) == 1


def test_answers_in_a_private_chat_may_come_in_a_short_burst_but_not_for_ever() -> None:
    sent = send_all(Throttle(), [(7, Lane.PEOPLE)] * 20)
    assert sent[2] == sent[0]
    assert most_in_any(3.0, sent) == 3


def test_twenty_a_minute_for_a_group() -> None:
    sent = send_all(Throttle(), [(-100, Lane.ALERT)] * 70)
    assert most_in_any(60.0, sent) == 20


def test_messages_leave_some_of_the_group_to_alerts() -> None:
    throttle = Throttle()
    sent = send_all(throttle, [(-100, Lane.PEOPLE)] * 18)
    assert throttle.free_at(-100, Lane.PEOPLE, sent[-1]) > sent[-1] + 50
    assert throttle.free_at(-100, Lane.ALERT, sent[-1]) == sent[-1]


def test_edits_count_for_a_group_but_not_for_a_private_chat() -> None:
    throttle = Throttle()
    for _ in range(18):
        throttle.take(7, Lane.PEOPLE, START, edit=True)
    assert throttle.free_at(7, Lane.PEOPLE, START) == START
    for _ in range(18):
        throttle.take(-100, Lane.PEOPLE, START + 5, edit=True)
    assert throttle.free_at(-100, Lane.PEOPLE, START + 5) > START + 50


def test_cards_leave_some_of_the_group_to_messages() -> None:
    throttle = Throttle()
    cards = send_all(throttle, [(-100, Lane.CARD)] * 15)
    assert throttle.free_at(-100, Lane.CARD, cards[-1]) > cards[-1] + 50
    assert throttle.free_at(-100, Lane.PEOPLE, cards[-1]) == cards[-1]


def test_while_people_are_tapping_bulk_leaves_them_five_a_second() -> None:
    throttle, now, bulk, people = Throttle(), START, [], []
    chats = count(1)
    for tick in range(2_000):
        now = START + tick * 0.005
        if tick % 100 == 0:
            somebody = next(chats)
            assert throttle.free_at(somebody, Lane.PEOPLE, now) == now, "somebody had to wait"
            throttle.take(somebody, Lane.PEOPLE, now)
            people.append(now)
        if throttle.free_at(chat := next(chats), Lane.BULK, now) <= now:
            throttle.take(chat, Lane.BULK, now)
            bulk.append(now)
    assert most_in_any(1.0, bulk) <= 25
    assert most_in_any(1.0, sorted(bulk + people)) <= 30


def test_an_alert_in_the_middle_of_a_broadcast_waits_half_a_second_at_most() -> None:
    throttle = Throttle()
    sent = send_all(throttle, [(chat, Lane.BULK) for chat in range(1, 301)])
    assert throttle.free_at(9_999, Lane.ALERT, sent[-1]) - sent[-1] < 0.6


def test_a_429_stops_that_chat_and_no_other() -> None:
    throttle = Throttle()
    throttle.hold(7, 20.0, START)
    assert throttle.free_at(7, Lane.BULK, START) == START + 20
    assert throttle.free_at(7, Lane.ALERT, START) == START + 20
    assert throttle.free_at(8, Lane.BULK, START) == START


def test_several_chats_under_a_429_stop_bulk_but_neither_answers_nor_alerts() -> None:
    throttle = Throttle()
    for chat in (7, 8, 9):
        throttle.hold(chat, 5.0, START)
    assert throttle.free_at(1, Lane.BULK, START) == START + 5
    assert throttle.free_at(1, Lane.CARD, START) == START + 5
    assert throttle.free_at(1, Lane.PEOPLE, START) == START
    assert throttle.free_at(1, Lane.ALERT, START) == START


def test_holds_that_are_over_do_not_count() -> None:
    throttle = Throttle()
    for number, chat in enumerate((7, 8, 9)):
        throttle.hold(chat, 5.0, START + 10 * number)
    assert throttle.free_at(1, Lane.BULK, START + 20) == START + 20


def test_a_clock_that_was_set_back_does_not_stop_us() -> None:
    throttle = Throttle()
    sent = send_all(throttle, [(chat, Lane.BULK) for chat in range(1, 100)])
    earlier = sent[-1] - 3_600
    assert throttle.free_at(5_000, Lane.BULK, earlier) == earlier
    assert throttle.free_at(5_000, Lane.ALERT, earlier) == earlier


def test_a_429_lasts_as_long_as_telegram_wants_also_when_the_clock_is_set_back() -> None:
    throttle = Throttle()
    throttle.hold(7, 20.0, START)
    for back in (3_600, 7_200):
        earlier = START - back
        assert throttle.free_at(7, Lane.ALERT, earlier) == earlier + 20
        assert throttle.free_at(7, Lane.ALERT, earlier + 19) == earlier + 20
    assert throttle.free_at(7, Lane.ALERT, earlier + 20) == earlier + 20
    throttle.hold(7, 5.0, earlier + 30)
    assert throttle.free_at(7, Lane.ALERT, earlier + 30) == earlier + 35


def test_a_longer_429_is_not_cut_short_by_another_one() -> None:
    throttle = Throttle()
    throttle.hold(7, 20.0, START)
    throttle.hold(7, 5.0, START + 1)
    assert throttle.free_at(7, Lane.ALERT, START + 1) == START + 20
    assert throttle.free_at(7, Lane.ALERT, START - 3_600) == START - 3_600 + 19


def test_bulk_is_held_no_longer_when_the_clock_is_set_back() -> None:
    throttle, earlier = Throttle(), START - 3_600
    for chat in (7, 8, 9):
        throttle.hold(chat, 5.0, START)
    assert throttle.free_at(1, Lane.BULK, earlier) == earlier + 5
    assert throttle.free_at(1, Lane.BULK, earlier + 5) == earlier + 5


def test_nobody_is_tapping_any_more_an_hour_ago() -> None:
    throttle, earlier = Throttle(), START - 3_600
    throttle.take(1, Lane.PEOPLE, START)
    throttle.free_at(2, Lane.BULK, earlier)
    for chat in range(100, 126):
        throttle.take(chat, Lane.ALERT, earlier + 3)
    assert throttle.free_at(2, Lane.BULK, earlier + 3) == earlier + 3, "the five are left to people who are not there"


def test_another_allowance_is_kept_as_well() -> None:
    sent = send_all(Throttle(Limits(per_second=10)), [(chat, Lane.BULK) for chat in range(1, 200)])
    assert most_in_any(1.0, sent) <= 10
    assert len(sent) / (sent[-1] - sent[0]) >= 9.7


def test_memory_does_not_grow_with_the_number_of_chats() -> None:
    throttle, now = Throttle(), START
    for chat in range(1, 20_000):
        now += 0.05
        throttle.take(chat, Lane.PEOPLE, now)
    assert len(throttle._chats) <= 4_096
