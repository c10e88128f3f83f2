"""Turns that speak about the answer itself: its basis, its work, some of its points, how usual it is."""

from dataclasses import replace

import pytest

from api.ask.in_a_sentence import inline_items, ordered_parts
from api.ask.pipeline import Asker
from api.ask.turn import turn_of
from tests.ask.talking import lost, talk

PAYS = "charity partner wants paid for coming to meetings"
ADVERT = "do we have to advertise for partners"
PROOF = "is there proof it saves money"
COUNCILLOR = "As a councillor, what should I ask before approving a pilot?"


@pytest.mark.parametrize(
    "said",
    [
        "is that the law or just your opinion?", "law or guidance?", "is that official",
        "is that a rule or advice", "Says who, the law or some report", "is this only your own view",
        "is that a fact or an assumption then",
        "is there evidence for that or is it a guess",
    ],
)  # fmt: skip
def test_what_an_answer_rests_on_is_told_by_its_kind(asker: Asker, said: str) -> None:
    reply = talk(asker, ADVERT, said)
    assert reply.answer.text.startswith(
        "This is guidance of the body named below, which is not the law itself."
    )
    assert reply.answer.statements[0].citations


def test_the_guides_own_reading_is_called_so(asker: Asker) -> None:
    reply = talk(asker, "how do we find partners", "is that law or just advice")
    assert reply.answer.text.startswith("This is the guide's own reading of its sources")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("which year was that report", "It is of 2007: "),
        ("when was the report written?", "It is of 2007: "),
        ("how old is that study", "It is of 2007: "),
        (
            "who wrote that report",
            "EQUAL Social Economy Scotland Development Partnership published it in 2007",
        ),
        (
            "who published the report then",
            "EQUAL Social Economy Scotland Development Partnership published it",
        ),
    ],
)
def test_a_report_is_dated_and_its_publisher_named_before_the_guides_own_reading(
    asker: Asker, said: str, told: str
) -> None:
    assert talk(asker, PROOF, said).answer.text.startswith(told)


@pytest.mark.parametrize(
    "said", ["how would I cite that", "can I quote you on that", "reference for that please"]
)
def test_a_citation_is_there_to_paste(asker: Asker, said: str) -> None:
    text = talk(asker, "why does a psp take so long", said).answer.text
    assert text.startswith(
        "Cite the work, and say that the words are the guide's own: Scottish Government (2018)"
    )


@pytest.mark.parametrize(
    "said",
    ["just the top three", "give me the three most important ones", "narrow it down to the main 3",
     "pick the three that matter most"],
)  # fmt: skip
def test_parts_of_a_sentence_are_chosen_as_points_are(asker: Asker, said: str) -> None:
    whole = turn_of(asker.ask(COUNCILLOR))
    alone = replace(whole, said=whole.said[:1], statements=whole.statements[:1], ordered=False)
    turns = [replace(alone, items=tuple(inline_items(whole.said[0])))]  # without the list behind the sentence
    reply = asker.ask(said, turns)
    assert reply.answer.text.startswith("The sources do not rank these.")
    assert [s.text for s in reply.answer.statements] == [
        "which need the PSP meets", "why not another route", "what it costs in time and money",
    ]  # fmt: skip
    then = asker.ask("explain number 2", [*turns, turn_of(reply)])
    assert "another route" in then.answer.text.lower()


def test_the_first_of_steps_are_no_ranking(asker: Asker) -> None:
    reply = talk(asker, "how do we start a PSP", "the first two only")
    assert len(reply.answer.statements) == 2
    assert "rank" not in reply.answer.text


def test_a_list_that_tells_what_to_do_is_told_to_who_asks_how_to_avoid_it(asker: Asker) -> None:
    for talked in (("list the risks", "which is the worst one"), ("what are the risks of a PSP",)):
        text = talk(asker, *talked, "how do we avoid them").answer.text
        assert text.startswith("The list says of each what to do about it")
        assert "so weigh it before you start" in text


@pytest.mark.parametrize("said", ["is that normal", "is this the norm?", "is that standard practice"])
def test_how_usual_is_no_occasion_for_the_same_answer(asker: Asker, said: str) -> None:
    first, reply = asker.ask(PAYS), talk(asker, PAYS, said)
    told = {s.text for s in first.answer.statements}
    assert not told & {s.text for s in reply.answer.statements}
    assert "usual" in reply.answer.text or "often" in reply.answer.text


def test_whose_finding_it_is_is_told_with_its_words(asker: Asker) -> None:
    text = talk(asker, "what went wrong in edinburgh", "is that from the 2007 report or later").answer.text
    assert text.startswith("It was told so: The Edinburgh pilot did not succeed")
    assert "2007" in text


def test_a_list_of_things_done_by_others_is_no_list_of_orders() -> None:
    assert ordered_parts("Users, charities, councils and boards take part, pay, plan and judge.") == ()


@lost("another section comes first since decision 95")
def test_law_beside_the_guides_own_reading_is_not_denied(asker: Asker) -> None:
    asked = "how do we pick partners without breaking procurement law"
    text = talk(asker, asked, "is that law or advice").answer.text
    assert text.startswith("The main point is the guide's own reading")
    assert "The rest of the answer rests on law" in text


@pytest.mark.parametrize("said", ["simpler", "say it plainer", "in plain english please"])
def test_what_a_psp_is_in_plainer_words_is_another_text(asker: Asker, said: str) -> None:
    first, reply = asker.ask("what is a psp"), talk(asker, "what is a psp", said)
    assert reply.answer.statements[0].text != first.answer.statements[0].text
    assert reply.answer.statements[0].text.startswith("Council or health board, charities and people")


def test_more_points_than_there_are_is_no_choice_among_them(asker: Asker) -> None:
    assert (
        "do not rank"
        not in talk(asker, "I need a risk register for our PSP", "only the top five").answer.text
    )
