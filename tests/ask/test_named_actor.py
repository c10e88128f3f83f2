"""A body or place that a question takes to have done something, and a section that tells nothing of it."""

import pytest

from api.ask.pipeline import Asker


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("why did the UK government ban PSPs", "the UK Government"),
        ("when did the UK government start PSPs", "the UK Government"),
        ("why did westminster invent PSPs", "the UK Government"),
        ("why has the Treasury stopped paying for PSPs", "the Treasury"),
        ("why did the NHS pull out of the PSP in Ayrshire", "Ayrshire"),
        ("why did Fife drop its PSP", "Fife"),
    ],
)
def test_what_another_did_is_not_told_as_theirs(asker: Asker, question: str, of: str) -> None:
    """What is known is told all the same, behind the word that nothing read says so of them."""
    reply = asker.ask(question)
    assert reply.answer.text.startswith(f"No source that this guide has read says so of {of}.")
    assert reply.answer.statements
    assert reply.verdict is None


@pytest.mark.parametrize(
    "question",
    [
        "why did the Scottish Executive try PSPs",
        "how did the Robertson Trust get involved",
        "when did the prison service take part in Low Moss",
        "why does EU law force us to tender anything over £10k after a pilot",
        "how did the Scottish Government choose the Change Fund projects",
        "why did the Edinburgh pilot fail",
    ],
)
def test_what_a_section_tells_of_them_is_not_doubted(asker: Asker, question: str) -> None:
    assert "says so of" not in asker.ask(question).answer.text
