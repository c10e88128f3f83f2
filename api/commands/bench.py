"""`psp bench`: what this build costs on this machine, each figure beside a plain baseline."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import click

from api.progress import bar
from api.services import Services
from api.settings import read_settings
from kb.embedding_model import find_model

_BASELINE = """
import sys, time
started = time.perf_counter()
import faiss, numpy
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu")
index = faiss.IndexFlatIP(384)
index.add(model.encode(["a passage"], normalize_embeddings=True))
index.search(model.encode(["How do we start a PSP?"], normalize_embeddings=True), 1)
print(time.perf_counter() - started)
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
_OURS = """
import time
started = time.perf_counter()
from api.services import Services
from api.settings import read_settings
Services(read_settings()).asker.ask("How do we start a PSP?")
print(time.perf_counter() - started)
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@click.command()
@click.option(
    "--rounds",
    type=click.IntRange(3, 500),
    default=60,
    show_default=True,
    help="Warm questions, each asked of both systems in turn.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def bench(rounds: int, as_json: bool) -> None:
    """Latency, throughput, cold start and memory, beside plain sentence-transformers with FAISS."""
    settings = read_settings()
    services = Services(settings)
    questions = _questions(services, rounds)
    with bar("Measuring") as tell:
        warm = _warm(services, questions, tell)
        cold = _cold(str(find_model(settings.model)))
    report = {**warm, **cold, "cores": os.cpu_count(), "passages": len(services.knowledge.index.passages)}
    if as_json:
        click.echo(json.dumps(report, indent=1))
        return
    for name, value in report.items():
        click.echo(f"{name:36} {value}")


def _questions(services: Services, rounds: int) -> list[str]:
    asked = [v.question for d in services.corpus.documents for v in d.variants]
    return [asked[i * len(asked) // rounds] for i in range(rounds)]


def _warm(services: Services, questions: Sequence[str], tell: Callable[[int, int], None]) -> dict[str, Any]:
    """Both systems answer the same questions in turn, so that a noisy machine slows both."""
    baseline = _plain_system(services)
    ask = services.asker.ask
    services.knowledge.warm()  # as a server does when it starts
    ask(questions[0])
    baseline(questions[0])
    ours: list[float] = []
    plain: list[float] = []
    for number, text in enumerate(questions, 1):
        for run, times in ((ask, ours), (baseline, plain)):
            started = time.perf_counter()
            run(text)
            times.append((time.perf_counter() - started) * 1000)
        tell(number, len(questions))
    ratios = [a / b for a, b in zip(ours, plain, strict=True)]
    return {
        "warm_ratio_to_baseline_p50": round(statistics.median(ratios), 3),
        "warm_ms_p50": round(statistics.median(ours), 2),
        "warm_ms_p95": round(sorted(ours)[int(len(ours) * 0.95)], 2),
        "baseline_warm_ms_p50": round(statistics.median(plain), 2),
        "questions_per_second": round(1000 / statistics.mean(ours), 1),
        "baseline_questions_per_second": round(1000 / statistics.mean(plain), 1),
    }  # fmt: skip


def _plain_system(services: Services) -> Callable[[str], object]:
    """What a week-end project would do: sentence-transformers and one FAISS index over whole passages."""
    import faiss
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(find_model(services.settings.model)), device="cpu")
    texts = [passage.text for passage in services.knowledge.index.passages]
    index = faiss.IndexFlatIP(model.get_embedding_dimension())
    index.add(model.encode(texts, normalize_embeddings=True, show_progress_bar=False))
    return lambda text: index.search(
        model.encode([text], normalize_embeddings=True, show_progress_bar=False), 10
    )


def _cold(model: str) -> dict[str, Any]:
    """Three processes of each, in turn: seconds from start to the first answer, and memory at the end."""
    ours: list[tuple[float, float]] = []
    plain: list[tuple[float, float]] = []
    for _ in range(3):
        ours.append(_process(_OURS))
        plain.append(_process(_BASELINE, model))
    seconds, megabytes = (statistics.median(pair[i] for pair in ours) for i in (0, 1))
    plain_seconds, plain_megabytes = (statistics.median(pair[i] for pair in plain) for i in (0, 1))
    return {
        "cold_start_s": round(seconds, 2), "baseline_cold_start_s": round(plain_seconds, 2),
        "cold_start_ratio": round(seconds / plain_seconds, 3),
        "memory_mb": round(megabytes), "baseline_memory_mb": round(plain_megabytes),
        "memory_ratio": round(megabytes / plain_megabytes, 3),
    }  # fmt: skip


def _process(code: str, *arguments: str) -> tuple[float, float]:
    started = time.perf_counter()
    line = [sys.executable, "-c", code, *arguments]
    result = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603 -- our own code
    wall = time.perf_counter() - started
    return wall, float(result.stdout.split()[-1])
