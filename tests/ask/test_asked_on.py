"""Follow-ups on a thing's purpose, origin and fate, on how one would know, and on what an answer rests on."""

import pytest

from api.ask.conversation import standalone
from api.ask.knowing import how_one_knows
from api.ask.moves import simpler, sources, why
from api.ask.names import Names
from api.ask.origin import origin_of
from api.ask.pipeline import Asker
from api.ask.purpose import purpose_of
from api.ask.reply import Statement
from api.ask.swapping import named_besides, swapped
from api.ask.there import said_there
from api.ask.turn import Turn
from api.ask.whichever import part_of_a_body
from kb.taxonomy import Name
from tests.ask.talking import talk

NONE = Names(())
GROUP = Turn("Who sits on the steering group?", "the steering group", (), True)
CHARITIES = Name(id="c", title="charities", also=("charities", "charity", "social sector"), document="x/y")
BODIES = Name(id="p", title="public bodies", also=("public body", "public sector"), document="x/y")
WHO = Names((CHARITIES, BODIES))


@pytest.mark.parametrize(
    "said",
    [
        "what is it there for", "and what are they there for?", "what's it for", "what is its purpose",
        "what does it exist for", "so why is it there", "what purpose does it serve", "what's its job then",
    ],
)  # fmt: skip
def test_the_purpose_of_a_thing_is_no_reason_for_what_was_said(said: str) -> None:
    assert purpose_of(said, GROUP) == "What is the steering group for?"


@pytest.mark.parametrize("said", ["what is it for a council", "what are they", "who is it for", "why"])
def test_what_asks_for_no_purpose(said: str) -> None:
    assert purpose_of(said, GROUP) is None


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        (
            "How would we find out beforehand?", "A small PSP may cost more than it brings.",
            "How would we find out beforehand whether a small PSP may cost more than it brings?",
        ),
        ("how would the council tell", "Is it too dear?", "How would the council tell: is it too dear?"),
        (
            "and how can we check that", "Will the council keep the service?",
            "How can we check whether the council will keep the service?",
        ),
        ("how would we know in time", "What if it fails?", "How would we know in time if it fails?"),
        (
            "how could a charity work that out in advance", "Can a council run over budget?",
            "How could a charity work out in advance whether a council can run over budget?",
        ),
        ("how do you know that", "Will the council keep the service?", None),
        ("how do we find out", "Who pays for the pilot?", None),
        ("how can we tell the users", "Will the council keep the service?", None),
    ],
)  # fmt: skip
def test_how_one_would_know_is_asked_of_what_was_told_or_asked(
    said: str, before: str, meant: str | None
) -> None:
    assert how_one_knows(said, Turn(before, "a PSP", (), True)) == meant


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("where does that come from?", "PSP is based on co-planning.", "Where does the PSP model come from?"),
        ("and where did it come from", "What is a PSP?", "Where does the PSP model come from?"),
        ("where does the idea come from", "How long is a PSP?", "Where does the PSP model come from?"),
        ("whose idea was it", "What is a PSP?", "Who had the idea of a PSP?"),
        ("where does the word come from", "What is a PSP?", "Where does the name PSP come from?"),
        ("where does that come from", "How long does a pilot last?", None),
        ("where does the money come from", "What is a PSP?", None),
    ],
)
def test_a_thing_comes_from_somewhere_and_what_was_said_has_a_source(
    said: str, before: str, meant: str | None
) -> None:
    assert origin_of(said, Turn(before, "a PSP", (), True)) == meant


@pytest.mark.parametrize(
    "said",
    [
        "where does that figure come from", "where did you get that number", "whose figures are those",
        "what's the source for that percentage", "who counted that", "what is that number based on",
    ],
)  # fmt: skip
def test_a_figure_is_sourced_and_not_looked_for(said: str) -> None:
    told = Turn("What did it achieve?", "Shine", (), True, said=("Fewer than 17% came back.", "It ended."))
    assert sources.asks_for_a_figure(said, told)
    assert sources.plan(told, said).figure


@pytest.mark.parametrize(
    "said", ["where does the money come from", "who counts the votes", "what is the figure for Shine"]
)
def test_other_figures_are_asked_for(said: str) -> None:
    told = Turn("What did it achieve?", "Shine", (), True, said=("Fewer than 17% came back.",))
    assert not sources.asks_for_a_figure(said, told)


@pytest.mark.parametrize(
    "said", ["are you sure", "really?", "you certain about that?", "is that right", "u sure"]
)
def test_who_doubts_an_answer_is_told_it_again_as_far_as_it_is_sure(said: str) -> None:
    told = Statement(text="The council pays.", citations=[1])
    plan = sources.plan(Turn("Who pays?", "a PSP", (), True, statements=(told,)), said)
    assert plan.leading == "As far as the sources go, this holds. The council pays."


