"""The application loads what the first answer needs; what writes files comes with the first file."""

import subprocess
import sys

HEAVY = ("weasyprint", "docx", "pptx", "xlsxwriter", "icalendar", "fontTools", "alembic", "mcp", "openai")


def test_the_application_loads_nothing_that_writes_files() -> None:
    code = f"import sys, api.app; print([name for name in {HEAVY} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
