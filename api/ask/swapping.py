"""The same question of somebody else: "and for health boards?", "in Fife?", "no, the Glasgow one"."""

import re

from api.ask.counting import HOLLOW
from api.ask.names import Names
from api.ask.subject import WHAT_IS_IT
from kb.lexical import stems, words

_PLACED = (
    "in", "at", "around", "near", "for", "under", "over", "above", "below", "without", "before", "after",
    "during",
)  # fmt: skip
_LONGEST, _ALONE = 7, 4  # words of what is put in; of somebody named alone: "the officers?"
_SAME = re.compile(
    r"^(?:(?:and|but|so|ok|okay|right|now|then|also|well)\b[\s,]*)*"
    r"(?P<opening>what about|how about|what of|(?:what )?if (?:we|i|it|they)(?:'re| are|'m| am|'?s| is)|"
    r"(?:(?:is|would|was) (?:it|that|this) (?:be )?(?:any |at all )?"
    r"(?:the same|different|similar|true|so)(?: too)?|"
    r"does (?:it|this|that|the same) (?:also |still )?(?:apply|go|work|hold|count)|"
    r"how (?:does|would) (?:it|that|this) (?:go|work|look)|"
    r"(?:the )?same(?: question| thing| again)?(?: but)?|ask the same)(?= (?:for|in|to|with|of|at|as)\b)|"
    r"(?:the )?same (?:question|thing|again)[,:;-])?"
    r"\s*(?:(?P<by>for|in|at|to|with|as|of|around|near|under|over|above|below|without|before|after|"
    r"during)\s+)?"
    r"(?P<other>.+?)"
    r"(?: (?:too|then|as well|though|instead|please|pls))*[\s?.!]*$",
    re.I,
)
_ASKING = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|may|must|"
    r"should|"
    r"has|have|will|if|it|that|they|this|there|explain|tell|give|show|list|name)\b",
    re.I,
)
_VERBAL = re.compile(
    r"\b\w+ing\b|\b(?:is|are|was|were|do|does|did|can|has|have|want|wants|said|says)\b", re.I
)
_ARTICLE = re.compile(r"^(?:the|a|an|our|my|your|some|any)\s+", re.I)
_WE = re.compile(r"^(?P<helper>do|am|are|can|could|may|must|should|will|would|have) (?:we|i)\b", re.I)
_KINDS = "pilot|psp|programme|project|fund|alliance|partnership|consortium|council|prison|service|scheme"
_THE_ONE = re.compile(
    r"\bthe (?P<which>(?:(?!of\b|in\b|on\b|with\b)[\w'&/-]+ ){0,2}?(?!of\b|in\b|on\b|with\b)[\w'&/-]+) "
    r"(?P<count>ones?)\b(?! (?:at|by|after)\b)",
    re.I,
)
_LINKS = r"(?:of|a|an|the|in|for|to|with|and|that|as|by|is|was)\b"
_ADDRESS = re.compile(
    r"^(?:(?:and|but|so|no|oh|sorry|actually|what about|how about|"
    r"i (?:actually )?(?:meant?|want(?:ed)?)|"
    r"not (?:that|this)(?: one)?|wrong one|about)\b[\s,.:]*)*(?:(?:in|for|at|with|of|from)$)?",
    re.I,
)
COUNTING = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next|other|same|only|right|"
    r"wrong|best|worst|main|new|old|previous|following|different|right|\d+\w*)$",
    re.I,
)


def swapped(asked: str, last: str, who: Names) -> str | None:
    """The question `last` of whom or where `asked` names; None where that is a question of its own.

    >>> from kb.taxonomy import Name
    >>> forms = {"councils": ("councils", "council"), "boards": ("health boards", "health board")}
    >>> who = Names(Name(id=i, title=i, also=also, document="x/y") for i, also in forms.items())
    >>> swapped("and for health boards?", "Can a council start one?", who)
    'Can health boards start one?'
    >>> swapped("and in Fife", "Who pays for a PSP?", who), swapped("and who pays?", "Is it legal?", who)
    ('Who pays for a PSP in Fife?', None)
    """
    match = _SAME.match(asked.strip())
    if not match:
        return None
    other = match["other"].strip()
    opened = match["opening"] or match["by"] or re.match(r"and\b|but\b", asked.strip(), re.I)
    if not opened and not (len(words(other)) <= _ALONE and who.found_in(other)):
        return None
    rest = other
    for body in who.found_in(other):  # "housing associations" is no doing
        rest = who.replace(rest, body, "")
    if HOLLOW.issuperset(stems(other)) or _ASKING.match(other) or _VERBAL.search(rest):
        return None
    if len(words(other)) > _LONGEST:
        return None
    by = (match["by"] or "").lower()
    if who.found_in(other):
        return _of_others(other, last, who)
    return _at(f"{by} {other}", last) if by in _PLACED else None


