"""Install size: what a set of packages and everything that they need takes on disk."""

from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from api.packages import with_needs


def installed_mb(wanted: Iterable[str], alone: Iterable[str] = ()) -> float:
    """Megabytes of the requirements in `wanted` (`name` or `name[extra]`) with all that they need.

    Those in `alone` count without what they need, as `pip install --no-deps` leaves them.
    Compiled bytecode counts as far as it is there; what is not installed here counts nothing.
    """
    found: dict[str, Distribution] = {
        name: package.distribution for name, package in with_needs(map(Requirement, wanted)).items()
    }
    for name in alone:
        found.setdefault(canonicalize_name(name), distribution(name))
    return sum(_size(one) for one in found.values()) / 1e6


def _size(found: Distribution) -> int:
    places = {Path(str(file.locate())) for file in found.files or ()}
    return sum(place.stat().st_size for place in places if place.is_file())
