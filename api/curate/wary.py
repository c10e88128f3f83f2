"""Whether a question may tell who asked or of whom: then it is not kept. Not keeping one costs little.

The signs are those of `api.personal_data` and of the refusals, looked for in small letters too, and some
more. A name that is in no list is not found.
"""

import re
import unicodedata

from api.ask.scope import screen
from api.personal_data import FIRST_NAMES, personal_data_in

LONGEST = 300  # characters: what is longer is a story, and a story can tell of somebody without a name
_SIGNS = re.compile(
    rf"\b(?:{FIRST_NAMES})\b"
    # nine figures in a row, whatever stands between them
    r"|\d(?:[\s()./-]{0,2}\d){8,}"
    r"|\bm(?:r|rs|s|x)\b\.?\s+[a-z]{3,}|\b(?:cllr|dr)\b\.?\s+[a-z]{3,}"
    r"|\bmy name(?:'s| is)\b|\bi(?:'m| am) (?:called|named)\b"
    # links, of which some open something, and words too long to be words: keys, tokens, numbers of files
    r"|://|\bwww\.|@|/(?:assess|a|train)/|\S{31,}",
    re.I,
)


def may_tell_of_somebody(text: str) -> bool:
    """Whether `text` shows a sign of somebody's identity, or is too long to be a question alone.

    >>> may_tell_of_somebody("what does a psp cost a small charity?")
    False
    >>> may_tell_of_somebody("is fiona from housing paid by the psp"), may_tell_of_somebody("CHI 010190 1234")
    (True, True)
    """
    plain = unicodedata.normalize("NFKC", text)
    return (
        len(plain) > LONGEST
        or bool(_SIGNS.search(plain))
        or bool(personal_data_in(plain))
        or bool(personal_data_in(plain.upper()))  # a postcode in small letters
        or screen(plain, True) is not None
    )
