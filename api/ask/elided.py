"""What a later question typed at once leaves out: "who checks it, when and why", "and who can't"."""

import re

from api.ask.acts import so_much

_W = (
    r"(?:when|why|how|where|(?:for )?how (?:often|long)|"
    r"(?:by|for|from|to|with|against|of) (?:who|whom|what|when|which))"
)
_SEPARATED = r"(?:\s*,\s*(?:and\s+|then\s+)?(?:if so,?\s+)?|\s+(?:and|&|\+)\s+(?:if so,?\s+)?)"
# a question word, alone or behind its preposition, with nothing after it
_BARE = re.compile(rf"{_SEPARATED}(?P<word>{_W})(?=\s*(?:[,;?.!]|\b(?:and|plus|also)\b|[&+]|$))", re.I)
_AUX = r"(?:is|are|can|could|do|does|did|should|must|may|will|would|has|have|had|was|were)"
_QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|what|which|when|why|how|where|whether|if)\b", re.I)
# "where have they worked", "how is it judged": what is asked stands behind the question word
_OF_A_CLAUSE = re.compile(rf"^(?:where|when|why|how)\s+(?P<rest>{_AUX}\s+.+)$", re.I)
# "what do we measure": the thing asked for is the object
_OF_AN_OBJECT = re.compile(
    r"^what\s+(?P<rest>(?:can|could|do|does|did|should|must|may|will|would)\s+\S.*)$", re.I
)
# "what evidence should be collected", "what data should we keep": the thing asked for stands before the verb
_OF_A_THING = re.compile(
    r"^(?:what|which)\s+(?P<thing>(?!else\b|way\b|extent\b)(?:[\w'’-]+\s+){0,2}?[\w'’-]+)\s+"
    r"(?P<aux>can|could|do|does|did|should|must|may|will|would)\s+"
    r"(?:(?P<passive>be\s+\w+(?:ed|en|pt|ld|nt)\b.*)|"
    r"(?P<who>we|i|you|they|partners|councils|charities)\s+(?P<verb>(?:need to |have to )?\w+)(?P<then>.*))$",
    re.I,
)
_YES_NO = re.compile(rf"^(?P<rest>{_AUX}\s+.+)$", re.I)
_WHO_MAY = re.compile(
    r"^who\s+(?P<aux>can|could|should|must|may|will|would|has to|have to)\s+(?P<rest>.+)$", re.I
)
_WHO_DOES = re.compile(r"^who\s+(?!is\b|was\b|has\b|else\b)(?P<verb>[a-z]{3,}s)\b\s*(?P<rest>.*)$", re.I)
_MEASURE = re.compile(r"^(?:for )?how (?:often|long)$", re.I)
_DENIED = re.compile(
    rf"^(?P<who>(?:who|which|what)(?: (?:sort|kind|type|one)s?)?)\s+"
    rf"(?P<not>(?:{_AUX}|ca|wo)(?:n['’]?t| not)|cannot)\s*$",
    re.I,
)
_BEFORE_A_VERB = re.compile(
    r"^(?:(?:do|does|did|ca|could|wo|would|should|must|may)(?:n['’]?t| not)|cannot|can not|will not)$", re.I
)
# "who gets in", "which work", "what sort of services suit it": whoever does it, then the verb
_ASSERTED = re.compile(
    r"^(?P<who>who|(?:which|what)(?: (?:sort|kind|type)s? of)?(?: \w+s)?|which ones)\s+"
    r"(?P<verb>[a-z]+)\b(?P<rest>.*)$",
    re.I,
)
# "who picks up the bill": for what stands in the question before
_LEAVES_OUT = re.compile(
    r"^(?P<asked>who (?:else |usually |normally )?(?:"
    r"(?P<for>pays|picks up the (?:bill|tab)|foots the bill|is (?:liable|responsible|to blame|it for))|"
    r"(?P<on>decides|agrees|votes|has the last word|has the final say)|"
    r"(?P<in>is (?:involved|in charge)|takes part)|"
    r"funds|signs|runs|leads|organises|writes|checks|delivers|provides|owns|approves|evaluates))[\s?.!]*$",
    re.I,
)
_NO_THING = re.compile(
    r"\b(?:point|purpose|use|idea|catch|way|plan|problem|reason|matter|wrong|next|best|new)\b", re.I
)
_STARTS_AUX = re.compile(rf"^{_AUX}$", re.I)


