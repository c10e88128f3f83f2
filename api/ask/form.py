"""The form in which a question wants its answer: a definition, yes or no, a fact, a list, help."""

import re
from typing import Literal

from api.ask.behind_if import behind_if
from api.ask.expectation import Kind, expected
from kb.lexical import words

Form = Literal[
    "definition", "yes-no", "fact", "list", "procedure", "reason", "problem", "comparison", "several",
    "premise", "open",
]  # fmt: skip
LISTS: frozenset[Form] = frozenset(("list", "procedure"))  # forms that want a list where there is one
_FACTS: frozenset[Kind] = frozenset(
    ("contact", "percentage", "money", "duration", "number", "date", "person", "place")
)
_YES_NO = re.compile(
    r"^(?:and |but |so |then )?(?:is|are|am|can|could|do|does|did|should|must|may|will|would|has|have|"
    r"was|were|isn't|aren't|can't|couldn't|don't|doesn't|didn't|shouldn't|won't|wouldn't|hasn't|haven't|"
    r"wasn't|weren't|cannot)\b",
    re.I,
)
_TAG = re.compile(
    r"[,\s]+(?:right|correct|true|aye|eh|yes|no|is that (?:right|so|true)|isn't it|innit)\s*\??$", re.I
)
_QUESTION = re.compile(
    r"^(?:and |but |so |then )?(?:(?:on|in|at|by|for|from|to|with|of|under|during|until|since|through) "
    r"(?=who|what|which|how))?(?:list|name|give|tell|show|explain|describe|summarise|"
    r"define|who|whom|whose|what|what's|when|where|which|why|how|who's|where's|"
    r"how's|when's)\b",
    re.I,
)
_DEFINITION = re.compile(
    r"^(?:what(?:'s| is| are| was| were| does| do) (?:a |an |the )?(?:[\w'’&/-]+\s*){1,6}(?:mean(?:t)?|"
    r"stand for|"
    r"about)?\??|(?:define|definition of|meaning of|what is meant by)\b.*)$",
    re.I,
)
_LISTED = re.compile(
    r"\b(steps|stages|elements|categories|types|kinds|benefits|advantages|risks|downsides|disadvantages|"
    r"barriers|obstacles|lessons|examples|members|partners|options|criteria|principles|reasons|roles|"
    r"duties|contents|questions|methods|ways|mistakes|pitfalls|conditions|enablers|difficulties|"
    r"challenges)\b",
    re.I,
)
# what somebody who meets trouble adds to the story of it
_WHAT_NOW = re.compile(
    r"\bwhat (?:now|next|can (?:we|i) do|do (?:we|i) do|should (?:we|i) do|to do)\b|\bhelp\b\W*$|"
    r"\bany advice\b|\bhow (?:do|can|should|would) (?:we|i) (?:deal|cope|handle|respond|react|fix|solve|"
    r"sort|manage|get (?:them|him|her|people|everyone|users|staff|partners|it|round|past|over)|stop|"
    r"persuade|convince|win|bring|move|unblock|rescue|save|turn)\b|\bwhere do (?:we|i) (?:go from here|"
    r"stand)\b|\bdo (?:we|i) carry on\b|\bwhere (?:do|would|should|can|could) (?:we|i|you|one) (?:even |"
    r"best )?(?:start|begin)\b|\bwhat (?:are|r) (?:our|my) options\b|\bat (?:our|my) wits? end\b|"
    r"\bis (?:it|this) too late\b|\bany ideas\b|\bwhat would you do\b|\bthoughts\b\W*$",
    re.I,
)
_OURS = re.compile(
    r"\b(we|we've|we're|i|i've|i'm|our|ours|us|my|everyone|everybody|nobody|no one|no-one|they)\b", re.I
)


_EXACT: frozenset[Kind] = _FACTS | {"comparison", "definition"}


_ASKS_SOMEWHERE = re.compile(
    r"\b(?:how|(?<!double )(?<!twice )(?<!half )(?<!than )(?<!times )what|"
    r"which|why|please|list|examples?|steps|meaning|difference|versus|vs?|need (?:it|them)|"
    r"(?:do|does|can|should|could|must|may|is|are|will|would) (?:we|i|you|they|it|there))\b|\?",
    re.I,
)


# a question that begins after something: "…, what did it cost", "… did it keep going"
_THEN_ASKS = re.compile(
    r"(?<=\w)[\s,:;–-]+(?:(?:what|who|when|where|why|how|which)(?: \w+)? (?:is|are|was|were|do|does|did|has|"
    r"have|can|could|will|would|should) |how (?:many|much|long|often) \w|"
    r"(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should) "
    r"(?:it|they|this|that|there|these|those|anyone|anybody)\b)",
    re.I,
)


def _open(question: str) -> bool:
    """Whether a question behind a story asks for help with it, and not for one fact or meaning.

    >>> _open("is that fair?"), _open("what should I be weighing up"), _open("How much did it cost?")
    (True, True, False)
    """
    return bool(_YES_NO.match(question)) or expected(question) not in _EXACT


