"""A pronoun filled in by the thing that fits: an item just explained, a pilot by its name, its partners."""

import re
from dataclasses import dataclass, field

from api.ask.counting import head_of
from api.ask.names import Names
from api.ask.objects import object_of, one_of_them, several_in
from api.ask.subject import PRONOUN, SUBJECT, fill, names_a_psp
from api.ask.turn import Turn

# the item just explained: "how long is that bit"
_THAT_ITEM = re.compile(r"\b(?:that|this|the) (?:bit|part|step|stage|point|phase|item)\b", re.I)
# "is there one in Fife", "have you ever seen one there"
_A_PSP = re.compile(
    r"\b(there|have|has|had|run|start|get|join|want|need|seen?|do|did|"
    r"done) (?:ever )?(?:been )?one\b(?! (?:of|at|by|after)\b)",
    re.I,
)
_ACTING = re.compile(
    r"\bthey (?:say|refuse|disagree|want|leave|agree|object|don't|do not|won't|can't|cannot|pull|"
    r"use|bid|apply|join|pay|keep|give|lead|write|drop|walk|fall|meet|decide|sign|ask)\b",
    re.I,
)
# what a group does as one: "how often do they meet"
_AS_A_GROUP = re.compile(
    r"\bthey (?:(?:can't|cannot|don't|do not|won't) )?"
    r"(?:meet|decide|do|sit|report|vote|talk|discuss|agree|disagree|sign|refuse|object|say)\b",
    re.I,
)
_PERSON = re.compile(r"\b(?:he|him|his|she|her)\b", re.I)  # somebody told of: "our finance director"
_THEM = re.compile(r"\b(?:them|those|these)\b(?! (?:are|were|have|do|can)\b)", re.I)
_PLURAL = re.compile(r"\b(they|them|their|theirs|those|these)\b", re.I)
# "how many have there been", "which ones failed": of the things that were talked of
_OMITTED = re.compile(
    r"^(?P<asks>how many|which)(?:(?<=many)| ones| of (?:them|these|those)|"
    r"(?<=which)(?= (?:failed|worked|succeeded|ended|lasted|survived|went|stopped|closed)\b)) "
    r"(?=(?:have|has|had|are|is|were|was|did|do|does|can|will|exist|got|work|fail|succe|end|last|cost|went|"
    r"go|start|began|need|use|surviv|stop|clos)\w*\b)",
    re.I,
)
_THAT_ONE = re.compile(r"\b(?:this|that) one\b", re.I)
# "what can be learned from that pilot"
_THAT_KIND = re.compile(
    r"\b(?:this|that) (?P<kind>pilot|psp|programme|project|partnership|scheme|fund|alliance|consortium)\b",
    re.I,
)
_SINGLE = re.compile(r"\b(?:it|this|that)\b(?=\s*[?.!]*$)", re.I)
# "what did that say": of what was asked for, an evaluation or a report
_SAID = re.compile(
    r"^what (?:did|does|do) (?:that|it|they|this) (?P<says>say|find|conclude|show|recommend|report|tell|"
    r"criticise|"
    r"criticize|praise|warn(?: of| about)?|suggest|advise|learn|miss|leave out|look at|measure|think)\b",
    re.I,
)
_WORK = re.compile(r"\b(?P<kind>evaluat|study|report|review|survey)\w*", re.I)
_WORKS = {"evaluat": "evaluation"}


@dataclass(frozen=True)
class Referring:
    """What a follow-up may name: the things with pages of their own, and the people and bodies."""

    names: Names
    who: Names = field(default_factory=lambda: Names(()))
    before: Turn | None = None  # the answered turn before the last


def filled(text: str, last: Turn, known: Referring) -> str:
    """`text` with its pronoun filled in by the thing that fits in number.

    "They" is no single thing, but those of a pilot are called by its name.
    """
    topic = last.topic or SUBJECT
    told_apart = (
        _of_what_was_advised(text, last)
        or one_of_them(text, last)
        or _of_omitted(text, last)
        or _said_by_a_work(text, last)
        or _of_a_person(text, last)
        or _who_of_a_thing(text, topic, known.names)
        or _contents_of(text, topic)
    )
    if told_apart is not None:
        return told_apart
    if last.item is not None and last.item < len(last.items) and (pointed := _pointed_item(text)):
        return f"{text[: pointed.start()]}{head_of(last.items[last.item])}{text[pointed.end() :]}"
    if topic != SUBJECT and (that := _THAT_ONE.search(text) or _that_kind(text, topic)):
        return f"{text[: that.start()]}{topic}{text[that.end() :]}"
    if one := _A_PSP.search(text):
        return f"{text[: one.end() - 3]}{_one_of(topic)}{text[one.end() :]}"
    pronoun = PRONOUN.search(text)
    if pronoun and _PLURAL.fullmatch(pronoun[0]):
        return _of_several(text, pronoun.start(), last, known)
    return text if topic == SUBJECT and names_a_psp(text) else fill(text, topic)


