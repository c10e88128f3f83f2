"""Addresses of passages and nodes.

A link names the sentences that it wants marked, each by the start of its digest.
"""

import hashlib
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote

from kb.documents import Passage


def sentence_mark(text: str) -> str:
    """The short name of a sentence.

    >>> sentence_mark("Agree the problem first.")
    'cb40f7c9'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def passage_address(passage_id: str, marks: Iterable[str] = ()) -> str:
    """The address of a passage, with sentences to mark.

    >>> passage_address("lessons/a#why-it-matters", ["cb40f7c9"])
    '/knowledge/lessons/a?mark=cb40f7c9#why-it-matters'
    """
    document, _, heading = passage_id.partition("#")
    wanted = ",".join(marks)
    return f"/knowledge/{document}{'?mark=' + wanted if wanted else ''}#{quote(heading)}"


def marks_in(passage: Passage, words: str) -> list[str]:
    """The short names of the sentences of `passage` that stand in `words`, such as a quote."""
    return [sentence_mark(s.text) for item in passage.items for s in item.sentences if s.text in words]


def node_address(node_id: str, kind: Literal["barriers", "helps"]) -> str:
    """The page of a barrier or of something that helps.

    >>> node_address("unclear-problem", "barriers")
    '/map/barriers/unclear-problem'
    """
    return f"/map/{kind}/{quote(node_id)}"
