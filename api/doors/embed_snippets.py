"""The lines that a partner's web team pastes: widget, plain frame, plain link, and the lines for a CSP."""

from api.doors.embed_assets import loader_integrity

_SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
LOADER = "/embed/v1/psp-guide.js"
FRAME = "/embed/v1/frame"


def widget(partner_id: str, base: str) -> str:
    """The widget; the browser checks that the script is the one we published."""
    return (
        f'<script async src="{base}{LOADER}" integrity="{loader_integrity()}" '
        'crossorigin="anonymous"></script>\n'
        f'<psp-guide partner="{partner_id}"></psp-guide>'
    )


def frame(partner_id: str, base: str) -> str:
    """A plain frame for sites that allow no script."""
    return (
        f'<iframe src="{base}{FRAME}?partner={partner_id}" title="PSP Guide" width="100%" height="640" '
        f'loading="lazy"\n  sandbox="{_SANDBOX}"></iframe>'
    )


def link(partner_id: str, base: str) -> str:
    """A plain link."""
    return f'<a href="{base}{FRAME}?partner={partner_id}">Ask the PSP Guide</a>'


def csp(base: str) -> str:
    """What a site with a Content-Security-Policy adds to it."""
    return f"script-src {base}{LOADER}; frame-src {base}{FRAME}"


def snippets(partner_id: str, base: str) -> str:
    """All of them with a heading each, for a terminal."""
    blocks = (
        ("Widget", widget(partner_id, base)),
        ("Without script", frame(partner_id, base)),
        ("As a link", link(partner_id, base)),
        ("Content-Security-Policy", csp(base)),
    )
    return "\n".join(f"\n{title}:\n{text}" for title, text in blocks)
