"""`psp search`: ranked passages."""

import json

import click

from api.knowledge import views
from api.services import Services
from api.settings import read_settings


@click.command()
@click.argument("question")
@click.option("--limit", type=click.IntRange(1, 50), default=10, show_default=True, help="How many passages.")
@click.option("--json", "as_json", is_flag=True, help="Print the object of GET /v1/search.")
def search(question: str, limit: int, as_json: bool) -> None:
    """The passages nearest to QUESTION, best first, with their scores."""
    if not question.strip():
        raise click.UsageError("the question is empty")
    found = views.search(Services(read_settings()).knowledge, question, limit)
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    for result in found["results"]:
        click.echo(
            f"{result['mix']:.3f}  cosine {result['cosine']:.2f}  bm25 {result['bm25']:5.1f}  "
            f"{result['passage_id']}"
        )
