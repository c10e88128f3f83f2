"""Keeping and publishing the benchmark: only opted-in, closed assessments, by the rule of `benchmark`."""

from dataclasses import dataclass

from api.assess.benchmark import Contribution, Published, current, next_release
from api.assess.guidance import Guidance
from api.assess.loader import Library
from api.assess.model import Questionnaire
from api.assess.records import agreed_of, responses_of
from api.assess.scoring import score_dimensions
from api.storage.assessments import AssessmentRow, Assessments, BenchmarkRow
from api.storage.database import Database

EVERYBODY = "all"


@dataclass
class BenchmarkService:
    """Publishes figures when something changed, and reads them."""

    database: Database
    library: Library
    guidance: Guidance

    def refresh(self, questionnaire_id: str, version: str) -> int:
        """Publish what has become safe to publish; returns how many figures are new."""
        questionnaire = self.library.get(questionnaire_id, version)
        with self.database.writing() as session:
            store = Assessments(session)
            shared = [
                _contribution(store, row, questionnaire) for row in store.sharing(questionnaire.id, version)
            ]
            history = [_published(row) for row in store.figures(questionnaire.id, version)]
            released = next_release(shared, history)
            session.add_all(
                BenchmarkRow(
                    questionnaire_id=questionnaire.id,
                    version=version,
                    group=figure.group,
                    dimension=figure.dimension,
                    members=sorted(figure.members),
                    mean=figure.mean,
                )
                for figure in released
            )
        return len(released)

    def figures(
        self, questionnaire_id: str, version: str | None = None
    ) -> tuple[Questionnaire, list[Published]]:
        """The newest published figure of every dimension and group."""
        questionnaire = self.library.get(questionnaire_id, version)
        rows = self.database.look_over(
            lambda session: Assessments(session).figures(questionnaire.id, questionnaire.version)
        )
        found = current([_published(row) for row in rows])
        return questionnaire, [found[key] for key in sorted(found)]


def _contribution(store: Assessments, row: AssessmentRow, questionnaire: Questionnaire) -> Contribution:
    scores = score_dimensions(questionnaire, responses_of(store, row.id), agreed_of(row))
    groups = (EVERYBODY, f"stage:{row.stage}") if row.stage else (EVERYBODY,)
    shares = {score.id: score.share for score in scores if score.share is not None}
    return Contribution(member=row.benchmark_member or "", groups=groups, shares=shares)


def _published(row: BenchmarkRow) -> Published:
    return Published(group=row.group, dimension=row.dimension, members=frozenset(row.members), mean=row.mean)
