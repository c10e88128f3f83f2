"""Topics from the priorities of a self-assessment: each barrier leads to the theme that treats it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from api.assess.report import Report
from api.errors import Conflict
from kb.documents import Corpus

MOST_TOPICS = 6


@dataclass(frozen=True)
class AssessedTopics:
    """Reads the priorities of assessments; `report` opens one with its token, or says why not."""

    report: Callable[[str, str | None], Report]
    corpus: Corpus

    def __call__(self, assessment_id: str, token: str | None) -> list[str]:
        """The themes to train, the most urgent first.

        Raises:
            ApiError: no token, another's token, or no such assessment.
            Conflict: the assessment has no answers yet, or shows nothing to work on.
        """
        report = self.report(assessment_id, token)
        if not any(term.value is not None for score in report.dimensions for term in score.terms):
            raise Conflict("The assessment has no answers yet. Collect some, or name topics instead.")
        themes = [self._theme(priority.barrier.id) for priority in report.priorities]
        found = list(dict.fromkeys(theme for theme in themes if theme))[:MOST_TOPICS]
        if not found:
            raise Conflict(
                "The assessment shows nothing to work on first. Name the topics that you want instead."
            )
        return found

    def _theme(self, barrier: str) -> str | None:
        """The theme that most documents on this barrier have; of equals, the first in the taxonomy."""
        order = [theme.id for theme in self.corpus.themes]
        counts = Counter(
            t for d in self.corpus.documents if barrier in d.front.barriers for t in d.front.themes
        )
        return min(counts, key=lambda theme: (-counts[theme], order.index(theme))) if counts else None
