"""A follow-up that found nothing sure is looked for again where the talk is: in the documents on its thing.

The thing is then called as it was called in the talk, too: who asked of Homereach and goes on with "who is in
it" is not told of "the North Lanarkshire pilot" only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.ask.answerable import Judgement
from api.ask.called import called_otherwise
from api.ask.knowledge import Knowledge
from api.ask.rereading import last_of
from api.ask.retrieve import UNREAD, Found, read_at
from api.ask.searching import Searching
from api.ask.turn import Turn

# log-odds of the re-ranker from which a section at home answers; where nothing is named, and the home is
# only what the answer before was from, it has to be surer
_ANSWERS, _ANSWERS_UNNAMED, _MUCH = 0.5, 1.0, 0.5


@dataclass(frozen=True)
class AtHome:
    """A question as it is asked at home, what was found there, and whether that answers."""

    text: str
    found: Found
    judgement: Judgement


def at_home(
    understood: str, turns: Sequence[Turn], searching: Searching, needed: float = 0.0
) -> AtHome | None:
    """The section on the thing talked of that answers `understood`; None where none of them does.

    `needed` is how well it has to answer at least: log-odds of the re-ranker.
    """
    knowledge = searching.knowledge
    named = frozenset(name.document for name in knowledge.names.found_in(understood))
    home = named or _told_from(turns)
    texts = _as_called(understood, turns, knowledge)
    read = {text: _best_at_home(searching.found(text), home, knowledge) for text in texts}
    best = max(read, key=lambda text: _reading(read[text]))
    needed = max(needed, _ANSWERS if named else _ANSWERS_UNNAMED)
    if _reading(read[best]) < needed:
        return None
    _, judgement = searching.judged(best, True)
    return AtHome(best, read[best], judgement.taken_as_enough())


def _best_at_home(found: Found, home: frozenset[str], knowledge: Knowledge) -> Found:
    """`found` with the best of `home` first: the best ranked, unless another was read as much better."""
    found = read_at(found, home, knowledge)
    at_home = [hit for hit in found.hits if hit.shelf.document.id in home]
    if not at_home:
        return replace(found, hits=())
    best = max(at_home, key=lambda hit: hit.reading)
    first = best if best.reading > at_home[0].reading + _MUCH else at_home[0]
    return replace(found, hits=(first, *(hit for hit in found.hits if hit is not first)))


def _told_from(turns: Sequence[Turn]) -> frozenset[str]:
    """The documents that the last answer is from."""
    return frozenset(citation.passage_id.partition("#")[0] for citation in last_of(turns).citations)


def _reading(found: Found) -> float:
    return found.hits[0].reading if found.hits else UNREAD


def _as_called(understood: str, turns: Sequence[Turn], knowledge: Knowledge) -> list[str]:
    """`understood`, and with the names by which its things were called in the talk."""
    talk = " ".join(f"{turn.understood_as} {' '.join(turn.said[:1])}" for turn in reversed(turns))
    return list(dict.fromkeys([understood, *called_otherwise(understood, talk, knowledge.names)]))
