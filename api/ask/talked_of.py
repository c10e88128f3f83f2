"""What an answered question leaves behind: the thing that "it" would mean, and those that "they" would."""

import re

from api.ask.acts import small
from api.ask.knowledge import Knowledge
from api.ask.pairs import first_of_two
from api.ask.part import Settled
from api.ask.subject import ONE_PSP, PRONOUN, PSP, SUBJECT, names_a_psp
from kb.lexical import stems

# "to tender", "we pilot": done, and no thing that "it" could mean
_DONE = re.compile(r"\b(?:to|we|they|you) (?:tender|grant|pilot|evaluate|train|procure)\b", re.I)
_PSPS = re.compile(rf"\b{ONE_PSP}s\b", re.I)
# what asks for one of several, and is answered with it: "which failed", "has one ever been dropped"
_ONE_OF_THEM = re.compile(
    r"^(?:and |so |but |ok )*(?:which\b|what was the (?:first|last|latest|only|biggest|smallest)\b|"
    r"(?:has|have|did|is|was|are|were) (?:there )?(?:ever )?(?:been )?"
    r"(?:(?:any|one|some|other|another)\b(?! of\b)|an? [\w-]+ (?:\w+ )?ever\b))",
    re.I,
)
# people whom a question speaks of: "patients", "people who use services"
_NO_VERB = (
    r"(?!(?:in|for|to|and|or|by|at|get|gets|say|take|have|has|want|can|could|do|does|did|need|feel|come|"
    r"go|are|is|was|were|"
    r"will|would|should|must|may|mean|take|be|when|if|then)\b)"
)
_PEOPLE = re.compile(
    r"\b(?P<who>(?:people|those|everyone|anyone) (?:who|with|in|on|that) [\w'’-]+(?: (?:the|a|an|our|"
    r"this|that|their))?"
    rf"(?: {_NO_VERB}[\w'’-]+)?|"
    r"(?:patients|residents|tenants|families|parents|children|pupils|neighbours|clients|customers|"
    r"relatives|citizens|"
    r"young people|older people|disabled people|members of the public|women|men|refugees|prisoners|"
    r"locals))\b",
    re.I,
)
_SUBJECT_OF = 6  # words at the beginning of a sentence that hold what it is about
# "what is social value": what is asked for is the thing, whether or not it has a name here
_DEFINED = re.compile(
    r"^what(?:'s| is| are|s) (?!(?:it|that|this|they|there|in|on|at|for|of|meant|like|best|worth|new)\b)"
    r"(?P<thing>an? [\w-]+ of (?!(?:a|an|the|our|your|this|that)\b)[\w-]+|(?:(?:a|an|the) )?"
    r"(?:(?!(?:of|for|in|on|to|if|the|a|an|and|or|best|needed|allowed|required|difference)\b)[\w'’-]+ "
    r"?){1,4})"
    r"(?: ?for)?[\s?.!]*$",
    re.I,
)
_WHICH_OF_A_KIND = re.compile(r"^(?:and |so )?(?:which|what) [\w-]+ (?!of\b)", re.I)
_IN_A_PSP = re.compile(rf" (?:in|within) (?:an? |the )?{ONE_PSP}s?(?= *[?.!]*$)", re.I)
# "do we need a lawyer", "should we appoint a chair"
_NEEDED = re.compile(
    r"^(?:do|does|should|must|can|could|will) (?:we|i|you|they|a council|a charity|a psp) "
    r"(?:really |always |also )?(?:need|have to have|want|use|get|hire|appoint|require|have) "
    r"(?P<thing>(?:a|an|the|our) (?:[\w'’-]+ ){0,2}?[\w'’-]+)"
    r"(?= (?:for|in|to|before|at|on|with|from|when|if)\b|[\s?.!]*$)",
    re.I,
)
# who asks names himself, "as a citizen", "we are a small charity": they are others
_ASKER = re.compile(
    r"\b(?:as (?:a|an)|(?:we|i)(?:'re|'m| are| am)(?: just| only)?(?: a| an| the)?|speaking as(?: a| an)?) "
    r"(?:[\w-]+ ){0,3}?(?=\S+)",
    re.I,
)
# "procurement says PSPs are illegal", "the board won't agree": who is said to hold, want or refuse something
_HOLDS = re.compile(
    r"^(?:(?:and|but|so|now|what if|if|when)\b[\s,]*)*"
    r"(?P<who>(?!(?:do|does|did|can|could|should|must|may|might|will|would|shall|has|have|is|are)\b)"
    r"(?!(?:we|i|you|they|it|he|she|there|this|that|who|what|which|how|why|when|where|if|nobody|no|everyone|"
    r"everybody|somebody|someone|people)\b)(?:[\w'’-]+ ){0,3}?[\w'’-]+?)"
    r"(?: (?:just|always|still|now|all|also|keeps?))? "
    r"(?:says?|saying|said|thinks?|claims?|reckons?|believes?|insists?|argues?|refuses?|refused|wants?|"
    r"fears?|"
    r"worry|worries|objects?|doubts?|told|tells?|distrusts?|(?:won't|wont|will not|wouldn't|refuse to|"
    r"keeps?(?= \w+ing)|never|can't|cannot|don't|doesn't|does not|do not|"
    r"didn't|hasn't|haven't) (?!know\b)[\w]+)\b",
    re.I,
)
# "my team", "our procurement officers": people spoken of as ours
_OURS = re.compile(
    r"\b(?P<whose>my|our|the) (?P<kind>(?:[\w-]+ )?(?:team|staff|colleagues|board|trustees|volunteers|"
    r"committee|members|department|managers?|directors?|lawyers?|boss|chief exec(?:utive)?|treasurer|"
    r"convener|"
    r"head of [\w-]+))\b",
    re.I,
)


