"""How long each step of a question took."""

import time
from dataclasses import dataclass, field


@dataclass
class Clock:
    """How long each step took, in ms; a step that runs once a part adds up."""

    started: float = field(default_factory=time.perf_counter)
    timings: dict[str, float] = field(default_factory=dict)

    def lap(self, step: str) -> None:
        """Book the time since the last lap on `step`."""
        so_far = sum(self.timings.values())
        passed = (time.perf_counter() - self.started) * 1000 - so_far
        self.timings[step] = self.timings.get(step, 0.0) + passed

    def total(self) -> dict[str, float]:
        """Each step and the whole so far, in ms, two decimals."""
        whole = (time.perf_counter() - self.started) * 1000
        return {name: round(value, 2) for name, value in (*self.timings.items(), ("total", whole))}
