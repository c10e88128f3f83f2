"""What to work on first: barrier, why we think so, what helped elsewhere, the first action, who does it."""

from collections.abc import Sequence

from api.assess.guidance import CitedPassage, Guidance, Titled
from api.assess.model import Question, Questionnaire
from api.assess.must_haves import KnockOutResult
from api.assess.scoring import DimensionScore, Term
from api.assess.spread import Spread
from kb.strict import Strict

BIG_SPREAD = 2


class Priority(Strict):
    """One thing to work on; `why` says which answers it comes from, `measure` how you notice it is done."""

    question: str
    text: str
    dimension: str
    barrier: Titled
    why: str
    why_it_matters: str
    mitigation: Titled
    other_mitigations: tuple[Titled, ...]
    lessons: tuple[Titled, ...]
    pilots: tuple[Titled, ...]
    first_action: str
    role: Titled
    measure: str
    law: str | None
    knock_out: bool
    citations: tuple[CitedPassage, ...]


def priorities(
    questionnaire: Questionnaire,
    scores: Sequence[DimensionScore],
    knocked_out: Sequence[KnockOutResult],
    spreads: Sequence[Spread],
    guidance: Guidance,
) -> tuple[Priority, ...]:
    """Every weak question: legal must-haves first, then the lowest step, then the widest spread."""
    failed = {result.question for result in knocked_out if result.status == "failed"}
    width = {spread.question: spread.range or 0 for spread in spreads}
    order = {question.id: number for number, question in enumerate(questionnaire.questions)}
    terms = [term for score in scores for term in score.terms if _is_weak(questionnaire, term, failed)]
    terms.sort(
        key=lambda t: (t.question not in failed, t.value or 0, -width.get(t.question, 0), order[t.question])
    )
    by_question = {spread.question: spread for spread in spreads}
    return tuple(
        _priority(questionnaire, term, by_question.get(term.question), term.question in failed, guidance)
        for term in terms
    )


def _is_weak(questionnaire: Questionnaire, term: Term, failed: set[str]) -> bool:
    question = questionnaire.question(term.question)
    if question is None or term.value is None:
        return False
    return term.question in failed or term.value < questionnaire.scale_of(question).weak_below


def _priority(
    questionnaire: Questionnaire, term: Term, spread: Spread | None, failed: bool, guidance: Guidance
) -> Priority:
    question = next(q for q in questionnaire.questions if q.id == term.question)
    advice = guidance.advice(question)
    others = [name for name in question.mitigations if name != advice.mitigation.id]
    action = question.first_actions[0]
    return Priority(
        question=question.id,
        text=question.text,
        dimension=questionnaire.dimension_of(question.id).id,
        barrier=advice.barrier,
        why=_why(term, spread),
        why_it_matters=question.why,
        mitigation=advice.mitigation,
        other_mitigations=tuple(guidance.title(name) for name in others),
        lessons=tuple(guidance.title(name) for name in question.lessons),
        pilots=advice.pilots,
        first_action=action.text,
        role=guidance.title(action.role),
        measure=_measure(questionnaire, question),
        law=question.law,
        knock_out=failed,
        citations=advice.citations,
    )


def _why(term: Term, spread: Spread | None) -> str:
    if term.basis == "agreed":
        return f"You agreed on “{term.in_words}”."
    people = "1 person" if term.answered == 1 else f"{term.answered} people"
    text = f"{people} answered; the mean is {term.value:g} of {term.of} steps ({_lower(term.in_words)})."
    if spread and spread.range is not None and spread.range >= BIG_SPREAD:
        text += f" The answers lie up to {spread.range} steps apart: talk about that first."
    return text


def _lower(words: str) -> str:
    return words[0].lower() + words[1:] if words.startswith("Between") else f"“{words}”"


def _measure(questionnaire: Questionnaire, question: Question) -> str:
    scale = questionnaire.scale_of(question)
    target = next(level for level in scale.levels if level.value >= scale.weak_below)
    return f"We can say: {question.anchors[target.id]}"
