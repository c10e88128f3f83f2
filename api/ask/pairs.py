"""Two things that a question sets side by side: "PSP or grant", "how does it differ from a tender"."""

import re

PAIRS = (
    re.compile(r"\bdifferences? between (?P<one>.+?) and (?P<two>.+)$", re.I),
    re.compile(r"^how (?:do|does|is|are) (?P<one>.+?) (?:differ|different) (?:from|to) (?P<two>.+)$", re.I),
    re.compile(r"^compare (?P<one>.+?) (?:with|to|and|against) (?P<two>.+)$", re.I),
    re.compile(r"^how (?:do|does|would) (?P<one>.+?) compare (?:with|to|against) (?P<two>.+)$", re.I),
    re.compile(r"^(?P<one>.+?) (?:versus|vs\.?|v) (?P<two>.+)$", re.I),
    re.compile(r"^which [^,]+, (?P<one>.+?) or (?P<two>.+)$", re.I),
    re.compile(
        r"^(?:is|are) (?P<one>.+?) (?:just |really |basically )*(?:the same(?: thing)? as|different from|"
        r"different to|better than|cheaper than|like|another (?:name|word) for) (?P<two>.+)$",
        re.I,
    ),
    re.compile(
        r"^(?:what'?s|what is|which is|is|are) (?:better|cheaper|quicker)[:,]? (?P<one>.+?) or (?P<two>.+)$",
        re.I,
    ),
)


def first_of_two(question: str) -> str:
    """The first of two things that a question sets side by side; "" where it does not.

    >>> first_of_two("How does commissioning differ from procurement?"), first_of_two("Who pays?")
    ('commissioning', '')
    """
    found = (pattern.search(question.rstrip("?.! ")) for pattern in PAIRS)
    return next((pair["one"] for pair in found if pair), "")


# "a PSP or a grant?", "PSP or tender, which is it", "should we use a PSP or a grant"
_THINGS = (
    r"(?P<one>(?:an? |the )?[\w'’-]+(?: [\w'’-]+){0,3}) or (?P<two>(?:an? |the )?[\w'’-]+(?: [\w'’-]+){0,3}?)"
)
_ONE_OR_TWO = re.compile(
    r"^(?!(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|may|might|"
    r"must|should|will|would|has|have|if|tell|explain)\b)"
    rf"{_THINGS}(?:\s?[,:;–-]+ ?(?:which|what|how|is|are|do|does|should)\b.*)?$",
    re.I,
)
_USED = re.compile(
    r"\b(?:use|go for|choose|pick|want|do|try|have|take|set up|run|better|best|quicker|cheaper)[:,]? "
    rf"{_THINGS}(?: for (?:this|that|it|our .*))?$",
    re.I,
)


def pair_of(question: str) -> tuple[str, str] | None:
    """The two things that a question sets side by side; None where it does not.

    >>> pair_of("How does a PSP differ from a grant?"), pair_of("PSP or tender?"), pair_of("Who pays?")
    (('a PSP', 'a grant'), ('PSP', 'tender'), None)
    >>> pair_of("PSP or a grant, which should we use"), pair_of("should we use a PSP or a grant")
    (('PSP', 'a grant'), ('a PSP', 'a grant'))
    """
    said = question.rstrip("?.! ")
    pair = next((found for one in (*PAIRS, _ONE_OR_TWO, _USED) if (found := one.search(said))), None)
    return (pair["one"], pair["two"]) if pair else None
