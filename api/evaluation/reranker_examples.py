"""What the re-ranker is learned from: questions, each with texts and how true it is that each answers it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from api.ask.knowledge import Knowledge
from api.evaluation.judged import FULL, Judged
from kb.variants import as_asked

FOUND, OTHERS = 14, 6  # passages that a search finds, and those of them that a question is shown with
NEAREST = 2  # passages next to an asked-as question that may answer it too, so that none says they do not
ASKED_SHARE = 0.2  # asked-as questions for each judged one


@dataclass(frozen=True)
class Example:
    """One question, and texts each with how true it is that it answers, 0 to 1."""

    question: str
    texts: tuple[tuple[str, float], ...]


def examples_from(knowledge: Knowledge, judged: Sequence[Judged]) -> list[Example]:
    """The `judged` questions, and asked-as ones drawn beside them, in an order that is always the same."""
    chance = random.Random(1)  # noqa: S311 -- no secret
    known = {as_asked(one.question) for one in judged}
    own = [(as_asked(v.question), v.passage_id) for d in knowledge.index.corpus.documents for v in d.variants]
    asked = [pair for pair in own if pair[0] not in known]
    drawn = chance.sample(asked, min(len(asked), int(len(judged) * ASKED_SHARE)))
    examples = [_of_judged(one, knowledge) for one in judged if one.ours and not one.apart]
    examples += [_of_asked(question, place, knowledge) for question, place in drawn]
    chance.shuffle(examples)
    return examples


def _of_judged(one: Judged, knowledge: Knowledge) -> Example:
    """The passages that were judged; where none was judged to be beside it, the nearest others."""
    question = as_asked(one.question)
    numbers, judged = knowledge.passage_numbers, (*one.full, *one.part, *one.beside)
    found = {numbers[name]: one.grade(name) for name in judged if name in numbers}
    if not one.beside:
        found |= dict.fromkeys(_nearest(question, set(found), knowledge), 0.0)
    return _example(question, found, knowledge)


def _of_asked(question: str, place: str, knowledge: Knowledge) -> Example:
    own = knowledge.passage_numbers[place]
    others = _nearest(question, {own}, knowledge)[NEAREST:]
    return _example(question, {own: FULL} | dict.fromkeys(others, 0.0), knowledge)


def _nearest(question: str, besides: set[int], knowledge: Knowledge) -> list[int]:
    ranking = knowledge.index.retriever.rank(question, knowledge.embedder)
    return [number for number in ranking.top(FOUND) if number not in besides][: OTHERS + NEAREST]


def _example(question: str, found: dict[int, float], knowledge: Knowledge) -> Example:
    plain = knowledge.embedder.embed_one(question)
    # a question is never shown beside itself: it has to be told by others
    texts = [(knowledge.as_read(number, plain, without=question), grade) for number, grade in found.items()]
    return Example(question, tuple(texts))
