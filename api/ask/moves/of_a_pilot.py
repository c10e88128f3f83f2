"""Whether a pilot that is talked of was any good, in numbers, what it cost and if it went to tender."""

import re
from collections.abc import Callable

from api.ask.acts import without_opening
from api.ask.knowledge import Knowledge
from api.ask.moves.in_figures import holds_a_figure
from api.ask.moves.plan import Plan
from api.ask.retrieve import Hit
from api.ask.turn import Turn
from kb.lexical import stems

_IT = r"(?:it|that|this|they|the (?:pilot|project|service|psp|scheme|programme))"
_LATER = (
    r"(?: (?:then|though|in the end|at all|really|actually|overall|any(?:way|where)|afterwards|after|"
    r"please))*[\s?.!]*$"
)
_OPENS = r"^(?:never mind (?:the |that|it)?[\w ]*?,\s*(?:but )?)?"
_GOOD = re.compile(
    rf"{_OPENS}(?:(?:was|were|is) {_IT} (?:actually |really |ever )*(?:any (?:good|use)|good|useful|a "
    rf"success|successful|"
    rf"effective|worth it|worthwhile|a failure|a flop)|did {_IT} (?:actually |really |ever )*(?:work|"
    rf"succeed|help|"
    rf"do any good|make a difference|achieve anything)(?: out)?|how (?:successful|good|effective|useful) "
    rf"(?:was|were) "
    rf"{_IT}|how well did {_IT} (?:do|work|go)|how did {_IT} (?:do|go|turn out|work out)){_LATER}",
    re.I,
)
_NUMBERS = re.compile(
    r"^(?:(?:are there|is there|do you have|have you(?: got)?|got) )?(?:any|some|the) (?:actual |real |hard |"
    r"key |other )*(?:numbers|figures|stats|statistics|data)(?: (?:on|for|of|about) (?:(?:the |its )?"
    rf"(?:results?|outcomes?|{_IT})))?{_LATER}",
    re.I,
)
_COST = re.compile(
    rf"{_OPENS}(?:what did {_IT}(?: all)? cost|how much (?:did|was) {_IT}(?: all)?(?: cost)?)(?: to (?:set "
    rf"up|run|start|"
    rf"deliver))?{_LATER}",
    re.I,
)
_TENDER = re.compile(
    rf"{_OPENS}(?:did {_IT} (?:ever |then |actually )*(?:go (?:out )?to (?:a )?tender|get (?:a|the) "
    rf"contract|lead to a "
    rf"(?:contract|tender)|become a contract)|(?:was|were) {_IT} (?:ever |then |actually )*(?:tendered|put "
    rf"out to "
    rf"tender|contracted)|was there a (?:tender|contract)){_LATER}",
    re.I,
)
_SAVED = re.compile(
    rf"{_OPENS}did {_IT} (?:ever |actually |really )*save (?:any ?(?:thing|money)|(?:any |much )?money|"
    rf"much){_LATER}",
    re.I,
)
# what is asked, how it is said not to be told of, how it is asked, and what the line that tells it holds
_ASKED: tuple[tuple[re.Pattern[str], str, tuple[str, ...], str], ...] = (
    (_GOOD, "whether {it} worked", ("Did {it} work?", "What results did {it} have?"),
     r"\b(?:result|success|work(?:ed|s)?\b|evaluat|outcome|progress|achiev|reported|found|returned)"),
    (_NUMBERS, "any results of {it} in numbers", ("What results did {it} have?", "How many people did {it} "
    "reach?"), ""),
    (_COST, "what {it} cost", ("What did {it} cost?", "How much money did {it} get?"),
     r"£|\b(?:how much|money|sums?|costs?)\b"),
    (_TENDER, "whether {it} went to tender", ("Did {it} go to tender?", "What became of {it} afterwards?"),
     r"\b(?:tender|contract|procure)"),
    (_SAVED, "whether {it} saved money", ("Did {it} save money?", "What results did {it} have?"),
     r"\b(?:saved|savings?|cheaper|money)\b"),
)  # fmt: skip
_NO_NAME = frozenset(stems("the a pilot psp psps project partnership consortium of and for"))
_NAMED = re.compile(r"\b(?!PSPs?\b|TUPE\b|[A-Z]{2,}s?\b)[A-Z][a-z]|\b(?:ROAR|SPT|RECAP)\b")


def asks_of_a_pilot(said: str, last: Turn) -> bool:
    """Whether a follow-up asks how a pilot or project that is talked of by its name did.

    >>> of = Turn("What is Low Moss?", "the Low Moss PSP", (), True)
    >>> said = ("was it any good", "any numbers", "never mind the cost, did it go to tender", "who led it")
    >>> [asks_of_a_pilot(one, of) for one in said]
    [True, True, True, False]
    >>> asks_of_a_pilot("was it any good", Turn("What is a PSP?", "a PSP", (), True))
    False
    """
    return bool(_NAMED.search(last.topic or "")) and _asked(said) is not None


def _asked(said: str) -> tuple[str, tuple[str, ...], str] | None:
    bare = without_opening(said.strip())
    return next((tuple_of[1:] for tuple_of in _ASKED if tuple_of[0].match(bare)), None)


def plan(last: Turn, said: str) -> Plan:
    """Ask it of the pilot by its name; only a section on that pilot answers, else none is said to."""
    asked, it = _asked(said), last.topic or ""
    if asked is None:
        raise ValueError("nothing is asked of a pilot")
    unsaid, ways, holds = asked
    own, *others = (way.format(it=it) for way in ways)
    lacking = f"The guide found nothing on {unsaid.format(it=it)}."
    return Plan(
        "of-a-pilot", question=own, otherwise=tuple(others), avoid=frozenset(last.said), fits=_of(it, holds),
        figures=not holds, told=it, repeats=True, lacking=lacking, offer=last.offered[:2], topic=it,
    )  # fmt: skip


def _of(it: str, holds: str) -> Callable[[Hit, Knowledge], bool]:
    """Whether a section is on the thing called `it`, and its first lines tell what is asked for."""
    name = set(stems(it)) - _NO_NAME

    def tells(hit: Hit, knowledge: Knowledge) -> bool:
        shelf = hit.shelf
        first = " ".join(line.text for line in shelf.opening)
        whole = f"{shelf.document.front.title} {shelf.passage.heading} {first}"
        called, named = ({one.id for one in knowledge.names.found_in(text)} for text in (it, whole))
        on_it = bool(called & named) or name <= set(stems(whole))
        told = re.search(holds, first, re.I) if holds else holds_a_figure(first)
        return bool(on_it and told)

    return tells
