"""Several questions typed as one: where one ends and the next begins, and what the later ones leave out."""

import re
from collections.abc import Callable
from itertools import pairwise

from api.ask.elided import bare_words, denied, measures, of_thing, said_whole
from api.ask.examples import without_examples
from api.ask.for_each import for_each
from api.ask.form import tells
from api.ask.subject import fill, names_a_psp
from kb.lexical import stems, words

MAX_PARTS = 3
_LONG_STORY_WORDS = 60
_WORD = r"(?:whose|whom|(?:who|what|where|when|why|how)(?:'?s)?|which)"
_AUX = r"(?:is|are|can|could|do|does|did|should|must|may|will|would|has|have|was|were)"
_ASKS = re.compile(rf"^(?:and |or |but |so |also )?(?:{_WORD}|{_AUX})\b", re.I)
# "who leads it, who pays and is there a form?", "does it work and if so who pays for it?"
_SOMEBODY = (
    r"(?:it|there|we|they|i|you|he|she|this|that|these|those|either|both|an?|the|our|my|any|anyone|anybody|"
    r"someone|somebody|charities|councils|partners|users)"
)
# "does reoffending come down", but not "can never lead", "has paid for the room" or "is bound by it"
_PLAIN = r"(?!(?:be|not|never|only|also|still)\b)\w+"
_NO_PARTICIPLE = r"(?!(?:been|not|never|only|also|still|left|made|done|gone|held|run)\b|\w+(?:ed|ing)\b)\w+"
_BY = r"(?:by|for|to|with|from|of)"
_LINK = r"(?:(?:also|then|if so,?|if not,?)\s+)*"
_JOINT = re.compile(
    r"\s*(?:[,;+]\s*(?:and\s+)?|\s(?:and|&|\+|plus|also)\s+)"
    rf"(?={_LINK}"
    rf"(?:(?!whose\b){_WORD}\s+(?!ever\b)\w+|whose\s+\w+\s+\w+|"
    rf"{_AUX}\s+{_SOMEBODY}\s+\w+|(?:is|are|has|have|was|were)\s+{_NO_PARTICIPLE}\s+(?!{_BY}\b)\w+|"
    rf"(?:can|could|do|does|did|should|must|may|will|would)\s+{_PLAIN}\s+\w+))",
    re.I,
)
_TWO = re.compile(r"\b(?:and|plus|also|if so|if not)\b|[&+;]", re.I)
_LINKED = re.compile(rf"^(?:and |or )?{_LINK}", re.I)
# "who can be the intermediary, can it be an officer": somebody is proposed
_WHO_IS = re.compile(rf"^who {_AUX} be\b", re.I)
_PROPOSED = re.compile(rf"^{_AUX} (?:it|that|they|this) be \w+", re.I)
# asks whatever stands at its end: "who pays for it.", "do users get paid."
_PLAINLY = re.compile(
    rf"^(?:(?:what|which|how)(?:\s+(?!(?:we|i|you|they|it|he|she|that|this|these|those|the|our|my)\b)\w+)?\s+{_AUX}\b|"
    rf"(?:who|when|where|why)\s+{_AUX}\b|who\s+\w+s\b|{_AUX}\s+(?:{_SOMEBODY}\b|\w+s\b))",
    re.I,
)
# "couple of things - is there a form, and who signs it"
_TOLD_FIRST = re.compile(r"^[^?:]{1,80}?(?::| -| –)\s+")
_ALSO_SAID = re.compile(rf"^(?:and |also |plus )+(?={_WORD}\b)", re.I)
# "the benefits and the drawbacks, and also if it's been evaluated": a thing wished for, then another
_ALSO = re.compile(rf",?\s+(?:and|plus|&) also\s+(?=(?:if|whether|{_WORD})\b)", re.I)
# "the stages, how long each takes and where they go wrong": a thing wished for, then questions on it
_WISHED = re.compile(
    r"\s*(?:[,;+]\s*(?:and\s+)?|\s(?:and|&|\+|plus)\s+)(?=(?:how|where|who|when|why|which)\s+\w+\s+\w+)", re.I
)
_LIST = re.compile(r"^(?:please )?(?:list|name|give|show)(?: me| us)? ", re.I)
_WISH_WORDS, _PAIR_WORDS = 5, 9  # of the thing, and of two between which a difference is asked
# "difference between the design and the pilot": "each" and "they" are both of them
_PAIR = re.compile(r"\bdifferences? between (?P<both>.+? and .+?)[\s?.]*$", re.I)
# "the risks", "benefits for a council"
_MANY = re.compile(r"^(?:[\w'’-]+ )*?[\w'’-]*[^s\W]s(?: (?:for|of|to|in|with|from|at)\b.*)?$", re.I)
# "how do we choose partners": those are meant by "them", and one of them by "one"
_GOT = re.compile(
    r"^(?:how|when|where|why|which way) (?:do|can|should|would|might) (?:we|i|you) \w+(?: in)? "
    r"(?:the |our |more |good )?(\w+s|procurement|finance|legal)\s*\??$",
    re.I,
)
# "do charities get paid", "can users chair it": whom the question asks about
_THOSE_WHO = re.compile(rf"^{_AUX} (?:the |our |all )?(\w*[^s\W]s) (?!of\b|for\b)\w+", re.I)
_ONES = re.compile(r"(?<=\w )ones\b", re.I)
_ONE = re.compile(r"\bone(?=\s*\??$)", re.I)
_EACH = re.compile(
    r"\beach\b(?!\s+of\b)(?!\s+\w+s?\b\s+(?:is|are|takes?|does|do|has|have|can|needs?)\b)", re.I
)
# "who can join, how do they join": those who join become partners
_WHO_MAY = re.compile(r"^who (?:all |else )?(?:can|may|could|should|must) ", re.I)
_IF = re.compile(r"^if\b", re.I)
# words after which a question word opens a clause of the same question: "know who pays", "decide how long"
_CLAUSE = re.compile(
    r"\b(?:know|knows|decide|agree|say|says|said|see|show|shows|tell|tells|ask|understand|explain|"
    rf"and|or|whether|{_AUX})$",
    re.I,
)
# but "what must it show" has its object in front
_HAS_ITS_OBJECT = re.compile(
    rf"^(?:what|which(?: \w+)?|whom|how (?:much|many)(?: \w+)?)\s+{_AUX}\s+(?:\w+\s+)+\w+$", re.I
)