_ADVISES = re.compile(
    r"^what (?:do|does|did|is|was)\b.*\b(?:recommend|advise|suggest|propose|call for|ask for|want|demand|"
    r"stress)(?:ed|s)?"
    r"\b",
    re.I,
)
_ADVISED = re.compile(
    r"\b(?:recommend|advis|suggest|propos|call|ask|demand|stress)(?:s|ed|es)?(?: strongly)? (?:for |that |"
    r"to )?"
    r"(?:(?!and\b)[a-z]+ and [a-z]+ (?=[a-z]+ and )|(?:fund|provide|give|offer|allow|set up|use|make|take|"
    r"build) )?"
    r"(?P<what>[a-z][\w -]{4,50}?)(?= (?:as|for|in|of|to|so|before|from|with|by)\b|[,;:.])"
)
_OF_IT = re.compile(
    r"\b(?:for|to|of|with|on|about|need|needs|had|has|have|get|got) (?P<it>it|that|this|one)(?=[\s?.!]*$)",
    re.I,
)


def _of_what_was_advised(text: str, last: Turn) -> str | None:
    """`text` with its "it" as what somebody recommended in the answer before; None where nobody did.

    >>> said = ("The report recommended to fund and provide training and capacity building as the backdrop.",)
    >>> last = Turn("What does the report recommend?", "a PSP", (), True, said=said)
    >>> _of_what_was_advised("did any pilot show a need for it?", last)
    'did any pilot show a need for training and capacity building?'
    >>> _of_what_was_advised("who pays for it", Turn("What is a pilot?", "the pilot", (), True, said=said))
    """
    it = _OF_IT.search(text)
    advised = (
        _ADVISED.search(last.said[0]) if it and last.said and _ADVISES.match(last.understood_as) else None
    )
    return f"{text[: it.start('it')]}{advised['what']}{text[it.end('it') :]}" if it and advised else None


_COULD_DO = re.compile(
    r"^(?P<who>who|which \w+) (?P<helper>can|could|should|would|may|might|must|does|do|"
    r"did)(?: \w+)? (?:do|be) "
    r"(?:it|that|this|one)(?: then| best)?[\s?.!]*$|^(?:who|which \w+) (?:does|did) (?:it|that|"
    r"this)[\s?.!]*$",
    re.I,
)


def _who_of_a_thing(text: str, topic: str, names: Names) -> str | None:
    """Who may hold a role or see to something; None where that is not asked.

    >>> from kb.taxonomy import Name
    >>> chair = Name(id="c", title="the chair", also=("the chair",), document="roles/chair")
    >>> _who_of_a_thing("who could do it", "the chair", Names((chair,)))
    'who could be the chair'
    >>> _who_of_a_thing("who does that", "the tender", Names(()))
    'Who is responsible for the tender?'
    """
    folder = next((name.document.partition("/")[0] for name in names.found_in(topic)), "")
    could = _COULD_DO.match(text.strip())
    if not could or topic == SUBJECT or folder == "pilots":
        return None
    if folder == "roles":
        return f"{could['who'] or 'who'} {could['helper'] or 'can'} be {topic}".replace(" does be", " can be")
    return f"Who is responsible for {topic}?"


_IN_IT = re.compile(
    r"^(?:and |so )?what(?:'s|s| is| goes| has to be| should be| needs to be| do (?:we|you|i) put)? "
    r"(?:usually |normally )?(?:in|into) (?:it|one|that|this|them)[\s?.!]*$",
    re.I,
)
_WRITTEN = re.compile(
    r"\b(?:memorandum|agreement|contract|plan|report|clause|form|register|statement|reference|specification|"
    r"charter|policy|brief|case|appraisal|agenda|invitation|notice|template|strategy)\b",
    re.I,
)


def _contents_of(text: str, topic: str) -> str | None:
    """What a paper has to hold; None where its contents are not asked for.

    >>> _contents_of("what's in it?", "the memorandum"), _contents_of("what is in it", "the pilot")
    ('What should the memorandum cover?', None)
    """
    return f"What should {topic} cover?" if _IN_IT.match(text.strip()) and _WRITTEN.search(topic) else None


def _that_kind(text: str, topic: str) -> re.Match[str] | None:
    """What points at the thing talked of by its kind, "that pilot"; None where that cannot be meant.

    >>> bool(_that_kind("who paid for that pilot", "Shine"))
    True
    >>> bool(_that_kind("who paid for that pilot", "the steering group"))
    False
    """
    kind = _THAT_KIND.search(text)
    if kind is None:
        return None
    named = kind["kind"].lower() in topic.lower() or re.search(r"\b[A-Z]", topic)
    return kind if named else None


def _pointed_item(text: str) -> re.Match[str] | None:
    """What points at the item just explained: "that step", "this one"."""
    return _THAT_ITEM.search(text) or _THAT_ONE.search(text)


