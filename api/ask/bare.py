"""A follow-up that leaves out what it asks of: "do we have to", "what if we don't", "what else can we do"."""

import re
from dataclasses import dataclass

from api.ask.acts import WORKS, YES_NO, act_of, small, without_opening
from api.ask.doing import doing, is_said_fully
from api.ask.form import form_of
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_WE = r"(?:we|i|you|they|one|people)"
_LATER = r"(?: (?:then|though|now|anyway|really|actually|all|at all|by law|legally|instead))*[\s?.!]*$"
# "do we have to", "must we do it", "are we obliged to"
_HAVE_TO = re.compile(
    rf"^(?:(?:do|does) {_WE} (?:really |actually |always |even )*(?:have|need) to|must {_WE}|"
    rf"(?:are|am) {_WE} (?:really |actually |legally )*(?:obliged|required|bound|forced|supposed)(?: to)?)"
    r"(?: (?:do|have|use) (?:it|that|this|one|so))?" + _LATER,
    re.I,
)
# "what if we don't", "and if we can't", "what happens if nobody does"
_IF_NOT = re.compile(
    r"^(?:what (?:(?:happens|would happen|could go wrong|goes wrong) )?|"
    r"what(?:'s|s| is| are| would be) (?:the |our )?(?:risks?|dangers?|harm|problems?|consequences?|"
    r"penalty) )?"
    rf"if (?:(?P<who>{_WE}|nobody|no one|no-one)(?: (?:just|simply))? )?"
    r"(?P<not>don'?t|do not|doesn't|didn'?t|can'?t|cannot|won'?t|haven'?t|does|did|not)"
    r"(?: (?:do|have|use|want|bother with|get|manage) ?(?:it|that|this|one|to|so|any)?| bother| got one)?"
    + _LATER,
    re.I,
)
# "what else could we use", "what can we do instead", "any alternatives", "is there another way"
_ELSE = re.compile(
    rf"^(?:what else (?:can|could|should|would|might|may) {_WE} (?:use|do|try|go for)|"
    rf"what (?:can|could|should|would|do|shall) {_WE} (?:use|do|try) instead|what instead|"
    r"(?:another|any other|a different|an alternative) (?:ways?|options?|routes?|methods?)|"
    r"(?:is there|are there|have we got) (?:any|an|some|no)(?:thing| ?other)? ?(?:else|ways?|options?|"
    rf"alternatives?|routes?)(?: {_WE} (?:can|could) (?:use|do|try))?(?: round it| to (?:it|that|this))?|"
    r"(?:what (?:are|is|would be) )?(?:any |the |some )?(?:other (?:options|ways|routes)|alternatives?)"
    r"(?: (?:to (?:it|that|this|one)|are there|is there|do (?:we|i) have))?)" + _LATER,
    re.I,
)
# "what tools are there", "is there a template", "any training"
_SERVES = re.compile(
    r"^(?:what|which|is there|are there|have you got|do you have)(?: (?:a|an|any|some|other|good|free))* "
    rf"(?:{WORKS}|(?:any|some)thing(?: (?:ready[- ]made|off the shelf|available|online|free|like that))?)"
    r"(?: (?:are|is) there| exists?)?(?: (?:we|i|you|people) (?:can|could|should) \w+)?" + _LATER,
    re.I,
)
# "so what should i do", "what do we do now"
_WHAT_TO_DO = re.compile(
    rf"^(?:what (?:should|shall|can|must|do|could|would) {_WE} (?:best )?do|what now|now what|"
    r"where does that (?:leave|put) us|what does that mean for us|what are (?:we|our) (?:to do|"
    r"options))" + _LATER,
    re.I,
)
_LONG = re.compile(r"^(?:for |about |roughly )?how long(?: for)?" + _LATER, re.I)
_COST = re.compile(
    r"^(?:how much|(?:and |at )?what (?:cost|price)|what(?:'s| is| are)? the (?:costs?|price|fee)s?)"
    + _LATER,
    re.I,
)
_PAYS = re.compile(
    r"^(?P<asks>who (?:pays|funds|would pay|should pay|has to pay|paid|is paying)(?: up)?)" + _LATER, re.I
)
_THERE_IS = re.compile(
    r"^(?:is|are) there (?:a|an|any|some) (?:[\w-]+ ){0,3}(?!(?:in|on|for|of|by|to|with)$)[\w-]+$",
    re.I,
)


def asked_of(bare: str, thing: str) -> str | None:
    """A question that ends where its thing belongs, with the thing; None where it is no such one.

    >>> asked_of("how long", "the tender"), asked_of("who pays", "grants"), asked_of("who came", "a grant")
    ('How long does the tender take?', 'Who pays for grants?', None)
    """
    does = "do" if _several(thing) else "does"
    if _LONG.match(bare):
        return f"How long {does} {thing} take?"
    if _COST.match(bare):
        return f"How much {does} {thing} cost?"
    if pays := _PAYS.match(bare):
        asks = pays["asks"][:1].upper() + pays["asks"][1:]
        return f"{asks}{' for' if 'fund' not in asks.lower() else ''} {thing}?"
    return f"{bare} for {thing}?" if _THERE_IS.match(bare) and "example" not in bare else None


