import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import TooManyRequests
from api.limits import Limiter, Quota
from tests.clock import Clock


def allowed(limiter: Limiter, quota: Quota) -> bool:
    try:
        limiter.take([quota])
    except TooManyRequests:
        return False
    return True


def test_a_minutes_worth_at_once_then_a_wait_that_is_told() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    quota = Quota("a", 6)
    assert [allowed(limiter, quota) for _ in range(7)] == [True] * 6 + [False]
    with pytest.raises(TooManyRequests) as refused:
        limiter.take([quota])
    assert refused.value.retry_after == 10  # six a minute: one more every ten seconds
    clock.now = 10.0
    assert allowed(limiter, quota)
    assert not allowed(limiter, quota)


@given(st.integers(1, 30), st.lists(st.floats(0, 20), max_size=150))
def test_no_minute_ever_sees_more_than_twice_the_limit(rate: int, steps: list[float]) -> None:
    clock = Clock()
    limiter = Limiter(clock)
    times = []
    for step in steps:
        clock.now += step
        if allowed(limiter, Quota("a", rate)):
            times.append(clock.now)
    assert all(sum(start <= t < start + 60 for t in times) <= 2 * rate for start in times)


@given(st.integers(1, 100), st.integers(1, 40))
def test_waiting_as_told_always_succeeds(rate: int, tries: int) -> None:
    clock = Clock(1e6)
    limiter = Limiter(clock)
    for _ in range(tries):
        try:
            limiter.take([Quota("a", rate)])
        except TooManyRequests as refused:
            clock.now += refused.retry_after or 0
            limiter.take([Quota("a", rate)])


def test_what_is_refused_by_one_limit_uses_up_no_other() -> None:
    limiter = Limiter(Clock())
    narrow, wide = Quota("narrow", 1), Quota("wide", 2)
    limiter.take([narrow, wide])
    for _ in range(5):
        with pytest.raises(TooManyRequests):
            limiter.take([narrow, wide])
    limiter.take([wide])


def test_a_flood_of_callers_does_not_grow_memory_without_end() -> None:
    clock = Clock()
    limiter = Limiter(clock, most_callers=100)
    for number in range(1000):
        limiter.take([Quota(str(number), 1)])
        assert len(limiter._full_at) <= 100
    clock.now = 61.0
    limiter.take([Quota("999", 1)])