_OWNER = re.compile(
    r"\b(?:(?:the|a|an|our) )?(?:(?:public|third|social|voluntary|private) )?[\w-]+['’]s\b", re.I
)
_IS = re.compile(r"(?:what|who|where|how|that|it|there|when)['’]s$", re.I)
_ANOTHERS = re.compile(
    r"^(?:(?:and|but|so|ok|what about|how about)\b[\s,]*)*(?P<whose>(?:[\w-]+ ){0,3}[\w-]+['’]s?)"
    r"(?: (?:then|too|though))*[\s?.!]*$",
    re.I,
)


def of_anothers(asked: str, last: str) -> str | None:
    """The question `last` of what is another's: "and the charity's?"; None where it is of nobody's.

    >>> of_anothers("and the third sector's?", "What is the public sector's role?")
    "What is the third sector's role?"
    >>> of_anothers("and the charity's", "What's a PSP?")
    """
    match = _ANOTHERS.match(asked.strip())
    owners = [one for one in _OWNER.finditer(last) if not _IS.match(one[0])]
    if not match or len(owners) != 1:
        return None
    return f"{last[: owners[0].start()]}{match['whose']}{last[owners[0].end() :]}"


def _of_others(other: str, last: str, who: Names) -> str | None:
    bare = _ARTICLE.sub("", other)
    if last == WHAT_IS_IT:
        return f"What do {bare} do in a PSP?"
    named = [old for old in who.found_in(last) if old not in who.found_in(other)]
    if named and last.rstrip("?.! ").lower().endswith(tuple(form.lower() for form in named[-1].also)):
        named.reverse()  # "do the partners have to be charities": those are asked of
    for old in named[:1]:
        if re.search(rf"\b(?:a|an) {re.escape(_form(last, old.also))}", last, re.I) and other != bare:
            bare = other
        article = rf"\b(?:a|an) (?={re.escape(_form(last, old.also))})"
        put = re.sub(article, "", last, flags=re.I)
        if other != bare and not bare.endswith("s"):  # "the partners each do", then "and the council?"
            bare, put = other, re.sub(r"\b(each|all|both) (?=\w)", "", put, flags=re.I)
            put = re.sub(rf"\bdo (?=(?:the )?{re.escape(_form(last, old.also))})", "does ", put, flags=re.I)
        return _agreeing(who.replace(put, old, bare), bare)
    if we := _WE.match(last):
        helper = "are" if we["helper"].lower() == "am" else we["helper"]
        return f"{helper.capitalize()} {bare}{last[we.end() :]}"
    return _at(f"for {other}", last)


def _agreeing(question: str, several: str) -> str:
    """A question of `several` with "it puts" as "they put" behind them; as it is of a single body.

    >>> _agreeing("What must charities know before it puts money in?", "charities")
    'What must charities know before they put money in?'
    """
    if not several.endswith("s") or several.endswith("ss"):
        return question
    put = re.sub(r"(?<!, )\bit (has|is|was|does)\b", lambda it: f"they {_THEY[it[1].lower()]}", question)
    return re.sub(r"\bit ([a-z]+[^s\W])s\b", r"they \1", put)


_THEY = {"has": "have", "is": "are", "was": "were", "does": "do"}


def _form(text: str, forms: tuple[str, ...]) -> str:
    """The longest of `forms` that stands in `text`."""
    held = (form for form in forms if form.lower() in text.lower())
    return max(held, key=len, default="")


def _at(place: str, last: str) -> str | None:
    if last == WHAT_IS_IT:
        return f"What about a PSP {place}?"
    by = place.partition(" ")[0]
    bare = last.rstrip("?.! ")
    if by in _SOMEWHERE and (held := _HELD_PLACE.search(bare)):
        bare = bare[: held.start()]
    return f"{bare} {place}?" if len(words(bare)) <= 16 else None


# "in Glasgow", "in 2013", but not "in a PSP" or "in practice"
_HELD_PLACE = re.compile(
    r" (?:in|at|around|near) (?!(?:a|an|the|our|my|your|this|that|it|one|practice|general|particular|"
    r"charge|place|"
    r"advance|total|detail|common|public|psps?)\b)[\w'&-]+(?: (?:and )?[\w'&-]+)?$",
    re.I,
)
_SOMEWHERE = frozenset(("in", "at", "around", "near"))
_THERE = re.compile(
    r"^(?:(?:and|but|or|so|ok|what about|how about)\b[\s,]*)*(?P<by>in|at|around|near) "
    r"(?P<where>(?!(?:a|an|the|our|that|this)\b)[\w'&-]+(?: (?:and )?[\w'&-]+){0,2}?)"
    r"(?: (?:too|then|instead|though|as well))*[\s?.!]*$",
    re.I,
)


