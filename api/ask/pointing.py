"""What "that" points at where no thing is meant but the whole matter: "who decides that", "get round it"."""

import re

from api.ask.acts import (
    YES_NO,
    act_of,
    asked_shortly,
    is_claim,
    of_the_act,
    of_what_was_told,
    small,
    unwrapped,
    without_opening,
)
from api.ask.adjunct import with_what_is_added
from api.ask.aims import of_an_aim
from api.ask.bare import of_what_is_left_out
from api.ask.contraries import contrary_of
from api.ask.doing import doing, is_said_fully
from api.ask.form import asks, form_of
from api.ask.fragments import of_fragment
from api.ask.knowing import how_one_knows
from api.ask.objects import who_made
from api.ask.origin import origin_of
from api.ask.precedent import has_been_done
from api.ask.purpose import purpose_of
from api.ask.refusing import refused
from api.ask.said_to import answered_to
from api.ask.subject import SUBJECT
from api.ask.taking_further import carried_further, in_another_case
from api.ask.too_much import long_enough, too_much
from api.ask.turn import Turn
from api.ask.whom_to_ask import whom_to_ask
from api.ask.whose_part import of_a_candidate, who_instead

_LATER = r"(?: (?:then|though|exactly|now|here|in practice|please))*[\s?.!]*$"
# "who decides that", "who has to agree to this"
_DECIDED = re.compile(
    r"^(?P<asks>(?:who|when|how)(?: \w+){0,3}? (?:decides?|approves?|checks?|judges?|says so|controls?|"
    r"sign(?:s)? off(?: on)?|agrees?(?: to| on)?|makes? sure of)) (?:that|this|it)" + _LATER,
    re.I,
)
# "who makes that call", "who has the final say"
_CALL = re.compile(
    r"\b(?:makes?|making|takes?|taking|has|have|gets?) (?:that|this|the)(?: final| last)? (?:calls?|"
    r"decisions?|choice|say|word)"
    r"(?= *(?:then|though|on (?:that|this|it))?[\s?.!]*$)(?: on (?:that|this|it))?",
    re.I,
)
_DECIDE = {
    "makes": "decides that", "make": "decide that", "making": "deciding that", "takes": "decides that",
    "take": "decide that", "taking": "deciding that", "has": "decides that", "have": "decide that",
    "gets": "decides that", "get": "decide that",
}  # fmt: skip
_DECIDED_ALONE = re.compile(
    r"^(?P<asks>(?:who|how)(?: \w+){0,3}? (?:decides?|judges?|approves?))" + _LATER, re.I
)
# "how can we get round it", "what can we do about that", "how do I answer that"
_MET = re.compile(
    r"^(?P<asks>(?:how|what|who)(?: \w+){0,4}? (?:answer|avoid|prevent|stop|fix|solve|overcome|handle|tackle|"
    r"mend|counter|reduce|(?:get|work) (?:round|around|over|past)|(?:deal|cope|help(?:s)?) with|"
    r"do about|guard against|respond to|reply to|prove|show|(?:plan|prepare|budget|be ready|get ready) for|"
    r"insure against|spot|see)) (?:that|this|it|those|these|them)(?: (?:from )?happening)?" + _LATER,
    re.I,
)
# "what can we do about it, we are a small charity"
_OF_THE_ASKER = re.compile(r",\s*(?:we|i)(?:'re|'m|'ve| are| am| have|) [^,?]{3,60}[\s?.!]*$", re.I)
# the case that a question puts: "what happens when the key person leaves"
_PUT = re.compile(
    r"^what (?:(?:happens|do (?:we|you) do|should (?:we|i) do|can (?:we|i) do|would happen) )?(?:if|when) "
    r"(?P<case>(?!(?:it|that|this|they)\b).+)$",
    re.I,
)
# what was told is then what is to be met: "how do we avoid those"
_OF_TROUBLE = re.compile(
    r"^(?:what|which)\b[^?]*\b(?:downsides?|drawbacks?|disadvantages?|risks?|dangers?|problems?|"
    r"barriers?|obstacles?|"
    r"pitfalls?|go(?:es)? wrong|went wrong|difficult(?:y|ies)|challenges?|mistakes?)\b",
    re.I,
)
# what somebody has to settle: "when does TUPE apply", "which partners join"
_LEFT_OPEN = re.compile(r"^(?:when|which|how (?:long|much|many|often|big|soon)|where)\b", re.I)
_BY_WHOM = re.compile(r"^(?:who|which \w+)\b.* do (?:that|this|it)\b", re.I)
_DOES = re.compile(
    r"^(?P<who>who|which \w+) (?:does|do|did|would do|should do|is doing|gets to do) (?:that|this|it)"
    + _LATER,
    re.I,
)


