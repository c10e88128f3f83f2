"""What is done said as a thing: "involve users" as "involving users", so that "it" can mean it."""

import re

_ONLY = re.compile(r"^(?:(?:just|simply|only|also|still|even|ever) )+", re.I)
_DOUBLED = re.compile(r"^(?:(?:[^aeiou\W]|qu)*[aeiou][bdglmnprt]|begin|commit|submit|transfer|refer)$", re.I)
_FEWEST = 2  # words of an act that says by itself what is meant: not "start" or "apply"


def doing(act: str) -> str:
    """An act as a thing.

    >>> doing("just give the contract to them"), doing("set up a group"), doing("agree on a budget")
    ('giving the contract to them', 'setting up a group', 'agreeing on a budget')
    >>> doing("tie it to the tender")
    'tying it to the tender'
    """
    verb, space, rest = _ONLY.sub("", act.strip()).partition(" ")
    if verb.endswith("ie"):
        verb = f"{verb[:-2]}y"
    elif _DOUBLED.match(verb):
        verb += verb[-1]
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        verb = verb[:-1]
    return f"{verb}ing{space}{rest}"


def is_said_fully(act: str) -> bool:
    """Whether an act says by itself what is meant.

    >>> is_said_fully("involve service users"), is_said_fully("apply"), is_said_fully("do that")
    (True, False, False)
    >>> is_said_fully("an accountant")
    False
    """
    words = act.split()
    if re.match(r"(?:a|an|the|our|any|some|more|enough|to be|been|be)\b", act.strip(), re.I):
        return False  # "need an accountant": a thing, and nothing done
    return len(words) >= _FEWEST and not re.search(r"\b(?:it|this|that|them|these|those|one|so)\b", act, re.I)
