"""No pattern of the code takes long over any text: a question must not be able to hold up a server."""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterable, Iterator

import pytest

import api
import kb

_STORY = (
    "why were folk in edinburgh no sure what they were signing up tae and how the council could have been "
    "told of it before the pilot began when nobody knew who would pay for the lead partner's extra work so "
    "what now"
)
# words and marks in long rows, which a pattern that can divide them in many ways goes through in all of them
TEXTS = (
    _STORY, f"{_STORY}?", _STORY.replace(" ", ", "), f"{_STORY} " * 3 + "!", "a" * 300, "the " * 120 + "!",
    "it's " * 80 + ";", "we are not " * 60 + ".", "what if " * 60, "list the top " * 40, "1 2 3 " * 60,
    _STORY.title(), "and so " * 60 + "but", "- " * 200, "who said that or " * 30 + "?!x",
    "the report the report " * 30 + "of", "that is law or a rule or advice " * 20 + "x",
)  # fmt: skip
_TOO_LONG = 1.0  # seconds; the slowest takes some hundredths
_NOT_SERVED = ("migrations", "evaluation", "bench", "drill")


class _TooLong(Exception):
    pass


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        yield from _patterns_in([*value.values(), *value], depth + 1)
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from _patterns_in(one, depth + 1)


def patterns() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of what is served holds, by its text, with where it stands."""
    found: dict[str, tuple[str, re.Pattern[str]]] = {}
    for package in (api, kb):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if any(part in module.name for part in _NOT_SERVED):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                for one in _patterns_in(value):
                    if isinstance(one.pattern, str):
                        found.setdefault(f"{one.flags}{one.pattern}", (f"{module.name}.{name}", one))
    return found


def too_long(named: Iterable[tuple[str, re.Pattern[str]]]) -> list[str]:
    """Where the patterns stand that take longer than they may over one of the texts."""

    def stop(*_: object) -> None:
        raise _TooLong

    before, slow = signal.signal(signal.SIGALRM, stop), []
    try:
        for where, one in named:
            try:
                for text in TEXTS:
                    signal.setitimer(signal.ITIMER_REAL, _TOO_LONG)
                    one.match(text)
                    one.search(text)
            except _TooLong:
                slow.append(where)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    return slow


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs a timer that stops a pattern")
def test_no_pattern_takes_long_over_any_text() -> None:
    found = patterns()
    assert len(found) > 900
    assert too_long(found.values()) == []


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs a timer that stops a pattern")
def test_one_that_divides_words_in_many_ways_is_seen() -> None:
    # words that may hold an apostrophe, each divided at every letter: it held a server up for minutes
    many_ways = re.compile(r"^(?:\w+['’]?\w* ){3,}?[\w'’]+ after .+$")
    assert too_long([("here", many_ways)]) == ["here"]
