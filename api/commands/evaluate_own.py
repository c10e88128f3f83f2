"""`psp eval judgements`, `stages` and `compare`: our own public sets, each stage, two runs together."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

from api.evaluation import report, sets, stages
from api.evaluation.metrics import mcnemar
from api.progress import bar
from api.services import Services
from api.settings import read_settings
from kb.errors import EvaluationError

_SPLIT = click.option("--split", type=click.Choice(["tune", "test"]), help="One half only; both if left out.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


@click.command()
@_SPLIT
@_JSON
def judgements(split: str | None, as_json: bool) -> None:
    """The shipped ranking against our own graded judgements, with 95 % intervals."""
    services = Services(read_settings())
    queries = sets.of_split(sets.read_set(_folder(services), "queries"), split)
    _show(stages.retrieval(services.asker, queries), as_json)


@click.command(name="stages")
@_SPLIT
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Also write results and a report here."
)
@_JSON
def all_stages(split: str | None, out: Path | None, as_json: bool) -> None:
    """Every stage of an answer on our own sets: ranking, scope, answerability, conversation, support."""
    services = Services(read_settings())
    with bar("Asking") as tell:
        measured = stages.measure(services.asker, _folder(services), split, tell)
    if out:
        written = report.write(out, measured, _settings(services, split))
        click.echo(f"Wrote {written}", err=True)
    _show(measured, as_json)


@click.command()
@click.argument("first", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("second", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def compare(first: Path, second: Path) -> None:
    """McNemar's test between two runs written by `psp eval stages --out`, stage by stage."""
    before, after = (_outcomes(path) for path in (first, second))
    for name in before.keys() & after.keys():
        common = before[name].keys() & after[name].keys()
        lost = sorted(i for i in common if before[name][i] and not after[name][i])
        won = sorted(i for i in common if after[name][i] and not before[name][i])
        if common:
            p = mcnemar(len(lost), len(won))
            click.echo(f"{name:40} won {len(won)}, lost {len(lost)} of {len(common)}, p = {p:.3f}")


def _outcomes(path: Path) -> dict[str, dict[str, bool]]:
    try:
        return {stage["name"]: stage["outcomes"] for stage in json.loads(path.read_text())["stages"]}
    except (ValueError, KeyError, TypeError) as error:
        raise EvaluationError(f"{path} is no result of psp eval stages: {error}") from error


def _folder(services: Services) -> Path:
    return services.settings.corpus_dir / "judgements"


def _settings(services: Services, split: str | None) -> dict[str, Any]:
    judge = services.asker.answerability
    return {
        "date": dt.date.today().isoformat(),
        "corpus_version": services.knowledge.version,
        "model": services.knowledge.index.model,
        "split": split or "both",
        "llm": bool(services.settings.llm_url),
        "thresholds": {"scope": judge.scope.threshold, "answer": judge.answer.threshold},
    }


def _show(measured: list[stages.Stage], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([stage.as_json() for stage in measured], indent=1, ensure_ascii=False))
        return
    for stage in measured:
        click.echo(
            f"{stage.name:36} {stage.value!s:8} 95 % {stage.interval!s:18} n={stage.n:4}  {stage.what}"
        )
