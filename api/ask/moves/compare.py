"""Compare it with something else."""

import re

from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_IT = r"(?:it|that|this|them|they|these|a psp|psps|one)"
_COMPARE = re.compile(
    r"^(?:(?:and|so|ok|but|now|please|then|what about|how about)\b[\s,]*)*(?:(?:can|could|would) you |"
    r"please )?(?:"
    rf"compare (?:{_IT} )?(?:with|to|against)|contrast (?:{_IT} )?(?:with|to|and)|"
    rf"(?:put|set|hold) {_IT} (?:next to|beside|against|alongside)|"
    rf"(?:how|what) (?:does|do|is|are|would) {_IT} (?:stack up|measure up|fare|compare|differ|"
    rf"different)\w*\s*"
    r"(?:with|to|from|against|than|next to|beside)|"
    rf"(?:how (?:is|are) {_IT}|(?:is|are) {_IT}|what(?:'s| is| makes) {_IT}) "
    r"(?:so |any |really )?different (?:from|to|than)|"
    rf"(?:in what way(?:s)?|how) (?:is|are|does|do) {_IT} (?:so |any |really )?"
    r"(?:different (?:from|to|than)|differ from|unlike)|"
    rf"what(?:'s|s| is| makes it) (?:so )?different (?:from|to|than)|"
    rf"(?:(?:is|are)(?:n'?t)? {_IT} )(?:really |basically |not )*(?:just|only|simply|merely|"
    rf"another name for|no more than)|"
    rf"(?:does|do|would|can) {_IT} (?:beat|work (?:much |just )?like)|"
    rf"how (?:very )?different (?:is|are) {_IT} (?:from|to|than)|what (?:sets|marks) {_IT} (?:apart|"
    rf"off) from|"
    rf"how similar (?:is|are) {_IT} (?:to|with)|"
    rf"(?:(?:is|are)(?:n'?t)? {_IT} )?(?:much |just |really |basically |not |about )*the same(?: thing)? as|"
    rf"(?:(?:is|are)(?:n'?t)? {_IT} )?(?:just |really |basically )*same (?:thing )?as|"
    rf"(?:is|are)(?:n'?t)? {_IT} (?:much |just |really |basically |not |a bit )*(?:like|similar to|"
    rf"much like)|"
    rf"(?:is|are|was) {_IT} (?:any |much )?(?:better|worse|quicker|cheaper|faster|slower|dearer)"
    r"(?: or worse)? than|"
    r"(?:better|worse|better or worse|quicker|cheaper) than|"
    rf"what(?:'s| is)? (?:the )?differences?(?: is there)? (?:between {_IT} and|with|from|to)|"
    rf"differences? (?:from|with|to|between {_IT} and)|what(?:'s| is) different about {_IT} (?:from|to|than)|"
    r"(?:a psp |psps? )?(?:versus|vs\.?|v)|as opposed to|(?:as )?compared (?:with|to|against)|"
    r"in comparison (?:with|to)|"
    r"rather than|against)"
    r"\s+(?P<other>(?!(?:asked|before|always|ever|usual|above|last time|"
    r"yesterday)\b).{2,60}?)(?:\s+(?:as well|too|then|instead|please|pls|though))*"
    r"(?:, (?:which|what|is|are|does|do|how) [^,?.!]{2,40})?[\s?.!]*$",
    re.I,
)
# the other comes first: "how does a grant compare", "would a tender be better", "a grant or this?"
_OTHER_FIRST = re.compile(
    r"^(?:(?:and|so|ok|but|now|then)\b[\s,]*)*(?:"
    r"how (?:does|do|would) (?P<compared>(?:a|an|the) [\w -]{3,40}?) compare|"
    r"(?:is|are|would|wouldn'?t|isn'?t) (?P<better>(?:a|an) [\w -]{3,40}?) (?:be )?(?:any )?"
    r"(?:better|cheaper|quicker|easier|simpler|safer|faster)|"
    rf"(?P<beside>(?:a |an )?[\w-]{{4,20}}(?: [\w-]+){{0,2}}) or {_IT}(?:[,;:-]+ .{{2,40}})?"
    r")(?: then| though| instead)?[\s?.!]*$",
    re.I,
)
# what says of nothing what it is: "compared to what?", "compare it with another one"
_NOTHING = re.compile(
    r"^(?:what|which|who|it|that|this|them|others?|(?:the|an)?other (?:ones?|psps?|pilots?)|"
    r"another(?: (?:one|psp|pilot))?|the (?:first|last|second) one)$",
    re.I,
)


_WHAT_IS = re.compile(r"^what(?:'s| is| are) (?P<thing>(?!a psp\b|psps\b).{4,60}?)[\s?.!]*$", re.I)
# of two that were compared the first is "it": "is co-production the same as co-design"
_COMPARED = re.compile(
    r"^(?:how )?(?:is|are|does|do) (?P<thing>(?!it\b|that\b|this\b)[\w -]{3,40}?) "
    r"(?:the same as|different (?:from|to)|differ from) ",
    re.I,
)


def other_of(said: str) -> str | None:
    """What a follow-up asks to compare with, or None.

    >>> other_of("compare it with a grant"), other_of("how does that differ from normal tendering?")
    ('a grant', 'normal tendering')
    >>> other_of("is it like a consortium"), other_of("who compared it with a grant")
    ('a consortium', None)
    >>> other_of("how does a grant compare?"), other_of("a tender or this, what's the difference")
    ('a grant', 'a tender')
    """
    match = _COMPARE.match(said.strip())
    if match:
        return match["other"]
    first = _OTHER_FIRST.match(said.strip())
    return next(filter(None, first.groups()), None) if first else None


def plan(last: Turn, said: str) -> Plan:
    """Ask how the thing talked of differs from the other."""
    thing, other = last.topic or SUBJECT, other_of(said) or ""
    if told := _WHAT_IS.match(last.understood_as) or _COMPARED.match(last.understood_as):
        thing = told["thing"]  # "what is an innovation partnership", then "is that the same as a PSP?"
    if _NOTHING.match(other):
        word = f"Compare {thing} with what? Name the other, for example another PSP by its name, or a grant."
        offer = (f"How does {thing} differ from a grant?", f"How does {thing} differ from a tender?")
        return Plan("compare", word=word, offer=offer)
    lacking = f"The sources do not compare {thing} with {other}."
    question = f"How does {thing} differ from {other}?"
    return Plan(
        "compare", question=question, avoid=frozenset(last.said), lacking=lacking, offer=last.offered[:2]
    )
