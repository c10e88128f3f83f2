"""Assessments: who was invited, what they answered, what was agreed and planned, and published benchmarks."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, Text, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.storage.database import Base, UtcDateTime, now

GivenAnswer = tuple[str | None, str]


class AssessmentRow(Base):
    """One assessment; `token_hash` is of the only key that manages it."""

    __tablename__ = "assessments"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    questionnaire_id: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    stage: Mapped[str | None] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64))
    closed: Mapped[bool] = mapped_column(Boolean, default=False)
    opened_again: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    created: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
    used: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now, index=True)
    earlier_id: Mapped[str | None] = mapped_column(String(40))
    benchmark_member: Mapped[str | None] = mapped_column(String(40), index=True)
    consensus: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    consensus_revision: Mapped[int] = mapped_column(default=0)
    plan: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    plan_revision: Mapped[int] = mapped_column(default=0)


class RespondentRow(Base):
    """Somebody who answers by a private link: a sector and perhaps a label, no name."""

    __tablename__ = "respondents"
    __table_args__ = (Index("respondents_in_order", "assessment_id", "number", unique=True),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    number: Mapped[int]
    sector: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(80), default="")
    token_hash: Mapped[str] = mapped_column(String(64))
    revoked: Mapped[bool] = mapped_column(Boolean, default=False)
    revision: Mapped[int] = mapped_column(default=0)


class AnswerRow(Base):
    """The present answer of one respondent to one question."""

    __tablename__ = "answers"

    respondent_id: Mapped[str] = mapped_column(
        ForeignKey("respondents.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    option: Mapped[str | None] = mapped_column(String(80))
    comment: Mapped[str] = mapped_column(Text, default="")


class BenchmarkRow(Base):
    """A figure that was published; members are random names without values."""

    __tablename__ = "benchmark_figures"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    questionnaire_id: Mapped[str] = mapped_column(String(80), index=True)
    version: Mapped[str] = mapped_column(String(20))
    group: Mapped[str] = mapped_column("group_name", String(80))
    dimension: Mapped[str] = mapped_column(String(80))
    members: Mapped[list[str]] = mapped_column(JSON)
    mean: Mapped[float]


class Assessments:
    """Reads and writes assessments within a session that the caller opened."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, assessment_id: str) -> AssessmentRow | None:
        """The assessment of that id."""
        return self.session.get(AssessmentRow, assessment_id)

    def add(self, row: AssessmentRow) -> None:
        """Keep a new assessment."""
        self.session.add(row)
        self.session.flush()

    def following(self, assessment_id: str) -> list[AssessmentRow]:
        """The assessments that are compared with this one."""
        query = select(AssessmentRow).where(AssessmentRow.earlier_id == assessment_id)
        return list(self.session.scalars(query.order_by(AssessmentRow.created)))

    def touch(self, assessment_id: str) -> bool:
        """Note that it is in use, and hold its row until the end; false if it is gone.

        A clock that goes backwards never makes an assessment look older than it is.
        """
        row = self.session.get(AssessmentRow, assessment_id, with_for_update=True)
        if row is None:
            return False
        row.used = max(row.used, now())
        return True

    def respondent(self, respondent_id: str) -> RespondentRow | None:
        """The respondent of that id."""
        return self.session.get(RespondentRow, respondent_id)

    def respondents(self, assessment_id: str) -> list[RespondentRow]:
        """Everybody invited, in order of invitation, the revoked among them."""
        query = (
            select(RespondentRow)
            .where(RespondentRow.assessment_id == assessment_id)
            .order_by(RespondentRow.number)
        )
        return list(self.session.scalars(query))

    def invite(self, row: RespondentRow) -> None:
        """Add a respondent after those already there; the assessment's row has to be held by `touch`."""
        last = self.session.scalar(
            select(func.max(RespondentRow.number)).where(RespondentRow.assessment_id == row.assessment_id)
        )
        row.number = (last or 0) + 1
        self.session.add(row)
        self.session.flush()

    def answers(self, respondent_ids: Iterable[str]) -> dict[str, dict[str, GivenAnswer]]:
        """The option and comment to each question, by respondent."""
        ids = list(respondent_ids)
        found: dict[str, dict[str, GivenAnswer]] = {name: {} for name in ids}
        # columns and not rows: a save reads them while nobody else may write
        columns = AnswerRow.respondent_id, AnswerRow.question_id, AnswerRow.option, AnswerRow.comment
        query = select(*columns).where(AnswerRow.respondent_id.in_(ids)).order_by(AnswerRow.question_id)
        for respondent_id, question_id, option, comment in self.session.execute(query):
            found[respondent_id][question_id] = (option, comment)
        return found

    def save_answers(self, respondent_id: str, answers: Mapping[str, GivenAnswer]) -> int:
        """Put `answers` in place of earlier ones to the same questions; returns the new revision.

        Saving the same again changes nothing, the revision included. An empty answer is removed.
        """
        # taking the respondent's row first puts two savers of the same answers one after the other
        self.session.execute(
            update(RespondentRow)
            .where(RespondentRow.id == respondent_id)
            .values(revision=RespondentRow.revision)
        )
        present = self.answers([respondent_id])[respondent_id]
        changed = {q: given for q, given in answers.items() if present.get(q, (None, "")) != given}
        if not changed:
            return self._revision(respondent_id)
        self.session.execute(
            delete(AnswerRow).where(
                AnswerRow.respondent_id == respondent_id, AnswerRow.question_id.in_(list(changed))
            )
        )
        rows = [
            {"respondent_id": respondent_id, "question_id": question, "option": option, "comment": comment}
            for question, (option, comment) in changed.items()
            if option is not None or comment
        ]
        if rows:  # in one statement past the unit of work: while it runs nobody else writes
            self.session.execute(insert(AnswerRow), rows)
        self.session.execute(
            update(RespondentRow)
            .where(RespondentRow.id == respondent_id)
            .values(revision=RespondentRow.revision + 1)
        )
        self.session.flush()
        return self._revision(respondent_id)

    def _revision(self, respondent_id: str) -> int:
        found = self.session.scalar(select(RespondentRow.revision).where(RespondentRow.id == respondent_id))
        return found or 0

    def delete(self, assessment_ids: Iterable[str]) -> None:
        """Remove assessments with everybody's answers; nothing of them stays.

        One that follows them keeps their number, which opens nothing: so it can say that they are gone.
        """
        # held first, as every save does: a save before it is deleted too, one after it finds nothing
        held = select(AssessmentRow.id).where(AssessmentRow.id.in_(list(assessment_ids)))
        ids = list(self.session.scalars(held.order_by(AssessmentRow.id).with_for_update()))
        people = select(RespondentRow.id).where(RespondentRow.assessment_id.in_(ids))
        self.session.execute(delete(AnswerRow).where(AnswerRow.respondent_id.in_(people)))
        self.session.execute(delete(RespondentRow).where(RespondentRow.assessment_id.in_(ids)))
        self.session.execute(delete(AssessmentRow).where(AssessmentRow.id.in_(ids)))

    def forget_unused(self, days: int) -> int:
        """Delete assessments last used more than `days` days ago; returns how many."""
        old = select(AssessmentRow.id).where(AssessmentRow.used < now() - dt.timedelta(days=days))
        ids = list(self.session.scalars(old))
        self.delete(ids)
        return len(ids)

    def sharing(self, questionnaire_id: str, version: str) -> list[AssessmentRow]:
        """Closed assessments whose owners agreed to be part of the benchmark."""
        query = select(AssessmentRow).where(
            AssessmentRow.questionnaire_id == questionnaire_id,
            AssessmentRow.version == version,
            AssessmentRow.benchmark_member.is_not(None),
            AssessmentRow.closed,
        )
        return list(self.session.scalars(query.order_by(AssessmentRow.id)))

    def figures(self, questionnaire_id: str, version: str) -> list[BenchmarkRow]:
        """Every figure ever published, in order."""
        query = select(BenchmarkRow).where(
            BenchmarkRow.questionnaire_id == questionnaire_id, BenchmarkRow.version == version
        )
        return list(self.session.scalars(query.order_by(BenchmarkRow.number)))
