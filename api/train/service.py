"""Making, keeping and changing trainings: the one path for page and API."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from api.storage.database import Database, now
from api.storage.trainings import Trainings
from api.train.editor import Editor
from api.train.edits import EditRequest
from api.train.errors import UnknownTraining
from api.train.planner import Planner, audience_of
from api.train.references import References
from api.train.request import TrainingRequest
from api.train.series import Series, SeriesRequest, part_of, requests, with_parts
from api.train.training import SeriesPlace, Training

_T = TypeVar("_T", Training, Series)
_MISSING = (
    "There is no training of that id; check the link. Trainings are deleted some time after they were made."
)
_NO_SERIES = "There is no series of that id; check the link."
_SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


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
        identity = _identity()
        trainings = [
            self.planner.plan(wish, _identity()).model_copy(
                update={"series": SeriesPlace(id=identity, number=number)}
            )
            for number, wish in enumerate(requests(request, topics), 1)
        ]
        for training in trainings:
            self._kept(training)
        series = self._series(identity, request, trainings)
        with self.database.writing() as session:
            Trainings(session).add_series(series.id, series.model_dump(mode="json"))
        return series

    def get_series(self, series_id: str) -> Series:
        """A series as it stands; it follows its trainings, so that a standby for reads is not asked.

        Raises:
            UnknownTraining: there is none of that id.
        """
        with self.database.session() as session:
            body = Trainings(session).series(series_id)
        return _read(Series, body, _NO_SERIES)

    def forget_older(self, days: int) -> int:
        """Carry out the retention period; returns how many trainings were deleted."""
        with self.database.writing() as session:
            return Trainings(session).forget_older(days)

    def _series(self, identity: str, request: SeriesRequest, trainings: list[Training]) -> Series:
        references = References(self.planner.library.sources)
        advice = [g.text for g in self.planner.library.guidance if g.id.startswith("series-")]
        parts = [part_of(training, number) for number, training in enumerate(trainings, 1)]
        series = Series(
            id=identity, request=request, goal=(), trainings=(), advice=references.several(advice)
        )
        return with_parts(series, parts)

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
        """Keep a training; a later version is numbered, and the series it belongs to follows it."""
        if training.first is not None:
            # by the clock, so that of two versions made from the same one the later has the higher number
            passed = int((now() - _SINCE).total_seconds())
            training = training.model_copy(update={"sequence": passed})
        with self.database.writing() as session:
            trainings = Trainings(session)
            trainings.add(training.id, training.model_dump(mode="json"))
            if training.first is not None and training.series is not None:
                place = training.series
                if body := trainings.series(place.id, to_change=True):
                    changed = _read(Series, body, _NO_SERIES).following(training)
                    trainings.change_series(place.id, changed.model_dump(mode="json"))
        return training

    def _body(self, training_id: str) -> dict[str, Any] | None:
        return self.database.look_up(lambda session: Trainings(session).body(training_id))


def _identity() -> str:
    return secrets.token_urlsafe(16)


def _read(model: type[_T], body: dict[str, Any] | None, missing: str) -> _T:
    if body is None:
        raise UnknownTraining(missing)
    try:
        return model.model_validate(body)
    except ValidationError:
        raise UnknownTraining(
            "This plan was made by an earlier version of the program; make it again."
        ) from None
