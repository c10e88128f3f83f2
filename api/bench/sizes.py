"""Install size: what a set of packages and everything that they need takes on disk."""

from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def installed_mb(wanted: Iterable[str], alone: Iterable[str] = ()) -> float:
    """Megabytes of the requirements in `wanted` (`name` or `name[extra]`) with all that they need.

    Those in `alone` count without what they need, as `pip install --no-deps` leaves them.
    Compiled bytecode counts as far as it is there; what is not installed here counts nothing.
    """
    found = _closure(wanted)
    for name in alone:
        found.setdefault(canonicalize_name(name), distribution(name))
    return sum(_size(one) for one in found.values()) / 1e6


def _closure(wanted: Iterable[str]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(text) for text in wanted]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        try:
            found.setdefault(name, distribution(one.name))
        except PackageNotFoundError:
            continue
        for extra in {"", *one.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += _needs(found[name], extra)
    return found


def _needs(found: Distribution, extra: str) -> list[Requirement]:
    needs = [Requirement(text) for text in found.requires or ()]
    return [
        need
        for need in needs
        if (need.marker is None and not extra)
        or (need.marker and need.marker.evaluate({"extra": extra}) and _only_with(need, extra))
    ]


def _only_with(need: Requirement, extra: str) -> bool:
    """Whether a requirement belongs to `extra`, so that none is counted as one of another's."""
    return not extra or not (need.marker and need.marker.evaluate({"extra": ""}))


def _size(found: Distribution) -> int:
    places = {Path(str(file.locate())) for file in found.files or ()}
    return sum(place.stat().st_size for place in places if place.is_file())
