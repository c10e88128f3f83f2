"""What a turn says, as it is heard in its talk, before anything is looked up."""

from collections.abc import Sequence

from api.ask import typed
from api.ask.courtesy import behind_thanks
from api.ask.leaving import the_askers_own
from api.ask.names import Names
from api.ask.returning import resumed
from api.ask.the_other import asked_of_a_thing, other_named
from api.ask.turn import Turn


def heard(question: str, turns: Sequence[Turn], names: Names) -> tuple[str, Sequence[Turn]]:
    """`question` tidy and with the things that it points at by name, and the talk that it goes on from."""
    said, turns = resumed(behind_thanks(typed.tidy(question)), turns)
    turns = the_askers_own(said, turns)
    if turns:
        said = asked_of_a_thing(other_named(said, turns, names), turns, names)
    return said, turns
