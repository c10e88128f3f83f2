"""What "there" stands for: the place, or the pilot, that was asked about, or that the answer named."""

import re

from api.ask.names import Names
from api.ask.subject import PRONOUN, SUBJECT
from api.ask.turn import Turn

# "did it work there", but not "is there a fee", "there are two" or "how many are there"
_THERE = re.compile(
    r"(?<!\bhave )(?<!\bhas )(?<!\bhad )(?<!\bstill )(?<!\bget )(?<!\bgo )(?<!\bis )(?<!\bare )(?<!\bwas "
    r")(?<!\bwere )(?<!\bbe )(?<!\bbeen )(?<!\bout )(?<!^and )(?<!^but )(?<=\w )(?:over |in |down "
    r")?there\b(?! (?:is|are|was|were|has|have|will|would|can|could|a|an|any|"
    r"some|no|other|anything|something|anybody|somebody|more)\b)",
    re.I,
)
_AT_THE_END = re.compile(r"^(?:who|what|which|how)\b.* (?:is|are|was|were) there[\s?.!]*$", re.I)
_LED = re.compile(r"\b(?:in|from|at|near|of)\s+(?:the )?$", re.I)


def said_there(asked: str, last: Turn, names: Names) -> str | None:
    """`asked` with the place or pilot for its "there"; None where it says none or no place was talked of.

    >>> from kb.taxonomy import Name
    >>> italy = Name(id="i", title="co-planning in Italy", also=("Italy",), document="pilots/italy")
    >>> last = Turn("Where does it come from?", "a PSP", (), True, said=("The model comes from Italy.",))
    >>> said_there("did it work there?", last, Names((italy,)))
    'did it work in Italy?'
    >>> said_there("is there a fee?", last, Names((italy,)))
    >>> said_there("how many are there", last, Names((italy,)))
    >>> said_there("how many have there been", last, Names((italy,)))
    """
    there = None if _AT_THE_END.match(asked.strip()) else _THERE.search(asked)
    place = _place_in(last.understood_as, names) or (last.said and _place_in(last.said[0], names))
    if there is None:
        return _asked_of_the_pilot(asked, last, names)
    if not place:
        return None
    put = f"{asked[: there.start()]}{place}{asked[there.end() :]}"
    model = _MODEL.search(last.understood_as)  # "did it work there", after where the model comes from
    return _IT.sub("the PSP model", put, count=1) if model and last.topic in (None, SUBJECT) else put


# "were service users involved", "did any councils join": what has happened, of the pilot that is talked of
_HAS_HAPPENED = re.compile(
    r"^(?:(?:and|but|so|ok|okay|aye|right)\b[\s,]*)*(?P<asked>(?:was|were|did|had|who was|who were|"
    r"(?:when|where|why|how|what) (?:was|were|did|had) (?:the|its|their)(?= \w)|"
    r"which (?!(?:pilot|project|partnership)\b)\w+ (?:were|was|did|took|joined)|"
    r"how many \w+ (?:were|did|took|joined|got|came)) (?!(?:i|you|we)\b)[\w'’ -]{4,60}?)"
    r"(?: (?:too|then|as well|though|at all|in the end))*[\s?.!]*$",
    re.I,
)
_OF_ANOTHER = re.compile(
    r"\b(?:psps?|pilots|partnerships|programmes|elsewhere|others?|scotland|england|ever)\b", re.I
)


def _asked_of_the_pilot(asked: str, last: Turn, names: Names) -> str | None:
    """What has happened, asked of the pilot that is talked of; None where it is of something else.

    >>> from kb.taxonomy import Name
    >>> roar = Names((Name(id="r", title="ROAR", also=("ROAR",), document="pilots/roar"),))
    >>> last = Turn("What did ROAR do?", "ROAR", (), True)
    >>> _asked_of_the_pilot("were volunteers used?", last, roar), _asked_of_the_pilot("was it", last, roar)
    ('were volunteers used in ROAR?', None)
    """
    happened = _HAS_HAPPENED.match(asked.strip())
    pilots = [name for name in names.found_in(last.topic or "") if name.is_of_a_pilot]
    if not happened or not pilots or last.topic == SUBJECT:
        return None
    said = happened["asked"]
    named = any(name.is_of_a_pilot for name in names.found_in(said))  # "the consortium": that of the pilot
    if PRONOUN.search(said) or named or _OF_ANOTHER.search(said):
        return None
    return f"{said} in {last.topic}?"


_MODEL = re.compile(r"\bthe (?:whole |psp )?(?:model|idea|approach|method|concept|scheme|system)\b", re.I)
_IT = re.compile(r"\b(?:it|that|this)\b(?! (?:is|was|has)\b)", re.I)


def _place_in(text: str, names: Names) -> str:
    """Where the first pilot of `text` was, as it is said there: "in Italy", "in the Shine pilot"; else ""."""
    name = next((name for name in names.found_in(text) if name.is_of_a_pilot), None)
    if name is None:
        return ""
    for form in sorted(name.also, key=len, reverse=True):
        at = text.find(form)
        if (
            at >= 0
            and form[:1].isupper()
            and _LED.search(text[:at])
            and not re.match(r" \w", text[at + len(form) :])
        ):
            return f"in {form}"
    return f"in {name.title}"