# "when do we tell the council": of what is left out
_TELLS = re.compile(
    r"\b(?:tell|explain to|inform|brief|warn|ask) (?:the |our |my )?[\w-]+(?: [\w-]+)?$", re.I
)
# "can a university join", "who may start": what is joined or started is left out
_TAKES_A_PSP = re.compile(
    r"\b(?:join|start|run|lead|leave|set up|use|fund|begin|manage|evaluate)[\s?.!]*$", re.I
)

# "is there material we can use": it is that which is used
_OF_WHICH = re.compile(r"^(?:is|are|what|which)\b.*\w (?:we|i|you|they) (?:can|could|should|may) \w+$", re.I)


def about(question: str, thing: str) -> str:
    """`question` with the thing that it is about, as people would add it.

    >>> about("who spoke?", "the Renfrewshire pilot"), about("until when", "the steering group")
    ('who spoke in the Renfrewshire pilot?', 'until when, for the steering group?')
    """
    bare = question.rstrip("?.! ")
    if thing == SUBJECT and _TAKES_A_PSP.search(bare) and not _OF_WHICH.search(bare):
        return f"{bare} {thing}?"
    if asked := asked_of(bare, thing):
        return asked
    if _TELLS.search(bare):
        return f"{bare} about {thing}?"
    place = re.search(r"\b(pilots?|PSPs?|programme|Fund|alliance|process|Italy)\b", thing)
    led = " in" if place and not bare.lower().endswith(" in") else "" if place else ", for"
    return f"{bare}{led} {thing}?"


def _several(thing: str) -> bool:
    return thing.endswith("s") and not thing.endswith("ss") and not thing.lower().startswith(("a ", "an "))


@dataclass(frozen=True)
class _Matter:
    """What was done in the question before, if something was, and the thing that was talked of."""

    act: str
    thing: str
    how_to: bool


def of_what_is_left_out(asked: str, last: Turn) -> str | None:
    """`asked` with the act or the thing that it leaves out; None where it leaves out none.

    >>> users = Turn("How do we involve users in the design?", "a PSP", (), True)
    >>> of_what_is_left_out("do we have to", users), of_what_is_left_out("and what if we don't?", users)
    ('Do we have to involve users in the design?', "What happens if we don't involve users in the design?")
    >>> clause = Turn("When does a benefit clause apply?", "the benefit clause", (), True)
    >>> of_what_is_left_out("what else could we use", clause), of_what_is_left_out("what else", clause)
    ('What are the alternatives to the benefit clause?', None)
    """
    bare = without_opening(asked.strip())
    if case := _in_that_case(bare, last.understood_as):
        return case
    matter = _matter_of(last)
    if matter.act and matter.how_to and _SERVES.match(bare):
        return f"{bare.rstrip('?.! ')} to {matter.act}?"
    if _ELSE.match(bare):
        return _otherwise(matter, last)
    if _WHAT_TO_DO.match(bare):
        return _to_do(matter, last)
    return _bound_to(bare, matter)


_THAT_CASE = re.compile(r",? in (?:that|this|such a) (?:case|event|situation)\b", re.I)
_IF = re.compile(r"\b(?:if|when) (?P<case>.+)$", re.I)


def _in_that_case(bare: str, last: str) -> str | None:
    """A question of the case that was put before: "who pays in that case"; None where none is pointed at.

    >>> _in_that_case("who pays in that case?", "What happens if a PSP runs over?")
    'Who pays if a PSP runs over?'
    """
    that, put = _THAT_CASE.search(bare), _IF.search(last.rstrip("?.! "))
    if not that or not put:
        return None
    asked = f"{bare[: that.start()]}{bare[that.end() :]}".strip(" ,?.!")
    return f"{asked[:1].upper()}{asked[1:]} if {put['case']}?"


def _bound_to(bare: str, matter: _Matter) -> str | None:
    """Whether it has to be done, or what happens if it is not; None where neither is asked."""
    if _HAVE_TO.match(bare):
        be = "Are" if _several(matter.thing) else "Is"
        return f"Do we have to {matter.act}?" if matter.act else f"{be} {matter.thing} compulsory?"
    if not (without := _IF_NOT.match(bare)):
        return None
    fails = "can't" if without["not"].lower().startswith("can") else "don't"
    return (
        f"What happens if we {fails} {matter.act}?" if matter.act else f"What happens without {matter.thing}?"
    )


def _otherwise(matter: _Matter, last: Turn) -> str:
    """What may be done or used in its place."""
    if matter.act and matter.how_to:
        return f"How else can we {matter.act}?"
    if matter.act and last.verdict != "yes":
        return f"What can we do instead of {doing(matter.act)}?"
    return f"What are the alternatives to {matter.thing}?"


def _to_do(matter: _Matter, last: Turn) -> str:
    """What is to be done about what was told, instead of what may not be done, or at all."""
    if form_of(last.understood_as) == "problem":
        return f"What should we do when {small(last.understood_as).rstrip('?.! ')}?"
    denied = last.verdict == "no" or last.move == "why"
    if matter.act and denied:
        return f"What can we do instead of {doing(matter.act)}?"
    return f"What should we do {'in' if matter.thing == SUBJECT else 'about'} {matter.thing}?"


def _matter_of(last: Turn) -> _Matter:
    act = act_of(last.understood_as) or ""
    asked = re.sub(r"^why (?=\w+n't\b)", "", last.understood_as, flags=re.I)
    return _Matter(
        act if is_said_fully(act) else "",
        last.topic or SUBJECT,
        not YES_NO.match(asked) and not re.match(r"why\b", last.understood_as, re.I),
    )
