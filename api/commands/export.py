"""`psp export`: the guide as plain pages, or its content as open data."""

from pathlib import Path

import click

from api.assess.loader import load_library
from api.export.data import data_files
from api.export.site import site_files
from api.export.writing import Files, write_folder
from api.services import Services
from api.settings import read_settings

NOWHERE = (
    "https://psp-guide.invalid"  # RFC 2606: a name that never leads anywhere, where no address was given
)


@click.group()
def export() -> None:
    """Write the guide as plain files that anybody can host or use."""


@export.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def site(folder: Path) -> None:
    """Write knowledge pages, guided route, map and search to FOLDER; no server is needed to show them."""
    services = Services(read_settings())
    _write(folder, site_files(services.knowledge, services.graph))


@export.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base-url", help="Address that names in JSON-LD are made with; default PSP_BASE_URL.")
def data(folder: Path, base_url: str | None) -> None:
    """Write corpus, graph and questionnaires to FOLDER as JSON, JSON-LD, GraphML and CSV, with checksums."""
    services = Services(read_settings())
    library = load_library(services.settings.corpus_dir / "questionnaires")
    base = (base_url or services.settings.base_url or NOWHERE).rstrip("/")
    _write(folder, data_files(services.knowledge, services.graph, library, base))


def _write(folder: Path, files: Files) -> None:
    size = write_folder(folder, files)
    click.echo(f"Wrote {len(files)} files and SHA256SUMS to {folder} ({size / 1e6:.1f} MB).")
