"""A question word or two alone, put into the question before: "how much?", "to whom?", "which year?"."""

import re

from api.ask.acts import YES_NO, act_of, small
from api.ask.pairs import PAIRS
from api.ask.whose_part import part_asked_of

_MUCH = re.compile(
    r"^(?:for )?how (?P<much>much|many|often|long|soon)(?: (?:exactly|roughly|about|then|"
    r"though|(?:is|was|would) (?:it|that)(?: be)?|of (?:it|that)|each|so far|in all|altogether))*[\s?.!]*$",
    re.I,
)
# "Have PSPs saved any money", "Did the fund give any grants"
_ANY_OF_IT = re.compile(
    r"^(?P<helper>have|has|did|do|does|will|can)(?P<who> .+?)(?P<does> \w+) any (?P<what>\w+)(?P<rest>.*)$",
    re.I,
)
_PREPOSITION = r"to|from|by|for|with|at|in|of|on|under|until|since|after|before|above|below|through|against"
_LED = re.compile(
    rf"^(?P<by>{_PREPOSITION}) (?P<word>who|whom|what|which)(?! (?:evidence|basis|grounds|authority|reasons?|"
    rf"purpose)\b)"
    r"(?P<kind>(?: \w+){0,2}?)(?: (?:exactly|then|though))*[\s?.!]*$",
    re.I,
)
_TRAILED = re.compile(
    rf"^(?P<word>who|whom|what|where) (?P<by>{_PREPOSITION})(?: (?:exactly|then|though))*[\s?.!]*$", re.I
)
_YEAR = re.compile(
    r"^(?:in )?(?:which|what) (?P<time>year|month|stage|country|place|council)"
    r"(?: (?:is|was|were|would) (?:that|this|it)(?: be)?(?: in| at)?)?[\s?.!]*$",
    re.I,
)
_UNDER, _OVER = ("under", "below", "less than", "up to"), ("over", "above", "more than", "from")
_OPPOSITE = {
    "above": _UNDER, "over": _UNDER, "more than": _UNDER, "under": _OVER, "below": _OVER, "less than": _OVER,
    "before": ("after",), "after": ("before",), "with": ("without",), "without": ("with",),
}  # fmt: skip
_BEYOND = re.compile(
    rf"^(?:(?:what|how) about )?(?:(?:if|when) (?:it|we)(?:'s| is|'re| are) )?(?P<by>{'|'.join(_OPPOSITE)})"
    r"(?: (?:that|this|it|one|the (?:threshold|limit|line|sum)))?(?: then| though)*[\s?.!]*$",
    re.I,
)
_AT = {"stage": "at"}
_ALIKE, _THING = 2, 5  # words that two questions share at least, and of what they differ in at most
_DEFINED = re.compile(r"^what(?:'s| is| are| was| were)\b", re.I)


# "which is quicker", "which one would suit a small charity"
_WHICH_OF_TWO = re.compile(
    r"^which(?: one| of (?:them|the two|these|those))? (?P<is>(?:is|are|was|would|will|does|do|can|should|"
    r"takes?|costs?|works?|suits?|needs?|gives?|comes?|has|have|fits?|saves?|lasts?)\b[^,?]{2,60})[\s?.!]*$",
    re.I,
)
# "can we have both"
_BOTH = re.compile(
    r"^(?P<asks>(?:can|could|may|should|do|must) (?:we|i|you|they) (?:need |have to )?\w+)"
    r" (?:both|the two|them both|both of them)(?: at once| together| at the same time)?[\s?.!]*$",
    re.I,
)
_HOW_DIFFERENT = re.compile(
    r"^(?:what(?:'s|s| is| are) (?:the )?differen(?:t|ces?)|how (?:are they|is it|is that|do they) "
    r"differ(?:ent)?)"
    r"(?: then| about it| between them)?[\s?.!]*$",
    re.I,
)


def of_fragment(asked: str, last: str) -> str | None:
    """`asked`, which is hardly more than a question word, put into the question `last`; else None.

    >>> of_fragment("how much?", "can we pay service users"), of_fragment("to who", "Should they complain?")
    ('How much can we pay service users?', 'To whom, should they complain?')
    >>> of_fragment("how much", "Have PSPs saved any money?"), of_fragment("how often", "How do we meet?")
    ('How much money have PSPs saved?', 'How often should we meet?')
    >>> of_fragment("what about above", "Do clauses apply under £4 million?")
    'Do clauses apply above £4 million?'
    >>> of_fragment("how much does training cost", "Is there training?")
    """
    rules = (_how_much, _led_by, _which_year, _on_the_other_side, _which_of_two, _in_a_manner)
    return next((put for rule in rules if (put := rule(asked.strip(), last.rstrip("?.! ")))), None)


