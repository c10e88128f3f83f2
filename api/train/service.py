"""Making, keeping and changing trainings: the one path for page and API."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from api.storage.database import Database
from api.storage.trainings import Trainings
from api.train.editor import Editor
from api.train.edits import EditRequest
from api.train.errors import UnknownTraining
from api.train.planner import Planner, audience_of
from api.train.references import References
from api.train.request import TrainingRequest
from api.train.series import Series, SeriesPart, SeriesRequest, requests
from api.train.training import Training

_T = TypeVar("_T", Training, Series)
_MISSING = (
    "There is no training of that id; check the link. Trainings are deleted some time after they were made."
)


@dataclass
class TrainingService:
    """Plans with `planner`, keeps in `database`; `priorities` gives the themes of an assessment."""

    database: Database
    planner: Planner
    priorities: Callable[[str, str | None], list[str]]

    @property
    def editor(self) -> Editor:
        """Makes changed versions."""
        return Editor(self.planner)

    def preview(
        self, request: TrainingRequest, token: str | None = None, around: str | None = None
    ) -> Training:
        """The training for a request, not kept; `around` names one whose locked lines stay.

        Raises:
            UnknownTopics: a topic is no theme.
            ApiError: the assessment cannot be used with this token.
            UnknownTraining: there is no training `around`.
        """
        return self._made(request, "preview", token, around)

    def create(
        self, request: TrainingRequest, token: str | None = None, around: str | None = None
    ) -> Training:
        """The training for a request, kept under a new id; `around` and errors as with `preview`."""
        return self._kept(self._made(request, _identity(), token, around))

    def get(self, training_id: str) -> Training:
        """A training that was kept.

        Raises:
            UnknownTraining: there is none of that id.
        """
        return _read(Training, self._body(training_id), _MISSING)

    def swap(self, training_id: str, slot: int, activity_id: str) -> Training:
        """A new training with another activity in a slot; the old one stays as it is.

        Raises:
            UnknownTraining: there is none of that id.
            SwapRefused: there is no such slot, or the activity does not fit it.
        """
        return self._kept(self.editor.swap(self.get(training_id), slot, activity_id, _identity()))

    def edit(self, training_id: str, wish: EditRequest) -> Training:
        """A new training with other lines; the old one stays as it is.

        Raises:
            UnknownTraining: there is none of that id.
            EditRefused: the lines cannot be as wished.
        """
        return self._kept(self.editor.edit(self.get(training_id), wish, _identity()))

    def create_series(self, request: SeriesRequest, token: str | None = None) -> Series:
        """A series and its trainings, kept; raises what `preview` raises."""
        priorities = self._priorities(request.assessment_id, token)
        topics = list(dict.fromkeys([*request.topics, *priorities])) or list(
            audience_of(self.planner.library, request.audience).topics
        )
        trainings = [self.planner.plan(wish, _identity()) for wish in requests(request, topics)]
        for training in trainings:
            self._kept(training)
        series = self._series(request, trainings)
        with self.database.writing() as session:
            Trainings(session).add_series(series.id, series.model_dump(mode="json"))
        return series

    def get_series(self, series_id: str) -> Series:
        """A series that was kept.

        Raises:
            UnknownTraining: there is none of that id.
        """
        body = self.database.look_up(lambda session: Trainings(session).series(series_id))
        return _read(Series, body, "There is no series of that id; check the link.")

    def forget_older(self, days: int) -> int:
        """Carry out the retention period; returns how many trainings were deleted."""
        with self.database.writing() as session:
            return Trainings(session).forget_older(days)

    def _series(self, request: SeriesRequest, trainings: list[Training]) -> Series:
        references = References(self.planner.library.sources)
        advice = [g.text for g in self.planner.library.guidance if g.id.startswith("series-")]
        parts = tuple(_part(number, training) for number, training in enumerate(trainings, 1))
        goal = dict.fromkeys(text for part in parts for text in part.objectives)
        return Series(
            id=_identity(),
            request=request,
            goal=tuple(goal),
            trainings=parts,
            advice=references.several(advice),
        )

    def _priorities(self, assessment_id: str | None, token: str | None) -> list[str]:
        return self.priorities(assessment_id, token) if assessment_id else []

    def _made(
        self, request: TrainingRequest, identity: str, token: str | None, around: str | None
    ) -> Training:
        priorities = self._priorities(request.assessment_id, token)
        if around is None:
            return self.planner.plan(request, identity, priorities)
        return self.editor.anew(self.get(around), request, identity, priorities)

    def _kept(self, training: Training) -> Training:
        with self.database.writing() as session:
            Trainings(session).add(training.id, training.model_dump(mode="json"))
        return training

    def _body(self, training_id: str) -> dict[str, Any] | None:
        return self.database.look_up(lambda session: Trainings(session).body(training_id))


def _identity() -> str:
    return secrets.token_urlsafe(16)


def _part(number: int, training: Training) -> SeriesPart:
    return SeriesPart.model_validate(
        {
            "number": number,
            "id": training.id,
            "date": training.request.date,
            "title": training.title,
            "level": training.level,
            "objectives": tuple(objective.text for objective in training.objectives),
            "url": f"/train/{training.id}",
        }
    )


def _read(model: type[_T], body: dict[str, Any] | None, missing: str) -> _T:
    if body is None:
        raise UnknownTraining(missing)
    try:
        return model.model_validate(body)
    except ValidationError:
        raise UnknownTraining(
            "This plan was made by an earlier version of the program; make it again."
        ) from None
