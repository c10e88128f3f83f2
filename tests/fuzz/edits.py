"""Texts and bytes made from real ones by edits: most still look right, which is where readers stumble."""

from collections.abc import Sequence

from hypothesis import strategies as st

SNIPPETS = (
    *(
        "",
        "\n",
        "---\n",
        "\n---\n",
        "- ",
        "  ",
        "\t",
        ": ",
        "&a ",
        "*a",
        "<<: *a\n",
        "!!python/object ",
        "|\n",
        ">-\n",
    ),
    *(
        '"',
        "'",
        "[",
        "{",
        "}",
        "#",
        "## ",
        "### Heading\n",
        "| a | b |\n",
        "|---|---|\n",
        "```\n",
        "<script>",
        "<!--",
    ),
    *("](x)", "[^1]", "[s:x]", "null", "No", "1e999", "0x1f", "2026-02-30", 'id: "x"\n', "asked_as: []\n"),
    *(
        "\u0000",
        "\ufeff",
        "\ud800",
        "\u202e",
        "\r\n",
        "\U0001f600",
        "é" * 40,
        "a" * 3000,
        "[" * 500,
        "> " * 300,
    ),
)
_edit = st.tuples(
    st.sampled_from(["cut", "put", "repeat", "swap"]),
    st.floats(0, 1),
    st.integers(0, 80),
    st.sampled_from(SNIPPETS) | st.text(max_size=20),
)


def texts(seeds: Sequence[str]) -> st.SearchStrategy[str]:
    """Mostly a seed after some edits, sometimes any text."""
    edited = st.builds(_edited, st.sampled_from(seeds), st.lists(_edit, min_size=1, max_size=5))
    return st.one_of(edited, edited, edited, st.text(max_size=200))


def bytestrings(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """The same for files that are no text."""
    as_text = texts([seed.decode("latin-1") for seed in seeds])
    return as_text.map(lambda text: text.encode("latin-1", "replace"))


def _edited(text: str, edits: Sequence[tuple[str, float, int, str]]) -> str:
    for kind, share, length, snippet in edits:
        at = int(share * len(text))
        part = text[at : at + length]
        text = text[:at] + _changed(kind, part, snippet) + text[at + length :]
    return text


def _changed(kind: str, part: str, snippet: str) -> str:
    return {"cut": "", "put": snippet + part, "repeat": part * 3, "swap": snippet}[kind]
