"""What was searched for to answer what somebody typed: the same words are searched for once."""

from api.ask.answerable import Judgement
from api.ask.features import features
from api.ask.knowledge import Knowledge
from api.ask.part import Means
from api.ask.retrieve import Found, retrieve
from api.ask.subject import OWN_WORDS
from kb.lexical import stems
from kb.side_by_side import SIDE_BY_SIDE


class Searching:
    """Searches for one thing typed, and keeps what they brought until it is answered."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._found: dict[str, Found] = {}
        self._judged: dict[str, Judgement] = {}

    @property
    def knowledge(self) -> Knowledge:
        """What is searched."""
        return self._means.knowledge

    def found(self, text: str) -> Found:
        """The passages for `text`, best first."""
        if text not in self._found:
            with SIDE_BY_SIDE.under_way():
                self._found[text] = retrieve(text, self._means.knowledge)
        return self._found[text]

    def judged(self, text: str, known: bool) -> tuple[Found, Judgement]:
        """The passages for `text`, best first, and whether anything in them answers it.

        `known` says that it is about something that the guide covers, as a PSP by itself always is.
        """
        found = self.found(text)
        if text not in self._judged:
            self._judged[text] = self._means.answerability.judge(features(found, self._means.knowledge))
        judgement = self._judged[text]
        return found, judgement.taken_as_in_scope() if known or is_only_psp(text) else judgement


def is_only_psp(text: str) -> bool:
    """Whether a PSP is the only thing that the question names: "why a PSP?"."""
    content = set(stems(text))
    return content <= OWN_WORDS and bool(content & (OWN_WORDS - {"public", "social"}))
