"""Whose part it is: "could it be the council?" after "who can lead?", "who is, then?" after a no."""

import re
from dataclasses import dataclass

from api.ask.acts import YES_NO, unwrapped

_LATER = r"(?:,? (?:then|though|instead|too|as well|either|please|exactly))*[\s?.!]*$"
_HELPERS = r"can|could|may|might|should|must|would|will"
_MUST = r"has to|have to|needs? to|gets? to|(?:is|are) (?:allowed|able|meant|supposed|entitled) to"
_WHO_CAN = re.compile(rf"^who (?:else |all |exactly )?(?:{_HELPERS}|{_MUST}) (?P<does>\w.+)$", re.I)
_WHO_IS = re.compile(
    r"^who (?:else )?(?:is|are|was|were) (?P<what>(?!it\b|that\b|they\b|he\b|she\b)\w.+)$", re.I
)
_WHO_DOES = re.compile(r"^who (?:else )?(?P<verb>[a-z]{3,}s)(?P<rest>(?: .+)?)$", re.I)
_A_BODY = (
    r"(?P<who>(?:a|an|the|our|my|one of|some|another|any) (?:[\w'’-]+ ){0,3}?[\w'’-]+|us|me|we|somebody else|"
    r"someone else|anyone|anybody|both(?: of them)?|either(?: of them)?|[a-z'’-]+s)"
)
# "could it be the council", "does it have to be a charity", "is it us"
_COULD_IT_BE = re.compile(
    rf"^(?P<helper>{_HELPERS}|does|do|is|was|are) (?:it|that|this|they|he|she) "
    r"(?:also |just |even |always |really |not )*(?:(?P<must>have to|need to) )?(?:be )?" + _A_BODY + _LATER,
    re.I,
)
_OF_A_BODY = r"of|in|on|for|with|to|at|that|who|than|as|from|by"
_NO_BODY = re.compile(
    rf"\b(?:{_OF_A_BODY}|problem|idea|risk|rule|law|example|way|thing|one|case|same|lot|good|bad|better)\b",
    re.I,
)
_SUBJECT_OF = re.compile(
    rf"^(?P<helper>{_HELPERS}|is|are|was|were|do|does|did|has|have)(?:n?'t|not)? "
    r"(?P<who>we|i|you|they|anybody|anyone|people|somebody|PSPs?|partners|partnerships|councils|"
    r"charities|pilots|"
    r"(?:a|an|the|our|my|your|any|every|each|only) (?:(?:small|large|public|private|third|social|health|lead|"
    r"local|national|voluntary|steering|design|pilot)[ -])*[\w'’-]+"
    r"(?: (?:body|bodies|sector|boards?|partners?|groups?|enterprises?|organisations?|authority|authorities|"
    r"compan(?:y|ies)|firms?|officers?|associations?|committee|team|trust|PSP|pilot))*) "
    r"(?P<rest>\w.+)$",
    re.I,
)
# "who is, then?", "so who can?", "who is allowed to", "who else", "who does that then"
_WHO_THEN = re.compile(
    rf"^who(?P<else> else)?(?: (?:{_HELPERS}|is|are|was|were|does|do|did|has|have)"
    r"(?: (?:allowed|able|supposed|meant|entitled)(?: to)?| do)?(?: (?:it|that|this|so))?)?" + _LATER,
    re.I,
)
_GIVES_LEAVE = frozenset(("can", "may", "could", "might"))
_WE = re.compile(r"(?:we|i|you)$", re.I)
_PRONOUNS = {"us": "we", "me": "we", "my": "our"}
_LONGEST = 16  # words of a question that is taken up whole


@dataclass(frozen=True)
class Split:
    """A question on yes or no taken apart: its helping verb, who is asked about, and what they do."""

    helper: str
    who: str
    rest: str


def split(question: str) -> Split | None:
    """A question on yes or no taken apart; None where it is no such one or nobody is seen in it.

    >>> split("Can a health board lead a PSP?"), split("Who pays?")
    (Split(helper='can', who='a health board', rest='lead a PSP'), None)
    >>> split("Why can't a charity bid?")
    Split(helper='can', who='a charity', rest='bid')
    """
    bare = re.sub(r"^why (?=\w+n't\b)", "", unwrapped(question).rstrip("?.! "), flags=re.I)
    match = _SUBJECT_OF.match(bare) if len(bare.split()) <= _LONGEST else None
    return Split(match["helper"].lower().removesuffix("n't"), match["who"], match["rest"]) if match else None


def without_s(verb: str) -> str:
    """A verb as "to …" has it.

    >>> without_s("decides"), without_s("carries"), without_s("watches"), without_s("does")
    ('decide', 'carry', 'watch', 'do')
    """
    if verb.endswith("ies") and len(verb) > len("dies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")) else verb[:-1]


def part_asked_of(question: str) -> str:
    """What a question on who does something speaks of doing; "" where it is no such one.

    >>> part_asked_of("Who can lead a PSP?"), part_asked_of("who signs the form")
    ('lead a PSP', 'sign the form')
    >>> part_asked_of("Who is in charge?"), part_asked_of("What is a PSP?")
    ('be in charge', '')
    """
    bare = question.rstrip("?.! ")
    if can := _WHO_CAN.match(bare):
        return can["does"]
    if named := _WHO_IS.match(bare):
        return f"be {named['what']}"
    does = _WHO_DOES.match(bare)
    if not does or does["verb"].lower() in ("has", "was", "says"):
        return ""
    return f"{without_s(does['verb'].lower())}{does['rest']}"


def of_a_candidate(asked: str, last: str) -> str | None:
    """Whether somebody may be who was asked for: "could it be a charity?"; None where that is not asked.

    >>> of_a_candidate("could it be the council then?", "Who can be the lead in a PSP?")
    'Could the council be the lead in a PSP?'
    >>> of_a_candidate("does it have to be a lawyer", "Who signs the memorandum?")
    'Does a lawyer have to sign the memorandum?'
    >>> of_a_candidate("could it be faster", "Who can be the lead?")
    """
    match, part = _COULD_IT_BE.match(asked), part_asked_of(unwrapped(last))
    if not match or not part or _NO_BODY.search(match["who"]):
        return None
    who = _PRONOUNS.get(match["who"].lower(), match["who"])
    helper = match["helper"].lower()
    if helper in ("does", "do", "is", "was", "are"):
        helper = "do" if who == "we" or (who.endswith("s") and not who.startswith(("a ", "an "))) else "does"
    must = f"{match['must'].lower()} " if match["must"] else ""
    return f"{helper.capitalize()} {who} {must}{part}?"


def who_instead(asked: str, last: str) -> str | None:
    """Who may do it, where somebody was said not to: "who is, then?"; None where that is not asked.

    >>> who_instead("who is allowed to, then?", "Can a PSP award a contract without a tender?")
    'Who may award a contract without a tender?'
    >>> who_instead("who does then", "Does the council pay for the pilot?")
    'Who does pay for the pilot?'
    >>> who_instead("who", "Who pays?"), who_instead("who pays then", "Does the council pay?")
    (None, None)
    """
    held = (
        split(last) if _WHO_THEN.match(asked) and YES_NO.match(unwrapped(last).removeprefix("Why ")) else None
    )
    if held is None or _WE.match(held.who):
        return None
    helper = "may" if held.helper in _GIVES_LEAVE else held.helper
    helper = "is" if helper == "are" else helper
    other = " else" if re.match(r"who else\b", asked, re.I) else ""
    return f"Who{other} {helper} {held.rest}?"
