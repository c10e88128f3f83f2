"""Errors of a measurement.

ApiError
    BenchError    a system could not be started or measured
"""

from api.errors import ApiError


class BenchError(ApiError):
    """A system could not be started or measured."""
