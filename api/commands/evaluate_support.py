"""`psp eval support`: random questions with the LLM on, every sentence that leaves judged and listed."""

import datetime as dt
import json
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from api.ask.llm import LlmRewriter, Outcome
from api.evaluation.support import SupportRun, measure_support, random_questions
from api.progress import bar
from api.services import Services
from api.settings import read_settings


@click.command()
@click.option(
    "--questions", "count", type=click.IntRange(1), default=1000, show_default=True, help="How many."
)
@click.option("--seed", default=4, show_default=True, help="Seed of the choice of questions.")
@click.option("--at-once", type=click.IntRange(1, 8), default=2, show_default=True, help="Asked at a time.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write settings, figures and every re-worded sentence to this JSON file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def support(count: int, seed: int, at_once: int, out: Path | None, as_json: bool) -> None:
    """Random questions re-worded by the LLM of PSP_LLM_URL: sentences that their quotes do not carry.

    The LLM as a reader is left out of it: `psp eval liar` tries that.
    Without PSP_LLM_URL the sentences of the corpus alone are measured.
    """
    services = Services(read_settings())
    outcomes: list[Outcome] = []
    if isinstance(services.rewriter, LlmRewriter):
        services.rewriter.observe = outcomes.append
    asked = random_questions(services.corpus, services.settings.corpus_dir / "judgements", count, seed)
    with bar("Asking") as tell:
        run = measure_support(replace(services.asker, reader=None), asked, at_once, tell)
    figures = {**run.as_json(), "llm": _llm(outcomes)}
    settings = {
        "date": dt.date.today().isoformat(), "seed": seed, "corpus_version": services.knowledge.version,
        "llm": bool(services.settings.llm_url), "llm_model": services.settings.llm_model,
    }  # fmt: skip
    if out:
        listed = {"reworded": [asdict(one) for one in run.reworded], "unsupported": run.unsupported}
        written = {"settings": settings, "figures": figures, **listed}
        out.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if as_json:
        click.echo(json.dumps({"settings": settings, **figures}, indent=1))
    else:
        _show(run, figures)
    if run.unsupported:
        raise SystemExit(1)


def _llm(outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "answers": len(outcomes),
        "proposed": sum(outcome.proposed for outcome in outcomes),
        "reworded": sum(outcome.reworded for outcome in outcomes),
        "refused": dict(Counter(why for outcome in outcomes for why in outcome.refused).most_common()),
        "failures": dict(Counter(outcome.failure for outcome in outcomes if outcome.failure)),
        "seconds": round(sum(outcome.seconds for outcome in outcomes), 1),
    }


def _show(run: SupportRun, figures: dict[str, Any]) -> None:
    for name, value in figures.items():
        click.echo(f"{name:12} {value}")
    for one in run.unsupported:
        click.echo(f"- {one['question']}: {one['said']!r}: {one['why']}")
