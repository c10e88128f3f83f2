#!/usr/bin/env bash
# faiss-cpu 1.15.1: among rows of equal score, which one comes first depends on how many are asked for.
#
# With IndexFlatIP and ten equal rows, k = 1 gives row 0, k = 5 gives row 4 and k = 10 row 9: equal rows come in
# reversed order of the k that were kept. Whoever asks for more hits, to filter them afterwards, gets another
# first hit. Seen 29 November 2026. PSP Guide ranks by scores of its own and orders equal ones by row.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "faiss-cpu==1.15.1" "numpy==2.4.6"
"$folder/venv/bin/python" - <<'PY'
import faiss
import numpy as np

index = faiss.IndexFlatIP(4)
row = np.array([[1, 0, 0, 0]], np.float32)
index.add(np.repeat(row, 10, axis=0))
first = {k: int(index.search(row, k)[1][0, 0]) for k in (1, 2, 5, 10)}
print("faiss", faiss.__version__, "first row by k:", first)
assert first == {1: 0, 2: 1, 5: 4, 10: 9}, "the behaviour changed"
PY
