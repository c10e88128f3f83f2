"""A follow-up looked for together with the questions before it, where that fits much better.

What a follow-up points at is otherwise filled in by rules, and by them "how do we tell the users", behind a
pilot that ends without money, is asked of any PSP. Searched for together with what it follows, it finds what
was written for both.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from api.ask.at_home import AtHome
from api.ask.conversation import resolved
from api.ask.fresh import afresh
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.otherwise import may_be_sought
from api.ask.part import Settled, Taken
from api.ask.rereading import asks_of_any_psp, last_of
from api.ask.retrieve import READ_AS_ANSWER, READING_SHARE, UNREAD, Found, Hit, read_also
from api.ask.searching import Searching
from api.ask.turn import Turn

# chosen on 192 follow-ups whose meaning was written down beside them: what the first question of the talk and
# the follow-up as rules fill it in count beside the question before; by how much a section has to fit better;
# what one scores that a search did not bring
_FIRST_SHARE, _BY_RULES_SHARE, _MUCH, _NOT_FOUND = 0.3, 0.3, 0.2, 0.6
_OTHERS_ADD = 0.15  # what the searches that count less may add at most, as good as always
# log-odds of the re-ranker below which a section hardly answers; what is read as an answer already stays
_HARDLY = -1.0
_LOOKED_AT, _READ = 5, 3  # the best of each search, and those of them that are read
_MOST_WORDS = 40  # of both questions: the model reads no more
# moves that are a question worded anew; the others ask of the answer itself, or of its place in the talk
_QUESTIONS = frozenset(("why", "pays", "compare", "other-side", "escalate"))

Settle = Callable[[str, AtHome | None], Settled]


def together(
    taken: Taken,
    spelt: str,
    plan: Plan | None,
    turns: Sequence[Turn],
    searching: Searching,
    settle: Settle,
) -> Taken:
    """`taken`, or what `spelt` comes to together with the questions before it, where that fits much better.

    `settle` takes a question through the steps, with what was found where that is given.
    """
    if not _may_be_taken(taken, plan, turns) or _reading(taken) >= READ_AS_ANSWER:
        return taken
    by_rules = resolved(spelt, turns, searching.knowledge.names, searching.knowledge.who)
    texts = _texts(spelt, by_rules.text, turns)
    if (
        by_rules.of_another
        or _is_clear(taken, spelt, searching.knowledge)
        or not _may_fit_better(texts[:1], taken, turns, searching)
    ):
        return taken
    searched = _searched(texts, searching)
    scores = _scores(searched, last_of(turns))
    needed = _score_of(taken, searched) + _MUCH
    better = sorted((name for name in scores if scores[name] >= needed), key=lambda name: -scores[name])
    read = {name: _with_first(name, searched, searching.knowledge) for name in better[:_READ]}
    if not read:
        return taken
    best = max(read, key=lambda name: scores[name] + READING_SHARE * read[name][1].hits[0].reading)
    text, found = read[best]
    if found.hits[0].reading < _HARDLY:
        return taken
    judgement = searching.judged(text, True)[1].taken_as_enough()
    said = replace(settle(text, AtHome(text, found, judgement)), unsure=False)
    kept = [one for one in afresh([said], text, text, turns) if one.is_answered]
    loses = not said.verdict and any(one.verdict for one in taken.settled)  # its yes or no
    return Taken(kept, text) if kept and not loses else taken


def _with_first(
    best: str, searched: Sequence[tuple[str, float, Found]], knowledge: Knowledge
) -> tuple[str, Found]:
    """The text of most weight that brought the section `best`, and its hits with that one read and first."""
    text, found, first = next(
        (text, found, hit) for text, _, found in searched for hit in found.hits if _id(hit) == best
    )
    found = read_also(found, [first], knowledge)
    hits = sorted(found.hits, key=lambda hit: _id(hit) != best)
    return text, replace(found, hits=tuple(hits))


def _id(hit: Hit) -> str:
    return hit.shelf.passage.id


def _may_be_taken(taken: Taken, plan: Plan | None, turns: Sequence[Turn]) -> bool:
    """Whether a talk goes on, and nothing but a search decided what was answered."""
    if not turns or not any(turn.answered for turn in turns) or len(taken.settled) > 1:
        return False
    if plan and (plan.move not in _QUESTIONS or not any(one.is_answered for one in taken.settled)):
        return False  # a move that finds nothing says so in its own words
    return all(map(may_be_sought, taken.settled))


def _is_clear(taken: Taken, spelt: str, knowledge: Knowledge) -> bool:
    """Whether a turn leaves nothing to be found together: it asks of any PSP, or of a pilot talked of."""
    of_any = asks_of_any_psp(spelt) and taken.understood == spelt
    of_a_pilot = any(name.is_of_a_pilot for name in knowledge.names.found_in(taken.understood))
    return of_any or of_a_pilot


def _may_fit_better(
    texts: Sequence[tuple[str, float]], taken: Taken, turns: Sequence[Turn], searching: Searching
) -> bool:
    """Whether the search that counts most leaves it open that a section fits much better: most end here."""
    searched = _searched(texts, searching)
    scores = _scores(searched, last_of(turns))
    ahead = max(scores.values(), default=0.0) - _score_of(taken, searched)
    return bool(scores) and ahead >= _MUCH - _OTHERS_ADD


def _texts(spelt: str, by_rules: str, turns: Sequence[Turn]) -> list[tuple[str, float]]:
    """The texts that are searched for and what each counts, that of most weight first."""
    follow_up = spelt.rstrip("?. ")
    before = [last_of(turns).understood_as, turns[0].understood_as if turns[0].answered else ""]
    texts = {
        f"{follow_up}, {asked.rstrip('?. ')}": share
        for asked, share in zip(reversed(before), (_FIRST_SHARE, 1.0), strict=True)
        if asked
    }
    if before[0] == before[1]:  # the second question of a talk: both are the same
        texts = {text: 1.0 + _FIRST_SHARE for text in texts}
    if by_rules != spelt:
        texts.setdefault(by_rules, _BY_RULES_SHARE)
    short = [(text, share) for text, share in texts.items() if len(text.split()) <= _MOST_WORDS]
    return sorted(short, key=lambda one: -one[1])


def _searched(texts: Sequence[tuple[str, float]], searching: Searching) -> list[tuple[str, float, Found]]:
    """What each of the texts brought, with what it counts."""
    return [(text, share, searching.found(text)) for text, share in texts]


def _scores(searched: Sequence[tuple[str, float, Found]], last: Turn) -> dict[str, float]:
    """How well each section that was not told just before fits all the texts, by the id of its passage."""
    told = {citation.passage_id for citation in last.citations[:1]}
    best = {
        _id(hit)
        for _, _, found in searched
        for hit in found.hits[:_LOOKED_AT]
        if _id(hit) not in told and hit.shelf.opening[0].text not in last.said
    }
    return {name: _fits(name, searched) for name in best}


def _fits(name: str, searched: Sequence[tuple[str, float, Found]]) -> float:
    total = 0.0
    for _, share, found in searched:
        held = (hit.score for hit in found.hits[:_LOOKED_AT] if _id(hit) == name)
        total += share * next(held, _NOT_FOUND)
    return total


def _answering(taken: Taken) -> Settled | None:
    return next((one for one in taken.settled if one.is_answered), None)


def _reading(taken: Taken) -> float:
    """How well the section that the answer so far is from was read to answer it; very little without one."""
    one = _answering(taken)
    hits = one.found.hits if one and one.found else ()
    return next((hit.reading for hit in hits if one and hit.shelf is one.chosen[0].shelf), UNREAD)


def _score_of(taken: Taken, searched: Sequence[tuple[str, float, Found]]) -> float:
    """How well that section fits which the answer so far is from; very little where there is no answer."""
    one = _answering(taken)
    return _fits(one.chosen[0].shelf.passage.id, searched) if one else float("-inf")
