"""What a move comes to: another question, another length, or a word back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from api.ask.knowledge import Knowledge
from api.ask.reply import Detail, Reply
from api.ask.retrieve import Hit
from api.ask.turn import Turn


@dataclass(frozen=True)
class Plan:
    """How to go on.

    `question` is searched for, and shown and remembered as `understood` where that is given. It is asked in
    `detail`, without the statements of `avoid`; `example` wants what a pilot did, of what `told` says, best
    of all in the documents of `home`, and with `wanted` only a "fault" or only what went "well". `figures`
    wants what is told in numbers there.
    `word` is said instead of an answer. `most` tells the answer before again in so many statements, with its
    terms explained where `glossary` says so; `word` is then said where nothing would change. `sources` asks
    for what the answer before rests on, with `figure` only its figures.
    Where `lacking` is given, only what answers the question itself
    counts, and `lacking` is said where nothing does; `leading` is said before what does.
    `again` is an earlier turn, to be told once more, as
    a list of its points where `listed`. `like` is the document of a thing whose like is asked for.
    `otherwise` are other ways to ask the same: that is searched for which a section answers best; with
    `rather` the first, wherever a section answers that with something new. Where no section answers any of
    them, the first of `instead` is asked, a wider question, and its second is said before the answer. With
    `repeats` what was said already is told again where nothing new answers. `least` is how well a section
    has to be read as an answer, in log-odds of the re-ranker. `topic` is what is talked of from then on.
    Where `fits` is given only a section that it holds of may answer; `section` is the passage that was then
    found, and no line of it may hold a stem of `without`. `pick` wants only what is to be done, what tells
    how often something is so, or the lines that name a law, of the passages `told_in` first.
    """

    move: str
    question: str = ""
    understood: str = ""
    detail: Detail = "normal"
    most: int | None = None
    avoid: frozenset[str] = frozenset()
    example: bool = False
    wanted: Literal["", "fault", "well"] = ""
    figures: bool = False
    told: str = ""
    home: frozenset[str] = frozenset()
    word: str = ""
    offer: tuple[str, ...] = ()
    sources: bool = False
    figure: bool = False
    glossary: bool = False
    lacking: str = ""
    leading: str = ""
    again: Turn | None = None
    listed: bool = False
    like: str = ""
    otherwise: tuple[str, ...] = ()
    rather: bool = False
    instead: tuple[str, str] | tuple[()] = ()
    repeats: bool = False
    least: float | None = None
    topic: str = ""
    fits: Callable[[Hit, Knowledge], bool] | None = None
    section: str = ""
    pick: Literal["", "actions", "law", "often"] = ""
    told_in: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()


def led(reply: Reply, leading: str, plan: Plan | None = None) -> Reply:
    """`reply` with `leading`, what a follow-up says before the answer that it brought."""
    if not leading or not reply.citations or (plan and plan.lacking == reply.note):
        return reply
    answer = reply.answer.model_copy(update={"text": f"{leading}\n\n{reply.answer.text}"})
    note = " ".join(filter(None, (leading, reply.note)))
    return reply.model_copy(update={"answer": answer, "note": note})


def said_before(plan: Plan | None, turns: Sequence[Turn]) -> Plan | None:
    """`plan` without what earlier turns said to the same question, so that "more" twice says new things.

    Where a wider question stands ready, without anything that was said.
    """
    if plan is None or not plan.avoid:
        return plan
    same = (
        turn.said
        for turn in turns
        if plan.instead or turn.understood_as.lower() == turns[-1].understood_as.lower()
    )
    return replace(plan, avoid=plan.avoid.union(*same))
