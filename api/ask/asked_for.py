"""The kind of thing that a question is after, where no number or date shows it: a person's name, what was
thought, somebody's words, who did it, why, a count of its own. A line that holds none of it is no answer.

A section on the right pilot looks like an answer to whatever is asked of that pilot. So an answer in hand is
looked at once more: does what it says hold the kind of thing that was asked for?
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from api.ask.composing.draft import Chosen
from api.ask.expectation import NUMERALS
from api.ask.knowledge import Knowledge
from api.ask.unknowable import asks_for_news
from kb.lexical import stems

Lacking = Literal["", "person", "view", "wording", "doer", "cause", "number", "date", "news", "parts"]

# who has a name of his own, as far as sources of this kind speak of such
_PEOPLE = (
    r"(?:wom[ae]n|m[ae]n|people|persons?|folk|boys|girls|mothers|parents|mentors?|mentees?|prisoners?|"
    r"offenders|volunteers?|patients?|residents?|tenants?|carers?|users?|participants|staff|workers?|"
    r"employees|officers?|officials?|managers?|directors?|chairs?|chairpersons?|ministers?|councillors?|"
    r"trustees?|governors?|consultants?|evaluators?|researchers?|authors?|lawyers?|solicitors?|"
    r"civil servants?|facilitators?|trainers?|co-?ordinators?)"
)
_NAMES = re.compile(
    rf"^(?:what (?:are|were|is|was) )?(?:the )?(?:full )?names? of (?:the |all |any |those )*"
    rf"(?:[\w'’-]+ ){{0,3}}?{_PEOPLE}\b|"
    rf"^(?:and |please |can you |could you )*name (?:the |all |any |one |some )*(?:[\w'’-]+ ){{0,3}}?"
    rf"{_PEOPLE}\b|\b{_PEOPLE}\b[^.?!]*\bby name\b|^(?:the )?{_PEOPLE}(?:'s?|’s?)? names?\b",
    re.I,
)
_A_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Dame|Professor) [A-Z]|"
    r"\b(?:named|called|by|manager|chair\w*|[Mm]inister|MSP|director|[Aa]uthors?|[Cc]hief [Ee]xecutive),? "
    r"[A-Z][a-z]+ (?:Mc|Mac|O['’])?[A-Z][a-z]+"
)
_PAPER = (
    r"[^,.?!;]{0,40}?\b(?:law|act|reports?|guides?|guidance|sources?|study|studies|evaluations?|motion|review|"
    r"handbook|research|rules?|regulations?|memorandum|mou|agreement|contract|introduction|papers?|evidence)\b"
)
# of whom it is asked; the asker himself, and what is written down, have no feelings to be told of
_WHOM = rf"(?!(?:we|i|you|one|it|they|he|she|this|that|there)\b|{_PAPER})[^,.?!;]{{2,60}}?"
_HOW = r"(?:(?:really|actually|honestly|privately|secretly|themselves|personally) )*"
_VIEW = re.compile(
    rf"\b(?:what|how) (?:did|do|does) (?P<thought>{_WHOM}) {_HOW}(?:think|feel|make of|reckon|rate)\b|"
    rf"\b(?:what|how) did (?P<said>{_WHOM}) {_HOW}(?:say|tell|react|take to)\b|"
    rf"\b(?:were|was) (?P<was>{_WHOM}) {_HOW}(?:happy|pleased|satisfied|unhappy|angry|annoyed|let down)\b|"
    rf"\bdid (?P<did>{_WHOM}) {_HOW}(?:like|enjoy|regret|complain|object|resent|welcome|oppose)\b",
    re.I,
)
_IS_A_VIEW = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|fe(?:lt|els?|eling)|th(?:ought|inks?)|believed?|value[sd]?|saw|"
    r"views?|opinions?|positive\w*|negative\w*|(?:un)?happy|(?:dis|un)?satisf\w+|prais\w+|complain\w*|"
    r"want(?:s|ed)?|prefer\w*|welcom\w+|report(?:s|ed)?|f(?:ou|i)nds?|(?:dis)?liked?|(?:dis|mis)?trust\w*|"
    r"feedback|object\w*|oppos\w+|rate[sd]?|regret\w*|appreciat\w+|hoped|expect\w*|experienc\w*|interview\w*|"
    r"describ\w+|according to|critic\w*|argu\w+|conclud\w+|recommend\w*|call(?:s|ed)|warn\w*|enthusias\w*|"
    r"attitudes?|reluctan\w*|came to|learned|judged?|agree[sd]?|disagree\w*|sees?)\b",
    re.I,
)
_SAYS_A_PAPER = re.compile(
    rf"\b(?:says?|said|tells?|told|according to|reports?|reported|concluded?|f(?:ou|i)nds?) {_PAPER}", re.I
)  # where it stands, and nobody's view
_IN_PRIVATE = re.compile(
    r"\b(?:in private|privately|behind (?:closed doors|the scenes)|off the record|secretly|in secret|"
    r"deep down|in confidence|between themselves)\b",
    re.I,
)
_OF_MINDS = re.compile(
    r"\b(?:think|thought|sa(?:y|id)|tell|told|feel|felt|object\w*|admit\w*|regret\w*|believed?|"
    r"views?|opinions?|attitudes?)\b",
    re.I,
)
_PRIVATE = re.compile(r"\b(?:privat\w+|confiden\w+|anonym\w+|secre\w+|off the record)\b", re.I)
_WORDS = re.compile(
    r"\b(?:exact|actual|precise|very|sample|original) (?:words?|wording|text|phrase|phrasing)\b|"
    r"\b(?:the|got|any) wording\b|\bwhat wording (?:was|is|were|did)\b|"
    r"\bquot(?:e|ation)s? (?:from|by) (?!\d)(?!e-?mail\b)|"
    r"\b(?:first|last|opening|closing) (?:sentence|words|lines?|paragraph) of\b|\bwhat does clause\b|"
    r"\bword for word\b|\bverbatim\b",
    re.I,
)
_ARE_WORDS = re.compile(r"[\"“”]|\btemplates?\b|\b(?:forms?|example|draft)s? (?:for|of|in|on)\b", re.I)
_ONE_WHO = (
    r"msp|firm|law firm|lawyer|solicitor|(?:legal )?counsel|charity|company|consultant|consultancy|person|"
    r"bank|union|councillor|minister|officer|official|academic|researcher|university|auditor"
)
_DID = (
    r"(?P<did>(?!used\b)[a-z]{2,}(?<![ne])ed|wrote|led|ran|chose|gave|paid|put|held|won|lost|drew|built|spoke|"
    r"sold|bought|got|began|said|sat)\b"
)
# "which MSP put forward …", "who drew the diagram": one deed, of one who has a name
_DOER = re.compile(
    rf"^(?:and |but |so )?(?:who|which (?:{_ONE_WHO}|charities|companies|bod(?:y|ies)|firms)s?)"
    r"(?: (?:in|at|from|of) (?:[\w'’-]+ ){1,3}?)? ?(?:(?:actually|first|really|originally) )?" + _DID,
    re.I,
)
_OF_THE_ASKER = re.compile(r"\b(?:i|we|us|our|ours|my|mine|this|your?)\b", re.I)
_WHY_IT_WAS = re.compile(
    r"^(?:and |but |so )?(?:why (?:did|was|were|had)|what made|for what reason did)\b", re.I
)
_A_REASON = re.compile(
    r"\b(?:because|since|so|in order to|reasons?|due to|owing to|thanks to|led to|wanted|need(?:s|ed)?|saw|"
    r"after|when|gave way|through|lack\w*|too|without|for|where|by|as|factors?|caus\w+|help\w*|aim\w*|"
    r"purpose|meant|hop(?:e|ed|ing)|to (?!the\b|an?\b|be\b|[a-z]+s\b)[a-z]+)\b",
    re.I,
)
_HALF = 0.5
_PARTED = re.compile(
    r"\b(?:breakdown|split|broken down)\b[^?.!]*?\bby (?P<by>\w+)|"
    r"\b(?P<of>age|sex|gender|ethnic\w*)(?: and (?P<also>\w+))? (?:breakdown|split)\b",
    re.I,
)
_DATE = re.compile(
    r"\b(?:exact|precise) (?:dates?|days?)\b|"
    r"\b(?:what|which) (?:day|weekday|date|month|time of day)\b(?! (?:do|should|must|can|would|is best)\b)",
    re.I,
)
_A_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|\w+days?|days?|\d+ (?:week|month)s?)\b",
    re.I,
)
_NUMBERED = re.compile(
    r"\b(?:reference|ref|registration|approval|catalogue|contract) (?:number|no\b|code)|"
    r"\bapproval ref(?:erence)?\b|\b(?:isbn|doi)\b",
    re.I,
)
_IS_NUMBERED = re.compile(r"\d{2}")
_YEAR = re.compile(r"\b20\d\d\b")
_HOW_MANY = re.compile(r"\bhow many\b", re.I)
_DENIES = re.compile(r"\b(?:no|not|nor|none|nobody|neither|never|nothing|few|hardly|n['’]t)\b", re.I)
_CAPITAL = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w'’]+")
_NAME_FIRST = re.compile(r"(?:^|[.!?:] )(?:The )?[A-Z][\w'’]+ [A-Z][\w'’]+")


# what shows in a line by itself: the kind, how it is asked for, what a line that gives it holds
_SHOWN: tuple[tuple[Lacking, re.Pattern[str], re.Pattern[str]], ...] = (
    ("person", _NAMES, _A_PERSON),
    ("wording", _WORDS, _ARE_WORDS),
    ("date", _DATE, _A_DATE),
    ("number", _NUMBERED, _IS_NUMBERED),
)


def lacking(question: str, chosen: Sequence[Chosen], knowledge: Knowledge) -> Lacking:
    """What `question` is after and the lines `chosen` for it do not hold; "" where nothing is amiss.

    Only the section that answers first is looked at. What denies ("no source gives …", "it did not") answers
    why, who, how many and what was thought by saying that there is nothing to tell.
    """
    first = chosen[0]
    said = " ".join(one.line.text for one in chosen if one.shelf is first.shelf)
    if first.line.unknown or _is_asked_so(question, first):
        return ""
    if asks_for_news(question) or _is_to_come(question, said):
        return "news"
    missing = (kind for kind, asks, held in _SHOWN if asks.search(question) and not held.search(said))
    if (kind := next(missing, None)) is not None:
        return kind
    if _asks_by_parts(question) - first.shelf.stems:
        return "parts"
    if _IN_PRIVATE.search(question) and _OF_MINDS.search(question) and not _PRIVATE.search(said):
        return "view"
    return "" if _DENIES.search(first.line.text) else _not_told(question, said, first, knowledge)


def _not_told(question: str, said: str, first: Chosen, knowledge: Knowledge) -> Lacking:
    """As `lacking`, for what a line that denies can answer too."""
    if (view := _VIEW.search(question)) and not _tells_a_view(view, said, first, knowledge):
        return "view"
    if _WHY_IT_WAS.search(question) and _tells_the_fact(question, said) and not _A_REASON.search(said):
        return "cause"
    if _OF_THE_ASKER.search(question):
        return ""
    if (doer := _DOER.search(question)) and not _tells_who(question, doer["did"], said):
        return "doer"
    given = _numerals(question) if _HOW_MANY.search(question) else set()
    return "number" if given and _numerals(said) <= given else ""


def _asks_by_parts(question: str) -> set[str]:
    """The stems of that by which figures are to be broken down: age, sex."""
    by = _PARTED.search(question)
    return set(stems(" ".join(filter(None, by.groups())))) if by else set()


def _is_asked_so(question: str, first: Chosen) -> bool:
    """Whether the section is known to answer just this question."""
    asked = set(stems(question))
    return any(set(stems(known)) == asked for known in _known_to_answer(first))


def _known_to_answer(first: Chosen) -> Iterator[str]:
    section = first.shelf.passage.id
    return (v.question for v in first.shelf.document.variants if v.passage_id == section)


def _tells_a_view(asked: re.Match[str], said: str, first: Chosen, knowledge: Knowledge) -> bool:
    """Whether lines say what somebody thought or said, and their section is on those of whom it is asked.

    Parties that any section may call otherwise (partners, users) need not stand there in the same word.
    """
    if not _IS_A_VIEW.search(_SAYS_A_PAPER.sub("", said)):
        return False
    whom = {stem for stem in stems(next(filter(None, asked.groups()))) if knowledge.is_rare(stem)}
    return not whom or bool(whom & first.shelf.stems.union(*map(stems, _known_to_answer(first))))


def _tells_the_fact(question: str, said: str) -> bool:
    """Whether lines tell what a why takes for granted: in its names and in half of its words.

    What says otherwise ("taken from Germany": "comes from Italy") corrects it, and owes no reason.
    """
    asked, told = set(stems(question)), set(stems(said))
    names = set(stems(" ".join(_CAPITAL.findall(question))))
    return names <= told and len(asked & told) >= _HALF * len(asked)


def _tells_who(question: str, did: str, said: str) -> bool:
    """Whether lines name somebody whom the question does not name, or speak of the very deed."""
    asked = question.lower()
    return bool(set(stems(did)) & set(stems(said))) or any(
        name.lower() not in asked for name in (*_CAPITAL.findall(said), *_NAME_FIRST.findall(said))
    )


def _numerals(text: str) -> set[str]:
    return {match[0].lower() for match in NUMERALS.finditer(text)}


def _is_to_come(question: str, said: str) -> bool:
    """Whether a year is asked about that lies ahead and of which the lines do not speak."""
    ahead = [year for year in _YEAR.findall(question) if int(year) > dt.date.today().year]
    told = any(year in said for year in ahead)
    return bool(ahead) and not told and not _OF_THE_ASKER.search(question)
