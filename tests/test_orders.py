"""Orders by chance find a test that rests on another, in each order in which that comes later."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

RESTING = """
made = []

def test_makes():
    made.append(1)

def test_rests_on_it():
    assert made

def test_needs_much(built):
    raise AssertionError("is left out")
"""


def orders(place: Path, number: int, first: int = 1) -> subprocess.CompletedProcess[str]:
    (place / "test_resting.py").write_text(RESTING)
    wanted = [f"--orders={number}", f"--first-seed={first}", "-n", "0", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-c", "/dev/null", "-p", "tests.orders", *wanted, place],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_rests_on_another_fails_in_some_orders_and_says_in_which(tmp_path: Path) -> None:
    said = orders(tmp_path, 9)
    assert said.returncode == 1
    [told] = [line for line in said.stdout.splitlines() if line.startswith("8 orders of 2 tests")]
    failed = [int(seed) for seed in told.partition("[")[2].rstrip("]").split(", ")]
    assert 0 < len(failed) < 8
    assert said.stdout.count("assert []") >= len(failed)
    again = orders(tmp_path, 1, failed[0])
    assert (again.returncode, "1 failed, 1 passed" in again.stdout) == (1, True)
