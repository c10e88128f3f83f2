"""Does anything here answer this? A logistic model over visible features; its coefficients are reviewed data."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MODEL_FILE = Path(__file__).parent / "data" / "answerability.json"


@dataclass(frozen=True)
class Answerability:
    """Coefficients per standardised feature, an intercept, and the probability below which nothing is answered."""

    intercept: float
    coefficients: dict[str, float]
    means: dict[str, float]
    scales: dict[str, float]
    threshold: float
    scope: dict[str, float]

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> "Answerability":
        """Read the reviewed coefficients."""
        data = json.loads(path.read_text())
        return cls(data["intercept"], data["coefficients"], data["means"], data["scales"], data["threshold"], data["scope"])

    def probability(self, features: Mapping[str, float]) -> float:
        """The calibrated probability, 0..1, that the passages found answer the question.

        >>> Answerability(0.0, {"cosine": 2.0}, {"cosine": 0.5}, {"cosine": 0.1}, 0.5, {}).probability({"cosine": 0.5})
        0.5
        """
        logit = self.intercept
        for name, coefficient in self.coefficients.items():
            logit += coefficient * (features[name] - self.means[name]) / self.scales[name]
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))

    def in_scope(self, features: Mapping[str, float]) -> bool:
        """Whether a question that is not answered is at least about the guide's subject; each limit of `scope` has to be reached."""
        return all(features[name] >= limit for name, limit in self.scope.items())

    def reasons(self, features: Mapping[str, float], limit: int = 3) -> list[str]:
        """The names of the features that speak most against an answer, heaviest first."""
        pull = {n: c * (features[n] - self.means[n]) / self.scales[n] for n, c in self.coefficients.items()}
        return [name for name in sorted(pull, key=pull.__getitem__)[:limit] if pull[name] < 0]
