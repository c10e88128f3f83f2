"""The version of the tables is read without Alembic, and is what Alembic says."""

import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory

from api.storage.migration import FOLDER, head


def test_the_newest_file_is_the_head() -> None:
    assert head() == ScriptDirectory(str(FOLDER)).get_current_head()


def test_tables_that_are_up_to_date_load_no_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from api.storage.database import Database; "
        f"Database('sqlite:///{tmp_path / 'd.sqlite3'}').migrate(); print('alembic' in sys.modules)"
    )
    for loaded in ("True", "False"):
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert said.stdout.strip() == loaded
