"""Why a pilot went as it did: asked of how it went, which is no reason that can be asked for by itself."""

import re

from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_WENT = re.compile(
    r"^(?:what (?:happened|became|came)\b|how (?:did|has|does|well did) .+ (?:go|gone|turn(?:ed)? out|do|"
    r"done|"
    r"end|ended|fare|work|worked|perform)\b|what (?:was|were|is) the (?:results?|outcomes?|fate|upshot)\b|"
    r"(?:did|does|has|was|were|is) .+ (?:work|worked|succeed|succeeded|a success|successful|fail|failed|"
    r"a failure|go well|gone well|pay off|paid off)\b|what (?:did|has) .+ (?:achieved?|come to)\b)",
    re.I,
)
_BADLY = re.compile(
    r"\b(?:not (?:a )?success(?:ful)?|unsuccessful|failed|fell through|did not (?:work|succeed|lead|last)|"
    r"formed no|piloted no|came to nothing|was (?:stopped|dropped|abandoned)|no (?:consortium|"
    r"service) was)\b",
    re.I,
)


def why_it_went_so(last: Turn) -> tuple[str, ...]:
    """Ways to ask why a pilot went well or badly, where it was asked how it went; none where it was not.

    >>> told = ("Work to establish the consortium was not successful.",)
    >>> why_it_went_so(Turn("What happened in Edinburgh?", "the Edinburgh pilot", (), True, said=told))[0]
    'Why did the Edinburgh pilot not succeed?'
    >>> why_it_went_so(Turn("What happened in a PSP?", "a PSP", (), True, said=told))
    ()
    """
    thing = last.topic or SUBJECT
    if thing == SUBJECT or not re.search(r"\b[A-Z]", thing) or not _WENT.match(last.understood_as):
        return ()
    badly = (f"Why did {thing} not succeed?", f"Why did {thing} fail?", f"What went wrong in {thing}?")
    well = (f"What went well in {thing} and why?", f"Why did {thing} succeed?", f"What helped {thing}?")
    if not last.answered:  # how it went was not told
        return badly + well
    return badly if last.verdict == "no" or (last.said and _BADLY.search(last.said[0])) else well
