"""Whether we may do by ourselves what was asked how, or by whom, to do: "could we do it in-house?"."""

import re

from api.ask.acts import unwrapped, without_opening
from api.ask.doing import is_said_fully
from api.ask.elided import plain_form
from api.ask.moves.plan import Plan
from api.ask.passive import done
from api.ask.turn import Turn
from api.ask.whose_part import part_asked_of

_WHO = (
    r"(?:we|i|you|they|one|(?:the|our) [\w-]+(?: [\w-]+)?|partners|charities|councils|staff|volunteers|users)"
)
_ALONE = (
    r"(?:(?:all |just |simply )*(?:ourselves|ourself|oursels|myself|yourselves|themselves|itself|in[- ]house|"
    r"internally|alone|by ourselves|by themselves|on our own|from within|without (?:any )?(?:help|outside "
    r"help|a consultant|an outsider)))"
)
_LATER = r"(?: (?:then|though|instead|too|as well|please))*[\s?.!]*$"
# "could we just do it ourselves", "why can't the partners do that in-house", "do it ourselves?"
_OURSELVES = re.compile(
    rf"^(?:(?:why )?(?P<asks>can|could|may|might|should|do|must|shall|can'?t|couldn'?t|shouldn'?t) "
    rf"(?P<who>{_WHO}) )?(?:not |just |simply |always |ever )*(?:do|run|carry out|see to|handle|manage) "
    rf"(?:all )?(?:it|that|this|these|those|them)(?: all)? (?P<how>{_ALONE}){_LATER}",
    re.I,
)
# "can we do our own", "do we need an outsider or can we do our own"
_OUR_OWN = re.compile(
    rf"^(?:.+? or )?(?:can|could|may|should)(?:n?'?t)? (?P<who>{_WHO}) (?:not |just )*(?:do|run|have|use) "
    rf"(?:our|their|your) own(?: one| people| staff)?{_LATER}",
    re.I,
)
# of whoever was asked for: "is it ok if we do it", "can't one of us do it"
_IF_WE_DO = re.compile(
    r"^(?:(?:is|would) it (?:be )?(?:ok|okay|fine|all right|alright|allowed) (?:if|for) (?P<who>we|i|us|one "
    r"of us) (?:to )?(?:do|did)|(?:can|could|can'?t|couldn'?t|why can'?t) (?P<one>one of us|one of our own|"
    r"our own "
    rf"(?:staff|people)) (?:not |just )*do) (?:it|that|this){_LATER}",
    re.I,
)
# "can we evaluate it ourselves": what was asked for is named once more
_NAMED = re.compile(
    rf"^(?:why )?(?:can|could|may|should|can'?t|couldn'?t) (?P<who>{_WHO}) (?:not |just "
    rf")*(?P<verb>[a-z]{{4,}}) "
    rf"(?:it|that|this|them) (?P<how>{_ALONE}){_LATER}",
    re.I,
)
_PAID_FOR = re.compile(r"^(?:pay|fund) for (?P<verb>[a-z]+)ing(?P<rest> .+)$", re.I)
_AND_WHEN = re.compile(r",? and (?:when|where|how|why|with whom|to whom|what for|for how long)$", re.I)
_PLAIN = {"i": "we", "you": "we", "us": "we", "one": "we", "they": "partners"}


def asks_to_do_it_ourselves(said: str, last: Turn) -> bool:
    """Whether a follow-up asks if somebody may do by himself what the question before was on.

    >>> who = Turn("Who evaluates the pilot?", "the pilot", (), True)
    >>> [asks_to_do_it_ourselves(said, who) for said in ("can we do it ourselves", "is it ok if we do it")]
    [True, True]
    >>> asks_to_do_it_ourselves("can we do it ourselves", Turn("What is TUPE?", "TUPE", (), True))
    False
    """
    return bool(_ways(said, last))


def plan(last: Turn, said: str) -> Plan:
    """Ask whether it may be done so, or whether somebody from outside has to."""
    own, *others = _ways(said, last)
    return Plan(
        "ourselves", question=own, otherwise=tuple(others), avoid=frozenset(last.said),
        lacking="The sources do not say whether that has to be done by somebody from outside.",
        offer=last.offered[:2],
    )  # fmt: skip


def _ways(said: str, last: Turn) -> tuple[str, ...]:
    """The ways to ask it, the plainest first; none where it is not asked.

    >>> _ways("could we just do it in-house?", Turn("Who should train staff?", "a PSP", (), True))[:2]
    ('Can we train staff in-house?', 'Do we need somebody from outside to train staff?')
    """
    asked, before = (
        without_opening(said.strip()),
        _AND_WHEN.sub("", unwrapped(last.understood_as).rstrip("?.! ")),
    )
    who_does = part_asked_of(before)
    if paid := _PAID_FOR.match(who_does):  # "who pays for training staff": that is done, and not the paying
        verb = re.sub(r"([^aeiouls])\1$", r"\1", plain_form(f"{paid['verb']}ed"))
        who_does = f"{verb}{paid['rest']}"
    elif re.match(r"(?:pay|fund) (?!for\b)", who_does, re.I):  # "who pays the chair": we are to be it
        who_does = f"do the work of {who_does.split(maxsplit=1)[1]}"
    told = done(before)
    act = who_does or (told.act if told else "")
    alone = _OURSELVES.match(asked) or _OUR_OWN.match(asked)
    named = _NAMED.match(asked)
    if not alone and who_does:
        alone = _IF_WE_DO.match(asked)
        if named and who_does.lower().startswith(named["verb"].lower()):
            alone = named
    if not alone or act.startswith("be ") or not is_said_fully(act):
        return ()
    held = alone.groupdict()
    who = (held.get("who") or "we").lower()
    who = _PLAIN.get(who, who) if not who.startswith("one of") else "we"
    how = held.get("how") or ("ourselves" if who == "we" else "themselves")
    one = who if who != "we" else "partners"
    return (
        f"Can {who} {act} {how}?",
        f"Do we need somebody from outside to {act}?",
        f"Does somebody independent have to {act}?",
        f"May {one} {act} themselves, or must it be somebody independent?",
    )
