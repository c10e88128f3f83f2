"""The registry of partners: who may embed the guide, with which keys, and how much they use it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from api.errors import Conflict, Forbidden, NotFound, Unauthorised
from api.partners.keys import Hasher, key_id_of, new_key
from api.partners.model import (
    DEMO,
    SCOPES,
    KeyInfo,
    Limits,
    NewKey,
    NewPartner,
    Partner,
    PartnerChange,
    Scope,
    UseCount,
    is_partner_id,
)
from api.storage.database import Database, now
from api.storage.partners import PartnerKeyRow, PartnerRow, Partners

KEY_DAYS = 365
OVERLAP_HOURS = 24


@dataclass
class Registry:
    """Everything about partners; each call reads the database, so a pause counts at once in all processes."""

    database: Database
    hasher: Hasher = field(default_factory=Hasher)
    clock: Callable[[], dt.datetime] = now

    def create(self, new: NewPartner) -> Partner:
        """Register a partner.

        Raises:
            Conflict: there is one with this id.
        """
        row = PartnerRow(
            id=new.id,
            name=new.name,
            origins=list(new.origins),
            theme=new.theme.model_dump(),
            limits=new.limits.model_dump(),
            paused=False,
            created=self.clock(),
            changed=self.clock(),
        )
        with self.database.writing() as session:
            partners = Partners(session)
            if partners.get(new.id) or not partners.add(row):
                raise Conflict(
                    f"There is a partner '{new.id}' already; choose another id or change that one."
                )
            return _partner(row)

    def get(self, partner_id: str) -> Partner:
        """The partner of that id.

        Raises:
            NotFound: there is none.
        """
        with self.database.session() as session:
            return _partner(_existing(Partners(session), partner_id))

    def all(self) -> list[Partner]:
        """Every partner, in order of id."""
        with self.database.session() as session:
            return [_partner(row) for row in Partners(session).all()]

    def change(self, partner_id: str, change: PartnerChange) -> Partner:
        """Change what is named in `change`."""
        with self.database.writing() as session:
            row = _held(Partners(session), partner_id)
            for name in change.model_fields_set:
                value = change.model_dump(mode="json")[name]
                if value is not None:
                    setattr(row, name, value)
            row.changed = self.clock()
            return _partner(row)

    def pause(self, partner_id: str, paused: bool) -> Partner:
        """Pause a partner, or let it go on."""
        with self.database.writing() as session:
            row = _held(Partners(session), partner_id)
            row.paused, row.changed = paused, self.clock()
            return _partner(row)

    def delete(self, partner_id: str) -> None:
        """Remove a partner with its keys and counts."""
        with self.database.writing() as session:
            partners = Partners(session)
            _held(partners, partner_id)
            partners.delete(partner_id)

    def rotate(
        self,
        partner_id: str,
        scopes: tuple[Scope, ...] = SCOPES,
        days: int = KEY_DAYS,
        overlap_hours: float = OVERLAP_HOURS,
    ) -> NewKey:
        """Make a new key; the present ones go on for `overlap_hours`, so that servers can change over."""
        key, key_id = new_key()
        made = self.clock()
        row = PartnerKeyRow(
            id=key_id,
            partner_id=partner_id,
            key_hash=self.hasher.hash(key),
            scopes=list(scopes),
            created=made,
            expires=made + dt.timedelta(days=days),
        )
        last = made + dt.timedelta(hours=overlap_hours)
        with self.database.writing() as session:
            partners = Partners(session)
            _held(partners, partner_id)
            for old in partners.keys(partner_id):
                old.expires = min(old.expires, last)
            session.add(row)
        return NewKey(id=key_id, scopes=scopes, created=row.created, expires=row.expires, key=key)

    def keys(self, partner_id: str) -> list[KeyInfo]:
        """The keys of a partner without their secrets, oldest first."""
        with self.database.session() as session:
            partners = Partners(session)
            _existing(partners, partner_id)
            return [
                KeyInfo.model_validate(
                    {"id": k.id, "scopes": k.scopes, "created": k.created, "expires": k.expires}
                )
                for k in partners.keys(partner_id)
            ]

    def holder(self, key: str, scope: Scope) -> Partner:
        """The partner that holds `key`, if the key is right, not expired and opens `scope`.

        Raises:
            Unauthorised: the key is unknown, wrong or expired.
            Forbidden: it does not open this, or the partner is paused.
        """
        key_id = key_id_of(key)
        with self.database.session() as session:
            row = Partners(session).key(key_id) if key_id else None
            owner = session.get(PartnerRow, row.partner_id) if row else None
        if (
            row is None
            or owner is None
            or not self.hasher.is_right(key, row.key_hash)
            or row.expires <= self.clock()
        ):
            raise Unauthorised(
                "The partner key is not valid or has expired; make a new one with: psp partner rotate ID"
            )
        if scope not in row.scopes:
            raise Forbidden(
                f"This key does not open '{scope}'; make one with: psp partner rotate ID --scope {scope}"
            )
        return running(_partner(owner))

    def count(self, partner_id: str, door: str, outcome: str) -> None:
        """Count one event of today; events of partners that are not registered (the demo) are not counted."""
        with self.database.writing() as session:
            partners = Partners(session)
            if partners.held(partner_id):
                partners.count(partner_id, self.clock().date().isoformat(), door, outcome)

    def use(self, partner_id: str) -> list[UseCount]:
        """How much a partner is used, newest day first."""
        with self.database.session() as session:
            partners = Partners(session)
            _existing(partners, partner_id)
            return [
                UseCount(day=u.day, door=u.door, outcome=u.outcome, count=u.count)
                for u in partners.use(partner_id)
            ]


def running(partner: Partner) -> Partner:
    """The partner itself.

    Raises:
        Forbidden: it is paused.
    """
    if partner.paused:
        raise Forbidden("The guide is paused for this partner.")
    return partner


def demo_partner(own_origin: str) -> Partner:
    """The partner of the page /embed/demo: this server itself and nobody else."""
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Partner(
        id=DEMO, name="Demonstration", origins=(own_origin,), limits=Limits(), created=start, changed=start
    )


def _existing(partners: Partners, partner_id: str) -> PartnerRow:
    return _found(partners.get(partner_id) if is_partner_id(partner_id) else None, partner_id)


def _held(partners: Partners, partner_id: str) -> PartnerRow:
    return _found(partners.held(partner_id) if is_partner_id(partner_id) else None, partner_id)


def _found(row: PartnerRow | None, partner_id: str) -> PartnerRow:
    if row is None:
        raise NotFound(f"There is no partner '{partner_id[:60]}'.")
    return row


def _partner(row: PartnerRow) -> Partner:
    return Partner.model_validate(
        {
            "id": row.id,
            "name": row.name,
            "origins": row.origins,
            "theme": row.theme,
            "limits": row.limits,
            "paused": row.paused,
            "created": row.created,
            "changed": row.changed,
        }
    )
