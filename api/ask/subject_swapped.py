"""The question before of another who does it: "no, I meant the legal team", after when procurement joins."""

import re

_HELPER = r"(?:should|must|can|could|may|might|will|would|do|does|did|has|have|is|are|was|were)"
_VERB = (
    r"(?:get|be|take|have|join|lead|sit|come|start|help|sign|pay|know|need|go|play|look|work|decide|bid|"
    r"bring|"
    r"run|own|agree|do|give|make|use|leave|meet|say|see|choose|chair|write|involved|included|told|asked|paid|"
    r"needed|allowed)"
)
_ASKED = re.compile(
    rf"^(?P<led>(?:when|how|why|where|what|how \w+) {_HELPER} |{_HELPER} )"
    rf"(?P<who>(?:(?:the|a|an|our|my) )?(?!(?:we|i|you|they|it|there)\b)[\w'’-]+(?: [\w'’-]+){{0,2}}?) "
    rf"(?P<rest>{_VERB}\b.*)$",
    re.I,
)
_WHO = re.compile(
    r"^(?:the |our |a |an |my )?[\w'’-]+(?: [\w'’-]+){0,3}$", re.I
)  # who is meant in its place, and no clause
_NOBODY = re.compile(
    r"\b(?:bit|part|side|stage|step|one|cost|costs|money|time|law|rules?|before|after|when|if)\b", re.I
)


def of_another_doer(meant: str, before: str) -> str | None:
    """The question `before` with `meant` as who does it; None where it has no doer of its own.

    >>> of_another_doer("the council's legal team", "When should procurement get involved?")
    "When should the council's legal team get involved?"
    >>> of_another_doer("the lead", "Can a small charity join late?")
    'Can the lead join late?'
    >>> of_another_doer("the tender", "Who pays for it?"), of_another_doer("the money bit", "Can it be late?")
    (None, None)
    """
    asked = _ASKED.match(before.rstrip("?.! "))
    if asked is None or not _WHO.match(meant) or _NOBODY.search(meant):
        return None
    return f"{asked['led']}{meant} {asked['rest']}?"
