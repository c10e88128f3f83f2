"""A collection without titles is ranked by rank fusion of windows and words."""

from kb.retriever import Entry, Retriever
from tests.kb.test_index import LetterEmbedder


def test_without_titles_the_mix_is_the_rank_fusion_of_windows_and_words() -> None:
    entries = [Entry("", "pilot pilot"), Entry("", "tender"), Entry("", "a pilot and a tender")]
    embedder = LetterEmbedder()
    ranking = Retriever.build(entries, embedder).rank("pilot", embedder)
    by_words = sorted(range(3), key=lambda i: -ranking.bm25[i])
    by_windows = sorted(range(3), key=lambda i: -ranking.cosine[i])
    # k is 10: a first place counts 1/11, a second 1/12, a third 1/13; a score of nought counts nothing
    expected = [
        sum(
            1 / (11 + order.index(i))
            for order, scores in ((by_words, ranking.bm25), (by_windows, ranking.cosine))
            if scores[i] > 0
        )
        for i in range(3)
    ]
    assert [round(float(value), 5) for value in ranking.mix] == [round(value, 5) for value in expected]
