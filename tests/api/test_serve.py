"""`psp serve`: who may speak for others, and one line instead of a start that cannot work."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.commands.serve import _listen, configured
from api.settings import Settings
from tests.damage import damaged_index, no_model, other_weights
from tests.eventually import SECONDS

FORWARDED = [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", b"https")]


def seen(trusted: str, client: str) -> tuple[str, str]:
    """The address and scheme that the application is told of a request with forwarded headers."""
    config = configured(Settings(trusted_proxies=trusted), "127.0.0.1", 8000, 1)
    told: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        told.update(scope)

    config.app, config.factory = app, False  # type: ignore[assignment]
    config.load()
    scope = {"type": "http", "client": (client, 1), "scheme": "http", "headers": FORWARDED, "path": "/"}
    asyncio.run(config.loaded_app(scope, None, None))  # type: ignore[arg-type]
    return told["client"][0], told["scheme"]


@pytest.mark.parametrize(
    ("trusted", "client", "told"),
    [
        ("", "127.0.0.1", ("127.0.0.1", "http")),
        ("", "10.0.0.7", ("10.0.0.7", "http")),
        ("127.0.0.1", "127.0.0.1", ("203.0.113.9", "https")),
        ("127.0.0.1", "10.0.0.7", ("10.0.0.7", "http")),
        ("192.168.0.1, 10.0.0.0/8", "10.0.0.7", ("203.0.113.9", "https")),
        ("192.168.0.1, 10.0.0.0/8", "11.0.0.7", ("11.0.0.7", "http")),
    ],
)
def test_only_trusted_proxies_speak_for_others(trusted: str, client: str, told: tuple[str, str]) -> None:
    assert seen(trusted, client) == told


def test_the_environment_of_the_server_trusts_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert seen("", "10.0.0.7") == ("10.0.0.7", "http")
    assert seen("127.0.0.1", "10.0.0.7") == ("10.0.0.7", "http")


def _damaged_database(data: Path) -> None:
    (data / "psp-guide.sqlite3").write_bytes(b"no database" * 1000)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (no_model, "run: psp index"),
        (other_weights, "not those that were written"),
        (_damaged_database, "PSP_DATABASE_URL"),
        (damaged_index, "psp index --force"),
    ],
)
def test_what_cannot_work_ends_in_one_line(data: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(data)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PSP_")}
    run = subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "9"],
        check=False,
        env=environment | {"PSP_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    told = run.stderr.strip().splitlines()
    assert (run.returncode, len(told)) == (1, 1), run.stderr
    assert said in told[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_what_is_accepted_is_sent_at_once(host: str) -> None:
    """Else head and body of an answer, written apart, wait 40 ms for the client on a kept connection."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            pytest.skip(f"this machine has no {host}")
        port = probe.getsockname()[1]
    with _listen(host, port) as listener:
        listener.listen()
        with socket.create_connection((host, port), SECONDS), listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
