"""Replies in the shape of OpenAI's chat completions: Markdown with footnotes, the reply beside it."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from api.ask.asking import Desk
from api.ask.citing import as_text
from api.ask.reply import Reply
from api.ask.replying import new_id
from api.ask.turn import Turn, looked_at, turn_of
from api.doors.client_tasks import own_question
from api.doors.schemas import ChatMessage
from api.errors import Fault, Unprocessable

MODEL = "psp-guide"
MOST_CHARACTERS = 1000
MOST_EARLIER = 9
_MARK = re.compile(r"\[(\d+)\]")


def answer(desk: Desk, messages: Sequence[ChatMessage]) -> Reply:
    """The reply to the last message of a user; earlier ones are what it may refer to.

    Nothing is stored: the earlier questions come with every request and are answered again, which takes
    milliseconds, since no LLM is asked for them. What the assistant is said to have answered, and system
    messages, are not read.

    Raises:
        Unprocessable: there is no question, or it is too long.
    """
    asked = [own_question(message.text) for message in messages if message.role == "user"]
    if not asked or not asked[-1]:
        raise Unprocessable(
            "There is no question.",
            (Fault("/messages", "send at least one message of the role user with text"),),
        )
    if len(asked[-1]) > MOST_CHARACTERS:
        raise Unprocessable(
            "The question is too long.", (Fault("/messages", f"ask in {MOST_CHARACTERS} characters at most"),)
        )
    turns: list[Turn] = []
    for earlier in _answered_again(asked[:-1]):
        turns.append(turn_of(desk.asker.plain.ask(earlier, looked_at(turns))))
    return desk.answer(asked[-1], looked_at(turns))


def _answered_again(asked: Sequence[str]) -> list[str]:
    """The earlier questions that are answered again: the first and the last, so many that moves are the same
    as in a kept conversation of ten turns."""
    fit = [text for text in asked if 0 < len(text) <= MOST_CHARACTERS]
    return fit if len(fit) <= MOST_EARLIER else [fit[0], *fit[1 - MOST_EARLIER :]]


def markdown(reply: Reply, base: str) -> str:
    """The whole answer as Markdown with footnotes."""
    return "".join(chunks(reply, base))


def chunks(reply: Reply, base: str) -> Iterator[str]:
    """The same in parts, one for each statement, then cautions and footnotes."""
    said = reply.answer.statements
    whole = as_text(said)
    if said and reply.answer.text.startswith(whole):
        done = 0
        for count in range(1, len(said) + 1):
            text = as_text(said[:count])
            yield _footnoted(text[done:])
            done = len(text)
        rest = reply.answer.text[len(whole) :]
    else:
        rest = reply.answer.text
    if rest:
        yield _footnoted(rest)
    yield from _after(reply, base)


def _after(reply: Reply, base: str) -> Iterator[str]:
    if reply.note and reply.note not in reply.answer.text:
        yield f"\n\n{reply.note}"
    if reply.cautions:
        yield "\n\n" + "\n".join(f"> {caution.text}" for caution in reply.cautions)
    if reply.turn_to:
        yield "\n\n" + "\n".join(f"- {p.title}: {absolute(p.url, base)}" for p in reply.turn_to)
    if reply.citations:
        notes = (
            f"[^{c.number}]: {c.source.title}, {c.source.publisher}, {c.source.year or 'undated'}: "
            f"{c.source.locator}. {base}{c.url}"
            for c in reply.citations
        )
        yield "\n\n" + "\n".join(notes)


def absolute(url: str, base: str) -> str:
    """An address that works from elsewhere.

    >>> absolute("/knowledge/law/tupe", "https://guide.example")
    'https://guide.example/knowledge/law/tupe'
    """
    return base + url if url.startswith("/") else url


def _footnoted(text: str) -> str:
    return _MARK.sub(r"[^\1]", text)


def completion(text: str, asked: Sequence[ChatMessage], reply: Reply | None = None) -> dict[str, Any]:
    """A chat completion; the field `psp` holds the reply as `POST /v1/ask` gives it, where there is one."""
    return {
        "id": f"chatcmpl-{reply.id if reply else new_id()}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": None},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": usage(asked, text),
        **({"psp": reply.as_json()} if reply else {}),
    }


def chunk_objects(
    parts: Iterable[str], asked: Sequence[ChatMessage], include_usage: bool, reply: Reply | None = None
) -> Iterator[dict[str, Any]]:
    """The chunks of a streamed chat completion; the last with a choice carries `psp`, if there is a reply."""
    made, identity, sent = int(time.time()), reply.id if reply else new_id(), ""

    def chunk(delta: dict[str, str], finish: str | None = None, **more: Any) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {
            "id": f"chatcmpl-{identity}",
            "object": "chat.completion.chunk",
            "created": made,
            "model": MODEL,
            "choices": [choice],
            **more,
        }

    yield chunk({"role": "assistant", "content": ""})
    for text in parts:
        sent += text
        yield chunk({"content": text})
    yield chunk({}, "stop", **({"psp": reply.as_json()} if reply else {}))
    if include_usage:
        yield {**chunk({}), "choices": [], "usage": usage(asked, sent)}


def usage(asked: Sequence[ChatMessage], text: str) -> dict[str, int]:
    """Counts that clients expect; words, since no tokens are paid for here."""
    sent, made = sum(len(message.text.split()) for message in asked), len(text.split())
    return {"prompt_tokens": sent, "completion_tokens": made, "total_tokens": sent + made}


def model_object() -> dict[str, Any]:
    """The one model there is."""
    return {"id": MODEL, "object": "model", "created": 1795305600, "owned_by": "psp-guide"}
