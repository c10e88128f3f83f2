"""Everything about partners that a running server shares, in one object."""

import hashlib
import hmac
from dataclasses import dataclass, field
from pathlib import Path

from api.errors import Forbidden, Unauthorised
from api.limits import Limiter, Quota
from api.partners.keys import Hasher
from api.partners.model import DEMO, Kind, Partner
from api.partners.registry import Registry, demo_partner
from api.partners.tokens import VisitorTokens, read_secret
from api.storage.database import Database

TRIES_OF_ONE, TRIES_OF_ALL = 10, 30  # a minute, for an address and for all together


@dataclass
class PartnerOffice:
    """Registry, limits, visitor tokens and the admin key."""

    registry: Registry
    tokens: VisitorTokens
    admin_key_hash: str | None = None
    limiter: Limiter = field(default_factory=Limiter)
    _seen_right: bytes = b""  # digest of the key that was found right, so that it is checked once

    @property
    def hasher(self) -> Hasher:
        """Checks keys."""
        return self.registry.hasher

    def partner(self, partner_id: str, own_origin: str) -> Partner:
        """A registered partner, or the demonstration on this server's own origin.

        Raises:
            NotFound: there is none of that id.
        """
        return demo_partner(own_origin) if partner_id == DEMO else self.registry.get(partner_id)

    def admit(self, partner: Partner, kind: Kind, visitor: str | None, address: str) -> None:
        """Count a request of a partner's visitor against limits that no other partner shares.

        Raises:
            TooManyRequests: one of the limits is used up.
        """
        rates = partner.limits.ask if kind == "ask" else partner.limits.read
        name = f"{kind}:{partner.id}"
        quotas = [Quota(f"{name}:address:{address}", rates.address), Quota(f"{name}:partner", rates.partner)]
        if visitor:
            quotas.insert(0, Quota(f"{name}:visitor:{visitor}", rates.visitor))
        self.limiter.take(quotas)

    def check_admin(self, key: str | None, address: str) -> None:
        """Let the admin key pass, and refuse any other `key`.

        Raises:
            Forbidden: no admin key is set, so that these addresses are closed.
            Unauthorised: the key is missing or wrong.
            TooManyRequests: this address tries too often.
        """
        if not self.admin_key_hash:
            raise Forbidden(
                "The admin addresses are closed; set PSP_ADMIN_KEY_HASH to what `psp hash-key` prints."
            )
        if key and self._seen_right and hmac.compare_digest(_digest(key), self._seen_right):
            return
        if not key:
            raise Unauthorised("Send the admin key as 'Authorization: Bearer KEY'.")
        # a check is slow on purpose: few tries a minute, counted before it; the hasher does one at a time
        tries = Quota(f"admin:{address}", TRIES_OF_ONE), Quota("admin", TRIES_OF_ALL)
        self.limiter.take(tries)
        right = self.hasher.is_right(key, self.admin_key_hash)
        if not right:
            raise Unauthorised("Send the admin key as 'Authorization: Bearer KEY'.")
        self._seen_right = _digest(key)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "replace")).digest()


def open_office(
    database: Database, data_dir: Path, admin_key_hash: str | None, limiter: Limiter
) -> PartnerOffice:
    """The office of an installation; its signing secret is made in the data folder if it is not there."""
    return PartnerOffice(Registry(database), VisitorTokens(read_secret(data_dir)), admin_key_hash, limiter)