# "what is a social clause", "what does SROI stand for"; "which figures are kept"
_NAMED = r"((?:[\w\"'()-]+ ){0,9}?(?!for\b)[\w\"'()-]+)"
_THING = re.compile(
    rf"^what(?:\s+(?:is|was)|'s|s)\s+(?!the difference\b)(?:meant by\s+)?{_NAMED}(?: for)?\??$|"
    rf"^what\s+does\s+{_NAMED}\s+(?:mean|stand for)\??$|"
    rf"^who\s+(?:can|could|may|should|must|will|would)\s+be\s+{_NAMED}\??$",
    re.I,
)
_THINGS = re.compile(
    r"^(?:what|which)\s+(?!is\b|does\b|was\b|has\b)(\w+s)\b|"
    r"^what\s+(?:are|were)\s+((?:[\w'’-]+ ){0,3}\w+s(?: of an? \w+)?)(?: for (?:[\w'’-]+ ){0,3}\w+)?\s*\??$",
    re.I,
)
_ARTICLE = re.compile(r"^(?:the|a|an)\b", re.I)
_PLURAL = re.compile(r"\b(?:them|they|these|those)\b", re.I)
_WHOM = re.compile(r"\b(?:them|they)\b", re.I)


def parts(text: str) -> list[str]:
    """The separate questions of `text`, at most three; the question inside a long story.

    >>> parts("What is a PSP and how long does it take?")
    ['What is a PSP?', 'how long does it take?']
    >>> parts("Who leads it, who pays and who signs the contract?")
    ['Who leads it?', 'who pays?', 'who signs the contract?']
    >>> parts("What is TUPE and is there a handout? also who signs")
    ['What is TUPE?', 'is there a handout?', 'who signs']
    >>> parts("We are a council. Who leads a PSP?"), parts("who decides what and how")
    (['We are a council. Who leads a PSP?'], ['who decides what and how'])
    >>> parts("the gains and the costs, and also if it has been evaluated")
    ['the gains and the costs?', 'whether it has been evaluated?']
    >>> parts("What is a pilot for. who pays for it"), parts("Can we stop? and if not who pays")
    (['What is a pilot for', 'who pays for it'], ['Can we stop?', 'who pays'])
    """
    text = without_examples(text)
    sentences = [s for s in re.split(r"(?<=[?!.])\s+", text) if s.strip()]
    asking = [s for s in sentences if _is_asked(s)]
    if len(asking) > 1:
        each = [_LINKED.sub("", _ALSO_SAID.sub("", question)).rstrip(" .") for question in asking]
        return [part for question in each for part in _split(question)][:MAX_PARTS]
    if len(words(text)) > _LONG_STORY_WORDS:
        asking = asking or [s for s in sentences if _ASKS.match(s)]
        asking = [s for s in asking if len(stems(s)) > 1]  # "what now" asks nothing without the story
        return asking[-1:] or [" ".join(text.split()[-_LONG_STORY_WORDS:])]
    return _split(text)[:MAX_PARTS] if len(sentences) == 1 else [text]


