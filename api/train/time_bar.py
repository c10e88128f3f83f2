"""The time bar of a plan: an SVG that needs no script and no style, with the same said in words."""

from markupsafe import Markup, escape

from api.train.training import Training

WIDTH, HEIGHT = 1000, 44
# train.css gives the same in light and others in dark; these are for where no style sheet is
COLOURS = {
    "open": "#5b6f87",
    "teach": "#002d54",
    "practise": "#2c6e49",
    "check": "#8a4b08",
    "break": "#868f99",
    "lunch": "#868f99",
    "close": "#5b6f87",
    "evaluate": "#5b6f87",
    "own": "#6b3fa0",
}


def time_bar(training: Training) -> Markup:
    """One stretch for each item of the agenda, as wide as it is long."""
    parts, at = [], 0.0
    for item in training.agenda:
        width = WIDTH * item.minutes / training.minutes
        label = escape(f"{item.start} {item.activity}, {item.minutes} minutes")
        parts.append(
            f'<rect x="{at:.1f}" y="0" width="{max(width - 2, 1):.1f}" height="{HEIGHT}" '
            f'class="train-fill-{item.kind}" fill="{COLOURS[item.kind]}">'
            f"<title>{label}</title></rect>"
        )
        at += width
    words = escape(", ".join(f"{i.start} {i.activity}" for i in training.agenda))
    return Markup(  # noqa: S704 -- every text in it was escaped above
        f'<svg class="time-bar" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Time bar: {words}" '
        f'preserveAspectRatio="none"><g aria-hidden="true">{"".join(parts)}</g></svg>'
    )
