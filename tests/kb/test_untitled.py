"""A collection without titles is ranked by rank fusion of windows and words."""

import numpy as np
from numpy.typing import NDArray

from kb.retriever import Entry, Retriever
from tests.kb.test_index import LetterEmbedder


class OneByOne(LetterEmbedder):
    """The embedder by letters, asked for one question at a time as the retriever asks."""

    def embed_one(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self.embed([text])[0], dtype=np.float32)


def test_without_titles_the_mix_is_the_rank_fusion_of_windows_and_words() -> None:
    entries = [Entry("", "pilot pilot"), Entry("", "tender"), Entry("", "a pilot and a tender")]
    embedder = OneByOne()
    ranking = Retriever.build(entries, embedder).rank("pilot", embedder)
    by_words = sorted(range(3), key=lambda i: -ranking.bm25[i])
    by_windows = sorted(range(3), key=lambda i: -ranking.cosine[i])
    # k is 10: a first place counts 1/11, a second 1/12; a score of zero counts nothing
    expected = [
        sum(
            1 / (11 + order.index(i))
            for order, scores in ((by_words, ranking.bm25), (by_windows, ranking.cosine))
            if scores[i] > 0
        )
        for i in range(3)
    ]
    assert [round(float(value), 5) for value in ranking.mix] == [round(value, 5) for value in expected]
