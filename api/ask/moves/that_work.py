"""Which year was that report, who wrote it, how do I cite it: the work behind the answer before."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.reply import CitationRef, SourceRef
from api.ask.turn import Turn

_WORK = (
    r"(?:that|this|the|your) (?:\w+ ){0,2}?(?:report|study|paper|document|guidance|evaluation|research|"
    r"source|publication|article|page|survey|review|introduction|thing)"
)
_IT = rf"(?:{_WORK}|that|this|it)"
_END = r"(?: (?:then|though|again|exactly|please|by the way))*[\s?.!]*$"
_YEAR = re.compile(
    rf"^(?:(?:in |from )?(?:what|which) (?:year|date|decade)(?: exactly)? (?:was|is|did|does|were) {_WORK}"
    r"(?: (?:from|of|written|published|out|done|made|come out|came out|appear|date from))*|"
    rf"when (?:was|is|did) {_WORK} (?:written|published|out|done|made|from|come out|came out|appear|dated?|"
    rf"produced)|how (?:old|recent|new|up to date) (?:is|was) {_WORK}|"
    rf"(?:what's|what is) the (?:date|year) (?:of|on) {_WORK}){_END}",
    re.I,
)
_WHO = re.compile(
    rf"^(?:who (?:wrote|published|produced|did|made|commissioned|carried out|(?:is|was|are|were) behind|"
    rf"put out|put together) {_WORK}|who(?:'s| is| was| are| were) the (?:authors?|publishers?|writers?)"
    rf"(?: (?:of|behind) {_IT})?|whose (?:report|study|paper|research) (?:is|was) (?:that|this|it)){_END}",
    re.I,
)
_CITE = re.compile(
    r"^(?:(?:how|where) (?:would|do|should|can|could|to) ?(?:i|we|you|one)? ?(?:best |properly )?"
    rf"(?:cite|reference|quote|credit|footnote|attribute) {_IT}|"
    r"(?:can|may|could|am i allowed to|are we allowed to) ?(?:i|we)? ?"
    rf"(?:quote|cite|reference|use|copy|reuse|re-use|share) (?:you|{_IT})|(?:is|would) (?:it|that) "
    rf"(?:ok|okay|fine|alright|allowed) to (?:quote|cite|use|copy|share) (?:you|{_IT})|"
    rf"(?:what(?:'s| is) |give me |i need |have you )?(?:the |a |an )?(?:proper |full )?"
    rf"(?:citation|reference|footnote)(?: (?:for|to|of) {_IT})?)"
    r"(?: (?:on (?:that|this|it)|in (?:a|an|my|our|the) [\w ]{3,30}|for (?:a|an|my|our|the) [\w ]{3,30}))?"
    rf"{_END}",
    re.I,
)
# "did Renfrewshire say that or was it all of them", "is that from the 2007 report or later"
_WHOSE_FINDING = re.compile(
    r"^(?:(?:was it|is it|did|does|do) (?!you\b|we\b|i\b)[\w'’/ -]{2,40}? (?:(?:who|that) )?(?:say|said|"
    r"find|found|report(?:ed)?|conclude|write|wrote|claim(?:ed)?) (?:that|this|it|so)\b.*|"
    r"(?:is|was) (?:that|this|it) (?:(?:just|only) )?(?:from|in|out of|according to) [\w'’/ -]{3,50}? or "
    r"(?:from |is it |was it )?[\w'’/ -]{3,50})[\s?.!]*$",
    re.I,
)
_PUBLISHED = ("report", "evaluation", "research")  # what people call a report or a study


def asks_of_the_work(said: str) -> bool:
    """Whether a follow-up asks how old the work behind an answer is, whose, how it is cited, who found it.

    >>> asked = ("which year was that report?", "who wrote the study", "how do I cite it", "can I quote you")
    >>> [asks_of_the_work(said) for said in asked]
    [True, True, True, True]
    >>> asks_of_the_work("did Renfrewshire say that or was it all of them")
    True
    >>> others = ("which year did it start", "who wrote the memorandum", "can we use a grant")
    >>> [asks_of_the_work(said) for said in others]
    [False, False, False]
    """
    asked = without_opening(said.strip())
    return any(pattern.match(asked) for pattern in (_YEAR, _WHO, _CITE, _WHOSE_FINDING))


def plan(last: Turn, said: str) -> Plan:
    """Name what the answer before rests on, led by the year, the publisher, or a citation to paste."""
    asked = without_opening(said.strip())
    if _CITE.match(asked):
        leading = _cited_so(last)
    elif _WHOSE_FINDING.match(asked):
        leading = f"It was told so: {last.statements[0].quoted}" if last.statements else ""
    else:
        work = _report(last)
        leading = _whose(work) if _WHO.match(asked) else _of_year(work)
    return Plan("sources", question=last.understood_as, sources=True, leading=leading)


def _works(last: Turn) -> list[CitationRef]:
    """The works behind an answer, those of its first sentences first."""
    numbers = dict.fromkeys(number for one in last.statements for number in one.citations)
    by_number = {one.number: one for one in last.citations}
    return [by_number[number] for number in numbers if number in by_number]


def _report(last: Turn) -> SourceRef | None:
    """The published work that is most likely meant by "that report": a report before a web page."""
    published = [one.source for one in _works(last) if one.source.kind != "editorial"]
    reports = [source for source in published if source.kind in _PUBLISHED]
    return next(iter(reports or published), None)


def _of_year(work: SourceRef | None) -> str:
    """
    >>> _of_year(None)
    "No report stands behind this: it is the guide's own reading of its sources."
    """
    if work is None:
        return _NO_REPORT
    return f"It is of {work.year}: {work.title}." if work.year else f"It carries no date: {work.title}."


def _whose(work: SourceRef | None) -> str:
    if work is None:
        return _NO_REPORT
    return f"{work.publisher} published it{f' in {work.year}' if work.year else ''}: {work.title}."


_NO_REPORT = "No report stands behind this: it is the guide's own reading of its sources."


def _cited_so(last: Turn) -> str:
    """A line to paste: the first work behind an answer, or the guide where it is the guide's own reading."""
    works = _works(last)
    if not works:
        return ""
    first = works[0]
    if first.source.kind == "editorial":
        home = f"PSP Guide, “{first.heading}”, {first.source.year or 'undated'}, CC BY 4.0"
        return f"Cite it with its name: {home}. It is the guide's own reading, so say that too."
    work = first.source
    where = f", {work.locator}" if work.locator else ""
    address = f", {work.url}" if work.url else ""
    line = f"{work.publisher} ({work.year or 'undated'}), {work.title}{where}{address}"
    return f"Cite the work, and say that the words are the guide's own: {line}."
