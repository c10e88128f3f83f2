"""The same question in other dresses: as people leave marks out, greet, slip, or write Scots."""

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.ask.reply import Reply
from api.evaluation.metrics import wilson

_PLURALS = {"pilot": "pilots", "pilots": "pilot", "PSP": "PSPs", "PSPs": "PSP", "contract": "contracts",
            "partner": "partners", "partners": "partner", "council": "councils", "councils": "council",
            "charity": "charities", "charities": "charity", "tender": "tenders"}  # fmt: skip
_SCOTS = {"what": "whit", "from": "fae", "not": "no", "out": "oot", "about": "aboot", "our": "oor",
          "with": "wi", "do not": "dinnae", "cannot": "cannae", "have": "hae", "who": "wha", "more": "mair",
          "to": "tae"}  # fmt: skip
_LIGATURES = {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}


def _swap(text: str, words: Mapping[str, str]) -> str:
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, words)) + r")\b", re.I)
    return pattern.sub(lambda match: words.get(match[0], words.get(match[0].lower(), match[0])), text)


def _one_plural(text: str) -> str:
    pattern = re.compile(r"\b(" + "|".join(_PLURALS) + r")\b")
    return pattern.sub(lambda match: _PLURALS[match[0]], text, count=1)


def _slip(text: str) -> str:
    """Two inner letters of the longest word exchanged."""
    word = max(re.findall(r"[A-Za-z]+", text), key=len, default="")
    if len(word) < 7:
        return text
    return text.replace(word, word[:3] + word[4] + word[3] + word[5:], 1)


def _ligatures(text: str) -> str:
    for plain, joined in _LIGATURES.items():
        text = text.replace(plain, joined)
    return text


DRESSES: dict[str, Callable[[str], str]] = {
    "no question mark": lambda q: q.rstrip(" ?"),
    "all small": str.lower,
    "capitals": str.upper,
    "hi": lambda q: f"Hi, {q}",
    "please can you tell me": lambda q: f"please can you tell me {q}",
    "thanks": lambda q: f"{q} thanks",
    "no apostrophes": lambda q: re.sub(r"['’]", "", q),
    "no hyphens": lambda q: re.sub(r"(?<=\w)-(?=\w)", "", q),
    "dots in abbreviations": lambda q: re.sub(r"\b[A-Z]{3,5}\b", lambda m: ".".join(m[0]) + ".", q),
    "double blanks": lambda q: q.replace(" ", "  "),
    "a typing slip": _slip,
    "singular and plural": _one_plural,
    "Scots": lambda q: _swap(q, _SCOTS),
    "ligatures": _ligatures,
}


@dataclass
class Flips:
    """Of the questions that a dress changes, those whose status or first passage changes too."""

    of: dict[str, int] = field(default_factory=dict)
    flipped: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """A row a dress, then all."""
        rows: dict[str, Any] = {}
        for dress, of in self.of.items():
            count = len(self.flipped.get(dress, ()))
            rows[dress] = {"flips": count, "of": of, "share": round(count / of, 4) if of else None}
        of, count = sum(self.of.values()), sum(map(len, self.flipped.values()))
        interval = wilson(count, of)
        rows["all"] = {"flips": count, "of": of, "share": round(count / of, 4) if of else None}
        if interval:
            rows["all"] |= {"low": round(interval[0], 4), "high": round(interval[1], 4)}
        return rows


def flips(
    questions: Sequence[str],
    ask: Callable[[str], Reply],
    dresses: Iterable[str] = DRESSES,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Flips:
    """Ask every question plain and in every dress that changes it."""
    found = Flips()
    for number, question in enumerate(questions, start=1):
        plain = _seen(ask(question))
        for dress in dresses:
            dressed = DRESSES[dress](question)
            if dressed == question:
                continue
            found.of[dress] = found.of.get(dress, 0) + 1
            if (seen := _seen(ask(dressed))) != plain:
                row = {"question": question, "dressed": dressed, "plain": str(plain), "seen": str(seen)}
                found.flipped.setdefault(dress, []).append(row)
        tell(number, len(questions))
    return found


def _seen(reply: Reply) -> tuple[str, str]:
    """What has to stay the same: the status, and the passage that comes first."""
    cited = {citation.number: citation.passage_id for citation in reply.citations}
    first = reply.answer.statements[0].citations if reply.answer.statements else []
    return reply.status, cited.get(first[0], "") if first else ""


def sample(questions: Sequence[str], size: int | None, seed: int = 11) -> list[str]:
    """`size` questions drawn at random, the same each time; all where `size` is None."""
    if size is None or size >= len(questions):
        return list(questions)
    return random.Random(seed).sample(list(questions), size)  # noqa: S311 -- a sample, no secret
