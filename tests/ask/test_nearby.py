"""What to ask next: after a definition how a PSP begins, whether it fits, how long it takes."""

import pytest

from api.ask.nearby import first_question, readings
from api.ask.pipeline import Asker


@pytest.mark.parametrize("question", ["What is a PSP", "PSP??", "tell me about PSPs"])
def test_after_what_it_is_comes_how_it_starts_whether_it_fits_and_how_long(
    asker: Asker, question: str
) -> None:
    offered = asker.ask(question).follow_ups
    assert offered == ["How do we start a PSP?", "Is a PSP right for us?", "How long does a PSP take?"]


def test_what_is_offered_is_answered_first_by_the_section_that_it_leads_to(asker: Asker) -> None:
    for question, document in (
        ("How do we start a PSP?", "process/how-to-start"),
        ("Is a PSP right for us?", "process/is-a-psp-right"),
        ("How long does a PSP take?", "process/timeline-before-the-tender"),
    ):
        reply = asker.ask(question)
        assert reply.citations[0].passage_id.startswith(f"{document}#")


def test_what_could_mean_anything_is_offered_what_a_psp_is_first(asker: Asker) -> None:
    assert readings(asker.knowledge)[:2] == ["What is a PSP?", "How do we start a PSP?"]
    assert first_question("process/no-such-document", asker.knowledge) == ""
    assert first_question("process/how-to-start#no-such-section", asker.knowledge) == ""
