"""Answers to questions that come again, word for word and outside any conversation, from memory.

Suggested questions are most of what is asked, and their answers stay the same as long as the corpus does. A
question is known by its digest; its answer is kept once it has come twice on the same day, so that what one
person typed once is not. Everything stays in the memory of the process, is bounded, and goes with the day.
"""

import datetime as dt
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from api.ask.clock import Clock
from api.ask.reply import Audience, Detail, Reply

_NEVER = ("personal_data", "unsafe")  # reasons whose questions are kept nowhere
_SEEN = 8  # digests of questions asked once, for each answer that may be kept


@dataclass
class Repeated:
    """At most `most` answers, those asked for last; 0 keeps none. For one state of the corpus."""

    most: int
    today: Callable[[], dt.date] = dt.date.today
    _day: dt.date | None = None
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _answers: OrderedDict[bytes, Reply] = field(default_factory=OrderedDict)
    _seen: OrderedDict[bytes, None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def answer(
        self, asked: tuple[str, Audience | None, Detail], ask: Callable[[], Reply], new_id: Callable[[], str]
    ) -> Reply:
        """What `ask` gives, or gave when the same was asked before, under ids of its own."""
        if not self.most:
            return ask()
        clock, name = Clock(), self._name(asked)
        if kept := self._kept(name):
            identity = new_id()
            own = {"id": identity, "conversation_id": new_id(), "permalink": f"/a/{identity}"}
            return kept.model_copy(update=own | {"timings_ms": clock.total()})
        reply = ask()
        if reply.reason not in _NEVER:
            self._keep(name, reply)
        return reply

    def _name(self, asked: tuple[str, Audience | None, Detail]) -> bytes:
        return hashlib.blake2b(repr(asked).encode("utf-8", "replace"), key=self._key, digest_size=16).digest()

    def _kept(self, name: bytes) -> Reply | None:
        with self._lock:
            if self._day != self.today():  # cautions tell the age of a source
                self._day = self.today()
                self._answers.clear()
                self._seen.clear()
            if name in self._answers:
                self._answers.move_to_end(name)
            return self._answers.get(name)

    def _keep(self, name: bytes, reply: Reply) -> None:
        with self._lock:
            if name in self._seen:
                self._answers[name] = reply
            self._seen[name] = None
            self._seen.move_to_end(name)
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)
            while len(self._seen) > _SEEN * self.most:
                self._seen.popitem(last=False)
