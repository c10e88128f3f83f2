"""A follow-up that only adds to whom, with whom or how far: "to everybody?", "even the bad bits?"."""

import re

from api.ask.acts import YES_NO, act_of
from api.ask.doing import is_said_fully
from api.ask.elided import plain_form
from api.ask.turn import Turn

_OPENS = r"^(?:(?:and|but|so|ok|okay|yes|aye|sorry)\b[\s,]*)*"
_OF_THE_ANSWER = (
    r"(?:(?:an? |some |any |more |my |the |bullet )*(?:examples?|sources?|jargon|bullets?|points|words?|"
    r"references?|"
    r"figures|details?|numbers|links?|committee|boss|board paper|citations?|english|list|table|sentences?|"
    r"lines?)\b)"
)
_NO_QUESTION = r"(?!(?:who|whom|what|which|when|where|how|it|that|this|them|these|those|then)\b)"
# "to everybody?", "with the users too", "by e-mail"
_LED = re.compile(
    rf"{_OPENS}(?P<added>(?:to|with|from|by|without|through|via|about) {_NO_QUESTION}(?!{_OF_THE_ANSWER})"
    r"[\w'’-]+(?: [\w'’-]+){0,5}?)(?: (?:too|as well|also|then|though|either))*[\s?.!]*$",
    re.I,
)
# "even the bad bits", "only the summary", "including the costs"
_AS_FAR_AS = re.compile(
    rf"{_OPENS}(?P<added>(?:even|only|just|not even|including|all of|not|especially) (?:the|our|their|a|"
    rf"an|if|when|"
    rf"for|in|to|with|those|small|bad|good) (?!{_OF_THE_ANSWER})[\w'’-]+(?: [\w'’-]+){{0,5}}?)"
    r"(?: (?:too|as well|also|then|though))*[\s?.!]*$",
    re.I,
)
# "who gets the report", then "the public too?"
_WHO = re.compile(r"^who (?:(?P<helper>should|can|must|may|will) )?(?P<does>[a-z]+) (?P<rest>\w.*)$", re.I)
_TOO = re.compile(
    rf"{_OPENS}(?P<who>(?:the |our |all )?{_NO_QUESTION}[\w'’-]+(?: [\w'’-]+){{0,3}}?) (?:too|as well|"
    rf"also)[\s?.!]*$",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|must|has|have|me|you)\b", re.I
)
_LONGEST = 16  # words of the question before


def with_what_is_added(asked: str, last: Turn) -> str | None:
    """The question before with what is added to it: asked of doing it so; None where nothing is added.

    >>> publish = Turn("When do we publish the results?", "a PSP", (), True)
    >>> with_what_is_added("to everybody?", publish), with_what_is_added("even the bad bits", publish)
    ('Should we publish the results to everybody?', 'Should we publish the results, even the bad bits?')
    >>> with_what_is_added("the public too?", Turn("Who gets the report?", "a PSP", (), True))
    'Should the public get the report?'
    >>> with_what_is_added("with an example", publish), with_what_is_added("to whom", publish)
    (None, None)
    """
    before = last.understood_as.rstrip("?.! ")
    if len(before.split()) > _LONGEST:
        return None
    if (too := _TOO.match(asked.strip())) and (who := _WHO.match(before)) and not _VERB.search(too["who"]):
        does = who["does"] if who["helper"] else plain_form(who["does"])
        return f"Should {too['who']} {does} {who['rest']}?"
    led, far = _LED.match(asked.strip()), _AS_FAR_AS.match(asked.strip())
    added = led or far
    if added is None or _VERB.search(added["added"]):
        return None
    joint = " " if led else ", "
    if YES_NO.match(before):
        return f"{before}{joint}{added['added']}?"
    act = act_of(before)
    return f"Should we {act}{joint}{added['added']}?" if act and is_said_fully(act) else None
