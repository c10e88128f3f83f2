"""A follow-up that carries the question before further: another case of it, its when and how, its sum."""

import re

from api.ask.acts import WORKS, YES_NO, act_of, small, unwrapped, without_opening
from api.ask.doing import is_said_fully
from api.ask.subject import PRONOUN, SUBJECT
from api.ask.turn import Turn
from api.ask.whose_part import part_asked_of

_LATER = r"(?: (?:then|though|exactly|now|instead|too|as well|please))*[\s?.!]*$"
_WE = (
    r"(?:we|i|you|they|people|nobody|somebody|someone|no one|no-one|(?:a|an|the|our|my|your|one|some|"
    r"all|most)\b)"
)
# "and if we lose?", "what if the funder pulls out": with a doing of its own, so not "if so", "if not"
_IF = re.compile(
    rf"^(?:what (?:happens )?)?(?P<when>if|when|once|unless) (?P<case>{_WE} ?[\w'’-]*(?: [\w'’-]+){{1,8}}|"
    rf"(?:we|i|you|they|nobody) \w+){_LATER}",
    re.I,
)
_HELD_IF = re.compile(r",? (?:if|when|once|unless) (?!and\b)(?P<case>\w+ \w.*)$", re.I)
_ASKS = re.compile(r"^(?:who|what|how|when|where|which)\b", re.I)
_LEFT_OUT = re.compile(r"\b(?:do|don'?t|does|doesn'?t|did|didn'?t|can|can'?t|cannot|won'?t|not)$", re.I)
_SOLE = re.compile(
    r"^(?P<word>when|by when|how|where)(?: (?:is|was|were|would) (?:it|that|this))?" + _LATER, re.I
)
_WHO_DID = re.compile(
    r"^who (?:first )?(?P<did>[a-z]+?)(?P<part> (?:up|out|off|for))? (?P<what>(?!by\b)\w.*)$", re.I
)
_DONE = {
    "wrote": "written", "led": "led", "ran": "run", "paid": "paid", "set": "set", "made": "made",
    "won": "won", "chose": "chosen", "held": "held", "took": "taken", "gave": "given", "brought": "brought",
    "built": "built", "drew": "drawn", "found": "found",
}  # fmt: skip
_BEGAN = re.compile(
    r"^(?:invented|started|created|founded|launched|introduced|began|set up|brought in)$", re.I
)
# "what do we have to advertise", "how should we choose them": it has a when and a where of its own
_DOING = re.compile(
    r"^(?:what|how|when|where|why|which \w+) (?P<does>(?:do|did|should|can|could|must|may|will|would) "
    r"(?:we|i|you|they|people|(?:the )?[\w-]+s) "
    r"(?!(?:do|be|mean|cost|achieve|find|say|think|get|gain|learn|show|want|like|look|go|call|know)\b)\w.*)$",
    re.I,
)
_PRESENT = frozenset(("need", "feed", "speed", "proceed", "succeed", "heed", "seed"))
# deeds with an end, which take their own time; "run" and "own" last as long as their thing
_BOUNDED = re.compile(
    r"^(?:pick|choose|select|appoint|decide|approve|sign|write|draft|draw up|agree|recruit|hire|find|"
    r"set up|check|"
    r"map|cost|train|evaluate|assess|invite|vet|score|review|publish|register|form)\b",
    re.I,
)
_THAT_LONG = re.compile(
    r"^(?P<asks>how (?:long|much time|much) (?:does|will|would|did)) (?:that|"
    r"this)(?: \w+)? (?P<verb>take|cost)" + _LATER,
    re.I,
)
_WORK = (
    rf"(?P<asks>(?:is there|are there|have you got|where (?:is|are) (?:the|there)|what|any) .*\b(?:{WORKS}))"
)
_FOR_THAT = re.compile(
    rf"^{_WORK} (?:for|on|about|with) (?:that|this|it|doing (?:that|this|it)){_LATER}", re.I
)
# "how can carers be involved in a PSP": of others than who asks
_HOW_OTHERS = re.compile(
    r"^(?:how|when|where|why) (?:can|could|may|should|must|might|do) "
    r"(?P<who>(?:(?:the|our|small|local|unpaid|young|other) )*[\w'’-]+s) (?P<act>(?!and\b|or\b|"
    r"of\b)\w+ \w.*)$",
    re.I,
)
_MUCH = re.compile(
    r"^(?:when\b|how (?:much|many|long|big|often|high)|what (?:does|did|do|is the|are the) .*\bcosts?)\b",
    re.I,
)
_RECKONED = re.compile(
    r"^(?P<is>is|was|isn't|wasn't) (?:that|this|it) (?:really |quite |very |actually |"
    r"not )*(?P<judged>a lot|much|many|"
    r"a little|enough|(?:too|so) \w+|high|low|long|short|little|cheap|expensive|normal|usual|typical|"
    r"big|small|"
    r"good value)(?: (?:of )?(?:money|time))?" + _LATER,
    re.I,
)

