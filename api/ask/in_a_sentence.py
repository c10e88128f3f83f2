"""Lists that stand inside a sentence, and their parts, which people count as well."""

import re

from api.ask.orders import is_an_order

# "PSP adds seven elements: joint service design, a pilot, ... and a clause."
_INLINE = re.compile(r":\s*([^:;.]+)\.?$")
# "a memorandum covers purpose and scope, roles, money and disputes"
_INLINE_TOLD = re.compile(
    r"\b(?:covers?|includes?|contains?|comprises?|consists? of|are called)\s+((?:[\w'’ -]{3,40},)+"
    r"[\w'’ -]{3,80})\.?$"
)
# "the six lessons of 2007 are a shared problem, culture change, scale and scope, and time"
_INLINE_NAMED = re.compile(
    r"^(?:The|Its|Their|These) (?:main |common |key )*(?:\d+|two|three|four|five|six|seven|eight|nine|ten) "
    r"[a-z-]+(?: (?:of|in|for|that|to) [^,:;]{2,60}?)? (?:are|were) ((?:[\w'’ -]{3,60},)+[\w'’ -]{3,80})\.?$"
)
_PART = 8  # words of a part of such a list
_SAYS = re.compile(r"\b(?:says?|said|that|is|are|was|were|has|have|had|does|did|will|would|may|must)\b", re.I)


def inline_items(sentence: str) -> tuple[str, ...]:
    """The parts of a list that stands inside a sentence after a colon; none if there is no such list.

    >>> inline_items("PSP adds three elements: joint design, a pilot and an intermediary.")
    ('joint design', 'a pilot', 'an intermediary')
    >>> inline_items("A memorandum covers purpose, roles, money and disputes.")
    ('purpose', 'roles', 'money', 'disputes')
    >>> inline_items("The three lessons of 2007 are culture change, scale and scope, and time and money.")
    ('culture change', 'scale and scope', 'time and money')
    >>> inline_items("It binds nobody: the example says that it is no contract, adds no duty and ends.")
    ()
    """
    if asked_for := ordered_parts(sentence):
        return asked_for
    match = _INLINE.search(sentence)
    match = match or _INLINE_TOLD.search(sentence) or _INLINE_NAMED.search(sentence)
    listed = match[1] if match and "," in match[1] else ""
    # with a comma before the last "and", an "and" elsewhere joins two words of one part
    joint = r"" if re.search(r",\s+(?:and|or) [^,]+$", listed) else r"|\sand\s(?![^()]*\))"
    split = re.split(r",\s*(?:and |or )?(?![^()]*\))" + joint, listed)
    parts = tuple(part.strip() for part in split if part.strip())
    clause = bool(parts) and _SAYS.search(parts[0])  # "the example says that it is no contract, …"
    short = bool(parts) and len(parts[0].split()) <= _PART
    return parts if len(parts) > 2 and short and not clause else ()


_PARTS = re.compile(r"^[A-Z][^,;:.()]{3,80}(?:, [^,;:.()]{3,80}){2,},? and [^,;:.()]{3,80}\.?$")
_OPENS_PART = re.compile(r"\b(?:which|what|who|whom|why|when|where|how|whether)\b.*$", re.I)


def ordered_parts(sentence: str) -> tuple[str, ...]:
    """The parts of what a sentence tells to do, or to ask, one after the other; none if it is no such list.

    >>> ordered_parts("Ask which need it meets, why not a grant, what it costs, and who pays afterwards.")
    ('which need it meets', 'why not a grant', 'what it costs', 'who pays afterwards')
    >>> ordered_parts("Meet each alone, ask what they need, let them write it down, and agree two rules.")
    ('Meet each alone', 'ask what they need', 'let them write it down', 'agree two rules')
    >>> ordered_parts("Users, charities, councils, and boards take part.")
    ()
    """
    if not _PARTS.match(sentence) or not is_an_order(sentence):
        return ()
    parts = tuple(re.split(r",? and (?=[^,]*$)|, ", sentence.rstrip(".")))
    if all(is_an_order(part) for part in parts[1:]):
        return parts
    asked = tuple(found[0] for part in parts if (found := _OPENS_PART.search(part)))
    return asked if len(asked) == len(parts) else ()
