"""Places in a file of entries, and the lines that they stand on."""

from collections.abc import Mapping, Sequence

Place = tuple[str | int, ...]  # entry number, key, number in the list, …


def nearest_line(lines: Mapping[Place, int], where: Sequence[str | int]) -> int:
    """The line of the innermost place on the way to `where` that is known; 1 if none is.

    >>> nearest_line({(0,): 1, (1,): 4, (1, "signs"): 6}, (1, "signs", 3)), nearest_line({}, (1,))
    (6, 1)
    """
    places = (tuple(where[:length]) for length in range(len(where), 0, -1))
    return next((lines[place] for place in places if place in lines), 1)
