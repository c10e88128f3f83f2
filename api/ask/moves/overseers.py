"""Who stands above those just named: "who oversees them?", "and who do they answer to?"."""

import re

from api.ask.acts import unwrapped, without_opening
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT, names_a_psp
from api.ask.talked_of import people_of
from api.ask.turn import Turn
from api.ask.whose_part import part_asked_of

_THEM = (
    r"(?:them(?: all)?|they|it|that|this|him|her|he|she|those|these|(?:that|this) (?:lot|group|body|board|"
    r"crowd|team)|(?:those|these) (?:people|folk|ones)|all (?:of )?(?:them|that|those)|the lot of them|that "
    r"lot)"
)
_LATER = r"(?: (?:then|though|exactly|now|here|in turn|in practice|please|anyway))*[\s?.!]*$"
_WHO = (
    r"(?:who|what|which (?:body|group|person)|is there (?:anyone|anybody|someone|somebody)|does (?:anyone|"
    r"anybody))"
)
_SEVERAL = re.compile(r"\b(?:them|they|those|these|lot)\b", re.I)
_ABOVE = re.compile(
    rf"^(?:who(?:'s|s| is| are| was| were) (?:their|its|his|her) (?:boss(?:es)?|(?:line )?managers?|"
    rf"supervisors?|gaffers?|heid bummer)|{_WHO}(?: ?'?s| is| are| was| were| sits?| stands?| comes?| "
    rf"ranks?)? (?:above|over|higher than|higher up than|senior to|on top of) {_THEM}|{_WHO}(?:'s| is| was)? "
    rf"(?:oversees?|overseeing|oversaw|supervis(?:es?|ed|ing|e)|polic(?:es?|ed)|"
    r"monitor(?:s|ed)?|watch(?:es)?(?: over)?|scrutinis(?:es?|ed)|checks?(?: up)?(?: on)?|looks? over|"
    r"(?:keeps?|keeping|kept) (?:an eye|tabs|a check|watch)(?: on| over)?|governs?|regulates?|marks? the "
    r"homework of|"
    rf"answers? for) {_THEM}|{_WHO} (?:holds?|held|calls?|keeps?) {_THEM} (?:to account|accountable|in check|"
    rf"in line|honest)|(?:who|what|which body) (?:do|does|did|must|should) {_THEM} (?:answer|report|account|"
    rf"have to answer) ?(?:back )?to|to (?:who|whom) (?:do|does|did|must|should) {_THEM} (?:answer|report|"
    rf"account)|(?:who|what) (?:are|is|were|was) {_THEM} (?:accountable|answerable|responsible) to|(?:are|"
    rf"is) {_THEM} (?:accountable|answerable) to (?:anyone|anybody|someone)|"
    rf"do(?:es)? {_THEM} (?:answer|report) to (?:anyone|anybody|someone))" + _LATER,
    re.I,
)
# what is asked who does it, and how whoever does it is called
_ROLES = (
    (r"evaluat", "the evaluator"), (r"facilitat", "the facilitator"), (r"\blead", "the lead body"),
    (r"\bchair", "the chair"), (r"\bmanage|day to day|\brun", "the manager of a PSP"),
    (r"\b(?:pay|fund)", "the funder"), (r"\bgovern|\boversee", "the governance group"),
)  # fmt: skip


def asks_who_is_above(said: str) -> bool:
    """Whether a follow-up asks who oversees those who were named.

    >>> [asks_who_is_above(said) for said in ("who's above them?", "and who do they report to", "who is it")]
    [True, True, False]
    """
    return bool(_ABOVE.match(without_opening(said.strip())))


def plan(last: Turn, said: str) -> Plan:
    """Ask to whom they answer; where no source says it, how a PSP is governed as a whole."""
    who = named(last, several=bool(_SEVERAL.search(said)))
    several = re.search(r"[^s]s$", who) is not None and not re.match(r"an? ", who)
    does, are = ("do", "are") if several else ("does", "is")
    past = "oversaw" if re.search(r"\b(?:ran|was|were|did|led)\b", last.understood_as) else "oversees"
    lacking = f"The sources do not say who {past} {who}."
    instead = (
        () if who == SUBJECT or re.search(r"\b[A-Z]", who.removesuffix("a PSP"))
        else ("How is a PSP governed, and who is in charge?", f"{lacking} Of a PSP as a whole they say:")
    )  # fmt: skip
    return Plan(
        "overseers", question=f"Who {past} {who}?",
        otherwise=(
            f"Who {does} {who} answer to?", f"To whom {are} {who} accountable?", f"Who holds {who} to "
            f"account?",
        ),
        avoid=frozenset(last.said), lacking=lacking, instead=instead, offer=last.offered[:2],
    )  # fmt: skip


def named(last: Turn, several: bool = True) -> str:
    """Those who were named in a turn, or the thing that it was about, unless `several` are meant.

    >>> named(Turn("Who leads a PSP?", "a PSP", (), True))
    'the lead body'
    >>> named(Turn("What does the steering group do?", "the steering group", (), True))
    'the steering group'
    >>> named(Turn("Who picks the winner?", "a PSP", (), True))
    'the partners of a PSP'
    """
    before = unwrapped(last.understood_as).rstrip("?.! ")
    topic = (last.plural if several and not people_of(last.plural or "") else None) or last.topic or SUBJECT
    part = part_asked_of(before)
    if last.move == "objection":
        return SUBJECT
    if part.startswith("be on "):
        return part.removeprefix("be on ")
    role = next((role for sign, role in _ROLES if re.search(sign, part, re.I)), "")
    of_its_own = topic not in (SUBJECT, "PSPs") and re.search(r"\b[A-Z]", topic)
    if part and not of_its_own and (role or not names_a_psp(part)):
        return role or "the partners of a PSP"
    return {"PSPs": SUBJECT, "the partners": "the partners of a PSP"}.get(topic, topic)