_STORY_WORDS = 8  # what tells as much before it asks is a story of trouble


def form_of(question: str) -> Form:
    """The form that `question` asks for by its wording; a comparison or wrong belief is told by its terms.

    >>> form_of("Is a PSP legal?"), form_of("what is a steering group"), form_of("How do we start a PSP?")
    ('yes-no', 'definition', 'procedure')
    >>> form_of("our main charity pulled out and nobody decides, what now"), form_of("How long is it?")
    ('problem', 'fact')
    >>> form_of("if we join the design will we be excluded later")
    'yes-no'
    """
    text = question.strip()
    condition, asked = behind_if(text)
    if _is_a_belief(text):
        return "premise"
    if tells_a_problem(text) and (not condition or _WHAT_NOW.search(text)):
        return "problem"
    if _YES_NO.match(asked) or _TAG.search(text):
        return "yes-no"
    kind = expected(text)
    if kind in _FACTS:
        return "fact"
    if kind in ("comparison", "reason", "procedure"):
        return "comparison" if kind == "comparison" else "reason" if kind == "reason" else "procedure"
    listed = kind == "list" or _LISTED.search(text)
    return "list" if listed else "definition" if _DEFINITION.match(text) else "open"


HEARD = "heard|read"  # where a belief comes from
# "I thought PSPs were over": a belief, put as one that may be wrong
_BELIEF = re.compile(
    r"^(?:and |but |so |hang on |wait )*(?:i|we)(?:'d| had)?(?: always| just)? (?:thought|assumed|believed?|"
    r"presumed?|supposed?|reckon(?:ed)?|understood|gathered?|" + HEARD + r")(?: somewhere)?(?: that)? "
    r"(?P<belief>[^?;:.!]{12,}[.!]?)$",
    re.I,
)


def _is_a_belief(text: str) -> bool:
    """Whether `text` tells nothing but what somebody believes of the subject, and not of himself.

    >>> _is_a_belief("I thought PSPs ended in 2007"), _is_a_belief("I thought our partner was insured")
    (True, False)
    """
    found = _BELIEF.match(text)
    return found is not None and not _OURS.search(found["belief"]) and not asks_somewhere(found["belief"])


def tells_a_problem(text: str) -> bool:
    """Whether `text` tells of trouble instead of asking, or asks what to do about trouble that it tells of.

    >>> tells_a_problem("GPs are not referring people to us"), tells_a_problem("What should we do first?")
    (True, False)
    >>> tells_a_problem("six lessons 2007 report"), tells_a_problem("MOU contents")
    (False, False)
    >>> tells_a_problem("the tender came out and has none of our design in it. where do we stand on that")
    True
    """
    sentences = [
        s for s in re.split(r"(?<=[.!?;])\s+|,\s+(?=what\b|how\b|help\b|is it\b|do we\b)", text) if s
    ]
    told = [s for s in sentences if not asks(s) and not _asks_of_a_thing(s) and _is_told(s)]
    asking = [s for s in sentences if asks(s) and not _WHAT_NOW.search(s)]
    long = sum(len(words(s)) for s in told) >= _STORY_WORDS
    if told and asking and not (long and any(map(_open, asking))):
        return False  # "What is a PSP? I have a meeting in ten minutes."
    if told:
        alone = len(told) == len(sentences)
        return alone or long or bool(_WHAT_NOW.search(text) or _OURS.search(told[0]))
    what_now = _WHAT_NOW.search(text)
    return bool(what_now) and len(words(text)) >= 9 and bool(_OURS.search(text))


# something is missing, late, too much or in the way
_TROUBLE = re.compile(
    r"\b(?:not?|nor|never|nobody|none|nothing|nowhere|without|cannot|hardly|barely|refus\w*|reject\w*|"
    r"block\w*|stop\w*|stall\w*|stuck|lack\w*|missing|fail\w*|los(?:e[sr]?|ing|t)|left|leav(?:e|es|ing)|late|"
    r"delay\w*|too|only|against|angry|worri\w*|afraid|fear\w*|upset|unhappy|annoyed|hostile|sceptical|"
    r"quit\w*|(?:pull|drop|walk|fall|fell)\w* out|dominat\w*|problems?|troubles?|conflicts?|disputes?|"
    r"argu\w*|quarrel\w*|complain\w*|threaten\w*|cuts?|broke\w*|wrong|bad|badly|worse|unfair\w*|ignor\w*|"
    r"exclud\w*|resist\w*|reluctan\w*|unwilling|overrun\w*|overspen\w*|behind|chaos|mess|idle)\b|n['’]t\b",
    re.I,
)
_THEN_HOW = re.compile(
    r",\s+(?:and |so )?(?:what|which|how|who|when|where|why)\b(?! (?:is|was|are|were)\b)", re.I
)


