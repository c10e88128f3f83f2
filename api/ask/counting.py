"""A place in the list that was just given: "the second one", "number 4", "which comes first"."""

import re
from dataclasses import dataclass

from kb.lexical import stems, words

_ORDINALS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "5th": 4,
    "sixth": 5,
    "6th": 5,
    "seventh": 6,
    "7th": 6,
    "eighth": 7,
    "8th": 7,
    "last": -1,
}
_COUNTED = {
    "one": 0,
    "two": 1,
    "three": 2,
    "four": 3,
    "five": 4,
    "six": 5,
    "seven": 6,
    "eight": 7,
    "nine": 8,
    "ten": 9,
}
_PLACE = "|".join(_ORDINALS)
_KIND = (
    "one|point|step|item|lesson|element|stage|category|thing|reason|bullet|part|option|bit|tip|phase|"
    "question|example"
)
# "the second", "the third one", "how does the second work?", but not "the first PSP" or "when did it last?"
_ORDINAL = re.compile(
    rf"\b(?:the |number )?({_PLACE}) (?:{_KIND})\b|"
    rf"(?:\b(?:the|number) |^)({_PLACE})(?:\s*$|(?=\s*[?.!,;:])| of (?:them|these|those|the \w+)\b|"
    r"(?=\s(?:about|and|or|please|in (?:more|detail)|works?|means?|does|do|is|was|takes?|needs?|costs?|"
    r"happens?|"
    r"starts?|ends?|looks?)\b))",
    re.I,
)
# "number 4", "step six", "no. 3", "#2", "more about point 5"
_NUMBERED = re.compile(rf"(?:\b(?:number|no\.?|nr\.?|{_KIND})\s*|#)(\d{{1,2}}|{'|'.join(_COUNTED)})\b", re.I)
# "explain 3", "and 2?", "3 please": a number alone
_NUMBER_ALONE = re.compile(
    r"^(?:(?:ok|okay|so|and|now|then|please|what about|how about|what is|what's|what (?:does|do|about)|"
    r"tell me (?:more )?about|"
    r"explain|"
    r"expand(?: on)?|elaborate(?: on)?|more (?:on|about)|describe|define|say more about|go into|unpack|"
    r"show(?: me)?|"
    r"give me|try|take|let's (?:do|have|take|see)|i(?:'d like| want| meant?))\b[\s,]*)*#?"
    rf"(\d{{1,2}}|{'|'.join(word for word in _COUNTED if word != 'one')})"
    r"(?:,? (?:means?|please|pls|then|again|in (?:more )?detail|more|further|for me|to me|a bit))*[\s?.!]*$",
    re.I,
)

