"""`psp index`: build the index, or do nothing where it is current."""

import time

import click

from api.errors import Unavailable
from api.progress import bar
from api.settings import Settings, read_settings
from graph.build import Graph
from kb.embedding import OnnxEmbedder
from kb.embedding_model import ensure_export, find_export
from kb.fingerprint import corpus_version
from kb.index import is_current
from kb.index_building import build_index
from kb.loader import load_corpus
from kb.remembered_vectors import RememberingEmbedder
from kb.reranker_model import ensure_reranker, export_of, read_learned


@click.command()
@click.option("--force", is_flag=True, help="Build all of it again, vectors included.")
@click.option(
    "--to-postgres",
    is_flag=True,
    help="Also write it to PostgreSQL and make it current there, for PSP_SEARCH=postgres.",
)
def index(force: bool, to_postgres: bool) -> None:
    """Build the index of the corpus; only changed texts are embedded again."""
    settings = read_settings()
    if to_postgres and not settings.database.startswith("postgresql"):
        raise click.UsageError("--to-postgres needs PSP_DATABASE_URL=postgresql://…")
    _build(settings, force)
    _build_collections(settings)
    if to_postgres:
        _publish(settings)


def _build(settings: Settings, force: bool) -> None:
    started = time.perf_counter()
    export = find_export(settings.model, settings.model_dir)
    if (
        export
        and not force
        and is_current(settings.index_dir, corpus_version(settings.corpus_dir), export.name)
    ):
        _export_reranker(settings, export.name)
        click.echo("The index is current.")
        return
    settings.model_dir.mkdir(parents=True, exist_ok=True)  # or say so before seconds of reading
    corpus = load_corpus(settings.corpus_dir)
    Graph.from_corpus(corpus)  # refuses a graph with problems here, so that serving need not look again
    if export is None:
        click.echo("Exporting the embedding model (once, about 15 seconds) ...")
    export = ensure_export(settings.model, settings.model_dir)
    _export_reranker(settings, export.name)
    kept = settings.data_dir / "vectors" / f"{export.name}.npz"
    embedder = RememberingEmbedder(OnnxEmbedder(export), kept, fresh=force)
    with bar("Embedding") as tell:
        counts = build_index(corpus, embedder, export.name, settings.index_dir, tell, fresh=force)
    seconds = time.perf_counter() - started
    click.echo(
        f"Indexed {counts['passages']} passages in {seconds:.1f} s ({embedder.made} of "
        f"{counts['rows']} texts embedded)."
    )


def _export_reranker(settings: Settings, model: str) -> None:
    """Export the re-ranker that was learned for the corpus with `model`, if one was and is not there yet."""
    learned = read_learned(settings.corpus_dir, model)
    if learned and not export_of(settings.model_dir, model, learned).is_dir():
        click.echo("Exporting the re-ranker (once, about 10 seconds) ...")
        ensure_reranker(settings.model, settings.model_dir, model, learned)


def _build_collections(settings: Settings) -> None:
    """Build what is missing or of other files among the collections, each by itself."""
    from api.collections.building import build_collection, is_built, names_in

    for name in names_in(settings.collections_dir):
        assert settings.collections_dir  # noqa: S101 -- or there would be no name
        export = ensure_export(settings.model, settings.model_dir)
        own, place = settings.collections_dir / name, settings.collections_index_dir / name
        if is_built(settings.corpus_dir, own, place, export.name):
            click.echo(f"The index of the collection {name} is current.")
            continue
        with bar(f"Embedding {name}") as tell:
            counts = build_collection(
                (settings.corpus_dir, own), place, OnnxEmbedder(export), export.name, tell
            )
        click.echo(f"Indexed the collection {name} over the guide: {counts['passages']} passages.")


def _publish(settings: Settings) -> None:
    """Write the index to PostgreSQL; running servers go over to it by themselves."""
    from api.storage.database import DatabaseFault
    from api.storage.search.filling import publish
    from api.storage.search.opening import open_engine

    started = time.perf_counter()
    engine = open_engine(settings.database)
    try:
        with bar("Writing") as tell:
            filled = publish(engine, settings.index_dir, tell=tell)
    except DatabaseFault as error:
        raise Unavailable(f"PostgreSQL failed, and nothing changed there: {_first_line(error)}") from None
    finally:
        engine.dispose()
    if not filled.written:
        click.echo("PostgreSQL holds this version already.")
        return
    seconds = time.perf_counter() - started
    click.echo(
        f"Wrote {filled.rows} vectors to PostgreSQL in {seconds:.1f} s; version {filled.version} is current"
        + (f"; {filled.dropped} old versions dropped." if filled.dropped else ".")
    )


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", error)).strip().splitlines()[0]
