"""`psp ask`: an answer on the terminal, no server needed."""

import json
import textwrap

import click

from api.ask.reply import Audience, Reply
from api.services import Services
from api.settings import read_settings

AUDIENCES: dict[str, Audience] = {"council": "council", "third-sector": "third-sector", "trainer": "trainer"}


@click.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the object of POST /v1/ask.")
@click.option("--audience", type=click.Choice(list(AUDIENCES)), help="Who asks.")
def ask(question: str, as_json: bool, audience: str | None) -> None:
    """Answer QUESTION from the corpus, with citations, or say why not."""
    if not question.strip() or len(question) > 1000:
        raise click.UsageError("the question has to have 1 to 1,000 characters")
    reply = Services(read_settings()).asker.ask(question, audience=AUDIENCES.get(audience or ""))
    click.echo(json.dumps(reply.as_json(), indent=1, ensure_ascii=False) if as_json else as_plain(reply))


def as_plain(reply: Reply) -> str:
    """The reply for a terminal of 80 columns: answer, cautions, sources, next questions."""
    blocks = [_wrap(line) for line in reply.answer.text.splitlines()]
    if reply.note and reply.note not in reply.answer.text:
        blocks.append(f"\n{_wrap(reply.note)}")
    blocks += [f"\n! {_wrap(c.text)}" for c in reply.cautions]
    if reply.citations:
        blocks.append("\nSources")
        blocks += [
            _wrap(
                f"[{c.number}] {c.source.title}, {c.source.publisher}, {c.source.year or 'undated'}: "
                f"{c.source.locator} ({c.passage_id})"
            )
            for c in reply.citations
        ]
    for title, lines in (
        ("Ask next", reply.follow_ups),
        ("Where to turn", [f"{p.title}: {p.url}" for p in reply.turn_to]),
    ):
        blocks += [f"\n{title}", *(f"- {line}" for line in lines)] if lines else []
    return "\n".join(blocks)


def _wrap(text: str) -> str:
    return textwrap.fill(text, 80, subsequent_indent="   " if text[:1] in "-[0123456789" else "")
