"""Is that still so, and from when is it: the dates of the sources behind the answer before."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_THAT = r"(?:that|this|it|those|these|they|all that|any of (?:that|it)|things)"
_HERE = (
    r"(?: (?:here|in scotland|round here|nowadays|now|today|then|though|at the moment|these days|in \d{4}|or "
    r"not))*"
)
_STILL = re.compile(
    rf"^(?:(?:is|are|was) {_THAT} (?:all )?still (?:true|so|the case|right|correct|valid|accurate|current|"
    rf"relevant|like that|"
    r"the way|the way things are|what happens|how (?:it|this|that|they|things|we|you|people)(?:'s|s| is| are|"
    r"'re)? (?:\w+ )?(?:done|works?|working|do|did|run|go|goes|happens)(?: (?:it|that|things))?|the position|"
    r"up to date|good)|"
    rf"(?:is|are) {_THAT} (?:up to date|out of date|outdated|current|recent|old|dated|old hat|"
    r"the latest(?: (?:position|on that|word))?)|"
    rf"(?:does|do) {_THAT} still (?:hold|stand|go|work|happen|hold true|hold up|hold good)|(?:has|have) "
    rf"{_THAT} (?:changed|moved on|been updated|been overtaken)(?: since)?|(?:does|do|is|are) {_THAT} still|"
    rf"still (?:true|so|the case|current|valid|right|accurate)|"
    rf"(?:or )?is {_THAT} (?:all )?(?:ancient )?history|anything changed since)" + _HERE + r"[\s?.!]*$",
    re.I,
)
_FROM = r"(?:from|of|written|published|said|dated|based on|put out|done|in|worked out)"
_AGE = re.compile(
    rf"^(?:how (?:old|recent|up[ -]to[ -]date|current|fresh|new) (?:is|are|was) (?:{_THAT}|(?:that|this|the|"
    rf"your|those) "
    r"(?:information|info|advice|figures?|data|source|sources|guidance|stuff|answer|report|evidence))|"
    rf"(?:what|which) (?:year|date|time|decade) (?:is|are|was|were) {_THAT} {_FROM}|from (?:what|which) year|"
    rf"(?:when|how long ago) (?:is|are|was|were) {_THAT} (?:{_FROM}|true|the case)|when(?:'s|s) (?:that|this|"
    rf"it) from|what(?:'s|s| is) the date (?:of|on) {_THAT}|(?:who|where|says who|who says)\b.{{0,40}}?\band "
    rf"(?:when(?: (?:was|did|were|is) (?:that|it|they|you|this)[\w ]*)?|(?:in )?(?:what|which) year(?: "
    rf"(?:was|is) {_THAT})?|how (?:long ago|recently|old)(?: (?:was|is) {_THAT})?)|"
    r"(?:when|where) and (?:when|where) .{3,30}|says who,? (?:and )?when(?: was (?:that|it|this))?)"
    + _HERE
    + r"[\s?.!]*$",
    re.I,
)
_OF_SOURCES = re.compile(
    r"\b(?:sa(?:ys?|id)|told|wrote|written|read|hear|heard|came up|come up|get|got|found|reckons|worked out|"
    r"that from|"
    r"from)\b|^(?:when|where) and\b",
    re.I,
)


def asks_for_the_date(said: str) -> bool:
    """Whether a follow-up asks if what was said is still so, or from when it is.

    >>> dated = ("is that still true?", "and how old is that", "who said so and when")
    >>> [asks_for_the_date(said) for said in dated]
    [True, True, True]
    >>> others = ("are they still running", "how old is ROAR", "who pays and when")
    >>> [asks_for_the_date(said) for said in others]
    [False, False, False]
    """
    asked = without_opening(said.strip())
    if _STILL.match(asked):
        return True
    return bool(_AGE.match(asked)) and (not re.search(r" and ", asked) or bool(_OF_SOURCES.search(asked)))


def plan(last: Turn, said: str) -> Plan:
    """Name what the answer before rests on, led by how old that is."""
    offer = ("Are PSPs still used today?", *last.offered[:1])
    if last.topic not in (None, SUBJECT) and re.match(r"(?:the )?[A-Z]", last.topic or ""):
        offer = (f"What became of {last.topic}?", *last.offered[:1])
    return Plan(
        "sources", question=last.understood_as, sources=True, leading=_how_old(last, said), offer=offer
    )


def _how_old(last: Turn, said: str) -> str:
    """How old the sources of an answer are, and that they tell of their own time.

    >>> _how_old(Turn("Who pays?", "a PSP", (), True), "is that still so")
    'The sources carry no date for this, so check it before you rely on it.'
    """
    cited = {number for one in last.statements for number in one.citations}
    works = {one.source.id: one.source for one in last.citations if one.number in cited}.values()
    years = sorted({one.year for one in works if one.year and one.kind != "editorial"})
    own = max((one.year for one in works if one.year and one.kind == "editorial"), default=None)
    if not years and own:
        return (
            f"This is the guide's own reading of all its sources, last done in {own}; a source that appeared "
            "later is not in it."
        )
    if not years:
        return "The sources carry no date for this, so check it before you rely on it."
    dated = f"of {years[0]}" if len(years) == 1 else f"from {years[0]} to {years[-1]}"
    one = len(works) == 1
    what, tell = ("source behind this is", "it tells") if one else ("sources behind this are", "they tell")
    if _STILL.match(without_opening(said.strip())):
        return (
            f"The {what} {dated}: {tell} how things stood then, and the guide cannot say that it is still so."
            " Check before you rely on it."
        )
    return f"The {what} {dated}."