def of_the_matter(asked: str, last: Turn) -> str | None:
    """`asked` about the matter of the turn before; None where it points at a thing or at nothing.

    >>> turn = Turn("Can the pilot be stopped early?", "the pilot", (), True)
    >>> of_the_matter("who decides that", turn)
    'Who decides: can the pilot be stopped early?'
    >>> risk = Turn("Set-up takes long.", "a PSP", ("Set-up takes long.", "It ends."), True, item=0)
    >>> of_the_matter("how can we get round it", risk)
    'How can we get round this: set-up takes long?'
    """
    asked = _CALL.sub(lambda match: _DECIDE[match[0].split()[0].lower()], asked.strip())
    if doing := of_an_act(asked, last):
        return doing
    if decided := _DECIDED.match(asked) or _DECIDED_ALONE.match(asked):
        matter = _DECIDED_BEFORE.sub("", unwrapped(last.understood_as))
        open_to_decide = YES_NO.match(matter) or _LEFT_OPEN.match(matter)
        return _decides(decided["asks"], matter) if open_to_decide else None
    if each := _of_each(asked, last):
        return each
    met = _MET.match(_OF_THE_ASKER.sub("", asked))
    if met and (case := _PUT.match(unwrapped(last.understood_as).rstrip("?.! "))):
        return f"{met['asks'][:1].upper()}{met['asks'][1:]} it if {case['case']}?"
    matter = _matter(last) if met else ""
    return _with(f"{met['asks']} this", matter) if met and matter else None


_WHY_WANT = re.compile(
    r"^why (?:would|should|do|might) (?:we|i|you|they|anyone|anybody|people|a \w+) (?:ever |even |actually )?"
    r"(?:want|need|have|use|choose|go for|bother (?:with|having)|set up|do(?= one\b))"
    r"(?: to (?:have|do|use|set up|"
    r"form))? "
    r"(?:it|one|that|this|them|those)" + _LATER + r"|"
    # of whoever it is: "so why do it", "then what is the point"
    r"^why (?:would|should|do|might|does) (?:a|an|the|our|any|some)? ?(?P<who>(?!(?:we|i|you|they|that|"
    r"this|it|he|she)\b)[\w-]+(?: [\w-]+)?) "
    r"(?:ever |even |actually )?(?:bother|care|want to(?: do (?:it|that|this|one))?|get involved|sign up|"
    r"go for it|be interested|"
    r"take part|join in|agree to (?:it|that|this|one)|do (?:it|that|this|one))" + _LATER + r"|"
    r"^why (?:do|bother(?: with)?|use|have|start|even do) ?(?:it|one|that|this|them)?(?: at all| anyway)?"
    + _LATER
    + r"|"
    r"^what(?:'s| is|s) the point(?: (?:of|in) (?:it|one|that|this|them|(?:doing|having) (?:it|one|that)))?"
    + _LATER,
    re.I,
)


# "who pays for that", after how something is done
_PAYS_FOR = re.compile(
    r"^(?P<asks>who (?:pays|paid|should pay|would pay|has to pay) for) (?:that|this|it|all that)" + _LATER,
    re.I,
)


def why_wanted(asked: str, last: Turn) -> str | None:
    """What the thing talked of is good for: "why would we want one?"; None where that is not asked.

    >>> why_wanted("why would we want one", Turn("What is a consortium?", "the consortium", (), True))
    'What are the benefits of the consortium?'
    """
    known = act_of(last.understood_as) is None  # else it is the reason of doing so
    wanted = _WHY_WANT.match(asked)
    if not known or not wanted:
        return None
    who = (wanted["who"] or "").lower()
    whose = "" if who in ("", "we", "i", "you", "they", "anyone", "anybody", "people") else f" for {who}"
    article = " a" if whose and not who.endswith("s") and re.search(r"\ban? ", asked, re.I) else ""
    return f"What are the benefits of {last.topic or SUBJECT}{whose.replace(' for ', f' for{article} ')}?"


def of_an_act(asked: str, turn: Turn) -> str | None:
    """Who is to do what a turn asked how to do: "who does that", "who should do it, us or them"; else None.

    >>> of_an_act("who does that", Turn("How do we measure results?", "a PSP", (), True))
    'Who should measure results?'
    """
    act = act_of(turn.understood_as)
    if act and is_said_fully(act) and (pays := _PAYS_FOR.match(asked.strip())):
        return f"{pays['asks'][:1].upper()}{pays['asks'][1:]} {doing(act)}?"
    if act and is_said_fully(act) and (does := _DOES.match(asked.strip())):
        return f"{does['who'].capitalize()} should {act}?"
    return of_the_act(asked, turn.understood_as) if act and _BY_WHOM.match(asked.strip()) else None


