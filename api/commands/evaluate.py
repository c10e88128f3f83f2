"""`psp eval`: how good the answers and the ranking are."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from api.commands.evaluate_answers import answers, forms
from api.commands.evaluate_own import all_stages, compare, judgements
from api.commands.evaluate_reader import liar, oracle
from api.commands.evaluate_support import support
from api.evaluation import questions as scoring
from api.evaluation.beir import evaluate_beir, read_beir
from api.evaluation.metrics import wilson
from api.progress import bar
from api.services import Services
from api.settings import read_settings
from kb.errors import EvaluationError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


@click.group()
def command() -> None:
    """Score answers and ranking."""


@command.command()
@click.argument("file", type=_FILE)
@click.option("--conversations", type=_FILE, help="Conversations whose last turn is judged.")
@_JSON
def questions(file: Path, conversations: Path | None, as_json: bool) -> None:
    """Score answers on the question file FILE."""
    asker = Services(read_settings()).asker
    items = scoring.read_items(file)
    turned = scoring.read_items(conversations, turned=True) if conversations else []
    result = scoring.score(asker.ask, items, turned)
    if as_json:
        click.echo(
            json.dumps(
                {"summary": result.summary(), "failures": result.failures}, indent=1, ensure_ascii=False
            )
        )
        return
    _print_rows(result.summary())
    for failure in result.failures:
        click.echo(f"- {failure['id']}: {failure['q']!r}: {failure['why']}\n    said: {failure['said']!r}")


@command.command()
@click.argument("file", type=_FILE)
@_JSON
def oos(file: Path, as_json: bool) -> None:
    """The share of the outside questions of the JSONL file FILE that is abstained from."""
    asker = Services(read_settings()).asker
    reasons: Counter[str] = Counter()
    answered: list[str] = []
    rows = _read_jsonl(file)
    for text in rows:
        reply = asker.ask(text)
        reasons[reply.reason or reply.status] += 1
        if reply.status in ("answered", "partial"):
            answered.append(text)
    abstained = len(rows) - len(answered)
    interval = wilson(abstained, len(rows))
    report = {
        "abstained": abstained, "of": len(rows),
        "abstained_share": round(abstained / len(rows), 4) if rows else None,
        "interval": [round(x, 4) for x in interval] if interval else None, "reasons": dict(reasons),
        "answered": answered,
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(report, indent=1, ensure_ascii=False))
        return
    click.echo(
        f"abstained from {abstained} of {len(rows)}: {report['abstained_share']} (95 % interval "
        f"{report['interval']})"
    )
    for text in answered:
        click.echo(f"- answered: {text}")


def _read_jsonl(file: Path) -> list[str]:
    texts = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            texts.append(str(row["text"] if "text" in row else row["q"]))
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{file}:{number}: an object with 'text' is needed") from error
    return texts


@command.command()
@click.argument("folder", type=_FOLDER)
@_JSON
def beir(folder: Path, as_json: bool) -> None:
    """The shipped retriever on the data set in BEIR layout in FOLDER, beside its peers."""
    settings = read_settings()
    data = read_beir(folder)
    from kb.embedding import OnnxEmbedder
    from kb.embedding_model import ensure_export

    with bar("Embedding") as tell:
        report = evaluate_beir(data, OnnxEmbedder(ensure_export(settings.model, settings.model_dir)), tell)
    if as_json:
        click.echo(json.dumps(report, indent=1))
        return
    for name, value in report.items():
        click.echo(f"{name:18} {value}")


def _print_rows(rows: Mapping[str, Mapping[str, float]]) -> None:
    for kind, row in rows.items():
        click.echo(f"{kind:30} " + " ".join(f"{key}={value}" for key, value in row.items()))


for _own in (answers, forms, judgements, all_stages, compare, support, oracle, liar):
    command.add_command(_own)
