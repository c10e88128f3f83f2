"""Follow-ups are filled in, corrections carried out, and what stands alone is left alone."""

import pytest

from api.ask.conversation import standalone
from api.ask.in_a_sentence import inline_items
from api.ask.names import Names
from api.ask.turn import Turn
from kb.taxonomy import Name

NAMES = Names(
    Name(id=name, title=title, also=also, document=document)
    for name, title, also, document in (
        ("renfrewshire", "the Renfrewshire pilot", ("ROAR", "Renfrewshire"), "pilots/roar"),
        ("falkirk", "the Falkirk PSP", ("Falkirk",), "pilots/falkirk"),
        (
            "lanarkshire",
            "the North Lanarkshire pilot",
            ("Homereach", "North Lanarkshire"),
            "pilots/homereach",
        ),
        ("steering-group", "the steering group", ("steering group",), "roles/steering-group"),
        ("tupe", "TUPE", ("TUPE",), "law/tupe"),
    )
)
LED = Turn("Who led the Renfrewshire pilot?", "the Renfrewshire pilot", (), True)
GROUP = Turn("What does the steering group do in Falkirk?", "the steering group", (), True)
CLINIC = Turn("How long is a case clinic?", "case clinic", (), True)
REQUEST = Turn("What is a participation request?", "participation requests", (), True)
STEPS = Turn("How do we start?", "the start", ("Find the need.", "Talk early.", "Design jointly."), True)
LOST = Turn("Will it rain?", None, (), False)


def understood(question: str, *turns: Turn) -> str:
    return standalone(question, turns, NAMES)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Who may make one?", "Who may make participation requests?"),
        ("how long does one take", "how long does participation requests take"),
        ("How long does it take?", "How long does participation requests take?"),
        ("Which one of them won?", "Which one of participation requests won?"),
        ("Does one council in ten have them?", "Does one council in ten have participation requests?"),
    ],
)
def test_one_stands_for_the_topic_unless_it_counts(question: str, meant: str) -> None:
    assert understood(question, REQUEST) == meant


@pytest.mark.parametrize(
    "question",
    ["Is one year enough for a tender?", "Why choose one provider?", "Can one of our members bid alone"],
)
def test_one_that_counts_refers_to_nothing(question: str) -> None:
    assert understood(question, REQUEST) == question


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Tell me more about the second one.", "Talk early."),
        ("the last?", "Design jointly."),
        ("2nd", "Talk early."),
        ("What is the third step?", "Design jointly."),
        ("who runs the second?", "who runs: Talk early."),
        ("how does the first work?", "how does this work: Find the need."),
        ("Explain the first of these.", "Find the need."),
        ("explain number 2", "Talk early."),
        ("more about step three", "Design jointly."),
        ("who runs #1?", "who runs: Find the need."),
        ("The second one: why is it needed?", "why is it needed: Talk early."),
        ("not the first one, the second", "Talk early."),
        ("No, I meant the third one.", "Design jointly."),
    ],
)
def test_a_place_in_the_list_just_given_stands_for_its_item(question: str, meant: str) -> None:
    assert understood(question, STEPS) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who was the first minister of Scotland?", "What was the first PSP in Scotland?",
        "Which council was last to sign?", "Did Falkirk come second in the vote?",
    ],
)  # fmt: skip
def test_first_and_last_that_count_something_else_are_left_alone(question: str) -> None:
    assert understood(question, STEPS) == question


def test_last_may_be_what_something_does() -> None:
    assert understood("When did it last?", STEPS) == "When did the start last?"
    assert "Design jointly" not in understood("how long did the pilot last?", STEPS)


def test_a_place_beyond_the_list_is_no_item() -> None:
    assert understood("the seventh", STEPS) == "the seventh, for the start?"


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        (
            "PSP adds three elements: joint design, a pilot and a clause.",
            ("joint design", "a pilot", "a clause"),
        ),
        ("Three took part: Falkirk, Fife, Angus.", ("Falkirk", "Fife", "Angus")),
        ("It has four steps: find, design, pilot, and tender", ("find", "design", "pilot", "tender")),
        ("One thing matters: trust.", ()),
        ("Two matter: trust and time.", ()),
        ("Councils, charities and firms met.", ()),
        ("The report says: they met. Later a, b and c left.", ()),
    ],
)
def test_a_list_inside_a_sentence_can_be_counted(sentence: str, items: tuple[str, ...]) -> None:
    assert inline_items(sentence) == items


