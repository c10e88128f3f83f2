"""The whole result of an assessment as one piece of data; pages and files only lay it out."""

import datetime as dt
from collections.abc import Mapping, Sequence

from api.assess.answers import Answer, Response, core_done, needs_reason, status_of
from api.assess.guidance import Guidance
from api.assess.heat import HeatRow, heat_map
from api.assess.model import SECTOR_TITLES, SECTORS, Questionnaire, Sector
from api.assess.must_haves import KnockOutResult, in_short, knock_outs
from api.assess.plan import Action, Plan, suggested
from api.assess.priorities import Priority, priorities
from api.assess.scoring import DimensionScore, score_dimensions
from api.assess.spread import Spread, spreads
from api.assess.trend import Trend
from kb.strict import Strict


class Comment(Strict):
    """What somebody wrote at a question; shown by sector, never by person."""

    question: str
    sector: Sector
    comment: str
    kind: str


class AgreedAnswer(Strict):
    """What the members agreed on at a question, and why."""

    question: str
    option: str | None
    title: str
    comment: str


class People(Strict):
    """The people of a sector: invited, with at least one answer, and how far those are.

    `whole` have answered each of the `asked` core questions; `partly` says how many of them the others have.
    """

    sector: Sector
    title: str
    invited: int
    answered: int
    whole: int
    partly: tuple[int, ...]
    asked: int

    @property
    def in_words(self) -> str:
        """Such as "1 whole, 1 partly (19 of 30), 2 not begun"."""
        partly = f"{len(self.partly)} partly ({' and '.join(map(str, self.partly))} of {self.asked})"
        said = [f"{self.whole} whole"] * bool(self.whole) + [partly] * bool(self.partly)
        waiting = self.invited - self.answered
        return ", ".join([*said, *[f"{waiting} not begun"] * bool(waiting)]) if said else "nobody yet"


class Report(Strict):
    """Everything that an assessment shows; see docs/assessment.md for how each figure is made."""

    id: str
    organisation: str
    questionnaire: dict[str, str]
    title: str
    limits: str
    scope: str
    respondents: tuple[People, ...]
    dimensions: tuple[DimensionScore, ...]
    knock_outs: tuple[KnockOutResult, ...]
    knock_outs_open: tuple[KnockOutResult, ...]
    spread: tuple[Spread, ...]
    missing: tuple[dict[str, str | int], ...]
    priorities: tuple[Priority, ...]
    plan: Plan
    consensus: tuple[AgreedAnswer, ...]
    comments: tuple[Comment, ...]
    trend: Trend | None = None
    begun: dt.date | None = None
    changed: dt.date | None = None
    heat: tuple[HeatRow, ...] = ()
    stage: str | None = None
    opened_again: dt.date | None = None
    earlier_plan: tuple[Action, ...] = ()
    earlier_deleted: bool = False

    @property
    def then_now(self) -> dict[str, tuple[float, float]]:
        """The share then and now by dimension, where at least half of its core questions are compared."""
        core = {score.id: score.core for score in self.dimensions}
        rows = self.trend.dimensions if self.trend else ()
        told = [row for row in rows if row.of and len(row.questions) * 2 >= core[row.id]]
        return {row.id: (row.before / row.of, row.after / row.of) for row in told}

    @property
    def answered_in_words(self) -> str:
        """Who answered how far, of how many invited, and how many core questions have an answer at all."""
        said = [f"{p.title.lower()}: {p.in_words}, of {p.invited} invited" for p in self.respondents]
        core = [term for score in self.dimensions for term in score.terms if term.depth == "core"]
        scored = sum(term.value is not None for term in core)
        few = f" {scored} of {len(core)} core questions have a figure." if scored < len(core) else ""
        return f"Answered: {'; '.join(said) or 'nobody yet'}.{few}"

    @property
    def must_haves_in_short(self) -> str:
        """How many legal must-haves are in which state."""
        return in_short((*self.knock_outs, *self.knock_outs_open))


class Subject(Strict):
    """What a report is about, and what the members have saved beyond their answers."""

    id: str
    organisation: str = ""
    agreed: Mapping[str, Answer] = {}
    actions: tuple[Action, ...] = ()
    plan_revision: int = 0
    scope: str = "partnership"
    stage: str | None = None
    opened_again: dt.date | None = None
    earlier_actions: tuple[Action, ...] = ()
    earlier_deleted: bool = False
    begun: dt.date | None = None
    changed: dt.date | None = None


