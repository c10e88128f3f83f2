"""The move whose words a follow-up is made of, whatever their order and the small words between them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.taxonomy import Move

LONGEST = 14  # words of a follow-up that is a move by its words
# what may stand between the words of a move: pointers, courtesies, and verbs that ask for something
_SMALL = frozenset(
    ["a", "about", "actually", "again", "all", "also", "am", "an", "and", "answer", "answers", "any",
     "anybody", "anyone", "are", "arent", "as", "at", "aye", "be", "been", "bit", "bits", "boss", "but",
     "by", "can", "cant", "cheers", "could", "couldnt", "did", "didnt", "do", "does", "doesnt", "done",
     "dont", "enough", "find", "folk", "for", "from", "get", "gimme", "give", "go", "gonna", "got", "had",
     "has", "hasnt", "have", "havent", "having", "he", "hear", "help", "her", "here", "hey", "hi", "his",
     "how", "hows", "i", "id", "if", "ill", "im", "in", "into", "is", "isnt", "it", "its", "ive", "just",
     "keep", "kind", "kindly", "know", "lemme", "less", "let", "lets", "like", "little", "look", "lot",
     "lots", "make", "many", "mate", "may", "maybe", "me", "might", "mine", "most", "much", "my", "need",
     "no", "not", "now", "of", "oh", "ok", "okay", "on", "one", "ones", "only", "or", "our", "out", "pal",
     "perhaps", "please", "pls", "plz", "point", "possible", "possibly", "put", "quick", "quite", "real",
     "really", "reply", "report", "right", "said", "same", "say", "saying", "see", "she", "should",
     "shouldnt", "show", "slide", "so", "some", "somebody", "someone", "sorry", "sort", "still", "stuff",
     "surely", "take", "tell", "than", "thank", "thanks", "that", "thatll", "thats", "the", "their", "them",
     "then", "there", "theres", "these", "they", "theyre", "thing", "things", "this", "tho", "those",
     "though", "to", "today", "too", "um", "up", "us", "use", "using", "version", "very", "wanna", "want",
     "was", "wasnt", "way", "we", "well", "were", "werent", "what", "whats", "when", "whens", "where",
     "wheres", "which", "who", "whos", "will", "with", "wont", "word", "words", "would", "wouldnt", "ye",
     "yet", "you", "your", "youre"]
)  # fmt: skip
# where two moves have as many words in it, the one that is said with the other's: "no, that's wrong"
_ORDER = (
    "again", "not-asked", "figures", "list", "one-sentence", "others", "sources", "example", "simpler",
    "shorter", "other-side", "next", "why", "more", "write", "yes", "no", "thanks",
)  # fmt: skip

# a question of its own in small words: "do we need evidence", "is it complicated"
_OF_SOMEBODY = re.compile(
    r"^(?:do|does|did|should|must|may|will|would|can|could|have|has|are|were|is|was) "
    r"(?:we|they|he|she)\b",
    re.I,
)
_OF_SOMETHING = re.compile(
    r"^(?:is|are|was|were|does|do|did|will|would) (?:it|that|this|there|these|those|they)\b", re.I
)
_NOT_OF_SOMEBODY = frozenset(
    ("sources", "why", "more", "next", "list", "not-asked", "yes", "no", "thanks", "other-side")
)
_NOT_OF_SOMETHING = frozenset(
    ("simpler", "shorter", "one-sentence", "not-asked", "next", "why", "yes", "no", "thanks", "again")
)
# "is anyone still doing it": how things are now, which "are you still sure" does not ask
_NOW = re.compile(r"^(?:and |but |so )?(?:is|are|do|does|has|have) (?!you\b).*\bstill\b", re.I)
# "who benefits", "how do I answer that": what begins so asks, unless for a work, a case or the rest
_BEGINS_ASKING = re.compile(
    r"^(?:and |but |so |ok )?(?:who|when|where|which|how)\b(?! come\b| is against\b| so\b)", re.I
)
# "what can we skip": no wish to leave it
_BEGINS_WITH_WHAT = re.compile(
    r"^(?:and |but |so |ok )?(?:what|which) (?:\w+ )?(?:can|could|do|does|is|are|should)\b", re.I
)
_MAY_BEGIN_SO = frozenset(("sources", "example", "others", "next", "figures"))
# "what if we forget": a case that is put
_CASE = re.compile(r"^(?:(?:and|but|so|ok)\b[\s,]*)*(?:(?:what (?:happens )?)?if|suppose|say we)\b", re.I)
# "why does it matter": of the thing talked of; "why is that" and "why is it so" of what was said
_WHY_IT = re.compile(
    r"^(?:and |but |so )?why (?:does|do|did|is|are|was|were|would|should|has|have) "
    r"(?:(?:it|they|these) (?!so\b|like\b|that\b|then\b|this\b|the\b|not\b)\w{3,}|"
    # "why would we do one", but "why would you do that"
    r"(?:we|i|you|anyone|anybody|people) \w+ (?!(?:that|this|it|so|them|these|those)\b)\w)",
    re.I,
)
# "and where was that": the place or the time of the thing talked of
_WHERE_IT_WAS = re.compile(
    r"^(?:and |but |so )?(?:where|when) (?:is|was|are|were) (?:it|that|this|they|those)"
    r"(?: (?:then|exactly|again|in scotland))?[\s?.!]*$",
    re.I,
)
# "what do they look for": of those talked of
_WHAT_THEY = re.compile(
    r"^(?:and |but |so )?what (?:else )?(?:do|did|would|should|can|will) (?:they|he|she) \w{2,}", re.I
)
# "what could it lead to": of the thing; but "what does it mean" and "what does it say" are moves
_WHAT_IT = re.compile(
    r"^(?:and |but |so )?what (?:else )?(?:could|can|might|may|would|will|did|should) "
    r"(?:it|that|this) \w{2,}",
    re.I,
)
_OF_A_THING = frozenset(
    ("other-side", "more", "others", "next", "list", "again", "write", "not-asked", "figures")
)
# "why did that not work out": a reason is asked, and no other side
_WHY_DID = re.compile(r"^(?:and |but |so )?why (?:did|was|were|has|have|had) ", re.I)
# "who writes it": of the thing; "who says it" and "who wrote that" of what was said
_WHO_DOES_IT = re.compile(
    r"^(?:and |but |so )?who (?:(?!says\b|claims\b|thinks\b|states\b|reckons\b)\w+s|invented|founded|began|"
    r"started|led|ran|paid(?: for)?|built|set up|thought of|came up with) "
    r"(?:it|that|this|them|one)\b",
    re.I,
)
# "does it apply to a pilot"; "does it happen" and "did it work anywhere" ask for a case
_DOES_IT = re.compile(
    r"^(?:and |but |so )?(?:does|do|did|would|will|can) (?:it|that|this|they) "
    r"(?!happen|work|exist|ever|fail|go\b|succeed)\w{3,}",
    re.I,
)
# "which of them led", "did any of them drop out": one of those that were named
_WHICH_OF_THEM = re.compile(
    r"^(?:and |but |so )?(?:which|who|(?:did|do|does|have|has|had|was|were|is|are|can|could|will) (?:any|one|"
    r"some|all|most|both|none)) of (?:them|these|those) (?!else|other)\w{3,}",
    re.I,
)
_EVEN = re.compile(r"^(?:and |but |so )?even\b", re.I)  # "even the bad ones": of what was asked
# "what would an auditor say": asked of somebody
_WOULD_SAY = re.compile(
    r"^(?:and |but |so )?what (?:would|will|might|did|does|do) (?:a|an|the|our|my) "
    r"(?!critic|opponent|sceptic|other side)[\w-]+(?: [\w-]+)? (?:say|think|ask|want|make of)\b",
    re.I,
)
# "can we run it again": asked of doing; "can we start again" is said of the talk
_DO_AGAIN = re.compile(
    r"^(?:and |but |so )?(?:can|could|do|should|must|may|will) (?:we|they|you) \w+ (?:it|them|one) again\b",
    re.I,
)
# "who else should be on it": of the thing, where "who else" and "who else is there" ask for the rest
_WHO_ELSE = re.compile(
    r"^(?:and |but |so )?(?:who|what|where) else (?:should|can|could|must|may|might|does|do|did|would|"
    r"will|has|needs?|sits?|"
    r"pays?|joins?|is|are) (?!there\b)\w{2,}",
    re.I,
)
# "give me an example agenda": a text to start from, and nobody's case
_A_SAMPLE = re.compile(
    r"\b(?:example|sample|specimen|model) (?!(?:of|from|for|in|where|that|which|who|when|please|pls|"
    r"then|though|or|and|"
    r"psps?|pilots?|projects?|cases?|too|here|there|would|is|to|by|with|at|on|about|you|we|i|"
    r"anywhere)\b)[a-z]{4,}",
    re.I,
)
_REFUSING = re.compile(r"\b(?:no|(?<!why )not|naw|nah)\b", re.I)
_SO_MANY_WORDS = re.compile(r"\b\d+ words\b", re.I)  # "in under 30 words" wishes for few
_OWN_WORD = 4  # what a word weighs that is not small: "checklist" says more than "I'd like that"
_LOOSE = 3  # so many words more than those of a key that has small words only


def tokens_of(text: str) -> tuple[str, ...]:
    """The words of `text`, lower case, without apostrophes, which people leave out as often as not.

    >>> tokens_of("That’s too long, isn't it?")
    ('thats', 'too', 'long', 'isnt', 'it')
    """
    return tuple(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower())))


@dataclass(frozen=True)
class _Key:
    words: frozenset[str]
    weight: int  # `_OWN_WORD` for a word, one for a small one
    longest: int  # words of a follow-up in which it counts


class Wordings:
    """Finds the move that the words of a follow-up make.

    >>> from kb.taxonomy import Move
    >>> said = tuple(f"phrase {n}" for n in range(25))
    >>> moves = Move(id="shorter", title="Shorter", keys=("too long", "trim"), said=said),
    >>> Wordings(moves).move_of("could you trim that for me"), Wordings(moves).move_of("trim the budget")
    ('shorter', None)
    """

    def __init__(self, moves: Iterable[Move], knows: Callable[[str], bool] = lambda word: True) -> None:
        self._knows = knows
        self._keys: dict[str, list[_Key]] = {}
        for move in moves:
            self._keys[move.id] = [_key(key) for key in move.keys]

    def move_of(self, said: str) -> str | None:
        """The move that the words of `said` speak of; None where one that the guide knows says more."""
        tokens = tokens_of(_SO_MANY_WORDS.sub("few words", said))
        words = frozenset(token for token in tokens if not token.isdigit())
        held = {
            move: [key for key in keys if key.words <= words and len(tokens) <= key.longest]
            for move, keys in self._keys.items()
        }
        covered = {word for keys in held.values() for key in keys for word in key.words}
        if len(tokens) > LONGEST or any(self._knows(word) for word in words - covered - _SMALL):
            return None
        weights = {move: max((k.weight for k in keys), default=0) for move, keys in held.items() if keys}
        best = min(weights, key=lambda move: (-weights[move], _ORDER.index(move)), default=None)
        return None if best is None or asks_itself(said, best) else best


def _key(text: str) -> _Key:
    words = frozenset(tokens_of(text))
    weight = sum(1 if word in _SMALL else _OWN_WORD for word in words)
    return _Key(words, weight, len(words) + _LOOSE if words <= _SMALL else LONGEST)


def asks_itself(said: str, move: str) -> bool:
    """Whether `said` is a question of its own, though made of the words of `move`."""
    return bool(
        (_CASE.match(said) and move != "one-sentence")
        or _WHY_IT.match(said)
        or _WHERE_IT_WAS.match(said)
        or _NOW.match(said)
        or (move == "others" and (_WHO_ELSE.match(said) or _WHICH_OF_THEM.match(said)))
        or (move in _OF_A_THING and (_WHAT_IT.match(said) or _WOULD_SAY.match(said)))
        or (move != "why" and _WHY_DID.match(said))
        or (move == "example" and _DOES_IT.match(said))
        or (move == "sources" and _WHO_DOES_IT.match(said))
        or (move != "one-sentence" and _EVEN.match(said))
        or (move in ("example", "write") and _A_SAMPLE.search(said))
        or (move not in _MAY_BEGIN_SO and _WHAT_THEY.match(said))
        or (move not in _MAY_BEGIN_SO and _BEGINS_ASKING.match(said))
        or (move == "yes" and _REFUSING.search(said))
        or (move in ("no", "yes", "thanks") and _BEGINS_WITH_WHAT.match(said))
        or (move == "again" and _DO_AGAIN.match(said))
        or (move in _NOT_OF_SOMEBODY and _OF_SOMEBODY.match(said))
        or (move in _NOT_OF_SOMETHING and _OF_SOMETHING.match(said))
    )
