"""Questions in other dresses: each dress does what its name says, and a flip of either kind is counted."""

from typing import Any

import pytest

from api.ask.reply import Answer, CitationRef, Reply, Statement
from api.evaluation.dresses import DRESSES, flips, sample
from api.services import Services


@pytest.mark.parametrize(
    ("dress", "plain", "dressed"),
    [
        ("no question mark", "What is a PSP?", "What is a PSP"),
        ("all small", "What is a PSP?", "what is a psp?"),
        ("capitals", "What is a PSP?", "WHAT IS A PSP?"),
        ("hi", "What is a PSP?", "Hi, What is a PSP?"),
        ("please can you tell me", "who pays?", "please can you tell me who pays?"),
        ("thanks", "who pays?", "who pays? thanks"),
        ("no apostrophes", "can’t we, don't we", "cant we, dont we"),
        ("no hyphens", "what is co-design", "what is codesign"),
        ("dots in abbreviations", "does TUPE apply to a PSP", "does T.U.P.E. apply to a P.S.P."),
        ("double blanks", "who pays", "who  pays"),
        ("a typing slip", "who pays for evaluation", "who pays for evaulation"),
        ("singular and plural", "who runs the pilot", "who runs the pilots"),
        ("Scots", "what do we do about it", "whit do we do aboot it"),
        ("ligatures", "who benefits", "who beneﬁts"),
    ],
)
def test_a_dress_changes_what_its_name_says(dress: str, plain: str, dressed: str) -> None:
    assert DRESSES[dress](plain) == dressed


def test_there_are_the_fourteen_that_people_wear() -> None:
    assert len(DRESSES) == 14


@pytest.fixture(scope="module")
def answered(services: Services) -> Reply:
    return services.asker.ask("What is a PSP?")


def _citing(reply: Reply, passage: str) -> Reply:
    citation: CitationRef = reply.citations[0].model_copy(update={"number": 1, "passage_id": passage})
    said = Answer(text="A. [1]", statements=[Statement(text="A.", citations=[1])])
    return reply.model_copy(update={"answer": said, "citations": [citation]})


def test_another_status_and_another_first_passage_both_count(answered: Reply) -> None:
    seen: dict[str, Reply] = {
        "Who pays?": _citing(answered, "a#a"),
        "Who pays": _citing(answered, "a#a"),
        "who pays?": _citing(answered, "b#b"),
        "WHO PAYS?": _citing(answered, "a#a").model_copy(update={"status": "abstained"}),
    }
    found = flips(["Who pays?"], seen.__getitem__, ["no question mark", "all small", "capitals"])
    rows: dict[str, Any] = found.summary()
    assert [rows[dress]["flips"] for dress in ("no question mark", "all small", "capitals")] == [0, 1, 1]
    assert (rows["all"]["flips"], rows["all"]["of"]) == (2, 3)


def test_a_dress_that_changes_nothing_is_not_counted(answered: Reply) -> None:
    found = flips(["who pays"], lambda question: answered, ["all small", "no question mark", "no hyphens"])
    assert found.summary()["all"] == {"flips": 0, "of": 0, "share": None}


def test_a_sample_is_the_same_each_time() -> None:
    many = [str(number) for number in range(100)]
    assert sample(many, 10) == sample(many, 10)
    assert len(set(sample(many, 10))) == 10
    assert sample(many, None) == many
