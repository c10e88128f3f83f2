"""Yes, no or it depends: taken from the reviewed question that asks the same, never from a sentence."""

import re

from api.ask.knowledge import Knowledge
from api.ask.polarity import same_matter, turned
from kb.documents import Passage, Variant, Verdict
from kb.embedding import Vectors
from kb.lexical import stems

# set on the tuning half: below, the nearest question with a verdict is about something else
NEAR, SHARED, SAME = 0.75, 0.5, 0.88
_CHOICE = re.compile(
    r"\bor\b(?! not\b)", re.I
)  # "can we start it, or does the council have to?" wants no yes
_OPPOSITE: dict[Verdict, Verdict] = {"yes": "no", "no": "yes", "depends": "depends"}


def verdict_on(question: str, vector: Vectors, passage: Passage, knowledge: Knowledge) -> Verdict | None:
    """The verdict of the asked-as question of `passage` that asks the same as `question`, if there is one.

    `vector` is the question as the model gave it. Where `question` is the opposite of the reviewed one
    ("is it illegal?" of "is it legal?"), so is the verdict; where they share too few words there is none.
    """
    near = nearest_judged(vector, passage, knowledge)
    if near is None:
        return None
    variant, cosine = near
    text = f"{passage.heading} {passage.text} {variant.question}"
    alike = same_matter(question, variant.question)
    shared = min(alike, same_matter(variant.question, question))
    if (
        cosine < NEAR
        or (shared < SHARED and cosine < SAME)
        or _foreign(question, text) > 1 - SHARED
        or _CHOICE.search(question)
    ):
        return None
    verdict = variant.verdict
    if verdict and turned(question) != turned(variant.question):
        # the opposite only where the wording is otherwise the same; else nobody knows what is denied
        verdict = _OPPOSITE[verdict] if alike >= 0.99 else None
    return verdict


def nearest_judged(vector: Vectors, passage: Passage, knowledge: Knowledge) -> tuple[Variant, float] | None:
    """The reviewed question with a verdict on `passage` that is nearest to `vector`, and its cosine."""
    numbers = knowledge.judged_of.get(passage.id, ())
    if not numbers:
        return None
    cosines = knowledge.index.judged.best(vector)
    best = max(numbers, key=lambda number: float(cosines[number]))
    return knowledge.judged[best], float(cosines[best])


def _foreign(question: str, text: str) -> float:
    """The share of the question's content stems that the section and its questions do not hold."""
    asked, held = set(stems(question)), set(stems(text))
    return len(asked - held) / len(asked) if asked else 0.0
