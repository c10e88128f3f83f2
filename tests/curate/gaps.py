"""Questions that the real corpus is silent on, found by asking, for tests of what is kept and drafted."""

from functools import cache

from api.ask.pipeline import Asker
from api.curate.gap_keeper import SILENT, gap_of
from tests.reviewed import real_reading


@cache
def candidates() -> tuple[str, ...]:
    """What reviewers have marked as unanswered, in order."""
    examples = real_reading().corpus.examples
    return tuple(q for one in examples if one.kind == "unanswered" for q in one.questions)


def silent(asker: Asker, count: int) -> list[str]:
    """`count` questions that are declined because the sources do not say, and that may be kept."""
    found: list[str] = []
    for question in candidates():
        reply = asker.ask(question)
        gap = gap_of(reply, asker) if reply.reason == SILENT else None
        if gap and gap.question == question:  # typed without courtesies
            found.append(question)
        if len(found) == count:
            return found
    raise AssertionError(f"the corpus answers all but {len(found)} of its unanswered questions")
