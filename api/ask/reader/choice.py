"""What the LLM may choose, as a JSON schema, and its text read back strictly: known values or nothing."""

import json
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kb.documents import Verdict

Answers = Literal["yes", "partly", "no"]
Unusable = Literal["unreadable", "invalid", "unknown_id"]
MOST_CHOSEN = 12
LETTERS = "abcdef"  # how the standalone questions are told apart from the numbered sentences
_NO_VERDICT = "none"
_VERDICTS: tuple[str, ...] = (*get_args(Verdict), _NO_VERDICT)


@dataclass(frozen=True)
class Choice:
    """A choice that was checked: every number and letter in it was offered.

    `sentences` are numbers from 1 in the order of the answer, none twice; `standalone` is an index from 0.
    """

    answers: Answers
    sentences: tuple[int, ...]
    verdict: Verdict | None
    standalone: int


def schema(sentences: int, standalone: int) -> dict[str, object]:
    """The JSON schema of a choice among so many numbered sentences and standalone questions."""
    numbers = {"type": "integer", "enum": list(range(1, sentences + 1))}
    properties: dict[str, object] = {
        "standalone": {"type": "string", "enum": list(LETTERS[:standalone])},
        "answers": {"type": "string", "enum": list(get_args(Answers))},
        "sentences": {"type": "array", "items": numbers, "minItems": 1, "maxItems": MOST_CHOSEN},
        "verdict": {"type": "string", "enum": list(_VERDICTS)},
    }
    return {
        "type": "object", "properties": properties, "required": list(properties),
        "additionalProperties": False,
    }  # fmt: skip


def read_choice(text: str, sentences: int, standalone: int) -> Choice | Unusable:
    """The choice in the LLM's text, or why it is none; other words and keys around it are never looked at.

    >>> read_choice('{"standalone": "a", "answers": "yes", "sentences": [2, 2, 1], "verdict": "none"}', 2, 1)
    Choice(answers='yes', sentences=(2, 1), verdict=None, standalone=0)
    >>> read_choice('{"standalone": "a", "answers": "yes", "sentences": [3], "verdict": "none"}', 2, 1)
    'unknown_id'
    >>> read_choice('{"standalone": "a", "answers": "yes", "sentences": ["A PSP is free."]}', 2, 1)
    'invalid'
    """
    read = _object_in(text)
    if read is None:
        return "unreadable"
    letter = read.get("standalone")
    answers = next((known for known in get_args(Answers) if known == read.get("answers")), None)
    verdict = next((known for known in _VERDICTS if known == read.get("verdict")), None)
    numbers = _numbers(read.get("sentences"))
    if answers is None or verdict is None or numbers is None:
        return "invalid"
    if not isinstance(letter, str) or len(letter) != 1 or (answers != "no" and not numbers):
        return "invalid"
    if letter not in LETTERS[:standalone] or any(not 1 <= number <= sentences for number in numbers):
        return "unknown_id"
    said = next((known for known in get_args(Verdict) if known == verdict), None)
    return Choice(answers, tuple(dict.fromkeys(numbers)), said, LETTERS.index(letter))


def _object_in(text: str) -> dict[str, Any] | None:
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        return None
    try:
        read = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _numbers(value: object) -> list[int] | None:
    """The list as it was given, if it is one of at most so many whole numbers."""
    if not isinstance(value, list) or len(value) > MOST_CHOSEN:
        return None
    return value if all(type(number) is int for number in value) else None
