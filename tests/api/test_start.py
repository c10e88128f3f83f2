"""The application loads what the first answer needs; what writes files or exports a model comes later."""

import subprocess
import sys

import pytest

from api.services import Services
from api.warming import open_for_answers

HEAVY = ("weasyprint", "docx", "pptx", "xlsxwriter", "icalendar", "fontTools", "alembic", "mcp", "httpx2",
         "sqlalchemy.dialects.postgresql", "onnx", "google.protobuf", "ml_dtypes", "safetensors", "bm25s",
         "scipy", "torch")  # fmt: skip


def test_the_application_loads_nothing_that_writes_files_or_exports_a_model() -> None:
    code = f"import sys, api.app; print([name for name in {HEAVY} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_request_that_only_computes_keeps_nobody_waiting_for_long(services: Services) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)  # as Python has it
    try:
        open_for_answers(services)
        assert sys.getswitchinterval() == pytest.approx(0.001)
    finally:
        sys.setswitchinterval(before)
