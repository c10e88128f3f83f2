"""txtai's hybrid search behind the same web framework, for `psp bench --with txtai`.

Run as `python -m api.bench.txtai_server`; it needs txtai installed and imports nothing else of this project.
"""

import argparse
import json
from pathlib import Path
from typing import Any

LIMIT = 10
PASSAGES, INDEX = "passages.json", "txtai"


def build(model: str, folder: Path) -> None:
    """Index the passages in `folder` as txtai does it: vectors and BM25 side by side, texts kept."""
    from txtai import Embeddings

    passages = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
    embeddings = Embeddings(path=model, hybrid=True, content=True, gpu=False)
    embeddings.index(passages)
    embeddings.save(str(folder / INDEX))


def serve(folder: Path, port: int) -> None:
    """Serve `POST /ask` on the local machine until stopped."""
    import uvicorn
    from fastapi import Body, FastAPI
    from txtai import Embeddings

    embeddings = Embeddings()
    embeddings.load(str(folder / INDEX))
    app = FastAPI()

    @app.post("/ask")
    def ask(question: str = Body(embed=True)) -> dict[str, Any]:
        return {"results": embeddings.search(question, LIMIT)}

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


def main() -> None:
    """`build` or `serve`."""
    parser = argparse.ArgumentParser(description="txtai, as psp bench measures against it.")
    parser.add_argument("action", choices=["build", "serve"])
    parser.add_argument("--model", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    if given.action == "build":
        build(given.model, given.folder)
    else:
        serve(given.folder, given.port)


if __name__ == "__main__":
    main()