def bare_words(piece: str) -> list[str]:
    """`piece`, and the question of each bare question word behind it; itself alone where none can be made.

    >>> bare_words("who checks the books, when, and against what")
    ['who checks the books', 'when should we check the books', 'against what should we check the books']
    >>> bare_words("where have they failed and why"), bare_words("who decides what and how")
    (['where have they failed', 'why have they failed'], ['who decides what and how'])
    >>> bare_words("what do we count and how often"), bare_words("is it checked, and by whom")
    (['what do we count', 'how often do we count that'], ['is it checked', 'by whom is it checked'])
    >>> bare_words("What evidence should be collected in the pilot, and by whom")[1]
    'by whom should evidence be collected in the pilot'
    >>> bare_words("what data should we keep, and for how long")[1]
    'for how long should we keep data'
    >>> bare_words("how long should the pilot run, and why")
    ['how long should the pilot run', 'why should the pilot run so long']
    """
    found = list(_BARE.finditer(piece))
    if not found or piece[found[-1].end() :].strip(" ?.!,"):
        return [piece]
    first = piece[: found[0].start()].strip(" ,")
    made = [_of(first, match["word"].lower()) for match in found]
    return [first, *(one for one in made if one)] if all(made) else [piece]


def _of(first: str, word: str) -> str | None:
    """What `word` asks of what `first` asks of."""
    if word == "why" and (reason := so_much(first)):
        return reason
    if (match := _OF_A_THING.match(first)) and not _QUESTION_WORD.search(first[match.end("aux") :]):
        return _of_a_thing(match, word)
    if match := _OF_A_CLAUSE.match(first):
        made = f"{word} {match['rest']}"
    elif match := _OF_AN_OBJECT.match(first):
        made = f"{word} {match['rest']} that"
    elif match := _YES_NO.match(first):
        made = f"{word} {first[:1].lower()}{first[1:]}"
    elif match := _WHO_MAY.match(first):
        aux = match["aux"].lower()
        made = f"{word} {'do we have to' if ' ' in aux else f'{aux} we'} {match['rest']}"
    elif match := _WHO_DOES.match(first):
        made = f"{word} should we {plain_form(match['verb'].lower())} {match['rest']}".strip()
    else:
        return None
    return None if _QUESTION_WORD.search(match["rest"]) else made


def _of_a_thing(match: re.Match[str], word: str) -> str:
    """What `word` asks of a thing that is done, or that somebody does."""
    thing, aux = match["thing"], match["aux"].lower()
    if match["passive"]:
        return f"{word} {aux} {thing} {match['passive']}".strip()
    return f"{word} {aux} {match['who']} {match['verb']} {thing}{match['then']}".strip()


# "evaluated" and "closed", but "worked", "joined" and "visited"
_LOSES_D = re.compile(r"(?:[^e]at|(?<![aeiou])(?:[aou][bdkmnprtz]|i[dkmnprz]|[aeiou]s)|[cguvz])ed$")


_IRREGULAR = {
    "has": "have", "had": "have", "went": "go", "came": "come", "took": "take", "ran": "run", "led": "lead",
    "began": "begin", "got": "get", "paid": "pay", "left": "leave", "made": "make", "kept": "keep",
    "grew": "grow", "fell": "fall", "held": "hold", "won": "win", "lost": "lose", "stood": "stand",
    "proved": "prove",
}  # fmt: skip


