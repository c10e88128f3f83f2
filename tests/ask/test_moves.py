"""Moves: recognised by words that are not in their data, carried out without saying the same thing twice."""

import itertools
from pathlib import Path

import pytest

from api.ask.conversation import standalone
from api.ask.moves.recognise import recognise
from api.ask.pipeline import Asker
from api.ask.reply import Reply
from api.ask.turn import Turn, turn_of
from kb.safe_yaml import values_in
from kb.variants import phrase_of

_FILE = values_in(Path(__file__).with_name("held_moves.yml").read_text("utf-8"))
HELD: dict[str, list[str]] = _FILE["moves"]
LATER: dict[str, list[str]] = _FILE["later"]
OWN = [
    "who pays for the pilot", "how long is the tender", "is a lawyer needed for that", "who sits on it",
    "what does the charity get", "can the health board join later", "when is the next meeting of the group",
    "do we have to publish it", "how are staff moved over", "what if two partners fall out",
    "where was the first one in scotland", "who wrote the contract", "is there a fee for the broker",
    "how do users get involved", "what happens to the money", "does it work in rural areas",
    "why did it end in 2015", "which law covers this", "are small groups left out", "what did it achieve",
]  # fmt: skip


def talk(asker: Asker, *said: str) -> list[Reply]:
    """The replies of one conversation."""
    turns: list[Turn] = []
    replies: list[Reply] = []
    for text in said:
        replies.append(asker.ask(text, turns))
        turns.append(turn_of(replies[-1]))
    return replies


@pytest.fixture(scope="module")
def after_steps(asker: Asker) -> list[Turn]:
    return [turn_of(asker.ask("What are the steps of a PSP?"))]


def test_the_held_phrasings_are_in_no_data(asker: Asker) -> None:
    said = asker.knowledge.moves_said
    assert [
        text for held in (HELD, LATER) for texts in held.values() for text in texts if phrase_of(text) in said
    ] == []


@pytest.mark.parametrize("move", sorted(HELD))
def test_a_move_is_told_by_nine_in_ten_phrasings_that_are_not_its_data(
    asker: Asker, after_steps: list[Turn], move: str
) -> None:
    told = [asker.ask(text, after_steps).move for text in HELD[move]]
    assert sum(one == move for one in told) >= 9, list(zip(HELD[move], told, strict=True))


def test_nine_in_ten_of_those_written_later_are_told(asker: Asker, after_steps: list[Turn]) -> None:
    """Up to twenty a move; of none more than four are missed."""
    earlier = ("how much does a PSP cost?", "What did the Renfrewshire pilot do?", "how long is a tender?")
    three = [turn_of(reply) for reply in talk(asker, *earlier)]
    missed = {
        move: [
            text for text in texts if asker.ask(text, three if move == "back" else after_steps).move != move
        ]
        for move, texts in LATER.items()
    }
    assert max(map(len, missed.values())) <= 4, missed
    assert sum(map(len, missed.values())) <= 0.1 * sum(map(len, LATER.values())), missed


def test_back_to_the_start_is_a_new_talk_and_back_to_the_first_answer_is_not(asker: Asker) -> None:
    talked = [turn_of(reply) for reply in talk(asker, "how much does a PSP cost?", "What is TUPE?")]
    assert asker.ask("go back to the start", talked).move == "again"
    assert asker.ask("go back to your first answer", talked).understood_as == talked[0].understood_as


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("no the third sector", "the third sector"), ("oops, meant the intermediary", "the intermediary"),
        ("my question was about the tender", "the tender"),
        ("and for Homereach?", "the North Lanarkshire pilot"),
        ("in Renfrewshire?", "the Renfrewshire pilot"), ("ok and for users?", "users"),
    ],
)  # fmt: skip
def test_the_last_question_is_asked_of_what_is_named_or_meant(asker: Asker, said: str, holds: str) -> None:
    turns = [turn_of(asker.ask("What are the benefits of a PSP?"))]
    understood = asker.ask(said, turns).understood_as
    assert understood.startswith("What are the benefits of")
    assert holds in understood


def test_a_form_is_named_where_a_text_is_wanted_that_there_is_one_for(asker: Asker) -> None:
    turns = [turn_of(asker.ask("What is a memorandum of understanding?"))]
    reply = asker.ask("could you draft the MoU for us", turns)
    assert "page Templates" in reply.answer.text
    assert asker.ask("yes please", [*turns, turn_of(reply)]).status == "answered"


def test_a_question_of_its_own_is_no_move(asker: Asker, after_steps: list[Turn]) -> None:
    taken = {text: plan.move for text in OWN if (plan := recognise(text, after_steps, asker.knowledge))}
    assert len(taken) <= 1, taken


@pytest.mark.parametrize(
    "said",
    ["a question that names TUPE more", "no I meant in Scotland", "and the officers?", "what if they object"],
)
def test_what_names_something_is_no_move(asker: Asker, after_steps: list[Turn], said: str) -> None:
    assert recognise(said, after_steps, asker.knowledge) is None


def test_shorter_keeps_sentences_of_the_answer_and_their_citations(asker: Asker) -> None:
    first, short, again = talk(asker, "how do we pick partners for a psp", "too wordy", "still too long")
    kept = [s.text for s in short.answer.statements]
    assert 0 < len(kept) < len(first.answer.statements)
    assert set(kept) <= {s.text for s in first.answer.statements}
    quotes = {c.number: c.quote for c in short.citations}
    assert all(s.quoted in quotes[n] for s in short.answer.statements for n in s.citations)
    assert [c.number for c in short.citations] == list(range(1, len(short.citations) + 1))
    nothing_less = again.note and again.answer.text.startswith(again.note)
    assert len(again.answer.statements) < len(kept) or nothing_less


