#!/usr/bin/env bash
# tokenizers 0.23.3: the normaliser of BERT models keeps the ligatures that PDFs are full of.
#
# BertNormalizer lower-cases and takes accents off by NFD, which leaves "ﬁ" (U+FB01) one letter. A word such as
# "ﬁnance", pasted from a PDF, is another word than "finance" to every model with this normaliser, and its vector
# lies elsewhere. NFKC before it makes both the same. Seen 29 November 2026. PSP Guide normalises questions by
# NFKC.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "tokenizers==0.23.3"
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from tokenizers import normalizers

bert = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
both = normalizers.Sequence([normalizers.NFKC(), bert])
word = "Bene\ufb01t and caf\u00e9"
print("tokenizers", version("tokenizers"), "->", bert.normalize_str(word), "/", both.normalize_str(word))
assert bert.normalize_str(word) == "bene\ufb01t and cafe", "the behaviour changed"
assert both.normalize_str(word) == "benefit and cafe"
PY
