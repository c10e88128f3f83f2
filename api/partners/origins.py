"""Origins (scheme, host, port) as browsers send them; exact ones, so that no pattern lets a stranger in."""

import ipaddress
import re
from urllib.parse import urlsplit

_HOST = re.compile(
    r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$"
)
_DEFAULT_PORTS = {"https": 443, "http": 80}
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def normal_origin(text: str) -> str:
    """The origin in the form browsers send.

    >>> normal_origin("HTTPS://www.Example.gov.uk:443/")
    'https://www.example.gov.uk'

    Raises:
        ValueError: it is no origin, or is not safe to allow; the text says what to write.
    """
    parts = urlsplit(text.strip())
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ValueError(
            f"'{text}' is more than an origin; write scheme and host only, as in https://www.example.gov.uk"
        )
    host = _host(parts.hostname or "", text)
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError(f"'{text}' needs a scheme; write https://{host or 'www.example.gov.uk'}")
    if parts.scheme == "http" and host not in _LOCAL:
        raise ValueError(f"'{text}' is not encrypted; only https is allowed, http for localhost alone")
    try:
        port = parts.port
    except ValueError:
        raise ValueError(f"'{text}' has a port that is no number from 0 to 65535") from None
    shown = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def _host(host: str, text: str) -> str:
    if "*" in text:
        raise ValueError(f"'{text}' has a wildcard; name each site by itself, so that nobody else is let in")
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host).compressed}]"
    try:
        plain = host.encode("idna").decode().lower().rstrip(".") if host else ""
    except UnicodeError:
        plain = ""
    if not _HOST.match(plain):
        raise ValueError(
            f"'{text}' has no host that a browser could visit; write for example https://www.example.gov.uk"
        )
    return plain
