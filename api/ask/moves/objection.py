"""An objection to what was said: "isn't that unfair on the others?", "sounds risky"."""

import re

from api.ask.acts import act_of, small, unwrapped, without_opening
from api.ask.doing import is_said_fully
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_NOT = (
    r"(?:(?:a bit|a wee bit|a little|just|really|rather|kind of|sort of|pretty|quite|very|so|actually|also|"
    r"then|still|all) )*"
)
_JUDGED = (
    r"(?P<judged>unfair|not (?:really |very )?fair|hardly fair|fair|cheating|a cheat|rigged|a fix|a "
    r"stitch[- ]?up|favouritism|biased?|a closed shop|jobs for the boys|an inside job|dodgy|a (?:bit of a "
    r")?fiddle|a conflict of interest|anti-?competitive|undemocratic|(?:a bit |very |really )?risky|a (?:big "
    r"|huge |real )?(?:risk|gamble)|dangerous|asking for trouble|reckless|(?:a|just a|an expensive) waste of "
    r"(?:public |good |our |everybody's |taxpayers'? )?(?:money|time)|(?:just )?(?:too )?wasteful|pointless|"
    r"privatisation|naive|overkill|too much (?:bureaucracy|red tape|paperwork|work|bother|hassle)|"
    r"bureaucratic)"
)
_WHOM = r"(?P<whom> (?:to|on|for|against) (?!do\b|be\b)[\w'’ -]{2,40}?)?"
_LATER = r"(?: (?:then|though|at all|here|no|eh|surely|mind))*[\s?.!]*$"
_THAT = r"(?:that|this|it|all that|all this|the whole thing)"
_OBJECTS = re.compile(
    rf"^(?:surely )?(?:(?:is|was|are|would|will)n'?t {_THAT} (?:be )?{_NOT}|(?:is|was|would|will) {_THAT} "
    rf"(?:not|no|nae) (?:be )?{_NOT}|(?:{_THAT} )?(?:just )?(?:sounds?|seems?|looks?|feels?|smells)(?: like| "
    rf"to me)? {_NOT}|(?:that'?s|this is|it'?s|that is|surely that'?s|that has to be|that must be) (?:surely "
    rf")?(?!not (?:what|the)\b){_NOT})"
    rf"{_JUDGED}{_WHOM}{_LATER}",
    re.I,
)
# what is only objected to in a question: "isn't that a bit late", where "that's too long" is of the answer
_ISNT = re.compile(
    rf"^(?:(?:is|was|are|would|will)n'?t {_THAT} (?:be )?{_NOT}|(?:is|was|would|will) {_THAT} (?:not|no|nae) "
    rf"(?:be )?{_NOT})"
    r"(?:too )?(?P<judged>late|early|vague|harsh|strict|one-sided|optimistic|complicated|expensive|dear|slow|"
    r"long|short|weak|arbitrary|heavy-handed|old-fashioned|patronising|discriminatory|double counting|"
    r"contradictory|obvious|the same thing|just tendering(?: again)?)"
    rf"{_WHOM}{_LATER}",
    re.I,
)
# "does that not give them too much power", "won't that put people off"
_DOES = re.compile(
    rf"^(?:(?P<helper>does|do|will|would|could|might)(?:n'?t {_THAT}| {_THAT} not)|(?:wo|would)n'?t {_THAT}) "
    r"(?:just |also |simply )*(?P<does>(?:give|put|make|leave|mean|cost|favour|shut|exclude|undermine|slow|"
    r"encourage|let|open|push|drive|hurt|harm|squeeze|tie|lock|delay|add|take|cause|lead|end) ?.*)$",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:the others?|others|every(?:one|body) else|the rest(?: of them)?|other people|other (?:folk|groups|"
    r"firms)|"
    r"(?:the )?(?:ones|those|people|groups) (?:left|missed|shut|not) [\w ]+|them|those who [\w ]+)$",
    re.I,
)
# how an objection is asked plainly; "{it}" is the thing talked of
_PLAINLY = (
    (r"unfair|fair|cheat|rigged|fix|stitch|favour|bias|closed|boys|inside|dodgy|fiddle|competitive",
     ("Is a PSP fair to other bidders?", "Does the pilot provider have an unfair advantage?",
      "How is the tender kept fair when partners helped to design the service?")),
    (r"risk|gamble|danger|trouble|reckless|naive", ("What are the risks of {it}?",)),
    (r"waste|pointless|overkill", ("Is {it} worth the money and the time?",)),
    (r"privatis", ("Is {it} privatisation?",)),
    (r"bureaucra|red tape|paperwork|work|bother|hassle", ("Is {it} too bureaucratic?",)),
    (r"democratic", ("Who decides in a PSP?",)),
    (r"conflict", ("How are conflicts of interest handled in a PSP?",)),
)  # fmt: skip


# what it is feared to do, and how that is asked plainly
_DONE_BY_IT = (
    (r"power|control|last word|too much say", "Who has the last word in a PSP?"),
    (r"slow|delay|take .*(?:long|time)", "Does a PSP take too long?"),
    (r"small|shut|exclude|squeeze|leave .*(?:out|behind)", "Are small organisations shut out of a PSP?"),
    (r"cost|money|dear", "Is a PSP worth the money and the time?"),
    (r"tie|lock", "Is a partner bound to a PSP?"),
    (r"open|lead .*(?:court|challenge)", "Can a tender after a PSP be challenged?"),
)


def asks_an_objection(said: str) -> bool:
    """Whether a follow-up objects to what was said.

    >>> [asks_an_objection(said) for said in ("isn't that unfair on the others", "sounds risky to me")]
    [True, True]
    >>> [asks_an_objection(said) for said in ("is that fair", "isn't that what we do now", "that's too long")]
    [False, False, False]
    """
    asked = without_opening(said.strip())
    return bool(_OBJECTS.match(asked) or _ISNT.match(asked) or _DOES.match(asked))


def plan(last: Turn, said: str) -> Plan:
    """Ask for the section that meets the objection, with what it objects to."""
    asked, before = without_opening(said.strip()), small(unwrapped(last.understood_as)).rstrip("?.! ")
    topic = last.topic or SUBJECT
    if objects := _OBJECTS.match(asked) or _ISNT.match(asked):
        judged = re.sub(r"^(?:not (?:really |very )?|hardly )fair", "unfair", objects["judged"].lower())
        whom = _OTHERS.sub("other bidders", objects["whom"] or "")
        whom = "" if whom.strip() in ("to me", "to us") else whom
        act = act_of(unwrapped(last.understood_as)) or ""
        own = f"Is it {judged}{whom}: {before}?"
        done = (f"Is it {judged}{whom} to {act}?",) if act and is_said_fully(act) else ()
        ways = (*done, f"Is {topic} {judged}{whom}?")
        plain = next((asks for sign, asks in _PLAINLY if re.search(sign, judged)), ())
        ways += tuple(one.format(it=topic) for one in plain)
        lacking = f"The sources do not say whether that is {judged}{whom}."
    else:
        does = _DOES.match(asked)
        what = does["does"].rstrip("?.! ") if does else ""
        own = f"Does it {what}: {before}?"
        ways = tuple(asks for sign, asks in _DONE_BY_IT if re.search(sign, what, re.I))
        lacking = "The sources do not meet that objection."
    return Plan(
        "objection", question=own, otherwise=ways, avoid=frozenset(last.said), lacking=lacking,
        topic="a conflict of interest" if "conflict" in own else "",
        instead=("What speaks against a PSP?", f"{lacking} What they say against a PSP:"),
        offer=("What are the risks of a PSP?", "What speaks against a PSP?"),
    )  # fmt: skip
