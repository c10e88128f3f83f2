import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api.assess.answers import Answer, Response
from api.assess.model import Mapping, Questionnaire
from api.assess.must_haves import knock_outs
from api.assess.scoring import score_dimensions
from api.assess.trend import comparable, compare

GOLDEN = Path(__file__).parent / "golden" / "psp-readiness-1.0.json"
Respond = Callable[..., Response]


def mapping(start: str, end: str, **changes: list[tuple[list[str], list[str]]]) -> Mapping:
    listed = [{"kind": kind, "from": a, "to": b} for kind, pairs in changes.items() for a, b in pairs]
    return Mapping.model_validate_json(json.dumps({"from": start, "to": end, "changes": listed}))


def scored(questionnaire: Questionnaire, responses: list[Response]) -> str:
    """Figures and ids alone: the wording of a question may be corrected, its score may not change."""
    dimensions = [
        {
            "id": d.id,
            "score": d.score,
            "of": d.of,
            "band": d.band.id if d.band else None,
            "spread": d.spread,
            "held_back_by": d.held_back_by,
            "terms": [[t.question, t.value, t.of, t.answered, t.missing] for t in d.terms],
        }
        for d in score_dimensions(questionnaire, responses)
    ]
    failed = [[result.question, result.status] for result in knock_outs(questionnaire, responses)]
    return json.dumps({"dimensions": dimensions, "knock_outs": failed}, indent=1)


def test_old_responses_are_scored_the_same_to_the_byte(readiness: Questionnaire) -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    responses = [Response.model_validate_json(json.dumps(response)) for response in kept["responses"]]
    assert len(responses) == 7
    assert scored(readiness, responses) == kept["scored"]


def test_only_same_and_reworded_questions_are_comparable() -> None:
    links = comparable(
        [
            mapping(
                "1.0",
                "1.1",
                same=[(["a"], ["a"])],
                reworded=[(["b"], ["b2"])],
                split=[(["c"], ["c1", "c2"])],
                merged=[(["d", "e"], ["de"])],
                new=[([], ["f"])],
                dropped=[(["g"], [])],
            )
        ],
        "1.0",
        "1.1",
    )
    assert links == {"a": ("a", "same"), "b2": ("b", "reworded")}


def test_versions_are_followed_along_a_chain() -> None:
    steps = [
        mapping("1.0", "1.1", same=[(["a"], ["a"])], reworded=[(["b"], ["b2"])], new=[([], ["n"])]),
        mapping("1.1", "1.2", same=[(["a"], ["a"]), (["b2"], ["b2"]), (["n"], ["n"])]),
    ]
    assert comparable(steps, "1.0", "1.2") == {"a": ("a", "same"), "b2": ("b", "reworded")}
    assert comparable(steps, "1.2", "1.0") is None


@pytest.fixture
def newer(readiness: Questionnaire) -> Questionnaire:
    """Version 1.1: the first question reworded under a new id, the second split, the third the same."""
    first = readiness.dimensions[0]
    problem, outcomes, scope, options = first.questions
    questions = (
        problem.model_copy(update={"id": "one-problem"}),
        outcomes.model_copy(update={"id": "outcomes-named"}),
        outcomes.model_copy(update={"id": "outcomes-used"}),
        scope,
        options,
    )
    dimensions = (first.model_copy(update={"questions": questions}), *readiness.dimensions[1:])
    return readiness.model_copy(update={"version": "1.1", "dimensions": dimensions})


def test_a_trend_compares_only_what_is_comparable(
    readiness: Questionnaire, newer: Questionnaire, respond: Respond
) -> None:
    before = [respond("a", agreed_problem="not-yet", agreed_outcomes="kept-up", defined_scope="started")]
    after = [
        respond(
            "a",
            one_problem="in-place",
            outcomes_named="not-yet",
            defined_scope="started",
            equal_say="started",
        )
    ]
    others = [
        ([q.id], [q.id]) for q in readiness.questions if q.id not in ("agreed-problem", "agreed-outcomes")
    ]
    change = mapping(
        "1.0",
        "1.1",
        same=others,
        reworded=[(["agreed-problem"], ["one-problem"])],
        split=[(["agreed-outcomes"], ["outcomes-named", "outcomes-used"])],
    )
    old = (readiness, score_dimensions(readiness, before))
    trend = compare(old, (newer, score_dimensions(newer, after)), [change], "earlier")
    assert [(d.id, d.before, d.after, d.of) for d in trend.dimensions] == [("shared-problem", 1.0, 3.0, 6)]
    assert [(q.question, q.kind, q.change) for q in trend.dimensions[0].questions] == [
        ("one-problem", "reworded", 2.0),
        ("defined-scope", "same", 0.0),
    ]
    assert trend.not_comparable["outcomes-named"] == "The question is new, or was split or merged."
    assert trend.not_comparable["equal-say"] == "No step was chosen, then or now."


def test_without_a_mapping_nothing_is_compared(
    readiness: Questionnaire, newer: Questionnaire, respond: Respond
) -> None:
    people = [Response(respondent="a", sector="public", answers={"defined-scope": Answer(option="started")})]
    old = (readiness, score_dimensions(readiness, people))
    assert compare(old, (newer, score_dimensions(newer, people)), [], "earlier").dimensions == ()
