"""What kind of answer a question expects, and whether a sentence holds one."""

import re
from typing import Literal

from kb.lexical import stems

Kind = Literal[
    "money",
    "number",
    "percentage",
    "date",
    "duration",
    "person",
    "contact",
    "place",
    "yes-no",
    "reason",
    "list",
    "procedure",
    "comparison",
    "definition",
    "open",
]

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_COUNTED = (
    r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|thirty|\d[\d,.]*)"
)
# a few words that ask nothing by themselves: "Shine budget" wants the sum, "how to budget for" does not
_NOUNS = (
    r"(?:(?!how\b|who\b|why\b|when\b|where\b|to\b|sets?\b|our\b|my\b|no\b|is\b|are\b|was\b|can\b|do\b|"
    r"does\b|did\b|"
    r"should\b)[\w'’-]+ ){0,5}"
)
_QUESTION: list[tuple[Kind, str]] = [
    ("contact", r"\b((?:phone|mobile|tel) (?:number|no)|helpdesk|help desk|log ?in|opening hours|"
        r"office hours|phone|telephone|"
        r"e-?mail (address\w*|contact|of|for)|(his|her|their|its|whose|what'?s? (is )?the) e-?mail|"
        r"postal address|address of|postcode|contact details|website of|web address)\b"),
    ("percentage", r"\b(percentage|per cent|what share|what proportion)\b|%"),
    ("money", r"\b(how much (money|did|was|were|is|does|do|funding|of the budget)|"
        r"how much .{0,40}\b(cost|spent|paid|worth|funding|grant|awarded)\b|"
        r"(?:what|what's|whats|exact|total|annual|overall|yearly) (?:\w+ ){0,4}"
        r"(?:budget|salary|salaries|fees?|turnover(?! rate))\b|"
        r"how (?:big|large|high) .{0,20}\b(?:budget|fees?)\b|"
        rf"^(?:{_NOUNS})(?:budget|salary|salaries|fees?|turnover)(?: (?:of|for|per|paid|in|at)\b|\W*$)|"
        r"(what|which) (?!(?:[\w'-]+ ){0,4}?(?:weight\w*|split|share|ratio|part|role|scores?|marks?|"
        r"criteri\w+)\b)[^,.]{0,30}\bprices?\b|price of|"
        r"what (?:do|does|did|would|should) [^,.?]{0,40}\b(?:earn|get paid)\b|"
        r"what (?:is|are|was|were) [^,.?]{0,40}\b(?:paid|earning|on a year)\W*$|"
        r"what (was|is|were|are) the (cost|value|sum|amount)s?|cost in pounds|"
        r"how expensive)\b"),
    ("duration", r"\bhow (long|many (years|months|weeks|days|hours))\b|\bfor how long\b|"
        r"\b(minimum|maximum|shortest|longest|usual|average) (length|duration|time|period)\b|"
        r"\b(length|duration) of\b"),
    ("number", r"\b(how many|number of|how often|what number|head ?count)\b"),
    ("date", r"\b(what time|on what day|when (was|were|did|is|will|has)|what (year|date|month|day)|"
        r"which (year|month|day|date)|since when|until when|by when|how old)\b"),
    ("person", r"\b(who (was|is|were|are) the (\w+ )?(\w+ )?(managers?|directors?|chair|chairman|chairwoman|"
        r"chairperson|officers?|chief executive|councillors?|leaders?|head|minister|co-?ordinators?|"
        r"authors?|contact|secretary|convener|trustees?|staff|inspectors?|owner|founder)|"
        r"who (wrote|signed|chaired|managed|founded|authored)|"
        r"names? of (the|its|their) (\w+ )?(\w+ )?(managers?|directors?|chair|officers?|leaders?|head|staff|"
        r"trustees?|authors?|minister|co-?ordinators?|councillors?|members?|people|person|consultants?|"
        r"evaluators?|owner|"
        r"chief executives?|commissioners?|workers?|lawyers?|solicitors?)|whose name|who exactly|"
        r"who personally|"
        r"which (person|officer|manager|director|minister))\b"),
    ("comparison", r"\b(compare|comparison|difference between|differ|versus|vs|better than|compared)\b"),
    ("procedure", r"^(how (do|can|should|could|would) (we|i|you|one|councils)|how to|how does one)\b"),
    ("list", r"\b(list|which (are|were)|what are the|what were the|name the|seven|elements|categories|"
        r"types of|kinds of|steps|stages|members|partners|examples)\b"),
    ("procedure", r"\b(how (do|can|should|could|would) (we|i|you|one|a|an|the|they|partners|councils)|"
        r"how to|how does one|steps)\b"),
    ("reason", r"\b(why|what (is|was) the (reason|point|purpose)|for what reason|how come)\b"),
    ("place", r"\b(where|which (council|town|city|area|place|country|region))\b"),
    ("definition", r"\b(what (is|are) (a|an|the)?\s*[\w\s-]{1,40}\??$|what does .* mean|define|definition|"
        r"meaning of)\b"),
    ("yes-no", r"^(is|are|can|could|do|does|did|should|must|may|will|would|has|have|was|were)\b"),
]  # fmt: skip
_HOLDS: dict[str, str] = {
    "money": r"[£€$]\s?\d|\b\d[\d,.]*\s?(million|billion)?\s?(pounds|euros?)\b|\bGBP\b",
    "percentage": r"%|\bper cent\b|\b(half|third|quarter|fifth)s?\b",
    "number": rf"\b{_COUNTED}\b",
    "date": rf"\b(19|20)\d\d\b|\b({_MONTHS})\b|\b(years?|months?|weeks?),? (\w+ ){{0,4}}(before|after)\b",
    "duration": (
        rf"\b{_COUNTED}[\s-]+(to [\w-]+ )?(year|month|week|day|hour|minute)s?\b|"
        r"\b(a|one|half a) year\b"
    ),
    "contact": r"@|https?://|\bwww\.|\b\d{5,}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b",
    "person": r"\b(Mr|Mrs|Ms|Dr|Sir|Dame|Professor)\b|\bnamed\b",
}
SPECIFIC = frozenset(_HOLDS)
_ASKED_BY = [(kind, re.compile(pattern, re.I)) for kind, pattern in _QUESTION]
_HELD_BY = {
    kind: re.compile(pattern, 0 if kind in ("person", "contact") else re.I)
    for kind, pattern in _HOLDS.items()
}
# told with some certainty by their words; "how long" and "what share" are often answered in words instead
SHARP: frozenset[Kind] = frozenset(("money", "contact", "person", "date", "number"))


