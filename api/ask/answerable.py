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

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to the logit.

        >>> model = Logistic(0.0, {"cosine": 2.0}, {"cosine": 0.5}, {"cosine": 0.1}, 0.5)
        >>> model.contributions({"cosine": 0.6})
        {'cosine': 2.0}
        """
        return {
            name: round(coefficient * (features[name] - self.means[name]) / self.scales[name], 3)
            for name, coefficient in self.coefficients.items()
        }

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
    enough: bool  # the passages found answer it, whatever its subject

    @property
    def answered(self) -> bool:
        """Whether an answer may be given."""
        return self.in_scope and self.enough

    @property
    def confidence(self) -> float:
        """The probability that both hold."""
        return self.scope * self.answer

    def taken_as_in_scope(self) -> "Judgement":
        """The same judgement where the subject is known otherwise.

        >>> Judgement(0.4, 0.9, in_scope=False, enough=True).taken_as_in_scope().answered
        True
        """
        return Judgement(1.0, self.answer, in_scope=True, enough=self.enough)

    def taken_as_enough(self) -> "Judgement":
        """The same judgement where a section is known otherwise to answer.

        >>> Judgement(1.0, 0.2, in_scope=True, enough=False).taken_as_enough().answered
        True
        """
        return Judgement(self.scope, self.answer, in_scope=self.in_scope, enough=True)


@dataclass(frozen=True)
class Answerability:
    """The two models together, and the probability asked of an answer that lacks the kind of thing asked for.

    A question for a sum, a number, a date, a person or an address needs more evidence where no line near it
    holds such a thing: a passage about the contract is no answer to what the contract was worth.
    """

    scope: Logistic
    answer: Logistic
    type_missing_threshold: float

    @classmethod
    def load(cls, path: Path = MODEL_FILE) -> "Answerability":
        """Read the reviewed coefficients."""
        data = json.loads(path.read_text())
        scope, answer = Logistic(**data["scope"]), Logistic(**data["answer"])
        return cls(scope, answer, float(data["type_missing_threshold"]))

    def judge(self, features: Mapping[str, float]) -> Judgement:
        """Judge one question by its features."""
        scope, answer = self.scope.probability(features), self.answer.probability(features)
        needed = self.type_missing_threshold if features["sharp_missing"] else self.answer.threshold
        return Judgement(scope, answer, in_scope=scope >= self.scope.threshold, enough=answer >= needed)
