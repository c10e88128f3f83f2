"""Servers on several machines count together: what one lets through the others know."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import make_url
from starlette.testclient import TestClient

from api.app import create_app
from api.errors import TooManyRequests
from api.limits import Limiter, Quota
from api.services import Services
from api.settings import Settings, SettingsError, read_settings
from api.storage.shared_limits import SharedLimiter, open_shared_limiter
from api.storage.switches import set_switch
from tests.databases import PostgresServer
from tests.sharing import share_loaded

pytestmark = pytest.mark.postgres
STILL = "timestamptz '2026-11-29 12:00:00Z'"  # time passes only where a test says so


@pytest.fixture
def address(postgres: PostgresServer) -> Iterator[str]:
    with postgres.new_database() as made:
        yield made


@pytest.fixture
def two(address: str) -> Iterator[tuple[SharedLimiter, SharedLimiter]]:
    """Those of two machines."""
    limiters = open_shared_limiter(address), open_shared_limiter(address)
    for one in limiters:
        one.now = STILL
    yield limiters
    for one in limiters:
        one.close()


def admitted(limiter: Limiter, quotas: list[Quota]) -> bool:
    try:
        limiter.take(quotas)
    except TooManyRequests:
        return False
    return True


@pytest.mark.parametrize(("rate", "cost"), [(1, 1), (7, 1), (600, 1), (10, 3), (10, 15)])
def test_two_machines_let_through_what_one_would(
    two: tuple[SharedLimiter, SharedLimiter], rate: int, cost: int
) -> None:
    alone = Limiter(lambda: 0.0)
    quota = [Quota("192.0.2.7", rate, cost)]
    tries = range(rate // cost + 3)
    together = [admitted(two[number % 2], quota) for number in tries]
    assert together == [admitted(alone, quota) for _ in tries]
    assert admitted(two[0], [Quota("192.0.2.8", rate, cost)])


def test_as_time_passes_requests_fit_again_and_the_wait_is_told(
    two: tuple[SharedLimiter, SharedLimiter],
) -> None:
    quota = [Quota("a", 6)]
    assert [admitted(two[number % 2], quota) for number in range(7)] == [True] * 6 + [False]
    with pytest.raises(TooManyRequests) as refused:
        two[1].take(quota)
    assert refused.value.retry_after == 10
    for one in two:
        one.now = f"({STILL} + interval '10 seconds')"
    assert [admitted(two[number], quota) for number in (0, 1)] == [True, False]


def test_a_request_that_one_limit_refuses_uses_up_no_other(two: tuple[SharedLimiter, SharedLimiter]) -> None:
    narrow, wide = Quota("narrow", 1), Quota("wide", 2)
    assert admitted(two[0], [narrow, wide])
    for one in two:
        assert not admitted(one, [narrow, wide])
    assert admitted(two[1], [wide])
    assert not admitted(two[0], [wide])


def test_many_at_once_get_no_more_than_the_limit(two: tuple[SharedLimiter, SharedLimiter]) -> None:
    quotas = [[Quota("a", 20), Quota("b", 30)], [Quota("b", 30), Quota("a", 20)]]  # locks in either order
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda number: admitted(two[number % 2], quotas[number % 2]), range(60)))
    assert sum(found) == 20


def test_no_address_is_written_down_and_none_stays(
    two: tuple[SharedLimiter, SharedLimiter], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows() -> list[tuple[bytes, str]]:
        with two[0].engine.connect() as connection:
            table = "SELECT caller, c::text FROM psp_limits.callers c"
            return [(bytes(caller), whole) for caller, whole in connection.exec_driver_sql(table)]

    assert admitted(two[0], [Quota("ask:192.0.2.7", 1)])
    [(caller, whole)] = rows()
    assert len(caller) == 16
    assert "192.0.2.7" not in whole + str(caller)
    assert b"192.0.2.7".hex() not in whole
    with two[0].engine.connect() as connection:  # in no journal, so on no standby and in no base backup
        kept = "SELECT relpersistence::text FROM pg_class WHERE oid = 'psp_limits.callers'::regclass"
        assert connection.exec_driver_sql(kept).scalar() == "u"
    monkeypatch.setattr("api.storage.shared_limits.SWEEP_SECONDS", -1)
    two[1].now = f"({STILL} + interval '61 seconds')"
    assert admitted(two[1], [Quota("other", 1)])
    assert caller not in [held for held, _ in rows()]


def test_while_the_database_is_away_each_counts_by_itself(
    postgres: PostgresServer, address: str, two: tuple[SharedLimiter, SharedLimiter]
) -> None:
    name = make_url(address).database
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    quota = [Quota("a", 2)]
    two[0].clock = lambda: 0.0
    assert admitted(two[0], quota)
    postgres.run(cut)
    assert [admitted(two[0], quota) for _ in range(2)] == [True, False]  # a closed connection costs nothing
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", cut)
    assert [admitted(two[0], quota) for _ in range(3)] == [True, True, False]
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert not admitted(two[0], quota)


def test_two_servers_agree_on_limits_switch_and_conversations(
    address: str, built: Path, services: Services
) -> None:
    with ExitStack() as stack:
        clients = []
        for _ in range(2):
            app = create_app(
                Settings(data_dir=built, database_url=address, limits="postgres", rate_per_minute=3)
            )
            share_loaded(app.state.services, services)
            app.state.services.limiter.now = STILL
            clients.append(stack.enter_context(TestClient(app)))
        one, other = clients
        first = one.post("/v1/ask", json={"question": "What is a PSP?"})
        kept = other.get(f"/v1/answers/{first.json()['id']}")
        assert kept.json()["answer"] == first.json()["answer"]
        with_it = {"question": "How long does it take?", "conversation_id": first.json()["conversation_id"]}
        assert other.post("/v1/ask", json=with_it).json()["conversation_id"] == with_it["conversation_id"]
        set_switch(one.app.state.services.database, False, "Under review.")
        closed = other.post("/v1/ask", json={"question": "What is a PSP?"})
        assert (closed.status_code, "Under review." in closed.json()["detail"]) == (503, True)
        assert [client.post("/v1/ask", json={"question": "Why?"}).status_code for client in clients] == [
            429,
            429,
        ]


def test_counting_together_needs_postgresql() -> None:
    with pytest.raises(SettingsError, match="PSP_LIMITS: postgres needs PSP_DATABASE_URL"):
        read_settings({"PSP_LIMITS": "postgres"})
