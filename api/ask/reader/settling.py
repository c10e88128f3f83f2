"""A checked choice turned into what a question comes to, by the composers of the usual path."""

from dataclasses import replace

from api.ask.composing.chosen_lines import answer_of
from api.ask.composing.draft import Chosen
from api.ask.form import Form, form_of
from api.ask.nearby import nearest
from api.ask.part import Means, Part, Settled
from api.ask.reader.choice import Choice
from api.ask.reader.sheet import WHOLE, Meant, Numbered, Sheet
from api.ask.reader.verdict import backed


def settled_by(choice: Choice, sheet: Sheet, usual: Settled, part: Part, means: Means) -> Settled:
    """What the choice comes to; `usual` is what the usual path came to."""
    meant = sheet.meant[choice.standalone]
    picked = [sheet.lines[number - 1] for number in choice.sentences]
    if choice.answers == "no":
        return _declined(usual, picked, meant)
    partly = choice.answers == "partly"
    if picked[0].drafted:
        return replace(usual, partly=partly, chosen_by="llm")
    own = [one for one in picked if not one.drafted]
    if _says_unknown(own[0], meant):
        return _made(usual, meant, reason="not_in_knowledge_base", chosen=_lines(own[:1]))
    form = _form(meant)
    chosen = answer_of([(one.line, one.shelf) for one in own], form, part.detail)
    verdict = None
    if form == "yes-no":
        verdict = backed(choice.verdict, meant, own[0].shelf.passage, means.knowledge)
    made = _made(usual, meant, form=form, chosen=chosen, verdict=verdict, reason=None, barriers=())
    return replace(made, partly=partly)


def _declined(usual: Settled, picked: list[Numbered], meant: Meant) -> Settled:
    """The refusal of the usual path, with what the LLM calls nearest; what is off the subject stays so."""
    if usual.reason and usual.reason != "not_in_knowledge_base":
        return replace(usual, chosen_by="llm")
    near = nearest(meant.found)
    chosen = _lines(picked[:1]) or ([near] if near else [])
    return _made(
        usual,
        meant,
        reason="not_in_knowledge_base",
        chosen=chosen,
        form=_form(meant),
        verdict=None,
        barriers=(),
    )


def _made(usual: Settled, meant: Meant, **changes: object) -> Settled:
    changed = {"text": meant.text, "found": meant.found, "chosen_by": "llm", **changes}
    return replace(usual, **changed)  # type: ignore[arg-type]


def _lines(picked: list[Numbered]) -> list[Chosen]:
    return [Chosen(one.line, one.shelf) for one in picked if not one.drafted]


def _form(meant: Meant) -> Form:
    form = form_of(meant.text)
    return "open" if form in WHOLE else form


def _says_unknown(first: Numbered, meant: Meant) -> bool:
    """Whether what comes first only says that this is not known, though nobody asked what is not known."""
    return first.shelf.unknown and first.line.unknown and not meant.found.asked.about_unknown
