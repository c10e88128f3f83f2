from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import TooManyRequests, Unauthorised
from api.partners.limits import Limiter, Quota
from api.partners.model import Limits, NewPartner, Rates
from api.partners.office import PartnerOffice
from api.partners.registry import Registry
from api.partners.tokens import LIFETIME_SECONDS, RENEWABLE_SECONDS, VisitorTokens, read_secret


class Clock:
    """A clock that a test moves."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


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


def office_of(registry: Registry, clock: Clock) -> PartnerOffice:
    return PartnerOffice(registry, VisitorTokens(b"k" * 32), limiter=Limiter(clock))


def test_a_thousand_visitors_of_one_partner_do_not_use_up_anothers_limit(registry: Registry) -> None:
    office = office_of(registry, Clock())
    limits = Limits(ask=Rates(partner=600, visitor=20, address=600))
    crowded = registry.create(NewPartner(id="crowded", name="Crowded", limits=limits))
    calm = registry.create(NewPartner(id="calm", name="Calm", limits=limits))
    admitted = 0
    for number in range(1000):
        try:
            office.admit(crowded, "ask", f"visitor-{number}", f"10.0.{number // 250}.{number % 250}")
            admitted += 1
        except TooManyRequests:
            pass
    assert admitted == 600
    for number in range(600):
        office.admit(calm, "ask", f"visitor-{number // 20}", "10.0.0.1")


def test_a_flood_from_one_visitor_stops_that_visitor_alone(registry: Registry) -> None:
    office = office_of(registry, Clock())
    partner = registry.create(NewPartner(id="council", name="Council"))
    for _ in range(partner.limits.ask.visitor):
        office.admit(partner, "ask", "loud", "10.0.0.1")
    with pytest.raises(TooManyRequests):
        office.admit(partner, "ask", "loud", "10.0.0.1")
    office.admit(partner, "ask", "quiet", "10.0.0.1")
    office.admit(partner, "read", "loud", "10.0.0.1")


def test_a_token_is_read_back_until_it_expires() -> None:
    clock = Clock(1000.0)
    tokens = VisitorTokens(b"k" * 32, clock)
    token = tokens.make("my-council", "visitor")
    clock.now += LIFETIME_SECONDS
    assert (tokens.read(token).partner_id, tokens.read(token).id) == ("my-council", "visitor")
    clock.now += 1
    with pytest.raises(Unauthorised, match="expired"):
        tokens.read(token)
    assert tokens.read(token, RENEWABLE_SECONDS).id == "visitor"
    clock.now += RENEWABLE_SECONDS
    with pytest.raises(Unauthorised, match="expired"):
        tokens.read(token, RENEWABLE_SECONDS)


def test_any_changed_character_makes_a_token_invalid() -> None:
    tokens = VisitorTokens(b"k" * 32)
    token = tokens.make("my-council")
    for place in range(len(token)):
        forged = token[:place] + ("x" if token[place] != "x" else "y") + token[place + 1 :]
        with pytest.raises(Unauthorised):
            tokens.read(forged)
    for junk in ("", ".", "....", "1.a.b.c.d", "é" * 50, VisitorTokens(b"o" * 32).make("my-council")):
        with pytest.raises(Unauthorised):
            tokens.read(junk)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first, again = read_secret(tmp_path / "var"), read_secret(tmp_path / "var")
    assert first == again
    assert len(first) == 32
    assert [(p.name, oct(p.stat().st_mode)[-3:]) for p in (tmp_path / "var").iterdir()] == [
        ("visitor.key", "600")
    ]
