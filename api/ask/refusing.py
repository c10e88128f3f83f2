"""What if they say no: whoever was to do something, or was to be won over, and refuses it."""

import re

from api.ask.acts import small, unwrapped, without_opening
from api.ask.doing import is_said_fully
from api.ask.subject import SUBJECT
from api.ask.turn import Turn
from api.ask.whose_part import split

_NO = (
    r"(?:say no|says no|refuses?|(?:do|does|did|will|would)(?:n'?t| not) (?:agree|want to|accept it|play "
    r"ball|"
    r"co-?operate|budge)|won'?t(?: (?:do (?:it|that)|agree|play ball|budge))?|(?:are|is)(?:n'?t| not) "
    r"(?:keen|interested|having it|up for it|willing)|turn(?:s)? (?:it|that|us) down|reject(?:s)? (?:it|"
    r"that)|"
    r"object(?:s)?|digs? (?:their|its) heels in|knock(?:s)? (?:it|us) back|push(?:es)? back)"
)
# "what if they say no", "and if the council just won't"
_IF_THEY = re.compile(
    r"^(?:(?:and |but |so |ok )*what (?:do we do |happens |can we do |should we do )?)?if (?:they|he|she|"
    r"it|the other side|"
    rf"(?P<who>(?:the|our) [\w-]+(?: [\w-]+)?)) (?:still |just |all |simply |both |then |flatly |keep on |"
    rf"keeps on )*(?:{_NO}|keeps? (?:on )?(?:refusing|saying no))"
    r"(?: (?:to (?:it|that|this|do it|us)|again|anyway|then|though|outright))*[\s?.!]*$",
    re.I,
)
_BOUND = re.compile(r"^(?:have to|need to|be made to|ever|actually|really|legally|also) ", re.I)
# "procurement won't come to meetings": told, and not yet a question
_WONT = re.compile(
    r"^(?:and |but |so )?(?P<who>(?!what|who|how|why|when|where|which|if)(?:[\w-]+ ){1,4}?)"
    r"(?:just |still )?(?:won'?t|will not|refuses? to|doesn'?t want to|do(?:es)?n'?t|keeps? refusing to) "
    r"(?P<act>\w+.*)$",
    re.I,
)
# "how do we get procurement to come along", "how can I persuade the board to lend us staff"
_WON = re.compile(
    r"^how (?:do|can|could|should|would|to) ?(?:we|i|you|one)? ?(?:best )?(?:get|persuade|convince|ask|"
    r"encourage|bring|make|win) "
    r"(?P<who>(?:(?:the|our|a|an|other) )?[\w-]+(?: (?!to\b|on\b|in\b|early\b|over\b|round\b)[\w-]+)?) "
    r"(?:to (?P<act>\w.+)|(?P<on>on board|involved|in|round|over|on side|interested|to the table)\b.*)$",
    re.I,
)
# "how do I sell this to my chief exec"
_SOLD = re.compile(
    r"^how (?:do|can|could|should|would|to) ?(?:we|i|you|one)? ?(?:best )?(?:sell|pitch|present|put|take|"
    r"make the case|argue) "
    r"?(?:it|this|that|the idea|a psp|psps|for (?:it|a psp))? ?to (?P<who>(?:(?:my|our|the|a) )?[\w-]+(?: "
    r"[\w-]+){0,2})$",
    re.I,
)
_SEVERAL = re.compile(r"^(?:we|they|you|i)$|(?<!s)s$", re.I)


def refused(asked: str, last: Turn) -> str | None:
    """What if those who were to do it refuse, as a question of its own; None where that is not asked.

    >>> refused("what if they say no?", Turn("Does the council have to pay overheads?", "a PSP", (), True))
    'What if the council refuses to pay overheads?'
    >>> refused("and if they still won't", Turn("procurement won't come to meetings", "a PSP", (), True))
    'What can we do if procurement still refuses to come to meetings?'
    >>> refused("what if they refuse", Turn("How do we get partners to share data?", "a PSP", (), True))
    'What if partners refuse to share data?'
    >>> refused("what if they leave", Turn("Does the council have to pay?", "a PSP", (), True))
    """
    match = _IF_THEY.match(without_opening(asked.strip()))
    before = unwrapped(last.understood_as).rstrip("?.! ")
    if not match:
        return None
    if told := _WONT.match(before):
        who = _whom(match, told["who"].strip())
        return f"What can we do if {who} still {_refuse(who)} to {told['act']}?"
    if sold := _SOLD.match(before):
        who = _whom(match, re.sub(r"^my\b", "our", sold["who"]))
        return f"What if {who} {_refuse(who)} to back {last.topic or SUBJECT}?"
    if won := _WON.match(before):
        who = _whom(match, won["who"])
        return f"What if {who} {_refuse(who)} to {won['act'] or _come(won['on'])}?"
    held = split(before)
    if held is None or held.who.lower() in ("we", "i", "you", "one") or held.helper in ("is", "are", "was"):
        return None
    act, who = _BOUND.sub("", held.rest), _whom(match, held.who)
    return f"What if {who} {_refuse(who)} to {act}?" if is_said_fully(act) else None


def says_they_refuse(asked: str) -> bool:
    """Whether a follow-up puts the case that somebody refuses.

    >>> says_they_refuse("what if they still say no"), says_they_refuse("what if they leave")
    (True, False)
    """
    return bool(_IF_THEY.match(asked))


def _whom(match: re.Match[str], who: str) -> str:
    return small(match["who"] or who)


def _refuse(who: str) -> str:
    """ "Refuses" of one, "refuse" of several."""
    return "refuse" if _SEVERAL.search(who) else "refuses"


def _come(how: str) -> str:
    return "come to the table" if how.lower() in ("to the table", "in", "round", "over") else "get involved"
