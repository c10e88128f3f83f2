"""The steps that one question takes, in order; the first that settles it ends the list.

subject     what seems off the subject is asked once more with the subject filled in
forbidden   personal data, harm, advice on a case
comparison  two terms side by side, where the guide has reviewed the pair
premise     a wrong belief is corrected first
problem     trouble told of is recognised in the graph
unknown     nothing answers: say so, with the nearest thing
compose     the reviewed short answer, then what the form needs
"""

import re
from collections.abc import Callable
from dataclasses import replace

from api.ask.asked_for import lacking
from api.ask.composing.comparison import asks_why, compared_section, contrast, of_three, side_by_side
from api.ask.composing.draft import Chosen
from api.ask.composing.problem import opening_of, problem_answer
from api.ask.composing.ranking import not_ranked, ranked_first
from api.ask.composing.section import fact_line, section_answer
from api.ask.expectation import SHARP, SPECIFIC, holds
from api.ask.filled_in import TOLD_HERE, subject
from api.ask.forbidding import forbidden, is_told_here, told
from api.ask.form import asks_somewhere, only_asks, says_of_us
from api.ask.knowledge import Shelf
from api.ask.named_actor import not_told_of
from api.ask.named_alone import what_it_is
from api.ask.nearby import nearest
from api.ask.orders import taken_back
from api.ask.part import LIKELY, Means, Part, Settled
from api.ask.premises import corrected, corrected_at_heart, granted, said_first
from api.ask.presumed import on_what_is_granted, on_what_is_presumed, on_whether_barred
from api.ask.scope import asks_what_anybody_may, screen
from api.ask.silence import answers_with_a_gap
from api.ask.unknowable import asks_of_ones_own_body, asks_of_ones_own_case, cannot_be_known, says_so
from api.ask.unsaid import of_what_nobody_says
from api.ask.verdicts import NEAR, borne_out, verdict_on
from kb.documents import Verdict
from kb.lexical import stems, words

# how likely a section answers a problem outright, so that its first sentence stands before the barrier
_SURE = 0.5
_WELL_AHEAD = 0.1  # of a reviewed comparison or belief that the section which convinces has to be
_FITS_A_STORY = 0.55  # how likely it has to answer a story that tells of no barrier
_PLAIN = 0.8  # and how likely a barrier then has to be to stand after it: to readers others blur it
# how likely a section has to answer that the re-ranker does not take for an answer, for its lines to stand as
# one: of 56 such tuning questions between this and LIKELY 30 are answered by no source
_WHO = re.compile(r"(?:and |so |but )?(?:who|whom|whose|which)\b", re.I)
_NOBODY_TELLS = re.compile(r"(?:No|None|Nobody|Who)\b")  # as a line opens that has nothing else to tell
_UNREAD_LIKELY = 0.7
_ASKED_ASIDE = ("problem", "reason", "premise")  # of which the re-ranker tells less
_NEARLY_THE_SAME = 0.7  # how near a reviewed yes or no has to be to settle that the question is answered
# how likely a barrier has to be where nothing but the barrier makes a story of a few words
_BEYOND_DOUBT, _STORY_WORDS = 0.7, 7
_IN_GENERAL = re.compile(r"^(?:and |so )?when (?:do|does|should|can|must|may|is|are) (?!the next\b)", re.I)
_STORY = frozenset(stems("happen happened become became went turned ended fate story"))
Step = Callable[[Part, Means], Settled | None]


def comparison(part: Part, means: Means) -> Settled | None:
    """Set two terms side by side, where the guide has reviewed the pair."""
    believes = part.form != "comparison" and (granted(part.text) or said_first(part.text))
    shelf = None if believes else compared_section(part.text, means.knowledge)
    why = asks_why(part.text)
    if not believes and not why and (three := of_three(part.text, part.found, means.knowledge, part.detail)):
        return part.answered("comparison", three)
    other = why and part.convinces and part.found.hits[0].shelf is not shelf
    if shelf is not None and not other and not _answered_elsewhere(part, shelf):
        verdict = _verdict(part, means, shelf) if part.form == "yes-no" else None
        rows = contrast(shelf, "short" if why else part.detail)
        ranked, doubt = ranked_first(part.text, rows, part.found)
        verdict = verdict if ranked[0] is rows[0] and not doubt else None
        return replace(part.answered("comparison", ranked, verdict), doubt=doubt)
    if part.form == "comparison" and (sides := side_by_side(part.found, part.detail)):
        return part.answered("comparison", sides)
    return None


def premise(part: Part, means: Means) -> Settled | None:
    """Correct a wrong belief first; it is what the question stands on."""
    if (
        settled := of_what_nobody_says(part, means)
        or on_what_is_granted(part, means)
        or on_what_is_presumed(part, means)
        or on_whether_barred(part, means)
    ):
        return settled
    shelf = corrected(part.found, means.knowledge)
    if shelf is None or _answered_elsewhere(part, shelf):
        shelf = corrected_at_heart(part.found, means.knowledge)
    if shelf is None:
        return None
    verdict = _verdict(part, means, shelf) if part.form == "yes-no" else None
    said = " ".join(line.text for line in shelf.short)
    return part.answered("premise", [Chosen(line, shelf) for line in shelf.short], borne_out(verdict, said))


