"""Processes are really killed: nothing that was acknowledged is lost, and the next start needs no hands."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.export.writing import CHECKSUMS, checksums, write_folder
from api.storage.assessments import Assessments
from api.storage.backup import back_up
from api.storage.backup_file import check
from api.storage.condition import condition_of
from api.storage.conversations import Conversations
from api.storage.database import Database
from kb.documents import Corpus
from kb.index import load_index, verify_index
from kb.index_building import build_index
from tests.databases import PostgresServer
from tests.faults.toys import ToyEmbedder
from tests.reviewed import real_reading

REPOSITORY = Path(__file__).resolve().parents[2]
KILLS = 4
KILLED_AFTER = (1, 3, 6, 9)  # statements of a migration


def started(what: str, place: str, name: str = "one") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", what, place, name],
        cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def killed(worker: subprocess.Popen[str], pause: float = 0.0, after: int = 1) -> list[str]:
    """Kill the process once it has acknowledged `after` things; gives all of them.

    It is killed in the midst of what comes next, `pause` seconds later: no test may rest on how much that is.
    """
    assert worker.stdout
    first = [worker.stdout.readline() for _ in range(after)]
    time.sleep(pause)
    worker.kill()
    return [line.strip() for line in (*first, *worker.stdout) if line.endswith("\n")]


def interrupted(worker: subprocess.Popen[str], after: int) -> bool:
    """Let a migration run so many statements and kill it within the last; whether it was not done by then."""
    assert worker.stdin
    assert worker.stdout
    said = []
    for _ in range(after):
        said.append(worker.stdout.readline())
        if said[-1] in ("done\n", ""):
            break
        worker.stdin.write("go on\n")
        worker.stdin.flush()
    worker.kill()
    said += worker.stdout.readlines()
    return bool(said[0]) and "done\n" not in said


def kept(address: str, acknowledged: list[str]) -> list[str]:
    """Which of what was acknowledged is there."""
    database = Database(address)
    with database.session() as session:
        found = [
            name
            for name in acknowledged
            if Conversations(session).exists(name) or Assessments(session).get(name) is not None
        ]
    database.engine.dispose()
    return found


@pytest.mark.parametrize("kills", [KILLS, pytest.param(20, marks=pytest.mark.exhaustive)])
def test_no_acknowledged_write_is_lost_by_a_kill(database_address: str, kills: int) -> None:
    acknowledged: list[str] = []
    for number in range(kills):
        acknowledged += killed(
            started("save", database_address, f"run{number}"), after=random.randint(11, 40)
        )
    print(f"{len(acknowledged)} acknowledged under {kills} kills")
    assert len(acknowledged) > kills * 10
    assert kept(database_address, acknowledged) == acknowledged


def test_two_writers_on_one_database_lose_nothing(database_address: str) -> None:
    workers = [started("save", database_address, name) for name in ("left", "right")]
    acknowledged = [worker.stdout.readline().strip() for worker in workers if worker.stdout]  # both are at it
    acknowledged += [line for worker in workers for line in killed(worker, after=20)]
    assert {line.split("-")[0] for line in acknowledged} == {"left", "right"}
    assert kept(database_address, acknowledged) == acknowledged


def migrations_killed(address: str) -> None:
    assert [after for after in KILLED_AFTER if not interrupted(started("migrate", address), after)] == []
    database = Database(address)
    database.migrate()
    found = condition_of(address)
    assert (found.version, found.damage) == (found.wanted, "")
    with database.writing() as session:
        Conversations(session).add("after", "turn-after", {})
    assert kept(address, ["after"]) == ["after"]
    database.engine.dispose()


def test_a_migration_killed_midway_is_done_by_the_next_start(tmp_path: Path) -> None:
    migrations_killed(f"sqlite:///{tmp_path / 'own.sqlite3'}")


@pytest.mark.postgres
def test_the_same_on_postgresql(postgres: PostgresServer) -> None:
    with postgres.new_database(template=None) as address:
        migrations_killed(address)


def is_whole(folder: Path) -> bool:
    """Whether every file is there with its checksum, all of one export."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != CHECKSUMS}
    pages = set(files.values())
    return (folder / CHECKSUMS).read_bytes() == checksums(files) and len(pages) == 1


def test_an_export_that_is_killed_leaves_a_whole_one(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for _ in range(KILLS):
        assert killed(started("export", str(tmp_path)), random.uniform(0, 0.2))
        # between two steps of the change there may be none; half of one there never is
        assert not target.exists() or is_whole(target)
    write_folder(target, {"a.html": b"new"})
    assert is_whole(target)


def test_a_copy_that_is_killed_leaves_a_whole_one_and_nothing_else(
    database_address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    database = Database(database_address)
    with database.writing() as session:
        for number in range(300):
            Conversations(session).add(f"c{number}", f"t{number}", {"said": "something" * 50})
    for _ in range(KILLS):
        assert killed(started("backup", database_address, str(folder)), random.uniform(0, 0.3))
        assert check(folder / "copy")["turns"] == 300
    for path in folder.glob(".*"):  # what was left over holds what people entrusted to the guide
        os.utime(path, (0, 0))
    back_up(database, folder / "copy")
    database.engine.dispose()
    assert [path.name for path in folder.iterdir()] == ["copy"]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    whole = real_reading().corpus
    return whole.model_copy(update={"documents": whole.documents[:20]})


def test_an_index_killed_while_it_is_built_or_swapped_in_leaves_a_whole_one(
    corpus: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "corpus.json").write_text(corpus.model_dump_json(exclude={"examples"}))
    for _ in range(KILLS):
        killed(started("index", str(tmp_path)), random.uniform(0, 0.3))
        _, manifest = verify_index(tmp_path / "index")
        assert str(manifest["corpus"]).startswith("v")
        assert load_index(tmp_path / "index").corpus.documents == corpus.documents
    build_index(corpus, ToyEmbedder(), "toy", tmp_path / "index")
    assert load_index(tmp_path / "index", corpus.version, "toy").corpus.version == corpus.version
