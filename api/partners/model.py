"""What a partner is: where it may show the guide, in which colours, and how often."""

import datetime as dt
import re
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from api.partners.contrast import CONTROL, TEXT, contrast, is_colour
from api.partners.origins import normal_origin

Scope = Literal["ask", "usage"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
Kind = Literal["ask", "read"]
PartnerId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=40)
]
PartnerName = Annotated[str, StringConstraints(min_length=2, max_length=120, strip_whitespace=True)]
PerMinute = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
DEMO = "demo"


class Data(BaseModel):
    """Immutable data that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Theme(Data):
    """Colours as #rrggbb and corner radius in pixels; a pair that cannot be read is refused."""

    accent: str = "#0065bd"
    accent_text: str = "#ffffff"
    background: str = "#ffffff"
    text: str = "#1a1a1a"
    link: str = "#0065bd"
    radius: Annotated[int, Field(strict=True, ge=0, le=24)] = 4

    @field_validator("accent", "accent_text", "background", "text", "link")
    @classmethod
    def _colour(cls, value: str) -> str:
        if not is_colour(value.lower()):
            raise ValueError("write the colour as #rrggbb, for example #0065bd")
        return value.lower()

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for one, other, needed in (
            ("accent_text", "accent", TEXT),
            ("text", "background", TEXT),
            ("link", "background", TEXT),
            ("accent", "background", CONTROL),
        ):
            ratio = contrast(getattr(self, one), getattr(self, other))
            if ratio < needed:
                raise ValueError(
                    f"{one} on {other} has a contrast of {ratio:.2f}:1 and needs {needed}:1 (WCAG 2.2); "
                    "choose colours further apart"
                )
        return self


class Rates(Data):
    """Requests a minute: of all visitors together, of one visitor, and from one network address."""

    partner: PerMinute
    visitor: PerMinute
    address: PerMinute


class Limits(Data):
    """Limits for asking (which costs work) and for reading (pages, styles, tokens), counted apart."""

    ask: Rates = Rates(partner=600, visitor=20, address=200)
    read: Rates = Rates(partner=6000, visitor=200, address=2000)


class NewPartner(Data):
    """A partner as it is registered; without origins nobody may embed."""

    id: PartnerId
    name: PartnerName
    origins: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    theme: Theme = Theme()
    limits: Limits = Limits()

    @field_validator("id")
    @classmethod
    def _not_reserved(cls, value: str) -> str:
        if value == DEMO:
            raise ValueError(f"'{DEMO}' is the page /embed/demo itself; choose another id")
        return value

    @field_validator("origins")
    @classmethod
    def _origins(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(normal_origin(value) for value in values))


class PartnerChange(Data):
    """What is to change; what is left out stays."""

    name: PartnerName | None = None
    origins: Annotated[tuple[str, ...] | None, Field(max_length=50)] = None
    theme: Theme | None = None
    limits: Limits | None = None

    @field_validator("origins")
    @classmethod
    def _origins(cls, values: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if values is None else tuple(dict.fromkeys(normal_origin(value) for value in values))


class Partner(NewPartner):
    """A registered partner."""

    paused: bool = False
    created: dt.datetime
    changed: dt.datetime

    @field_validator("id")
    @classmethod
    def _not_reserved(cls, value: str) -> str:
        return value  # the demo is a partner too, only never a registered one

    @field_validator("origins")
    @classmethod
    def _origins(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return (
            values  # checked when they were saved; the demo's is that of this server, which may be plain http
        )

    @property
    def frame_ancestors(self) -> str:
        """The value of the CSP directive of that name: these origins and nobody else."""
        return " ".join(self.origins) or "'none'"


class KeyInfo(Data):
    """A key without its secret."""

    id: str
    scopes: tuple[Scope, ...]
    created: dt.datetime
    expires: dt.datetime


class NewKey(KeyInfo):
    """A key as it is shown once, when it is made."""

    key: str


class UseCount(Data):
    """How often one outcome came through one door on one day (UTC); nothing of what was asked."""

    day: str
    door: str
    outcome: str
    count: int


def is_partner_id(text: str) -> bool:
    """Whether `text` has the form of a partner's id."""
    return bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text)) and 2 <= len(text) <= 40
