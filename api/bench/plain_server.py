"""The plain system that `psp bench` measures against: sentence-transformers and FAISS behind FastAPI.

What a capable week-end project would be: the same model, one vector a passage, an exact index, the same web
framework and server. Run as `python -m api.bench.plain_server`; it imports nothing else of this project.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

LIMIT = 10
VECTORS, PASSAGES = "vectors.npy", "passages.json"


class Plain:
    """Finds the nearest passages of those that `build` put into `folder`."""

    def __init__(self, model: str, folder: Path) -> None:
        import faiss
        from sentence_transformers import SentenceTransformer

        self._passages: list[str] = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
        vectors = np.load(folder / VECTORS)
        self._model = SentenceTransformer(model, device="cpu")
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def search(self, question: str) -> list[dict[str, Any]]:
        """The nearest passages with their cosine, nearest first."""
        vector = self._model.encode([question], normalize_embeddings=True, show_progress_bar=False)
        cosines, numbers = self._index.search(vector, LIMIT)
        return [
            {"text": self._passages[number], "cosine": float(cosine)}
            for cosine, number in zip(cosines[0], numbers[0], strict=True)
            if number >= 0
        ]


def build(model: str, folder: Path) -> float:
    """Embed the passages in `folder` as sentence-transformers does it; returns the seconds that it took."""
    started = time.perf_counter()
    from sentence_transformers import SentenceTransformer

    passages = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
    encoder = SentenceTransformer(model, device="cpu")
    vectors = encoder.encode(passages, normalize_embeddings=True, show_progress_bar=False)
    np.save(folder / VECTORS, np.asarray(vectors, np.float32))
    return time.perf_counter() - started


def serve(model: str, folder: Path, port: int) -> None:
    """Serve `POST /ask` on the local machine until stopped."""
    import uvicorn
    from fastapi import Body, FastAPI

    plain = Plain(model, folder)
    app = FastAPI()

    @app.post("/ask")
    def ask(question: str = Body(embed=True)) -> dict[str, Any]:
        return {"results": plain.search(question)}

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


def series(model: str, folder: Path, questions: Path) -> list[float]:
    """Milliseconds of a search for each question of a JSON list, after one that is not counted."""
    asked = json.loads(questions.read_text(encoding="utf-8"))
    plain = Plain(model, folder)
    plain.search(asked[0])
    taken = []
    for question in asked:
        started = time.perf_counter()
        plain.search(question)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def main() -> None:
    """`build`, `serve`, `once` (one answer in process) or `series` (the questions of a file in process)."""
    parser = argparse.ArgumentParser(description="The plain system that psp bench measures against.")
    parser.add_argument("action", choices=["build", "serve", "once", "series"])
    parser.add_argument("--model", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--questions", type=Path)
    given = parser.parse_args()
    if given.action == "build":
        print(build(given.model, given.folder))
    elif given.action == "once":
        Plain(given.model, given.folder).search("How do we start a PSP?")
    elif given.action == "series":
        print(json.dumps(series(given.model, given.folder, given.questions)))
    else:
        serve(given.model, given.folder, given.port)


if __name__ == "__main__":
    main()
