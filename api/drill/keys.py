"""Many wrong admin keys at once: they may cost neither memory nor anybody's wait."""

import threading
import time
from collections import Counter

from api.bench.servers import Running
from api.drill.calling import Caller, Client
from api.drill.figures import Figure
from api.drill.ground import Ground

_PATH = "/v1/admin/partners"
_LOOK_S, _LOOKS = 0.01, 30


class _Watch(Caller):
    """Looks at memory and readiness until told to end."""

    def __init__(self, server: Running) -> None:
        super().__init__(server.port)
        self._server = server
        self.most_mb, self.slowest_ms, self.unready = 0.0, 0.0, 0

    def _turn(self, client: Client) -> None:
        reply = client.call("GET", "/readyz")
        self.unready += reply.status != 200
        self.slowest_ms = max(self.slowest_ms, reply.milliseconds)
        self.most_mb = max(self.most_mb, self._server.rss_mb() or 0.0)
        time.sleep(_LOOK_S)


def drill_keys(place: Ground, right_key: str, tries: int) -> list[Figure]:
    """Send `tries` wrong keys at once; the right one is taken before and after them."""
    with place.serving() as server:
        with Client(server.port) as client:
            before_status = client.call("GET", _PATH, token=right_key).status
            alone = max(client.call("GET", "/readyz").milliseconds for _ in range(_LOOKS))
        before = server.rss_mb() or 0.0
        watch = _Watch(server)
        watch.start()
        statuses = _all_at_once(server.port, tries)
        watch.end()
        with Client(server.port) as client:
            after_status = client.call("GET", _PATH, token=right_key).status
    return [
        Figure("tries", tries),
        Figure("refused", statuses[401] + statuses[429], least=tries),
        Figure("refused_by_limit", statuses[429]),
        Figure("memory_more_mb", round(watch.most_mb - before, 1), most=30),
        Figure("readyz_slowest_alone_ms", round(alone, 1)),
        Figure("readyz_slowest_ms", round(watch.slowest_ms, 1), most=1000),
        Figure("readyz_not_ready", watch.unready, most=0),
        Figure("right_key_before", before_status, most=200),
        Figure("right_key_after", after_status, most=200),
    ]


def _all_at_once(port: int, tries: int) -> Counter[int]:
    gate = threading.Barrier(tries)
    statuses: list[int] = []

    def one(number: int) -> None:
        with Client(port) as client:
            gate.wait()
            statuses.append(client.call("GET", _PATH, token=f"wrong-{number}").status)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(tries)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)
