"""What is drawn for a fresh reader: the same for the same seed, whole, and from what editors wrote."""

import pytest
from click.testing import CliRunner

from api.evaluation.draw import SAID, drawn_edges, drawn_sentences, main
from graph.records import EDGE_KINDS
from tests.reviewed import CORPUS, real_corpus


def test_a_seed_draws_the_same_and_another_seed_something_else() -> None:
    corpus = real_corpus()
    for draw in (drawn_edges, drawn_sentences):
        first = list(draw(corpus, 20, 1))
        assert first == list(draw(corpus, 20, 1))
        assert first != list(draw(corpus, 20, 2))
        assert len(set(first)) == 20


def test_an_edge_comes_with_the_text_of_its_passages_and_a_sentence_with_its_works() -> None:
    corpus = real_corpus()
    texts = {passage.id: passage.text for passage in corpus.passages}
    for edge in drawn_edges(corpus, 10, 3):
        ids = [line.strip() for line in edge.splitlines() if line.strip() in texts]
        assert ids
        assert all(texts[one] in edge for one in ids)
    works = {source.id for source in corpus.sources}
    for sentence in drawn_sentences(corpus, 10, 3):
        where, _, cited = sentence.split("\n   ", 2)
        assert where in texts
        assert cited.split(",")[0] in works


def test_every_kind_that_editors_write_is_drawn() -> None:
    computed = {"evidenced_by", "supersedes", "tried_in", "about"}
    assert set(SAID) == set(EDGE_KINDS) - computed


def test_the_command_draws_as_many_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.evaluation.draw.load_corpus", lambda folder: {CORPUS: real_corpus()}[folder])
    done = CliRunner().invoke(main, ["edges", "--count", "3", "--seed", "5", "--corpus", str(CORPUS)])
    assert done.exit_code == 0
    assert [line[:2] for line in done.output.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
