"""From the start of a process to an answer in it, without a server: what `psp ask` costs."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from api.bench.errors import BenchError

OURS = (sys.executable, "-c", "from api.cli import main; main()")


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a command takes from start to end.

    Raises:
        BenchError: it failed; gives the last line that it wrote.
    """
    started = time.perf_counter()
    said(command, environment)
    return time.perf_counter() - started


def said(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """What a command prints.

    Raises:
        BenchError: as for `seconds`.
    """
    result = subprocess.run(  # noqa: S603 -- our own commands
        command, env=os.environ | dict(environment), capture_output=True, text=True, check=False
    )
    if result.returncode:
        told = (result.stderr.strip() or result.stdout.strip()).splitlines()
        raise BenchError(f"'{' '.join(command[1:4])}' failed: {told[-1] if told else result.returncode}")
    return result.stdout
