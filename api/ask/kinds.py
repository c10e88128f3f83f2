"""What kind of question is this? A linear model over the question's vector, learned from reviewed examples.

Kinds are the corpus' own subject ("ordinary"), questions on it that nothing answers, everyday ones, and
those refused for a reason. The examples are data that people review (`taxonomy/refused.yml`,
`taxonomy/unanswered.yml`, `taxonomy/outside.yml`, asked-as questions); `python -m api.evaluation.learning`
fits the weights.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from api.ask.answerable import Judgement
from kb.embedding import Vectors
from kb.learned import Array, Shape, read_arrays, write_arrays
from kb.lexical import words

KINDS = ("ordinary", "unanswered", "outside", "needs_advice", "personal_data", "unsafe", "unclear")
Reason = Literal["needs_advice", "personal_data", "unsafe", "unclear"]
REASONS: tuple[Reason, ...] = get_args(Reason)
_NAME = "kinds"
# set on the tuning half: what has no answer is refused with the likeliest reason; what seems to have one is
# refused only for a reason that is plain, and never where the answer is likely. "Unsafe" has to be plain near
# the subject too, since its text speaks of danger to people who ask how to get a pilot going.
_LIKELY_REASON, _PLAIN_REASON, _SURE_OF_ANSWER, _NEAR_THE_SUBJECT, _EVEN = 0.5, 0.7, 0.6, 0.5, 0.5

# words in which somebody has said what it is about, whether or not anything here fits it
_TOLD_AT_LENGTH = 20


@dataclass(frozen=True, eq=False)
class Kinds:
    """Weights, float32 of shape (kinds, width), and intercepts, shape (kinds,), in the order of `KINDS`."""

    weights: Array
    intercepts: Array

    def logits(self, question: Vectors) -> dict[str, float]:
        """How much a question looks like each kind; only differences mean something.

        >>> kinds = Kinds(np.eye(7, dtype=np.float32), np.zeros(7, np.float32))
        >>> max(kinds.logits(np.eye(7, dtype=np.float32)[2]).items(), key=lambda pair: pair[1])
        ('outside', 1.0)
        """
        values = self.weights @ question + self.intercepts
        return {kind: float(value) for kind, value in zip(KINDS, values, strict=True)}

    def write(self, corpus_dir: Path, model: str, examples: Iterable[str] = ()) -> Path:
        """Keep the weights with the corpus, and a mark of each example that they were learned from."""
        arrays = {"weights": self.weights, "intercepts": self.intercepts}
        return write_arrays(corpus_dir, _NAME, model, arrays, examples)


def probabilities(logits: Mapping[str, float]) -> dict[str, float]:
    """Logits as probabilities that add up to one.

    >>> probabilities({"a": 0.0, "b": 0.0})
    {'a': 0.5, 'b': 0.5}
    """
    highest = max(logits.values())
    powers = {kind: float(np.exp(value - highest)) for kind, value in logits.items()}
    total = sum(powers.values())
    return {kind: power / total for kind, power in powers.items()}


# a plain sign of harm; without one no likelihood makes a question unsafe
_HARM = re.compile(
    r"\b(kill(?! off| (?:the|this|that|a|an|our|any) (?:\w+ )?(?:pilot|project|idea|partnership|deal|service|"
    r"proposal|psp|plan|tender|bid))|die|dead|death|suicid\w*|hurt\w*|harm\w*|hit|beat\w*|punch\w*|"
    r"attack\w*|weapons?|guns?|knife|knives|"
    r"bombs?|explosiv\w*|poison\w*|drugs?|overdos\w*|abus\w*|rape\w*|stalk\w*|threat\w*|violen\w*|"
    r"burn\w*|fire|"
    r"steal\w*|fraud\w*|brib\w*|blackmail\w*|launder\w*|forg\w*|fak\w*|hack\w*|cheat\w*|shred\w*|destroy\w*|"
    r"delet\w*|hide|hid|hiding|secret\w*|rig|rigg\w*|caught|revenge|end it|live any ?more|cut\w* myself|"
    r"scar\w*)\b",
    re.I,
)


# what is only said so: "councillors are sharpening the knives", "we had to fire-fight"
_FIGURE_OF_SPEECH = re.compile(
    r"\b(?:sharpen\w* (?:the|their) knives|(?:long )?knives (?:are |were )?out|under fire|fire[- ]?fight\w*|"
    r"stab(?:bed)? in the back|shot in the (?:foot|arm)|sh(?:oo|o)t (?:it|us|them|this) down|gun to "
    r"(?:our|my|their) heads?|bomb(?:ed|shell)|smoking gun|"
    r"jump(?:ed|ing)? the gun|poison(?:ed)? chalice|catch fire)\b",
    re.I,
)


def _sounds_unsafe(question: str) -> bool:
    """Whether a word of harm stands in a question, and not in a figure of speech alone.

    >>> _sounds_unsafe("members are sharpening their knives"), _sounds_unsafe("he came with knives")
    (False, True)
    """
    return bool(_HARM.search(_FIGURE_OF_SPEECH.sub(" ", question)))


# a plain sign of one person's own matters; whoever asks of a pilot or body without one asks for what it did
_OF_A_PERSON = re.compile(
    r"\b(i|i'm|i've|my|me|mine|he|him|his|she|her|hers|someone|somebody|names?|named|address\w*|phones?|"
    r"mobiles?|"
    r"numbers?|e-?mails?|post ?codes?|liv(?:e|es|ed|ing)|born|birth\w*|age[ds]?|married|religion|health|ill|"
    r"illness|sick\w*|disab\w+|dementia|addict\w*|drink\w*|medic\w+|diagnos\w+|salar\w+|wages?|earns?|"
    r"pay slip|benefits? claim\w*|convict\w*|offen[cd]\w*|reoffend\w*|in prison|records?|files?|clients?|"
    r"women|men|man|woman|lads?|girls?|boys?|child(?:ren)?|famil\w+|mother|father|mum|dad|son|daughter|"
    r"brother|sister|wife|husband|partner's|ex|neighbour\w*|carers|tenants?|patients?|prisoners?|users?|"
    r"participants?|volunteers?|"
    r"mentors?|sacked|fired|dismissed|suspended|resign\w*|mrs?|ms|miss|dr)\b",
    re.I,
)


def tells_of_a_person(question: str) -> bool:
    """Whether a question has a plain sign of somebody's own matters.

    >>> tells_of_a_person("who paid for ROAR"), tells_of_a_person("where does its manager live")
    (False, True)
    """
    return bool(_OF_A_PERSON.search(question))


# what an office is paid, whoever holds it: "what salary was the project manager on"
_PAY = r"(?:salar(?:y|ies)|wages?|earn(?:s|ed|ing)?|pa(?:y|id)|(?:pay )?grades?)"
_OFFICE = (
    r"(?:managers?|officers?|co-?ordinators?|workers?|practitioners?|directors?|leads?|posts?|roles?|jobs?|"
    r"staff|mentors?)"
)
_OF_A_POST = re.compile(rf"\b{_PAY}\b.*\b{_OFFICE}\b|\b{_OFFICE}\b.*\b{_PAY}\b", re.I)


def asks_pay_of_a_post(question: str) -> bool:
    """Whether a question is on what an office is paid, and has no sign of who holds it.

    >>> asks_pay_of_a_post("what salary was the project manager on"), asks_pay_of_a_post("my officer's pay")
    (True, False)
    """
    return bool(_OF_A_POST.search(question)) and not re.search(
        r"\b(?:i|my|mr|mrs|ms|miss|dr|he|his|she|hers?)\b|['’]s\b", question, re.I
    )


_LETTERS = re.compile(r"\b[A-Z]{3,}\b")


def bodies_by_letters(question: str) -> list[str]:
    """What stands in capitals only, as bodies are written: "RECAP and two others".

    >>> bodies_by_letters("what do RECAP and SCVO do"), bodies_by_letters("IS IT OK")
    (['RECAP', 'SCVO'], [])
    """
    return _LETTERS.findall(question) if question != question.upper() else []


# one person, by title, pronoun or what is theirs alone
_SOMEBODY = re.compile(
    r"\b(?:mrs?|ms|miss|dr|prof|sir|lady|lord|he|him|his|she|her|hers|my|someone|somebody|home|private|"
    r"personal|"
    r"users?|clients?|patients?|prisoners?|victims?|mentors?|volunteers?|carers?|women|men|child(?:ren)?)\b",
    re.I,
)


def names_somebody(question: str) -> bool:
    """Whether a question is on how one person is reached, and not an office or a body.

    >>> names_somebody("Mrs Smith's phone number"), names_somebody("phone number of the lead partner")
    (True, False)
    """
    return bool(_SOMEBODY.search(question))


# asks who, or speaks of somebody by his office
_PERSONS = re.compile(
    r"\b(?:who|whose|whom|(?:any|every|some|no)(?:one|body)|they|them|their|people|staff|couple|panel|members?|"
    r"treasurer|manager|officer|director|chair\w*|worker|drivers?|chief|boss|trustees?|councillors?|leaders?|"
    r"head|employees?|commissioners?|colleagues?|friends?|applicants?|trainees?)\b",
    re.I,
)


def speaks_of_persons(question: str) -> bool:
    """Whether a question asks who, or speaks of people.

    >>> speaks_of_persons("who gave most"), speaks_of_persons("which pilots are in the report")
    (True, False)
    """
    return bool(_PERSONS.search(question))


# asks for a number of people, not for any one of them
_COUNTS_PEOPLE = re.compile(r"\bhow many\b", re.I)


def reason_against(
    logits: Mapping[str, float], judgement: Judgement, in_conversation: bool, question: str = ""
) -> Reason | None:
    """Why a question is refused by its kind, or None; `judgement` is that of an answer to it.

    In a conversation nothing is unclear by itself: an earlier turn may explain it.
    """
    if not logits or (judgement.answered and judgement.confidence >= _SURE_OF_ANSWER):
        return None
    shares = probabilities(logits)
    reason = max(REASONS, key=shares.__getitem__)
    if reason == "unsafe" and not _sounds_unsafe(question):
        return None
    if reason == "personal_data" and _COUNTS_PEOPLE.search(question):
        return None
    if reason == "unclear" and len(words(question)) >= _TOLD_AT_LENGTH:
        return None
    likely = judgement.answered and judgement.confidence >= _EVEN  # else what is shown is only near
    plainly = likely or (reason == "unsafe" and judgement.scope >= _NEAR_THE_SUBJECT)
    needed = _PLAIN_REASON if plainly else _LIKELY_REASON
    if shares[reason] < needed or (reason == "unclear" and in_conversation):
        return None
    return reason


def read_kinds(corpus_dir: Path, model: str) -> Kinds | None:
    """The weights that belong to the corpus in `corpus_dir`, or None if it has none for this model.

    Raises:
        ModelError: the file is there and cannot be read.
    """
    shapes: dict[str, Shape] = {"weights": (len(KINDS), "width"), "intercepts": (len(KINDS),)}
    found = read_arrays(corpus_dir, _NAME, model, shapes)
    return Kinds(found["weights"], found["intercepts"]) if found else None