def plain_form(verb: str) -> str:
    """A verb without the ending of who does it, or did.

    >>> [plain_form(verb) for verb in ("does", "carries", "watches", "evaluates", "has", "worked", "went")]
    ['do', 'carry', 'watch', 'evaluate', 'have', 'work', 'go']
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ed"):
        return verb.removesuffix("d" if _LOSES_D.search(verb) else "ed")
    if verb.endswith("ies"):
        return f"{verb.removesuffix('ies')}y"
    long = verb.endswith(("oes", "ches", "shes", "sses", "xes"))
    return verb.removesuffix("es" if long else "s")


def denied(first: str, later: str) -> str | None:
    """The whole of a later question that only denies what the first asks; None where it is none.

    >>> denied("who gets to be in it", "who does not"), denied("which can join", "which can't")
    ('who does not get to be in it', "which can't join")
    >>> denied("what sort of services suit this", "what sort don't"), denied("who pays", "who signs")
    ("what sort of services don't suit this", None)
    """
    short, whole = _DENIED.match(later.strip(" ?.!")), _ASSERTED.match(first.strip(" ?.!"))
    if not short or not whole:
        return None
    verb, no = whole["verb"].lower(), short["not"]
    if _STARTS_AUX.match(verb):
        return f"{whole['who']} {no}{whole['rest']}"
    if not _BEFORE_A_VERB.match(no):
        return None
    of_one = whole["who"].lower() == "who" or verb.endswith("ed") or verb in _IRREGULAR
    base = plain_form(verb) if of_one else verb
    return f"{whole['who']} {no} {base}{whole['rest']}"


# "how many", "how much and how long": measures of what was asked for before, and nothing of their own
_MEASURES = r"(?:for )?how (?:many|much|long|often)"
_ONLY_MEASURES = re.compile(rf"^{_MEASURES}(?:{_SEPARATED}(?:{_MEASURES}|{_W}))*$", re.I)
_JOINED = re.compile(_SEPARATED, re.I)
_THOSE = r"(?P<those>(?:(?!(?:the|our|my|any|some|we|in|on|to|of|for|with)\b)[\w'’-]+\s+)?[\w'’-]*[^s\W]s)"
# "when do we bring in service users": those who are brought in are the ones counted
_OBJECTS = re.compile(
    rf"^(?:(?:when|where|why|how)\s+)?(?P<aux>{_AUX})\s+(?P<who>\w+)\s+(?P<does>\w+(?: (?:in|up|on|out))?)\s+"
    rf"(?:the |our |more |any |some )?{_THOSE}$",
    re.I,
)
_WHICH_ONES = re.compile(rf"^(?:which|what)\s+{_THOSE}\s+(?P<rest>(?!{_AUX}\s+(?:we|you|i|they)\b).+)$", re.I)
_WHO = re.compile(rf"^who\s+(?!{_AUX}\b)(?P<verb>[a-z]+)\b(?P<rest>.*)$", re.I)
_WHAT_FOR = re.compile(r"^what\s+(?P<rest>(?:is|was|are|were|did|does|do)\s+.+\s(?:for|get))$", re.I)


def measures(pieces: list[str]) -> list[str]:
    """The pieces of a question, a bare "how many" or "how much" among them asked of what was asked before.

    >>> measures(["when do we bring in service users", "how many", "do we pay expenses"])
    ['when do we bring in service users', 'how many service users do we bring in', 'do we pay expenses']
    >>> measures(["who sits on the board", "how many and for how long"])[1:]
    ['how many sit on the board', 'for how long']
    >>> measures(["what was Low Moss funded for", "how much", "how long"])[1:]
    ['how much was Low Moss funded for', 'how long was Low Moss funded for']
    >>> measures(["which charities took part", "how many"]), measures(["why bother", "how many"])
    (['which charities took part', 'how many charities took part'], ['why bother', 'how many'])
    """
    made: list[str] = []
    for piece in pieces:
        if not made or not _ONLY_MEASURES.match(piece):
            made.append(piece)
            continue
        before = next((one for one in reversed(made) if not _ONLY_MEASURES.match(one)), made[0])
        made += [_measured(pieces[0] if before in made[1:] else before, one) for one in _JOINED.split(piece)]
    return made


def _measured(before: str, measure: str) -> str:
    """A bare measure asked of what `before` asks of; as it was where that cannot be made out."""
    many = measure.lower() == "how many"
    if found := _WHAT_FOR.match(before):
        return f"{measure} {found['rest']}"
    if many and (found := _OBJECTS.match(before)):
        return f"{measure} {found['those']} {found['aux']} {found['who']} {found['does']}"
    if many and (found := _WHICH_ONES.match(before)):
        return f"{measure} {found['those']} {found['rest']}"
    if many and (found := _WHO.match(before)):
        verb = found["verb"].lower()
        return f"{measure} {plain_form(verb) if verb.endswith('s') else verb}{found['rest']}"
    return measure


def said_whole(before: str, later: str) -> str:
    """A later question that is a bare denial or a bare measure, as it is meant after the one `before` it.

    >>> said_whole("who may join", "who may not"), said_whole("who keeps the log", "how often")
    ('who may not join', 'how often should we keep the log')
    >>> said_whole("what's a pilot", "how long"), said_whole("who pays", "who signs")
    ('how long', 'who signs')
    """
    if _MEASURE.match(later):
        made = bare_words(f"{before}, {later}")
        return made[1] if len(made) == 2 else later
    return denied(before, later) or later


def of_thing(text: str, thing: str) -> str:
    """A later question of nothing that is said, asked of the thing that the first asks about.

    >>> of_thing("who picks up the bill?", "joint training"), of_thing("who signs", "a side letter")
    ('who picks up the bill for joint training?', 'who signs a side letter?')
    >>> of_thing("who pays the tutor", "joint training"), of_thing("who pays", "the point")
    ('who pays the tutor', 'who pays')
    """
    found = _LEAVES_OUT.match(text)
    if not found or _NO_THING.search(thing):
        return text
    before = next((f" {word}" for word in ("for", "on", "in") if found[word]), "")
    return f"{found['asked']}{before} {thing}?"
