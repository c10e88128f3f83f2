"""Is this about our subject, and does anything here answer it? Two logistic models over visible features.

Their coefficients are reviewed data (`data/answerability.json`), made by `python -m api.evaluation.learning`
from the tuning half of our own question sets. `docs/evaluation.md` has figures and reliability diagram.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MODEL_FILE = Path(__file__).parent / "data" / "answerability.json"


@dataclass(frozen=True)
class Logistic:
    """Coefficients per standardised feature, an intercept, and the probability below which it is no."""

    intercept: float
    coefficients: dict[str, float]
    means: dict[str, float]
    scales: dict[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """The calibrated probability, 0..1.

        >>> Logistic(0.0, {"cosine": 2.0}, {"cosine": 0.5}, {"cosine": 0.1}, 0.5).probability({"cosine": 0.5})
        0.5
        """
        logit = self.intercept
        for name, coefficient in self.coefficients.items():
            logit += coefficient * (features[name] - self.means[name]) / self.scales[name]
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))


@dataclass(frozen=True)
class Judgement:
    """How sure we are that a question is about the subject, and that the passages found answer it."""

    scope: float
    answer: float
    in_scope: bool
    answered: bool

    @property
    def confidence(self) -> float:
        """The probability that both hold."""
        return self.scope * self.answer

    def taken_as_in_scope(self, threshold: float) -> "Judgement":
        """The same judgement where the subject is known otherwise; `threshold` is that of the answer.

        >>> Judgement(0.4, 0.9, in_scope=False, answered=False).taken_as_in_scope(0.25).answered
        True
        """
        return Judgement(1.0, self.answer, in_scope=True, answered=self.answer >= threshold)


@dataclass(frozen=True)
class Answerability:
    """The two models together."""

    scope: Logistic
    answer: Logistic

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> "Answerability":
        """Read the reviewed coefficients."""
        data = json.loads(path.read_text())
        return cls(Logistic(**data["scope"]), Logistic(**data["answer"]))

    def judge(self, features: Mapping[str, float]) -> Judgement:
        """Judge one question by its features."""
        scope, answer = self.scope.probability(features), self.answer.probability(features)
        in_scope = scope >= self.scope.threshold
        return Judgement(scope, answer, in_scope, in_scope and answer >= self.answer.threshold)
