"""What people do with an assessment: start, invite, answer, compare, agree, plan, delete."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from api.assess.access import GONE, answering, check_seen, managed, readable, respondent
from api.assess.answers import Answer, Response, check_answers, personal_data
from api.assess.earlier import earlier_round
from api.assess.errors import Closed, Full, Missing, PersonalData
from api.assess.guidance import Guidance
from api.assess.loader import Library
from api.assess.model import Questionnaire, Sector
from api.assess.plan import Action, personal_data_of
from api.assess.records import (
    Overview,
    Sheet,
    Start,
    agreed_of,
    answers_of,
    person_of,
    responses_of,
    sector_of,
)
from api.assess.report import Report, Subject, build_report
from api.assess.tokens import hashed, new_id, new_token
from api.storage.assessments import AssessmentRow, Assessments, RespondentRow
from api.storage.database import Database, now

MAX_RESPONDENTS = 500


@dataclass
class AssessmentService:
    """Every operation on assessments; each opens its own transaction."""

    database: Database
    library: Library
    guidance: Guidance

    def stages(self) -> tuple[str, ...]:
        """The stages of a PSP that an assessment may name."""
        return self.guidance.stages()

    def start(self, wish: Start, earlier_token: str | None = None) -> tuple[str, str]:
        """Begin an assessment; gives its id and the token that manages it.

        Raises:
            UnknownQuestionnaire: there is none of that id or version.
            Missing, WrongToken: `follows` names an assessment that the token does not manage.
        """
        questionnaire = self.library.get(wish.questionnaire_id, wish.version)
        token = new_token()
        with self.database.writing() as session:
            store = Assessments(session)
            if wish.follows:
                managed(store, wish.follows, earlier_token)
            row = AssessmentRow(
                id=new_id(),
                questionnaire_id=questionnaire.id,
                version=questionnaire.version,
                organisation=wish.organisation,
                stage=wish.stage,
                token_hash=hashed(token),
                earlier_id=wish.follows,
                benchmark_member=new_id() if wish.share_benchmark else None,
                consensus={},
                plan=[],
            )
            store.add(row)
            return row.id, token

    def overview(self, assessment_id: str, token: str | None) -> Overview:
        """The state, for the one who manages it."""
        with self.database.session() as session:
            store = Assessments(session)
            row = managed(store, assessment_id, token)
            people = store.respondents(assessment_id)
            answers = store.answers(person.id for person in people)
            questionnaire = self.questionnaire_of(row)
            return Overview(
                id=row.id,
                questionnaire=questionnaire,
                organisation=row.organisation,
                stage=row.stage,
                closed=row.closed,
                share_benchmark=row.benchmark_member is not None,
                follows=row.earlier_id,
                people=tuple(person_of(person, answers[person.id], questionnaire) for person in people),
                consensus_revision=row.consensus_revision,
                plan_revision=row.plan_revision,
                begun=row.created.date(),
                followed_by=tuple(later.created.date() for later in store.following(assessment_id)),
            )

    def invite(
        self, assessment_id: str, token: str | None, sector: Sector, label: str = ""
    ) -> tuple[str, str]:
        """A new respondent; gives their id and the token of their private link.

        Raises:
            Full: there are as many respondents as there may be.
        """
        secret = new_token()
        with self._managing(assessment_id, token) as (store, row):
            if len(store.respondents(assessment_id)) >= MAX_RESPONDENTS:
                raise Full(
                    f"There are {MAX_RESPONDENTS} respondents already; start another assessment for more."
                )
            person = RespondentRow(
                id=new_id(), assessment_id=row.id, sector=sector, label=label, token_hash=hashed(secret)
            )
            store.invite(person)
            return person.id, secret

    def renew_link(self, assessment_id: str, token: str | None, respondent_id: str) -> str:
        """A new private link for a respondent; the old one stops working, the answers stay."""
        secret = new_token()
        with self._managing(assessment_id, token) as (store, _):
            person = respondent(store, assessment_id, respondent_id)
            person.token_hash, person.revoked = hashed(secret), False
        return secret

    def revoke(self, assessment_id: str, token: str | None, respondent_id: str) -> None:
        """Withdraw a private link; the answers given so far stay in the report until they are deleted."""
        with self._managing(assessment_id, token) as (store, _):
            respondent(store, assessment_id, respondent_id).revoked = True

    def change(
        self, assessment_id: str, token: str | None, closed: bool | None, share_benchmark: bool | None
    ) -> None:
        """Open or close answering; join or leave the benchmark."""
        with self._managing(assessment_id, token) as (_, row):
            if closed is not None:
                if row.closed and not closed:
                    row.opened_again = now()
                row.closed = closed
            if share_benchmark is not None and share_benchmark != (row.benchmark_member is not None):
                row.benchmark_member = new_id() if share_benchmark else None

    def delete(self, assessment_id: str, token: str | None) -> None:
        """Remove the assessment with everything in it."""
        with self._managing(assessment_id, token) as (store, row):
            store.session.expunge(row)
            store.delete([assessment_id])
        self.database.forget_deleted()

    def forget_unused(self, days: int) -> int:
        """Carry out the retention period; returns how many assessments were deleted."""
        with self.database.writing() as session:
            return Assessments(session).forget_unused(days)

    def sheet(self, respondent_id: str, token: str | None, assessment_id: str | None = None) -> Sheet:
        """One respondent's answers, opened by their private link."""
        with self.database.session() as session:
            store = Assessments(session)
            person, row = answering(store, respondent_id, token, assessment_id)
            given = store.answers([person.id])[person.id]
            return Sheet(
                assessment_id=row.id,
                respondent_id=person.id,
                sector=sector_of(person),
                label=person.label,
                closed=row.closed,
                revision=person.revision,
                answers=answers_of(given),
                questionnaire=self.questionnaire_of(row),
                alone=not any(
                    other.sector == person.sector and other.id != person.id and not other.revoked
                    for other in store.respondents(row.id)
                ),
                opened_again=row.opened_again.date() if row.opened_again else None,
            )

    def save(
        self,
        respondent_id: str,
        token: str | None,
        answers: Mapping[str, Answer],
        confirmed: bool = False,
        assessment_id: str | None = None,
    ) -> int:
        """Save some answers; the same again changes nothing. Gives the revision of the sheet.

        Raises:
            Closed: answering is over.
            InvalidAnswers, PersonalData: nothing was saved; each says where and why.
        """
        personal = personal_data(answers, confirmed)
        with self.database.writing() as session:
            store = Assessments(session)
            person, row = answering(store, respondent_id, token, assessment_id)
            if not store.touch(row.id):  # deleted since it was read
                raise Missing(GONE)
            if row.closed:
                raise Closed("Answering is over: this assessment was closed. Nothing was saved.")
            questionnaire = self.questionnaire_of(row)
            check_answers(questionnaire, answers, personal=personal, elsewhere=self._elsewhere(questionnaire))
            return store.save_answers(person.id, {q: (a.option, a.comment) for q, a in answers.items()})

    def own_report(self, respondent_id: str, token: str | None, assessment_id: str | None = None) -> Report:
        """The result of one respondent's own answers."""
        sheet = self.sheet(respondent_id, token, assessment_id)
        own = Response(
            respondent=respondent_id, sector=sheet.sector, label=sheet.label, answers=sheet.answers
        )
        return build_report(sheet.questionnaire, [own], Subject(id=respondent_id, scope="own"), self.guidance)

    def report(self, assessment_id: str, token: str | None) -> tuple[Report, Questionnaire]:
        """The report: for the one who manages it, and for every respondent once answering is over."""
        with self.database.session() as session:
            store = Assessments(session)
            row = readable(store, assessment_id, token)
            questionnaire = self.questionnaire_of(row)
            responses = responses_of(store, assessment_id)
            before = earlier_round(store, row, self.library, questionnaire, responses)
            subject = Subject(
                id=row.id,
                organisation=row.organisation,
                stage=row.stage,
                agreed=agreed_of(row),
                actions=tuple(Action.model_validate(action) for action in row.plan),
                plan_revision=row.plan_revision,
                begun=row.created.date(),
                changed=row.used.date(),
                opened_again=row.opened_again.date() if row.opened_again else None,
                earlier_actions=before.plan,
                earlier_deleted=before.deleted,
            )
        return build_report(questionnaire, responses, subject, self.guidance, before.trend), questionnaire

    def consensus(self, assessment_id: str, token: str | None) -> tuple[Mapping[str, Answer], int]:
        """The agreed answers and their revision."""
        with self.database.session() as session:
            row = readable(Assessments(session), assessment_id, token)
            return agreed_of(row), row.consensus_revision

    def put_consensus(
        self,
        assessment_id: str,
        token: str | None,
        answers: Mapping[str, Answer],
        seen: int | None,
        confirmed: bool = False,
    ) -> int:
        """Replace the agreed answers; gives the new revision.

        Raises:
            Overtaken, Unconditional: somebody else saved in between, or `seen` is missing.
        """
        personal = personal_data(answers, confirmed)
        with self._managing(assessment_id, token) as (_, row):
            questionnaire = self.questionnaire_of(row)
            check_answers(questionnaire, answers, personal=personal, elsewhere=self._elsewhere(questionnaire))
            new = {name: answer.model_dump() for name, answer in answers.items()}
            if new != row.consensus:
                check_seen(seen, row.consensus_revision, "agreed answers")
                row.consensus, row.consensus_revision = new, row.consensus_revision + 1
            return row.consensus_revision

    def put_plan(
        self,
        assessment_id: str,
        token: str | None,
        actions: Sequence[Action],
        seen: int | None,
        confirmed: bool = False,
    ) -> int:
        """Replace the plan; gives the new revision.

        Raises:
            PersonalData: a line seems to name somebody, and nobody has confirmed it.
            Overtaken, Unconditional: somebody else saved in between, or `seen` is missing.
        """
        personal = [] if confirmed else personal_data_of(actions)
        if personal:
            raise PersonalData(tuple(personal))
        new = [action.model_dump(mode="json") for action in actions]
        with self._managing(assessment_id, token) as (_, row):
            if new != row.plan or row.plan_revision == 0:
                check_seen(seen, row.plan_revision, "plan")
                row.plan, row.plan_revision = new, row.plan_revision + 1
            return row.plan_revision

    @contextmanager
    def _managing(self, assessment_id: str, token: str | None) -> Iterator[tuple[Assessments, AssessmentRow]]:
        with self.database.writing() as session:
            store = Assessments(session)
            store.touch(assessment_id)
            yield store, managed(store, assessment_id, token)

    def questionnaire_of(self, row: AssessmentRow) -> Questionnaire:
        """The questionnaire of an assessment, in the version that it was begun with."""
        return self.library.get(row.questionnaire_id, row.version)

    def _elsewhere(self, questionnaire: Questionnaire) -> dict[str, str]:
        versions = self.library.questionnaires[questionnaire.id]
        return {q.id: version for version, other in versions.items() for q in other.questions}
