"""`psp index`: build the index, or do nothing where it is current."""

import time

import click

from api.progress import bar
from api.settings import Settings, read_settings
from graph.build import Graph
from kb.embedding import OnnxEmbedder
from kb.embedding_model import ensure_export, find_export
from kb.fingerprint import corpus_version
from kb.index import build_index, is_current
from kb.loader import load_corpus
from kb.remembered_vectors import RememberingEmbedder
from kb.reranker_model import ensure_reranker, export_of, read_learned


@click.command()
@click.option("--force", is_flag=True, help="Build all of it again, vectors included.")
def index(force: bool) -> None:
    """Build the index of the corpus; only changed texts are embedded again."""
    settings = read_settings()
    started = time.perf_counter()
    export = find_export(settings.model, settings.model_dir)
    if export:
        _export_reranker(settings, export.name)
    if (
        export
        and not force
        and is_current(settings.index_dir, corpus_version(settings.corpus_dir), export.name)
    ):
        click.echo("The index is current.")
        return
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
