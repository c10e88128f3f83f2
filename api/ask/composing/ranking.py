"""Which of two things has more of something: "which is less trouble", "which opens more doors".

A comparison says what sets two things apart. Who asks which is quicker is first told what is said of time, or
that no source says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.ask.composing.draft import Chosen
from api.ask.form import Form
from api.ask.knowledge import Line
from api.ask.retrieve import Found
from kb.lexical import stems

_LEAST = r"(?:the )?(?:less|more|least|most|fewer|fewest)"
_WHICH = r"(?:which|what|whichever)(?: (?:one|way|route|option|model|form|of (?:them|the two|these|those)))?"
# "which is less trouble", "which is cheaper", "which one opens more doors"
_ASKS = (
    re.compile(
        rf"\b{_WHICH} (?P<does>(?:is|are|was|would be|will be|works out|tends to be)(?: (?:usually|generally|"
        rf"normally|really|likely to be))? (?P<what>{_LEAST} (?:of an? )?[\w-]+(?: [\w-]+)?|(?:the )?"
        r"(?!better\b|other\b|another\b|whether\b|under\b|over\b|ever\b|older\b|newer\b|bigger\b|larger\b|smaller\b)"
        r"[a-z]{3,}(?:er|est)))\b",
        re.I,
    ),
    re.compile(
        rf"\b{_WHICH} (?P<does>(?:would |will |does |can )?(?!is\b|are\b)"
        rf"(?P<what>[a-z]+ (?:us |you |charities |users )?{_LEAST} [\w-]+))",
        re.I,
    ),
    re.compile(
        r"^(?:and |so |but )?(?:is|are|would) .{3,60}? (?P<does>(?:be )?(?P<what>(?:less|more) [\w-]+|"
        r"(?!better\b)(?:quick|cheap|fast|eas|simpl|safe|fair|risk|short|long|slow|strong|weak|hard)"
        r"\w*(?<=er))) (?:than|or)\b",
        re.I,
    ),
)
# the words in which a line speaks of what is asked for, by the words in which that is asked
_OF = (
    (r"hassle|trouble|bother|effort|work|simpl|eas(?:y|ier|iest)|paperwork|admin|burden|complicat|complex|hard",
     r"\b(?:hassle|trouble|effort|simple\w*|eas(?:y|ier|ily)|paperwork|burden\w*|complicated|staff time|"
     r"work load|workload|demanding|harder)\b"),
    (r"quick|fast|slow|soon|short|time|long",
     r"\b(?:quick\w*|fast\w*|slow\w*|sooner|months?|years?|weeks?|takes? longer|takes? less time)\b"),
    (r"cheap|dear|cost|money|expens|price",
     r"\b(?:cheap\w*|dearer|costs?|costly|expens\w+|savings?|saves?)\b"),
    (r"risk|safe|secure|danger", r"\b(?:risk\w*|safe\w*|secure|liab\w+|danger\w*)\b"),
    (r"fair|equal|even-handed", r"\b(?:fair\w*|equal\w*)\b"),
    (r"say|influence|power|control|doors?|voice|access|chances?|opportunit",
     r"\b(?:say|influence|power|control|voice|let in|seat|access|right to)\b"),
    (r"flexib|free|room", r"\b(?:flexib\w+|free(?:r|ly|dom)?|room)\b"),
    (r"last|stable|sustain|lasting", r"\b(?:last\w*|stable|sustain\w*|long[- ]term)\b"),
    (r"users?|people|clients?|outcomes?", r"\b(?:users?|outcomes?)\b"),
)  # fmt: skip
_FAMILIES = tuple((re.compile(rf"(?:{asked})", re.I), re.compile(said, re.I)) for asked, said in _OF)
_AMONG = 5  # hits, whose short answers may say it of both
_SHARED = 3  # words of the question in a line that speaks of both: the two things, and what is asked of them
NOT_RANKED = "This guide knows of no source that says which {does}. What sets them apart:"


@dataclass(frozen=True)
class Quality:
    """What one of two things may have more of, as asked, and the words in which lines speak of it."""

    does: str
    word: str
    told: re.Pattern[str]

    def is_told(self, line: Line) -> bool:
        """Whether a line speaks of it."""
        return bool(self.told.search(line.text))


def quality_asked(question: str) -> Quality | None:
    """By what a question wants two things ranked; None where it asks how they differ, or which is better.

    >>> quality_asked("PSP or grant, which is less trouble?").does
    'is less trouble'
    >>> quality_asked("PSP or participation request, which opens more doors").does
    'opens more doors'
    >>> quality_asked("which is better, a PSP or a grant"), quality_asked("which other form is there")
    (None, None)
    """
    found = next((match for one in _ASKS if (match := one.search(question))), None)
    if found is None:
        return None
    told = next((said for asked, said in _FAMILIES if asked.search(found["what"])), None)
    own = [re.escape(stem) for stem in stems(found["what"]) if stem not in _OF_AMOUNT]
    if told is None and not own:
        return None
    pattern = told or re.compile(rf"\b(?:{'|'.join(own)})", re.I)
    return Quality(" ".join(found["does"].split()), found["what"].rsplit(maxsplit=1)[-1], pattern)


_OF_AMOUNT = frozenset(stems("less more least most fewer fewest the of us you"))


def ranked_first(question: str, chosen: list[Chosen], found: Found) -> tuple[list[Chosen], str]:
    """The lines of a comparison, those on the quality asked for first; where none is on it, as they were and
    what to say before them.

    A short answer among the best hits that says it of both in the same word goes before a row.
    """
    quality = quality_asked(question)
    if quality is None or quality.is_told(chosen[0].line):
        return chosen, ""
    first = _said_of_both(quality, found)
    first = first or [one for row in _rows(chosen) if quality.is_told(row[0].line) for one in row]
    if not first:
        return chosen, NOT_RANKED.format(does=quality.does)
    told = {one.line.text for one in first}
    plain = [Chosen(one.line, one.shelf) for one in first]
    return [*plain, *(one for one in chosen if one.line.text not in told)], ""


def not_ranked(form: Form, question: str, chosen: Sequence[Chosen]) -> str:
    """That no source is known to rank two things as asked, where lines only compare them; "" elsewhere."""
    quality = quality_asked(question) if form == "comparison" else None
    if quality is None or any(quality.is_told(one.line) for one in chosen):
        return ""
    return NOT_RANKED.format(does=quality.does)


def _rows(chosen: Sequence[Chosen]) -> list[list[Chosen]]:
    """The rows of a comparison, each with all of its sentences."""
    rows: list[list[Chosen]] = []
    for one in chosen:
        if one.kind in ("item", "step"):
            rows.append([one])
        elif rows and one.kind == "sentence":
            rows[-1].append(one)
    return rows


def _said_of_both(quality: Quality, found: Found) -> list[Chosen]:
    """The short answer that speaks of both things, and of what is asked in just its word."""
    by_itself = quality.word.endswith(("er", "est"))  # "cheaper" compares wherever it stands
    words = re.compile(rf"\b{re.escape(quality.word)}\b", re.I) if by_itself else quality.told
    for hit in found.hits[:_AMONG]:
        line = next(iter(hit.shelf.short), None)
        if line and words.search(line.text) and len(set(found.asked.stems) & line.stems) >= _SHARED:
            return [Chosen(line, hit.shelf)]
    return []
