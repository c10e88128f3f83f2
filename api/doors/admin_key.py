"""The dependency that closes an address to all but the holder of the admin key."""

from fastapi import Request

from api.callers import address_of, bearer
from api.services import Services


def require_admin(request: Request) -> None:
    """Let the holder of the admin key pass.

    Raises:
        Forbidden: no admin key is set.
        Unauthorised: the key is missing or wrong.
    """
    services: Services = request.app.state.services
    services.partners.check_admin(bearer(request.headers), address_of(request))
