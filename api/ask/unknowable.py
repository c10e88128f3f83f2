"""What no source that was read can tell: news, what others will decide on a case, what one person thinks."""

import re

from api.ask.retrieve import Found
from kb.lexical import stems

_NEWS = re.compile(
    r"\b(yesterday|last (night|week|month|(mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"(this|next) (week|month|morning|afternoon|autumn|summer|winter|spring)|next year|"
    r"(past|last) few (days|weeks)|next (election|parliament|government))\b",
    re.I,
)
_OF_ONES_OWN = re.compile(r"\b(i|we|my|our|us|me|you|your)\b", re.I)


def asks_for_news(question: str) -> bool:
    """Whether a question asks what has just happened or is about to, which no source that was read can tell.

    Where people tell of themselves, the days are part of their story.

    >>> asks_for_news("what did the minister say last week"), asks_for_news("we start next month, what now")
    (True, False)
    """
    return bool(_NEWS.search(question)) and not _OF_ONES_OWN.search(question)


_FATE = re.compile(
    r"\bwill (?:our|my) (?:[\w-]+ ){0,4}?(?:application|proposal|bid|request|claim|appeal|tender)s? "
    r"(?:[\w-]+ ){0,8}?(?:approved|accepted|successful|chosen|refused|rejected|turned down|go through|win|"
    r"succeed)\b|"
    r"\bwhen (?:will|do|can|might) (?:we|i) (?:hear|find out|get (?:a|an|the) (?:answer|reply|decision))\b|"
    r"\b(?:how|which way) (?:will|would) (?:the|a|our) (?:[\w-]+ ){0,2}?"
    r"(?:judge|court|sheriff|panel|committee|council|minister|auditors?|evaluators?)s? "
    r"(?:rule|decide|vote|find)\b",
    re.I,
)


def asks_for_ones_fate(question: str) -> bool:
    """Whether somebody asks what others will decide on his own application, which no source can tell.

    >>> asks_for_ones_fate("will our PSP bid be accepted"), asks_for_ones_fate("will a PSP be accepted")
    (True, False)
    >>> asks_for_ones_fate("how will the court rule on it"), asks_for_ones_fate("how do courts rule")
    (True, False)
    """
    return bool(_FATE.search(question))


# "has our council got a PSP planned?", "is my board thinking of doing one": of the asker's own body nothing
# was read; what it may or must do is another matter
_OF_ONES_BODY = re.compile(
    r"\b(?:does|do|has|have|is|are|did|was|will|might) (?:our|my) (?:own |local )?"
    r"(?:council|health board|board|authority|area|town|village|region|hospital|prison|charity) "
    r"(?:(?:already|currently|ever|actually|still|now|secretly|be|been) )*"
    r"(?:(?:have|got)(?! to\b)|plan\w*|run\w*|done|doing|had|consider\w*|thinking|intend\w*|going to|"
    r"set(?:ting)?|start\w*|look\w* (?:at|into)|involved|taking part|taken part|part of|in)\b"
    r".*\b(?:psps?|public social partnerships?|any|one(?= of (?:these|those|them)\b|\s*[?.!]*$|"
    r"\s+(?:up|for|in|on|with|this|next|about|now|already|soon|planned|running)\b))\b",
    re.I,
)


def asks_of_ones_own_body(question: str) -> bool:
    """Whether it is asked if the asker's own council or board has or plans a PSP.

    >>> asks_of_ones_own_body("does our council have a PSP planned")
    True
    >>> asks_of_ones_own_body("is my board looking at one"), asks_of_ones_own_body("will our area be in one")
    (True, True)
    >>> asks_of_ones_own_body("does our council have to do a PSP"), asks_of_ones_own_body("can we do one")
    (False, False)
    """
    return bool(_OF_ONES_BODY.search(question))


