"""Which law it is that was spoken of: "which bit of the rules are they on about", "what law is that"."""

import re

from api.ask.acts import small, unwrapped, without_opening
from api.ask.form import asks
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_LAW = (
    r"(?:(?:procurement |data protection |charity |employment |subsidy |scottish |uk |actual )?(?:laws?|"
    r"rules?|acts?|"
    r"regulations?|legislation|statute|legal basis|directive))"
)
_PART = r"(?:(?:bit|part|section|clause|line|article|chapter) of (?:the )?)?"
_IT = r"(?:it|that|this|they|those|these|them|he|she|the law(?:yers)?|legal|procurement|finance)"
_LATER = r"(?: (?:then|though|exactly|please|on|in|here|about|again))*[\s?.!]*$"
_WHICH = re.compile(
    rf"^(?:(?:under |by |in |from )?(?:which|what) {_PART}{_LAW}(?: (?:is|are|was|were|does|do|did|would|"
    rf"says?|said|"
    rf"forbids?|demands?|requires?|mean(?:s|t)?|set out|set) ?)*(?:{_IT})?(?: (?:on about|"
    rf"talking about|meaning|mean|refer(?:ring)? to|say(?:ing)?|come from|based on|under|from|quoting|"
    rf"citing|worried "
    rf"about|thinking of|so|that|this|it))*|"
    rf"where (?:is|does) {_IT} (?:say that |say so |written |laid down |set out |come )*(?:in|under) "
    rf"(?:the )?"
    rf"(?:law|rules|regulations|legislation)|where in (?:the )?(?:law|rules|regulations|legislation) (?:is|"
    rf"does) {_IT}"
    rf"(?: say (?:that|so))?|"
    rf"is there (?:a|an|any) {_LAW} (?:on|for|about|behind|against|that says) {_IT}(?:,? (?:and )?(?:which|"
    rf"what)"
    rf"(?: one| is it)?)?|what does the law (?:actually |exactly )?say(?: (?:on|about) {_IT})?|which "
    rf"(?:law|one)(?: is "
    rf"(?:it|that))?|the name of (?:that|the) (?:law|act)|what(?:'s| is) (?:that|the) (?:law|act)(?: "
    rf"called)?){_LATER}",
    re.I,
)
_NAMES_LAW = re.compile(r"\b(?:law|rule|act|regulation|legislation|statute|legal|directive)", re.I)

_SAYS_SO = re.compile(r"^(?:which|what) (?:laws?|rules?|regulations?) says? (?:that|this|so|it)\b", re.I)
_WIDER = "What rules apply to a PSP?"


def asks_which_law(said: str) -> bool:
    """Whether a follow-up asks which law or rule it is that was spoken of.

    >>> said = ("which bit of the rules are they on about", "what law is that", "under what law is that?",
    ...     "where is that in the law", "is there a law on that, which one")
    >>> [asks_which_law(one) for one in said]
    [True, True, True, True, True]
    >>> asks_which_law("is that the law or just your opinion"), asks_which_law("which law is TUPE")
    (False, False)
    """
    bare = without_opening(said.strip())
    if _SAYS_SO.match(bare):
        return False  # of the source of what was said
    return bool(_WHICH.match(bare) and _NAMES_LAW.search(bare))


def plan(last: Turn, said: str) -> Plan:
    """Tell the lines that name a law, of the sections told from before or of those found on the matter."""
    before = unwrapped(last.understood_as).rstrip("?.! ")
    shown = f"Which law is {'that' if asks(before) else 'meant'}: {small(before)}?"
    told_in = tuple(dict.fromkeys(citation.passage_id for citation in last.citations))
    lacking = "The sources behind this answer name no law for it."
    return Plan(
        "law", question=before, understood=shown, pick="law", told_in=told_in, lacking=lacking,
        instead=(_WIDER, f"{lacking} Of the laws around a PSP they say:"), offer=last.offered[:2],
    )  # fmt: skip
