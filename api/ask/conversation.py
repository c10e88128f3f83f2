"""A follow-up turned into a question that stands alone, from the last few turns."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from api.ask.acts import act_of
from api.ask.bare import about
from api.ask.counting import HOLLOW, of_item
from api.ask.filling import Referring, filled
from api.ask.fragments import corrected_pair, of_both
from api.ask.names import Names
from api.ask.parts import completed, parts
from api.ask.pointing import leaning, of_an_act
from api.ask.rejected import in_place_of_the_rejected
from api.ask.same_question import called_by_both, same_question_of, same_question_of_a_pilot, shared_by
from api.ask.scope import COURTESY
from api.ask.subject import OWN_WORDS, SUBJECT, fill
from api.ask.subject_swapped import of_another_doer
from api.ask.swapping import (
    elsewhere,
    named_besides,
    of_anothers,
    swapped,
    the_one,
    the_ones,
)
from api.ask.taking_further import of_one_of_many
from api.ask.talked_of import defined
from api.ask.there import said_there
from api.ask.turn import Turn, last_answered
from api.ask.two_named import of_two_named
from kb.lexical import stems

_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|theirs|he|she|his|her|him|this|that|these|those|there|"
    r"the (pilot|project|partnership|consortium|council|service|programme|fund|scheme|group|study|report|"
    r"same|other one|one))\b|"
    # "who may make one?", "how long does one take?", but not "one of them" or "one year"
    r"(?<!which )\bone\b"
    r"(?=\s*[?.!]*$|\s+(takes?|lasts?|needs?|costs?|works?|starts?|begins?|runs?|ends?|looks?|fails?)\b)",
    re.I,
)
_OPENING = re.compile(
    r"^(?:(?:now|ok|okay|right|aye|well) )?(and|but|so|also|or|what about|how about|and what|then|now|"
    r"(?:the )?same (?:for|of|with|again for|in))\b[\s,]*",
    re.I,
)
_CORRECTION = re.compile(
    r"^(?P<opening>(?:(?:no|nope|naw|nah|oh|oops|whoops|ah|er|erm|hmm+|sorry|apologies|pardon|"
    r"my mistake|actually|wait|hang on|rather|"
    r"correction|wrong one|"
    r"not (?:that|this) one)\b[\s,.:-]*)*)"
    r"(?P<plainly>(?:what )?(?:i|we)(?:'m|'re| am| was| are| were)? (?:actually |really |just )*"
    r"(?:meant?(?: was| is)?|wanted|(?:asking|talking|thinking|speaking)(?: about| of)?|"
    r"said|referring to|(?:(?<=was )|(?<=were ))after|had in mind)\b|meant\b|"
    r"(?:that|it) should (?:have been|say|read)(?= (?:the|a|an|for)\b)|"
    r"(?:my|the) question (?:is|was) (?:really |actually )?(?:about|on)\b|"
    r"(?<=[\s,.-])(?:i|we) want\b|not (?:that|this)(?: one\b|(?=\s*[,.;-]| but\b))|"
    r"not [^,;]{2,40}(?=[,;] *(?:but )?\w))?"
    r"[\s,.;-]*(?:but |to (?:know|ask) )?(?:(?:about|what about|how about) )?(?P<meant>.{2,80}?)[\s?.!]*$",
    re.I,
)
# "I didn't mean the pilot, I meant the tender"
_DENIED = re.compile(
    r"^(?:no[\s,]+)?(?:i|we) (?:(?:did not|didn'?t|don'?t|do not) mean|(?:was|were|am|are)(?:n'?t| not) "
    r"(?:asking|talking|thinking)(?: about| of)?) .+?[\s,.;-]+(?=(?:i|we) meant?\b)",
    re.I,
)
# "Glasgow, not Edinburgh", "Glasgow and not Edinburgh"
_X_NOT_Y = re.compile(
    r"^(?!(?:no|nope|i|we|why|how|what|which|who|whose|when|where|it|that|they|if|or|is|are|was|were|do|does|"
    r"did|can|could|should|would|will|must|may|has|have)\b)"
    r"(?P<meant>.{2,40}?),? (?:and )?not (?!yet\b|really\b|sure\b).{2,40}$",
    re.I,
)
_NO = re.compile(r"^(?:(?:no|nope|naw|sorry|oh)\b[\s,]*)+(?=(?:the|a|an|in|for)\b)", re.I)
_SHORT = 7  # words of such a choice
_WHERE = re.compile(r"^(?:in|at|for|after|before|during|from|of|on|with|by|under) ", re.I)
# "not Falkirk, Edinburgh", "Falkirk, not Edinburgh", and the end of "sorry, Homereach I mean"
_REJECTED = re.compile(
    r"^not .+?(?:[,;]\s*(?:but )?|\sbut\s)|,?\s(?:and )?not\s.+$|,?\s(?:i|we) meant?$", re.I
)
_QUESTION_WORD = re.compile(
    r"^(who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|may|must|should|"
    r"has|have|will|tell|explain|describe|show|list|name|give|compare)\b",
    re.I,
)
_THE = re.compile(r"^the ", re.I)  # "no the third sector"
# signs that words after "no" or "sorry" say something of their own: "no, that is wrong", "sorry, I am lost"
_SAYING = re.compile(
    r"\b(i|i'm|we|you|it|that|that's|this|am|is|are|was|were|do|does|did|thanks?|ta|cheers|idea|problem|"
    r"worries|need|way|please|yes|ok|okay|lost|wrong|right|sorry|wait|later|never|not|yet)\b",
    re.I,
)
# what only answers or thanks, and so takes nothing up from the turn before
_ASKS_NOTHING = COURTESY | frozenset(
    ["no", "nope", "yes", "yeah", "you", "good", "fine", "sorry", "goodbye", "right", "that", "that's", "is",
     "all", "for", "now", "very", "so", "much", "many", "a", "lot", "i", "see"]
)  # fmt: skip
_POLITE = re.compile(r"^(?:(?:thanks|thank you|cheers|great|lovely|ok|okay)\b[\s,.!-]*)+", re.I)
_TOO = re.compile(r"(?<=\bit),? (?:too|as well)(?=[\s?.!]*$)", re.I)  # "should they be on it too"
_STANDS_ALONE_STEMS = 3
_FEWEST_ALONE = 2  # words of its own without which a question asks of what was said before


def standalone(question: str, turns: Sequence[Turn], names: Names, who: Names | None = None) -> str:
    """`question` with what it leaves out filled in from `turns` (oldest first), unless it stands alone."""
    return resolved(question, turns, names, who).text


class Resolved(NamedTuple):
    """A question that stands alone, and whether it is the one before, put right or asked of another thing."""

    text: str
    of_another: bool = False


def resolved(question: str, turns: Sequence[Turn], names: Names, who: Names | None = None) -> Resolved:
    """As `standalone`, with what the rule that filled it in tells of the turn."""
    turns = without_rejected(turns)
    last = last_answered(turns)
    asked = _TOO.sub("", named_besides(_POLITE.sub("", question.strip())))
    if last is None or _ASKS_NOTHING.issuperset(re.findall(r"[\w']+", asked.lower().replace("’", "'"))):
        return Resolved(question)
    earlier = [turn for turn in turns if turn.answered and turn is not last][-1:]
    last = replace(last, understood_as=last_asked(last.understood_as))
    known = Referring(names, who or Names(()), earlier[0] if earlier else None)
    rules = (_correction, _counted, _of_another, _shortly, _there, _reference)
    of_another = rules[:3]  # the last question put right, asked of an item, or of something else
    put = (Resolved(text, rule in of_another) for rule in rules if (text := rule(asked, last, known)))
    return next(put, Resolved(question))


def without_rejected(turns: Sequence[Turn]) -> Sequence[Turn]:
    """`turns` without the answer that the last of them rejects, where one was given before that."""
    answered = [place for place, turn in enumerate(turns) if turn.answered]
    if not turns or turns[-1].move != "not-asked" or len(answered) < _FEWEST_ALONE:
        return turns
    rejected = answered[-2] if turns[-1].answered else answered[-1]  # what was meant may be answered at once
    return [*turns[:rejected], *turns[rejected + 1 :]] if turns[-1].answered else turns[:rejected]


def last_asked(understood: str) -> str:
    """The last of several questions asked at once, which a follow-up goes on from; else the one question.

    >>> last_asked("What is TUPE and when does it apply?"), last_asked("Who pays?")
    ('when does TUPE apply?', 'Who pays?')
    """
    asked = parts(understood)
    return completed(asked, understood, fill)[-1] if len(asked) > 1 else understood


def _correction(question: str, last: Turn, known: Referring) -> str | None:
    if (chosen := _X_NOT_Y.match(_NO.sub("", question.strip()))) and len(question.split()) <= _SHORT:
        return _put_right(chosen["meant"], True, last, known)
    match = _CORRECTION.match(_DENIED.sub("", question.strip()))
    if not match or not (match["opening"] or match["plainly"]):
        return None
    meant = _REJECTED.sub("", match["meant"]).strip(" ?.!,;")
    put = in_place_of_the_rejected(match["meant"], last.understood_as)
    if put and not known.names.found_in(meant):
        return put
    if _QUESTION_WORD.match(meant):
        return _reference(f"{meant}?", last, known) or f"{meant}?"
    corrects = _corrects(match, meant, known.names)
    return _counted(meant, last, known) or (
        _put_right(meant, bool(match["plainly"]), last, known) if corrects else None
    )


def _put_right(meant: str, plainly: bool, last: Turn, known: Referring) -> str | None:
    """The last question with `meant` for the thing it was about."""
    if pair := corrected_pair(meant, last.understood_as, "PSP"):
        return pair
    named = known.names.found_in(meant)
    if named and (same := same_question_of(named[0], last, known.names)):
        return same
    said = last.understood_as
    if not named and (
        other := called_by_both(meant, said, known.names)
        or the_one(meant, said, known.names)
        or (of_another_doer(meant, said) if plainly else None)
        or swapped(f"and {meant}", said, known.who)
    ):
        return other
    if not named and (was := defined(said)) and len(meant.split()) <= _SHORT:
        return f"{said[: said.index(was)]}{meant}?"
    thing = named[0].title if named else meant
    about = re.compile(rf"\b(?:(?:a|an|the) )?{re.escape(last.topic or ' ')}(?!\w)", re.I)
    if about.search(said) and not known.names.found_in(said) and not _WHERE.match(meant):
        return about.sub(lambda _: thing, said.rstrip("?.! "), count=1) + "?"
    return _with(last, meant) if plainly or named else None


def _counted(question: str, last: Turn, known: Referring) -> str | None:
    return of_one_of_many(question, last) or of_item(question, last.items)


def _of_another(question: str, last: Turn, known: Referring) -> str | None:
    """The same question of somebody, or something, else."""
    said = last.understood_as
    if known.names.found_in(question):
        shared = shared_by(question, last, known.names)
        return shared or (swapped(question, said, known.who) if known.who.found_in(question) else None)
    return (
        the_ones(question, said, known.who)
        or the_one(question, said, known.names)
        or of_anothers(question, said)
        or swapped(question, said, known.who)
    )


def _shortly(question: str, last: Turn, known: Referring) -> str | None:
    """What points at the act or the matter that was asked of, or is a question word alone."""
    bare = _OPENING.sub("", question.strip())
    act = of_an_act(bare, known.before) if known.before and not act_of(last.understood_as) else None
    both = of_both(bare, last.understood_as, known.before.understood_as) if known.before else None
    two = of_two_named(bare, last, known.before, known.names)
    return two or leaning(bare, last) or both or act


def _there(question: str, last: Turn, known: Referring) -> str | None:
    return said_there(_OPENING.sub("", question.strip()), last, known.names)


def _corrects(match: re.Match[str], meant: str, names: Names) -> bool:
    """Whether a thing is named; after a bare "no" or "sorry" only a thing: "no thanks" corrects nothing."""
    content = [stem for stem in stems(meant) if stem not in HOLLOW]
    if not content or match["plainly"]:
        return bool(content)
    paused = match["opening"].rstrip().endswith((",", ".", "-", ":"))
    named = bool(names.found_in(meant)) or _THE.match(meant)
    fits = len(content) <= _STANDS_ALONE_STEMS and (paused or named)
    return bool(fits) and not _SAYING.search(meant)


def _with(last: Turn, meant: str) -> str:
    return f"{last.understood_as.rstrip('?.! ')}{'' if _WHERE.match(meant) else ':'} {meant}?"


def _reference(question: str, last: Turn, known: Referring) -> str | None:
    names, bare = known.names, _OPENING.sub("", question.strip())
    own_names = names.found_in(bare)
    opened = bare != question.strip() or bool(_NAMED_AFTER.match(bare))
    topic = last.topic
    if own_names and opened and len(stems(bare)) <= _STANDS_ALONE_STEMS:
        put = (
            same_question_of(own_names[0], last, names)
            or same_question_of_a_pilot(own_names[0], last)
            or elsewhere(question, last.understood_as)
        )
        return put or (_put_right(bare, False, last, known) if bare.lower().endswith(" one") else question)
    if own_names or not topic or _DEFINES.match(bare):
        return None
    content = [stem for stem in stems(bare) if stem not in HOLLOW and not stem.isdigit()]
    if (put := filled(bare, last, known)) != bare:
        return f"What happens {put.rstrip('?.! ')}?" if _CASE.match(put) else put
    own_subject = bool(set(stems(bare)) & OWN_WORDS - {"public", "social"})
    if topic != SUBJECT and topic.lower() in bare.lower():
        return None  # "does the pilot have to be evaluated": it names what is talked of
    if not own_subject and (_PRONOUN.search(bare) or opened or len(content) < _FEWEST_ALONE):
        return about(bare, topic)
    return None


_CASE = re.compile(r"^if (?!so\b|not\b)[^,;]+$", re.I)  # "and if somebody breaks it"
# "what is VEAT", "what does novation mean": by itself, whatever was talked of
_DEFINES = re.compile(
    r"^(?:what(?:'s| is| are) (?:an? )?[A-Z]{2,}s?|what (?:does|do) (?!it\b|that\b|this\b|"
    r"they\b)[\w -]{3,30} mean|"
    r"define (?!it\b|that\b|this\b)[\w -]{3,30})[\s?.!]*$"
)
_OF_TWO = re.compile(r"^which (?:one|of)\b", re.I)  # of those that were spoken of


def asks_by_itself(question: str) -> bool:
    """Whether a question points at nothing that was said before and has words enough to ask by itself.

    >>> asks_by_itself("which is better for small providers?"), asks_by_itself("who runs it")
    (True, False)
    >>> asks_by_itself("what about the small ones"), asks_by_itself("which one suits small providers")
    (False, False)
    """
    content = [stem for stem in stems(question) if stem not in HOLLOW]
    asks = _QUESTION_WORD.match(question) and not _OPENING.match(question) and not _OF_TWO.match(question)
    return bool(asks) and not _PRONOUN.search(question) and len(content) >= _FEWEST_ALONE


_NAMED_AFTER = re.compile(r"^(?:for|with|in|at|of) (?!which|what|who)|^the .+ one\W*$", re.I)
