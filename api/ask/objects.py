"""What a question asks of, in its own words: "an outcome" of "how do I write an outcome"."""

import re
from collections.abc import Sequence

from api.ask.acts import act_asked_about, act_of, without_opening
from api.ask.doing import doing, is_said_fully
from api.ask.subject import PRONOUN, SUBJECT, fill, names_a_psp
from api.ask.turn import Turn

_STOP = (
    r"(?:of|a|an|the|our|my|your|in|on|at|for|with|without|to|from|by|after|before|during|under|over|"
    r"about|against|between|into|as|than|"
    r"until|since|while|because|through|per|when|if|that|which|who|and|or|but|so|is|are|was|were|be|do|"
    r"does|did|can|could|should|must|will|would|may|"
    r"has|have|had|we|i|you|they|it|them|us|me|he|she|this|these|those|there|not|then|yet|too|well|up|"
    r"out|off|"
    r"down|together|first|best|now|later|here|again|each|more|enough|much|many|long|often|cost|costs|"
    r"take|takes)"
)
_WORD = rf"(?!{_STOP}\b)[\w'’-]+"
_NOUNS = rf"(?:(?:a|an|the|our|my|your|any|some|all|its|their) )?{_WORD}(?: {_WORD}){{0,2}}"
_THING = rf"(?P<thing>{_NOUNS}(?: of (?:(?:a|an|the|our) )?{_WORD}(?: {_WORD}){{0,3}})?)"
_WE = (
    r"(?:we|i|you|they|one|people|somebody|a council|the council|a charity|councils|charities|"
    r"(?:the )?(?:partners|providers|members|bodies|organisations))"
)
_HELPER = r"(?:(?:do|does|did|can|could|should|must|may|might|will|would|have|has)(?:n't|not)?|won't|can't)"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # "how many outcomes do we need", "what data can we share"
        rf"^(?:what|which|how (?:many|much)) (?P<thing>(?!{_STOP}\b|kind\b|sort\b|happens\b)[\w'’-]+"
        rf"(?: (?!{_STOP}\b)[\w'’-]+)?) {_HELPER} ",
        # "how do we choose partners", "can we pay volunteers", "do we need consent"
        rf"^(?:(?:how|where|when|why|what) (?:best |else )?)?{_HELPER} {_WE} "
        r"(?:really |just |also |have to |need to |go about |be allowed to |be able to )*"
        rf"{_WORD} (?:up |out |on |off |for |back |over )?{_THING}",
        # "who owns the design", "who checks outcomes"
        rf"^(?:who|what) (?:{_HELPER} )?(?!happens\b){_WORD} (?:up |out |on |off |for |back |over )?{_THING}",
        # "what did the evaluation of the fund find", "when should the group meet"
        rf"^(?:what|when|where|why|how(?: \w+)?) {_HELPER} (?P<thing>(?:the|a|an|our)(?: (?!(?:for|who|"
        rf"that|which|mean)\b)\S+)+?) "
        rf"{_WORD}$",
        # "what about the partners we do not choose"
        r"^(?:(?:what|how) about )?(?P<thing>the [\w-]+ (?:we|who|that|they) .+)$",
        # "what is in the budget", "is there a contract"
        rf"^(?:what|who)(?:'s| is| are) (?:in|on|behind|part of) {_THING}",
        rf"^(?:is|are|was|were) there {_THING}",
    )
)
_TOO_WIDE = re.compile(
    r"^(?:(?:a|an|the|our|my) )?(?:psps?|partnerships?|things?|ways?|people|lot|kinds?|ones?|someone|"
    r"something|anything|example|examples|answer|us|time|year|years|next|difference|same|wrong|right|"
    r"well|part|it)$",
    re.I,
)


def object_of(question: str) -> str:
    """The thing that a question asks of, as it is said there; "" where none is seen.

    >>> object_of("how do i write an outcome"), object_of("what data can we share with the charity")
    ('an outcome', 'data')
    >>> object_of("who owns the design after the psp"), object_of("do we need consent")
    ('the design', 'consent')
    >>> object_of("who decides"), object_of("how do we start a PSP")
    ('', '')
    >>> object_of("how long does it take to train staff for a PSP?"), object_of("hard to reach groups")
    ('staff', '')
    """
    asked = question.strip().rstrip("?.! ")
    if match := next((found for pattern in _PATTERNS if (found := pattern.match(asked))), None):
        thing = match["thing"].strip()
        return "" if _TOO_WIDE.match(thing) else thing
    act = act_asked_about(asked)
    return object_of(f"how do we {act}") if act else ""