def is_comparison(question: str) -> bool:
    """Whether a question sets two things side by side.

    >>> is_comparison("How does a PSP differ from a grant?"), is_comparison("Who pays for a grant?")
    (True, False)
    """
    return any(pattern.search(question.rstrip("?.! ")) for pattern in PAIRS)


_HOW_OR_WHEN = re.compile(
    r"^(?:how|when|where|why) (?=(?:should|can|could|must|may|is|are|was|were|does|do|did|has|have|will)\b)",
    re.I,
)


def _how_much(asked: str, last: str) -> str | None:
    match = _MUCH.match(asked)
    if not match:
        return None
    much = match["much"].lower()
    if (held := _ANY_OF_IT.match(last)) and much in ("much", "many"):
        return f"How {much} {held['what']} {held['helper'].lower()}{held['who']}{held['does']}{held['rest']}?"
    if YES_NO.match(last) and much != "many":
        return f"How {much} {small(last)}?"
    act = act_of(last) or _done_by(part_asked_of(last))
    return f"How {much} should we {act}?" if act and much in ("often", "soon", "long") else None


def _done_by(part: str) -> str:
    """What somebody was asked for to do, where it says by itself what is done: not "be in charge"."""
    return "" if part.startswith("be ") or len(part.split()) < _ALIKE else part


def _led_by(asked: str, last: str) -> str | None:
    """What a preposition leads: "to whom", "at which stage", "who to"; "what for" asks why and is none."""
    match = _TRAILED.match(asked) or _LED.match(asked)
    if not match or re.match(r"what for\b", asked, re.I):
        return None
    word, kind = match["word"].lower(), match.groupdict().get("kind") or ""
    led = f"{match['by'].capitalize()} {'whom' if word == 'who' else word}{kind}"
    rest = _HOW_OR_WHEN.sub("", last)  # "how should it be judged" asks it with another word in front
    return f"{led} {rest}?" if rest != last else f"{led}, {small(last)}?"


def _which_of_two(asked: str, last: str) -> str | None:
    """Which of the two things that were set side by side: "which is quicker"; or how they differ."""
    pair = next((found for pattern in PAIRS if (found := pattern.search(last))), None)
    if not pair:
        return None
    if _HOW_DIFFERENT.match(asked):
        return f"What is the difference between {pair['one']} and {pair['two']}?"
    if both := _BOTH.match(asked):
        return f"{both['asks'][:1].upper()}{both['asks'][1:]} both {pair['one']} and {pair['two']}?"
    which = _WHICH_OF_TWO.match(asked)
    return f"Which {which['is']}, {pair['one']} or {pair['two']}?" if which else None


def of_both(asked: str, last: str, before: str) -> str | None:
    """Which of two that were asked about one after the other; None where the questions are not alike.

    >>> of_both("which is better", "Could a charity lead a PSP?", "Could the council lead a PSP?")
    'Which is better, the council or a charity, to lead a PSP?'
    >>> of_both("how do they differ", "What is a grant?", "What is a contract?")
    'What is the difference between a contract and a grant?'
    >>> of_both("which is better", "What is a PSP?", "Who pays for the pilot?")
    """
    which, differ = _WHICH_OF_TWO.match(asked.strip()), _HOW_DIFFERENT.match(asked.strip())
    one, two = before.rstrip("?.! ").split(), last.rstrip("?.! ").split()
    same = _shared(one, two)
    if not (which or differ) or same is None:
        return None
    led, behind = same
    pair = [" ".join(words[led : len(words) - behind]) for words in (one, two)]
    if not which:
        return f"What is the difference between {small(pair[0])} and {small(pair[1])}?"
    rest = " ".join(two[len(two) - behind :])
    if rest and not re.match(rf"(?:{_PREPOSITION})\b", rest, re.I):
        rest = f", to {rest}" if YES_NO.match(last) and led == 1 else ""
    said = f"Which {which['is']}, {small(pair[0])} or {small(pair[1])}"
    return f"{said}{rest if rest.startswith(',') or not rest else f' {rest}'}?"


