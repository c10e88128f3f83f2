"""`psp backup` and `psp restore` as they are typed."""

from pathlib import Path

import pytest
from click.testing import Result

from api.storage.backup_file import BackupError
from api.storage.conversations import Conversations
from api.storage.database import Database
from tests.commands import run_psp


def run(*words: str, address: str, cwd: Path) -> Result:
    return run_psp(*words, environment={"PSP_DATABASE_URL": address, "PSP_DATA_DIR": str(cwd)})


def test_there_and_back(database_address: str, tmp_path: Path) -> None:
    database = Database(database_address)
    with database.writing() as session:
        Conversations(session).add("c", "t", {"n": 1})
    database.engine.dispose()
    file = str(tmp_path / "copy")
    made = run("backup", file, address=database_address, cwd=tmp_path)
    assert (made.exit_code, "2 rows, verified" in made.output, "turns: 1" in made.output) == (0, True, True)
    assert (
        run("backup", file, address=database_address, cwd=tmp_path).exit_code == 2
    )  # nothing is written over
    assert run("backup", file, "--force", address=database_address, cwd=tmp_path).exit_code == 0
    assert "is whole" in run("backup", "--check", file, address=database_address, cwd=tmp_path).output
    new = f"sqlite:///{tmp_path / 'new.sqlite3'}"  # a database that is not there yet is made
    assert "2 rows, verified" in run("restore", file, address=new, cwd=tmp_path).output
    with Database(new).session() as session:
        assert Conversations(session).turn("t") == {"n": 1}
    again = run("restore", file, address=new, cwd=tmp_path)
    assert isinstance(again.exception, BackupError)
    assert "--replace" in str(again.exception)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_help_says_what_it_does(command: str, tmp_path: Path) -> None:
    told = run(command, "--help", address="sqlite:///unused", cwd=tmp_path)
    assert (told.exit_code, "FILE" in told.output) == (0, True)
