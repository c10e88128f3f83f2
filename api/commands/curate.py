"""`psp new`, `psp add` and `psp diff`: what curators do on a terminal."""

import datetime as dt
import tempfile
from pathlib import Path

import click

from api.curate.skeleton import kinds, new_document
from api.settings import read_settings
from kb.checks import EDITORIAL

QUESTIONS = "judgements/queries.yml"


@click.command()
@click.argument("kind", type=click.Choice(kinds()))
@click.argument("identifier", metavar="ID")
@click.option("--source", default=EDITORIAL, show_default=True, help="Source that the first citation names.")
@click.option(
    "--from", "begun", default="", metavar="DRAFT", help="Take over the questions of psp curate draft."
)
def new(kind: str, identifier: str, source: str, begun: str) -> None:
    """Write the skeleton of a document of KIND named ID (like agree-first) into its folder."""
    path = new_document(read_settings().corpus_dir, kind, identifier, dt.date.today(), source, begun)
    click.echo(f"{path}\nWrite it, run psp check, and set its status to reviewed when it is finished.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--leave-out", "pages", default="", metavar="PAGES", help="Pages of a PDF to pass over, like 1,5-7."
)
def add(file: Path, pages: str) -> None:
    """Turn FILE (Markdown, HTML, DOCX or PDF) into a draft for a curator; it is never used in answers."""
    from api.curate.draft import add_draft

    added = add_draft(read_settings().corpus_dir, file, dt.date.today(), page_numbers(pages))
    provenance = added.draft.provenance
    click.echo(f"{added.path}: a draft of {provenance.file}, read by {provenance.converter}")
    for lost in provenance.left_out:
        click.echo(f"left out: {lost}")
    click.echo("Write a document from it in your own words (psp new), then delete the draft.")


@click.command()
@click.argument("revision")
@click.option(
    "--questions",
    "file",
    type=click.Path(path_type=Path),
    help="List of questions; default is the public set.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def diff(revision: str, file: Path | None, as_json: bool) -> None:
    """Which answers change between the corpus at REVISION and the corpus as it is now."""
    from api.curate.answering import answerer
    from api.curate.difference import as_text, compare, read_questions
    from api.curate.errors import RevisionError
    from api.curate.revision import corpus_at
    from api.progress import bar
    from graph.errors import GraphContentError
    from kb.errors import CorpusError

    settings = read_settings()
    corpus = settings.corpus_dir
    questions = read_questions(file or corpus / QUESTIONS)
    with corpus_at(corpus, revision) as earlier, tempfile.TemporaryDirectory(prefix="psp-diff-") as work:
        with bar("Indexing") as tell:
            after = answerer(settings, corpus, settings.index_dir, Path(work) / "after", tell)
            try:
                before = answerer(settings, earlier, Path(work) / "after", Path(work) / "before", tell)
            except (CorpusError, GraphContentError) as error:
                raise RevisionError(f"this version cannot use the corpus of {revision}: {error}") from error
        with bar("Asking") as tell:
            found = compare(questions, before, after, tell)
    click.echo(found.model_dump_json(indent=1) if as_json else as_text(found))


def page_numbers(text: str) -> frozenset[int]:
    """Pages as people write them.

    >>> sorted(page_numbers("1, 5-7"))
    [1, 5, 6, 7]
    """
    numbers: set[int] = set()
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit() or int(last or first) > 10_000:
            raise click.UsageError(f"'{part}' is no page; write pages like 1,5-7")
        numbers |= set(range(int(first), int(last or first) + 1))
    return frozenset(numbers)
