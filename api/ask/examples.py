"""Examples of an answer, typed behind a question: "how long is the contract? 3 yrs? 5?"."""

import re

_MEASURES = re.compile(
    r"^(?:[\w'’-]+[, ]+){0,4}?(?:how (?:long|many|much|often|big|large|small|soon|far|old)|"
    r"what (?:length|size|number|share|percentage))\b",
    re.I,
)
_NUMBER = (
    r"(?:[£€]?\d[\d,.]*(?:k|m)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"eighteen|twenty|thirty|half|a few|a couple of)"
)
_UNIT = (
    r"(?:half |years?|yrs?|months?|mths?|weeks?|wks?|days?|hours?|hrs?|people|partners?|charities|times|"
    r"pages?|pounds|quid|grand|percent|per cent|%|or more|or so|or less|each|a year|a week|a month)"
)
_VALUE = rf"{_NUMBER}(?:\s?(?:-|to|or|–)\s?{_NUMBER})?(?:\s?{_UNIT})*"
_EXAMPLE = re.compile(
    r"^(?:(?:or|is it|like|say|about|around|maybe|perhaps|more like) )*"
    rf"{_VALUE}(?:,? or {_VALUE})*\s*[?.!]*$",
    re.I,
)


def without_examples(text: str) -> str:
    """`text` without the sentences that only propose an answer to a question of how long or how many.

    >>> without_examples("how long is the contract at the end usually. 3 yrs? 5?")
    'how long is the contract at the end usually.'
    >>> without_examples("how many partners? Two or three? And who leads?")
    'how many partners? And who leads?'
    >>> without_examples("Who leads? 3 partners?"), without_examples("How long? A year is too long.")
    ('Who leads? 3 partners?', 'How long? A year is too long.')
    """
    first, *rest = [s for s in re.split(r"(?<=[?!.])\s+", text) if s.strip()] or [text]
    if not rest or not _MEASURES.search(first):
        return text
    return " ".join([first, *(one for one in rest if not _EXAMPLE.match(one))])
