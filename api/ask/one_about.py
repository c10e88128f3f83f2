"""The pilot meant by what it was about, among several that were talked of: "the one about furniture"."""

import re
from collections.abc import Sequence

from api.ask.rereading import last_of
from api.ask.searching import Searching
from api.ask.turn import Turn

_ONE_ABOUT = re.compile(
    r"\b(?:the|that) (?:one|pilot|psp|project|partnership) (?:(?:that|which) (?:was |were |is )?(?:about|"
    r"on|for|with|"
    r"dealt with|worked with|did|ran|did things with|looked after|helped)|about|on|for|with|to do with|"
    r"dealing with|"
    r"concerning|working with) (?P<what>(?!(?:it|that|this|them|me|"
    r"us)\b)[\w'’-]+(?: [\w'’-]+){0,3}?)(?=[\s?.!,]*$)",
    re.I,
)
_SEVERAL = 2  # pilots that have to be spoken of
_READS = 0.0  # log-odds of the re-ranker from which a section is on it


def with_the_one_about(asked: str, turns: Sequence[Turn], searching: Searching) -> str:
    """`asked` with the name of the pilot that is meant by what it was about; as it was where none is.

    Only one of those is meant that the answer before named.
    """
    match, names = _ONE_ABOUT.search(asked), searching.knowledge.names
    if not match or not turns:
        return asked
    last = last_of(turns)
    spoken_of = [name for name in names.found_in(" ".join(last.said)) if name.is_of_a_pilot]
    if len({name.document for name in spoken_of}) < _SEVERAL:
        return asked
    hits = searching.found(f"What was the pilot on {match['what']}?").hits
    for hit in hits[:_SEVERAL]:
        name = next((name for name in spoken_of if name.document == hit.shelf.document.id), None)
        if name and hit.reading >= _READS:
            return f"{asked[: match.start()]}{name.title}{asked[match.end() :]}"
    return asked
