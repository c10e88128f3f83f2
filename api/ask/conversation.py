"""A follow-up turned into a question that stands alone, from the last few turns."""

import re
from collections.abc import Sequence

from api.ask.names import Names
from api.ask.scope import COURTESY
from api.ask.subject import OWN_WORDS, PRONOUN, SUBJECT, fill
from api.ask.turn import Turn, last_answered
from kb.documents import Name
from kb.lexical import stems, words

TURNS_LOOKED_AT = 6
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
    "last": -1,
}
_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|theirs|he|she|his|her|him|this|that|these|those|there|"
    r"the (pilot|project|partnership|consortium|council|service|programme|fund|scheme|group|study|report|"
    r"same|other one|one))\b|"
    # "who may make one?", "how long does one take?", but not "one of them" or "one year"
    r"\bone\b(?=\s*[?.!]*$|\s+(takes?|lasts?|needs?|costs?|works?|starts?|begins?|runs?|ends?|looks?|fails?)\b)",
    re.I,
)
_OPENING = re.compile(r"^(and|but|so|also|or|what about|how about|and what|then)\b[\s,]*", re.I)
_CORRECTION = re.compile(
    r"^(?P<opening>(?:(?:no|nope|sorry|actually|wait|hang on)\b[\s,.-]*)*)"
    r"(?P<plainly>(?:i|we) (?:meant?|wanted|(?:was|am|were|are) asking)\b|"
    r"(?<=[\s,.-])(?:i|we) want\b|not (?:that|this)(?: one\b|(?=\s*[,.;-]| but\b))|"
    r"not [^,;]{2,40}(?=[,;] *(?:but )?\w))?"
    r"[\s,.;-]*(?:but |to (?:know|ask) )?(?:(?:about|what about|how about) )?(?P<meant>.{2,80}?)[\s?.!]*$",
    re.I,
)
# "not Falkirk, Edinburgh", "Falkirk, not Edinburgh", and the end of "sorry, Homereach I mean"
_REJECTED = re.compile(
    r"^not .+?(?:[,;]\s*(?:but )?|\sbut\s)|,?\s(?:and )?not\s.+$|,?\s(?:i|we) meant?$", re.I
)
_QUESTION_WORD = re.compile(
    r"^(who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|may|must|should|"
    r"has|have|will|tell|explain|describe|show|list|name|give|compare)\b",
    re.I,
)
# signs that words after "no" or "sorry" say something of their own: "no, that is wrong", "sorry, I am lost"
_SAYING = re.compile(
    r"\b(i|i'm|we|you|it|that|that's|this|am|is|are|was|were|do|does|did|thanks?|ta|cheers|idea|problem|"
    r"worries|need|way|please|yes|ok|okay|lost|wrong|right|sorry|wait|later|never|not|yet)\b",
    re.I,
)
# what only answers or thanks, and so takes nothing up from the turn before
_ASKS_NOTHING = COURTESY | frozenset(
    ["no", "nope", "yes", "yeah", "you", "good", "fine", "sorry", "goodbye", "right", "that", "that's", "is",
     "all", "for", "now", "very", "so", "much", "many", "a", "lot", "i", "see"]
)  # fmt: skip
_POLITE = re.compile(r"^(?:(?:thanks|thank you|cheers|great|lovely|ok|okay)\b[\s,.!-]*)+", re.I)
# a list inside a sentence: "PSP adds seven elements: joint service design, a pilot, ... and a clause."
_INLINE = re.compile(r":\s*([^:;.]+)\.?$")
# words that a follow-up may hold without saying what it is about
_HOLLOW = frozenset(
    stems(
        "not until since later earlier sooner before after long longer many much exactly really else more "
        "less example instance reason source say said tell explain mean topic name number year kind "
        "something anything"
    )
)
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
_KIND = "one|point|step|item|lesson|element|stage|category|thing|reason|bullet|part"
# "the second", "the third one", "how does the second work?", but not "the first PSP" or "when did it last?"
_ORDINAL = re.compile(
    rf"\b(?:the |number )?({_PLACE}) (?:{_KIND})\b|"
    rf"(?:\b(?:the|number) |^)({_PLACE})(?:\s*$|(?=\s*[?.!,;:])| of (?:them|these|those|the \w+)\b|"
    r"(?=\s(?:and|or|please|in (?:more|detail)|works?|means?|does|do|is|was|takes?|needs?|costs?|happens?|"
    r"starts?|ends?|looks?)\b))",
    re.I,
)
# "number 4", "step six", "no. 3", "#2", "more about point 5"
_NUMBERED = re.compile(rf"(?:\b(?:number|no\.?|nr\.?|{_KIND})\s*|#)(\d{{1,2}}|{'|'.join(_COUNTED)})\b", re.I)
_STANDS_ALONE_STEMS = 3


def standalone(question: str, turns: Sequence[Turn], names: Names) -> str:
    """`question` with what it leaves out filled in from `turns` (oldest first), unless it stands alone."""
    last = last_answered(turns)
    asked = _POLITE.sub("", question.strip())
    if last is None or _ASKS_NOTHING.issuperset(re.findall(r"[\w']+", asked.lower().replace("’", "'"))):
        return question
    for rule in (_correction, _ordinal, _reference):
        resolved = rule(asked, last, names)
        if resolved:
            return resolved
    return question


