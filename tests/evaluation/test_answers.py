"""Answers judged as a reader reads: what each key of a question asks for can fail, and each figure counts."""

from typing import Any

import pytest

from api.ask.composing.problem import LOOKS_LIKE, WHAT_HELPS
from api.ask.reply import Answer, Named, Reply, Statement
from api.evaluation.answers import Reading, actions, fault, first_fault, read, said_so
from api.services import Services
from kb.errors import EvaluationError


@pytest.fixture(scope="module")
def answered(services: Services) -> Reply:
    return services.asker.ask("What is a PSP?").model_copy(update={"form": None, "verdict": None})


def _saying(reply: Reply, *said: str | Statement, **more: Any) -> Reply:
    made = [one if isinstance(one, Statement) else Statement(text=one, citations=[1]) for one in said]
    text = " ".join(one.text for one in made)
    return reply.model_copy(update={"answer": Answer(text=text, statements=made), **more})


ITEM: dict[str, Any] = {"id": "x1", "q": "who pays?", "form": "fact", "kind": "answerable"}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"first": [["council"]]}, ""),
        ({"first": [["pilot"]]}, "first statement lacks"),
        ({"must": [["pilot"]]}, ""),
        ({"must": [["tender"]]}, "lacks"),
        ({"parts": [["council"], ["tender"]]}, "lacks"),
        ({"must_not": ["grant"]}, ""),
        ({"must_not": ["pays"]}, "says"),
        ({"max_words": 9}, ""),
        ({"max_words": 8}, "9 words, 8 at most"),
        ({"verdict": "yes"}, "verdict None, not yes"),
        ({"status": "abstained"}, "answered"),
        ({"kind": "unanswerable"}, "answered"),
        ({"kind": "out_of_scope"}, "answered"),
    ],
)
def test_every_key_of_a_question_asks_for_something(answered: Reply, asked: dict[str, Any], why: str) -> None:
    reply = _saying(answered, "The council pays.", "A trust paid the pilot once.")
    found = fault({**ITEM, **asked}, reply)
    assert found.startswith(why) if why else not found


def test_a_refusal_of_what_can_be_answered_is_a_fault_and_of_the_rest_is_none(answered: Reply) -> None:
    refused = answered.model_copy(update={"status": "abstained", "reason": "not_in_knowledge_base"})
    assert fault(ITEM, refused).startswith("not answered")
    assert not fault({**ITEM, "kind": "unanswerable"}, refused)


def test_a_form_has_a_length_of_its_own(answered: Reply) -> None:
    long = _saying(answered, "word " * 71)
    assert fault(ITEM, long.model_copy(update={"form": "definition"})) == "71 words, 70 at most"
    assert not fault(ITEM, long.model_copy(update={"form": "several"}))


def test_a_barrier_opens_with_its_actions_and_a_section_with_its_first_statement(answered: Reply) -> None:
    late = _saying(answered, "Ask the lead.", "Money stops.", form="problem")
    assert first_fault({**ITEM, "first": [["money"]]}, late)
    card = _saying(
        answered, "Ask the lead.", Statement(text="Money stops.", citations=[1], heading=LOOKS_LIKE)
    )
    assert not first_fault({**ITEM, "first": [["money"]]}, card)


def test_a_hedge_is_right_where_nothing_answers_and_in_the_way_where_something_does(answered: Reply) -> None:
    near = answered.model_copy(update={"status": "partial", "only_near": True})
    assert fault(ITEM, near).startswith("marked as maybe only near")
    assert not fault({**ITEM, "kind": "unanswerable"}, near)
    assert fault({**ITEM, "kind": "out_of_scope"}, near)


@pytest.mark.parametrize(
    ("first", "silent"),
    [
        ("No source gives the fee.", True),
        ("The sources name no sum.", True),
        ("The fee is small; no source gives the sum.", False),
        ("No council is bound.", False),
    ],
)
def test_a_silence_that_is_said_first_counts_as_said(answered: Reply, first: str, silent: bool) -> None:
    reply = _saying(answered, first, "No source names the lead.")
    assert said_so(reply) is silent
    assert bool(fault({**ITEM, "kind": "unanswerable"}, reply)) is not silent


def test_what_the_sources_of_the_subject_lack_is_no_other_subject(answered: Reply) -> None:
    foreign = answered.model_copy(update={"status": "abstained", "reason": "out_of_scope"})
    assert fault({**ITEM, "kind": "unanswerable"}, foreign) == "said to be another subject"
    assert not fault({**ITEM, "kind": "out_of_scope"}, foreign)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(EvaluationError, match="x1: unknown key frist"):
        read([{**ITEM, "frist": [["pilot"]]}], lambda item: pytest.fail("was asked"))


def _told(reply: Reply, *, steps: int, barrier: str) -> Reply:
    said = [
        Statement(text="Ask the lead.", citations=[1]),
        Statement(text="Money stops.", citations=[2], heading=LOOKS_LIKE),
        *(
            Statement(text=f"Do {n}.", citations=[3], kind="step", heading=None if n else WHAT_HELPS)
            for n in range(steps)
        ),
    ]
    return _saying(reply, *said, form="problem", barriers=[Named(id=barrier, title="")])


def test_what_tells_the_trouble_is_no_action(answered: Reply) -> None:
    assert actions(_told(answered, steps=2, barrier="budget-cut")) == 3
    only = _saying(answered, Statement(text="Money stops.", citations=[1], heading=LOOKS_LIKE))
    assert actions(only) == 0
    uncited = _saying(answered, Statement(text="Do it.", citations=[], kind="step"))
    assert actions(uncited) == 0


def test_the_figures_of_the_issue_are_counted_each(answered: Reply) -> None:
    refused = answered.model_copy(update={"status": "abstained"})
    near = answered.model_copy(update={"status": "partial", "only_near": True})
    problem = {**ITEM, "form": "problem", "barrier": ["budget-cut"]}
    silent = {**ITEM, "kind": "unanswerable"}
    found = Reading()
    for item, reply in (
        (ITEM, answered), (ITEM, refused), (silent, refused), (silent, near), (silent, answered),
        (problem, _told(answered, steps=2, barrier="budget-cut")),
        (problem, _told(answered, steps=1, barrier="budget-cut")),
        (problem, _told(answered, steps=2, barrier="staff-turnover")),
    ):  # fmt: skip
        found.note(item, reply)
    rows = found.summary()
    counted = {
        "answerable_refused": (1, 5), "unanswerable_declined": (1, 3),
        "unanswerable_declined_or_said_so": (2, 3), "problems_right_barrier_named": (2, 3),
        "problems_right_barrier_and_three_actions": (1, 3),
    }  # fmt: skip
    assert {name: (rows[name]["right"], rows[name]["of"]) for name in counted} == counted
