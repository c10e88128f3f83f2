"""What was asked about as an act, "can we award it to them", so that "is that legal" can speak of it."""

import re

from api.ask.counting import NAME_THEM

_HELPER = (
    r"(?:can|could|may|might|must|should|will|would|do|does|did|is|are|was|were|has|have|am)"  # opens yes-no
)
# what serves to do something: "what tools are there", "is there a template"
WORKS = (
    r"(?:tools?|methods?|ways?|forms?|templates?|guides?|guidance|checklists?|training|courses?|surveys?|"
    r"questionnaires?|software|materials?|slides?|handouts?|resources?|help|support|money|funding|"
    r"grants?|rules?|standards?)"
)
_OURS = r"(?:we|i|you|they|one|people(?! (?:who|with|that|in|on)\b)|somebody|someone)"
_ACT = re.compile(
    rf"^(?:(?:how|when|where|why|what|who) (?:best |else )?)?(?:{_HELPER}(?:n't|not)?|won't|shan't) {_OURS} "
    r"(?:(?:have|need|want|get|like|allowed|able|supposed|go about)"
    r"(?: to)? |just |really |best |actually |always |usually |ever |still )*(?P<act>.+)$",
    re.I,
)
# "how long does it take to map our services": what a follow-up was made into
_TO_ACT = re.compile(
    r"^(?:how (?:long|much|hard|difficult|easy)|what|which|is it|is there|are there)\b[^:]{0,40}? "
    r"(?:takes?|costs?|hard|difficult|easy|quicker|cheaper|dear|expensive|step|way|are there|is there|exist|"
    rf"{WORKS}) to (?P<act>\w.+)$",
    re.I,
)
_A_THING = re.compile(r"(?:a|an|the|our|your|any|some) ", re.I)  # "do we need a lawyer": nothing is done
YES_NO = re.compile(rf"^{_HELPER}\b", re.I)
_JUDGED = (
    r"(?:legal|lawful|illegal|allowed|fair|unfair|normal|common|usual|ok|okay|fine|compulsory|mandatory|"
    r"required|obligatory|binding|enough|risky|expensive|dear|worth it|worthwhile|realistic|"
    r"possible|necessary|wise|sensible|safe|ethical|transparent|a problem|a good idea|a bad idea|"
    r"good practice|best practice|a risk|against the (?:law|rules)|in the law|the law|a rule)"
)
_OPENERS = re.compile(r"^(?:(?:and|but|so|ok|okay|right|well|aye|yes|yeah|then|hm+)\b[\s,.]*)+(?=\w)", re.I)
# "is that legal", "but would it be fair?"
_IS_THAT = re.compile(
    r"^(?P<helper>is|was|isn't|aren't|are|would|wouldn't|will) "
    r"(?:that|this|it|they|he|she|all that|any of that) "
    r"(?:be |really |even |actually |always |still |then |not |just )*"
    rf"(?P<judged>{_JUDGED}|right|correct)(?P<whom> (?:to|on|for) (?!do\b)[\w' -]{2, 40}?)?"
    r"(?: (?:then|though|at all|here))?[\s?.!]*$",
    re.I,
)
_TRUE = ("right", "correct")  # of an answer they ask whether it is sure, of a story whether it may be so
# "procurement says PSPs are illegal": what somebody is said to hold
CLAIM = re.compile(
    r"^(?P<who>(?:[\w'’-]+ ){1,5}?)(?:says?|said|thinks?|claims?|reckons?|believes?|insists?|argues?|"
    r"told (?:us|me)|(?:is|are|feels?) (?:worried|afraid|scared|concerned|convinced|sure|certain|adamant))"
    r",? (?:that )?(?P<what>(?!no\b|yes\b|so\b)\w+ .*\w.*)$",
    re.I,
)
_HOLDER = re.compile(r"\b(?:them|him|her)\b", re.I)  # who holds it: "they fear that it will replace them"
# "how long does it take", "is it hard": of doing what was asked how to do
_OF_DOING = re.compile(
    r"^(?P<asks>how (?:long|much time|much) (?:does|will|would|did) (?:it|that|this) (?:take|cost)|"
    r"what (?:does|will|would) (?:it|that|this) cost|"
    r"how (?:hard|difficult|easy|expensive|dear) is (?:it|that|this)|"
    r"is (?:it|that|this) (?:hard|difficult|easy|dear|expensive|quick|slow|complicated))"
    r"(?: then| though)?[\s?.!]*$",
    re.I,
)
# "is there something shorter", "any cheaper way"
_SOMETHING_ELSE = re.compile(
    r"^(?P<asks>(?:is there |are there |have you (?:got )?|got )?(?:any|some|a|an)(?:thing|where)? ?"
    r"(?:\w+er|less \w+|more \w+|simple|quick|cheap|easy)"
    r"(?: (?:way|version|method|one|course|format|option)s?)?)(?: than that| then| too)?[\s?.!]*$",
    re.I,
)
_THAT = re.compile(r"\b(?:that|this)\b", re.I)
_HOW_TO = re.compile(r"^how (?:best )?(?:do|does|should|can|could|would|might|to) ", re.I)
_DO_THAT = re.compile(
    r"\b(?P<verb>do|doing|done) (?:that|this|it|so)\b(?! (?:pilot|project|psp|one)\b)", re.I
)
# "which method is best", "what tool should we use"
_WHICH_OF_ITS_KIND = re.compile(
    r"^(?:which|what) \w+ (?:is|are|would be|works?|should (?:we|i) use|do (?:we|i) use)(?: the)?"
    r"(?: best| better| most useful| easiest| cheapest| right)?(?: one)?[\s?.!]*$",
    re.I,
)
_HOW = re.compile(
    r"^how(?: so| exactly| then| do (?:we|you|i|they) do (?:that|this|it)|(?: would| can| could| should| do) "
    r"(?:we|you|i|one) (?:do|go about) (?:that|this|it)| is (?:that|this|it) done)?[\s?.!]*$",
    re.I,
)
_BARE = re.compile(r"^(?P<word>when|where|by when)(?: exactly| then)?[\s?.!]*$", re.I)
_WITH = re.compile(r"^(?:who with|with (?:who|whom))(?: exactly| then)?[\s?.!]*$", re.I)
_WHICH = re.compile(
    r"^(?:which|what)(?: ones?| of them| are they| were they)?(?: exactly| then)?[\s?.!]*$|"
    r"^(?:who|what|which(?: ones?)?) (?:are|were) (?:they|those|these)(?:,? all of them)?[\s?.!]*$",
    re.I,
)
_COUNT = re.compile(r"^how many (?P<rest>.+)$", re.I)
_ANY = re.compile(
    r"^(?P<helper>have|has|are there|were there|do|did|is there)(?: any| some| other)* (?P<rest>.+)$", re.I
)


