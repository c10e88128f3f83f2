"""Whether we may do by ourselves what was asked how to do: "could we do it in-house?"."""

import re

from api.ask.acts import act_of, without_opening

# "could we do it ourselves": what was asked how to do
_OURSELVES = re.compile(
    r"^(?P<asks>(?:can|could|may|should|do|must|shall) (?:we|i|you|they)) do (?:it|that|this) "
    r"(?P<how>(?:all )?(?:ourselves|ourself|oursels|myself|yourselves|themselves|in[- ]house|internally|"
    r"alone|by ourselves|on our own|without (?:help|outside help|a consultant)))[\s?.!]*$",
    re.I,
)


def done_ourselves(asked: str, question: str) -> str | None:
    """Whether we may do by ourselves what a question asked how to do; None where that is not asked.

    >>> done_ourselves("could we do it in-house?", "How do we measure results?")
    'Could we measure results in-house?'
    """
    alone, act = _OURSELVES.match(without_opening(asked.strip())), act_of(question)
    if not alone or not act:
        return None
    return f"{alone['asks'][:1].upper()}{alone['asks'][1:]} {act} {alone['how']}?"