def _answered_elsewhere(part: Part, shelf: Shelf) -> bool:
    """Whether the best section, having been read, is well ahead of `shelf` and answers by itself."""
    if not part.convinces or part.found.hits[0].shelf is shelf:
        return False
    own = next((hit.score for hit in part.found.hits if hit.shelf is shelf), 0.0)
    return part.found.hits[0].score - own > _WELL_AHEAD


def problem(part: Part, means: Means) -> Settled | None:
    """Recognise the barrier that is told of, and say what helps."""
    if not _may_tell(part) or not (part.in_conversation or is_told_here(part, means)):
        return None
    recognised = told(part, means)
    sure = part.judgement.answered and part.judgement.confidence >= _SURE
    if sure and only_asks(part.text):  # the section says how; nobody told of any trouble
        return None
    if part.form != "problem":  # no verb told it, so the barrier itself has to be beyond doubt
        recognised = [one for one in recognised if one.likely >= _BEYOND_DOUBT]
    elif sure:  # the section answers by itself: a barrier that may not be the right one would only blur it
        recognised = [
            one for one in recognised if one.likely >= _PLAIN and _is_on(part, one.barrier.id, means)
        ]
    if not recognised:
        return None
    opening = opening_of(part.found, recognised, sure, means.graph)
    chosen = problem_answer(part.found, recognised, opening, means.knowledge, means.graph, part.detail)
    return part.answered("problem", chosen, barriers=[one.barrier.id for one in recognised])


def _is_on(part: Part, barrier: str, means: Means) -> bool:
    """Whether the best section speaks of a barrier; one that does not convince need not."""
    if not part.convinces:
        return True
    about = means.graph.barriers_of_passages([part.found.hits[0].shelf.passage.id])
    return any(node.id == barrier for node in about)


def _may_tell(part: Part) -> bool:
    """Whether a question may be a story: told as one, or what somebody says of himself without asking.

    Who asks what the law says of a case is told that it needs advice, and not what the case looks like.
    """
    if part.against == "needs_advice" and asks_somewhere(part.text):
        return False
    return part.form == "problem" or (len(words(part.text)) >= _STORY_WORDS and says_of_us(part.text))


def unknown(part: Part, means: Means) -> Settled | None:
    """Say that nothing answers: another subject, advice on a case, or the sources' silence."""
    if part.against and not _only_tells(part):
        in_general = part.against == "needs_advice" and part.judgement.answered
        if in_general and part.convinces and asks_what_anybody_may(part.text):
            return None  # told as an answer, with whom to ask about the case behind it
        if in_general:
            return part.refused("needs_advice", section_answer(part.found, part.form, "short"))
        # somebody's own pension or bank is not ours to advise on
        ours = part.judgement.in_scope or part.judgement.scope >= TOLD_HERE
        return part.refused(part.against if ours else "out_of_scope")
    told_here = part.form == "problem" and part.judgement.scope >= TOLD_HERE
    asked = part.found.asked
    reached = asked.kind == "contact" and bool(asked.names)  # "e-mail of who runs Shine"
    if not (part.judgement.in_scope or told_here or reached):
        return part.refused("out_of_scope")
    silent = not part.judgement.enough and not (_judged_already(part, means) and _in_words_of(part))
    silent = silent and not (answers_with_a_gap(part.found) or _asks_for_the_story(part))
    if silent or _only_near(part) or _fact_missing(part) or cannot_be_known(part.text, part.found):
        near = section_answer(part.found, part.form, "short")
        lacks = lacking(part.text, near, means.knowledge) if near and part.form != "problem" else ""
        return replace(part.refused("not_in_knowledge_base", _nearest(part)), lacks=lacks)
    return None


def _asks_for_the_story(part: Part) -> bool:
    """Whether nothing is asked of a named thing but what happened to it, and its own page says it first."""
    asked = part.found.asked
    own = set(asked.stems) - asked.of_names
    pages = {name.document for name in asked.names}
    return bool(own) and own <= _STORY and part.convinces and part.found.hits[0].shelf.document.id in pages


def _only_tells(part: Part) -> bool:
    """Whether a story asks for nothing, so that no advice on its case is asked for either; an order does."""
    told = part.form == "problem" and not asks_somewhere(part.text)
    return part.against == "needs_advice" and told and screen(part.text, True) is None


def _only_near(part: Part) -> bool:
    """Whether a story that tells of no barrier has a section that is likely only near to it."""
    return part.form == "problem" and part.judgement.confidence < _FITS_A_STORY


