"""A port of this machine for a server that is started for a while."""

import socket


def free_port() -> int:
    """A port that nobody listened on a moment ago; somebody may before it is used."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
