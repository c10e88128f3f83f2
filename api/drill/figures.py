"""What a drill found: figures by name, some held against a bound."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One figure; `most` and `least` are the bounds that it has to keep, if any."""

    name: str
    value: float
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the value keeps its bounds."""
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    def line(self) -> str:
        """The figure as one line.

        >>> Figure("lost", 0, most=0).line()
        'lost                         0          at most 0: holds'
        """
        bounds = [
            f"{word} {bound:g}"
            for word, bound in (("at most", self.most), ("at least", self.least))
            if bound is not None
        ]
        told = f"{', '.join(bounds)}: {'holds' if self.holds else 'DOES NOT HOLD'}" if bounds else ""
        return f"{self.name:28} {self.value:<10g} {told}".rstrip()


def middle(values: Sequence[float]) -> float:
    """The median, or 0 of nothing."""
    return statistics.median(values) if values else 0.0
