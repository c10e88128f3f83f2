"""Nothing is said twice in a row, and nothing beside the point: what a follow-up's answer has to add."""

from collections.abc import Sequence
from dataclasses import replace

from api.ask.composing.draft import Chosen
from api.ask.counting import HOLLOW
from api.ask.part import Settled
from api.ask.turn import Turn, last_answered
from kb.lexical import stems

SAID_ALREADY = "This was said just before:"
NOTHING_MORE = "The guide has nothing more on this than what it said just before."
NOTHING_OF = (
    "The guide says nothing on this that is only for {of}. What it said just before is all that it has, and "
    "it is not told apart for {of}."
)
# set on the tuning half: below this an answer to a follow-up has to hold a word of what was typed
_DOUBTFUL = 0.3
_AS_GOOD = 0.92  # the score of a section that may stand for the first, as a share of it


def afresh(settled: Sequence[Settled], understood: str, typed: str, turns: Sequence[Turn]) -> list[Settled]:
    """What a question came to, as it can be said after `turns`; empty where all of it was said just before.

    A number, date or sum that stood in the answer before is the answer to who asks for it, and so is a yes.

    A doubtful answer to a follow-up, `typed` and then `understood`, is refused where it is beside the point.
    """
    if not turns:
        return list(settled)
    if says_nothing_new(settled, understood, turns):
        other = instead(settled, turns)
        settled = [other] if other else []
    elif any(says_nothing_new(settled, understood, turns[: n + 1]) for n in range(len(turns))):
        settled = [instead(settled, turns) or one for one in settled]  # an earlier answer, rather than none
    settled = settled if understood == typed else [_to_the_point(one, typed) for one in settled]
    return [_without_the_same_nearest(one, turns[-1]) for one in settled]


def _without_the_same_nearest(settled: Settled, before: Turn) -> Settled:
    """A refusal without the nearest lines that the reply before gave already."""
    if settled.reason is None:
        return settled
    return replace(settled, chosen=[one for one in settled.chosen if one.line.text not in before.said])


def _to_the_point(settled: Settled, typed: str) -> Settled:
    # who chose its lines has read them with the question
    if settled.chosen_by == "llm" or not beside_the_point(settled, typed):
        return settled
    return replace(settled, chosen=settled.chosen[:1], reason="not_in_knowledge_base")


def says_nothing_new(settled: Sequence[Settled], understood: str, turns: Sequence[Turn]) -> bool:
    """Whether all of an answer was said in the answer before, which was one to another question.

    What is now said as another yes or no, or as a fact by itself out of more, is new.
    """
    before = last_answered(turns, told=True)
    if before is None or understood.lower() == before.understood_as.lower():
        return False
    lines = {chosen.line.text for one in settled if one.is_answered for chosen in one.chosen}
    said = set(before.said)
    judged = any(one.verdict and one.verdict != before.verdict for one in settled)
    picked = lines < said and any(one.form == "fact" for one in settled)
    return bool(lines) and lines <= said and not (judged or picked)


def instead(settled: Sequence[Settled], turns: Sequence[Turn]) -> Settled | None:
    """What the section next in rank adds, where it answers about as well as the first; None without one."""
    said = {line for turn in turns for line in turn.said}
    if len(settled) != 1 or settled[0].found is None:
        return None
    hits = settled[0].found.hits
    for hit in hits[1:3]:
        lines = [line for line in hit.shelf.short if line.text not in said]
        answers = hit.score >= _AS_GOOD * hits[0].score or hit.reading > 0
        if lines and answers and not hit.shelf.unknown:
            return replace(settled[0], chosen=[Chosen(line, hit.shelf) for line in lines], verdict=None)
    return None


def beside_the_point(settled: Settled, typed: str) -> bool:
    """Whether a doubtful answer holds no word of a follow-up but what was filled in.

    "Who was to blame?" of a pilot is not answered by what the pilot was.
    """
    if not settled.is_answered or settled.form == "problem" or settled.judgement.confidence >= _DOUBTFUL:
        return False
    own = {stem for stem in stems(typed) if stem not in HOLLOW}
    held = {stem for chosen in settled.chosen for stem in chosen.shelf.stems}
    return bool(own) and not own & held
