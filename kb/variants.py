"""Asked-as questions as they stand in the front matter: the question, the section it means, the verdict."""

import re
from collections.abc import Iterable
from typing import cast, get_args

from kb.documents import Variant, Verdict

_ASKED = re.compile(r"^(?P<question>.*?)(?:\s#(?P<slug>[^\s#]+))?(?:\s=(?P<verdict>\S+))?\s*$")


def parse_asked(asked: str) -> tuple[str, str, Verdict | None]:
    """Question, heading slug ("" means the first section) and verdict of one entry of `asked_as`.

    >>> parse_asked("is a psp legal #is-it-lawful =yes")
    ('is a psp legal', 'is-it-lawful', 'yes')
    >>> parse_asked("How do we start?")
    ('How do we start?', '', None)

    Raises:
        ValueError: the verdict is none of yes, no and depends.
    """
    match = _ASKED.match(asked)
    question, slug, verdict = match.group("question", "slug", "verdict") if match else (asked, "", None)
    if verdict is not None and verdict not in get_args(Verdict):
        raise ValueError(f"the verdict '={verdict}' in asked_as is none of =yes, =no and =depends")
    return question.strip(), slug or "", cast(Verdict | None, verdict)


def as_asked(question: str) -> str:
    """`question` as it is embedded: one question mark at its end, whatever stood there.

    The mark moves a question's vector by 0.02, which is enough to change the first passage.

    >>> as_asked("is a psp legal"), as_asked("What is a PSP??")
    ('is a psp legal?', 'What is a PSP?')
    """
    return question.rstrip(" ?!.…") + "?"


def by_their_words(variants: Iterable[Variant]) -> dict[str, str]:
    """The passage of each asked-as question by its bare words; none for words that stand with two passages.

    >>> asked = [Variant("Who pays?", "a#b", None), Variant("who pays", "a#b", None)]
    >>> by_their_words(asked), by_their_words([*asked, Variant("WHO PAYS", "c#d", None)])
    ({'who pays': 'a#b'}, {})
    """
    found: dict[str, str | None] = {}
    for variant in variants:
        words = bare(variant.question)
        alone = found.get(words, variant.passage_id) == variant.passage_id
        found[words] = variant.passage_id if alone else None
    return {words: passage for words, passage in found.items() if passage}


def bare(question: str) -> str:
    """A question in small letters without the mark at its end.

    >>> bare("What's a PSP ??"), bare("Who’s in charge")
    ("what's a psp", "who's in charge")
    """
    return question.lower().replace("’", "'").strip(" ?!.…")


def phrase_of(text: str) -> str:
    """The bare words of a short phrase, to tell whether two are the same.

    >>> phrase_of("Shorter, please!"), phrase_of("What’s next?")
    ('shorter please', "what's next")
    """
    return " ".join(re.sub(r"[^a-z' ]+", " ", text.lower().replace("’", "'")).split())
