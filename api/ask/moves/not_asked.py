"""That is not what I asked: drop the answer, offer other readings."""

import re

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_OF_ITS_OWN = 4  # words that make a question of their own, where they do not begin as one
_ASKS = re.compile(r"(?:who|what|when|where|which|why|how|is|are|do|does|did|can|should)\b", re.I)


def rest_of(said: str) -> str | None:
    """What is asked behind the complaint, or None.

    >>> rest_of("that's not what I asked, I want to know who scores the bids")
    'I want to know who scores the bids'
    >>> rest_of("no that's wrong")
    """
    _, _, rest = said.partition(",")
    asks = _ASKS.match(rest.strip()) and len(rest.split()) > 1
    return rest.strip() if asks or len(rest.split()) >= _OF_ITS_OWN else None


def plan(last: Turn, said: str) -> Plan:
    """Ask back; the answer that was turned down is no longer what the conversation is about."""
    if (meant := rest_of(said)) is not None:
        return Plan("not-asked", question=meant, avoid=frozenset(last.said))
    word = "Sorry, that answer missed your question. Please put it in other words."
    return Plan("not-asked", word=word, offer=last.offered[:3])
