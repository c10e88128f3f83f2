"""A progress bar on a terminal, nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Tell = Callable[[int, int], None]


@contextmanager
def bar(label: str) -> Iterator[Tell]:
    """Yields a function to be told (done, of all); draws on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as drawn:

        def tell(done: int, total: int) -> None:
            drawn.length = total
            drawn.update(done - drawn.pos)

        yield tell