def test_simpler_explains_a_term_of_the_answer(asker: Asker) -> None:
    reply = talk(asker, "what is an intermediary for", "plain english please")[-1]
    first, last = reply.answer.statements[0], reply.answer.statements[-1]
    assert last.heading
    assert last.heading.lower() in first.text.lower().replace("-", " ")
    quotes = {c.number: c.quote for c in reply.citations}
    assert all(s.quoted in quotes[n] for s in reply.answer.statements for n in s.citations)


@pytest.mark.parametrize(
    ("said", "wanted", "asked"),
    [
        ("explain the second one", 1, "What is a pilot in a PSP?"),  # which the guide explains by itself
        ("number 3 in more detail", 2, None),
        ("the last one, what is that", -1, None),
    ],
)
def test_a_place_in_a_list_is_explained(
    asker: Asker, after_steps: list[Turn], said: str, wanted: int, asked: str | None
) -> None:
    reply = asker.ask(said, after_steps)
    assert (reply.move, reply.status) == ("number", "answered")
    assert reply.understood_as == (asked or after_steps[-1].items[wanted])
    assert after_steps[-1].items[wanted] not in [s.text for s in reply.answer.statements]


def test_a_place_that_is_not_there_is_told(asker: Asker, after_steps: list[Turn]) -> None:
    assert "lists 3 points only" in asker.ask("explain number 9", after_steps).answer.text
    alone = [turn_of(asker.ask("How long does a PSP take?"))]
    assert "no list to count in" in asker.ask("more about the second one", alone).answer.text


def test_of_points_in_no_order_none_is_called_the_first(asker: Asker) -> None:
    turns = [turn_of(asker.ask("What are the benefits of a PSP?"))]
    assert not turns[-1].ordered
    said = asker.ask("which of those is most important", turns).answer.text
    assert said.startswith("No source says which of these is the most important")
    assert "(2) " in said


def test_the_next_one_follows_the_item_explained_even_after_another_question(asker: Asker) -> None:
    replies = talk(
        asker, "what are the stages of a psp", "explain the second", "how long is that bit", "next"
    )
    assert replies[-1].understood_as.rstrip("?") == replies[0].items[2].rstrip(".")
    assert "pilot" in replies[2].understood_as


def test_yes_takes_the_offer_that_is_named(asker: Asker) -> None:
    turns = [turn_of(asker.ask("What is a PSP?"))]
    assert asker.ask("yes please", turns).understood_as == turns[-1].offered[0]
    assert asker.ask("yes, the second one", turns).understood_as == turns[-1].offered[1]


def test_no_answer_is_given_twice_in_a_row(asker: Asker) -> None:
    """Over the tuning half of the readers' conversations, unless the same is asked again."""
    path = asker.knowledge.documents and Path(__file__).parents[2] / "corpus" / "judgements"
    conversations = values_in((path / "reader-conversations.yml").read_text("utf-8"))
    repeated = []
    for conversation in (c for c in conversations if c["split"] == "tune"):
        replies = talk(asker, *conversation["turns"])
        for before, now in itertools.pairwise(replies):
            same = now.answer.statements and now.answer.text == before.answer.text
            if same and now.understood_as.lower() != before.understood_as.lower():
                repeated.append((conversation["id"], now.question))
    assert repeated == []


def test_the_sum_asked_for_is_not_answered_with_the_line_before_that_holds_none(asker: Asker) -> None:
    first, then = talk(asker, "have public social partnerships saved any money", "how much")
    assert first.answer.statements
    assert then.answer is None or then.answer.text != first.answer.text


def test_no_title_of_a_document_enters_a_sentence(asker: Asker) -> None:
    """After an answer from any document, what "it" stands for is a thing of the guide and no title."""
    knowledge = asker.knowledge
    named = (*knowledge.index.corpus.names, *knowledge.index.corpus.things)
    things = {name.title for name in named}
    called = {form.lower() for name in named for form in (name.title.removeprefix("the "), *name.also)}
    wrong = []
    for document in knowledge.documents.values():
        question = next((v.question for v in document.variants), document.passages[0].heading)
        turn = turn_of(asker.ask(question))
        follow_up = standalone("how long does it take", [turn], knowledge.names, knowledge.who)
        title = document.front.title.lower().removeprefix("the ")
        asked_for = turn.topic and turn.topic.lower() in question.lower()  # "what is X", in the asker's words
        if title not in called and title in follow_up.lower() and not asked_for:
            wrong.append((document.id, follow_up))
        assert turn.topic in (None, "a PSP") or turn.topic in things or asked_for, (document.id, turn.topic)
    assert wrong == []


def test_what_is_talked_of_is_not_put_in_twice(asker: Asker) -> None:
    replies = talk(asker, "what does a pilot involve", "who should chair it", "who checks the pilot")
    assert [reply.understood_as.lower().count("pilot") for reply in replies] == [1, 1, 1]


def test_a_pilot_is_the_example_of_a_psp_and_each_time_another(asker: Asker) -> None:
    replies = talk(asker, "What is a PSP?", "can you give me an example?", "another one", "who paid for it?")
    assert [reply.topic for reply in replies[1:]] == [
        "the North Lanarkshire pilot", "the Renfrewshire pilot", "the Renfrewshire pilot",
    ]  # fmt: skip
    assert all(reply.status == "answered" for reply in replies)
