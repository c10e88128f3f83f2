"""A point of the list that was given, named by what it says: "the one about scale", "the bit on money"."""

import re
from collections.abc import Sequence

from kb.lexical import stems

_NAMED = re.compile(
    r"^(?:(?:and|ok|okay|so|but|then|please|what about|how about|what does|what is|what's|"
    r"tell me(?: more)? about|explain|expand on|more (?:about|on)|say more about|go into|"
    r"i (?:meant?|want)|can you explain)\b[\s,]*)*"
    r"(?:the|your|that) (?:one|bit|point|part|step|lesson|stage|item|bullet|thing) "
    r"(?:about|on|with|for|regarding|concerning|called|that says|saying|to do with|which is about) "
    r"(?P<what>[^,;:?!.]+?)(?: mean| please| again| in more detail)?[\s?.!]*$",
    re.I,
)
# "the culture one", "more on the scale lesson"
_CALLED = re.compile(
    r"^(?:(?:and|ok|okay|so|but|then|please|what about|how about|what does|what is|what's|"
    r"(?:can you )?tell me(?: more)? about|(?:can you )?explain|expand on|more (?:about|on)|"
    r"say more about|go into|i (?:meant?|want))\b[\s,]*)+"
    r"(?:the|your|that) (?P<what>(?!(?:first|second|third|fourth|fifth|sixth|last|next|other|same|only|right|"
    r"wrong|best|worst|main)\b)[\w-]+(?: [\w-]+)?) (?:one|bit|point|lesson|item|bullet)"
    r"(?: mean| please| again| in more detail)?[\s?.!]*$",
    re.I,
)
# "what about communication": the point that is headed so
_ALONE = re.compile(
    r"^(?:(?:and|but|ok|okay|so)\b[\s,]*)*(?:what|"
    r"how) about (?:the )?(?P<what>[\w-]+(?: (?:and )?[\w-]+){0,3})[\s?.!]*$",
    re.I,
)
_FEWEST = 2


def _headed(what: str, items: Sequence[str]) -> int:
    """The number of the one point whose heading, before its colon, holds all the words; 0 where none does.

    >>> _headed("communication", ("Culture change: share", "Communication and trust: meet"))
    2
    >>> _headed("sharing", ("Culture change: share", "Communication and trust: meet"))
    0
    """
    wanted = set(stems(what))
    heads = [set(stems(item.partition(":")[0])) if ":" in item else set() for item in items]
    held = [number for number, head in enumerate(heads, start=1) if wanted and wanted <= head]
    return held[0] if len(held) == 1 else 0


def counted_instead(said: str, items: Sequence[str]) -> str:
    """`said` with the number of the one point of `items` that holds its words; as it was without one.

    >>> counted_instead("and the one about scale?", ("Culture change: share", "Scale and scope: small"))
    'explain number 2'
    >>> counted_instead("tell me about the culture one", ("Culture change: share", "Scale and scope: small"))
    'explain number 1'
    >>> counted_instead("the one about risk", ("Culture change", "Scale")), counted_instead("why", ("a", "b"))
    ('the one about risk', 'why')
    >>> counted_instead("what about scale", ("Culture change: share", "Scale and scope: small"))
    'explain number 2'
    """
    if len(items) < _FEWEST:
        return said
    if (alone := _ALONE.match(said.strip())) and (place := _headed(alone["what"], items)):
        return f"explain number {place}"
    match = _NAMED.match(said.strip()) or _CALLED.match(said.strip())
    if not match:
        return said
    wanted = set(stems(match["what"]))
    shared = [len(wanted & set(stems(item))) for item in items]
    best = max(shared)
    if not best or shared.count(best) > 1:
        return said
    return f"explain number {shared.index(best) + 1}"
