"""Who calls: the network address as it is counted, the bearer token, and where a page says that it is."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection


def address_of(connection: HTTPConnection) -> str:
    """The caller's address for counting; of IPv6 the first 64 bits, which one household or office has."""
    return counted_address(connection.client.host if connection.client else "")


def counted_address(host: str) -> str:
    """The part of an address that is counted together.

    >>> counted_address("192.0.2.7"), counted_address("2001:db8:1:2:3:4:5:6")
    ('192.0.2.7', '2001:db8:1:2::')
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host or "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, 64), strict=False).network_address)


def bearer(headers: Headers) -> str | None:
    """The token of `Authorization: Bearer …`, if there is one.

    >>> bearer(Headers({"authorization": "Bearer abc"}))
    'abc'
    """
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def public_address(connection: HTTPConnection) -> str:
    """The address of this server as its visitors see it, without a last slash: PSP_BASE_URL if it is set."""
    configured: str = connection.app.state.services.settings.base_url
    return (configured or str(connection.base_url)).rstrip("/")


def public_origin(connection: HTTPConnection) -> str:
    """Scheme, host and port of `public_address`, as a browser names a page's origin."""
    parts = urlsplit(public_address(connection))
    return f"{parts.scheme}://{parts.netloc}"