def without_opening(asked: str) -> str:
    """`asked` without the words that only take the talk up again.

    >>> without_opening("ok and who pays"), without_opening("and")
    ('who pays', 'and')
    """
    return _OPENERS.sub("", asked)


def act_of(question: str) -> str | None:
    """What is done in a question, as "to …" would say it; None where it asks of a thing.

    >>> act_of("do you need a lawyer")
    >>> act_of("Can we just award it to them?"), act_of("how do we measure value"), act_of("What is it?")
    ('award it to them', 'measure value', None)
    """
    match = _ACT.match(question.strip().rstrip("?.! "))
    if match and _A_THING.match(match["act"]):
        return None
    return match["act"] if match else act_asked_about(question)


def act_asked_about(question: str) -> str | None:
    """What is done in a question that asks what it takes, costs or needs to do it; None in any other.

    >>> act_asked_about("How long does it take to train staff?"), act_asked_about("hard to reach groups")
    ('train staff', None)
    """
    match = _TO_ACT.match(question.strip().rstrip("?.! "))
    return match["act"] if match else None


def of_the_act(asked: str, last: str) -> str | None:
    """`asked` about what the question `last` spoke of doing, or None where it points at no act.

    >>> of_the_act("is that legal?", "Can we award it?"), of_the_act("who should do that", "how do we vote?")
    ('Is it legal to award it?', 'who should vote?')
    """
    asked = without_opening(asked)
    judged, act = _IS_THAT.match(asked), act_of(last)
    if judged and judged["judged"].lower() not in _TRUE and (act or _tells_of_doing(last)):
        helper = judged["helper"].capitalize()
        told = f"to {act}" if act else f": {small(unwrapped(last)).rstrip('?.! ')}"
        be = " be" if helper.lower().startswith(("would", "will")) else ""
        whom = judged["whom"] or ""
        return f"{helper} it{be} {judged['judged']}{whom} {told}?".replace(" :", ":")
    if _HOW.match(asked):
        return f"How do we {act}?" if act else f"How {small(last)}" if YES_NO.match(last) else None
    return _of_doing(asked, act, last) if act else None


