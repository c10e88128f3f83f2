"""What now, behind trouble that was told: the first actions, and no name for it again."""

import re

from api.ask.form import asks, form_of
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_OPENS = (
    r"^(?:(?:and|but|well|ok|okay|so|hmm+|aye|yes|yeah|fine|right|great|sure|grand|i see|fair enough|"
    r"thanks|then|"
    r"in that case|that'?s all very well)\b[\s,.…-]*)*"
)
_LATER = r"(?: (?:then|now|though|first|next|here|instead|exactly|in practice|practically|please))*[\s?.!]*$"
_WE = r"(?:we|i|you|one)"
_NOW = re.compile(
    rf"{_OPENS}(?:what (?:do|should|can|could|would|shall|must) {_WE} (?:actually |really |even |then |now |"
    rf"practically )*do|whit (?:dae|should|can) (?:we|ah|i) (?:dae|do)|what(?:'s| is) (?:to be done|the "
    rf"first step|"
    rf"our first step|next)|what (?:now|next|first)|now what|how (?:do|should|can) {_WE} (?:fix|sort|solve|"
    rf"mend|start|begin)(?: (?:it|that|this|them|(?:it|that|this) out))?|where (?:do|should) {_WE} (?:even "
    rf")?(?:start|"
    rf"begin|go from here)|where does (?:that|this|it) leave (?:us|me)(?:,? what now)?|(?:what )?in practice|"
    rf"practically(?: speaking)?|what does that mean (?:in practice|for us)|what are (?:our|my) options|"
    rf"any advice|"
    rf"(?:the )?(?:first|next) steps?){_LATER}",
    re.I,
)
_BARE = re.compile(r"^(?:and|so|but|ok|well)?[\s,]*(?:next|first)[\s?.!]*$", re.I)


def asks_what_now(said: str, last: Turn) -> bool:
    """Whether a follow-up asks what is to be done about trouble that was told.

    >>> told = Turn("our commissioner has left", "a PSP", (), True)
    >>> [asks_what_now(said, told) for said in ("aye but what do we DO", "so what now", "and practically?")]
    [True, True, True]
    >>> asks_what_now("what now", Turn("What is a PSP?", "a PSP", (), True))
    False
    """
    tells = form_of(last.understood_as) == "problem" or not asks(last.understood_as)
    return tells and last.item is None and bool(_NOW.match(said.strip())) and not _BARE.match(said.strip())


def plan(last: Turn, said: str) -> Plan:
    """Ask again in full and take what is to be done and was not told; else tell the steps once more."""
    before = last.understood_as.rstrip("?.! ")
    return Plan(
        "more", question=before, understood=f"What should be done: {before}?", detail="full", pick="actions",
        avoid=frozenset(last.said), lacking="The sources tell of nothing more to do about this than was "
        "just said.",
        instead=(f"What should we do when {before}?", ""), offer=last.offered[:2],
    )  # fmt: skip
