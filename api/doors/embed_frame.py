"""What the frame of the widget shows: where to begin, an answer, a refusal, and the partner's colours."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from api.ask.reply import Audience, Reply, known_audience
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


def frame_page(services: Services, partner: Partner, preset: Preset, reply: Reply | None) -> str:
    """The page inside the frame, with a fresh visitor token."""
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


def refused_page(error: ApiError) -> str:
    """The page in place of the guide."""
    return templates().get_template("refused.html").render(problem=error)


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
    corpus = services.corpus
    titles = {term.id: term.title for term in (*corpus.stages, *corpus.themes)}
    titles |= {node.id: node.title for node in services.graph.of_kind("barrier")}
    if preset.topic in titles and (found := _questions_on(preset.topic, corpus.documents)):
        return titles[preset.topic], found
    by_group = [questions for _, questions in SUGGESTIONS]
    number = {"council": 1, "third-sector": 2, "trainer": 3}.get(preset.audience, 0)
    return "", list(by_group[min(number, len(by_group) - 1)][:SHOWN])


def _questions_on(topic: str, documents: Iterable[Document]) -> list[str]:
    """The first reviewed question of each document on a topic; one named after the topic comes first."""
    about = [
        d for d in documents if d.variants and topic in (*d.front.themes, *d.front.barriers, *d.front.stage)
    ]
    about.sort(key=lambda d: (d.id.rpartition("/")[2] != topic, len(d.front.themes), d.id))
    return [_as_question(d.variants[0].question) for d in about[:SHOWN]]


def _as_question(text: str) -> str:
    """A reviewed question with a capital and its mark.

    >>> _as_question("what went wrong in Edinburgh")
    'What went wrong in Edinburgh?'
    """
    capital = text[:1].upper() + text[1:]
    return capital if capital.endswith(("?", ".", "!")) else capital + "?"


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
