"""What sets unanswered questions apart from answered ones near them, learned from questions in contrast."""

from pathlib import Path

import numpy as np
import pytest

from api.ask.contrast import Contrast, read_contrast
from api.evaluation.fit_contrast import Embedded
from api.services import Services
from kb.errors import CorpusError, ModelError
from kb.learned_from import Sided, contrast_examples
from kb.loader import load_corpus
from kb.variants import as_asked
from tests.kb.test_index import LetterEmbedder

PAIR = (Sided("ab", True, True), Sided("ac", False, True))
MANY = (*(Sided("aa", True, False),) * 400, *(Sided("aac", True, False),) * 40, Sided("cc", False, False))
LETTERS = LetterEmbedder()


def _of(*sided: Sided) -> Embedded:
    return Embedded(sided, LETTERS.embed([one.question for one in sided]))


def _unanswered(model: Contrast, question: str) -> float:
    return model.unanswered(LETTERS.embed([question])[0])


def test_hundreds_of_one_origin_do_not_drown_what_is_written_in_contrast() -> None:
    both, alone = _of(*MANY, *PAIR).fit(), _of(*MANY).fit()
    apart = _unanswered(both, "ac") - _unanswered(both, "ab")
    assert _unanswered(both, "ab") < 0 < _unanswered(both, "ac")
    assert apart > _unanswered(alone, "ac") - _unanswered(alone, "ab") + 1


def test_what_is_left_out_is_not_learned_and_the_others_are() -> None:
    examples = _of(*MANY, *PAIR)
    gone = {as_asked("ab"), as_asked("aa")}  # the second is not in contrast and stays
    without = examples.fit(lambda question: question in gone)
    assert _unanswered(without, "ab") > _unanswered(examples.fit(), "ab") + 0.5
    assert _unanswered(without, "aa") < 0


def test_one_side_alone_cannot_be_learned_from() -> None:
    with pytest.raises(CorpusError, match=r"nothing to set apart.*judged-questions\.yml"):
        _of(*MANY[:3]).fit()


def test_the_corpus_has_hundreds_of_both_sides_in_contrast(services: Services) -> None:
    corpus = load_corpus(services.settings.corpus_dir)
    found = [one.answered for one in contrast_examples(corpus) if one.contrast]
    assert min(found.count(True), found.count(False)) > 500


def test_what_is_kept_speaks_as_before_and_to_its_own_model_alone(tmp_path: Path) -> None:
    learned = _of(*MANY, *PAIR).fit()
    learned.write(tmp_path, "m")
    again = read_contrast(tmp_path, "m")
    assert again
    assert _unanswered(again, "ac") == pytest.approx(_unanswered(learned, "ac"), abs=0.02)
    assert read_contrast(tmp_path, "n") is None
    assert read_contrast(tmp_path / "nowhere", "m") is None


def test_an_intercept_for_each_of_several_kinds_is_refused(tmp_path: Path) -> None:
    path = Contrast(np.ones(4, np.float32), np.ones(2, np.float32)).write(tmp_path, "m")
    with pytest.raises(ModelError) as caught:
        read_contrast(tmp_path, "m")
    assert str(path) in str(caught.value)


def test_the_guide_has_learned_it_for_its_model(services: Services) -> None:
    """Without it the judgement would take it for nothing, and no figure would say why it fell."""
    found = services.asker.found("How many square metres does the furniture store have?")
    assert services.knowledge.contrast is not None
    assert found.unanswered > services.asker.found("What is a PSP?").unanswered
