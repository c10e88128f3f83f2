"""Whether a question spells PSP out as something else: "my daughter's personal support plan (PSP)"."""

import re

from api.ask.subject import LETTERS
from kb.lexical import words

# what the letters stand for here, or what is said around it: "public sector partners", "private sector psp"
_OURS = re.compile(
    r"^(?:public|private) (?:social|sector|service|services) (?:partner|partners|partnership|partnerships|"
    r"provider|providers|procurement|purchaser|purchasers|project|projects)$"
)
_SPOKEN_OF = rf"\b{LETTERS}s?\b"
_PSP = re.compile(_SPOKEN_OF, re.I)
# what that other thing is
_KIND = r"(?:scheme|plan|programme|program|system|service|course|account|policy|form|test)"
# a party of these letters: "Polish peasants party PSP", "PSP election results"
_PARTY = re.compile(
    r"\b(?:partido|polskie|peasants?['’]?s? party|socialist party|people['’]s party)\b|"
    rf"\b{LETTERS} (?:party|elections?|electoral|candidates?|manifesto|mps?|seats|vote share|polls?)\b",
    re.I,
)
# the sense itself beside the letters: "PSP (the palsy)", "PSP the brain disease"; "a PSP on palsy" is ours
_SENSE = re.compile(
    rf"(?<!\ba )\b{LETTERS}\b(?:\W*[(,/=–-]+\W*| as in )?(?: ?the | ?an? )?(?:[\w-]+ )?"
    r"(?:palsy|brain (?:disease|illness|condition|disorder)|console|playstation|handheld|prosecutor|"
    r"payment (?:service )?provider|paint ?shop)\b",
    re.I,
)
# who has it, or was told so by a doctor: an illness, whatever else is said of it
_HAS_IT = re.compile(
    rf"\b(?:diagnos\w+|prognosis|symptoms?|neurolog\w+|life expectancy)\b[^.?!]*\b{LETTERS}\b|"
    rf"\b{LETTERS}\b[^.?!]*\b(?:diagnosis|prognosis|symptoms?|neurolog\w+|life expectancy|hereditary)\b|"
    r"\b(?:my|his|her|our) (?:late )?(?:mum|mother|dad|father|husband|wife|partner|"
    r"brother|sister|son|daughter|aunt|uncle|gran|granny|grandad|grand(?:mother|father)|friend|"
    r"neighbour)(?:['’]s)? (?:has|had|got|have|"
    rf"lives? with|died (?:of|from)|(?:doctor|consultant|gp|neurologist|specialist) \w+ (?:it is|it's|it was|"
    rf"(?:he|she) has)) (?:got )?{LETTERS}\b",
    re.I,
)
_FILE = re.compile(rf"(?<!\w)\.{LETTERS}\b", re.I)  # a picture of Paint Shop Pro


_ILLNESS = re.compile(r"\bpals(?:y|ies)\b|\bbrain (?:disease|illness|condition|disorder)\b", re.I)


def is_of_the_illness(text: str) -> bool:
    """Whether a question is on the illness that goes by the letters PSP.

    >>> is_of_the_illness("he has PSP (the palsy)"), is_of_the_illness("PSP emulator for windows")
    (True, False)
    >>> is_of_the_illness("a PSP for people with palsy"), is_of_the_illness("my gran died of PSP")
    (False, True)
    """
    if _HAS_IT.search(text):
        return True
    return bool(_ILLNESS.search(text)) and not re.search(rf"\b(?:a|an|the|our|this) {LETTERS}\b", text, re.I)


def spells_another(text: str) -> bool:
    """Whether `text` speaks of a PSP and spells the letters out as another thing.

    >>> spells_another("who writes my daughter's personal support plan (PSP)?")
    True
    >>> spells_another("Pension Scheme Provider, PSP: what is its fee"), spells_another("what is a PSP")
    (True, False)
    >>> spells_another("Police Service Pension scheme (PSP) - can I transfer it")
    True
    >>> spells_another("Polish peasants party PSP results"), spells_another("a PSP after the election")
    (True, False)
    >>> spells_another("my brother was diagnosed with PSP"), spells_another("my partner has a PSP to run")
    (True, False)
    >>> spells_another("he has PSP (the palsy), who helps"), spells_another("a PSP for people with palsy")
    (True, False)
    >>> spells_another("is a PSP a public sector partnership"), spells_another("post sixteen plan")
    (False, False)
    """
    if not _PSP.search(text):
        return False
    if _FILE.search(text) or _PARTY.search(text) or _SENSE.search(text) or _HAS_IT.search(text):
        return True
    said = [word for word in words(text) if not _PSP.fullmatch(word)]
    threes = [said[i : i + 3] for i in range(len(said) - 2)]
    return any(_is_spelt(three, text) for three in threes)


def _is_spelt(three: list[str], text: str) -> bool:
    """Whether three words with these initials stand beside the letters: in brackets, after a comma."""
    if "".join(word[0] for word in three) != LETTERS or _OURS.match(" ".join(three)):
        return False
    phrase = r"\W+".join(map(re.escape, three))
    before = rf"{phrase}(?: {_KIND})?\W*[(,/–-]+\W*{_SPOKEN_OF}"
    after = rf"{_SPOKEN_OF}(?:\W*[(,/=–-]+\W*| as in )(?:an? |the )?{phrase}"
    return bool(re.search(f"{before}|{after}", text, re.I))