_OURS = (
    r"(?:our|my)(?: own| local)? (?:council|health board|ijb|board|authority|commissioners?|committee|"
    r"councillors?|procurement team|trustees|hospital|prison)"
)
_BODY = rf"(?:{_OURS}|[A-Z][a-z]+(?: [A-Z][a-z]+)? Council)"
_WOULD = (
    r"(?:agree|say yes|say no|back|support|fund|pay|accept|approve|go for|like|want|let (?:us|me)|go ahead|"
    r"close|cut|drop|scrap|renew|choose|pick|select|use|adopt|vote|"
    r"be (?:interested|willing|open|up for|keen))"
)
_ONES_CASE = (
    # what they will do: "would our council agree", "is my board likely to back it"
    re.compile(rf"^(?:and |but |so )?(?:will|would|might) {_BODY} (?:\w+ly |ever |still |even )?{_WOULD}\b"),
    re.compile(
        rf"^(?:and |but |so )?(?:is|are) {_BODY} (?:\w+ly |ever |still )?"
        rf"(?:likely|going|willing|prepared|planning|about|ready) to {_WOULD}\b"
    ),
    # what they have done: "has our council signed it yet", "did the panel like our bid"
    re.compile(
        rf"^(?:and |but |so )?(?:has|have|did) {_BODY} (?:already |actually )?(?:sign|agree|decid|"
        r"approv|publish|pa(?:y|id)\b|award|repl(?:y|ied)|budget|vot)",
    ),
    re.compile(
        rf"^(?:and |but |so )?(?:(?:has|have) {_OURS} (?:already |actually |ever |now )?(?:[a-z]+ed|chosen|"
        rf"put|set|given|taken|begun|made|let|spent|told|written)|did {_OURS} [a-z]+)\b"
    ),
    # "how much has our council put aside", but not "what has our council to do"
    re.compile(
        rf"^(?:and |but |so )?(?:how much|how many|when|which|what|who)\b.*\b(?:has|have|did) {_OURS}\b"
        r"(?! (?:got )?to\b)"
    ),
    re.compile(
        r"^(?:and |but |so )?(?:did|does|has|have) (?:the (?:panel|evaluators?|scorers?|buyers?)|"
        r"(?:our|my|the) (?:competitor|rival)s?|another bidder|the other bidders?) "
        r".*\b(?:us|we|our|ours|my|mine)\b",
    ),
    re.compile(
        r"\bhow many (?:points|marks) did (?:we|our|i)\b|\bwhat (?:score|marks?|place) did (?:we|our|my)\b"
    ),
    re.compile(
        r"\bwho else (?:has |have |had )?(?:bid|tendered|applied|quoted) (?:for|against) (?:us|our|my)\b"
    ),
)


def asks_of_ones_own_case(question: str) -> bool:
    """Whether it is asked what one's own council will do or has done, or how one's own bid fared.

    >>> of_our_own = asks_of_ones_own_case
    >>> of_our_own("would my own council agree to it"), of_our_own("did the panel like our bid")
    (True, True)
    >>> of_our_own("has our council signed it yet"), of_our_own("would a council agree to it")
    (True, False)
    >>> of_our_own("can our council refuse"), of_our_own("will our staff transfer")
    (False, False)
    >>> of_our_own("how much has our council put aside"), of_our_own("what has our council to do")
    (True, False)
    >>> of_our_own("has my board picked partners"), of_our_own("has our council the power to give grants")
    (True, False)
    """
    said = question[:1].lower() + question[1:] if not re.match(r"[A-Z]\w+ [A-Z]", question) else question
    return any(pattern.search(said) for pattern in _ONES_CASE)


_OFFICE = (
    r"(?:manager|leader|minister|officer|governor|director|chief exec(?:utive)?|convener|provost|chair|"
    r"chairman|chairwoman|councillor|boss|head of [a-z]+|sheriff|auditor)"
)
# "what does the manager at Fife think of PSPs", "the council leader's view of it"; not what managers think
_VIEW = re.compile(
    rf"\b(?:do|does|did|would|will) (?:the|our|my|her|his) (?P<of>(?:[\w'’-]+ ){{0,4}}?{_OFFICE})\b"
    r"(?: (?:at|of|in|for|from) (?:[\w'’-]+ ?){1,4}?)? ?(?:(?:really|actually|personally) )?"
    r"(?:think|feel|believe|like|say|make of|reckon|prefer|want|hope)\b|"
    rf"\b(?:the|our|my|her|his) (?P<whose>(?:[\w'’-]+ ){{0,4}}?{_OFFICE})(?:'s|’s|s') "
    r"(?:own |personal |honest )?(?:opinion|view|views|take|feelings?|attitude|thoughts)\b",
    re.I,
)


def asks_for_a_view(question: str) -> str:
    """Whose view is asked for, where that is one person in office; "" where it is not.

    >>> asks_for_a_view("what does the procurement manager at Fife think of PSPs")
    'procurement manager'
    >>> asks_for_a_view("what is the council leader's opinion of it"), asks_for_a_view("what did users think")
    ('council leader', '')
    """
    match = _VIEW.search(question)
    return (match["of"] or match["whose"]).strip() if match else ""


def cannot_be_known(question: str, found: Found) -> bool:
    """Whether `question` asks for what no source can tell, and what was found does not tell of it either."""
    if asks_for_news(question) or asks_for_ones_fate(question) or asks_of_ones_own_body(question):
        return True
    if asks_of_ones_own_case(question) and not says_so(found):
        return True
    office = stems(asks_for_a_view(question))
    return bool(office) and not any(set(office) <= hit.shelf.stems for hit in found.hits[:1])


def says_so(found: Found) -> bool:
    """Whether the best section answers such a question: that nobody can know it, and whom to ask."""
    said = " ".join(line.text for hit in found.hits[:1] for line in hit.shelf.opening)
    return bool(re.search(r"\b(?:cannot know|known to this guide)\b", said))
