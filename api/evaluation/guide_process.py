"""A guide of its own in a process of its own, with an empty database, to be asked over HTTP."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from api.ports import free_port
from kb.errors import EvaluationError

_STARTS_WITHIN_S, _ENDS_WITHIN_S = 120, 60


@contextmanager
def guide(settings: Mapping[str, str]) -> Iterator[str]:
    """The address of a running guide with these settings beside those of the environment.

    Raises:
        EvaluationError: it did not start.
    """
    with tempfile.TemporaryDirectory() as folder:
        own = {
            "PSP_DATABASE_URL": f"sqlite:///{Path(folder) / 'own.sqlite3'}",
            "PSP_RATE_PER_MINUTE": "1000000", "PSP_LOG_LEVEL": "error",
        }  # fmt: skip
        port = free_port()
        command = [sys.executable, "-m", "api.cli", "serve", "--host", "127.0.0.1", "--port", str(port)]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(  # noqa: S603  our own program
                command, env={**os.environ, **own, **settings}, stdout=log, stderr=log
            )
            try:
                base = f"http://127.0.0.1:{port}"
                _wait_for(base, process)
                yield base
            finally:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:  # what it has to say was said
        process.kill()
        process.wait()


def _wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=5):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise EvaluationError("the guide did not start; try psp doctor")
