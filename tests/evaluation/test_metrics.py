"""Our ranking metrics give what TREC's own program gives; where nothing can be scored they give None."""

from collections.abc import Callable, Mapping

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from api.evaluation.metrics import ndcg, recall, reciprocal_rank

NAMES = [f"d{number}" for number in range(30)]
RANKINGS = st.permutations(NAMES).flatmap(
    lambda names: st.integers(1, len(names)).map(lambda length: names[:length])
)
GRADES = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), min_size=1, max_size=20)
MEASURES: dict[str, Callable[[list[str], Mapping[str, int]], float | None]] = {
    "ndcg_cut_10": lambda ranked, grades: ndcg(ranked, grades, 10),
    "ndcg_cut_5": lambda ranked, grades: ndcg(ranked, grades, 5),
    "recall_5": lambda ranked, grades: recall(ranked, grades, 5),
    "recall_10": lambda ranked, grades: recall(ranked, grades, 10),
    "recip_rank": lambda ranked, grades: reciprocal_rank(ranked, grades, 10),
}


def _trec(ranked: list[str], grades: Mapping[str, int]) -> dict[str, float]:
    """TREC ranks by score and knows no depth for the reciprocal rank, so it is given the first ten."""
    evaluator = pytrec_eval.RelevanceEvaluator(
        {"q": dict(grades)}, {"ndcg_cut.5,10", "recall.5,10", "recip_rank"}
    )
    scores = {name: float(-place) for place, name in enumerate(ranked[:10])}
    said: dict[str, float] = evaluator.evaluate({"q": scores})["q"]
    return said


@given(RANKINGS, GRADES)
def test_each_metric_is_that_of_trec(ranked: list[str], grades: dict[str, int]) -> None:
    said = _trec(ranked, grades)
    for name, measure in MEASURES.items():
        ours = measure(ranked, grades)
        if any(grades.values()):
            assert ours == pytest.approx(said[name], abs=1e-9), name
        else:  # TREC says 0, which would pull a mean down for a question that nothing can answer
            assert ours is None, name
            assert said[name] == 0


def test_a_case_worked_by_hand() -> None:
    ranked, grades = ["a", "b", "c"], {"b": 3, "c": 1, "z": 2}
    # gains 3/log2(3) + 1/log2(4) = 2.3928; ideal 3/1 + 2/log2(3) + 1/log2(4) = 4.7619
    assert ndcg(ranked, grades) == pytest.approx(2.3928 / 4.7619, abs=1e-4)
    assert recall(ranked, grades, 5) == pytest.approx(2 / 3)
    assert reciprocal_rank(ranked, grades) == 0.5
