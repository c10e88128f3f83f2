"""`psp backup` and `psp restore`: all that is kept, to a file and back."""

from pathlib import Path

import click

from api.settings import read_settings
from api.storage.backup import back_up
from api.storage.backup import restore as put_back
from api.storage.backup_file import check
from api.storage.database import Database

COPY = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=COPY)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--check", "only_check", is_flag=True, help="Make no copy; verify FILE.")
def backup(file: Path, force: bool, only_check: bool) -> None:
    """Copy conversations, assessments, trainings, feedback and partners to FILE while servers run.

    FILE is one SQLite file whatever the database is. It holds what people entrusted to you: keep it safe.
    """
    if only_check:
        _show(check(file), f"{file} is whole")
        return
    if file.exists() and not force:
        raise click.UsageError(f"{file} is there already; choose another name, or --force to write over it")
    _show(back_up(Database(read_settings().database), file), f"Copied to {file}")


@click.command()
@click.argument("file", type=COPY)
@click.option(
    "--replace", is_flag=True, help="Delete what the database holds first, in the same transaction."
)
def restore(file: Path, replace: bool) -> None:
    """Put a copy made by psp backup into the database, SQLite or PostgreSQL.

    The file is verified first and what was written after; if either fails, nothing is changed.
    """
    database = Database(read_settings().database)
    database.migrate()
    _show(put_back(file, database, replace), f"Restored from {file}")


def _show(counts: dict[str, int], said: str) -> None:
    click.echo(f"{said}: {sum(counts.values())} rows, verified.")
    for name, count in counts.items():
        click.echo(f"  {name}: {count}")
