"""Back to an earlier answer: told again as it was."""

from collections.abc import Sequence

from api.ask.moves.plan import Plan
from api.ask.returning import returning, turn_meant
from api.ask.turn import Turn


def plan(said: str, turns: Sequence[Turn], last: Turn) -> Plan | None:
    """Tell again the turn that is gone back to; None where `said` goes back to nothing."""
    back = returning(said)
    turn = turn_meant(back, turns) if back and not back.rest else None
    if turn is None:
        return None
    if turn.said == last.said:
        word = "That is the answer just above. Ask for more, for an example, or for its sources."
        return Plan("back", question=turn.understood_as, word=word, offer=turn.offered[:2])
    return Plan("back", question=turn.understood_as, again=turn)
