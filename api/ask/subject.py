"""What a question is about when it hardly says so: a PSP, unless something else fits better."""

import re

from api.ask.form import form_of
from kb.lexical import stems, words

SUBJECT = "a PSP"
WHAT_IS_IT = "What is a PSP?"
OWN_WORDS = frozenset(stems("psp psps public social partnership partnerships"))
_ASKS_WHAT = frozenset(
    ["what", "what's", "is", "are", "a", "an", "the", "does", "do", "mean", "means", "meaning", "of", "about",
     "define", "definition", "stand", "stands", "for", "explain", "tell", "me", "you", "by", "meant",
     "exactly",
     "actually", "then", "these", "this", "those", "any", "please", "us", "it", "that", "thing", "things",
     "called",
     "term", "basics", "overview", "introduction", "intro", "scheme", "model"]
)  # fmt: skip
# how one of them is said, for patterns that look for it
LETTERS = "psp"
ONE_PSP = rf"(?:{LETTERS}|public[ -]social partnership)"
PSP = re.compile(rf"\b{ONE_PSP}s?\b", re.I)
PRONOUN = re.compile(
    r"\b(?:this|that|these|those) (?:programme|project|partnership|scheme|fund|duty|tool|method|model|"
    r"study|report|"
    r"request|clause|bit|part|thing|group|body|pilot|consortium)s?\b|"
    r"\b(?:it|its|it's|they|them|their|this|that|these|those|one of these|one of those|the (?:whole |"
    r"hale )?thing|"
    r"the whole process)\b|(?<!which )\bone\b(?=\s*[?.!]*$|\s+(?:takes?|lasts?|needs?|costs?|works?|starts?|"
    r"begins?|runs?|"
    r"ends?)\b)",
    re.I,
)
# "that" and "it" that point at no thing: "is it true that", "what's in it for us", "that the council"
_EMPTY = re.compile(
    r"(?<=\bin )it(?= for\b)|"
    r"\bit(?= (?:true|possible|necessary|normal|ok|okay|best|better|worth (?:us|our)|likely|legal|"
    r"lawful|allowed) "
    r"(?:that|to|for|if)\b)|"
    r"(?<=true )that\b|(?<=think )that\b|(?<=say )that\b|(?<=says )that\b|(?<=said )that\b|(?<=know )that\b|"
    r"\b(?:this|that|these|those) (?=(?:council|pilot|charity|contract|service|organisation|group|law|"
    r"rule|year|"
    r"month|week|time|way|kind|sort|guide|we|they|you|i|he|she|it|the|all|some|many|most)\b)|"
    r"(?<!\bis )(?<!\bwas )(?<!'s )\b(?:this|that|these|those) (?=(?:a|an|our|my)\b)",  # but "is that a PSP?"
    re.I,
)


_SHORT_FOR = re.compile(r"^['’](re|ve|ll)\b", re.I)  # "they're", behind the pronoun
_WHOLE = {"re": "are", "ve": "have", "ll": "will"}


def is_psp_alone(text: str) -> bool:
    """Whether a question asks what a PSP is and nothing more: "PSP??", "what are psps", "tell me about PSPs".

    >>> is_psp_alone("PSPs"), is_psp_alone("what does psp mean"), is_psp_alone("why a PSP?")
    (True, True, False)
    """
    if not set(stems(text)) & (OWN_WORDS - {"public", "social"}):
        return False
    return all(word in _ASKS_WHAT or set(stems(word)) & OWN_WORDS for word in words(text))


def names_a_psp(text: str) -> bool:
    """Whether a PSP is named in `text`, whatever else is.

    >>> names_a_psp("who pays for a psp"), names_a_psp("who runs it")
    (True, False)
    """
    return bool(set(stems(text)) & set(stems("psp psps partnership")))


def names_psp(text: str) -> bool:
    """Whether `text` says PSP, or spells it out.

    >>> names_psp("who regulates PSPs"), names_psp("a public-social partnership"), names_psp("is it legal")
    (True, True, False)
    """
    return bool(PSP.search(text))


_WORTH = re.compile(
    r"^(?:and |so |but )?is (?:it|this) (?:really |all )?worth (?:it|doing|the \w+)[\s?.!]*$", re.I
)


def compared_with_a_psp(text: str) -> str:
    """A first question that sets "this" or "it" beside something, or its worth, with a PSP in its place.

    >>> compared_with_a_psp("how does this differ from a grant"), compared_with_a_psp("is it a PSP")
    ('how does a PSP differ from a grant', 'is it a PSP')
    >>> compared_with_a_psp("is it worth it"), compared_with_a_psp("is it worth telling users")
    ('is a PSP worth it', 'is it worth telling users')
    """
    beside = form_of(text) == "comparison" or _WORTH.match(text)
    return fill(text) if beside and not names_psp(text) else text


def fill(text: str, thing: str = SUBJECT) -> str:
    """`text` with the first pronoun that points at a thing replaced by `thing`; as it was without one.

    >>> fill("how long does it take"), fill("is it true that bidders may talk"), fill("who led its pilot")
    ('how long does a PSP take', 'is it true that bidders may talk', "who led a PSP's pilot")
    >>> fill("who counts their hours", "PSPs"), fill("they're new", "PSPs")
    ("who counts PSPs' hours", 'PSPs are new')
    """
    for match in PRONOUN.finditer(text):
        if _EMPTY.match(text, match.start()):
            continue
        owner = f"{thing}'" if thing.endswith("s") else f"{thing}'s"
        said = owner if match[0].lower() in ("its", "their") else thing
        if match[0].lower() == "it's":
            said = f"{thing} is"
        rest = _SHORT_FOR.sub(lambda short: f" {_WHOLE[short[1].lower()]}", text[match.end() :])
        return text[: match.start()] + said + rest
    return text


def is_a_guess(typed: str, read: str, first: str) -> bool:
    """Whether a later question is read as one on a PSP only because the `first` tells nothing else for "it".

    >>> is_a_guess("can I see it?", "can I see a PSP?", "did the auditor write a report?")
    True
    >>> is_a_guess("what does it cost?", "what does a PSP cost?", "who leads a PSP?")
    False
    """
    filled = fill(typed)
    return filled != typed and filled.rstrip("?") == read.rstrip("?") and not names_a_psp(first)