def test_a_long_sentence_of_commas_is_read_at_once() -> None:
    """A pattern that tried every way of splitting it took a second; this would then take a minute."""
    assert inline_items("x: " + "a, " * 4000 + ";") == ()
    assert len(inline_items("x: " + "a, " * 4000 + "b")) == 4001


@pytest.mark.parametrize(
    ("turn", "question", "meant"),
    [
        (LED, "No, I meant North Lanarkshire.", "Who led the North Lanarkshire pilot?"),
        (LED, "sorry, Homereach I mean", "Who led the North Lanarkshire pilot?"),
        (LED, "Actually, what about Falkirk?", "Who led the Falkirk PSP?"),
        (LED, "I was asking about Falkirk", "Who led the Falkirk PSP?"),
        (LED, "no falkirk", "Who led the Falkirk PSP?"),
        (LED, "no, not Renfrewshire but Falkirk", "Who led the Falkirk PSP?"),
        (LED, "We meant Falkirk, not Renfrewshire.", "Who led the Falkirk PSP?"),
        (LED, "What about Falkirk?", "Who led the Falkirk PSP?"),
        (LED, "I mean the budget", "Who led the Renfrewshire pilot: the budget?"),
        (LED, "I mean who paid for the minibus", "who paid for the minibus?"),
        (LED, "No, who paid for it?", "who paid for the Renfrewshire pilot?"),
        (LED, "No, tell me about TUPE", "tell me about TUPE?"),
        (GROUP, "No, I meant Renfrewshire", "What does the steering group do in the Renfrewshire pilot?"),
        (CLINIC, "not that, the pre-mortem", "How long is the pre-mortem?"),
        (CLINIC, "Not this one, the pre-mortem.", "How long is the pre-mortem?"),
        (CLINIC, "sorry, the pre-mortem", "How long is the pre-mortem?"),
    ],
)
def test_a_correction_asks_the_last_question_of_what_was_meant(turn: Turn, question: str, meant: str) -> None:
    assert understood(question, turn) == meant


@pytest.mark.parametrize("turn", [LED, CLINIC])
@pytest.mark.parametrize(
    "question",
    [
        "no thanks", "No, thank you.", "Thanks!", "ok", "That's all, thank you", "sorry, I am lost",
        "no idea", "sorry for the delay to the minibus", "wait for the tender?",
        "we want a grant for our lunch club",
        "I want to know about the tender notice", "actually I want to ask something else",
    ],
)  # fmt: skip
def test_what_corrects_nothing_is_left_alone(turn: Turn, question: str) -> None:
    assert understood(question, turn) == question


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Why not later?", "Why not later in the Renfrewshire pilot?"),
        ("until when?", "until when in the Renfrewshire pilot?"),
        ("And why?", "why in the Renfrewshire pilot?"),
        ("Thanks, and who paid?", "Who paid for the Renfrewshire pilot?"),
        ("For example?", "For example in the Renfrewshire pilot?"),
    ],
)
def test_a_hollow_follow_up_is_about_the_topic(question: str, meant: str) -> None:
    assert understood(question, LED) == meant


@pytest.mark.parametrize("question", ["What is TUPE?", "Who pays for training of staff?"])
def test_what_stands_alone_is_left_alone(question: str) -> None:
    assert understood(question, LED) == question


def test_only_an_answer_is_referred_to_and_the_latest_one() -> None:
    assert understood("and why?") == "and why?"
    assert understood("and why?", LOST) == "and why?"
    assert understood("and why?", LED, LOST) == "why in the Renfrewshire pilot?"
    assert understood("and why?", LED, CLINIC) == "why, for case clinic?"


@pytest.mark.parametrize(
    ("question", "covered"),
    [
        ("what is Falkirk?", True), ("ROAR", True), ("tell me about Homereach and TUPE", True),
        ("who paid for Falkirk", False), ("what is that", False), ("", False), ("falkirks", False),
    ],
)  # fmt: skip
def test_a_name_alone_is_covered_by_the_names(question: str, covered: bool) -> None:
    assert NAMES.cover(question) is covered


def test_without_names_nothing_is_covered() -> None:
    assert not Names(()).cover("what is Falkirk?")
