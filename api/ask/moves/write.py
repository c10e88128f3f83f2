"""Write me something: the guide quotes and does not draft."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_TEXT = (
    r"(?:e-?mails?|letters?|memos?|notes?|reports?|papers?|briefings?|paragraphs?|press releases?|"
    r"statements?|"
    r"polic(?:y|ies)|bids?|applications?|proposals?|documents?|docs?|mous?|memorandums?|agreements?|"
    r"contracts?|"
    r"agendas?|minutes|posters?|leaflets?|flyers?|slides?|presentations?|powerpoints?|speech(?:es)?|scripts?|"
    r"blogs?|posts?|tweets?|articles?|specs?|specifications?|registers?|options appraisals?|"
    r"problem statements?|business cases?|(?:exit|evaluation|project|communications?) plans?|clauses?|"
    r"terms of reference|"
    r"invitations?|newsletters?|intro(?:duction)?s?|wording|texts?|replies|reply|response|lines?|sentences?|"
    r"sections?|stor(?:y|ies)|summar(?:y|ies)|handouts?|one[- ]pagers?)"
)
# "draft me a note to my manager", "could you write the MoU for us"; what is made or done has to be a text
_WANTS = re.compile(
    r"^(?:(?:can|could|would|will) you |please |i(?:'d like| want| need) you to |help (?:me|us) |just )*"
    r"(?:(?:turn|put|make|get|convert|change) (?:me |us )?(?:that|this|it|them|these|those) (?:in|into|"
    r"as|to)|"
    r"(?:write|draft|compose|type|word|phrase|pen)(?: (?:up|out))?|"
    r"(?:create|produce|prepare|knock up|make|do|generate|put together)(?: (?:me|us|my \w+))?"
    r"(?=(?: (?:a|an|the|some|that|this|it|our|up|as|into))* (?:[\w-]+ ){0,2}" + _TEXT + r"\b))"
    rf"(?: (?:me|us|it|that|this|them))*(?: (?:up|as|into|for))*"
    rf"(?: (?:a|an|the|some|our|my))? (?:[\w-]+ ){{0,2}}?{_TEXT}\b(?! (?:of|on) (?:the )?(?:steps|"
    rf"stages)\b).{{0,60}}$",
    re.I,
)
# "do me a summary", "make it one sentence" shorten the answer and write nothing new
_SHORTENS = re.compile(
    r"^(?:.*\b)?(?:make|do|turn|put|get|convert|change)\b.*\b(?:summar(?:y|ies)|lines?|sentences?|"
    r"intro(?:duction)?)\b(?!.*\bpaper\b)",
    re.I,
)


# what there is a form for on the page Templates
_FORMS = (
    (r"\b(?:mou|memorandum|partnership agreement)\b", "a memorandum of understanding"),
    (r"\bterms of reference\b", "a steering group's terms of reference"),
    (r"\brisk (?:register|log)\b", "a risk register"),
    (r"\boptions? (?:appraisal|paper)\b", "an options appraisal"),
    (r"\bevaluation plan\b", "a pilot's evaluation plan"),
    (r"\bexit (?:plan|strategy)\b", "an exit plan"),
    (r"\binvit(?:e|ation)s?\b", "an invitation to the first meeting"),
    (r"\bproblem (?:statement|definition)\b", "a problem statement"),
)


def wants_a_text(said: str) -> bool:
    """Whether a follow-up wants a text of its own to be written.

    >>> wants_a_text("draft a note to my manager"), wants_a_text("could you write the MoU for us?")
    (True, True)
    >>> [wants_a_text(said) for said in ("who writes the agenda", "do a quick summary", "make a plan B")]
    [False, False, False]
    """
    asked = without_opening(said.strip())
    return bool(_WANTS.match(asked)) and not _SHORTENS.match(asked)


def plan(last: Turn, said: str) -> Plan:
    """Say what the guide can and cannot do."""
    word = "The guide quotes reviewed sentences and cannot draft text. The answer before can be copied."
    form = next((form for pattern, form in _FORMS if re.search(pattern, said, re.I)), None)
    if form is None:
        return Plan("write", word=word, offer=last.offered[:2])
    word = f"{word} The page Templates has a form for {form} to fill in."
    return Plan("write", word=word, offer=(f"Is there a template for {form}?", *last.offered[:1]))
