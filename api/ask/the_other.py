"""Which pilot "the other one" is, and a question that stands behind the thing that it is asked of.

Some pilots are told of side by side (`among` in `taxonomy/names.yml`). Who has asked of one of them means by
"the other pilot" one that was not asked of yet: of two, that which tried a service as well.
"""

import re
from collections.abc import Sequence

from api.ask.names import Names
from api.ask.subject import PRONOUN, fill
from api.ask.swapping import COUNTING, named_besides
from api.ask.turn import Turn
from kb.lexical import stems
from kb.taxonomy import Name

_OTHER = re.compile(
    r"\bthe other (?P<several>two(?: (?:pilots|ones|projects))?|pilots|projects|ones)?"
    r"(?P<one>(?:one|pilot|project|consortium|psp|place|area)\b)?(?P<alone>(?=[\s?.!]*$))?(?! of\b)"
    r"(?:, the one (?:for|with|on|about|in|that|which|where) [^,;?.!]+)?",  # only says which
    re.I,
)
_LED = r"(?:(?:and|but|so|ok|okay|no|sorry|actually|right|then|now|thanks)\b[\s,]*)*"
# "and the Shine PSP, who paid for it?", "i mean the prison pilot, what happened"
_ASKED_OF = re.compile(
    rf"^{_LED}(?:(?:what|how) about |(?:and )?(?:for|in|with|of|on) |(?:i|we) (?:meant?|was asking about) )?"
    r"(?P<thing>(?:the )?[\w'’&/ -]{3,50}?)\s*[,:;–-]+\s*"
    r"(?P<asks>(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|has|"
    r"have|had)\b.{2,})$",
    re.I,
)
_A_PILOT = re.compile(r"^the (?P<which>[\w' -]{2,30}) (?P<kind>pilot|psp|project|one)$", re.I)


def other_named(asked: str, turns: Sequence[Turn], names: Names) -> str:
    """`asked` with the name of the pilot for "the other one"; as it was where no pilot was asked of.

    >>> from kb.taxonomy import Name
    >>> north, roar = (
    ...     Name(id=i.lower(), title=f"the {i} pilot", also=(i,), document="pilots/x", among="first")
    ...     for i in ("Lanark", "Renfrew"))
    >>> said = [Turn("Who led the Renfrew pilot?", "the Renfrew pilot", (), True)]
    >>> other_named("and in the other one?", said, Names((north, roar)))
    'and in the Lanark pilot?'
    >>> other_named("who chairs the other partners", said, Names((north, roar)))
    'who chairs the other partners'
    """
    if not turns or named_besides(asked) != asked.strip():
        return asked
    match = _OTHER.search(asked)
    if not match or not (match["several"] or match["one"] or match["alone"] is not None):
        return asked
    others = _others(asked, bool(match["several"]), turns, names)
    if not others or _told_beside(asked[match.end() :], names):
        return asked
    titles = " and ".join(name.title for name in others)
    return f"{asked[: match.start()]}{titles}{asked[match.end() :]}"


def _others(asked: str, several: bool, turns: Sequence[Turn], names: Names) -> list[Name]:
    """The pilots that "the other" means: of those told beside the one spoken of, the ones that were not."""
    spoken = [name for text in (asked, *_talk(turns)) for name in _told_beside(text, names)]
    if not spoken:
        return []
    rest = [one for one in names.all if one.among == spoken[0].among and one is not spoken[0]]
    if several:
        return rest
    new = [one for one in rest if one not in spoken] or rest
    tried = [one for one in new if one.tried]
    return tried or new


def _talk(turns: Sequence[Turn]) -> list[str]:
    """What was asked of, the last first; where that names no pilot, what the last answer told of."""
    asked = [f"{turn.understood_as} {turn.topic or ''}" for turn in reversed(turns)]
    return [*asked, *turns[-1].said[:1]]


def _told_beside(text: str, names: Names) -> list[Name]:
    return [name for name in names.found_in(text) if name.among]


def asked_of_a_thing(asked: str, turns: Sequence[Turn], names: Names) -> str:
    """`asked` as one question, where it names a thing and asks of it behind that; else as it was.

    A pilot that is only described, "the prison pilot", is the one just told of if that was told by this word.

    >>> from kb.taxonomy import Name
    >>> shine = Names((Name(id="s", title="Shine", also=("Shine",), document="pilots/shine"),))
    >>> told = [Turn("What is Shine?", "Shine", (), True, said=("Shine was a mentoring service.",))]
    >>> asked_of_a_thing("and Shine, who paid for it?", told, shine)
    'who paid for Shine?'
    >>> asked_of_a_thing("I mean the mentoring pilot, what happened?", told, shine)
    'what happened in Shine?'
    >>> asked_of_a_thing("our board, what does it do?", told, shine)
    'our board, what does it do?'
    """
    match = _ASKED_OF.match(asked.strip())
    if not match or names.found_in(match["asks"]):
        return asked
    thing, asks = match["thing"].strip(), match["asks"]
    pilot = _A_PILOT.match(thing)
    if pilot and COUNTING.search(pilot["which"]):
        return asked  # "the last one, what is that": of a list
    if pilot:
        thing = f"the {pilot['which']} {'pilot' if pilot['kind'].lower() == 'one' else pilot['kind']}"
        told = " ".join((turns[-1].topic or "", *turns[-1].said[:1]))
        if not names.found_in(thing) and set(stems(pilot["which"])) <= set(stems(told)):
            thing = turns[-1].topic or thing
    if not (pilot or names.cover(thing)):
        return asked
    if PRONOUN.search(asks):
        return fill(asks, thing)
    end = asks.rstrip("?.! ")
    return f"{end} in {thing}{asks[len(end) :]}"
