"""What the re-ranker is learned from: questions, each with passages that answer it and others that do not."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.ask.knowledge import Knowledge
from api.evaluation.sets import Labelled
from kb.variants import as_asked

FOUND = 12  # passages that a search finds for a question, among which the others are
PARTLY = 0.5  # how true "it answers" is of a passage that answers a part


@dataclass(frozen=True)
class Example:
    """One question: the texts that answer it, how true that is of them, and texts that do not."""

    question: str
    answering: tuple[str, ...]
    truth: float
    others: tuple[str, ...]


def examples_from(knowledge: Knowledge, labelled: Sequence[Labelled]) -> list[Example]:
    """Asked-as questions, questions that no passage answers, and `labelled` ones, three times each."""
    own = {as_asked(v.question): v.passage_id for d in knowledge.index.corpus.documents for v in d.variants}
    also = {as_asked(one.question): one.answering for one in labelled if not one.partly}
    examples = [
        _example(asked, (place, *also.get(asked, ())), 1.0, knowledge) for asked, place in own.items()
    ]
    examples += _unanswered(knowledge)
    for one in labelled:
        if as_asked(one.question) not in own and one.none in ("", "not_in_sources"):
            truth = PARTLY if one.partly else 1.0
            examples += [_example(as_asked(one.question), one.answering, truth, knowledge)] * 3
    random.Random(1).shuffle(examples)  # noqa: S311 -- no secret
    return examples


def _unanswered(knowledge: Knowledge) -> Iterator[Example]:
    for group in knowledge.index.corpus.examples:
        if group.kind == "unanswered":
            for question in group.questions:
                yield _example(as_asked(question), (), 0.0, knowledge)


def _example(question: str, answering: tuple[str, ...], truth: float, knowledge: Knowledge) -> Example:
    ranking = knowledge.index.retriever.rank(question, knowledge.embedder)
    right = [knowledge.passage_numbers[name] for name in answering if name in knowledge.passage_numbers]
    others = [number for number in ranking.top(FOUND) if number not in right]

    def text(number: int) -> str:
        # a question is never shown beside itself: it has to be told by others
        return knowledge.as_read(number, ranking.plain, without=question)

    return Example(question, tuple(map(text, right)), truth, tuple(map(text, others)))
