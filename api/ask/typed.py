"""Putting a typed question in order: controls, shouting, courtesies, initials, Scots, hyphens."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from api.ask.sayings import SAYINGS
from kb.lexical import stems

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}[A-Za-z]?\b\.?|\b(?:[A-Za-z]\.){2,}")
_GREETING = re.compile(
    r"^(?:(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening)|morning|afternoon|dear (?:all|sir|team)|"
    r"sorry|ok|okay|so|well|right|um|erm|please|pls|plz|(?:aye|yes|yeah|no|naw) but|"
    r"(?:one|just one|and one) (?:more|last|other) thing|quick (?:one|question)|(?:a |one |"
    r"another )?question|"
    r"also|and)\b(?:\s+(?:there|all|team|everyone|folks|again|to bother you))?[\s,.!:;–-]+)+",
    re.I,
)
_REQUEST = re.compile(
    r"^(?:"
    r"(?:can|could|would|will) (?:you|ye|someone|anyone|anybody|somebody)(?: please| pls| kindly| possibly| "
    r"just)? (?:tell|explain|clarify|advise|remind|let|help|say|give)(?: to)?(?: me| us)?"
    r"(?: know| understand)?(?: please)?(?: on)?(?: about)?|"
    r"(?:please |pls )?(?:tell|remind) (?:me|us)(?: please)?(?: about)?|(?:please )?explain(?: to me)?|"
    r"(?:i|we)(?: would|'d) (?:just )?(?:like|love|want) to (?:know|find out|understand|ask)(?: about)?|"
    r"(?:i|we) (?:want|need|wanted|needed) to (?:know|find out|understand|ask)(?: about)?|"
    r"(?:i|we)(?: am|'m| was| were| are|'re) (?:just )?(?:wondering|asking|trying to (?:find out|understand))"
    r"(?: about)?(?: if| whether)?|just wondering(?: if| whether)?|"
    r"do (?:you|ye|any of you) (?:happen to )?know(?: if| whether)?|does any(?:one|body) know(?: if|"
    r" whether)?|"
    r"any(?: idea| ideas| clue)(?: on| about)?|what do you know about|is it possible to (?:say|know)"
    r")\b[\s,:]+",
    re.I,
)
# "social bridging finance, what's that?", "can they bid or not"
_AFTER = re.compile(
    r"[\s,.–-]+(?:what(?:'s| is) (?:that|it|this)|or not|or no|do you know|lol|haha)\s*[?.!]*$", re.I
)
_THANKS = re.compile(
    r"[\s,.!–-]+(?:please|pls|plz|(?:many )?thanks(?: very much| a lot| so much| in advance| a million)?|"
    r"thank you(?: very much| so much)?|cheers|ta|thx|kind regards|regards|"
    r"(?:any|would) (?:help|advice)(?: (?:is |would be )?(?:much )?appreciated)?)\s*[\s.!?]*$",
    re.I,
)


@dataclass(frozen=True)
class Spellings:
    """Words written otherwise, and compounds that people write as one word or with a hyphen."""

    otherwise: Mapping[str, str] = field(default_factory=dict)
    compounds: Mapping[str, str] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """`text` with each such word, and what is said in a phrase, as the guide writes it.

        >>> Spellings({"whit": "what"}, {"coproduction": "co-production"}).apply("Whit is coproduction?")
        'what is co-production?'
        >>> Spellings().apply("we're no getting paid an who foots the bill")
        "we're not getting paid and who pays"
        >>> Spellings().apply("are we no able to scrap the pilot")
        'are we not able to stop the pilot'
        >>> Spellings().apply("and if it all goes pear shaped"), Spellings().apply("what if it flops")
        ('and if it fails', 'what if it fails')
        >>> Spellings().apply("kin a council be in it"), Spellings().apply("who gets to join")
        ('can a council be in it', 'who can join')
        """
        for said, plain in SAYINGS:
            text = said.sub(plain, text)
        return re.sub(r"[A-Za-z]+(?:['’][A-Za-z]+|['’](?!\w))?", self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower().replace("’", "'")
        return self.otherwise.get(lower) or self.compounds.get(lower) or word


def compounds_of(texts: Iterable[str]) -> dict[str, str]:
    """For each word that `texts` write with a hyphen, and never as one word, its form without to that with.

    >>> compounds_of(["Co-production and e-mail; an email."])
    {'coproduction': 'co-production'}
    """
    words = {word for text in texts for word in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())}
    hyphened = {word.replace("-", ""): word for word in sorted(words) if "-" in word}
    return {joined: word for joined, word in hyphened.items() if joined not in words and len(joined) > 5}


def tidy(text: str) -> str:
    """`text` without control and invisible characters, white space folded, SHOUTING lowered, P.S.P. as PSP.

    >>> tidy("  HOW DO WE\\x00 START A P.S.P.?? ")
    'how do we start a PSP?'
    """
    text = unicodedata.normalize("NFKC", text)
    text = " ".join(_CONTROL.sub(" ", text).split())
    text = re.sub(r"([?!])[?!]+", r"\1", text)
    text = _INITIALS.sub(lambda match: match.group().replace(".", ""), text)
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        text = re.sub(r"\bpsp(s?)\b", lambda m: "PSP" + m.group(1), text.lower())
    return text


def unwrap(text: str) -> str:
    """`text` without the courtesies around the question; as it was if nothing else is there.

    >>> unwrap("Hi, could you please tell me who pays for a pilot? Thanks!")
    'who pays for a pilot?'
    >>> unwrap("thanks"), unwrap("Can you explain?")
    ('thanks', 'Can you explain?')
    """
    bare = text
    for _ in range(3):  # "Hi, sorry, quick question: could you tell me …"
        shorter = _REQUEST.sub("", _GREETING.sub("", _AFTER.sub("", _THANKS.sub("", bare, count=1))))
        if shorter == bare:
            break
        bare = shorter
    return bare if stems(bare) else text


def expand(text: str, abbreviations: Mapping[str, str]) -> str:
    """`text` with each known abbreviation followed by what it stands for.

    >>> expand("what does the LA do", {"LA": "local authority"})
    'what does the LA (local authority) do'
    """

    def spell_out(match: re.Match[str]) -> str:
        meaning = abbreviations.get(match.group().upper())
        return (
            f"{match.group()} ({meaning})"
            if meaning and meaning.lower() not in text.lower()
            else match.group()
        )

    return re.sub(r"\b[A-Za-z]{2,5}\b", spell_out, text)
