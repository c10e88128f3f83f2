"""Plausible lies made from true sentences by seeded rules: what the support check has to refuse.

Used to measure its thresholds (`api.evaluation.support_tuning`) and to play a lying server in the tests.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.ask.support_words import tokens, words

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z]{2,}(?: [A-Z][A-Za-z]+)*")
_VERB = re.compile(r"\b(is|are|was|were|has|have|had|can|may|must|should|will|does|do|did)\b")
_NOT = re.compile(r"\b(not|no|never|nobody|nothing|without) ", re.I)
_TAIL_WORDS = "if|unless|according to|where|when|because|in the view of|as far as|before|after"
_TAIL = re.compile(rf",? (?:{_TAIL_WORDS}) .*(?=[.:]$)")
_EXCHANGED = {
    "must": "may", "may": "must", "should": "must", "can": "must", "could": "did", "all": "some",
    "most": "all", "some": "all", "every": "some", "only": "also", "more": "less", "less": "more",
    "fewer": "more", "before": "after", "after": "before", "or": "and", "always": "often",
    "at least": "at most", "about": "over", "suggests": "proves", "advised": "required",
    "expected": "achieved", "allows": "requires", "with": "without", "from": "to", "first": "last",
    "early": "late", "public": "private", "third": "private", "new": "old", "better": "worse",
    "equal": "unequal", "joint": "separate", "support": "oppose", "long": "short", "undated": "recent",
    "partners": "bidders", "councils": "charities", "council": "charity", "pilots": "contracts",
    "pilot": "contract", "trust": "doubt",
}  # fmt: skip
_CLAIMS = [
    "and it saved money", "and it always works", "which the law requires", "as every council knows",
    "within six weeks", "in England", "with excellent results",
]  # fmt: skip
_HEADS = ["Yes, ", "It is proven that ", "By law, ", "Everyone agrees that ", "Only ", "Never "]


@dataclass(frozen=True)
class Pool:
    """What lies are made from: other true sentences and names."""

    sentences: Sequence[str]
    names: Sequence[str]


Rule = Callable[[str, Pool, random.Random], str | None]


def _other_number(text: str, pool: Pool, chance: random.Random) -> str | None:
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    digits = match.group()
    other = str(int(digits[-1]) + chance.randint(1, 8))[-1]
    return text[: match.start()] + digits[:-1] + other + text[match.end() :]


def _numbers_exchanged(text: str, pool: Pool, chance: random.Random) -> str | None:
    found = list(_NUMBER.finditer(text))
    if len({match.group() for match in found}) < 2:
        return None
    first, second = sorted(chance.sample(found, 2), key=lambda match: match.start())
    between = text[first.end() : second.start()]
    return text[: first.start()] + second.group() + between + first.group() + text[second.end() :]


def _other_name(text: str, pool: Pool, chance: random.Random) -> str | None:
    found = list(_NAME.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    others = [name for name in pool.names if name != match.group()]
    return text[: match.start()] + chance.choice(others) + text[match.end() :]


def _negated(text: str, pool: Pool, chance: random.Random) -> str | None:
    if _NOT.search(text):
        return _NOT.sub("", text, count=1)
    found = list(_VERB.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    return f"{text[: match.end()]} not{text[match.end() :]}"


def _word_exchanged(text: str, pool: Pool, chance: random.Random) -> str | None:
    found = [word for word in _EXCHANGED if re.search(rf"\b{word}\b", text)]
    if not found:
        return None
    word = chance.choice(found)
    return re.sub(rf"\b{word}\b", _EXCHANGED[word], text, count=1)


def _parts_exchanged(text: str, pool: Pool, chance: random.Random) -> str | None:
    """Two content words that do not stand side by side exchange places: who does what to whom."""
    every = re.finditer(r"\b[A-Za-z]{5,}\b", text)
    found = [match for match in every if tokens("the " + match.group())[1].kind == "word"]
    if len({match.group().lower() for match in found}) < 3:
        return None
    at = chance.randrange(len(found) - 2)
    first, second = found[at], found[at + 2]
    middle = text[first.end() : second.start()]
    return text[: first.start()] + second.group() + middle + first.group() + text[second.end() :]


def _mixed(text: str, pool: Pool, chance: random.Random) -> str | None:
    """The first half of one sentence with the second half of another."""
    words_here, other = text.split(), chance.choice(pool.sentences).split()
    if len(words_here) < 6 or len(other) < 6:
        return None
    return " ".join(words_here[: len(words_here) // 2] + other[len(other) // 2 :])


def _claim_added(text: str, pool: Pool, chance: random.Random) -> str | None:
    if text[-1] not in ".:":
        return None
    return f"{text[:-1]} {chance.choice(_CLAIMS)}{text[-1]}"


def _head_added(text: str, pool: Pool, chance: random.Random) -> str | None:
    return chance.choice(_HEADS) + text[0].lower() + text[1:]


def _word_lost(text: str, pool: Pool, chance: random.Random) -> str | None:
    """One word that carries meaning is left out."""
    light = words().free | words().fillers
    parts = text.split()
    at = [n for n, word in enumerate(parts[:-1]) if n and word.isalpha() and word.lower() not in light]
    if len(at) < 3:
        return None
    lost = chance.choice(at)
    return " ".join(parts[:lost] + parts[lost + 1 :])


def _tail_lost(text: str, pool: Pool, chance: random.Random) -> str | None:
    """The condition or the attribution at the end is left out."""
    return _TAIL.sub("", text) if _TAIL.search(text) else None


RULES: dict[str, Rule] = {
    "another number": _other_number,
    "numbers exchanged": _numbers_exchanged,
    "another name": _other_name,
    "negated": _negated,
    "word exchanged": _word_exchanged,
    "parts exchanged": _parts_exchanged,
    "two sentences mixed": _mixed,
    "claim added": _claim_added,
    "opening added": _head_added,
    "word lost": _word_lost,
    "condition lost": _tail_lost,
}


def corrupt(sentence: str, rule: str, pool: Pool, chance: random.Random) -> str | None:
    """`sentence` made false or unsupported by `rule`, or None where the rule finds nothing to do.

    >>> corrupt("It may fail.", "negated", Pool((), ()), random.Random(1))
    'It may not fail.'
    """
    made = RULES[rule](sentence, pool, chance)
    return made if made and made != sentence else None


def corruptions(pool: Pool, each: int, seed: int) -> list[tuple[str, str, str]]:
    """`each` lies by every rule, as (rule, sentence, lie); the same seed gives the same lies."""
    chance = random.Random(seed)  # noqa: S311  lies have to be repeatable, not secret
    found: list[tuple[str, str, str]] = []
    for rule in RULES:
        order = chance.sample(range(len(pool.sentences)), len(pool.sentences))
        made = ((pool.sentences[n], corrupt(pool.sentences[n], rule, pool, chance)) for n in order)
        lies = [(rule, sentence, lie) for sentence, lie in made if lie]
        found += lies[:each]
    return found
