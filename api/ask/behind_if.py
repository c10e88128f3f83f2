"""A question behind its condition: "if we helped with the design, are we barred from the tender?"."""

import re

_HELPS = r"(?:is|are|am|can|could|do|does|did|should|must|may|will|would|has|have|was|were)"
_NOUN = (
    r"(?:you|it|that|this|there|the|a|an|our|my|any|anyone|anybody|PSPs?|partners|charities|councils|staff|"
    r"users)"
)
# "… it are we": a pronoun behind the verb begins a question whatever stands before; a noun may go on
# ("if they are the lead"), unless what stands before it is no subject
_ASKED = "who|which|what|how|when|where|why|whom|whose|much|many|long|often|if|and|or|but"
_SUBJECT = f"we|i|you|they|it|he|she|that|this|there|{_ASKED}"
_BEGINS = re.compile(
    rf"(?:\b(?!(?:{_ASKED})\b)[\w'’]+,?|,) +(?:then )?(?P<asks>{_HELPS} (?:we|i|they|he|she)\b.*)|"
    rf"(?:\b(?!(?:{_SUBJECT})\b)[\w'’]+,?|,) +(?:then )?(?P<of>{_HELPS} {_NOUN}\b.*)",
    re.I,
)
_CONDITION = re.compile(r"^(?:and |but |so )?(?:if|once|supposing|suppose|assuming)\b", re.I)
_FEWEST = 3  # words of a condition


def behind_if(question: str) -> tuple[str, str]:
    """The condition of a question and the question on yes or no behind it; ("", question) without one.

    >>> behind_if("if we design it are we barred from bidding")
    ('if we design it', 'are we barred from bidding')
    >>> behind_if("if they are the lead, can we join?"), behind_if("if it fails what do we do")
    (('if they are the lead', 'can we join?'), ('', 'if it fails what do we do'))
    >>> behind_if("if a partner leaves does the PSP have to stop")[1], behind_if("are we barred")
    ('does the PSP have to stop', ('', 'are we barred'))
    """
    text = question.strip()
    match = _BEGINS.search(text) if _CONDITION.match(text) else None
    if match is None:
        return "", text
    asks = match["asks"] or match["of"]
    condition = text[: -len(asks)].rstrip(" ,").removesuffix(" then")
    return (condition, asks) if len(condition.split()) >= _FEWEST else ("", text)
