"""How long the files of a training take, each alone and all in one zip: `python -m tests.train.timing`.

The process is warm, and set up as a server sets itself up: what was there at the start is no longer
searched for garbage. Each figure is the median of five rounds; `--long` takes a whole day on six topics.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from api.storage.database import now
from api.train.files import make_file, offered
from api.train.loader import load_library
from api.train.opening import further_reading
from api.train.planner import Planner
from api.train.request import TrainingRequest
from kb.loader import read_corpus
from tests.train.wishes import LONG, USUAL

CORPUS = Path(__file__).parents[2] / "corpus"
ROUNDS = 5


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of some work."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main(wish: dict[str, object]) -> None:
    corpus = read_corpus(CORPUS).corpus
    started = time.perf_counter()
    planner = Planner(load_library(CORPUS / "activities", corpus), further_reading(corpus))
    opened = time.perf_counter()
    request = TrainingRequest.model_validate(wish)
    training = planner.plan(request, "timed")
    print(f"{'activities read':28} {(opened - started) * 1000:7.0f} ms")
    print(f"{'first plan':28} {(time.perf_counter() - opened) * 1000:7.0f} ms")
    print(f"{'plan':28} {milliseconds(lambda: planner.plan(request, 'timed')):7.0f} ms")
    make_file(training, "everything", "", now())
    gc.collect()
    gc.freeze()
    for name in offered(training):
        took = milliseconds(partial(make_file, training, name, "https://psp.example", now()))
        print(f"{name:28} {took:7.0f} ms")


if __name__ == "__main__":
    main(LONG if "--long" in sys.argv else USUAL)