def is_several(thing: str) -> bool:
    """Whether a thing as it is said is more than one.

    >>> is_several("outcomes"), is_several("an outcome"), is_several("the outcomes of a pilot")
    (True, False, True)
    """
    head = thing.split(" of ", maxsplit=1)[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is")) and not re.match(r"an? ", thing, re.I)


# "who owns the ideas", "can volunteers be used", "what are the risks of a PSP"
_SEVERAL_SAID = (
    re.compile(
        r"^(?:what|which) (?:are|were) (?P<thing>the (?:[a-z-]+ )?[a-z-]+s(?: of (?:a |the )?[a-z-]+)?)$",
        re.I,
    ),
    re.compile(r"^(?:can|could|should|may|must|do|are|were|will|would) (?P<thing>[a-z-]+s)\b", re.I),
    re.compile(r"^(?:how|when|where|why) (?:are|do|can|could|should|must) (?P<thing>[a-z-]+s)\b", re.I),
    re.compile(r"\b(?P<thing>(?:the|our|their|any|some) [a-z-]+s)\b(?! of\b)", re.I),
)


def several_in(question: str) -> str:
    """The several things that a question speaks of, as it says them; "" where it speaks of none.

    >>> several_in("Who owns the ideas made in a PSP?"), several_in("Can volunteers be used in a pilot?")
    ('the ideas', 'volunteers')
    >>> several_in("What are the risks of a PSP?"), several_in("Who pays for the process?")
    ('the risks of a PSP', '')
    """
    asked = question.strip().rstrip("?.! ")
    found = (match["thing"] for one in _SEVERAL_SAID if (match := one.search(asked)))
    return next((thing for thing in found if is_several(thing)), "")


# "how many of them" and "all of them" may be counted of anything
_OF_THEM = re.compile(
    r"\b(?:which|who|any|one|some)(?: one)? of (?P<them>them\b|(?:those|these)\b(?! \w+s\b))", re.I
)
_WHO_DID = re.compile(
    r"^(?:(?:name|list) (?:the|all)\b|"
    r"(?:who|which (?:organisations|charities|bodies|partners|councils|groups)) (?!pa(?:ys|id)))",
    re.I,
)
_RAN = re.compile(r"^ (?:led|leads|ran|runs|began|started|founded|set up)$", re.I)
_IF_ONE = re.compile(r"\b(?:if|when|what about) (?P<one>one(?: of them)?)(?= (?!takes?\b|of\b)\w)", re.I)


def one_of_them(asked: str, last: Turn) -> str | None:
    """`asked` with its "one" as one of those that the question before spoke of; None where it says none.

    >>> one_of_them("what if one leaves", Turn("How are partners chosen?", "a PSP", (), True))
    'what if one of the partners leaves'
    >>> one_of_them("and if one won't sign", Turn("who signs the form", "the form", (), True))
    "and if one of the partners won't sign"
    >>> one_of_them("did any of them leave", Turn("Who was in Shine?", "Shine", (), True))
    'did any of the partners in Shine leave?'
    """
    them = _OF_THEM.search(asked)
    if them and _WHO_DID.match(last.understood_as) and _PROPER.search(last.topic or ""):
        rest = asked[them.end("them") :].rstrip("?.! ")
        if re.match(r"(?:and |but |so )?(?:which|who)(?: one)? of them$", asked[: them.end()], re.I):
            return f"who{rest} {'' if _RAN.match(rest) else 'in '}{last.topic}?"
        return f"{asked[: them.start('them')]}the partners in {last.topic}{rest}?"
    one, several = _IF_ONE.search(asked), several_in(last.understood_as)
    if one and not several and re.match(r"who (?!is\b|was\b)", last.understood_as, re.I):
        several = "the partners"
    if one is None or not several:
        return None
    known = re.match(r"(?:the|our|their|any|some) ", several, re.I)
    return (
        f"{asked[: one.start('one')]}one of {several if known else f'the {several}'}{asked[one.end('one') :]}"
    )


def its_like(thing: str) -> str:
    """The like of a single thing: "outcomes" of "an outcome"; several as they are.

    >>> its_like("an outcome"), its_like("a policy"), its_like("partners")
    ('outcomes', 'policies', 'partners')
    """
    bare = re.sub(r"^an? ", "", thing, flags=re.I)
    if is_several(thing) or bare == thing:
        return thing
    if re.search(r"[^aeiou]y$", bare):
        return f"{bare[:-1]}ies"
    return f"{bare}es" if re.search(r"(?:s|x|ch|sh)$", bare) else f"{bare}s"


# "how many do we need": of what was asked of
_HOW_MANY = re.compile(
    r"^how many(?: of (?:them|these|those))?(?: then| exactly)?"
    r"(?=$| (?:do|are|should|can|would|have|must|will)\b)",
    re.I,
)
_THE_ONES = re.compile(r"\bthe ones?(?= (?:who|that|which|we|they|you|not|with|without)\b)", re.I)
_ABOUT = re.compile(r"^(?:what|how) about ", re.I)
_ARTICLE = re.compile(r"^(?:a|an|the) ")
_SEVERAL = re.compile(r"^(?:they|them|their|those|these)$", re.I)
# "who did it", of a work: it was made and not done
_MADE = re.compile(
    r"^who (?P<made>did|made|wrote|carried out|ran|commissioned|published|paid for) "
    r"(?:it|that|this)[\s?.!]*$",
    re.I,
)
_WORK = re.compile(r"\b(?:evaluation|study|report|review|survey|guide|audit|assessment|paper)\b", re.I)
# "what if nobody comes": a case of what was asked how to do
_CASE = re.compile(r"^what (?:happens )?if (?!(?:we|i|it|they|that|this)\b)[\w' ]{3,60}$", re.I)


# "can the charity help": to do what was asked how to do
_HELPS = re.compile(
    r"^(?P<who>(?:can|could|may|should|would|will|must) (?:the |a |an |our |any )?[\w-]+(?: [\w-]+)?) help"
    r"(?: out| us| with (?:it|that|this))*$",
    re.I,
)


def who_made(asked: str, last: Turn) -> str | None:
    """Who made the work that the question before asked of: "who did it"; None where that is not asked.

    >>> who_made("who did it", Turn("What did the evaluation of Shine find?", "Shine", (), True))
    'Who did the evaluation of Shine?'
    """
    made, work = _MADE.match(asked.strip()), object_of(last.understood_as)
    return f"Who {made['made']} {work}?" if made and _WORK.search(work) else None


def meant_otherwise(typed: str, turns: Sequence[Turn]) -> list[str]:
    """What a follow-up may mean beside the thing talked of: the doing or the thing that was asked of.

    >>> partners = Turn("How do we choose partners?", "a PSP", (), True)
    >>> meant_otherwise("how do we tell them", [partners]), meant_otherwise("is it hard", [partners])
    (['how do we tell partners', 'how do we tell the partners'], ['is choosing partners hard'])
    >>> meant_otherwise("how many do we need", [partners]), meant_otherwise("what if nobody bids", [partners])
    (['how many partners do we need'], ['what if nobody bids when choosing partners'])
    """
    bare, last = without_opening(typed.strip()).rstrip("?.! "), turns[-1]
    things = [thing for turn in reversed(turns) if (thing := object_of(turn.understood_as))][:1]
    topic = _ARTICLE.sub("", (last.topic or "").lower())  # "a form" and "the form" are one
    thing = next((one for one in things if _ARTICLE.sub("", one.lower()) not in topic), "")
    acts = [act for turn in reversed(turns) if (act := _act_alone(turn.understood_as))]
    if (helps := _HELPS.match(bare)) and acts:
        return [f"{helps['who']} help {acts[0]}"]
    if _CASE.match(bare):
        return [f"{bare} when {doing(act)}" for act in acts[:1]]
    if thing and (ones := _THE_ONES.search(bare) or _HOW_MANY.match(bare)):
        many = re.sub("^(?:the|our) ", "", its_like(thing))
        led = "the " if ones.re is _THE_ONES else "how many "
        return [_ABOUT.sub("", f"{bare[: ones.start()]}{led}{many}{bare[ones.end() :]}")]
    pointed = PRONOUN.search(bare)
    return _pointed_at(bare, pointed[0], thing, _act_alone(last.understood_as), last) if pointed else []


_PROPER = re.compile(r"\b[A-Z][a-z]")  # a pilot's name: what was done in it, and not in any


def _pointed_at(bare: str, pronoun: str, thing: str, act: str, last: Turn) -> list[str]:
    if _SEVERAL.match(pronoun):
        like = its_like(thing)
        known = re.match(r"(?:the|our|my|your|all|some) ", like, re.I)
        said = [like] if known else [like, f"the {like}"]
        put = [fill(bare, one) for one in said] if is_several(like) else []
        return [f"{one} in {last.topic}" for one in put] if _PROPER.search(last.topic or "") else put
    of_doing = [fill(bare, doing(act))] if act and (last.topic or SUBJECT) == SUBJECT else []
    return of_doing + ([fill(bare, thing)] if thing and not is_several(thing) else [])


def _act_alone(question: str) -> str:
    """What a question asks how to do, where it says what is meant and is not done to a PSP; else ""."""
    act = act_of(question) or ""
    of_another = not names_a_psp(act) or object_of(f"how do we {act}")  # "train staff for a PSP"
    return act if is_said_fully(act) and of_another else ""