def _correction(question: str, last: Turn, names: Names) -> str | None:
    match = _CORRECTION.match(question.strip())
    if not match or not (match["opening"] or match["plainly"]):
        return None
    meant = _REJECTED.sub("", match["meant"]).strip(" ?.!,;")
    if _QUESTION_WORD.match(meant):
        return _reference(f"{meant}?", last, names) or f"{meant}?"
    return _ordinal(meant, last, names) or (
        _put_right(meant, bool(match["plainly"]), last, names) if _corrects(match, meant, names) else None
    )


def _put_right(meant: str, plainly: bool, last: Turn, names: Names) -> str | None:
    """The last question with `meant` for the thing it was about."""
    if named := names.found_in(meant):
        return _same_question_of(named[0], last, names) or _with(last, meant)
    said = last.understood_as.rstrip("?.! ")
    about = re.compile(rf"\b(?:(?:a|an|the) )?{re.escape(last.topic or ' ')}(?!\w)", re.I)
    if about.search(said) and not names.found_in(said):
        return about.sub(lambda _: meant, said, count=1) + "?"
    return _with(last, meant) if plainly else None


def _corrects(match: re.Match[str], meant: str, names: Names) -> bool:
    """Whether a thing is named; after a bare "no" or "sorry" only a thing: "no thanks" corrects nothing."""
    content = [stem for stem in stems(meant) if stem not in _HOLLOW]
    if not content or match["plainly"]:
        return bool(content)
    paused = match["opening"].rstrip().endswith((",", ".", "-"))
    fits = len(content) <= _STANDS_ALONE_STEMS and (paused or bool(names.found_in(meant)))
    return fits and not _SAYING.search(meant)


def _with(last: Turn, meant: str) -> str:
    return f"{last.understood_as.rstrip('?.! ')}: {meant}?"


def _ordinal(question: str, last: Turn, names: Names) -> str | None:
    pattern = _ORDINAL if _ORDINAL.search(question) else _NUMBERED
    match = pattern.search(question)
    if not match or len(last.items) < 2 or len(words(question)) > 12:
        return None
    said = next(group for group in match.groups() if group).lower()
    number = (
        _ORDINALS[said] if pattern is _ORDINAL else _COUNTED.get(said, int(said) - 1 if said.isdigit() else 0)
    )
    if not -1 <= number < len(last.items):
        return None
    rest = re.sub(r"\s+(?=[,:;]|\s)", "", pattern.sub("", question)).strip(" ?.!,:;")
    asks = bool(re.match(r"(who|when|where|how)\b", rest, re.I))
    rest = f"{rest}: " if asks or any(stem not in _HOLLOW for stem in stems(rest)) else ""
    return f"{rest}{last.items[number]}"


def _reference(question: str, last: Turn, names: Names) -> str | None:
    bare = _OPENING.sub("", question.strip())
    own_names = names.found_in(bare)
    opened = bare != question.strip()
    topic = last.topic
    if own_names and opened and len(stems(bare)) <= _STANDS_ALONE_STEMS:
        return _same_question_of(own_names[0], last, names) or question
    if own_names or not topic:
        return None
    content = [stem for stem in stems(bare) if stem not in _HOLLOW and not stem.isdigit()]
    if (filled := _filled(bare, last)) != bare:
        return filled
    own_subject = bool(set(stems(bare)) & OWN_WORDS - {"public", "social"})
    if not own_subject and (_PRONOUN.search(bare) or opened or len(content) < 2):
        return about(bare, topic)
    return None


_PLURAL = re.compile(r"\b(they|them|their|theirs|those|these)\b", re.I)


def _filled(text: str, last: Turn) -> str:
    """`text` with its pronoun filled in by the thing that fits in number; "they" is never a single thing."""
    pronoun = PRONOUN.search(text)
    if pronoun and _PLURAL.fullmatch(pronoun[0]):
        own = last.topic if last.topic and last.topic.endswith("s") else None  # "the Strategic PSPs"
        return fill(text, own or last.plural or "") if own or last.plural else text
    return fill(text, last.topic or SUBJECT)


def about(question: str, thing: str) -> str:
    """`question` with the thing that it is about, as people would add it.

    >>> about("who paid?", "the Renfrewshire pilot"), about("until when", "the steering group")
    ('who paid in the Renfrewshire pilot?', 'until when, for the steering group?')
    """
    place = re.search(r"\b(pilots?|PSPs?|programme|Fund|alliance|process|Italy)\b", thing)
    return f"{question.rstrip('?.! ')}{' in' if place else ', for'} {thing}?"


def _same_question_of(name: Name, last: Turn, names: Names) -> str | None:
    before = names.found_in(last.understood_as)
    folder = name.document.partition("/")[0]
    # one pilot stands for another, not for the steering group that was asked about in it
    old = next((other for other in before if other.document.partition("/")[0] == folder), None)
    old = old or (before[0] if before else None)
    return names.replace(last.understood_as, old, name.title) if old else None


def inline_items(sentence: str) -> tuple[str, ...]:
    """The parts of a list that stands inside a sentence after a colon; none if there is no such list.

    >>> inline_items("PSP adds three elements: joint design, a pilot and an intermediary.")
    ('joint design', 'a pilot', 'an intermediary')
    """
    match = _INLINE.search(sentence)
    listed = match[1] if match and "," in match[1] else ""
    split = re.split(r",\s*(?:and |or )?(?![^()]*\))|\sand\s(?![^()]*\))", listed)
    parts = tuple(part.strip() for part in split if part.strip())
    return parts if len(parts) > 2 else ()