def _judged_already(part: Part, means: Means) -> bool:
    """Whether a reviewed question that asks nearly the same of the best section was answered yes or no."""
    if part.form != "yes-no" or not part.found.hits:
        return False
    return _verdict(part, means, part.found.hits[0].shelf, near=_NEARLY_THE_SAME) is not None


def _in_words_of(part: Part) -> bool:
    """Whether the best section, or what it is asked by, holds every word of the question.

    "Were prisoners paid for the workshops" is near to "were prisoners in the workshops", which says nothing
    of pay.
    """
    first = part.found.hits[0].shelf
    asked_as = (v.question for v in first.document.variants if v.passage_id == first.passage.id)
    return set(part.found.asked.stems) <= first.stems.union(*map(stems, asked_as))


def _fact_missing(part: Part) -> bool:
    """Whether a sum, date, person, number or address is asked for and no near section holds one."""
    asked = part.found.asked
    if part.form != "fact" or asked.kind not in SHARP:
        return False
    if asked.kind == "date" and part.convinces and _IN_GENERAL.match(part.text):
        return False  # "when do we need a lawyer" wants no day
    return not any(fact_line(hit, asked) for hit in part.found.hits[:2])


def _nearest(part: Part) -> list[Chosen]:
    if part.form == "problem" and part.found.hits:  # whoever is in trouble needs what to do
        shelf = part.found.hits[0].shelf
        return [Chosen(line, shelf) for line in shelf.opening[:1]]
    if asks_of_ones_own_case(part.text):
        # what holds in general
        return section_answer(part.found, "open", "short")[:1] if part.judgement.enough else []
    near = None if asks_of_ones_own_body(part.text) else nearest(part.found)
    return [near] if near else []


def compose(part: Part, means: Means) -> Settled | None:
    """Answer from the best section: the reviewed short answer, then what the form needs."""
    chosen = section_answer(part.found, part.form, part.detail)
    if chosen and chosen[0].line.unknown and _wants_what_is_not_known(part, chosen[0]):
        return part.refused("not_in_knowledge_base", chosen[:1] if part.form == "fact" else _nearest(part))
    # the line itself says that the sources are silent, or nothing but the story of a thing is asked for
    said_so = bool(chosen) and (chosen[0].line.unknown or says_so(part.found) or _asks_for_the_story(part))
    if doubt := not_told_of(part.text, chosen) or not_ranked(part.form, part.text, chosen):
        return replace(part.answered(part.form, chosen), doubt=doubt)
    if _may_be_near_only(part) and not said_so and not _judged_already(part, means):
        return replace(part.answered(part.form, chosen), unsure=True)
    verdict = None
    if part.form == "yes-no" and chosen:
        said = " ".join(one.line.text for one in chosen if one.shelf is chosen[0].shelf)
        verdict = borne_out(_verdict(part, means, chosen[0].shelf), said)
        verdict = None if taken_back(verdict, part.text, said) else verdict
    return part.answered(part.form, chosen, verdict)


def _may_be_near_only(part: Part) -> bool:
    """Whether the lines are more likely only near to what is asked, or hardly likelier to answer it where the
    re-ranker does not take them for an answer. That one learned from first questions and none from stories,
    and a why that takes for granted what is not so is answered by a section that says otherwise.
    """
    first = not part.in_conversation and part.form not in _ASKED_ASIDE
    needed = _UNREAD_LIKELY if first and not part.convinces else LIKELY
    return part.judgement.answer < needed


def _wants_what_is_not_known(part: Part, said: Chosen) -> bool:
    """Whether a line that tells of the sources' silence is all there is: its section is on nothing else, a
    sum, number or date is asked for and the line holds none, or it is asked who or which.
    """
    asked = part.found.asked
    if asked.about_unknown:
        return False
    lacks = part.form == "fact" and asked.kind in SPECIFIC and not holds(asked.kind, said.line.text)
    return said.shelf.unknown or lacks or bool(_WHO.match(part.text) and _NOBODY_TELLS.match(said.line.text))


def _verdict(part: Part, means: Means, shelf: Shelf, near: float = NEAR) -> Verdict | None:
    return verdict_on(part.text, part.found.plain, shelf.passage, means.knowledge, near)


def only_what_is_held(step: Step) -> Step:
    """`step`, whose answer is none where it does not hold the kind of thing asked for."""

    def checked(part: Part, means: Means) -> Settled | None:
        settled = step(part, means)
        if settled is None or not settled.is_answered or settled.doubt or part.form == "problem":
            return settled
        lacks = lacking(part.text, settled.chosen, means.knowledge)
        return (
            replace(part.refused("not_in_knowledge_base", _nearest(part)), lacks=lacks) if lacks else settled
        )

    return checked


STEPS: tuple[tuple[str, Step], ...] = (
    ("subject", subject),
    ("forbidden", forbidden),
    ("comparison", only_what_is_held(comparison)),
    ("premise", only_what_is_held(premise)),
    ("problem", problem),
    ("named", what_it_is),
    ("unknown", unknown),
    ("compose", only_what_is_held(compose)),
)
