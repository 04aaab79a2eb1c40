"""The distance between requests under way: what is jammed on the way counts when it gets through."""

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.traffic import Traffic, Trip
from tests.outbox.test_throttle import most_in_any

USUAL = 0.05


def sail(number: int, jams: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """So many leave, each as soon as possible; who leaves during a jam arrives when it is over, all others soon."""
    traffic, now = Traffic(30, 0.02), 0.0
    out: list[tuple[float, Trip]] = []
    left, arrived = [], []
    for _ in range(number):
        while True:
            for back, trip in sorted(out, key=lambda each: each[0]):
                if back <= now:
                    traffic.come_back(trip, back)
                    out.remove((back, trip))
            if (free := traffic.free_at(now)) <= now:
                break
            now = min([free, *(back for back, _ in out)], default=free)
        free_way = max([now, *(end for begin, end in jams if begin <= now < end)])
        out.append((free_way + USUAL, traffic.leave(now)))
        left.append(now)
        arrived.append(free_way + USUAL)
    return left, arrived


def test_even_trips_flow_at_nearly_the_full_rate() -> None:
    left, arrived = sail(900, [])
    assert most_in_any(1.0, arrived) <= 30
    assert 900 / (left[-1] - left[0]) >= 0.97 * 30


@given(st.lists(st.tuples(st.floats(3, 8), st.floats(0.05, 1.5)), max_size=3))
def test_a_jam_does_not_press_arrivals_together(jams: list[tuple[float, float]]) -> None:
    _, arrived = sail(300, [(begin, begin + length) for begin, length in jams])
    assert most_in_any(1.0, sorted(arrived)) <= 30


def test_one_that_never_comes_back_takes_no_place_for_ever() -> None:
    traffic = Traffic(2, 0.02)
    lost = traffic.leave(0.0)
    traffic.leave(0.0)
    assert traffic.free_at(0.5) > 0.5
    traffic.come_back(lost, 30.0)
    assert traffic.free_at(31.5) == 31.5