def _of_doing(asked: str, act: str, last: str) -> str | None:
    """What is asked of doing what the question `last` asked how to do, or which to use for it."""
    doing = _OF_DOING.match(asked) or _SOMETHING_ELSE.match(asked)
    if doing and (_HOW_TO.match(last) or act_asked_about(last)):
        return f"{_THAT.sub('it', doing['asks'])} to {act}?"
    if _WHICH_OF_ITS_KIND.match(asked):
        return f"{asked.rstrip('?.! ')} to {act}?"
    if (pointed := _DO_THAT.search(asked)) and pointed["verb"].lower() == "do":
        return f"{asked[: pointed.start()]}{act}{asked[pointed.end() :].rstrip('?.! ')}?"
    return None


def of_what_was_told(asked: str, told: str) -> str | None:
    """Whether what somebody told of is so; None where that is not asked.

    >>> of_what_was_told("is that right though", "Our lawyers won't let us talk.")
    "Is it allowed that our lawyers won't let us talk?"
    >>> of_what_was_told("are they right", "finance say that PSPs cost too much")
    'Is it true that PSPs cost too much?'
    """
    judged = _IS_THAT.match(asked)
    if not judged:
        return None
    claim = CLAIM.match(told.rsplit(". ", maxsplit=1)[-1])
    if claim and judged["judged"].lower() in _TRUE:
        holder = small(claim["who"].strip())
        return _whether(_HOLDER.sub(lambda _: holder, claim["what"].rstrip("?.! ")))
    word = "allowed" if judged["judged"].lower() in _TRUE else judged["judged"].lower()
    return f"Is it {word} that {small(told.rsplit('. ', maxsplit=1)[-1]).rstrip('?.! ')}?"


def asked_shortly(asked: str, last: str) -> str | None:
    """A question word alone, put into the last question; None where that does not fit.

    >>> asked_shortly("which ones?", "How many PSPs are there?"), asked_shortly("when", "Can we vote?")
    ('Which PSPs are there?', 'When can we vote?')
    """
    if _WITH.match(asked):
        return f"With whom, {small(last)}"
    if bare := _BARE.match(asked):
        return f"{bare['word'].capitalize()} {small(last)}" if YES_NO.match(last) else None
    if not _WHICH.match(asked) and not NAME_THEM.match(asked):
        return None
    if counted := _COUNT.match(last):
        return f"Which {counted['rest']}"
    held = _ANY.match(last)
    return f"Which {held['rest']}" if held and "there" in held["helper"] else None


def is_claim(told: str) -> bool:
    """Whether what is said tells what somebody holds, and asks nothing.

    >>> is_claim("finance say that PSPs cost too much"), is_claim("Who says PSPs are legal?")
    (True, False)
    """
    asks = re.match(rf"(?:who|what|which|when|where|why|how|{_HELPER})\b", told, re.I)
    return not asks and "?" not in told and bool(CLAIM.match(told))


