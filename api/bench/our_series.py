"""Our answers in process: the questions of a JSON list asked one after the other, without a server."""

import json
import sys
import time
from pathlib import Path

from api.services import Services
from api.settings import read_settings


def main() -> None:
    """Print the milliseconds of a whole answer to each question, after one that is not counted."""
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    ask = Services(read_settings()).asker.ask
    ask(asked[0])
    taken = []
    for question in asked:
        started = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