_TO_SETTLE = re.compile(
    r"^(?P<word>when|where|how (?:long|much|many|often|big|soon)|which \w+) (?P<helper>should|can|must|"
    r"may|will|would) "
    r"(?P<who>(?:(?:a|an|the|our) (?:[\w-]+ )??)?(?!be\b|not\b|have\b)[\w-]+) "
    r"(?P<rest>\w.+)$",
    re.I,
)
_OF_WHICH = re.compile(r"^which \w+ (?:should|can|must|may|will|would) (?:be|not|have)\b", re.I)
# "who decides when the council should stop": the same may be asked of how they decide it
_DECIDED_BEFORE = re.compile(r"^(?:who|how|when)(?: \w+){0,2}? decides? (?=(?:when|where|how|which)\b)", re.I)
_ASKED = re.compile(r"^\w+ (?:\w+ )?(?:do|does|did|is|are|was|were|should|can|must|may|will|would)\b", re.I)


def _decides(asks: str, matter: str) -> str:
    """Who, when or how somebody decides a question.

    >>> _decides("who decides", "When should the council stop a pilot?")
    'Who decides when the council should stop a pilot?'
    >>> _decides("how do they decide", "when the council should stop a pilot?")
    'How do they decide when the council should stop a pilot?'
    """
    settled = _TO_SETTLE.match(matter.rstrip("?.! "))
    if not settled and _LEFT_OPEN.match(matter) and (_OF_WHICH.match(matter) or not _ASKED.match(matter)):
        return f"{asks[:1].upper()}{asks[1:]} {small(matter).rstrip('?.! ')}?"
    if not settled:
        return _with(asks, small(matter))
    told = f"{settled['word']} {settled['who']} {settled['helper']} {settled['rest']}"
    return f"{asks[:1].upper()}{asks[1:]} {small(told)}?"


# "how much each", "how much did they each get"
_EACH = re.compile(
    r"^how (?P<much>much|many|long)(?: (?:did|does|do|was|were|is|for))?(?: (?:they|it|that))? each"
    r"(?: (?:one|of (?:them|those|these)))?(?P<got> (?:get|cost|take|last|receive|have))?[\s?.!]*$",
    re.I,
)


_SEVERAL = re.compile(
    r"(?:\b(?!(?:the|which|what|who|how|did|do|are|were|is|of|for|in|to|by|with|and|funded|paid|many|"
    r"much|any|some|"
    r"all|other|were)\b)[\w-]+ )?\b(?:pilots|PSPs|projects|partnerships|programmes|alliances|consortia|"
    r"charities|"
    r"councils|partners|stages|steps)\b(?: of \d{4}[\d/-]*)?",
    re.I,
)


def _of_each(asked: str, last: Turn) -> str | None:
    """What each of those that were talked of got, cost or took; None where that is not asked.

    >>> _of_each("how much each?", Turn("Who funded them?", "a PSP", (), True, plural="the justice PSPs"))
    'How much did each of the justice PSPs get?'
    """
    each = _EACH.match(asked)
    if not each:
        return None
    named = _SEVERAL.search(last.understood_as)
    several = named[0].strip() if named else last.plural
    got = (each["got"] or (" get" if each["much"].lower() != "long" else " take")).strip()
    of = f"each of the {several.removeprefix('the ')}" if several else "each PSP"
    return f"How {each['much'].lower()} did {of} {got}?"


def _with(asks: str, matter: str) -> str:
    return f"{asks[:1].upper()}{asks[1:]}: {matter.rstrip('?.! ')}?"


def _matter(last: Turn) -> str:
    """The point just explained; else the question before, where it asked of no thing that "it" could be."""
    if last.said and (last.move == "other-side" or _OF_TROUBLE.match(last.understood_as)):
        return small(re.split(r"[:;]", last.said[0], maxsplit=1)[0])
    if last.item is not None and last.item < len(last.items):
        return small(last.items[last.item])
    told = not asks(last.understood_as)  # whatever thing a statement names, the whole of it is meant
    matter = re.sub(r"^why do ", "", unwrapped(last.understood_as), flags=re.I)  # "why do PSPs start late"
    return small(matter) if told or (last.topic or SUBJECT) == SUBJECT else ""


def leaning(asked: str, last: Turn) -> str | None:
    """`asked` filled in from what the turn before was about as a whole; None where it does not lean so."""
    bare, before = without_opening(asked.strip()), last.understood_as
    tells = form_of(before) == "problem" or is_claim(before)
    told = of_what_was_told(bare, before) if tells else None
    return (
        purpose_of(bare, last)
        or origin_of(bare, last)
        or of_an_aim(bare, last)
        or contrary_of(bare, last)
        or whom_to_ask(bare, last)
        or how_one_knows(bare, last)
        or refused(bare, last)
        or too_much(bare, last)
        or long_enough(bare, last)
        or told
        or answered_to(bare, before)
        or of_a_candidate(bare, before)
        or why_wanted(bare, last)
        or who_instead(bare, before)
        or has_been_done(bare, last)
        or who_made(bare, last)
        or of_the_act(bare, before)
        or of_the_matter(bare, last)
        or carried_further(bare, last)
        or asked_shortly(bare, before)
        or of_fragment(bare, before)
        or of_what_is_left_out(bare, last)
        or in_another_case(asked, last)
        or with_what_is_added(asked, last)
    )
