"""What a follow-up costs beside a first question: both of the same conversations, in turn, in one process."""

import statistics
import time
from collections.abc import Callable, Sequence

from api.ask.reply import Reply
from api.ask.turn import Turn, looked_at, turn_of
from api.bench.errors import BenchError

FEWEST = 60  # follow-ups without which a median says little
WARM = 5  # conversations asked before, so that nothing is loaded while the clock runs
Ask = Callable[[str, Sequence[Turn]], Reply]


def cost_of_a_turn(talks: Sequence[Sequence[str]], ask: Ask, fewest: int = FEWEST) -> dict[str, float | int]:
    """Medians in milliseconds of first questions and of follow-ups, and the second as a share of the first.

    `talks` are the turns of conversations; each is asked once, turn by turn.

    Raises:
        BenchError: they hold fewer than `fewest` follow-ups.
    """
    if sum(len(talk) - 1 for talk in talks) < fewest:
        raise BenchError(f"at least {fewest} follow-ups are needed")
    for talk in talks[:WARM]:
        _timed(talk, ask)
    first: list[float] = []
    later: list[float] = []
    for talk in talks:
        opening, *rest = _timed(talk, ask)
        first.append(opening)
        later.extend(rest)
    before, after = statistics.median(first), statistics.median(later)
    return {
        "turn_cost_ratio": round(after / before, 3), "first_ms_p50": round(before, 2),
        "follow_up_ms_p50": round(after, 2), "first_questions": len(first), "follow_ups": len(later),
    }  # fmt: skip


def _timed(talk: Sequence[str], ask: Ask) -> list[float]:
    """Milliseconds of each turn of a conversation."""
    turns: list[Turn] = []
    taken = []
    for text in talk:
        started = time.perf_counter()
        reply = ask(text, looked_at(turns))
        taken.append((time.perf_counter() - started) * 1000)
        turns.append(turn_of(reply))
    return taken