def named_in(settled: Settled) -> str | None:
    """The named thing that a question asks of, whether or not it was answered; None where it names none."""
    names = settled.found.asked.names if settled.found else ()
    if _WHICH_OF_A_KIND.match(settled.text):  # "which consortium delivers furniture": the one that does
        names = tuple(name for name in names if name.is_of_a_pilot) or names
    return names[0].title if names else None


def thing_of(settled: Settled, knowledge: Knowledge) -> str:
    """What a follow-up would mean by "it": a named thing, else a PSP; never a title."""
    opening = " ".join(settled.chosen[0].line.text.split()[:_SUBJECT_OF]) if settled.chosen else ""
    named = knowledge.names.found_in(opening)
    of_which = named[0].title if _ONE_OF_THEM.match(settled.text) and len(named) == 1 else ""
    asked_of = named_in(settled) or of_which or _single_thing(settled.text, knowledge)
    if not asked_of and (asked_for := _asked_for(settled.text)):
        asked_of = _called_here(asked_for, _single_thing(opening, knowledge))
    return asked_of or _thing_told_of(settled.text, opening, knowledge)


def _thing_told_of(text: str, opening: str, knowledge: Knowledge) -> str:
    """The thing that the answer opens with, where the question `text` asks of nothing itself."""
    if names_a_psp(text) or not opening or _asks_of_several(text, knowledge):
        return SUBJECT
    named = knowledge.names.found_in(opening)
    if named and not names_a_psp(opening):
        return named[0].title
    return _single_thing(opening, knowledge) or SUBJECT


def those_of(settled: Settled, knowledge: Knowledge) -> str | None:
    """What "they" would mean in a follow-up: those that were spoken of or asked for, not who asks."""
    asked = _without_asker(settled.text, knowledge)
    if ours := _OURS.search(asked):
        return f"our {ours['kind']}" if ours["whose"].lower() != "the" else f"the {ours['kind']}"
    if holder := holder_of(asked):
        return holder
    if people := people_of(asked) or _won_over(asked) or _team_in(asked):
        return people
    psps = _PSPS.search(asked)
    before = knowledge.things.found_in(asked[: psps.start()]) if psps else []
    if psps and not any(thing.title in knowledge.plural for thing in before):
        return "PSPs"
    found = settled.found
    of_a_pilot = found is not None and any(name.is_of_a_pilot for name in found.asked.names)
    if re.match(r"(?:and |so )?who\b", asked, re.I) and settled.chosen and not of_a_pilot:
        asked = f"{' '.join(settled.chosen[0].line.text.split()[:_SUBJECT_OF])} {asked}"
    named = knowledge.things.found_in(asked)
    return next((thing.title for thing in named if thing.title in knowledge.plural), None)


def people_of(asked: str) -> str:
    """The people whom a question speaks of, in its words; "" where it speaks of none.

    >>> people_of("what does a psp mean for people who use services"), people_of("how do we ask patients?")
    ('people who use services', 'patients')
    """
    match = _PEOPLE.search(asked)
    return match["who"].strip() if match else ""


def holder_of(told: str) -> str:
    """Who is said to hold, want or refuse something; "" where nobody is.

    >>> holder_of("my boss says no"), holder_of("how do we say no")
    ('our boss', '')
    """
    holds = _HOLDS.match(told)
    named = holds["who"] if holds else ""
    return "" if names_a_psp(named) else re.sub(r"^my\b", "our", small(named))


