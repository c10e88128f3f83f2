"""What the frame of the widget shows: where to begin, an answer, a refusal, and the partner's colours."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from api.ask.reply import Audience, Reply, known_audience
from api.ask.schemas import LONGEST
from api.doors.embed_assets import templates
from api.errors import ApiError
from api.partners.dark import dark_side
from api.partners.model import Partner, Theme
from api.services import Services
from api.views.answer_view import AnswerView, answer_view
from api.views.suggestions import SUGGESTIONS
from kb.documents import Document

SHOWN = 4
SCHEMES = ("light", "dark", "auto")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors {ancestors}"
)

# to be offered: short, and written as one writes; people's own ways to ask stand beside these in the corpus
_WELL_FORMED = re.compile(r"[A-Z].{,68}\?$")


@dataclass(frozen=True)
class Preset:
    """What the partner's page asks for; anything unknown is left aside."""

    host: str = ""
    topic: str = ""
    audience: str = ""
    question: str = ""
    scheme: str = ""

    @property
    def known_scheme(self) -> str:
        """`light`, `dark`, or `auto` for what the visitor's device is set to; light if nothing is said."""
        return self.scheme if self.scheme in SCHEMES else SCHEMES[0]

    @property
    def known_audience(self) -> Audience | None:
        """Who asks, if it is one that we know."""
        return known_audience(self.audience)


def headers(ancestors: str) -> dict[str, str]:
    """The headers of a page that only `ancestors` may frame; pages that isolate themselves can too."""
    return {
        "Content-Security-Policy": CSP.format(ancestors=ancestors),
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }


def frame_page(
    services: Services, partner: Partner, preset: Preset, reply: Reply | None, fault: str = ""
) -> str:
    """The page inside the frame, with a fresh visitor token; `fault` says why the question was not taken."""
    host = preset.host if preset.host in partner.origins else ""
    topic, suggestions = beginning(services, preset)
    return (
        templates()
        .get_template("frame.html")
        .render(
            partner=partner,
            host=host,
            token=services.partners.tokens.make(partner.id),
            audience=preset.known_audience,
            scheme=preset.known_scheme,
            question=preset.question if reply is None else "",
            fault=fault,
            longest=LONGEST,
            amiss=amiss(services, preset),
            topic=topic,
            suggestions=suggestions,
            view=_view(services, reply) if reply else None,
            ask_address=asking(partner.id, host, preset),
            theme_version=theme_version(partner.theme),
        )
    )


def answer_fragment(services: Services, partner: Partner, preset: Preset, reply: Reply) -> tuple[str, str]:
    """One answer as HTML to put into the page, and what a screen reader is told of it."""
    host = preset.host if preset.host in partner.origins else ""
    view = _view(services, reply)
    html = (
        templates()
        .get_template("answer.html")
        .render(view=view, ask_address=asking(partner.id, host, preset))
    )
    return html, view.announcement


def refused_page(error: ApiError, host: str) -> str:
    """The page in place of the guide, which tells the widget on the page `host` that there is one."""
    return templates().get_template("refused.html").render(problem=error, host=host)


def _view(services: Services, reply: Reply) -> AnswerView:
    return answer_view(reply, services.knowledge, services.settings.base_url)


def asking(partner_id: str, host: str, preset: Preset) -> Callable[..., str]:
    """Makes the address that asks a question without script."""

    def address(question: str, conversation: str = "") -> str:
        named = {
            "partner": partner_id,
            "host": host,
            "audience": preset.known_audience or "",
            "scheme": "" if preset.known_scheme == "light" else preset.known_scheme,
            "c": conversation,
            "q": question,
        }
        return "/embed/v1/frame?" + urlencode({name: value for name, value in named.items() if value})

    return address


def beginning(services: Services, preset: Preset) -> tuple[str, list[str]]:
    """The title of the topic, if it is one, and reviewed questions to begin with."""
    titles = _topics(services)
    if preset.topic in titles and (found := questions_on(preset.topic, services.corpus.documents)):
        return titles[preset.topic], found
    by_group = [questions for _, questions in SUGGESTIONS]
    number = {"council": 1, "third-sector": 2, "trainer": 3}.get(preset.audience, 0)
    return "", list(by_group[min(number, len(by_group) - 1)][:SHOWN])


def _topics(services: Services) -> dict[str, str]:
    """The titles of all that can be a topic, by id: themes, stages, then barriers."""
    corpus = services.corpus
    titles = {term.id: term.title for term in (*corpus.themes, *corpus.stages)}
    return titles | {node.id: node.title for node in services.graph.of_kind("barrier")}


def amiss(services: Services, preset: Preset) -> list[str]:
    """What the page asks for and we do not know, for the console of whoever builds it."""
    found, corpus = [], services.corpus
    if preset.topic and preset.topic not in _topics(services):
        named = ", ".join(term.id for term in (*corpus.themes, *corpus.stages))
        found.append(
            f"there is no topic {preset.topic!r}, so general questions are shown. "
            f"Themes and stages: {named}. The ids of the barriers are at /v1/graph."
        )
    elif preset.topic and not questions_on(preset.topic, corpus.documents):
        found.append(f"there are no questions on the topic {preset.topic!r}, so general ones are shown.")
    for name, value, known in (
        ("audience", preset.audience, ", ".join(get_args(Audience)) if not preset.known_audience else ""),
        ("scheme", preset.scheme, ", ".join(SCHEMES) if preset.scheme not in SCHEMES else ""),
    ):
        if value and known:
            found.append(f"there is no {name} {value!r}; it can be {known}.")
    return found


def questions_on(topic: str, documents: Iterable[Document]) -> list[str]:
    """Reviewed questions on a topic: those of the document named after it, one for each section, then one
    of each other document that has it among its topics; those with a word of its name come first.
    """
    stems, found = _stems(topic.replace("-", " ")), []
    for document in documents:
        front = document.front
        named = next((ids for ids in (front.themes, front.barriers, front.stage) if topic in ids), None)
        if named is None:
            continue
        own = document.id.rpartition("/")[2] == topic
        sections: dict[str, str] = {}
        for variant in document.variants:
            if _WELL_FORMED.match(variant.question):
                sections.setdefault(variant.passage_id, variant.question)
        place = (named.index(topic), len(named), document.id)
        ranked = [
            ((not own, not stems & _stems(text), number, *place), text)
            for number, text in enumerate(sections.values())
        ]
        found += ranked if own else sorted(ranked)[:1]
    return list(dict.fromkeys(text for _, text in sorted(found)))[:SHOWN]


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-z]{4,}", text.lower())}


def theme_css(theme: Theme) -> str:
    """The theme as custom properties of the frame, with its dark side; colours were checked to be colours."""
    dark = f"{_properties(dark_side(theme))}color-scheme:dark"
    return (
        f":root{{{_properties(theme)}--radius:{theme.radius}px}}\n"
        f":root[data-scheme=dark]{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{:root[data-scheme=auto]{{{dark}}}}}\n"
    )


def _properties(theme: Theme) -> str:
    named = {
        "accent": theme.accent,
        "accent-text": theme.accent_text,
        "background": theme.background,
        "text": theme.text,
        "link": theme.link,
    }
    return "".join(f"--{name}:{value};" for name, value in named.items())


def theme_version(theme: Theme) -> str:
    """A short name of a theme's content."""
    return hashlib.sha256(theme_css(theme).encode()).hexdigest()[:12]
