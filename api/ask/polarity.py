"""What the embedding cannot tell apart: a question and its opposite (cosine .97 for a negation)."""

import re

from kb.lexical import stems, words

# each pair is one opposition: the second word turns the meaning of the first round
_OPPOSITES = (
    ("legal", "illegal"), ("lawful", "unlawful"), ("allowed", "forbidden"), ("permitted", "prohibited"),
    ("allow", "forbid"), ("permit", "prohibit"), ("allows", "forbids"), ("include", "exclude"),
    ("succeed", "fail"), ("succeeded", "failed"), ("success", "failure"), ("successful", "unsuccessful"),
    ("work", "fail"), ("worked", "failed"), ("benefits", "downsides"), ("advantages", "disadvantages"),
    ("always", "never"), ("possible", "impossible"), ("necessary", "unnecessary"), ("fair", "unfair"),
    ("with", "without"), ("binding", "voluntary"), ("same", "different"), ("paid", "unpaid"),
    ("compulsory", "optional"), ("mandatory", "optional"), ("help", "harm"), ("start", "stop"),
    ("open", "closed"), ("safe", "risky"), ("cheaper", "dearer"), ("faster", "slower"), ("won", "lost"),
    ("exempt", "liable"), ("allowed", "banned"), ("allowed", "prohibited"), ("legal", "unlawful"),
    ("lawful", "illegal"), ("permitted", "forbidden"), ("succeed", "unsuccessful"), ("in", "out"),
    ("allowed", "barred"), ("allowed", "excluded"), ("allowed", "disqualified"), ("allowed", "shut"),
)  # fmt: skip
# a word that has two opposites counts as that of the pair named first
_FIRST_OF = {second: first for first, second in reversed(_OPPOSITES)}
_TURNED = frozenset(second for _, second in _OPPOSITES) - {
    "out",
    "voluntary",
    "optional",
    "different",
    "stop",
}
_NOT = re.compile(r"\b(not|never|cannot|no|without|nobody|none|neither|nor)\b|n['’]t\b", re.I)
# "isn't it just outsourcing?" asks the same as "is it just outsourcing?"
_LEADING = re.compile(
    r"^(?:and |but |so )?(?:is|are|do|does|did|can|could|should|would|will|has|have|was|were)n['’]t\b|"
    r"\b(?:or not|is it not|isn['’]t it|aren['’]t they|right|no)\s*\??$",
    re.I,
)


def turned(text: str) -> bool:
    """Whether an odd number of denials and turned words stands in `text`.

    >>> turned("is a PSP illegal"), turned("is it not illegal"), turned("Isn't a PSP legal?")
    (True, False, False)
    """
    said = _LEADING.sub(" ", text)
    denials = len(_NOT.findall(said))
    return (denials + sum(word in _TURNED for word in words(said))) % 2 == 1


def same_matter(first: str, second: str) -> float:
    """The share of the content stems of `first` that `second` holds too, opposites counted as one word.

    >>> same_matter("is a PSP illegal", "Is a PSP legal?")
    1.0
    """
    one, other = set(_neutral(first)), set(_neutral(second))
    return len(one & other) / len(one) if one else 0.0


def _neutral(text: str) -> list[str]:
    return stems(" ".join(_FIRST_OF.get(word, word) for word in words(text)))
