"""What chat clients ask behind a person's back: titles, tags, follow-ups, search queries, completions.

Open WebUI and LibreChat send such prompts to the model that a person talks with. They are told by what frames
them, not by their exact wording, which changes from version to version and which operators may replace. They
are answered in the shape that the client reads, from the prompt alone: nothing is searched for or stored.
"""

import json
import re
from collections.abc import Callable, Sequence

from api.ask.scope import Verdict, screen
from api.doors.schemas import ChatMessage
from api.errors import Fault, Unprocessable

TITLE = "Public Social Partnerships"  # where the conversation holds no words that a title may be made of
_TITLE_WORDS, _TITLE_LETTERS = 5, 40
_NOT_REPEATED: tuple[Verdict | None, ...] = ("personal_data", "unsafe")
FOLLOW_UPS = (
    "Can you give me an example?",
    "What are the downsides?",
    "Which sources does that rest on?",
)
# the frame of Open WebUI: a task, its output as JSON, and the conversation between marks
_TASK = re.compile(r"^\s*#{2,3}\s*Task\b", re.I)
_HISTORY = re.compile(r"<chat_history>(.*?)</chat_history>", re.I | re.S)
# the key of the JSON that is wanted, as in: JSON format: { "title": "your concise title here" }
_KEY = re.compile(r"\{\s*\"(title|tags|follow_ups|queries|text|prompt)\"\s*:", re.I)
# a person's own question inside the frame that a client puts around documents
_USER_QUERY = re.compile(r"<user_query>(.*?)</user_query>", re.I | re.S)
# the prompts of LibreChat
_BARE_TITLE = re.compile(
    r"^\s*(?:please )?(?:provide|write|generate) a concise,? ?(?:5[- ]word[- ]or[- ]less )?"
    r"title (?:\(max \d+ characters\) )?for (?:the|this|a) conversation\b",
    re.I,
)
_LANGUAGE_AND_TITLE = re.compile(
    r"^\s*analy[sz]e this conversation and provide:.*\blanguage\b.*\btitle\b", re.I | re.S
)
_REFUSED = re.compile(
    r"^\s*(?:your task is to reflect the speaker's likely facial expression|"
    r"you have been provided with a set of responses from various models|"
    r"summari[sz]e the conversation by integrating new lines|the following text is cut-off:)",
    re.I,
)
_TOOLS = re.compile(r"^\s*available tools:.*\btool_calls\b", re.I | re.S)
_USER_LINE = re.compile(r"^[ \t]*(?:user|human)[ \t]*:[ \t]*(?P<said>\S.*?)[ \t]*$", re.I | re.M)
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|please|ok|so|and)\b[\s,]*)*"
    r"(?:(?:can|could) you (?:please )?(?:tell|explain|say)(?: me)?(?: about)?|"
    r"(?:tell me|explain)(?: about)?|what(?:'s| is| are| was| were)(?: the| a| an)?|"
    r"how (?:do|can|should) (?:we|i|you))\s+",
    re.I,
)


def task_answer(messages: Sequence[ChatMessage]) -> str | None:
    """The text that answers a client's own prompt, or None where a person asks.

    Raises:
        Unprocessable: the prompt wants what this guide cannot do, such as a picture or an emoji.
    """
    text = messages[-1].text if messages else ""
    if _BARE_TITLE.match(text):
        return _title(text)
    if _LANGUAGE_AND_TITLE.match(text):
        return _json(language="English", title=_title(text))
    if _TOOLS.match(text):
        return _json(tool_calls=[])
    if not _frames(text):
        if _REFUSED.match(text):
            raise _cannot()
        return None
    key = _KEY.search(text)
    made = _SHAPES.get(key[1].lower()) if key else None
    if made is None:
        raise _cannot()
    return made(text)


def own_question(text: str) -> str:
    """A person's question; where a client has framed it with documents, the question alone.

    >>> own_question("### Task:\\nUse the context. <user_query>Who pays?</user_query>")
    'Who pays?'
    """
    match = _USER_QUERY.search(text)
    return match[1].strip() if match else text.strip()


def _frames(text: str) -> bool:
    """Whether a prompt is framed as a task on a conversation, and holds no question of a person."""
    if _USER_QUERY.search(text):
        return False
    return bool(_HISTORY.search(text) or (_TASK.match(text) and _KEY.search(text)))


def _title(text: str) -> str:
    """At most five words of the first question; nothing of what may be about a person or harm."""
    history = _HISTORY.search(text)
    said = _USER_LINE.search(history[1] if history else text)
    question = said["said"].strip("\"' ?.!") if said else ""
    if not question or screen(question, False) in _NOT_REPEATED:
        return TITLE
    words = (_LEAD.sub("", question) or question).split()[:_TITLE_WORDS]
    while len(words) > 1 and len(" ".join(words)) > _TITLE_LETTERS:
        words.pop()
    title = re.sub(r"\bpsp(s?)\b", r"PSP\1", " ".join(words)[:_TITLE_LETTERS].rstrip(",;:"), flags=re.I)
    return title[:1].upper() + title[1:]


def _json(**content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


_SHAPES: dict[str, Callable[[str], str]] = {
    "title": lambda text: _json(title=_title(text)),
    "tags": lambda text: _json(tags=[TITLE]),
    "follow_ups": lambda text: _json(follow_ups=list(FOLLOW_UPS)),
    "queries": lambda text: _json(queries=[]),  # the guide answers from its own corpus and needs no search
    "text": lambda text: _json(text=""),  # what Open WebUI asks for where nothing is to be completed
}


def _cannot() -> Unprocessable:
    detail = "send questions on Public Social Partnerships; give the client another model for this task"
    return Unprocessable(
        "This is a client's own task, which this guide cannot do: it only quotes reviewed sentences.",
        (Fault("/messages", detail),),
    )
