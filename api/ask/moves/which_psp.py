"""Another thing of the same letters was meant: "sorry, wrong PSP, the partnership kind"."""

import re

from api.ask.moves.plan import Plan
from api.ask.subject import LETTERS, WHAT_IS_IT
from api.ask.turn import Turn

_LONGEST = 14  # words
_WRONG = re.compile(
    rf"\b(?:wrong|other|not (?:that|the|this)|different|mixed up|confus\w+|another) (?:kind of |sort of "
    rf")?(?:{LETTERS}s?|one|kind|"
    r"sort|thing|console|police|payment)\b|"
    rf"\b(?:i|we) (?:mean|meant|am after|was after|want|wanted)\b|^(?:i'?m|we'?re) after\b|\b{LETTERS} (?:as "
    rf"in|for|meaning)\b",
    re.I,
)
_PARTNERSHIP = re.compile(
    r"\b(?:public[ -]social|social|public) partnerships?\b|\b(?:the |a )?partnerships?(?: (?:kind|sort|one|"
    r"thing|type|"
    r"version|meaning))?[\s?.!]*$",
    re.I,
)
_ANOTHER = re.compile(
    r"\b(?:console|playstation|sony|game|games|prosecutor|police|payment|provider|palsy|paint|camera|"
    r"software|"
    r"shop|pro|photoshop|electricity)\b",
    re.I,
)
_WORD = (
    "This guide knows PSP only as Public Social Partnership: public bodies and third-sector organisations "
    "that design a public service together. It has nothing on another PSP."
)


def says_which_psp(said: str) -> bool:
    """Whether a follow-up says which PSP was meant.

    >>> [says_which_psp(said) for said in ("sorry wrong psp, the partnership kind", "wrong psp, the console")]
    [True, True]
    >>> [says_which_psp(said) for said in ("no, I meant the lead in the partnership's board", "who is it")]
    [False, False]
    """
    if len(said.split()) > _LONGEST or not _WRONG.search(said):
        return False
    letters = re.search(rf"\b{LETTERS}s?\b", said, re.I)
    return bool(_PARTNERSHIP.search(said) or (letters and _ANOTHER.search(said)))


def plan(last: Turn, said: str) -> Plan:
    """Tell what a PSP is here; of another one, that the guide is not about it."""
    meant = re.split(r"\bnot\b", said, maxsplit=1)[0] if re.search(r",? (?:and )?not\b", said) else said
    if _PARTNERSHIP.search(said) and not (_ANOTHER.search(meant) and not _PARTNERSHIP.search(meant)):
        return Plan("which-psp", question=WHAT_IS_IT)
    return Plan("which-psp", word=_WORD, offer=(WHAT_IS_IT, "How does a PSP differ from a grant?"))
