"""A question that editors have given to a section is answered from it."""

import random

import pytest

from api.ask.pipeline import Asker


def test_an_asked_as_question_is_answered_from_its_own_section(asker: Asker) -> None:
    documents = asker.knowledge.index.corpus.documents
    asked = [v for document in documents for v in document.variants]
    drawn = random.Random(7).sample(asked, 180)
    cited = [(v.passage_id, [c.passage_id for c in asker.ask(v.question).citations][:1]) for v in drawn]
    own = sum(first == [passage] for passage, first in cited)
    assert own >= 171  # of some a comparison or a correction stands before the section


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("is it worth it", "process/is-a-psp-right#when-should-you-use-a-psp-and-when-is-it-worth-it"),
        ("Is a PSP worth it??", "process/is-a-psp-right#when-should-you-use-a-psp-and-when-is-it-worth-it"),
        ("what is it for", "process/what-is-a-psp#what-is-a-psp-for-and-who-benefits"),
        ("what happens during the pilot", "process/piloting#how-is-a-pilot-run-step-by-step"),
        ("Can the charity that ran the pilot bid?",
         "law/prior-involvement-of-bidders#can-a-partner-in-the-design-or-pilot-bid-in-the-tender"),
        ("can i trust this",
         "process/about-this-guide#is-this-guide-up-to-date-and-can-its-answers-be-trusted"),
    ],
)  # fmt: skip
def test_the_shortest_first_questions_are(asker: Asker, question: str, passage: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert reply.citations[0].passage_id == passage
