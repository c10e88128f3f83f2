"""An evaluation run on disk: results with their settings, and a dated page with every failure."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from api.evaluation.stages import Stage

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top}"
)


def write(folder: Path, measured: Sequence[Stage], settings: dict[str, Any]) -> Path:
    """Write `<date>-<split>.json` and `.html` below `folder`; returns the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{settings['date']}-{settings['split']}"
    results = {"settings": settings, "stages": [stage.as_json() for stage in measured]}
    (folder / f"{name}.json").write_text(json.dumps(results, indent=1, ensure_ascii=False))
    page = folder / f"{name}.html"
    page.write_text(as_html(measured, settings))
    return page


def as_html(measured: Sequence[Stage], settings: dict[str, Any]) -> str:
    """The report as one page: the table of stages, a bar for each interval, then the failures in full."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(s.name)}</th><td>{s.value}</td><td>{s.interval}</td><td>{s.n}</td>"
        f"<td>{_bar(s)}</td><td>{escape(s.what)}</td></tr>"
        for s in measured
    )
    failures = "".join(f"<h2>{escape(s.name)}</h2>{_failures(s)}" for s in measured if s.failures)
    return (
        "<!DOCTYPE html><html lang='en-GB'><meta charset='utf-8'>"
        f"<title>Evaluation {escape(settings['date'])}</title>"
        f"<style>{_STYLE}</style><h1>Evaluation of {escape(settings['date'])}</h1>"
        f"<p>Settings: {escape(json.dumps(settings))}</p>"
        "<table><thead><tr><th>Stage</th><th>Value</th><th>95 % interval</th>"
        f"<th>n</th><th>0 to 1</th><th>What</th></tr></thead><tbody>{rows}</tbody></table>{failures}</html>\n"
    )


def _bar(stage: Stage) -> str:
    """The interval as a line with a dot at the value, 200 pixels wide."""
    if stage.value is None or stage.interval is None:
        return ""
    low, high = (round(200 * x) for x in stage.interval)
    return (
        f"<svg width='200' height='12' role='img' "
        f"aria-label='{stage.value} between {stage.interval[0]} and {stage.interval[1]}'>"
        f"<line x1='0' y1='6' x2='200' y2='6' stroke='silver'/>"
        f"<line x1='{low}' y1='6' x2='{high}' y2='6' stroke='black' stroke-width='4'/>"
        f"<circle cx='{round(200 * stage.value)}' cy='6' r='5'/></svg>"
    )


def _failures(stage: Stage) -> str:
    items = "".join(
        f"<li><b>{escape(f['id'])}</b> {escape(f['question'])}<br><i>{escape(f['why'])}</i><br>"
        f"{escape(f.get('said', ''))}</li>"
        for f in stage.failures
    )
    return f"<ol>{items}</ol>"