# "when was the first", "who ran the biggest one": of things that were counted
_ONE_OF_MANY = re.compile(
    r"^(?P<asks>(?:when|where|who|what|which|why|how \w+)(?: \w+){0,2}?) (?:the )(?P<rank>first|last|"
    r"latest|newest|oldest|"
    r"earliest|biggest|largest|smallest|most recent)(?: (?:one|psp|pilot)| of (?:them|these|those|all))?"
    r"(?P<rest> (?:about|for|in|by|like|start|begin|end|run|led|held|called|set up))?" + _LATER,
    re.I,
)
_MANY = re.compile(
    r"^(?:how many|which|(?:what|are there|have there been|were there)(?: (?:any|other|some))?) "
    r"(?P<kind>(?!years?\b|months?\b|steps?\b|stages?\b|people\b|times\b)[\w-]+s)\b",
    re.I,
)
# "where did it come from", "who did that come from": of a sum of money
_FROM = re.compile(
    r"^(?:where|who) (?:did|does|do|has|is) (?:it|that|this|the money|they)(?: all)? (?:come|coming) from"
    + _LATER,
    re.I,
)
_MONEY = re.compile(r"\b(?:money|spent|spend|cost|costs|budget|funds?|funding|grants?|paid|sum)\b", re.I)

# "who was that", of a pilot that was told of
_WHO_WAS = re.compile(
    r"^who(?: exactly)? (?:was|were|is|are) (?:that|it|those|they)(?: then| exactly| again)?[\s?.!]*$", re.I
)

# "who took part", "what happened in the end": of the pilot that is talked of
_TOLD_OF = re.compile(
    r"^(?:who (?:all )?(?:took part|was (?:involved|behind it|in charge)|were involved|joined|ran it)|"
    r"what (?:happened|was (?:done|achieved|the (?:outcome|result|upshot))))"
    r"(?: in the end| next| afterwards| after that)?" + _LATER,
    re.I,
)


def of_one_of_many(asked: str, last: Turn) -> str | None:
    """`asked` of the first, last or biggest of the things that the question before was of; else None.

    >>> of_one_of_many("when was the first?", Turn("How many PSPs have there been?", "a PSP", (), True))
    'when was the first PSP?'
    >>> of_one_of_many("who runs the first", Turn("What are the steps?", "a PSP", ("a", "b"), True))
    """
    one, many = _ONE_OF_MANY.match(without_opening(asked.strip())), _MANY.match(last.understood_as)
    if not one or not many or last.ordered:
        return None
    kind = many["kind"][:-3] + "y" if many["kind"].endswith("ies") else many["kind"][:-1]
    return f"{one['asks']} the {one['rank'].lower()} {kind}{one['rest'] or ''}?"


# "did that work?", of a pilot that was told of as an example
_WORKED = re.compile(
    r"^(?:did|has) (?:that|this|it)(?: one| pilot| psp)? (?:actually |really |ever )?(?:work(?:ed)?|"
    r"succeed(?:ed)?|go(?:ne)? "
    r"well)(?: out| well)?" + _LATER,
    re.I,
)
# "which pilot got that wrong": of pilots, whatever its words make of it; "which report says so" is of sources
_WHICH_DID = re.compile(
    r"^(?:(?:and|but|so|ok)\b[\s,]*)*which (?:pilots?|psps?|councils?|partners?|partnerships?|charit(?:y|"
    r"ies)|consortium)"
    r"\b(?!.*\b(?:says?|said|sources?|tells?|wrote)\b).* \w+",
    re.I,
)


def asks_which_did(asked: str) -> bool:
    """Whether a follow-up asks which pilot or body did something.

    >>> asks_which_did("Which pilot got that wrong?"), asks_which_did("which council says that")
    (True, False)
    """
    return bool(_WHICH_DID.match(asked.strip()))


# "any newer figures?", "is there anything more recent": on what is talked of
_NEWER = re.compile(
    r"^(?:(?:is|are) there |have you (?:got )?|do you have |got )?(?P<any>any(?:thing)?) (?P<newer>newer|"
    r"more recent|"
    r"later|recent|current|up[ -]to[ -]date|fresher|latest)(?P<what>(?: [\w-]+){0,3}?)" + _LATER,
    re.I,
)


