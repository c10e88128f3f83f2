"""Draws edges of the graph or sentences of the corpus for a reader: `python -m api.evaluation.draw edges`.

Each edge comes as a statement with the passages that are to show it, each sentence with its citations. The
reader gives 2 where the evidence shows the statement, 1 where it shows a part, 0 where it does not. The same
seed draws the same from the same corpus.
"""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from api.evaluation.opposites import opposites
from graph.build import Graph
from graph.records import Edge, EdgeKind
from kb.documents import Corpus
from kb.loader import load_corpus

SAID: dict[EdgeKind, str] = {
    "mitigated_by": "against {0!r} helps {1!r}",
    "causes": "{0!r} tends to lead to {1!r}",
    "arises_in": "{0!r} arises at the stage {1!r}",
    "met_by": "{0!r} was met by {1!r}",
    "part_of": "{0!r} is a part of {1!r}",
    "contradicts": "{0!r} is set against {1!r}",
    "used_in": "{0!r} is used at the stage {1!r}",
    "done_by": "{0!r} is done by {1!r}",
}
"""The kinds that editors write; the others are computed from the corpus."""


@click.group()
def main() -> None:
    """Draw what a fresh reader is to judge."""


_seed = click.option("--seed", default=1, show_default=True, help="Which draw.")
_corpus = click.option("--corpus", "folder", default="corpus", type=click.Path(exists=True, path_type=Path))


@main.command()
@click.option("--count", default=60, show_default=True, help="How many edges.")
@_seed
@_corpus
def edges(count: int, seed: int, folder: Path) -> None:
    """Edges that editors wrote, each with its passages."""
    _number(drawn_edges(load_corpus(folder), count, seed))


@main.command()
@click.option("--count", default=100, show_default=True, help="How many sentences.")
@_seed
@_corpus
def sentences(count: int, seed: int, folder: Path) -> None:
    """Sentences of documents, each with its citations."""
    _number(drawn_sentences(load_corpus(folder), count, seed))


@main.command("opposites")
@click.option("--shared", default=0.5, show_default=True, help="Share of their words, 0 to 1.")
@_corpus
def opposite_pairs(shared: float, folder: Path) -> None:
    """Sentences of different documents on the same, of which one denies."""
    pairs = opposites(load_corpus(folder), shared)
    _number(
        f"{one.shared:.2f}\n   {one.says[0]}\n      {one.says[1]}\n   {one.denies[0]}\n      {one.denies[1]}"
        for one in pairs
    )


def _number(texts: Iterable[str]) -> None:
    for number, text in enumerate(texts, 1):
        click.echo(f"{number}. {text}\n")


def drawn_edges(corpus: Corpus, count: int, seed: int) -> Iterator[str]:
    """`count` edges at random, each with the text of its passages; what is our own judgement has none."""
    graph = Graph.from_corpus(corpus)
    passages = {passage.id: passage for passage in corpus.passages}
    written = [edge for edge in graph.edges if edge.kind in SAID and edge.evidence]
    drawn = random.Random(seed)  # noqa: S311 - a draw that can be repeated, no secret
    for edge in drawn.sample(written, min(count, len(written))):
        told = (f"   {one}\n      {passages[one].text}" for one in edge.evidence)
        yield "\n".join([_statement(graph, edge), *told])


def drawn_sentences(corpus: Corpus, count: int, seed: int) -> Iterator[str]:
    """`count` cited sentences at random, each with where it stands and what it cites."""
    cited = [
        (passage.id, sentence)
        for passage in corpus.passages
        for item in passage.items
        for sentence in item.sentences
        if sentence.citations
    ]
    drawn = random.Random(seed)  # noqa: S311 - a draw that can be repeated, no secret
    for where, sentence in drawn.sample(cited, min(count, len(cited))):
        works = "; ".join(
            f"{c.source}, {c.locator}" + (f" ({', '.join(c.facts)})" if c.facts else "")
            for c in sentence.citations
        )
        yield f"{where}\n   {sentence.text}\n   {works}"


def _statement(graph: Graph, edge: Edge) -> str:
    titles = (graph.nodes[edge.source].title, graph.nodes[edge.target].title)
    note = f": {edge.note}" if edge.note else ""
    return SAID[edge.kind].format(*titles) + note


if __name__ == "__main__":
    main()
