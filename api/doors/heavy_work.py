"""Files are made one at a time: twelve packages at once would make every answer ten times slower."""

import asyncio
import re
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.doors.refusing import refuse
from api.errors import Unavailable

# PDFs and packages with PDFs take seconds; what takes less need not wait behind them
_SLOW = re.compile(r"\.pdf$|/everything(?:\.zip)?$|^/v1/trainings/[^/]+\.zip$")
MOST_WAITING = 24
SECONDS_EACH = 3


@dataclass
class _Queue:
    one: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class HeavyWork:
    """A queue of one place and `most_waiting` that wait; who comes then is asked to come back."""

    def __init__(self, app: ASGIApp, most_waiting: int = MOST_WAITING) -> None:
        self.app, self.most_waiting = app, most_waiting
        self._queues: WeakKeyDictionary[asyncio.AbstractEventLoop, _Queue] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on; what is heavy, when it is its turn. The place is free again once the file is made."""
        if scope["type"] != "http" or not _SLOW.search(scope["path"]):
            await self.app(scope, receive, send)
            return
        queue = self._queues.setdefault(asyncio.get_running_loop(), _Queue())
        if queue.waiting > self.most_waiting:
            scope["app"].state.services.metrics.refused.labels("queue").inc()
            error = Unavailable(
                "Many files are being made at the moment. Please try again.",
                retry_after=SECONDS_EACH * self.most_waiting,
            )
            await refuse(Request(scope), error)(scope, receive, send)
            return
        await self._in_turn(queue, scope, receive, send)

    async def _in_turn(self, queue: _Queue, scope: Scope, receive: Receive, send: Send) -> None:
        queue.waiting += 1
        held = False

        def leave() -> None:
            nonlocal held
            if held:
                queue.one.release()
            held = False

        async def begun(message: Message) -> None:
            leave()  # the file is made; how fast it is fetched is nobody else's wait
            await send(message)

        try:
            await queue.one.acquire()
            held = True
            await self.app(scope, receive, begun)
        finally:
            queue.waiting -= 1
            leave()
