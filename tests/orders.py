"""Many orders by chance, of tests that need no real index, no server and no browser: `make orders`.

Each order is a shuffle of the files, and of the tests in each, by its seed. Tests are collected once, and
each order begins in a process of its own that was split off then, so that nothing that one leaves behind can
hide what the next lacks. `make shuffle` collects anew for a single order and takes any test.
"""

import os
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

import pytest

NEEDS_MUCH = frozenset(("built", "browser"))  # fixtures that take seconds in each process


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many orders there are, and the seed of the first; those after it count on."""
    parser.addoption("--orders", type=int, default=30)
    parser.addoption("--first-seed", type=int, default=1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need much."""
    left = [item for item in items if _needs_much(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def _needs_much(item: pytest.Item) -> bool:
    on_a_server = item.get_closest_marker("postgres") is not None
    return on_a_server or not NEEDS_MUCH.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """Run each order but the last in a process split off for it, and let pytest itself run the last."""
    if session.testsfailed or session.config.option.collectonly:
        return (yield)
    collected, first = list(session.items), session.config.getoption("--first-seed")
    *seeds, last = range(first, first + session.config.getoption("--orders"))
    failed = [seed for seed in seeds if not _passes_apart(session, shuffled(collected, seed), seed)]
    print(f"\n{len(seeds)} orders of {len(collected)} tests, {len(failed)} of them failed {failed or ''}")
    print(f"The last is --first-seed={last} --orders=1", flush=True)
    session.items[:] = shuffled(collected, last)
    result = yield
    session.testsfailed += len(failed)
    return result


def shuffled(items: Sequence[pytest.Item], seed: int) -> list[pytest.Item]:
    """The tests in the order of `seed`: files by chance, and the tests of each."""
    chance = random.Random(seed)
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    chance.shuffle(files)
    for tests in files:
        chance.shuffle(tests)
    return [item for tests in files for item in tests]


def _passes_apart(session: pytest.Session, items: list[pytest.Item], seed: int) -> bool:
    """Whether all pass in this order, run in a process split off now."""
    sys.stdout.flush()
    if child := os.fork():
        passed = os.waitpid(child, 0)[1] == 0
        print(f" order {seed}: {'passed' if passed else 'FAILED'}", flush=True)
        return passed
    failed = True
    try:
        for place, item in enumerate(items):
            following = items[place + 1] if place + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        failed = bool(session.testsfailed)
        if failed:
            reporter = session.config.pluginmanager.getplugin("terminalreporter")
            reporter.summary_failures()
            reporter.summary_errors()
            print(f"That was the order of --first-seed={seed} --orders=1", flush=True)
    finally:
        sys.stdout.flush()
        os._exit(failed)
