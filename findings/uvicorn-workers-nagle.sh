#!/usr/bin/env bash
# uvicorn 0.54.0: connections accepted on the socket that it binds for several workers keep Nagle's algorithm on.
#
# Config.bind_socket makes a socket without naming its protocol, so its `proto` is 0. asyncio sets TCP_NODELAY
# only where `proto` is IPPROTO_TCP. With `--workers 2` (and with --reload) small answers on kept-alive
# connections may wait 40 ms for an acknowledgement; with one worker, where asyncio binds by host and port, they
# do not. Seen 29 November 2026 with asyncio's own loop of Python 3.11. PSP Guide binds a socket with TCP_NODELAY
# itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "uvicorn==0.54.0"
"$folder/venv/bin/python" - <<'PY'
import asyncio
import socket

import uvicorn

seen: dict[str, bool] = {}


class Note(asyncio.Protocol):
    def __init__(self, name: str) -> None:
        self.name = name

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        accepted = transport.get_extra_info("socket")
        seen[self.name] = bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


async def main() -> None:
    loop = asyncio.get_running_loop()
    bound = uvicorn.Config("app:app", port=0, log_level="error").bind_socket()
    one = await loop.create_server(lambda: Note("one worker"), "127.0.0.1", 0)
    several = await loop.create_server(lambda: Note("several workers"), sock=bound)
    for server in (one, several):
        _, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
        await asyncio.sleep(0.2)
        writer.close()


asyncio.run(main())
print("uvicorn", uvicorn.__version__, "TCP_NODELAY:", seen)
assert seen == {"one worker": True, "several workers": False}, "the behaviour changed"
PY
