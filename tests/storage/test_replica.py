"""Reads that may be some seconds old go to a real standby while it keeps up, and to the primary otherwise."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.drill.cluster import Cluster, folder
from api.storage.condition import state_of_replica
from api.storage.database import Database, DatabaseFault
from api.storage.feedback import Feedback
from api.storage.replica import MOST_LAG_S, Outcome, Replica, State
from api.storage.trainings import Trainings
from tests.databases import HASTE

pytestmark = pytest.mark.postgres
IN_RECOVERY = text("SELECT pg_is_in_recovery()")


@dataclass
class Pair:
    """A primary with its standby, and a database that reads from both; `told` is how reads went."""

    first: Cluster
    second: Cluster
    database: Database
    told: list[Outcome] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def replica(self) -> Replica:
        assert self.database.replica
        return self.database.replica

    def wait_for(self, state: State) -> None:
        deadline = time.monotonic() + 60
        while self.replica.look() != state:
            assert time.monotonic() < deadline, self.replica.state
            time.sleep(0.05)

    def pause(self) -> None:
        """Hold the standby where it is: it stops a little after it was asked to."""
        self.second.sql("SELECT pg_wal_replay_pause()")
        self._wait_until(self.second, "SELECT pg_get_wal_replay_pause_state()", "paused")

    def written(self) -> None:
        """Wait until the primary has written its journal, as it does a moment after a hasty commit."""
        self._wait_until(self.first, "SELECT pg_current_wal_lsn() = pg_current_wal_insert_lsn()", "t")

    def _wait_until(self, cluster: Cluster, statement: str, wanted: str) -> None:
        deadline = time.monotonic() + 60
        while cluster.sql(statement).strip() != wanted:
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def save(self, name: str) -> None:
        with self.database.writing() as session:
            Trainings(session).add(name, {"n": name})

    def find(self, name: str) -> object:
        return self.database.look_up(lambda session: Trainings(session).body(name))


@pytest.fixture(scope="module")
def clusters() -> Iterator[tuple[Cluster, Cluster]]:
    with folder() as place:
        first, second = Cluster(place / "first"), Cluster(place / "second")
        try:
            first.make()
            first.start(HASTE)
            Database(first.address.replace("postgresql:", "postgresql+psycopg:")).migrate()
            second.follow(first)
            second.start(HASTE)
            yield first, second
        finally:
            second.stop()
            first.stop()


@pytest.fixture
def pair(clusters: tuple[Cluster, Cluster]) -> Iterator[Pair]:
    """The pair in step, its clock at `seconds`."""
    first, second = clusters
    primary, standby = (one.address.replace("postgresql:", "postgresql+psycopg:") for one in clusters)
    made = Pair(first, second, Database(primary))
    made.database.replica = Replica(
        standby, made.database.engine, made.told.append, clock=lambda: made.seconds
    )
    made.wait_for("in step")
    yield made
    made.database.close()


def on_standby(session: Session) -> bool:
    return bool(session.scalar(IN_RECOVERY))


def test_a_standby_in_step_serves_what_it_has(pair: Pair) -> None:
    pair.save("there")
    pair.wait_for("in step")
    pair.seconds += 1
    deadline = time.monotonic() + 60
    while pair.told[-1:] != ["served"]:
        assert pair.find("there") == {"n": "there"}
        assert time.monotonic() < deadline
    assert pair.database.look_over(on_standby) is True
    with pair.database.session() as session:
        assert on_standby(session) is False


def test_a_replica_that_was_not_looked_at_is_not_asked(pair: Pair) -> None:
    pair.database.read_from(pair.replica.address, pair.told.append)
    assert pair.database.look_over(on_standby) is False
    assert (pair.told, pair.replica.state) == (["not used"], "not looked at")


def test_nothing_can_be_written_there(pair: Pair) -> None:
    with pytest.raises(DatabaseFault), pair.replica.engine.begin() as connection:
        connection.execute(text("DELETE FROM trainings"))


def test_what_the_standby_has_not_yet_is_found_at_once_and_behind_it_is_left_alone(pair: Pair) -> None:
    pair.pause()
    try:
        pair.save("just now")
        pair.written()
        assert pair.find("just now") == {"n": "just now"}
        assert pair.told == ["not found"]
        assert pair.find("never") is None
        assert pair.replica.look() == "in step"  # for no longer than it may be behind
        pair.seconds += MOST_LAG_S + 0.1
        assert pair.replica.look() == "behind"
        assert pair.database.look_over(lambda session: Feedback(session).latest(9)) == []
        assert pair.find("just now") == {"n": "just now"}
        assert pair.told[2:] == ["not used", "not used"]
    finally:
        pair.second.sql("SELECT pg_wal_replay_resume()")
    pair.wait_for("in step")


def test_a_look_that_does_not_come_to_an_end_says_that_it_is_away(pair: Pair) -> None:
    pair.seconds += 60
    assert pair.replica.state == "away"
    assert pair.database.look_over(on_standby) is False


def test_a_standby_that_is_killed_fails_no_read_and_serves_again_when_it_is_back(pair: Pair) -> None:
    pair.save("kept")
    failures: list[BaseException] = []
    over = threading.Event()

    def read_on() -> None:
        while not over.is_set():
            try:
                assert pair.find("kept") == {"n": "kept"}
                pair.replica.look()
            except BaseException as error:
                failures.append(error)

    readers = [threading.Thread(target=read_on) for _ in range(4)]
    for reader in readers:
        reader.start()
    time.sleep(0.5)
    pair.second.stop()
    time.sleep(0.5)
    over.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert pair.replica.look() == "away"
    assert pair.find("kept") == {"n": "kept"}
    assert pair.told[-1] == "not used"
    pair.second.start(HASTE)
    pair.wait_for("in step")
    assert pair.database.look_over(on_standby) is True


def test_a_server_that_is_no_standby_of_this_database_is_refused(pair: Pair) -> None:
    primary = pair.database.address
    assert state_of_replica(primary, primary) == "no standby"
    assert state_of_replica(primary, pair.replica.address) == "in step"
    other = pair.replica.address.removesuffix("postgres") + "template1"
    assert state_of_replica(primary, other) == "no standby"
    assert state_of_replica(primary, "postgresql+psycopg://postgres@127.0.0.1:1/postgres") == "away"


def test_with_the_primary_away_what_the_standby_has_is_still_read(pair: Pair) -> None:
    pair.save("both have it")
    pair.wait_for("in step")
    deadline = time.monotonic() + 60
    while pair.told[-1:] != ["served"]:
        pair.find("both have it")
        assert time.monotonic() < deadline
    pair.first.stop()
    try:
        pair.seconds += 60
        assert pair.replica.look() == "in step"  # nothing is written that it could miss
        assert pair.find("both have it") == {"n": "both have it"}
    finally:
        pair.first.start(HASTE)
