"""A reader without a server, for tests: it says what it is told to, and remembers what it was asked."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from api.ask.llm_client import Failure, Prompt
from api.ask.pipeline import Asker
from api.ask.reader.llm_reader import LlmReader, Read
from api.services import Services

NUMBERED = re.compile(r'^(\d+): (".*")$', re.M)
Says = Callable[[Prompt], str | Failure]


def lines_of(prompt: Prompt) -> dict[int, str]:
    """The numbered lines of a prompt."""
    return {int(number): json.loads(quoted) for number, quoted in NUMBERED.findall(prompt.data)}


def choice(*sentences: int, answers: str = "yes", verdict: str = "none", standalone: str = "a") -> str:
    """A choice as an LLM writes it."""
    made = {"standalone": standalone, "answers": answers, "sentences": sentences, "verdict": verdict}
    return json.dumps(made)


@dataclass
class Told:
    """A writer that says what it was told to."""

    says: Says
    prompts: list[Prompt] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)

    def write(self, prompt: Prompt, seconds: float) -> str | Failure:
        """What it was told to say to this prompt."""
        self.prompts.append(prompt)
        return self.says(prompt)

    def asker(self, services: Services) -> Asker:
        """An asker that is read for by this writer; it shares what is loaded."""
        return services.asker.read_by(LlmReader(self, 20.0, self.reads.append))


def always(text: str) -> Told:
    """Says the same to everything."""
    return Told(lambda prompt: text)


def line_with(words: str, **changes: str) -> Told:
    """Chooses the first line that holds `words`."""

    def says(prompt: Prompt) -> str:
        found = [number for number, text in lines_of(prompt).items() if words in text]
        return choice(found[0], **changes)

    return Told(says)
