from pathlib import Path

import pytest

from api.errors import Unauthorised
from api.partners.tokens import LIFETIME_SECONDS, RENEWABLE_SECONDS, VisitorTokens, read_secret
from tests.clock import Clock


def test_a_token_is_read_back_until_it_expires() -> None:
    clock = Clock(1000.0)
    tokens = VisitorTokens(b"k" * 32, clock)
    token = tokens.make("my-council", "visitor")
    clock.now += LIFETIME_SECONDS
    assert (tokens.read(token).partner_id, tokens.read(token).id) == ("my-council", "visitor")
    clock.now += 1
    with pytest.raises(Unauthorised, match="expired"):
        tokens.read(token)
    assert tokens.read(token, RENEWABLE_SECONDS).id == "visitor"
    clock.now += RENEWABLE_SECONDS
    with pytest.raises(Unauthorised, match="expired"):
        tokens.read(token, RENEWABLE_SECONDS)


def test_any_changed_character_makes_a_token_invalid() -> None:
    tokens = VisitorTokens(b"k" * 32)
    token = tokens.make("my-council")
    for place in range(len(token)):
        forged = token[:place] + ("x" if token[place] != "x" else "y") + token[place + 1 :]
        with pytest.raises(Unauthorised):
            tokens.read(forged)
    for junk in ("", ".", "....", "1.a.b.c.d", "é" * 50, VisitorTokens(b"o" * 32).make("my-council")):
        with pytest.raises(Unauthorised):
            tokens.read(junk)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first, again = read_secret(tmp_path / "var"), read_secret(tmp_path / "var")
    assert first == again
    assert len(first) == 32
    assert [(p.name, oct(p.stat().st_mode)[-3:]) for p in (tmp_path / "var").iterdir()] == [
        ("visitor.key", "600")
    ]