def build_report(
    questionnaire: Questionnaire,
    responses: Sequence[Response],
    subject: Subject,
    guidance: Guidance,
    trend: Trend | None = None,
) -> Report:
    """The report on `responses`: the same input gives the same bytes."""
    scores = score_dimensions(questionnaire, responses, subject.agreed)
    knocked_out = knock_outs(questionnaire, responses, subject.agreed)
    differences = spreads(questionnaire, responses)
    urgent = priorities(questionnaire, scores, knocked_out, differences, guidance)
    saved = subject.plan_revision > 0
    plan = Plan(
        actions=subject.actions if saved else suggested(urgent, subject.earlier_actions),
        saved=saved,
        revision=subject.plan_revision,
    )
    return Report(
        id=subject.id,
        organisation=subject.organisation,
        questionnaire={"id": questionnaire.id, "version": questionnaire.version},
        title=questionnaire.title,
        limits=questionnaire.limits,
        scope=subject.scope,
        respondents=_people(questionnaire, responses),
        dimensions=scores,
        knock_outs=tuple(result for result in knocked_out if result.status == "failed"),
        knock_outs_open=tuple(result for result in knocked_out if result.status == "open"),
        spread=differences,
        missing=_missing(scores),
        priorities=urgent,
        plan=plan,
        consensus=_agreed(questionnaire, subject.agreed),
        comments=_comments(questionnaire, responses),
        trend=trend,
        begun=subject.begun,
        changed=subject.changed,
        stage=subject.stage,
        opened_again=subject.opened_again,
        earlier_plan=subject.earlier_actions,
        earlier_deleted=subject.earlier_deleted,
        heat=heat_map(questionnaire, scores, differences),
    )


def _people(questionnaire: Questionnaire, responses: Sequence[Response]) -> tuple[People, ...]:
    found = []
    for sector in SECTORS:
        group = [response for response in responses if response.sector == sector]
        if group:
            begun = [one for one in group if any(answer.option for answer in one.answers.values())]
            done = sorted((core_done(questionnaire, sector, one.answers)[0] for one in begun), reverse=True)
            asked = core_done(questionnaire, sector, {})[1]
            found.append(
                People(
                    sector=sector,
                    title=SECTOR_TITLES[sector],
                    invited=len(group),
                    answered=len(begun),
                    whole=done.count(asked),
                    partly=tuple(number for number in done if number < asked),
                    asked=asked,
                )
            )
    return tuple(found)


def _missing(scores: Sequence[DimensionScore]) -> tuple[dict[str, str | int], ...]:
    """Questions where somebody who was asked chose no step."""
    terms = [term for score in scores for term in score.terms]
    return tuple(
        {
            "question": term.question,
            "text": term.text,
            "missing": term.missing,
            "dont_know": term.dont_know,
            "not_applicable": term.not_applicable,
            "asked": term.asked,
        }
        for term in terms
        if term.depth == "core" and (term.missing or term.dont_know or term.not_applicable)
    )


def _agreed(questionnaire: Questionnaire, agreed: Mapping[str, Answer]) -> tuple[AgreedAnswer, ...]:
    found = []
    for question in questionnaire.questions:
        answer = agreed.get(question.id)
        if answer:
            chosen = questionnaire.level(question, answer.option or "") or questionnaire.other(
                question, answer.option or ""
            )
            title = chosen.title if chosen else ""
            found.append(
                AgreedAnswer(question=question.id, option=answer.option, title=title, comment=answer.comment)
            )
    return tuple(found)


def _comments(questionnaire: Questionnaire, responses: Sequence[Response]) -> tuple[Comment, ...]:
    found = []
    for question in questionnaire.questions:
        for response in responses:
            answer = response.answers.get(question.id)
            if answer and (answer.comment.strip() or needs_reason(questionnaire, question, answer)):
                kind = status_of(questionnaire, question, answer)
                found.append(
                    Comment(question=question.id, sector=response.sector, comment=answer.comment, kind=kind)
                )
    return tuple(comment for comment in found if comment.comment.strip())
