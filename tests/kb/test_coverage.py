from pathlib import Path

import pytest

from kb.coverage import Coverage, coverage, left_out_page, read_facts
from kb.documents import Corpus, Document, FrontMatter
from kb.errors import CorpusError
from kb.markdown import parse_body
from kb.taxonomy import Fact


def _document(name: str, body: str, status: str = "reviewed") -> Document:
    front = FrontMatter.model_validate(
        {
            "id": f"lessons/{name}",
            "kind": "lesson",
            "title": "A lesson",
            "summary": "What was learned.",
            "stage": ("decide",),
            "themes": ("funding",),
            "asked_as": ("a?", "b?", "c?", "d?"),
            "reviewed": "2026-11-22",
            "review_by": "2027-11-22",
            "status": status,
        }
    )
    path = f"lessons/{name}.md"
    return Document(front=front, path=path, passages=tuple(parse_body(body, front.id, path).passages))


@pytest.fixture
def corpus() -> Corpus:
    facts = (
        Fact(id="used", source="s"),
        Fact(id="drafted", source="s"),
        Fact(id="dropped", source="s", left_out="says the same as `used`"),
        Fact(id="forgotten", source="s"),
    )
    documents = (
        _document(
            "one",
            "## What?\nThe pilot cost £2 million. [@s, p. 1 | used]\n\n## When?\nIn 2011. [@s, p. 2 | used]",
        ),
        _document("two", "## What?\nNot checked yet. [@s, p. 3 | drafted]", status="draft"),
    )
    return Corpus(documents=documents, sources=(), facts=facts, stages=(), themes=(), roles=(), version="v")


def test_used_left_out_and_missing(corpus: Corpus) -> None:
    count = coverage(corpus, corpus.facts, "facts.yml")
    assert count.used == {"used": ("lessons/one#what", "lessons/one#when")}
    assert count.left_out == {"dropped": "says the same as `used`"}
    assert count.missing == ("drafted", "forgotten")  # a draft is no place
    assert count.facts == 4
    assert count.share == 0.25  # 1 of 4


def test_a_list_without_facts_has_no_share(corpus: Corpus) -> None:
    assert coverage(corpus, (), "none").share is None


def test_json_names_everything(corpus: Corpus) -> None:
    found = coverage(corpus, corpus.facts, "facts.yml").as_json()
    counts = {
        key: found[key] for key in ("file", "of", "used", "left_out", "missing", "share", "explained_share")
    }
    assert counts == {
        "file": "facts.yml",
        "of": 4,
        "used": 1,
        "left_out": 1,
        "missing": 2,
        "share": 0.25,  # 1 of 4
        "explained_share": 0.5,  # 1 used and 1 left out, of 4
    }
    assert found["missing_facts"] == ["drafted", "forgotten"]
    assert found["used_in"] == {"used": ["lessons/one#what", "lessons/one#when"]}


def test_figures_that_no_passage_gives_are_hinted_at(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(
        "- id: used\n  source: s\n  statement: GBP 2,000,000 were spent in 2011.\n  year: 2011\n", "utf-8"
    )
    count = coverage(corpus, read_facts(path), path.name)
    assert count.without_figures == {"used": ("2000000",)}


def test_page_lists_reasons_and_gaps(corpus: Corpus) -> None:
    page = left_out_page(corpus)
    assert "- Used in reviewed documents: 1 (25.0%)" in page
    assert "- `dropped`: says the same as `used`" in page
    assert page.endswith("## Missing\n\n- `drafted`\n- `forgotten`\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: a\n- source: b\n", "facts.yaml:2: id: field required"),
        ("- id: a\n- id: a\n", "facts.yaml:2: the fact 'a' stands twice"),
        ("- plain\n", "facts.yaml:1: entry"),
        ("id: a\n", "facts.yaml:1: a fact file is a list"),
        ("", "facts.yaml:1: a fact file is a list"),
        ("[]", "facts.yaml:1: a fact file is a list"),
        ("- id: [\n", "broken YAML"),
        ("- !!python/object:os.system {}\n", "broken YAML"),
    ],
)
def test_bad_fact_files_name_the_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CorpusError) as caught:
        read_facts(path)
    assert said in str(caught.value)


def test_unreadable_fact_files(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read: No such file"):
        read_facts(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"- id: \xff")
    with pytest.raises(CorpusError, match="not UTF-8"):
        read_facts(tmp_path / "latin.yaml")
    with (tmp_path / "big.yaml").open("wb") as file:
        file.truncate(6_000_000)
    with pytest.raises(CorpusError, match=r"larger than 5,000,000 bytes"):
        read_facts(tmp_path / "big.yaml")


def test_shares_are_of_one_list(corpus: Corpus) -> None:
    assert Coverage(name="n", used={"a": ("p",)}, left_out={}, missing=()).share == 1.0
