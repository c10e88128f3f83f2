"""`/mcp`: the MCP server over streamable HTTP, started when it is first called, ended with the application.

Every request stands alone (no session is kept), so that any server process can answer it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import anyio
import anyio.abc
import anyio.to_thread
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.callers import public_address
from api.doors.guards import MOST_BYTES
from api.doors.refusing import refuse
from api.errors import Forbidden, MethodNotAllowed, Unavailable
from api.services import Services

GRACE_S = 60.0  # for requests that began before a new index came


class McpDoor:
    """An ASGI application; it answers while `running` is entered.

    The documents that it lists are those of one state of the corpus: with a new one it is made anew.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._group: anyio.abc.TaskGroup | None = None
        self._manager: Any = None
        self._version = ""  # of the corpus that the manager lists
        self._replaced = anyio.Event()
        self._starting = anyio.Lock()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Allow the server to be started; ends it and everything it does."""
        async with anyio.create_task_group() as group:
            self._group = group
            try:
                yield
            finally:
                self._group = self._manager = None
                group.cancel_scope.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        if self._group is None:
            await refuse(request, Unavailable("The MCP server is not running."))(scope, receive, send)
        elif scope["method"] != "POST":  # nothing is kept between requests, so there is no stream to open
            error = MethodNotAllowed("Send requests with POST; there are no streams to open here.", "POST")
            await refuse(request, error)(scope, receive, send)
        elif not self._is_welcome(request):
            await refuse(request, Forbidden("Pages of other sites may not use this address."))(
                scope, receive, send
            )
        else:
            manager = await self._current(self._group, public_address(request))
            await manager.handle_request(scope, receive, send)

    async def _current(self, group: anyio.abc.TaskGroup, base: str) -> Any:
        """The session manager for the corpus as it is; the one before it ends once its requests have."""
        async with self._starting:
            version = self._services.knowledge.version
            if self._manager is None or self._version != version:
                replaced = anyio.Event()
                self._manager = await group.start(self._serve, base, replaced)
                self._version = version
                self._replaced.set()
                self._replaced = replaced
            return self._manager

    def _is_welcome(self, request: Request) -> bool:
        """Whether the request comes from no page at all, or from one of ours."""
        origin = request.headers.get("origin")
        if origin is None:
            return True
        return urlsplit(origin).netloc == urlsplit(public_address(request)).netloc

    async def _serve(
        self, base: str, replaced: anyio.Event, *, task_status: anyio.abc.TaskStatus[Any]
    ) -> None:
        manager = await anyio.to_thread.run_sync(_build, self._services, base)
        async with manager.run():
            task_status.started(manager)
            await replaced.wait()
            await anyio.sleep(GRACE_S)


def _build(services: Services, base: str) -> Any:
    """The session manager; the SDK takes a second to import, which only those who use it wait for."""
    from mcp.server.transport_security import TransportSecuritySettings

    from api.doors.mcp_server import build_server

    server = build_server(services, base)
    # the origin is checked above, against the address that the operator set, which the SDK does not know
    unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server.streamable_http_app(
        stateless_http=True,
        json_response=True,
        transport_security=unchecked,
        max_request_body_size=MOST_BYTES,
    )
    return server.session_manager