def _is_asked(sentence: str) -> bool:
    """Whether a sentence among others asks: by its mark, or because it opens so and is no statement."""
    said = _LINKED.sub("", _ALSO_SAID.sub("", sentence))
    opens = _ALSO_SAID.match(sentence) or (_ASKS.match(said) and sentence[-1] not in ".!")
    return bool(sentence.endswith("?") or opens or _PLAINLY.match(said)) and len(words(sentence)) >= 2


def completed(asked: list[str], whole: str, follow: Callable[[str], str]) -> list[str]:
    """Later questions with what they leave out: the thing that the first asks about, else what `follow`
    makes of them.

    `follow` reads a question as one that comes after the answer to the first. Where it leaves "they" of
    nobody knows whom, the `whole` stays one question.

    >>> completed(["What is a social clause?", "how long does it take?"], "", str)
    ['What is a social clause?', 'how long does a social clause take?']
    >>> completed(["What's an intermediary?", "who pays them?"], "", str)[1]
    'who pays an intermediary?'
    >>> completed(["Which figures are kept?", "who sees them?"], "", str)[1]
    'who sees figures?'
    >>> completed(["Who ran Low Moss?", "is it still on?"], "", lambda text: text.replace("it", "Low Moss"))
    ['Who ran Low Moss?', 'is Low Moss still on?']
    >>> completed(["Who chaired it?", "what were they paid?"], "Who chaired it and what were they paid?", str)
    ['Who chaired it and what were they paid?']
    """
    first = of_psps(asked[0])
    one, several = _THING.match(first), "PSPs" if first != asked[0] else _several(first)
    asked = [first, *asked[1:]]
    many = several or ("partners" if _WHO_MAY.match(asked[0]) else None)
    many = many or ("PSPs" if names_a_psp(asked[0]) else None)
    if one or several:
        return [asked[0], *(_filled(text, one and (one[1] or one[2] or one[3]), many) for text in asked[1:])]
    later = (text if many and _ONE.search(text) else follow(text) for text in asked[1:])
    read = [asked[0], *(_filled(text, None, many) for text in later)]
    return _together(read, whole)


def _together(read: list[str], whole: str) -> list[str]:
    """The questions `read`, each that is left with "they" in one with that before it."""
    made = read[:1]
    for one in read[1:]:
        if _WHOM.search(one):
            made[-1] = f"{made[-1].rstrip(' ?.!')} and {one}"
        else:
            made.append(one)
    return made if len(made) > 1 else [whole]


def of_psps(first: str) -> str:
    """A first question with PSPs for "they", where nothing is named that they could be.

    >>> of_psps("where have they worked"), of_psps("do users say what they want")
    ('where have PSPs worked', 'do users say what they want')
    """
    found = _WHOM.search(first)
    return _WHOM.sub("PSPs", first, count=1) if found and not stems(first[: found.start()]) else first


def _several(first: str) -> str | None:
    """The several things that a first question asks of; None where it asks of none."""
    if match := _GOT.match(first) or _THOSE_WHO.match(first):
        return match[1]
    if match := _THINGS.match(first):
        return match[1] or match[2]
    return match["both"] if (match := _PAIR.search(first)) else None


