"""Vector search: in one thread, whichever thread asks."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kb.vectors import VectorIndex

# searches in a thread of its own, as a server does, and prints how many threads that started
PROGRAM = """
import os, threading
import numpy as np
from kb.vectors import VectorIndex
rows = np.random.default_rng(1).standard_normal((5000, 64)).astype(np.float32)
index = VectorIndex(rows, np.zeros(5000, np.int32), 1)
def search():
    before = len(os.listdir("/proc/self/task"))
    index.best(rows[0])
    index.nearest(rows[0])
    print(len(os.listdir("/proc/self/task")) - before)
thread = threading.Thread(target=search)
thread.start()
thread.join()
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads as Linux shows them")
def test_a_search_starts_no_thread_in_any_thread() -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"OMP_NUM_THREADS": "4", "OMP_DYNAMIC": "false"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "0"


def test_only_the_rows_of_those_asked_for_are_looked_at() -> None:
    random = np.random.default_rng(3)
    rows = random.standard_normal((3000, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    owners = np.repeat(np.arange(1500, dtype=np.int32), 2)
    among = np.arange(1500) % 100 == 42
    found = VectorIndex(rows, owners, 1500).best(rows[0], among)
    right = (rows @ rows[0]).reshape(1500, 2).max(axis=1)
    assert found[among] == pytest.approx(right[among], abs=1e-3)
    assert len(set(found[~among].tolist())) == 1  # nothing is known of the others
    assert found[~among][0] <= found[among].min()
    assert not VectorIndex(rows, owners, 1500).best(rows[0], np.zeros(1500, np.bool_)).any()
