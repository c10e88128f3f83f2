"""`psp drill` in a small size: what is written under kills and a lost database is there, floods are refused.

Waiting times are figures for a quiet machine; no test here rests on them.
"""

import http.client
import http.server
import json
import socketserver
import threading
from collections.abc import Iterable

import pytest
from click.testing import CliRunner

from api.commands.drill import drill
from api.drill.calling import Client
from api.drill.figures import Figure
from api.drill.ground import Ground, kill
from api.drill.writing import Book, Sheet, lost, new_sheet, questions_of, writers


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, built: object) -> Ground:
    """A ground whose database stays between servers."""
    return Ground(f"sqlite:///{tmp_path_factory.mktemp('drill') / 'own.sqlite3'}")


def figures_of(*arguments: str) -> dict[str, float]:
    run = CliRunner().invoke(drill, [*arguments, "--json"])
    assert run.output.startswith("{"), run.output
    found: dict[str, float] = json.loads(run.output)
    return found


def test_what_was_acknowledged_before_a_kill_is_there_and_what_was_not_is_missed(place: Ground) -> None:
    with place.serving() as server:
        with writers(server.port, 2) as at_work:
            while sum(len(one.book.moments) for one in at_work) < 30:
                at_work[0].join(0.01)
            kill(server)
        books = [one.book for one in at_work]
    with place.serving() as server:
        assert lost(server.port, books) == 0
        with Client(server.port) as client:
            sheet = new_sheet(client)
            assert sheet
            question = next(iter(questions_of(client)))
        invented = Book(
            answers=["never-given"], sheets=[Sheet(sheet.path, sheet.token, {question: "never said"})]
        )
        assert lost(server.port, [*books, invented]) == 2


@pytest.mark.postgres
def test_a_standby_takes_over_without_loss(built: object) -> None:
    found = figures_of("failover", "--seconds", "2")
    assert found["standbys_in_step"] == 1
    assert found["acknowledged"] > found["acknowledged_before"] > 0
    assert (found["lost"], found["readyz_at_the_end"]) == (0, 200)


@pytest.mark.postgres
def test_a_standby_that_falls_behind_and_is_killed_hides_nothing(built: object) -> None:
    found = figures_of("replica", "--seconds", "2")
    assert found["served_by_the_standby"] > 0
    assert (found["missing"], found["failed"], found["served_while_behind"]) == (0, 0, 0)
    assert (found["readyz_at_the_end"], found["readyz_says_away"]) == (200, 1)


def test_wrong_keys_at_once_are_refused_and_the_right_one_goes_on(built: object) -> None:
    found = figures_of("keys", "--tries", "40")
    assert (found["refused"], found["readyz_not_ready"]) == (40, 0)
    assert found["refused_by_limit"] > 0  # each address has ten tries a minute
    assert (found["right_key_before"], found["right_key_after"]) == (200, 200)


def test_hostile_requests_are_taken_or_refused(built: object) -> None:
    found = figures_of("hostile", "--rounds", "1")
    assert found["hostile_requests"] > 20
    assert found["hostile_status_highest"] == 422


@pytest.mark.postgres
def test_clients_of_all_kinds_meet_no_error(built: object) -> None:
    found = figures_of("endurance", "--clients", "6", "--seconds", "5", "--workers", "2", "--postgres")
    assert found["requests"] > 0
    assert found["errors"] == 0


@pytest.mark.parametrize(
    ("figure", "holds"),
    [
        (Figure("a", 3), True),
        (Figure("a", 3, most=3), True),
        (Figure("a", 3.01, most=3), False),
        (Figure("a", 2, least=3), False),
        (Figure("a", float("inf"), most=120), False),
    ],
)
def test_a_figure_says_whether_it_keeps_its_bounds(figure: Figure, holds: bool) -> None:
    assert figure.holds == holds
    assert ("DOES NOT HOLD" in figure.line()) != holds


def test_a_promise_that_is_not_kept_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: object) -> Iterable[Figure]:
        return [Figure("lost", 1, most=0)]

    monkeypatch.setattr("api.commands.drill.drill_failover", found)
    run = CliRunner().invoke(drill, ["failover"])
    assert (run.exit_code, "DOES NOT HOLD" in run.output) == (1, True)


def test_a_connection_that_the_server_closed_meanwhile_is_made_anew() -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _ClosesAfterOneAnswer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        body = {"comment": "a" * 1_000_000}  # does not fit into what is sent before the break is noticed
        with Client(server.server_address[1], idle_s=0.0) as client:
            assert [client.call("PUT", "/", body).status for _ in range(3)] == [200] * 3
        server.shutdown()


class _ClosesAfterOneAnswer(http.server.BaseHTTPRequestHandler):
    """Closes each connection after its first answer without saying so, as a server does with idle ones."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.mark.parametrize(
    "failure", [BrokenPipeError(32, "Broken pipe"), http.client.RemoteDisconnected("cut")]
)
def test_a_drill_that_breaks_off_says_so(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def broken(*_: object) -> Iterable[Figure]:
        raise failure

    monkeypatch.setattr("api.commands.drill.drill_failover", broken)
    run = CliRunner().invoke(drill, ["failover"])
    assert run.exit_code == 1
    assert "broke off" in run.output
    assert type(failure).__name__ in run.output