def test_the_sources_are_named_in_words_and_those_of_a_figure_alone(asker: Asker) -> None:
    named = talk(asker, "can a private company be a partner", "who says that").answer.text
    assert named.startswith(("It is said in", "The main point is from"))
    of_figure = talk(asker, "what did Low Moss achieve", "where does that figure come from?")
    assert of_figure.answer.text.startswith("The figure is from")
    assert len(of_figure.answer.statements) == 1


@pytest.mark.parametrize(
    ("asked", "told", "meant"),
    [
        ("What happened in Edinburgh?", "It was not successful.", "Why did the Edinburgh pilot not succeed?"),
        (
            "How did Edinburgh go?",
            "Edinburgh piloted no service.",
            "Why did the Edinburgh pilot not succeed?",
        ),
        ("Did Edinburgh work?", "Its service went on.", "What went well in the Edinburgh pilot and why?"),
        ("What did Edinburgh achieve?", "It reached 300.", "What went well in the Edinburgh pilot and why?"),
        ("Was Edinburgh a success?", "Nobody measured it.", "What went well in the Edinburgh pilot and why?"),
        ("Who led Edinburgh?", "The council did.", "Why: who led Edinburgh?"),
    ],
)
def test_why_asks_for_what_made_a_pilot_go_as_it_did(asked: str, told: str, meant: str) -> None:
    turn = Turn(asked, "the Edinburgh pilot", (), True, said=(told,))
    assert why.plan(turn, "why").question == meant


@pytest.mark.parametrize("said", ["why", "How come?", "and why was that", "why is that then"])
def test_a_bare_why_after_a_failed_pilot_is_answered(asker: Asker, said: str) -> None:
    reply = talk(asker, "What happened with the Edinburgh pilot?", said)
    assert "scope" in reply.answer.text


@pytest.mark.parametrize(
    "said",
    [
        "what does that mean",
        "meaning what?",
        "and what does that mean in practice",
        "in practice?",
        "what's it mean",
    ],
)
def test_what_a_term_means_is_told_further_where_it_was_just_defined(said: str) -> None:
    plan = simpler.plan(Turn("co-planning", "a PSP", (), True, said=("Shared design.",)), said)
    assert plan.question == "What does co-planning mean in practice?"
    told = simpler.plan(Turn("Who pays for the pilot?", "the pilot", (), True), said)
    assert told.question == "Who pays for the pilot?"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("And the other pilot, the Glasgow one?", "And the Glasgow one?"),
        ("what about the other one, Fife", "what about the Fife one?"),
        ("the other PSP - Fife", "the Fife one?"),
        ("and the other one?", "and the other one?"),
        ("what did the other pilot, in Fife, cost", "what did the other pilot, in Fife, cost"),
    ],
)
def test_the_other_one_may_be_named_behind_it(said: str, meant: str) -> None:
    assert named_besides(said) == meant


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        (
            "and for the charities?", "What must a public body know before it puts money in?",
            "What must the charities know before they put money in?",
        ),
        ("the social sector?", "What can the public sector gain?", "What can the social sector gain?"),
        ("what about charities", "Can a public body say it is late?", "Can charities say they are late?"),
    ],
)  # fmt: skip
def test_the_same_is_asked_of_the_other_sector(said: str, before: str, meant: str) -> None:
    assert swapped(said, before, WHO) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Did it work there?", "Did the PSP model work in Italy?"),
        ("is it still used there", "is the PSP model still used in Italy"),
        ("who uses it there", "who uses the PSP model in Italy"),
        ("did that succeed there", "did the PSP model succeed in Italy"),
        ("what went wrong there", "what went wrong in Italy"),
    ],
)
def test_what_came_from_there_is_the_model(said: str, meant: str) -> None:
    italy = Name(id="i", title="co-planning in Italy", also=("Italy",), document="pilots/italy")
    last = Turn("Where does the PSP model come from?", "a PSP", (), True, said=("It comes from Italy.",))
    assert said_there(said, last, Names((italy,))) == meant


@pytest.mark.parametrize(
    "said", ["and if someone breaks it", "ok but if nobody signs it", "if a partner leaves it"]
)
def test_a_case_that_is_put_asks_what_happens_then(said: str) -> None:
    turn = Turn("What goes into the memorandum?", "the memorandum", (), True)
    meant = standalone(said, [turn], NONE)
    assert meant.startswith("What happens if")
    assert meant.endswith("the memorandum?")


@pytest.mark.parametrize("said", ["And for the charities?", "what about the social sector", "and charities?"])
def test_who_was_told_of_just_now_is_not_looked_for_elsewhere(asker: Asker, said: str) -> None:
    first = "What attitude to funding should the public sector adopt, according to the lessons report?"
    assert "invest to gain" in talk(asker, first, said).answer.text


def test_what_belongs_to_a_body_is_not_its_part(asker: Asker) -> None:
    assert part_of_a_body("what about the charities' side of it", "a PSP", WHO) is None
    assert part_of_a_body("what about the charities", "a PSP", WHO) == "What do charities do in a PSP?"
