"""Is that the law, official, or only a view: of what kind the sources behind the answer before are."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.reply import CitationRef
from api.ask.turn import Turn

_THAT = r"(?:(?:any|all|some) of )?(?:that|this|it|those|these)"
_BEFORE = (
    r"(?:(?:the|a|an|any|some|just|only|merely|simply|really|actually|in|set in|written in|your|the guide'?s|"
    r"you guys'?|somebody'?s|someone'?s|people'?s|own|personal|hard|firm|real|good|best|official|legal|"
    r"government|scottish|national|proper|like|to) )*"
)
_KIND = (
    r"(?:laws?|legislation|statut\w+|rules?|regulations?|(?:legal )?requirements?|dut(?:y|ies)|guidance|"
    r"guidelines?|polic(?:y|ies)|advice|advisory|recommend(?:ed|ations?)|suggest(?:ed|ions?)|opinions?|"
    r"views?|takes?|guess(?:es|work|ing)?|facts?|evidence|research|proof|proven|official|mandatory|"
    r"compulsory|practice|assumptions?|hunch|hearsay|anecdotes?|idea|"
    r"reports?|stud(?:y|ies))"
)
_ONE = rf"{_BEFORE}{_KIND}"
_END = r"(?: (?:then|though|here|now|exactly|please))*[\s?.!]*$"
# "is that the law or just your opinion", "a rule or advice?"
_EITHER = re.compile(
    rf"^(?:(?:is|are|was|were) {_THAT} |says? who,? |said by who,? |by )?{_ONE},? or "
    rf"(?:is (?:it|that) )?{_ONE}{_END}",
    re.I,
)
# "is that only your view", "is that official", "is that a fact"
_ALONE = re.compile(
    rf"^(?:is|are|was) {_THAT} (?:"
    r"(?:just |only |merely )?(?:your|the guide'?s|somebody'?s|someone'?s) (?:own |personal )?"
    r"(?:opinion|view|take|advice|idea|guess|word)|"
    r"official|an official (?:line|position|view|rule|answer)|(?:a )?(?:proven )?facts?|"
    rf"evidence[- ]based|based on (?:evidence|research|facts?)|gospel){_END}",
    re.I,
)
# "is there evidence for that or is it a guess"
_EVIDENCE_OR = re.compile(
    r"^(?:is|do you have|have you|got) (?:there )?(?:any |some |hard )*(?:evidence|proof|research) "
    rf"(?:for|behind|of) {_THAT},? or (?:is (?:it|that) |are (?:they|those) )?{_ONE}{_END}",
    re.I,
)

_FOUND = "what a study or report found, and no rule."
# what a line that rests on a source of this kind is
_AS = {
    "law": "law: the text named below says it.",
    "instrument": "no law: it stands in a contract, plan or other paper of the body named below.",
    "guidance": "guidance of the body named below, which is not the law itself.",
    "policy": "policy of the body named below, which is not the law itself.",
    "notice": "what a public notice says of one purchase, and no rule for others.",
    "legal-briefing": "a lawyer's or adviser's account of the law, and not its text.",
    "briefing": "what a briefing says, and no rule.",
    "evaluation": _FOUND, "research": _FOUND, "report": _FOUND,
    "method": "a method that the body named below recommends, and no rule.",
    "news": "what was reported in the news, and no rule.",
    "self-report": "what those who took part report of themselves, and no rule.",
    "opinion": "the view of whoever is named below, and no rule.",
    "web-page": "what a page of the body named below says; check before you rely on it as a rule.",
    "editorial": "the guide's own reading of its sources: neither law nor anybody's official guidance.",
}  # fmt: skip
_FIRST = tuple(_AS)  # of several kinds behind one line, the one that stands first here


def asks_for_the_basis(said: str) -> bool:
    """Whether a follow-up asks if what was said is law, guidance, evidence or only a view.

    >>> basis = ("is that the law or just your opinion?", "a rule or advice", "is that official then")
    >>> [asks_for_the_basis(said) for said in basis]
    [True, True, True]
    >>> others = ("is it legally binding", "is there a law on that", "what is official guidance")
    >>> [asks_for_the_basis(said) for said in others]
    [False, False, False]
    """
    asked = without_opening(said.strip())
    return any(pattern.match(asked) for pattern in (_EITHER, _ALONE, _EVIDENCE_OR))


def plan(last: Turn, said: str) -> Plan:
    """Name what the answer before rests on, led by what kind of thing that is."""
    return Plan("sources", question=last.understood_as, sources=True, leading=_of_what_kind(last))


def _of_what_kind(last: Turn) -> str:
    """What the opening of an answer is, by its sources; "" where it rests on none.

    >>> _of_what_kind(Turn("Who pays?", "a PSP", (), True))
    ''
    """
    opening = next((one for one in last.statements if one.citations), None)
    if opening is None:
        return ""
    cited = [one for one in last.citations if one.number in opening.citations]
    kind = _kind_of(cited)
    rest = [one for one in last.citations if one.number not in opening.citations]
    law = " The rest of the answer rests on law, which is named below."
    beside = law if kind != "law" and _kind_of(rest) == "law" else ""
    return f"{'The main point' if beside else 'This'} is {_AS[kind]}{beside}" if kind else ""


def _kind_of(cited: list[CitationRef]) -> str | None:
    kinds = {one.source.kind for one in cited}
    return next((kind for kind in _FIRST if kind in kinds), None)