def _of_omitted(text: str, last: Turn) -> str | None:
    """`text` with the things that "how many" or "which ones" leaves out; None where it leaves out none.

    >>> _of_omitted("how many have there been", Turn("When did PSPs start?", "a PSP", (), True))
    'how many PSPs have there been'
    """
    omitted = _OMITTED.search(text)
    several = last.plural or ("PSPs" if (last.topic or SUBJECT) == SUBJECT else None)
    if not omitted or not several:
        return None
    return f"{text[: omitted.end('asks')]} {several.removeprefix('the ')} {text[omitted.end() :]}"


def _one_of(topic: str) -> str:
    """A single one of what is talked of.

    >>> _one_of("third sector interfaces"), _one_of("the pilot"), _one_of("bodies")
    ('a third sector interface', 'the pilot', 'a body')
    """
    if re.match(r"(?:a|an|the) ", topic, re.I) or not re.search(r"[^su]s$", topic) or topic[:1].isupper():
        return topic
    single = f"{topic[:-3]}y" if topic.endswith("ies") else topic[:-1]
    return f"{'an' if single[:1] in 'aeio' else 'a'} {single}"


def _of_a_person(text: str, last: Turn) -> str | None:
    """`text` with its "he" or "she" as who was told of; None where nobody single was.

    >>> _of_a_person("what is his point", Turn("Our chair says no.", "a PSP", (), True, plural="our chair"))
    "what is our chair's point"
    """
    person = _PERSON.search(text)
    if not person or not last.plural or last.plural.endswith("s"):
        return None
    owner = person[0].lower() in ("his", "her") and text[person.end() :].strip(" ?.!")
    own = "'s" if owner else ""
    return f"{text[: person.start()]}{last.plural}{own}{text[person.end() :]}"


_PAST = re.compile(r"\b(?:did|were|had|ran|led|took|gave|made|paid|[a-z]{3,}ed)\b", re.I)


def _of_several(text: str, at: int, last: Turn, known: Referring) -> str:
    """`text` with its "they", which stands at `at`, filled in."""
    if known.who.found_in(text[:at]):
        return text  # "and users, how are they protected?"
    topic = last.topic or SUBJECT
    if topic.endswith("s") and topic != SUBJECT:
        return fill(text, topic)  # "the Strategic PSPs"
    of_several = ("pilots/", "roles/") if _AS_A_GROUP.search(text) else ("pilots/",)
    named = [name for name in known.names.found_in(topic) if name.document.startswith(of_several)]
    # "did they ask the women": not those women, but who ran it
    besides = bool(last.plural) and f" {str(last.plural).removeprefix('the ')}" in text.lower()
    if not named or (last.plural and not besides):
        said = several_in(last.understood_as) if _THEM.search(text) else ""
        several = last.plural or said or (known.before and known.before.plural) or _several_of(topic, text)
        put = fill(text, several)
        # "why did they choose it", of those in one pilot, and not of all councils
        return f"{put.rstrip('?.! ')} in {topic}?" if named and _PAST.search(text) else put
    if _SINGLE.search(text):
        return fill(_SINGLE.sub(lambda _: topic, text, count=1), "the partners")
    return fill(re.sub(r"\bdo (?=they\b)", "does ", text, flags=re.I), topic)


def _said_by_a_work(text: str, last: Turn) -> str | None:
    """What an evaluation or report said that the turn before asked for; None where it asked for none."""
    asked, work = _SAID.match(text), _WORK.search(last.understood_as)
    if not asked or not work:
        return None
    kind = work["kind"].lower()
    whole = object_of(last.understood_as)
    if _WORK.search(whole.split(" of ")[0]):
        return f"What did {whole} {asked['says'].lower()}?"
    of = "PSPs" if (last.topic or SUBJECT) in (SUBJECT, "the evaluation") else last.topic
    return f"What did the {_WORKS.get(kind, kind)} of {of} {asked['says'].lower()}?"


def _several_of(topic: str, text: str) -> str:
    """What "they" means where only a single thing was talked of: its like, unless they act as people do.

    >>> _several_of("the benefit clause", "are they compulsory"), _several_of("TUPE", "are they old")
    ('benefit clauses', 'TUPE')
    >>> _several_of("a grant", "what if they refuse")
    'the partners'
    """
    if topic == SUBJECT or _ACTING.search(text):
        return _plural_of_a_psp(text)
    article, _, thing = topic.partition(" ")
    if article.lower() not in ("a", "an", "the") or not thing:
        return topic
    if re.search(r"[^aeiou]y$", thing):
        return f"{thing[:-1]}ies"
    return f"{thing}es" if re.search(r"(?:s|x|ch|sh)$", thing) else f"{thing}s"


def _plural_of_a_psp(text: str) -> str:
    """What "they" means where nothing plural was spoken of: those who act in a PSP, or PSPs themselves."""
    return "the partners" if _ACTING.search(text) else "PSPs"
