#!/usr/bin/env bash
# markdownify 1.2.3 writes a superscript as plain digits behind the number before it.
#
# Valid HTML such as "£50,000<sup>2</sup>" (a sum with the mark of a note) becomes "£50,0002", another sum, unless
# the option sup_symbol is set; its default is the empty string. Whoever turns published reports into text this
# way changes figures without a word. Seen 29 November 2026. PSP Guide sets marks apart in `psp add`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "markdownify==1.2.3"
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from markdownify import markdownify

said = markdownify("<p>The pilot had £50,000<sup>2</sup> a year.</p>").strip()
print("markdownify", version("markdownify"), "->", said)
assert said == "The pilot had £50,0002 a year.", "the behaviour changed"
assert markdownify("x<sup>2</sup>", sup_symbol="^").strip() == "x^2^"
PY