def elsewhere(asked: str, last: str) -> str | None:
    """The question `last` of another place, though a thing is called after it; None where none is named.

    >>> elsewhere("and in Edinburgh?", "Which PSPs have there been in Glasgow?")
    'Which PSPs have there been in Edinburgh?'
    >>> elsewhere("what about in Falkirk", "Who pays?"), elsewhere("who pays in Falkirk", "What is a PSP?")
    ('Who pays in Falkirk?', None)
    """
    match = _THERE.match(asked.strip())
    return _at(f"{match['by'].lower()} {match['where']}", last) if match else None


_THE_ONES = re.compile(
    r"^(?:(?:and|but|so|ok|what about|how about)\b[\s,]*)*(?:for |with |in |of )?(?:the )?"
    r"(?P<which>(?!(?:which|what|any|some|these|those)\b)[a-z-]+) ones\b(?: (?:too|then|though))*[\s?.!]*$",
    re.I,
)
_SEVERAL = re.compile(
    r"\b(?:(?P<one>a|the) (?=(?:PSP|pilot|partnership|contract|project|grant|consortium|tender|service)\b)|"
    r"(?=(?:PSPs|pilots|partnerships|contracts|projects|grants|consortia|tenders|services)\b))",
    re.I,
)


def the_ones(asked: str, last: str, who: Names) -> str | None:
    """The question `last` of "the smaller ones": of those of its bodies or things that are so; else None.

    >>> the_ones("what about the smaller ones?", "How long does a PSP take?", Names(()))
    'How long does a smaller PSP take?'
    >>> the_ones("and the big ones", "Do contracts need a clause?", Names(()))
    'Do big contracts need a clause?'
    """
    match = _THE_ONES.match(asked.strip())
    if not match or COUNTING.search(match["which"]):
        return None
    which = match["which"].lower()
    if bodies := who.found_in(last):
        article = rf"\b(?:a|an) (?={re.escape(_form(last, bodies[0].also))})"
        bare = re.sub(article, "", last, flags=re.I)
        return who.replace(bare, bodies[0], f"{which} {_ARTICLE.sub('', bodies[0].title)}")
    held = _SEVERAL.search(last)
    put = f"{held['one']} {which} " if held and held["one"] else f"{which} "
    return f"{last[: held.start()]}{put}{last[held.end() :]}" if held else None


# "and the other pilot, the Glasgow one", "the other one, Glasgow", but not "the other pilot, who led it"
_ASKS = (
    r"(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|has|have|had)\b"
)
_THE_OTHER = re.compile(
    rf"^(?P<led>(?:(?:and|but|so|ok|what about|how about)\b[\s,]*)*)(?:in |with |for |at )?the other "
    rf"(?:one|{_KINDS})\s*[,:;-]\s*(?:in |at )?(?:the )?(?!\s|the\b|one\b|{_ASKS})(?P<which>[\w' -]{{3,40}}?)"
    rf"(?: (?:one|{_KINDS}))?[\s?.!]*$",
    re.I,
)


def named_besides(asked: str) -> str:
    """`asked` with "the other pilot" as the one that is named behind it; as it was where none is.

    >>> named_besides("And the other pilot, the Glasgow one?"), named_besides("and the other one, Fife")
    ('And the Glasgow one?', 'and the Fife one?')
    >>> named_besides("and the other one?"), named_besides("and the other pilot, who led it?")
    ('and the other one?', 'and the other pilot, who led it?')
    """
    return _THE_OTHER.sub(lambda other: f"{other['led']}the {other['which']} one?", asked.strip())


def the_one(asked: str, last: str, names: Names) -> str | None:
    """`asked` with "the Glasgow one" as the Glasgow pilot; alone, the question `last` of that pilot.

    >>> the_one("and the glasgow one?", "What went wrong in the Edinburgh pilot?", Names(()))
    'What went wrong in the glasgow pilot?'
    >>> the_one("who led the prison one", "Who led the Edinburgh PSP?", Names(()))
    'who led the prison PSP?'
    """
    match = _THE_ONE.search(asked)
    if not match or COUNTING.search(match["which"]) or re.match(r"of\b", asked[match.end() :].strip()):
        return None
    held = re.search(rf"\b(?:the|a|an) (?:(?!{_LINKS})[\w'&/-]+ ){{0,3}}?(?P<kind>{_KINDS})\b", last, re.I)
    named = names.found_in(last)
    kind = held["kind"] if held else "PSP"
    if named and not held:
        kind = (re.findall(rf"\b(?:{_KINDS})\b", named[0].title, re.I) or ["pilot"])[-1]
    thing = f"the {_ARTICLE.sub('', match['which'])} {kind}"
    if words(_ADDRESS.sub("", asked[: match.start()].strip())):
        return f"{asked[: match.start()]}{thing}{asked[match.end() :].rstrip('?.! ')}?"
    if named:
        return names.replace(last, named[0], thing)
    return last[: held.start()] + thing + last[held.end() :] if held else f"{last.rstrip('?.! ')} in {thing}?"
