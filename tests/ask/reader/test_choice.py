"""What an LLM says is a valid choice among what was offered, or it is nothing."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.ask.reader.choice import LETTERS, MOST_CHOSEN, Choice, Unusable, read_choice, schema

LINES, MEANT = 9, 2
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5)
)
# near enough to a choice to go wrong in every key
nearly = st.fixed_dictionaries(
    {},
    optional={
        "standalone": st.sampled_from([*LETTERS, "", "ab", "A"]) | anything,
        "answers": st.sampled_from(["yes", "partly", "no", "YES"]) | anything,
        "sentences": st.lists(st.integers(-2, LINES + 3), max_size=MOST_CHOSEN + 3) | anything,
        "verdict": st.sampled_from(["yes", "no", "depends", "none"]) | anything,
        "text": anything,
    },
)


@given(st.text() | st.one_of(anything, nearly).map(json.dumps))
def test_whatever_is_said_nothing_comes_of_it_but_what_was_offered(text: str) -> None:
    read = read_choice(text, LINES, MEANT)
    if not isinstance(read, Choice):
        assert read in get_args(Unusable)
        return
    assert set(read.sentences) <= set(range(1, LINES + 1))
    assert len(set(read.sentences)) == len(read.sentences) <= MOST_CHOSEN
    assert read.answers == "no" or read.sentences
    assert 0 <= read.standalone < MEANT
    assert read.verdict in ("yes", "no", "depends", None)


@given(
    st.lists(st.integers(1, LINES), min_size=1, max_size=MOST_CHOSEN),
    st.sampled_from(["yes", "partly", "no"]),
    st.sampled_from(["yes", "no", "depends", "none"]),
    st.sampled_from(LETTERS[:MEANT]),
    st.sampled_from(["{}", "Sure! {} I hope that helps.", "```json\n{}\n```"]),
)
def test_a_valid_choice_is_taken_as_it_is(
    numbers: list[int], answers: str, verdict: str, letter: str, around: str
) -> None:
    said = {"standalone": letter, "answers": answers, "sentences": numbers, "verdict": verdict}
    read = read_choice(around.replace("{}", json.dumps(said)), LINES, MEANT)
    assert isinstance(read, Choice)
    assert read.sentences == tuple(dict.fromkeys(numbers))
    assert (read.answers, read.verdict or "none", LETTERS[read.standalone]) == (answers, verdict, letter)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sentences": [LINES + 1]}, "unknown_id"),
        ({"sentences": [0]}, "unknown_id"),
        ({"standalone": "f"}, "unknown_id"),
        ({"sentences": ["1"]}, "invalid"),
        ({"sentences": [True]}, "invalid"),
        ({"sentences": [1.0]}, "invalid"),
        ({"sentences": []}, "invalid"),  # an answer without a sentence
        ({"sentences": [1] * (MOST_CHOSEN + 1)}, "invalid"),
        ({"sentences": "A PSP is free."}, "invalid"),
        ({"answers": "maybe"}, "invalid"),
        ({"verdict": "A PSP is free."}, "invalid"),
        ({"verdict": None}, "invalid"),
        ({"standalone": "What do PSPs cost?"}, "invalid"),
    ],
)
def test_what_was_not_offered_is_named_and_refused(changes: dict[str, object], why: str) -> None:
    said = {"standalone": "a", "answers": "yes", "sentences": [1], "verdict": "none", **changes}
    assert read_choice(json.dumps(said), LINES, MEANT) == why


def test_the_schema_allows_what_is_read_and_no_text_of_its_own() -> None:
    made = schema(LINES, MEANT)
    properties = made["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == {"standalone", "answers", "sentences", "verdict"} == set(made["required"])  # type: ignore[call-overload]
    assert made["additionalProperties"] is False
    assert properties["sentences"]["items"]["enum"] == list(range(1, LINES + 1))
    assert all("enum" in one for name, one in properties.items() if name != "sentences")
