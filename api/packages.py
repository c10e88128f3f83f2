"""Installed packages and what they need, as their own metadata say."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass
class Package:
    """An installed package, and the names of what it needs with the extras that are asked for."""

    distribution: Distribution
    needs: set[str] = field(default_factory=set)


def with_needs(wanted: Iterable[Requirement]) -> dict[str, Package]:
    """The packages of `wanted` with all that they need, by name as indexes have it.

    What is not installed here is left out.

    >>> "click" in with_needs([Requirement("psp-guide")]), with_needs([Requirement("no-such-package-here")])
    (True, {})
    """
    found: dict[str, Package] = {}
    seen: set[tuple[str, str]] = set()
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        try:
            package = found.setdefault(name, Package(distribution(one.name)))
        except PackageNotFoundError:
            continue
        for extra in {"", *one.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                needed = _needed(package.distribution, extra)
                package.needs.update(canonicalize_name(need.name) for need in needed)
                waiting += needed
    return found


def _needed(package: Distribution, extra: str) -> list[Requirement]:
    needs = [Requirement(line) for line in package.requires or ()]
    return [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]
