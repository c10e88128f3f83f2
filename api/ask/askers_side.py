"""What the asker's own side does or gains: "I'm a councillor, what is my part?", "what's in it for us?"."""

import re

_KIND = (
    r"(?:chief|head of|council(?:'s)?|local|elected|senior|lead|third sector|health board|service|social|"
    r"public|finance|procurement|legal|commissioning|project|partnership|voluntary|small|new)"
)
_WHO = (
    rf"(?:{_KIND} )*(?:councillors?|members?|msps?|officers?|managers?|commissioners?|procurement|finance|"
    r"lawyers?|solicitors?|trustees?|chair|chairs|chairman|chairwoman|sponsor|users?|carers?|volunteers?|"
    r"workers?|charity|charities|council|health board|evaluators?|trainers?|intermediary|directors?|"
    r"executive|accountant|auditor|social enterprise|provider|service|gps?|nurse|facilitator)"
)
_MINE = (
    r"(?:what(?:'s| is|s| are)? (?:is )?my (?:part|role|job|duties|duty|responsibilit(?:y|ies)|place)|"
    r"what (?:do|should|must|would|can) i (?:have to |need to )?do|where do i (?:fit|come) in|"
    r"what am i (?:supposed|expected|meant) to do)"
)
_IN_IT = r"(?: in (?:a|the|this|our|any) (?:psp|partnership|process)|(?: in| with)? (?:all )?this)?"
_ONE = r"(?:it|this|that|a psp|psps|one|any of (?:it|this))"
_SIDE = r"(?:an? |the |our |my )?[\w' -]{2,40}?"
_SO = r"^(?:and |so |but |ok |right )*"
# "I'm a finance officer, what is my part"; "as a procurement officer what do I have to do"
_I_AM = re.compile(
    rf"{_SO}(?:i'?m|i am|as|speaking as|being|i work as) (?P<a>an? |the )(?P<who>{_WHO})[\s,.;:–-]+"
    rf"(?:so |and )?{_MINE}{_IN_IT}[\s?.!]*$",
    re.I,
)
_AS = re.compile(rf"{_SO}{_MINE}{_IN_IT} as (?P<a>an? |the )(?P<who>{_WHO}){_IN_IT}[\s?.!]*$", re.I)
# "what's in it for us", "what do we get out of it", "why should we bother"
_FOR = re.compile(
    rf"{_SO}(?:(?:what|whit)(?:['’]?s| is| would be) (?:there )?in {_ONE} for (?P<who>{_SIDE})|"
    rf"what do (?P<we>we|i|{_SIDE}) (?:actually |really )*(?:get|gain) (?:out of|from|by) "
    rf"(?:doing |being in )?{_ONE}|"
    rf"why (?:should|would) (?P<bother>we|i|{_SIDE}) (?:even |really )?bother(?: with {_ONE})?)"
    r"(?:,? (?:be honest|honestly|really|exactly|then))?[\s?.!]*$",
    re.I,
)
_US = re.compile(r"^(?:us|we|i|me|you|our side|our lot)$", re.I)
_OURS = re.compile(r"^(?:our|my) ", re.I)
# the two who ask most; whoever says which he is is asked about alone
_EACH = "What does a council gain from a PSP, and what does a charity gain from a PSP?"


def of_the_askers_side(question: str) -> str:
    """`question` asked of the side that its asker says he is on, or of the two commonest; else as it was.

    >>> of_the_askers_side("I'm a finance officer, what is my part in a psp")
    'What is the role of a finance officer in a PSP?'
    >>> of_the_askers_side("what is my role as a councillor?"), of_the_askers_side("as a GP what can I do")
    ('What is the role of a councillor in a PSP?', 'What is the role of a GP in a PSP?')
    >>> of_the_askers_side("what's in it for our charity"), of_the_askers_side("what is in it for me")[:24]
    ('What does a charity gain from a PSP?', 'What does a council gain')
    >>> of_the_askers_side("what is in the memorandum"), of_the_askers_side("what is my role")
    ('what is in the memorandum', 'what is my role')
    """
    if part := _I_AM.match(question) or _AS.match(question):
        return f"What is the role of {part['a'].lower().strip()} {part['who']} in a PSP?"
    gain = _FOR.match(question)
    if gain is None:
        return question
    who = _who(gain)
    if re.search(r"\b(?:and|or)\b", who):  # "for the charity and what's in it for the council": two questions
        return question
    if _US.match(who):
        return _EACH
    does = "do" if re.search(r"[^s]s$", who) and not re.match(r"an? ", who) else "does"
    return f"What {does} {_OURS.sub('a ', who)} gain from a PSP?"


_PUBLIC = re.compile(
    r"\b(?:councils?|health boards?|nhs|public (?:body|bodies|sector|partners?)|commissioners?)\b", re.I
)


def of_each_side(asked: list[str]) -> list[str]:
    """Several questions, where one asks for gains of "us" beside another side: those of the side not named.

    >>> of_each_side(["what's in it for the council?", "what's in it for us?"])
    ["what's in it for the council?", 'What does a charity gain from a PSP?']
    >>> of_each_side(["what's in it for charities?", "what's in it for us?"])[1]
    'What does a council gain from a PSP?'
    >>> of_each_side(["what's in it for us?"])
    ["what's in it for us?"]
    """
    gains = [_FOR.match(one) for one in asked]
    named = [who for gain in gains if gain and not _US.match(who := _who(gain))]
    if not named:
        return asked
    other = "charity" if any(_PUBLIC.search(who) for who in named) else "council"
    return [
        f"What does a {other} gain from a PSP?" if gain and _US.match(_who(gain)) else one
        for one, gain in zip(asked, gains, strict=True)
    ]


def _who(gain: re.Match[str]) -> str:
    return gain["who"] or gain["we"] or gain["bother"]
