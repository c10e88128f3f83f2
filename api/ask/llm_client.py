"""One request to an OpenAI-compatible server, with one deadline for all of it; failure is a value."""

import json
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import urlsplit

from pydantic import SecretStr

if TYPE_CHECKING:
    from openai import OpenAI

MOST_BYTES = 200_000  # a re-wording of an answer, or a choice, is a few kilobytes
TEMPERATURE = 0.2
_AT_ONCE = 8
_LOUD = ("openai", "httpx", "httpx2", "httpcore", "httpcore2")  # they log addresses and bodies
Reason = Literal["busy", "resting", "timeout", "unreachable", "refused", "too_large", "unreadable"]


@dataclass(frozen=True)
class Failure:
    """Why there is no text."""

    reason: Reason


@dataclass(frozen=True)
class Prompt:
    """What is asked: the rules, the data, how long the text may get, and its JSON schema."""

    system: str
    data: str
    max_tokens: int
    schema: dict[str, object]
    temperature: float = TEMPERATURE


class Writer(Protocol):
    """Anything that writes text to a prompt."""

    def write(self, prompt: Prompt, seconds: float) -> str | Failure:
        """The text, or why there is none, within `seconds`; never raises."""
        ...


@dataclass
class Breaker:
    """Leaves a failing server alone for a while, so that a dead one does not slow every answer."""

    failures: int = 3
    rest_seconds: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _in_a_row: int = 0
    _until: float = 0.0

    @property
    def resting(self) -> bool:
        """Whether the server is to be left alone now."""
        return self.clock() < self._until

    def note(self, failed: bool) -> None:
        """Count a call; after enough failures in a row the rest begins."""
        self._in_a_row = self._in_a_row + 1 if failed else 0
        if self._in_a_row >= self.failures:
            self._until, self._in_a_row = self.clock() + self.rest_seconds, 0


@dataclass
class LlmClient:
    """Talks to the server at `url`; address and key never reach a log or an error."""

    url: str = field(repr=False)
    model: str
    key: SecretStr | None = None
    breaker: Breaker = field(default_factory=Breaker)
    _knows_schemas: bool = True
    _places: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_AT_ONCE), repr=False)

    def open(self) -> None:
        """Load the client's code now, so that the first answer does not wait for it."""
        self._server.chat.completions  # noqa: B018  loaded when first looked at

    def write(self, prompt: Prompt, seconds: float) -> str | Failure:
        """The server's text, or why there is none, within `seconds`; never raises."""
        if self.breaker.resting:
            return Failure("resting")
        if not self._places.acquire(blocking=False):
            return Failure("busy")
        answer: queue.SimpleQueue[str | Failure] = queue.SimpleQueue()
        # A thread of its own, since no setting of an HTTP client bounds a server that sends byte by byte.
        threading.Thread(target=self._work, args=(prompt, seconds, answer), daemon=True, name="llm").start()
        try:
            result = answer.get(timeout=seconds)
        except queue.Empty:
            result = Failure("timeout")
        self.breaker.note(isinstance(result, Failure))
        return result

    def _work(self, prompt: Prompt, seconds: float, answer: "queue.SimpleQueue[str | Failure]") -> None:
        try:
            answer.put(self._ask(prompt, time.monotonic() + seconds))
        except Exception as error:  # whatever is raised here, the answer goes on without an LLM
            answer.put(Failure(_reason(error)))
        finally:
            self._places.release()

    def _ask(self, prompt: Prompt, deadline: float) -> str | Failure:
        """Ask for JSON by the schema; a server that knows no schemas is asked for plain text from then on."""
        from openai import BadRequestError, UnprocessableEntityError

        if self._knows_schemas:
            try:
                return self._read(prompt, deadline, {"response_format": _by_schema(prompt)})
            except (BadRequestError, UnprocessableEntityError):
                self._knows_schemas = False
        return self._read(prompt, deadline, {})

    def _read(self, prompt: Prompt, deadline: float, extra: dict[str, object]) -> str | Failure:
        request = self._server.chat.completions.with_streaming_response.create(
            model=self.model,
            messages=[
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.data},
            ],
            temperature=prompt.temperature,
            max_tokens=prompt.max_tokens,
            extra_body=extra,
            timeout=max(0.001, deadline - time.monotonic()),
        )
        body = b""
        with request as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    return Failure("too_large")
                if time.monotonic() > deadline:
                    return Failure("timeout")
        return _content(body)

    @cached_property
    def _server(self) -> "OpenAI":
        from openai import DefaultHttpxClient, OpenAI

        for name in _LOUD:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        return OpenAI(
            base_url=base_address(self.url),
            api_key=self.key.get_secret_value() if self.key else "none",
            organization="",  # nothing of this machine's own OpenAI settings goes to another server
            project="",
            max_retries=0,
            # a plain address needs no certificates, which take long to load
            http_client=DefaultHttpxClient(follow_redirects=False, verify=self.url.startswith("https:")),
        )


def base_address(url: str) -> str:
    """The address below which `/chat/completions` lies: `/v1` where none is named.

    >>> base_address("http://127.0.0.1:8080"), base_address("https://llm.example/openai/v1")
    ('http://127.0.0.1:8080/v1', 'https://llm.example/openai/v1')
    """
    return url if urlsplit(url).path.strip("/") else url.rstrip("/") + "/v1"


def _by_schema(prompt: Prompt) -> dict[str, object]:
    named = {"name": "reply", "strict": True, "schema": prompt.schema}
    return {"type": "json_schema", "json_schema": named}


def _content(body: bytes) -> str | Failure:
    try:
        read: Any = json.loads(body)
        content = read["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return Failure("unreadable")
    return content if isinstance(content, str) and content.strip() else Failure("unreadable")


def _reason(error: Exception) -> Reason:
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, (APITimeoutError, TimeoutError)):
        return "timeout"
    if isinstance(error, APIStatusError):
        return "refused"
    return "unreachable" if isinstance(error, (APIConnectionError, OSError)) else "unreadable"