def only_asks(text: str) -> bool:
    """Whether `text` asks something in one sentence, and not just "what now", and tells of no trouble.

    >>> only_asks("how do we handle data on users"), only_asks("I chair the group, what should I read")
    (True, True)
    >>> only_asks("how do we handle a partner who never comes"), only_asks("our chair asks, what now")
    (False, False)
    """
    said = text.rstrip(" ?!.")
    if _TROUBLE.search(said) or re.search(r"[.!?;]\s", said):
        return False
    return asks(said) or bool(_THEN_HOW.search(_WHAT_NOW.sub(" ", said)))


def tells(text: str) -> bool:
    """Whether a verb stands in `text` that states something.

    >>> tells("our partner left"), tells("the Edinburgh pilot")
    (True, False)
    """
    return bool(_TOLD.search(text) or _SOMEBODY_DOES.search(text))


def _asks_of_a_thing(text: str) -> bool:
    """Whether `text` names a thing, which is no story, and then asks.

    >>> _asks_of_a_thing("low moss - what did it cost"), _asks_of_a_thing("our chair left what do we do")
    (True, False)
    """
    found = _THEN_ASKS.search(text)
    return found is not None and not tells(text[: found.start()])


def says_of_us(text: str) -> bool:
    """Whether `text` speaks of us or them and nowhere asks.

    >>> says_of_us("our chair talks for most of the hour"), says_of_us("our memorandum, which clauses")
    (True, False)
    """
    return bool(_OURS.search(text)) and not asks_somewhere(text)


def asks_somewhere(text: str) -> bool:
    """Whether `text` asks at its beginning or anywhere in it.

    >>> asks_somewhere("the notice was late. Can they sue us?"), asks_somewhere("the notice was late")
    (True, False)
    """
    return asks(text) or bool(_ASKS_SOMEWHERE.search(text))


def asks(sentence: str) -> bool:
    """Whether `sentence` asks by its first word or its mark.

    >>> asks("who pays"), asks("not sure")
    (True, False)
    """
    return bool(_QUESTION.match(sentence) or _YES_NO.match(sentence) or sentence.endswith("?"))


_QUESTION_WORD = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|can|could)\b",
    re.I,
)


def asks_of_names(text: str) -> bool:
    """Whether something is asked in `text`, all of whose own words are names: "ROAR - who was in it".

    >>> asks_of_names("ROAR - who was in it"), asks_of_names("the ROAR one")
    (True, False)
    """
    return bool(_QUESTION_WORD.search(text)) or text.endswith("?")


_TOLD = re.compile(
    r"\b(is|are|was|were|am|isn't|aren't|wasn't|weren't|won't|wouldn't|can't|cannot|don't|doesn't|"
    r"didn't|haven't|hasn't|has|have|had|keeps?|thinks?|says?|said|wants?|refuses?|left|leaves|leaving|"
    r"lost|cut|stopped|complain\w*|fell|fallen|failed|feel|feels|going|gone|never|nobody|everyone|"
    r"everybody|we're|we've|i'm|i've|they're|they've|there's|got|gets|not|came|went|gave|took|ran|told|"
    r"sent|ends|expired|pulled|withdrew|underbid|quit|closed|sends?|comes|gives|asks|asked|forgot|wrote|"
    r"promised|tells|knows|learned|talks|decides|refused|rejected)\b",
    re.I,
)
# who does something, and one word of what: "we closed", "they extended", "folk ask"
_SOMEBODY_DOES = re.compile(r"\b(?:we|they|he|she|nobody|everyone) [a-z]{3,}", re.I)
# "would love to know how many came": a question in the dress of a sentence
_WANTS_TO_KNOW = re.compile(
    r"\b(?:know|tell me|find out|say) (?:exactly )?(?:how (?:many|much|long|often|old)|who|when|which)\b",
    re.I,
)
# what begins so names what is wanted, or only supposes something
_NOT_TOLD = re.compile(
    r"^(?:and |so |but )?(?:(?:a|the|some|good|best|early) )*"
    r"(?:if|exact|number|total|amount|examples?|ways?|signs|questions|cost|"
    r"(?:phone|mobile|telephone|contact|e-?mail|postal|web) ?(?:number|address|details|of|for)?)\b",
    re.I,
)


# "those that weren't", "a charity which left": what only says which one is meant
_WHICH_ONE = re.compile(r"\b(?:those )?(?:that|who|which) [\w']+", re.I)


def _is_told(sentence: str) -> bool:
    """A clause with a verb that states something, of some length, and asks for no figure or name.

    >>> _is_told("the social workers aren't referring"), _is_told("rates at bodies and those that weren't")
    (True, False)
    """
    told = _WHICH_ONE.sub("", sentence)
    if _NOT_TOLD.match(sentence) or _WANTS_TO_KNOW.search(sentence):
        return False
    return len(words(sentence)) >= 3 and bool(_TOLD.search(told) or _SOMEBODY_DOES.search(told))
