"""Bodies become passages of cited, marked blocks; what is outside the contract is refused with its line."""

import pytest

from kb.markdown import parse_body


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_body(text, "lessons/a", "lessons/a.md").problems]


def test_a_list_keeps_its_order_its_lead_and_the_citations_of_its_items() -> None:
    body = parse_body("## Steps\nDo this:\n\n1. One. [@a, 1]\n2. Two. [@b, 2]\n", "lessons/a", "a.md")
    block = body.passages[0].blocks[0]
    assert (block.kind, block.ordered, [item.text for item in block.items]) == (
        "list",
        True,
        ["One.", "Two."],
    )
    assert block.lead is not None
    assert [c.source for c in block.lead.sentences[0].citations] == ["a", "b"]
    assert not body.problems


def test_marks_and_facts_are_read() -> None:
    item = (
        parse_body("## H\nIt was £2 million. [@a, p. 1 | f-1, f-2] {contested} {law 2015}\n", "a/b", "b.md")
        .passages[0]
        .blocks[0]
        .items[0]
    )
    assert item.text == "It was £2 million."
    assert item.sentences[0].citations[0].facts == ("f-1", "f-2")
    assert [(mark.kind, mark.date) for mark in item.marks] == [("contested", None), ("law", "2015")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## H\nNo citation here.\n", "lessons/a.md:2: a paragraph or list item has to end with a citation"),
        ("## H\n\nCited. [@a, 1] But not this.\n", "lessons/a.md:3: a paragraph or list item has to end"),
        ("## H\nCited. [@a]\n", "the citation of 'a' lacks a locator"),
        ("## H\nOld law. [@a, 1] {law}\n", "needs the date on which it was true"),
        ("Early. [@a, 1]\n\n## H\nText. [@a, 1]\n", "lessons/a.md:1: text before the first"),
        ("## H\n### Deeper\nText. [@a, 1]\n", "only '## ' headings"),
        ("## H\n| a | b |\n|---|---|\n| 1 | 2 |\n", "a table is not used"),
        ("## H\n<script>alert(1)</script>\n\nText. [@a, 1]\n", "HTML is not used"),
        ("## H\nText <b>bold</b>. [@a, 1]\n", "HTML or an image is not used"),
        ("## H\nText. [@a, 1\n", "a citation or mark that cannot be read"),
        ("## H\nText. [@a, 1]\n\n## H\nText. [@a, 1]\n", "stands twice in this document"),
        ("## Empty\n\n## H\nText. [@a, 1]\n", "the section 'Empty' is empty"),
    ],
)
def test_what_breaks_the_contract_is_named_with_its_line(text: str, said: str) -> None:
    assert any(said in problem for problem in problems(text)), problems(text)
