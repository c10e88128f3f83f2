"""Whether a chain of successors runs in a circle."""

from collections.abc import Callable, Iterable


def reaches_itself(start: str, successors: Callable[[str], Iterable[str]]) -> bool:
    """Whether a way of successors leads from `start` back to it.

    >>> next_of = {"a": ["b"], "b": ["c"], "c": ["b"]}
    >>> reaches_itself("b", next_of.__getitem__), reaches_itself("a", next_of.__getitem__)
    (True, False)
    """
    seen: set[str] = set()
    waiting = [*successors(start)]
    while waiting:
        current = waiting.pop()
        if current == start:
            return True
        if current not in seen:
            seen.add(current)
            waiting += successors(current)
    return False
