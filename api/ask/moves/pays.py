"""Who pays and what it costs, after how something is done: for doing that, not for the thing talked of."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.passive import Done, done
from api.ask.subject import names_a_psp
from api.ask.turn import Turn

_PAYS = re.compile(
    r"^(?:who(?:'s|s| is| was| has| does| would| should| will| gets| has to| is going to| ends up| "
    r"actually)* (?:be )?(?:pays?|paid|paying|to pay|funds?|funding|funded|covers?|coughs up|stumps up|"
    r"bankrolls|shells out)(?: up| out)?(?: (?:for )?(?:it|that|this|them|all that|all this|all of it|the "
    r"cost|the costs|the bill))?|whose (?:money|budget|pocket|purse|cash)(?: (?:is|was|does|did|will|"
    r"would)(?: (?:it|that|this|all that)))?(?: (?:come|coming))?(?: (?:from|out of))?|(?:out of )?(?:which|"
    r"whose|what) (?:budget|pot)(?: (?:is|does|would) (?:it|that|this))?(?: come)?(?: from| out of| on)?|"
    r"where(?:'s| is| does| would) (?:the |that |all that )?(?:money|cash|funding)(?: for (?:it|that|this))?"
    r"(?: (?:come|coming))?(?: from)?)(?: (?:then|though|exactly|here|in practice|mind))*[\s?.!]*$",
    re.I,
)
_THEM = re.compile(r"\b(?:pays?|paid|paying|funds?|to pay) (?:them|him|her)\b", re.I)


def asks_who_pays(said: str, last: Turn) -> bool:
    """Whether a follow-up asks who pays for what the question before asked how to do.

    >>> how, what = (Turn(q, "a PSP", (), True) for q in ("How is a pilot evaluated?", "What is a PSP?"))
    >>> asks_who_pays("ok but who pays", how), asks_who_pays("whose budget is that", how)
    (True, True)
    >>> asks_who_pays("who pays", what), asks_who_pays("who pays the chair", how)
    (False, False)
    """
    act = done(last.understood_as)
    return bool(act and not names_a_psp(act.doing) and _PAYS.match(without_opening(said.strip())))


_IT = r"(?:it|that|this|all that)"
_COSTS = re.compile(
    rf"^(?:(?:roughly |about )?how much (?:does|do|did|would|will|might|is) {_IT}(?: all)?"
    r"(?: cost| be| come to| to do)?|"
    rf"what (?:does|would|will|might|did) {_IT} (?:all )?cost|"
    rf"how (?:expensive|dear|costly) (?:is|would) {_IT}(?: be)?|"
    rf"(?:is|isn'?t) {_IT} (?:expensive|dear|costly|pricey)|"
    r"what(?:'s| is| are)? the (?:costs?|price|damage)|(?:at )?what cost|(?:and )?(?:the )?costs?)"
    rf"(?: (?:then|though|exactly|roughly|typically|usually|us|of {_IT}))*[\s?.!]*$",
    re.I,
)


def asks_what_it_costs(said: str, last: Turn) -> bool:
    """Whether a follow-up asks what it costs to do what the question before asked how to do.

    >>> how = Turn("How should a pilot be evaluated?", "a PSP", (), True)
    >>> asks_what_it_costs("how much does that cost", how), asks_what_it_costs("is that expensive?", how)
    (True, True)
    >>> asks_what_it_costs("how much", how), asks_what_it_costs("cost", Turn("What is ROAR?", "", (), True))
    (False, False)
    """
    act = done(last.understood_as)
    return bool(act and not names_a_psp(act.doing) and _COSTS.match(without_opening(said.strip())))


def plan_costs(last: Turn, said: str) -> Plan:
    """Ask what doing it costs; where no source says so, what a PSP costs at all."""
    what = _done(last).doing
    ways = [f"How much does {what} cost?", *(f"How much does the {noun} cost?" for noun in _nouns_of(what))]
    return _of_doing(ways, f"what {what} costs", "How much does a PSP cost?", last)


def plan(last: Turn, said: str) -> Plan:
    """Ask who pays for doing it; where no source says so, who pays in a PSP at all."""
    act = _done(last)
    if act.thing and _THEM.search(said):
        what, ways = act.thing, [f"Who pays {act.thing}?", f"Who pays for {act.thing}?"]
    else:
        what = act.doing
        ways = [f"Who pays for {what}?", *(f"Who pays for the {noun}?" for noun in _nouns_of(what))]
    return _of_doing(ways, f"who pays for {what}", "Who pays for a PSP?", last)


def _done(last: Turn) -> Done:
    act = done(last.understood_as)
    if act is None:
        raise ValueError("nothing is done in the question before")
    return act


def _of_doing(ways: list[str], unsaid: str, wider: str, last: Turn) -> Plan:
    """The first of the `ways` to ask that is answered; that the sources do not say, and then the `wider`."""
    lacking = f"The sources do not say {unsaid}."
    return Plan(
        "pays", question=ways[0], otherwise=tuple(ways[1:]), avoid=frozenset(last.said), lacking=lacking,
        instead=(wider, f"{lacking} Of a PSP as a whole they say:"), offer=last.offered[:2],
    )  # fmt: skip


_NOUNS = (
    (r"evaluating", "evaluation"), (r"training", "training"), (r"designing", "design"),
    (r"running (?:a|the) pilot", "pilot"), (r"facilitating|running [\w ]*workshops", "design workshops"),
    (r"involving|asking|consulting", "involvement of service users"),
)  # fmt: skip


def _nouns_of(what: str) -> list[str]:
    """What the doing is also called: "evaluation" of evaluating a pilot."""
    return [noun for sign, noun in _NOUNS if re.match(sign, what, re.I)]
