"""A speed limit holds over any stretch of time, and costs nothing when there is none."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.exchange.pace import BURST_SECONDS, Pace


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


@given(
    rate=st.integers(1, 10_000_000),
    steps=st.lists(st.tuples(st.integers(0, 1 << 20), st.floats(0, 5)), min_size=1, max_size=40),
)
def test_no_stretch_of_time_brings_more_than_the_limit_a_burst_and_one_piece(
    rate: int, steps: list[tuple[int, float]]
) -> None:
    time = Time()
    pace = Pace(time, time.sleep)
    came: list[tuple[float, int]] = []

    async def go() -> None:
        for size, idle in steps:
            time.now += idle
            came.append((time.now, size))
            await pace.take(size, rate)

    asyncio.run(go())
    for first in range(len(came)):
        total = 0
        for at, size in came[first:]:
            allowed = (at - came[first][0]) * rate + rate * BURST_SECONDS
            assert total <= allowed + 1e-3 * rate + came[first][1] + 1
            total += size


@given(sizes=st.lists(st.integers(1, 1 << 20), min_size=2, max_size=40), rate=st.integers(1000, 10_000_000))
def test_a_steady_stream_is_as_fast_as_the_limit(sizes: list[int], rate: int) -> None:
    time = Time()
    pace = Pace(time, time.sleep)

    async def go() -> None:
        for size in sizes:
            await pace.take(size, rate)

    asyncio.run(go())
    assert abs((time.now - 100.0) - sum(sizes) / rate) < 1e-6 * sum(sizes) + 1e-6


def test_without_a_limit_nobody_waits_and_no_debt_stays() -> None:
    time = Time()
    pace = Pace(time, time.sleep)

    async def go() -> None:
        await pace.take(1000, 100)
        slept = time.slept
        await pace.take(1 << 30, 0)
        assert time.slept == slept
        await pace.take(10, 100)
        assert time.slept == slept + 0.1

    asyncio.run(go())


def test_a_clock_that_stands_still_or_goes_back_only_costs_time() -> None:
    time = Time()
    pace = Pace(time, time.sleep)

    async def go() -> None:
        await pace.take(100, 100)
        time.now -= 50
        await pace.take(100, 100)

    asyncio.run(go())
    assert time.slept == 3.0
