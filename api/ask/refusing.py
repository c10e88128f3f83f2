"""What if they say no: whoever was to do something, or was to be won over, and refuses it."""

import re

from api.ask.acts import small, unwrapped, without_opening
from api.ask.doing import is_said_fully
from api.ask.subject import SUBJECT
from api.ask.turn import Turn
from api.ask.whose_part import part_asked_of, split

_NO = (
    r"(?:say no|says no|refuses?|(?:do|does|did|will|would)(?:n'?t| not) (?:agree|want to|accept it|play "
    r"ball|co-?operate|budge)|won'?t(?: (?:do (?:it|that)|agree|play ball|budge))?|(?:(?:are|is)(?:n'?t| "
    r"not)|not) (?:keen|interested|having it|up for it|willing)|turn(?:s)? (?:it|that|us) down|reject(?:s)? "
    r"(?:it|that)|object(?:s)?|digs? (?:their|its) heels in|knock(?:s)? (?:it|us) back|push(?:es)? back)"
)
# "what if they say no", "and if the council just won't"
_IF_THEY = re.compile(
    r"^(?:(?:and |but |so |ok )*(?:what (?:do we do |happens |can we do |should we do )?)?if|suppose|"
    r"supposing|assuming|say) (?:they(?:'re)?|he|she|it|the other side|"
    rf"(?P<who>(?:the|our) [\w-]+(?: [\w-]+)?)) (?:still |just |all |simply |both |then |flatly |keep on |"
    rf"keeps on )*(?:{_NO}|keeps? (?:on )?(?:refusing|saying no))"
    r"(?: (?:to(?: (?:it|that|this|do it|us|be))?|in (?:it|that|this)|again|anyway|then|though|"
    r"outright))*[\s?.!]*$",
    re.I,
)
_BOUND = re.compile(r"^(?:have to|need to|be made to|ever|actually|really|legally|also) ", re.I)
# "procurement won't come to meetings": told, and not yet a question
_WONT = re.compile(
    r"^(?:and |but |so )?(?P<who>(?!what|who|how|why|when|where|which|if)(?:[\w-]+ ){1,4}?)(?:just |still "
    r")?(?:won'?t|will not|refuses? to|doesn'?t want to|do(?:es)?n'?t|keeps? refusing to) "
    r"(?P<act>\w+.*)$",
    re.I,
)
# "how do we get procurement to come along", "how can I persuade the board to lend us staff"
_WON = re.compile(
    r"^how (?:do|can|could|should|would|to) ?(?:we|i|you|one)? ?(?:best )?(?:get|persuade|convince|ask|"
    r"encourage|bring|make|win) (?P<who>(?:(?:the|our|a|an|other) )?[\w-]+(?: (?!to\b|on\b|in\b|early\b|"
    r"over\b|round\b)[\w-]+)?) "
    r"(?:to (?P<act>\w.+)|(?P<on>on board|involved|in|round|over|on side|interested|to the table)\b.*)$",
    re.I,
)
# "how do I sell this to my chief exec"
_SOLD = re.compile(
    r"^how (?:do|can|could|should|would|to) ?(?:we|i|you|one)? ?(?:best )?(?:sell|pitch|present|put|take|"
    r"make the case|argue) ?(?:it|this|that|the idea|a psp|psps|for (?:it|a psp))? ?to (?P<who>(?:(?:my|our|"
    r"the|a) )?[\w-]+(?: "
    r"[\w-]+){0,2})$",
    re.I,
)
_OF_A_PSP = re.compile(r"(?:join|start|lead|fund|back|run|evaluate|sign|begin|support)$", re.I)  # left out
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
    if won := _of_whom_was_told(before, match, last):
        return won
    if asked_of := _of_whom_was_asked(before, match):
        return asked_of
    held = split(before)
    if held is None or held.who.lower() in ("we", "i", "you", "one") or held.helper in ("is", "are", "was"):
        return None
    act, who = _BOUND.sub("", held.rest), _whom(match, held.who)
    if _OF_A_PSP.match(act):
        act = f"{act} {last.topic or SUBJECT}"
    return f"What if {who} {_refuse(who)} to {act}?" if is_said_fully(act) else None


def _of_whom_was_told(before: str, match: re.Match[str], last: Turn) -> str | None:
    """What if those refuse of whom it was told that they will not, or asked how to win them over."""
    if told := _WONT.match(before):
        who = _whom(match, told["who"].strip())
        return f"What can we do if {who} still {_refuse(who)} to {told['act']}?"
    if sold := _SOLD.match(before):
        who = _whom(match, re.sub(r"^my\b", "our", sold["who"]))
        return f"What if {who} {_refuse(who)} to back {last.topic or SUBJECT}?"
    if won := _WON.match(before):
        who = _whom(match, won["who"])
        return f"What if {who} {_refuse(who)} to {won['act'] or _come(won['on'])}?"
    return None


# "how should service users be involved", "should elected members be told"
_DONE_TO = re.compile(
    r"^(?:how |when |where |why )?(?:should|can|could|must|may|are|do) (?P<who>(?:(?:the|our) )?(?:[a-z-]+ "
    r"){0,2}?"
    r"[a-z-]+s) (?:be )?(?P<did>[a-z]+ed\b.*)$",
    re.I,
)
# "should providers share their costs"
_DO = re.compile(
    r"^(?:should|must|do|can|may|will) (?P<who>(?:(?:the|our) )?(?:[a-z-]+ ){0,1}?[a-z-]+s) (?P<act>(?:share|"
    r"sign|pay|lead|join|give|take|help|open|show|agree|meet|attend|use|buy|run|report|tell|bring|"
    r"train|fund|hold|wait|accept|change|move|work)\b.+)$",
    re.I,
)
# who is to do it, where it was asked who does
_DOER = (
    (r"sign|share|agree|commit|report|bring|give", "a partner"),
    (r"buy|commission|decide|approve", "the council"),
)  # fmt: skip


def _of_whom_was_asked(before: str, match: re.Match[str]) -> str | None:
    """What if those refuse of whom it was asked who does something, or how something is done to them.

    >>> they = _IF_THEY.match("if they refuse") or re.match("", "")
    >>> _of_whom_was_asked("Who should lead a PSP", they), _of_whom_was_asked("Who signs the form", they)
    ('What if nobody wants to lead a PSP?', 'What if a partner refuses to sign the form?')
    >>> _of_whom_was_asked("How should users be asked", they)
    'What if users do not want to be asked?'
    """
    if part := part_asked_of(before):
        if part.startswith("be "):
            return None
        if money := re.match(r"(?:pay|fund)(?P<what> .+)$", part, re.I):
            return f"What if there is no money{money['what'] if ' for ' in part else f' for{money[1]}'}?"
        who = (match["who"] or "") or next((doer for sign, doer in _DOER if re.match(sign, part, re.I)), "")
        return f"What if {who} {_refuse(who)} to {part}?" if who else f"What if nobody wants to {part}?"
    if done := _DONE_TO.match(before):
        return f"What if {_whom(match, done['who'])} do not want to be {done['did']}?"
    if does := _DO.match(before):
        who = _whom(match, does["who"])
        return f"What if {who} {_refuse(who)} to {does['act']}?"
    return None


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
