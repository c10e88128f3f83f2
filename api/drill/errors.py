"""What stops a drill, as against what a drill finds."""


class DrillError(Exception):
    """The drill cannot be held here; the text says what is missing or what did not start."""