def _whether(claim: str) -> str:
    """A claim asked as a question.

    >>> _whether("PSPs are illegal"), _whether("a PSP costs too much")
    ('Are PSPs illegal?', 'Is it true that a PSP costs too much?')
    """
    said = re.match(
        r"(?P<who>(?:[\w'’-]+ ){1,4}?)(?P<is>is|are|was|were|can|will|must|should|has|have) (?P<rest>.+)$",
        claim,
        re.I,
    )
    if not said or re.search(r"\b(?:that|who|which|not|never|if|to)\b", claim, re.I):
        return f"Is it true that {claim}?"
    return f"{said['is'].capitalize()} {said['who']}{said['rest']}?"


_WRAPPED = re.compile(
    r"^(?:is|was|are|would|who|how|what|why|when)\b[^:?]{0,40}: (?=(?:who|what|when|where|which|why|how|"
    rf"{_HELPER})\b)",
    re.I,
)


def unwrapped(question: str) -> str:
    """The question within one that judges it or asks for its reason, so that none is put into a third.

    >>> unwrapped("Is it fair: can a council stop early?"), unwrapped("Who pays?")
    ('can a council stop early?', 'Who pays?')
    """
    return _WRAPPED.sub("", question)


# "how long does a PSP take to set up", "how much would the pilot cost"
_TAKES = re.compile(
    r"^how (?:long|much time) (?P<helper>do|does|did|will|would|can|should|must) (?P<thing>.+?) "
    r"(?P<takes>take|last|run|be)(?P<rest> (?:to|until|before|for|in|after|up) .+)?$",
    re.I,
)
_COSTS = re.compile(
    r"^how much (?:money )?(?P<helper>do|does|did|will|would|can|should) (?P<thing>.+?) (?P<takes>cost)"
    r"(?P<rest> (?:to|for|in) .+)?$",
    re.I,
)
_N_T = "n't"
_NOT = {"can": "can't", "may": "can't", "will": "won't", "must": "needn't"}


def why_of(last: str, denied: bool = False) -> str:
    """The reason asked of a question; where that was `denied`, the reason why not.

    >>> why_of("Do we need a tender?"), why_of("Who pays?"), why_of("Can a firm join?", denied=True)
    ('Why do we need a tender?', 'Why: who pays?', "Why can't a firm join?")
    >>> why_of("How long does a PSP take to set up?"), why_of("How much did the pilot cost?")
    ('Why does a PSP take so long to set up?', 'Why did the pilot cost so much?')
    """
    bare = unwrapped(last).rstrip("?.! ")
    helper, _, rest = bare.partition(" ")
    if denied and YES_NO.match(bare) and rest and helper.lower() not in ("am", "might"):
        return f"Why {_NOT.get(helper.lower(), helper.lower() + _N_T)} {rest}?"
    if much := so_much(bare):
        return f"{much[0].upper()}{much[1:]}?"
    return f"Why {small(bare)}?" if YES_NO.match(bare) else f"Why: {small(bare)}?"


def so_much(question: str) -> str | None:
    """Why a thing takes or costs as much as `question` asks for; None where it asks for neither.

    >>> so_much("How long should a pilot run?"), so_much("who pays")
    ('why should a pilot run so long', None)
    """
    bare = question.rstrip("?.! ")
    much = _TAKES.match(bare) or _COSTS.match(bare)
    if not much:
        return None
    how = "so long" if much.re is _TAKES else "so much"
    return f"why {much['helper'].lower()} {much['thing']} {much['takes']} {how}{much['rest'] or ''}"


def _tells_of_doing(last: str) -> bool:
    """Whether a question is of what happens, not of what a thing is."""
    doing = re.match(r"what (?:happens|if|do|did|does|can|should)\b|how\b", last, re.I)
    return bool(doing or YES_NO.match(last))


def small(text: str) -> str:
    """The first letter small, unless the word is a name or initials."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