def carried_further(asked: str, last: Turn) -> str | None:
    """`asked` as the question before carried further; None where it is none of these.

    >>> who = Turn("Who picks the partners?", "a PSP", (), True)
    >>> carried_further("how long does that take", who), carried_further("how", who)
    ('How long does it take to pick the partners?', 'How should we pick the partners?')
    """
    bare, before = without_opening(asked.strip()), _matter_of(last)
    if one := of_one_of_many(bare, last):
        return one
    thing = last.topic or SUBJECT
    if of_it := _worked_or_newer(bare, thing):
        return of_it
    if re.search(r"\b[A-Z]", thing.removeprefix(SUBJECT)):
        if _WHO_WAS.match(bare):
            return f"Who took part in {thing}?"
        if _TOLD_OF.match(bare):  # by itself it would find any pilot's
            return f"{bare.rstrip('?.! ')} in {thing}?"
    if _FROM.match(bare) and _MONEY.search(before):
        return f"Where did the money for {'PSPs' if thing == SUBJECT else thing} come from?"
    rules = (_its_time, _of_the_doing, _served, _reckoned)
    return next((put for rule in rules if (put := rule(bare, before))), None)


def _worked_or_newer(bare: str, thing: str) -> str | None:
    """Whether a thing told of worked, or what is newer on it; None where neither is asked."""
    if thing != SUBJECT and _WORKED.match(bare):
        return f"Did {thing} work?"
    if newer := _NEWER.match(bare):
        of = "PSPs" if thing == SUBJECT else thing
        is_there = "Is there" if newer["any"].lower() == "anything" else "Are there"
        return f"{is_there} {newer['any'].lower()} {newer['newer'].lower()}{newer['what']} on {of}?"
    return None


def in_another_case(asked: str, last: Turn) -> str | None:
    """The question before in another case, or what happens in the case that is put; None where none is.

    >>> bids = Turn("Who pays us if a PSP goes to tender?", "a PSP", (), True)
    >>> in_another_case("and if we lose?", bids), in_another_case("and if it fails", bids)
    ('Who pays us if we lose?', None)
    >>> in_another_case("and if the board says no?", Turn("Who decides?", "a PSP", (), True))
    'What happens if the board says no?'
    """
    bare, before = without_opening(asked.strip()), _matter_of(last)
    put = _IF.match(bare)
    if not put or PRONOUN.search(put["case"]) or _LEFT_OUT.search(put["case"]):
        return None
    if (held := _HELD_IF.search(before)) and (YES_NO.match(before) or _ASKS.match(before)):
        return f"{before[: held.start()]} {put['when'].lower()} {put['case']}?"
    return f"What happens if {put['case']}?" if bare.lower().startswith("if ") else None


def _matter_of(last: Turn) -> str:
    matter = unwrapped(last.understood_as).rstrip("?.! ")
    return re.sub(r",? (?:then|though|please|exactly)$", "", matter, flags=re.I)


def _its_time(asked: str, before: str) -> str | None:
    """When, where or how what somebody did, or is to do, was or is done: "when" after "who began it?"."""
    sole = _SOLE.match(asked)
    if not sole:
        return None
    word = sole["word"].capitalize()
    if (did := _WHO_DID.match(before)) and (done := _participle(did["did"].lower())):
        were = "were" if re.search(r"[^su]s$", did["what"].split(" of ")[0]) else "was"
        if _BEGAN.match(f"{did['did']}{did['part'] or ''}"):
            return f"{word} did {did['what']} begin?"
        return f"{word} {were} {did['what']} {done}{did['part'] or ''}?"
    if (doing := _DOING.match(before)) and not before.lower().startswith(word.lower()):
        return f"{word} {doing['does']}?"
    act = part_asked_of(before)
    return f"{word} should we {act}?" if _is_a_deed(act) and word != "Where" else None


def _participle(verb: str) -> str:
    """A past tense as "was …" has it; "" for what is none.

    >>> _participle("invented"), _participle("wrote"), _participle("decides")
    ('invented', 'written', '')
    """
    return _DONE.get(verb, verb if verb.endswith("ed") and verb not in _PRESENT else "")


def _is_a_deed(act: str) -> bool:
    return bool(act) and not act.startswith("be ") and is_said_fully(act)


def _of_the_doing(asked: str, before: str) -> str | None:
    """How long a deed with an end takes that somebody was asked for to do."""
    long, act = _THAT_LONG.match(asked), part_asked_of(before) or act_of(before) or ""
    if not long or not _is_a_deed(act) or not _BOUNDED.match(act):
        return None
    asks = long["asks"]
    return f"{asks[:1].upper()}{asks[1:]} it {long['verb'].lower()} to {act}?"


def _served(asked: str, before: str) -> str | None:
    """What serves to do it: "is there training for that"."""
    served = _FOR_THAT.match(asked)
    if not served:
        return None
    act, others = act_of(before), _HOW_OTHERS.match(before)
    if act and is_said_fully(act):
        return f"{served['asks']} to {act}?"
    return f"{served['asks']} for {others['who']} to {others['act']}?" if others else None


def _reckoned(asked: str, before: str) -> str | None:
    """Whether what was asked for is much: no question of another thing that "much" or "a lot" would find."""
    reckoned = _RECKONED.match(asked)
    if not reckoned or not _MUCH.match(before):
        return None
    return f"{reckoned['is'].capitalize()} it {reckoned['judged']}: {small(before)}?"
