"""`psp eval answers` and `psp eval forms`: answers as a reader reads them, questions in other dresses."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from api.ask.reply import Reply
from api.evaluation import answers as reading
from api.evaluation import dresses
from api.evaluation.questions import read_items
from api.evaluation.talks import Talks
from api.progress import bar
from api.services import Services
from api.settings import read_settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--conversations", type=_FILE, help="Conversations; each turn that has expectations is judged.")
@click.option("--split", type=click.Choice(["tune", "test"]), help="Only this half.")
@click.option("--failures/--no-failures", default=True, help="List what went wrong, one by one.")
@_JSON
def answers(file: Path, conversations: Path | None, split: str | None, failures: bool, as_json: bool) -> None:
    """Right and direct by form of question, on the questions of FILE."""
    talks = Talks(Services(read_settings()).asker.ask)
    held = read_items(conversations, turned=True) if conversations else []
    whole = [item for item in held if split is None or item.get("split") == split]
    asked = [item for item in read_items(file) if split is None or item.get("split") == split]
    chosen: list[Mapping[str, Any]] = [*asked, *(turn for item in whole for turn in judged_turns(item))]
    for item in whole:
        talks.replies(item["turns"])
    with bar("Asking") as tell:
        found = reading.read(chosen, lambda item: _ask(talks, item), tell)
    summary = found.summary()
    if whole:
        summary["answers_said_twice_in_a_row"] = talks.said_twice().as_json()
    if as_json:
        report = {"summary": summary} | ({"failures": found.failures} if failures else {})
        click.echo(json.dumps(report, indent=1, ensure_ascii=False))
        return
    for form, row in {**summary.pop("forms"), **summary}.items():
        shown = " ".join(f"{k}={v}" for k, v in row.items()) if isinstance(row, dict) else row
        click.echo(f"{form:32} {shown}")
    for failure in found.failures if failures else ():
        click.echo(f"- {failure['id']}: {failure['q']!r}: {failure['why']}\n    said: {failure['said']!r}")


def judged_turns(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A conversation as one item a judged turn: those under `expect`, or the last by its own patterns."""
    turns: Sequence[str] = item["turns"]
    expected = item.get("judged")
    if not expected:
        return [{**item, "form": "conversation"}]
    common = {key: item[key] for key in ("split", "asker") if key in item}
    return [
        {**common, "id": f"{item['id']}.{one['turn']}", "form": "follow-up", "turns": turns[: one["turn"]],
         **{key: value for key, value in one.items() if key not in ("turn", "form")}}
        for one in expected
    ]  # fmt: skip


def _ask(talks: Talks, item: Mapping[str, Any]) -> Reply:
    return talks.replies(item.get("turns") or [item["q"]])[-1]


@click.command()
@click.option("--sample", "size", type=click.IntRange(min=1), help="Only so many questions, drawn at random.")
@_JSON
def forms(size: int | None, as_json: bool) -> None:
    """The asked-as questions of every document in other dresses: same status, same first passage."""
    services = Services(read_settings())
    asked = [variant.question for document in services.corpus.documents for variant in document.variants]
    with bar("Asking") as tell:
        found = dresses.flips(dresses.sample(asked, size), services.asker.ask, tell=tell)
    if as_json:
        report = {"summary": found.summary(), "flipped": found.flipped}
        click.echo(json.dumps(report, indent=1, ensure_ascii=False))
        return
    for dress, row in found.summary().items():
        click.echo(f"{dress:24} " + " ".join(f"{key}={value}" for key, value in row.items()))
