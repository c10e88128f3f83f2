#!/usr/bin/env bash
# faiss-cpu 1.15.1: omp_set_num_threads(1) holds for the Python thread that calls it and for no other.
#
# OpenMP keeps the number for each thread. A server that sets it once at the start and searches in a pool of
# threads uses every core for each search all the same. It has to be set in the thread that searches, or by
# OMP_NUM_THREADS before the import. Seen 29 November 2026 (any machine with two cores or more). PSP Guide sets it
# before each search.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "faiss-cpu==1.15.1" "numpy==2.4.6"
"$folder/venv/bin/python" - <<'PY'
import os
from concurrent.futures import ThreadPoolExecutor

import faiss

cores = len(os.sched_getaffinity(0))
if cores < 2:
    raise SystemExit("needs two cores to show anything")
os.environ.pop("OMP_NUM_THREADS", None)
faiss.omp_set_num_threads(1)
with ThreadPoolExecutor(1) as pool:
    elsewhere = pool.submit(faiss.omp_get_max_threads).result()
print("faiss", faiss.__version__, "here:", faiss.omp_get_max_threads(), " in a pool's thread:", elsewhere)
assert faiss.omp_get_max_threads() == 1
assert elsewhere > 1, "the behaviour changed"
PY
