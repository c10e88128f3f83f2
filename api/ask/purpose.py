"""What the thing talked of is there for: its purpose, and not a reason for what was said of it."""

import re

from api.ask.acts import without_opening
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_IT = r"(?:it|that|this|they|those|these|one|such a thing)"
_PURPOSE = re.compile(
    rf"^(?:what(?:'s|s)? (?:(?:is|are|was|were|would|does|do) )?{_IT} "
    r"(?:(?:be|actually|really|even|there|good|used|meant|supposed to be|useful|exist) ?)*for|"
    rf"what (?:purpose|function|use|job) (?:does|do|did|would) {_IT} (?:serve|have|do)|"
    r"what(?:'s|s| is| are| was| were) (?:its|their) "
    r"(?:purpose|function|aim|job|role|use|task|remit|point|business)|"
    rf"what(?:'s|s| is| was) the (?:purpose|function|aim|use|job|role|remit) of {_IT}|"
    rf"why (?:is|are|was|were) {_IT} (?:there|needed)(?: at all)?|"
    rf"why (?:does|do|did) {_IT} exist)(?: (?:then|though|exactly|anyway|please))*[\s?.!]*$",
    re.I,
)


def purpose_of(asked: str, last: Turn) -> str | None:
    """What the thing talked of is for; None where its purpose is not asked.

    >>> group = Turn("Who sits on the steering group?", "the steering group", (), True)
    >>> purpose_of("and what are they there for?", group), purpose_of("what's it for", group)
    ('What is the steering group for?', 'What is the steering group for?')
    >>> purpose_of("what is it for a council", group)
    """
    if not _PURPOSE.match(without_opening(asked.strip())):
        return None
    thing = last.topic or SUBJECT
    several = thing.endswith("s") and not thing.endswith("ss") and not re.match(r"(?:a|an) ", thing)
    return f"What {'are' if several else 'is'} {thing} for?"