def _filled(text: str, one: str | None, several: str | None) -> str:
    if named := several or one:
        text = _PLURAL.sub(named, text, count=1)
    if several:
        text = _EACH.sub(_each_of(several), text)
        text = _ONES.sub(_ARTICLE.sub("", several).strip(), text)
        text = _ONE.sub(f"a {_ARTICLE.sub('', several).strip().removesuffix('s')}", text)
    return of_thing(fill(text, one), one) if one else text


def _each_of(several: str) -> str:
    """How each of several things is named.

    >>> _each_of("the stages"), _each_of("design and pilot"), _each_of("both bodies")
    ('each stage', 'each of design and pilot', 'each of both bodies')
    """
    alone = _ARTICLE.sub("", several).strip()
    plain = " and " not in several and not re.search(r"(?:ies|sses|xes|ches)$", several) and " " not in alone
    return f"each {alone.removesuffix('s')}" if plain and alone.endswith("s") else f"each of {several}"


def _split(question: str) -> list[str]:
    told = _TOLD_FIRST.match(question)
    if told and len(asked := _split(question[told.end() :])) > 1:
        return asked
    if len(each := for_each(question)) > 1:
        return each
    if not _ASKS.match(question):
        return _of_a_wish(question) or _wished(question)
    whole = _pieces(question)
    each = [one for piece in whole for one in bare_words(piece)]
    if (
        len(each) == 2
        and not _TWO.search(question)
        and not (_WHO_IS.match(each[0]) and _PROPOSED.match(each[1]))
    ):
        return [question]  # said again in other words: "how do I judge it, what should I look at"
    return [f"{piece}?" for piece in each] if len(each) > 1 else [question]


def _pieces(question: str) -> list[str]:
    """The questions that are joined in one, each whole; the question alone where it is one."""
    found = [_LINKED.sub("", piece).strip(" ?") for piece in _JOINT.split(question)]
    whole = [piece for piece in found if piece]
    if len(whole) < 2 or any(_opens_a_clause(piece) or len(words(piece)) < 2 for piece in whole):
        return [question]
    whole = measures(whole)
    denials = [bool(denied(*pair)) for pair in pairwise(whole)]
    whole = [whole[0], *(said_whole(*pair) for pair in pairwise(whole))]
    for number, denial in enumerate(denials):  # "who gets to be in it and who doesn't"
        if denial:
            whole[number : number + 2] = [fill(piece) for piece in whole[number : number + 2]]
    if not all(_ASKS.match(piece) for piece in whole) or not all(stems(piece) for piece in whole):
        return [question]
    return whole


def _opens_a_clause(piece: str) -> bool:
    """Whether what comes after `piece` is said of its last word: "we know, who pays"."""
    return bool(_CLAUSE.search(piece)) and not _HAS_ITS_OBJECT.match(piece)


def _wished(question: str) -> list[str]:
    """Two things wished for without a question word: "the gains, and also if it has been evaluated"."""
    wished = [_IF.sub("whether", piece).strip(" ?") for piece in _ALSO.split(question)]
    enough = len(wished) > 1 and all(stems(piece) and len(words(piece)) > 1 for piece in wished)
    return [f"{piece}?" for piece in wished] if enough else [question]


def _of_a_wish(question: str) -> list[str]:
    """What is asked of a thing that is wished for first; nothing where the question is not put so.

    >>> _of_a_wish("the stages, how long each takes and where most of them go wrong")
    ['What are the stages?', 'how long each stage takes?', 'where most of the stages go wrong?']
    >>> _of_a_wish("our partner asked how long it takes and who pays for it")
    []
    """
    thing, *asked = [piece.strip(" ?") for piece in _WISHED.split(_LIST.sub("", question))]
    if (
        not asked
        or not _TWO.search(question)
        or len(words(thing)) > (_PAIR_WORDS if _PAIR.search(thing) else _WISH_WORDS)
        or not stems(thing)
        or tells(thing)
    ):
        return []
    pair = _PAIR.search(thing)
    several = None if pair else _MANY.search(thing)
    many = pair["both"] if pair else thing
    if several or pair:
        asked = [_PLURAL.sub(many, _EACH.sub(_each_of(many), piece), count=1) for piece in asked]
    each = [part.strip(" ?") for piece in asked for part in _split(piece)]
    the = "the " if pair and not _ARTICLE.match(thing) else ""
    return [f"What {'are' if several else 'is'} {the}{thing}?", *(f"{piece}?" for piece in each)]
