"""A process of its own that works until it is killed; each line that it prints is something acknowledged.

Run as `python -m tests.faults.writer WHAT ADDRESS NAME`.
"""

import sys
from pathlib import Path

from sqlalchemy import Engine, event

from api.export.writing import write_folder
from api.storage.assessments import AssessmentRow, Assessments
from api.storage.backup import back_up
from api.storage.conversations import Conversations
from api.storage.database import Database


def save(address: str, name: str) -> None:
    """Save turns and assessments in turn, each acknowledged once it is committed."""
    database = Database(address)
    for number in range(100_000):
        identity = f"{name}-{number}"
        if number % 2:
            with database.writing(through_power_cuts=False) as session:
                Conversations(session).add(identity, f"turn-{identity}", {"said": identity})
        else:
            with database.writing() as session:
                Assessments(session).add(
                    AssessmentRow(id=identity, questionnaire_id="q", version="1", token_hash="x")
                )
        print(identity, flush=True)


def migrate(address: str, _: str) -> None:
    """Bring the tables up to date, once; each statement is said and waits until it is told to go on."""

    def wait(connection: object, cursor: object, statement: str, *_: object) -> None:
        print(statement.split(maxsplit=1)[0], flush=True)
        sys.stdin.readline()

    event.listen(Engine, "before_cursor_execute", wait)
    Database(address).migrate()
    print("done", flush=True)


def index(folder: str, _: str) -> None:
    """Build one index after the other in the same folder."""
    from kb.documents import Corpus
    from kb.index_building import build_index
    from tests.faults.toys import ToyEmbedder

    corpus = Corpus.model_validate_json((Path(folder) / "corpus.json").read_bytes())
    for number in range(10_000):
        version = corpus.model_copy(update={"version": f"v{number}"})
        build_index(version, ToyEmbedder(), "toy", Path(folder) / "index", fresh=True)
        print(number, flush=True)


def export(folder: str, _: str) -> None:
    """Write one export after the other to the same place."""
    for number in range(100_000):
        write_folder(
            Path(folder) / "site", {f"{page}.html": f"{number}\n".encode() * 200 for page in range(40)}
        )
        print(number, flush=True)


def backup(address: str, folder: str) -> None:
    """Make one copy after the other in the same place."""
    database = Database(address)
    for number in range(100_000):
        back_up(database, Path(folder) / "copy")
        print(number, flush=True)


if __name__ == "__main__":
    what, place, own_name = sys.argv[1:]
    {"save": save, "migrate": migrate, "index": index, "export": export, "backup": backup}[what](
        place, own_name
    )
