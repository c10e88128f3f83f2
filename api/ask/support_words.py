"""Words as the support check sees them: numbers by value, names, and reviewed lists of exchangeable words."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

_TOKEN = re.compile(r"[£€$]?\d+(?:[.,]\d+)*%?|%|[A-Za-zÀ-ÿ]+(?:'[A-Za-z]+)?|[,;:]")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_DECADES = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_TENS = {word: 10 * (n + 2) for n, word in enumerate(_DECADES)}
_VALUES = {word: n for n, word in enumerate(_UNITS)} | _TENS
_COUNTED = {"hundred", "dozen", "half", "quarter", "twice", "double", "once", "thrice", *_SCALES}


class Words(BaseModel):
    """The reviewed word lists of `data/support_words.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    free: frozenset[str]
    fillers: frozenset[str]
    adverbial: frozenset[str]
    joiners: frozenset[str]
    phrases: tuple[tuple[str, str], ...]
    critical: dict[str, frozenset[str]]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Token:
    """One word or number: as written, what it is compared by, and what it would mean to lose it."""

    raw: str
    key: str
    kind: str  # number | name | free | filler | mark | a class of critical words | word

    @property
    def critical(self) -> bool:
        """Whether the meaning changes when it is lost."""
        return self.kind not in ("free", "filler", "mark", "word")


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists, read once."""
    file = resources.files("api.ask") / "data/support_words.json"
    return Words.model_validate(json.loads(file.read_text("utf-8")))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    found = {word: kind for kind, members in words().critical.items() for word in members}
    found |= {word: "filler" for word in words().fillers} | {word: "free" for word in words().free}
    return found


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    return {word: group[0] for group in words().groups for word in group}


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(words().phrases)
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.I), table


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and dividing marks of `text`.

    >>> [(t.key, t.kind) for t in tokens("Homereach did not cost £2.7 million.")][2:]
    [('not', 'negation'), ('cost', 'word'), ('£2700000', 'number')]
    >>> [t.key for t in tokens("17 per cent of twenty-five")]
    ['17%', 'of', '25']
    """
    pattern, table = _phrases()
    plain = text.replace("’", "'").replace("–", "-")
    plain = pattern.sub(lambda m: table[m.group().lower()], plain)
    raw = [re.sub(r"'s?$", "", match.group()) for match in _TOKEN.finditer(plain)]
    return tuple(_numbers_joined([_token(word, position == 0) for position, word in enumerate(raw)]))


def _token(raw: str, first: bool) -> Token:
    low = raw.lower()
    if low[0].isdigit() or low[0] in "£€$":
        return Token(raw, low.replace(",", ""), "number")
    if low in _VALUES or low in _COUNTED or low == "%":
        return Token(raw, str(_VALUES.get(low, low)), "number")
    if low in ",;:":
        return Token(raw, low, "mark")
    kind = _kinds().get(low, "word")
    if kind == "word" and raw[0].isupper() and not first:
        return Token(raw, low, "name")
    return Token(raw, _keys().get(low, low), kind)


def _numbers_joined(found: list[Token]) -> list[Token]:
    """Numbers of several words as one: £2.7 million, 17 %, twenty five."""
    out: list[Token] = []
    for token in found:
        joined = _join(out[-1], token) if out and token.kind == out[-1].kind == "number" else None
        if joined:
            out[-1] = joined
        else:
            out.append(token)
    return out


def _join(before: Token, token: Token) -> Token | None:
    raw, low = f"{before.raw} {token.raw}", token.raw.lower()
    sign = before.key[0] if before.key[0] in "£€$" else ""
    value = before.key.removeprefix(sign) if sign else before.key
    if low == "%":
        return Token(raw, before.key + "%", "number")
    if low in _SCALES and re.fullmatch(r"\d+(\.\d+)?", value):
        return Token(raw, f"{sign}{float(value) * _SCALES[low]:.0f}", "number")
    if before.raw.lower() in _TENS and low in _UNITS[1:10]:
        return Token(raw, str(int(before.key) + int(token.key)), "number")
    return None