# "how do we get procurement on board": they are whom somebody is to win
_WON = re.compile(
    r"\b(?:get|bring|keep|persuade|convince|win over|win|involve|engage|approach|ask|tell|talk to|speak to|"
    r"deal with|"
    r"work with|reassure) (?P<who>(?:(?:the|our|my) )?(?:[\w-]+ )?(?:procurement|legal|finance|audit|hr|"
    r"planning|commissioners?|"
    r"commissioning|lawyers?|solicitors|auditors?|unions?|councillors|elected members|trustees|gps|"
    r"managers|headteachers|"
    r"schools|police|housing)(?: (?:team|officers?|colleagues|department|people|staff))?)\b",
    re.I,
)


def _won_over(asked: str) -> str:
    """Whom a question asks how to win or deal with; "" where it asks of nobody.

    >>> _won_over("how do we get procurement on board"), _won_over("how do we get money")
    ('procurement', '')
    """
    match = _WON.search(asked)
    return re.sub(r"^my\b", "our", match["who"]) if match else ""


# "what does procurement do", "when should the lawyers be told": a team, which is spoken of as "they"
_A_TEAM = re.compile(
    r"^(?:what|when|how|why|where|which \w+) (?:does|do|should|can|could|must|will|would|is|are) "
    r"(?P<who>(?:(?:the|our) )?(?:procurement|legal|finance|audit|hr|planning|commissioning|housing|"
    r"the police|democratic services)(?: (?:team|officers?|colleagues|department|people|staff))?)(?= \w)",
    re.I,
)


def _team_in(asked: str) -> str:
    """The team whose part a question asks for; "" where it asks of none.

    >>> _team_in("What does procurement do in a PSP?"), _team_in("what does procurement mean")
    ('procurement', '')
    """
    match = _A_TEAM.match(asked)
    return match["who"] if match and not re.search(r" (?:mean|cost)\b", asked, re.I) else ""


def _without_asker(asked: str, knowledge: Knowledge) -> str:
    """`asked` without the body that the asker says to be, where another is named behind it."""
    match = _ASKER.search(asked)
    who = knowledge.who.found_in(asked[match.start() :]) if match else []
    if not match or len(who) < 2:
        return asked
    return asked[: match.start()] + knowledge.who.replace(asked[match.start() :], who[0], "")


def _asked_for(text: str) -> str:
    """What a question asks the meaning, the need or the difference of, in its own words; "" for a PSP.

    >>> _asked_for("Do we need a lawyer for a PSP?"), _asked_for("How does commissioning differ from buying?")
    ('a lawyer', 'commissioning')
    >>> _asked_for("do we need to tell them"), _asked_for("How does a PSP differ from a grant?")
    ('', '')
    """
    needed = _NEEDED.match(text.strip())
    thing = defined(text) or (needed["thing"] if needed else first_of_two(text))
    return "" if names_a_psp(thing) or PRONOUN.search(thing) else thing


def _called_here(asked_for: str, thing: str) -> str:
    """What is asked for by the guide's own word where that shares one: "readiness assessment"."""
    return thing if set(stems(thing)) & set(stems(asked_for)) else asked_for


def _asks_of_several(text: str, knowledge: Knowledge) -> bool:
    """Whether a question asks of several, so that no single thing of its answer is its subject."""
    return any(thing.title in knowledge.plural for thing in knowledge.things.found_in(text))


def defined(text: str) -> str:
    """The thing whose meaning is asked for; "" where none is.

    >>> defined("what is social value?"), defined("What is a benefit clause"), defined("what is it")
    ('social value', 'a benefit clause', '')
    >>> defined("What is capacity building in a PSP?"), defined("what is a PSP")
    ('capacity building', '')
    >>> defined("What is a conflict of interest in a PSP?"), defined("what is mediation for")
    ('a conflict of interest', 'mediation')
    """
    match = _DEFINED.match(_IN_A_PSP.sub("", text.strip()))
    return match["thing"].strip() if match and not names_a_psp(match["thing"]) else ""


def _single_thing(text: str, knowledge: Knowledge) -> str:
    """The first thing of `text` that "it" can mean; "" where there is none, or a PSP comes before it."""
    bare = _DONE.sub(" ", text)
    psp = PSP.search(bare)
    before = bare[: psp.start()] if psp else bare
    found = (t.title for t in knowledge.things.found_in(before) if t.title not in knowledge.plural)
    return next(found, "")