_A_HEAD = 4  # words of an item's head that stands for it
# words that a follow-up may hold without saying what it is about
HOLLOW = frozenset(
    stems(
        "not until since later earlier sooner before after long longer many much exactly really else more "
        "less example instance reason source say said tell explain mean topic name number year kind "
        "something anything"
    )
)
# "last thing, who do I ask", "back to the first thing": said of the talk, not of a list
_OF_THE_TALK = re.compile(
    r"^(?:and |ok |so )*(?:(?:one |a )?(?:last|final|first|second|other) (?:thing|question|point|"
    r"one)[,:;.]\s|back to\b|"
    r"going back\b|first(?:ly)?,|second(?:ly)?,|last(?:ly)?,)",
    re.I,
)
_LONGEST = 14  # words of a follow-up that counts
# "which of those is first", "which one comes first?", "which is the most important"
_FIRST_OF_ALL = re.compile(
    r"^(?:and |so |ok |but )*(?:which|what)(?: (?:one|step|point|bit|part))?(?: of (?:those|these|them|"
    r"the \w+))? "
    r"(?:is|are|comes?|goes|should (?:we|i|they) do|do (?:we|i) do|would be|has to be|needs to be|"
    r"happens|matters?|works?|would you (?:pick|choose|recommend)|do you recommend|"
    r"should (?:we|i) (?:use|pick|choose|take)|"
    r"do (?:we|i) start with|should (?:we|i) start with|to start with)"
    r"(?: (?:the|done|tackled|our|your))*(?: (?P<rank>first|most important|most common|commonest|"
    r"most frequent|most likely|most serious|best|main one|most|worst|"
    r"biggest|last|greatest|largest|hardest|least|smallest|"
    r"key one|main|quickest|easiest|cheapest|to start with)(?: (?:one|point|risk|step|thing|part|reason|"
    r"problem|benefit|"
    r"of (?:them|these|those|all|the \w+)))*)?[\s?.!]*$",
    re.I,
)
_CHOSEN = re.compile(r"\b(?:start with|matters?|pick|choose|recommend|use|take)\b", re.I)
_IN_TIME = re.compile(r"\b(?:first|last|start with)\b", re.I)
# "name all three", "list them"
NAME_THEM = re.compile(
    r"^(?:(?:(?:can|could) you |please )*(?:name|list|give me|tell me) (?=\w))?(?:them|those|these|all|"
    r"all of them|(?:all |the )+(?P<many>two|three|four|five|six|seven|eight|nine|ten)(?: of them)?)"
    r"(?: all)?(?: please)?[\s?.!]*$",
    re.I,
)
# what asks for an item to be explained, and says nothing of its own
_EXPLAIN = re.compile(
    r"\b(?:can|could|would) you\b|\b(?:please|pls)\b|\b(?:go into|get|expand on|elaborate on|unpack|clarify|"
    r"involve[sd]?|entails?|details?|point|number|option|meant by|do(?:es)?n't (?:get|understand)|"
    r"dont (?:get|understand)|understand|describe|look at|look like|the last one|"
    r"talk (?:me )?(?:through|about)|"
    r"walk (?:me )?through|covers?|what (?:was|is|were)|again|show|try)\b|"
    r"^i\b|\b(?:in )?more(?: detail)?\b",
    re.I,
)


# "why does the first one matter": asked of it, with more behind it
_ASKS = re.compile(r"(?:and |so |but )?(?:why|how|what|when|where|is|are|does|do|can|should|must)\b", re.I)
_GOES_ON = re.compile(r"\s*(?!(?:please|pls|then|again|in|for|to|though|more|and|or|of)\b)[a-z]", re.I)


@dataclass(frozen=True)
class Counted:
    """The place meant, from 0, -1 the last; and what is asked of it, "" where it is only to be explained."""

    number: int
    rest: str


def counted(question: str) -> Counted | None:
    """The place in a list that `question` speaks of, or None.

    >>> counted("who runs the second?"), counted("more detail on no. 3")
    (Counted(number=1, rest='who runs'), Counted(number=2, rest=''))
    >>> counted("explain 3"), counted("and two?"), counted("explain the 2 stages")
    (Counted(number=2, rest=''), Counted(number=1, rest=''), None)
    >>> counted("Which council was last to sign?")
    """
    pattern = next((p for p in (_ORDINAL, _NUMBERED) if p.search(question)), _NUMBER_ALONE)
    match = pattern.search(question)
    if not match or len(words(question)) > _LONGEST or _OF_THE_TALK.match(question):
        return None
    said = next(group for group in match.groups() if group).lower()
    number = (
        _ORDINALS[said] if pattern is _ORDINAL else _COUNTED.get(said, int(said) - 1 if said.isdigit() else 0)
    )
    within = _ASKS.match(question) and _GOES_ON.match(question, match.end())
    return Counted(number, _asked_of_it(pattern.sub(" this" if within else "", question)))


def of_item(question: str, items: tuple[str, ...]) -> str | None:
    """`question` with the item that it counts to; None without such an item.

    >>> of_item("who runs the second?", ("Talk early.", "Design jointly."))
    'who runs: Design jointly.'
    """
    place = counted(question)
    if place is None or len(items) < 2 or not -1 <= place.number < len(items):
        return None
    item = items[place.number]
    if place.rest and (this := _THIS.search(place.rest)) and (called := _called(item)):
        return f"{place.rest[: this.start()]}{called}{place.rest[this.end() :]}?"
    if _AT_ITS_END.search(place.rest):  # "what goes wrong in the third"
        return f"{place.rest} {_called(item) or item[:1].lower() + item[1:].rstrip('. ')}?"
    return f"{place.rest}: {item}" if place.rest else item


