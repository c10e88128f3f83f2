import datetime as dt

import pytest
from pydantic import ValidationError

from api.errors import Conflict, Forbidden, NotFound, Unauthorised
from api.partners.contrast import contrast
from api.partners.keys import PREFIX, key_id_of
from api.partners.model import NewPartner, PartnerChange, Theme
from api.partners.origins import normal_origin
from api.partners.registry import Registry
from tests.databases import everything_in

COUNCIL = NewPartner(id="my-council", name="My Council", origins=("https://www.council.example",))


def test_a_partner_without_origins_lets_nobody_embed(registry: Registry) -> None:
    made = registry.create(NewPartner(id="new-one", name="New"))
    assert made.frame_ancestors == "'none'"


def test_a_second_partner_of_the_same_id_is_refused_and_the_first_kept(registry: Registry) -> None:
    registry.create(COUNCIL)
    with pytest.raises(Conflict):
        registry.create(NewPartner(id="my-council", name="Somebody else"))
    assert registry.get("my-council").name == "My Council"


@pytest.mark.parametrize(
    ("origin", "because"),
    [
        ("https://*.council.example", "wildcard"),
        ("http://www.council.example", "not encrypted"),
        ("https://www.council.example/page", "more than an origin"),
        ("www.council.example", "scheme"),
        ("null", "host"),
        ("https://", "host"),
        ("javascript:alert(1)", "more than an origin"),
        ("https://a.example; script-src x", "host"),
        ("https://user@council.example", "more than an origin"),
        ("https://council.example:99999", "port"),
    ],
)
def test_an_origin_that_is_unsafe_or_none_is_refused_with_its_reason(origin: str, because: str) -> None:
    with pytest.raises(ValueError, match=because):
        normal_origin(origin)


def test_origins_are_kept_as_browsers_send_them() -> None:
    given = (
        "HTTPS://Council.Example:443/",
        "https://council.example",
        "http://localhost:8080",
        "https://bücher.example",
    )
    made = NewPartner(id="a-council", name="A council", origins=given)
    assert made.origins == (
        "https://council.example",
        "http://localhost:8080",
        "https://xn--bcher-kva.example",
    )


def test_contrast_is_that_of_wcag() -> None:
    # WCAG: #777777 on white is the known near miss: luminance of 0x77 is ((0.4667+0.055)/1.055)^2.4 = 0.1845;
    # (1 + 0.05) / (0.1845 + 0.05) = 4.478
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_a_theme_that_cannot_be_read_is_refused_and_names_the_pair() -> None:
    with pytest.raises(
        ValidationError, match=r"accent_text on accent has a contrast of 1\.\d\d:1 and needs 4\.5:1"
    ):
        Theme(accent="#ffff00")
    with pytest.raises(ValidationError, match="#rrggbb"):
        Theme(text="red;}body{display:none")


def test_an_unreadable_theme_leaves_the_saved_one(registry: Registry) -> None:
    registry.create(COUNCIL)
    with pytest.raises(ValidationError):
        PartnerChange.model_validate({"theme": {"background": "#111111"}})
    assert registry.get("my-council").theme == Theme()


def test_the_demo_cannot_be_registered() -> None:
    with pytest.raises(ValidationError, match="choose another id"):
        NewPartner(id="demo", name="Not the demo")


def test_a_key_opens_its_scope_and_its_partner_only(registry: Registry) -> None:
    registry.create(COUNCIL)
    key = registry.rotate("my-council", scopes=("usage",)).key
    assert registry.holder(key, "usage").id == "my-council"
    with pytest.raises(Forbidden, match="does not open 'ask'"):
        registry.holder(key, "ask")
    with pytest.raises(Unauthorised):
        registry.holder(key[:-1] + ("A" if key[-1] != "A" else "B"), "usage")
    with pytest.raises(Unauthorised):
        registry.holder("psp_not-a-key", "usage")


def test_rotation_overlaps_and_then_the_old_key_is_dead(registry: Registry) -> None:
    registry.create(COUNCIL)
    start = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    registry.clock = lambda: start
    old = registry.rotate("my-council", days=365).key
    new = registry.rotate("my-council", days=365, overlap_hours=24).key
    registry.clock = lambda: start + dt.timedelta(hours=23, minutes=59)
    assert registry.holder(old, "ask").id == registry.holder(new, "ask").id
    registry.clock = lambda: start + dt.timedelta(hours=24)
    with pytest.raises(Unauthorised):
        registry.holder(old, "ask")
    assert registry.holder(new, "ask").id == "my-council"
    registry.clock = lambda: start + dt.timedelta(days=365)
    with pytest.raises(Unauthorised):
        registry.holder(new, "ask")


def test_a_key_is_nowhere_in_the_database(registry: Registry) -> None:
    registry.create(COUNCIL)
    key = registry.rotate("my-council").key
    stored = everything_in(registry.database.address)
    assert b"$argon2id$" in stored
    secret = key.removeprefix(f"{PREFIX}{key_id_of(key)}_")  # it may hold underscores itself
    assert len(secret) == 43
    assert secret.encode() not in stored


def test_pausing_stops_keys_at_once_and_resuming_lets_them_go_on(registry: Registry) -> None:
    registry.create(COUNCIL)
    key = registry.rotate("my-council").key
    registry.pause("my-council", paused=True)
    with pytest.raises(Forbidden, match="paused"):
        registry.holder(key, "ask")
    registry.pause("my-council", paused=False)
    assert registry.holder(key, "ask").id == "my-council"


def test_deleting_leaves_no_key_and_no_count(registry: Registry) -> None:
    registry.create(COUNCIL)
    key = registry.rotate("my-council").key
    registry.count("my-council", "widget", "asked")
    registry.delete("my-council")
    with pytest.raises(Unauthorised):
        registry.holder(key, "ask")
    registry.create(COUNCIL)
    assert (registry.keys("my-council"), registry.use("my-council")) == ([], [])


def test_use_is_counted_by_day_door_and_outcome(registry: Registry) -> None:
    registry.create(COUNCIL)
    registry.clock = lambda: dt.datetime(2026, 11, 22, 23, 59, tzinfo=dt.UTC)
    for _ in range(3):
        registry.count("my-council", "widget", "asked")
    registry.clock = lambda: dt.datetime(2026, 11, 23, 0, 1, tzinfo=dt.UTC)
    registry.count("my-council", "api", "limited")
    registry.count("nobody", "api", "limited")
    assert [(u.day, u.door, u.outcome, u.count) for u in registry.use("my-council")] == [
        ("2026-11-23", "api", "limited", 1),
        ("2026-11-22", "widget", "asked", 3),
    ]


def test_an_unknown_partner_is_not_found(registry: Registry) -> None:
    for name in ("nobody", "", "../etc/passwd", "A B", "x" * 500):
        with pytest.raises(NotFound):
            registry.get(name)


def test_a_change_touches_only_what_it_names(registry: Registry) -> None:
    registry.create(COUNCIL)
    changed = registry.change("my-council", PartnerChange(name="Our Council"))
    assert (changed.name, changed.origins) == ("Our Council", COUNCIL.origins)
    emptied = registry.change("my-council", PartnerChange(origins=()))
    assert emptied.frame_ancestors == "'none'"
