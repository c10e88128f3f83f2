"""Comparing an assessment with an earlier one: only what is comparable."""

import datetime as dt
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.assess.model import Mapping, Questionnaire
from api.assess.scoring import DimensionScore
from kb.strict import Strict

COMPARABLE = ("same", "reworded")


class TrendQuestion(Strict):
    """One question then and now, in steps."""

    question: str
    text: str
    earlier_question: str
    kind: str
    before: float
    after: float
    change: float


class TrendDimension(Strict):
    """The sums over those questions of a dimension that can be compared and were answered both times."""

    id: str
    title: str
    questions: tuple[TrendQuestion, ...]
    before: float
    after: float
    of: int


class Trend(Strict):
    """What changed since an earlier assessment, and what cannot be compared, with the reason.

    Both times it is what people answered that counts, and never what was agreed: one round may have had a
    session that the other had not. `people_before` and `people_after` chose an answer.
    """

    earlier: str
    earlier_begun: dt.date | None = None
    people_before: int = 0
    people_after: int = 0
    earlier_version: str
    version: str
    dimensions: tuple[TrendDimension, ...]
    not_comparable: Dict[str, str]


@dataclass(frozen=True)
class Rounds:
    """Of both rounds how many people answered, and the day that the earlier one began."""

    begun: dt.date | None = None
    before: int = 0
    after: int = 0


def comparable(mappings: Sequence[Mapping], earlier: str, later: str) -> dict[str, tuple[str, str]] | None:
    """For each question of version `later` that can be compared: its id in `earlier`, and how it changed.

    None where no chain of mappings leads from one version to the other, or both are the same version.
    """
    links: dict[str, tuple[str, str]] | None = None
    at = earlier
    while at != later:
        step = next((mapping for mapping in mappings if mapping.from_ == at), None)
        if step is None:
            return None
        hop: dict[str, tuple[str, str]] = {
            c.to[0]: (c.from_[0], c.kind) for c in step.changes if c.kind in COMPARABLE
        }
        links = hop if links is None else _joined(links, hop)
        at = step.to
    return links


def _joined(links: dict[str, tuple[str, str]], hop: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    joined = {}
    for new, (middle, kind) in hop.items():
        if middle in links:
            first, before = links[middle]
            joined[new] = (first, "reworded" if "reworded" in (kind, before) else "same")
    return joined


def compare(
    before: tuple[Questionnaire, Sequence[DimensionScore]],
    after: tuple[Questionnaire, Sequence[DimensionScore]],
    mappings: Sequence[Mapping],
    earlier: str,
    rounds: Rounds = Rounds(),
) -> Trend:
    """The trend from one scored assessment to a later one of the same questionnaire, `earlier` by name.

    Both have to be scored without what was agreed.
    """
    old, new = before[0], after[0]
    links = {q.id: (q.id, "same") for q in new.questions} if old.version == new.version else None
    if links is None:
        links = comparable(mappings, old.version, new.version) or {}
    old_values = _values(before[1])
    not_comparable: dict[str, str] = {}
    dimensions = []
    for score in after[1]:
        found = _questions(score, links, old_values, not_comparable)
        if found:
            dimensions.append(_dimension(score, found, new))
    return Trend(
        earlier=earlier,
        earlier_begun=rounds.begun,
        people_before=rounds.before,
        people_after=rounds.after,
        earlier_version=old.version,
        version=new.version,
        dimensions=tuple(dimensions),
        not_comparable=not_comparable,
    )


def _values(scores: Sequence[DimensionScore]) -> dict[str, float]:
    return {term.question: term.value for score in scores for term in score.terms if term.value is not None}


def _questions(
    score: DimensionScore, links: dict[str, tuple[str, str]], old: dict[str, float], missed: dict[str, str]
) -> list[TrendQuestion]:
    found = []
    for term in score.terms:
        if term.question not in links:
            missed[term.question] = "The question is new, or was split or merged."
            continue
        earlier, kind = links[term.question]
        if term.value is None or earlier not in old:
            missed[term.question] = "No step was chosen, then or now."
            continue
        change = float(Decimal(str(term.value)) - Decimal(str(old[earlier])))
        found.append(
            TrendQuestion(
                question=term.question,
                text=term.text,
                earlier_question=earlier,
                kind=kind,
                before=old[earlier],
                after=term.value,
                change=change,
            )
        )
    return found


def _dimension(
    score: DimensionScore, questions: list[TrendQuestion], questionnaire: Questionnaire
) -> TrendDimension:
    tops = {term.question: term.of for term in score.terms}
    return TrendDimension(
        id=score.id,
        title=score.title,
        questions=tuple(questions),
        before=float(sum(Decimal(str(q.before)) for q in questions)),
        after=float(sum(Decimal(str(q.after)) for q in questions)),
        of=sum(tops[q.question] for q in questions),
    )
