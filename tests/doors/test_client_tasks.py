"""What chat clients ask by themselves is answered in the shape that they read; no person is taken for one."""

import json

import pytest

from api.doors.client_tasks import FOLLOW_UPS, TITLE, own_question, task_answer
from api.doors.schemas import ChatMessage
from api.errors import Unprocessable
from tests.doors.conftest import MakeClient

HISTORY = "<chat_history>\nUSER: {asked}\nASSISTANT: A PSP takes at least a year. [1]\n</chat_history>"


def framed(task: str, wanted: str, asked: str = "how long does a psp take?") -> str:
    """A prompt as Open WebUI frames it, in other words than its own."""
    return f"### Task:\n{task}\n### Output:\nJSON format: {wanted}\n### Chat History:\n" + HISTORY.format(
        asked=asked
    )


def answered(prompt: str, *before: str) -> str | None:
    return task_answer([ChatMessage(role="user", content=text) for text in (*before, prompt)])


TITLE_TASK = framed("Name this chat in a few words.", '{ "title": "your concise title here" }')


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        (TITLE_TASK, {"title": "How long does a PSP"}),
        (framed("Give broad themes.", '{ "tags": ["a", "b"] }'), {"tags": [TITLE]}),
        (framed("What might be asked next?", '{"follow_ups": ["Q1?"]}'), {"follow_ups": list(FOLLOW_UPS)}),
        (framed("Is a search needed?", '{ "queries": ["one"] } or { "queries": [] }'), {"queries": []}),
        (framed("Go on with <text>.", '{ "text": "<the rest>" }') + "<text>how do we</text>", {"text": ""}),
        ('Available Tools: []\nReturn JSON: {"tool_calls": [{"name": "x"}]}', {"tool_calls": []}),
        (
            "Analyze this conversation and provide:\n1. The language of it\n2. A concise title\n\n"
            "User: who pays for a pilot?\nAI: Public bodies do.",
            {"language": "English", "title": "Who pays for a pilot"},
        ),
    ],
)  # fmt: skip
def test_each_task_gets_the_json_that_its_client_reads(prompt: str, wanted: dict[str, object]) -> None:
    assert json.loads(answered(prompt) or "") == wanted


@pytest.mark.parametrize(
    "prompt",
    [
        "Provide a concise, 5-word-or-less title for the conversation, in title case.\n\nConversation:\n{}",
        "Write a concise title for this conversation in the given language.\n\n{}",
        "Please generate a concise title (max 40 characters) for a conversation that starts with:\n{}",
    ],
)
def test_a_title_alone_is_given_where_no_json_is_wanted(prompt: str) -> None:
    said = "User: can you tell me about community benefit clauses please\nAI: They are clauses."
    assert answered(prompt.format(said)) == "Community benefit clauses please"


@pytest.mark.parametrize(
    "asked", ["my NI number is AB 12 34 56 C, can I join a PSP?", "I want to kill my boss", ""]
)
def test_a_title_repeats_nothing_about_a_person_or_harm(asked: str) -> None:
    prompt = framed("Name this chat.", '{ "title": "x" }', asked)
    assert json.loads(answered(prompt) or "") == {"title": TITLE}


def test_a_title_is_short_whatever_was_asked() -> None:
    prompt = framed("Name this chat.", '{ "title": "x" }', "antidisestablishmentarianism-or-not " * 9)
    assert 0 < len(json.loads(answered(prompt) or "")["title"]) <= 40


@pytest.mark.parametrize(
    "prompt",
    [
        framed("Describe a picture.", '{ "prompt": "Your detailed description here." }'),
        framed("Do something new.", '{ "mood": "glad" }'),
        "Your task is to reflect the speaker's likely facial expression through a fitting emoji.",
        "You have been provided with a set of responses from various models to the latest query.",
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(prompt: str) -> None:
    with pytest.raises(Unprocessable, match="client's own task"):
        answered(prompt)


@pytest.mark.parametrize(
    "question",
    [
        "What is a PSP?", "Give our pilot a title", "which tags does a tender notice need?",
        "Write a concise title for our report on PSPs", "summarise the conversation",
        "Analyse this conversation between a council and a charity: who decides?",
        "What is the task of a steering group?", '{"question": "who pays"}', "",
    ],
)  # fmt: skip
def test_a_person_is_never_taken_for_a_client(question: str) -> None:
    assert answered(question) is None


def test_only_the_last_message_is_a_task() -> None:
    assert answered("and who pays?", TITLE_TASK) is None


def test_a_question_framed_with_documents_is_read_alone() -> None:
    framed_question = "### Task:\nUse it.\n<context>…</context>\n<user_query>Who pays?</user_query>"
    assert own_question(framed_question) == "Who pays?"
    assert answered(framed_question) is None


def test_over_http_a_task_is_no_answer_of_the_guide(make_client: MakeClient) -> None:
    client = make_client()
    body = {"model": "psp-guide", "messages": [{"role": "user", "content": TITLE_TASK * 3}]}
    done = client.post("/v1/chat/completions", json=body).json()
    assert json.loads(done["choices"][0]["message"]["content"]) == {"title": "How long does a PSP"}
    assert "psp" not in done
    assert done["choices"][0]["finish_reason"] == "stop"
    streamed = client.post("/v1/chat/completions", json={**body, "stream": True}).text
    assert "How long does a PSP" in streamed
    assert streamed.rstrip().endswith("data: [DONE]")
    refused = framed("Describe a picture.", '{ "prompt": "x" }')
    told = client.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": refused}]})
    assert told.status_code == 422
    assert "client's own task" in told.json()["error"]["message"]