def _shared(one: list[str], two: list[str]) -> tuple[int, int] | None:
    """How many words two questions share at their beginning and end; None where they are not alike."""
    shorter = min(len(one), len(two)) - 1
    led = next((n for n in range(shorter) if one[n].lower() != two[n].lower()), shorter)
    led -= bool(led) and one[led - 1].lower() in ("a", "an", "the")  # an article belongs to its thing
    behind = next(
        (n for n in range(shorter - led) if one[-n - 1].lower() != two[-n - 1].lower()), shorter - led
    )
    longest = max(len(one), len(two)) - led - behind
    return (led, behind) if led and led + behind >= _ALIKE and longest <= _THING else None


# "no, the practical bit": of what was asked
_SIDE = re.compile(
    r"^(?:the |its |more (?:of )?the )?(?P<side>practical|legal|financial|human|political|technical|everyday|"
    r"money|people|staff|"
    r"paperwork|tax) (?:bits?|sides?|parts?|stuff|angle|aspects?|end)(?: of (?:it|that|this))?$",
    re.I,
)


def corrected_pair(meant: str, last: str, keeps: str) -> str | None:
    """A comparison with `meant` for the second of its two, or for the first where `keeps` names the second.

    >>> corrected_pair("a grant", "How is a PSP different from commissioning?", "PSP")
    'How is a PSP different from a grant?'
    >>> corrected_pair("the practical bit", "How do partners share data?", "PSP")
    'How do partners share data in practice?'
    """
    said = last.rstrip("?.! ")
    if side := _SIDE.match(meant):
        practical = side["side"].lower() == "practical"
        return f"{said} in practice?" if practical else f"{said}: the {side['side'].lower()} side?"
    pair = next((found for pattern in PAIRS if (found := pattern.search(said))), None)
    if not pair:
        return None
    place = "one" if re.search(rf"\b{keeps}s?\b", pair["two"], re.I) else "two"
    return f"{said[: pair.start(place)]}{meant}{said[pair.end(place) :]}?"


def _on_the_other_side(asked: str, last: str) -> str | None:
    """The question before of what lies beyond its sum or its time: "and above that", "what about after"."""
    match = _BEYOND.match(asked)
    if not match:
        return None
    by = match["by"].lower()
    held = re.search(rf"\b(?:{'|'.join(_OPPOSITE[by])})(?= \S)", last, re.I)
    return f"{last[: held.start()]}{by}{last[held.end() :]}?" if held else None


# "even informally?", "aye but roughly", "in writing?": how, of what was asked
_MANNER = re.compile(
    r"^(?:(?:and|but|so|ok|okay|aye|yes|yeah|well|no)\b[\s,]*)*(?P<even>even |only |just |not even "
    r")?(?P<how>(?!(?:really|actually|seriously|honestly|exactly|truly|lovely|only|finally|hopefully|"
    r"obviously|basically|sadly|luckily|early|daily|weekly|monthly|friendly|supply|apply|reply|absolutely|"
    r"definitely|certainly|probably|possibly|family|july|italy|clearly|allegedly|supposedly|surely|entirely|"
    r"simply|briefly|shortly)\b)[a-z]{3,}ly|in (?:writing|private|public|practice|theory|principle|person)|"
    r"off the record|by law|"
    r"for free|on average|at (?:least|most)|by email|face to face|online)[\s?.!]*$",
    re.I,
)


def _in_a_manner(asked: str, last: str) -> str | None:
    """The question before with how it is meant: "even informally"; None where nothing else is said.

    >>> _in_a_manner("even informally?", "When do we stop talking to them")
    'When do we stop talking to them, even informally?'
    >>> _in_a_manner("really?", "Is it legal"), _in_a_manner("aye but roughly", "How long is a tender")
    (None, 'How long is a tender, roughly?')
    """
    manner = _MANNER.match(asked)
    return f"{last}, {(manner['even'] or '').lower()}{manner['how'].lower()}?" if manner else None


def _which_year(asked: str, last: str) -> str | None:
    match = _YEAR.match(asked)
    if not match or _DEFINED.match(last):  # "which council is it in" of a thing asks of the thing
        return None
    time = match["time"].lower()
    return f"{_AT.get(time, 'in').capitalize()} which {time}, {small(last)}?"
