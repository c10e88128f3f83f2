"""`psp explain`: how an answer came about, for whoever corrects a wrong one."""

from collections.abc import Mapping

import click

from api.ask import typed
from api.ask.answerable import Answerability
from api.ask.composing.comparison import compared_section
from api.ask.composing.problem import LOOKS_LIKE, WHAT_HELPS
from api.ask.composing.recognising import recognise
from api.ask.features import features
from api.ask.form import form_of
from api.ask.kinds import probabilities
from api.ask.parts import parts
from api.ask.pipeline import Asker
from api.ask.premises import corrected
from api.ask.reply import Reply
from api.ask.retrieve import Found, retrieve
from api.ask.verdicts import judged_on
from api.services import Services
from api.settings import read_settings

SHOWN_PASSAGES, SHOWN_FEATURES = 5, 8


@click.command()
@click.argument("question")
def explain(question: str) -> None:
    """Say what was understood of QUESTION, each judgement with its numbers, and why these lines."""
    if not question.strip() or len(question) > 1000:
        raise click.UsageError("the question has to have 1 to 1,000 characters")
    asker = Services(read_settings()).asker
    for line in explained(asker, question):
        click.echo(line)


def explained(asker: Asker, question: str) -> list[str]:
    """The account, line by line: understood, then every part of the question, then the reply."""
    spelt = asker.spelt(typed.tidy(question))
    lines = [f"Understood as: {spelt}"]
    places: dict[str, int] = {}
    for text in parts(spelt):
        found = retrieve(text, asker.knowledge)
        lines += ["", f"Part: {text}", *_part(asker, text, found)]
        for place, hit in enumerate(found.hits, start=1):
            places.setdefault(hit.shelf.passage.id, place)
    reply = asker.ask(question)
    lines += ["", f"Reply: {reply.status} {reply.reason or ''} form={reply.form} verdict={reply.verdict}"]
    return [*lines, *_why_these_lines(reply, places), "", *_what_to_change()]


def _why_these_lines(reply: Reply, places: Mapping[str, int]) -> list[str]:
    """Every line of the answer, and below it the passage that it rests on and what brought it in."""
    cited = {citation.number: citation.passage_id for citation in reply.citations}
    lines, heading = [], None
    for statement in reply.answer.statements:
        heading = statement.heading or (heading if statement.kind == "step" else None)
        lines.append(f"  {statement.text} {statement.citations}")
        ids = dict.fromkeys(cited[number] for number in statement.citations if number in cited)
        told = [f"{one} (passage {places[one]} above)" if one in places else one for one in ids]
        if heading in (LOOKS_LIKE, WHAT_HELPS):
            by = "the graph: " + ("the barrier" if heading == LOOKS_LIKE else "what helps with it")
        elif any(one in places for one in ids):
            by = "its passage, found for the question"
        else:
            by = "reviewed data: a comparison, a corrected belief or what a list names"
        lines.append(f"    from {', '.join(told) or 'no passage'}; brought in by {by}")
    return lines


def _part(asker: Asker, text: str, found: Found) -> list[str]:
    lines = [f"  form: {form_of(text)}; expects: {found.asked.kind}; names: {_names(found)}"]
    lines += _judged(asker.answerability, found, asker)
    lines += _passages(found)
    return [*lines, *_special(asker, text, found)]


def _names(found: Found) -> str:
    return ", ".join(name.title for name in found.asked.names) or "none"


def _judged(model: Answerability, found: Found, asker: Asker) -> list[str]:
    seen = features(found, asker.knowledge)
    judgement = model.judge(seen)
    lines = [
        f"  about our subject: {judgement.scope:.2f} (needed {model.scope.threshold}); "
        f"answered here: {judgement.answer:.2f} (needed {model.answer.threshold})"
    ]
    if found.kinds:
        shares = sorted(probabilities(found.kinds).items(), key=lambda pair: -pair[1])[:3]
        lines.append("  kind of question: " + ", ".join(f"{kind} {share:.2f}" for kind, share in shares))
    weights = model.answer.contributions(seen)
    strongest = sorted(weights.items(), key=lambda pair: -abs(pair[1]))[:SHOWN_FEATURES]
    return [*lines, "  what counted: " + ", ".join(f"{name} {value:+.2f}" for name, value in strongest)]


def _passages(found: Found) -> list[str]:
    lines = ["  passages, best first (score = mix + short answer + reading):"]
    for hit in found.hits[:SHOWN_PASSAGES]:
        short = " ".join(line.text for line in hit.shelf.short)[:90]
        lines.append(f"    {hit.score:.3f} {hit.shelf.passage.id} (title {hit.title_cosine:.2f}) {short}")
    return lines


def _special(asker: Asker, text: str, found: Found) -> list[str]:
    lines = []
    if shelf := compared_section(text, asker.knowledge):
        lines.append(f"  compared in: {shelf.passage.id}")
    if shelf := corrected(found, asker.knowledge):
        lines.append(f"  corrects a belief: {shelf.passage.id}")
    for one in recognise(found, asker.knowledge, asker.graph):
        lines.append(f"  tells of the barrier: {one.barrier.id} (likely {one.likely:.2f})")
    near = judged_on(found.plain, found.hits[0].shelf.passage, asker.knowledge) if found.hits else []
    for variant, cosine in near[:1]:
        lines.append(f"  nearest judged question: {variant.question!r} ={variant.verdict} ({cosine:.2f})")
    return lines


def _what_to_change() -> list[str]:
    return [
        "What to change: the wrong section came first? Add the question to asked_as of the right one.",
        "The right section says it badly? Rewrite its first paragraph, the short answer.",
        "Refused though answered? Add the wording to asked_as.",
        "Answered though nothing answers? Add the question to taxonomy/unanswered.yml.",
        "Then run psp check and psp index, and ask again: docs/editing.md, 'Mend a wrong answer'.",
    ]
