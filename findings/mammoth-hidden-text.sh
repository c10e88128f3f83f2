#!/usr/bin/env bash
# mammoth 1.13.0 converts text that Word hides as if it were shown, and says nothing.
#
# A run with w:vanish (Font, Hidden) is neither seen nor printed in Word; people keep remarks and former figures
# there. mammoth takes it into HTML and Markdown like any other, without a message. Seen 29 November 2026. PSP
# Guide drops such runs in `psp add` and says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "mammoth==1.13.0" "python-docx==1.2.0"
"$folder/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import docx
import mammoth

document = docx.Document()
paragraph = document.add_paragraph("The pilot cost £90,000.")
paragraph.add_run(" Earlier draft: £120,000.").font.hidden = True
file = io.BytesIO()
document.save(file)
file.seek(0)
result = mammoth.convert_to_html(file)
print("mammoth", version("mammoth"), "->", result.value, result.messages)
assert "Earlier draft: £120,000." in result.value, "the behaviour changed"
assert result.messages == [], "the behaviour changed"
PY