_AT_ITS_END = re.compile(r"\b(?:about|after|before|by|during|for|from|in|of|on|to|with)$", re.I)
_THIS = re.compile(r"\bthis\b(?= |$)")
_NAME_FIRST = re.compile(r"^(?P<name>[A-Z][\w&'’-]*(?: [A-Z&][\w&'’-]*){0,3}):")


def _called(item: str) -> str:
    """What an item is called where it is a thing with a name or an article; "" of a sentence.

    >>> _called("A pilot of six months that runs."), _called("Includem: £3."), _called("Talk early.")
    ('a pilot', 'Includem', '')
    """
    if name := _NAME_FIRST.match(item):
        return name["name"]
    head = head_of(item)
    return head if re.match(r"(?:a|an|the) ", head) and len(head.split()) <= _A_HEAD else ""


def asks_which_first(question: str) -> bool:
    """Whether a follow-up asks for an order of what was listed.

    >>> asks_which_first("which of those is first?"), asks_which_first("which is the law")
    (True, False)
    """
    match = _FIRST_OF_ALL.match(question.strip())
    return bool(match and (match["rank"] or _CHOSEN.search(question)))


def asks_for_the_best(question: str) -> bool:
    """Whether the order asked for is one of worth, which the order of steps does not tell.

    >>> asks_for_the_best("which one is best"), asks_for_the_best("which do we start with")
    (True, False)
    """
    return asks_which_first(question) and not _IN_TIME.search(question)


_DO_FIRST = re.compile(
    r"^(?:(?:and|so|ok|okay|right|but|then|well)\b[\s,]*)*(?:"
    r"what (?:do|should|must|shall|can|would|could) (?:we|i|you|they) (?:start with|begin with|"
    r"(?:do|tackle|need to do|have to do) (?:first|to start|to begin))|"
    r"where (?:do|should|shall|can|would) (?:we|i|you|they) (?:start|begin)|"
    r"what(?:'s| is| would be|s) (?:the|my|our|a good) (?:very )?first (?:step|thing|move)"
    r"(?: to (?:do|take))?|"
    r"(?:(?:can you |please )*(?:give|tell) (?:me|us) |what(?:'s| is|s) |i (?:need|want) )"
    r"(?:something|one thing|a thing|anything) (?:that )?(?:i|we) can (?:actually |really |just )*"
    r"(?:do|start|begin)(?: with)?(?: (?:on|this|next|by) \w+| now| today| tomorrow| right away)*"
    r"(?: morning)?|what can (?:i|we) (?:actually |really )*(?:do|start)(?: about (?:it|that|this))? "
    r"(?:(?:on|this|next|by) (?:mon|tues|wednes|thurs|fri)day|(?:now|today|tomorrow|this week|right away))"
    r"(?: morning)?|"
    r"(?:the |my |our )?first steps?|how (?:do|should|can) (?:we|i) get (?:started|going))[\s?.!]*$",
    re.I,
)


def asks_what_to_do_first(question: str) -> bool:
    """Whether a follow-up asks how to begin, and not for the first of what was listed.

    >>> asks_what_to_do_first("so what do i do first"), asks_what_to_do_first("ok where do we start?")
    (True, True)
    >>> asks_what_to_do_first("which of those is first"), asks_what_to_do_first("what do we do about staff")
    (False, False)
    """
    return bool(_DO_FIRST.match(question.strip()))


def _asked_of_it(text: str) -> str:
    rest = re.sub(r"\s+(?=[,:;]|\s)", "", text).strip(" ?.!,:;")
    bare = _EXPLAIN.sub(" ", rest)
    asks = bool(re.match(r"(who|when|where|how|why)\b", rest, re.I))
    return rest if asks or any(stem not in HOLLOW for stem in stems(bare)) else ""


def head_of(item: str) -> str:
    """What an item of a list is called, without what is said of it.

    >>> head_of("A short pilot that a consortium runs."), head_of("Joint design by both sectors.")
    ('a short pilot', 'joint design')
    """
    bare = item.rstrip(". ")
    head = re.split(r"[,;:]|\s(?:that|which|who|by|for|in|of|to|with|from|on|is|are|as)\b", bare, maxsplit=1)[
        0
    ]
    return head[:1].lower() + head[1:]
