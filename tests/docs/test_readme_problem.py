"""The README shows a problem answered from the graph: what it quotes is what the guide says today."""

import re
from pathlib import Path

from api.ask.composing.problem import LOOKS_LIKE, WHAT_HELPS
from api.services import Services

README = Path("README.md")


def test_the_problem_of_the_readme_is_answered_as_it_says(services: Services) -> None:
    text = README.read_text(encoding="utf-8")
    shown = text.split("A problem is answered from the graph", 1)[1].split("Over HTTP", 1)[0]
    question = re.findall(r'psp ask "([^"]+)"', shown)[0]
    first, trouble = (quote.removesuffix(" …") for quote in re.findall(r'\("([^"]+)"\)', shown))
    reply = services.asker.ask(question)
    said = reply.answer.statements
    assert said[0].text.startswith(first)
    assert [one for one in said if one.heading == LOOKS_LIKE and one.text.startswith(trouble)]
    assert [one for one in said if one.heading == WHAT_HELPS and one.kind == "step"]
    assert reply.barriers
    assert all(one.citations for one in said)
