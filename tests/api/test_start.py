"""The application loads what the first answer needs; what writes files or exports a model comes later."""

import subprocess
import sys

HEAVY = ("weasyprint", "docx", "pptx", "xlsxwriter", "icalendar", "fontTools", "alembic", "mcp", "openai",
         "onnx", "google.protobuf", "ml_dtypes", "safetensors", "bm25s", "scipy", "torch")  # fmt: skip


def test_the_application_loads_nothing_that_writes_files_or_exports_a_model() -> None:
    code = f"import sys, api.app; print([name for name in {HEAVY} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
