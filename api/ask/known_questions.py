"""The questions that editors gave to a section, found again with the subject named or meant."""

import re
from collections.abc import Mapping

from kb.variants import bare

# the subject by name and by pronoun: "how long does it take" asks what "how long does a PSP take" asks
_NAMED = re.compile(r"\b(?:(?:a|an|the|our) )?(?:psps?|public social partnerships?)\b")
_MEANT = re.compile(r"\b(?:it|one|this|they|them)\b")


def asked_of(question: str, asked: Mapping[str, str]) -> str | None:
    """The passage that answers `question` as editors have said, whether the subject is named or meant.

    >>> asked = {"how long does a psp take": "a#b", "is it worth it": "c#d"}
    >>> asked_of("How long does it take?", asked), asked_of("is a PSP worth it", asked)
    ('a#b', 'c#d')
    >>> asked_of("why", asked)
    """
    words = bare(question)
    meant, named = _NAMED.sub("it", words), _MEANT.sub("a psp", words, count=1)
    return next((asked[one] for one in (words, named, meant) if one in asked), None)
