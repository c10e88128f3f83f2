"""Who waits for the disk: saves do, turns of conversations do not, whatever connection they get."""

from pathlib import Path

import pytest

from api.ask.asking import Desk
from api.services import Services
from api.storage.database import Database

NORMAL, FULL = 1, 2


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    opened = Database(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    opened.migrate()
    return opened


def synchronous(database: Database, through_power_cuts: bool = True) -> int:
    with database.writing(through_power_cuts) as session:
        return int(session.connection().exec_driver_sql("PRAGMA synchronous").scalar_one())


def test_a_save_waits_for_the_disk_also_on_a_connection_that_did_not_before(sqlite: Database) -> None:
    assert [synchronous(sqlite, lasting) for lasting in (True, False, True)] == [FULL, NORMAL, FULL]


def test_a_turn_is_there_for_another_process_when_the_answer_is(services: Services, sqlite: Database) -> None:
    reply = Desk(services.asker, sqlite).ask("What is a PSP?")
    elsewhere = Desk(services.asker, Database(sqlite.address))
    assert elsewhere.kept(reply.id) == reply
    assert elsewhere.ask("Who leads one?", reply.conversation_id).conversation_id == reply.conversation_id