def expected(question: str) -> Kind:
    """The kind of answer that `question` expects.

    >>> expected("How much was the contract worth?"), expected("why did it fail")
    ('money', 'reason')
    >>> expected("How do we start a PSP?"), expected("what does a coordinator earn")
    ('procedure', 'money')
    >>> expected("what weighting for quality and price"), expected("which split of price is usual")
    ('open', 'open')
    >>> expected("what part has price"), expected("what was the price"), expected("what is a fair price")
    ('open', 'money', 'money')
    """
    asked = question.strip()
    return next((kind for kind, pattern in _ASKED_BY if pattern.search(asked)), "open")


_HOW_MANY = re.compile(
    r"\bhow many (?:of (?:the|those|these) )?(?P<first>[\w-]+)(?: (?P<second>[\w-]+))?", re.I
)
_PEOPLE = frozenset(("people", "men", "women", "children", "staff", "folk"))
NUMERALS = re.compile(_HOLDS["number"], re.I)


def counted(question: str) -> frozenset[str]:
    """The stems of what is to be counted; empty where "how many" is not asked.

    >>> sorted(counted("how many PSPs failed")), sorted(counted("how many young men were there"))
    (['psps'], ['men', 'young'])
    """
    found = _HOW_MANY.search(question)
    if not found:
        return frozenset()
    first = found["first"].lower()
    alone = first.endswith("s") or first in _PEOPLE
    return frozenset(stems(first if alone else f"{first} {found['second'] or ''}"))


def only_one(sentence: str) -> bool:
    """Whether "one" is all the number that stands in a sentence: "one test of the model is survival".

    >>> only_one("Survival is one test of the model."), only_one("One of the ten pilots was tendered.")
    (True, False)
    """
    found = {match[0].lower() for match in NUMERALS.finditer(sentence)}
    return found == {"one"}


def holds(kind: str, sentence: str) -> bool:
    """Whether `sentence` contains something of the kind; kinds without a visible form are always held.

    >>> holds("money", "SPT approved £60,000."), holds("money", "SPT approved it."), holds("reason", "x")
    (True, False, True)
    """
    pattern = _HELD_BY.get(kind)
    return bool(pattern.search(sentence)) if pattern else True
