"""What a request is called in figures and traces: from a fixed set, so that nothing of anybody's gets in."""

from starlette.types import Scope

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"


def route_of(scope: Scope) -> str:
    """The pattern of the route that took the request; it is known once routing is done."""
    return getattr(scope.get("route"), "path", OTHER)


def method_of(scope: Scope) -> str:
    """The method, if it is one that there is.

    >>> method_of({"method": "GET"}), method_of({"method": "WHO ARE YOU"})
    ('GET', 'other')
    """
    return scope["method"] if scope["method"] in METHODS else OTHER
