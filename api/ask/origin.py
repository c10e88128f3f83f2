"""Where the thing talked of comes from, which is no wish for the sources of what was said."""

import re

from api.ask.acts import without_opening
from api.ask.fragments import is_comparison
from api.ask.subject import SUBJECT
from api.ask.talked_of import defined
from api.ask.turn import Turn

_FROM = re.compile(
    r"^where (?:does|did|do|has|is) (?:(?P<it>it|that|this|they)|(?:the|that|"
    r"this) (?:whole )?(?P<what>idea|model|"
    r"approach|concept|method|term|word|name|phrase|thinking))(?: (?:all|first|originally|actually))? "
    r"(?:come|comes|came|coming|originate|originated|start|started)(?: from| in)?"
    r"(?: (?:then|though|originally|in the first place))*[\s?.!]*$",
    re.I,
)
_WHOSE_IDEA = re.compile(
    r"^who(?:se idea (?:is|was) (?:it|that|this)| (?:came up with|thought of|invented|dreamt up|had) "
    r"(?:it|that|this|the idea)(?: first)?)[\s?.!]*$",
    re.I,
)
_ASKS = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|is|are|do|does|did|can|should|must)\b", re.I
)
_FEWEST = 3  # words of a statement


def origin_of(asked: str, last: Turn) -> str | None:
    """Where the thing talked of comes from; None where what was said is to be sourced, a figure above all.

    >>> origin_of("where does that come from?", Turn("PSP is based on co-planning.", "a PSP", (), True))
    'Where does the PSP model come from?'
    >>> origin_of("where does the idea come from", Turn("What is co-design?", "co-design", (), True))
    'Where does the idea of co-design come from?'
    >>> origin_of("where does that come from?", Turn("How long does a pilot last?", "the pilot", (), True))
    """
    bare = without_opening(asked.strip())
    match = _FROM.match(bare)
    if not match:
        return _had_by_whom(last) if _WHOSE_IDEA.match(bare) and _is_on_a_thing(last) else None
    of_the_thing = match["what"] or _is_on_a_thing(last)
    if not of_the_thing:
        return None
    thing = last.topic or SUBJECT
    what = (match["what"] or "").lower()
    if thing == SUBJECT:
        return (
            "Where does the name PSP come from?" if what in _NAMES else "Where does the PSP model come from?"
        )
    return f"Where does {f'the {what} of ' if what else ''}{thing} come from?"


_NAMES = frozenset(("term", "word", "name", "phrase"))


def _had_by_whom(last: Turn) -> str:
    return f"Who had the idea of {last.topic or SUBJECT}?"


def _is_on_a_thing(last: Turn) -> bool:
    """Whether the turn before asked what a thing is, or told something of it, and holds no figure."""
    before = last.understood_as.strip()
    figure = bool(last.said) and bool(
        re.search(r"\d%|£\d|\b\d{3,}\b(?!/)", re.sub(r"\b(?:19|20)\d\d\b", "", last.said[0]))
    )
    what_is_it = re.match(r"what (?:is|are|was|were) (?:an? |the )?", before, re.I) and not is_comparison(
        before
    )
    tells = not _ASKS.match(before) and "?" not in before and len(before.split()) >= _FEWEST
    return not figure and bool(defined(before) or (what_is_it and "PSP" in before) or tells)


# "which English university thought up PSPs", "who came up with the idea in Italy": of the model
_INVENTED = re.compile(
    r"^(?:and |but |so )?(?:who|whose|which (?:[\w'’-]+ ){1,3}?|what (?:[\w'’-]+ ){1,3}?)\s*(?:was it that )?"
    r"(?:(?:actually|first|really|originally) )*"
    r"(?:came up with|thought (?:of|up)|invented|dreamt up|dreamed up|devised|conceived(?: of)?|created|"
    r"had the idea (?:of|for)|idea (?:was|is|were|are))\s+"
    r"(?:the )?(?:whole )?(?:(?:psps?|public social partnerships?)(?: (?:idea|model|concept|approach))?|idea|"
    r"model|concept|approach|it)\b(?: (?:of|for) (?:a )?(?:psps?|it|this|these))?"
    r"(?: (?:first|in|at|back|during|around)\b.*)?[\s?.!]*$",
    re.I,
)


def of_the_inventor(question: str) -> str:
    """A first question on who invented the model, as the guide puts it; else as it was.

    >>> of_the_inventor("Which English university thought up PSPs in the 1980s?")
    'Who first came up with the PSP model?'
    >>> of_the_inventor("who came up with the idea in italy"), of_the_inventor("who created the Shine PSP")
    ('Who first came up with the PSP model?', 'who created the Shine PSP')
    """
    return "Who first came up with the PSP model?" if _INVENTED.match(question) else question
