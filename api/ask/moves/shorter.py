"""Shorter: the first sentences of what was said."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_FEW = 2  # a longer answer is cut to so many sentences, a shorter one to one


def plan(last: Turn, said: str) -> Plan:
    """Tell less than was said before."""
    sentences = sum(1 for s in last.statements if s.kind == "sentence")
    most = 1 if len(last.statements) <= _FEW + 1 or sentences == _FEW == len(last.statements) else _FEW
    word = "That is the shortest the guide has it: one sentence."
    return Plan("shorter", question=last.understood_as, most=most, word=word, offer=last.offered[:2])
