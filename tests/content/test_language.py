"""The prose of the corpus: British, plain, in sections of one size, in sentences that stand alone."""

import re
from collections.abc import Iterator

from kb.documents import Corpus, Passage

LONGEST, SHORTEST, USUAL = 150, 18, 30  # words of a section
POINTING = re.compile(
    r"(It|This|They|These|Those|He|She|Its|Their|His|Her|Some had|The same|But|And|So|However|Also|"
    r"Therefore|Thus|"
    r"The (first|second|other|former|latter)( one)? (is|was|are|were|has|had|can|may|must|serves|says)|"
    r"That (one|is|was|means)|Both (are|were|levels|also)|Another (is|was)|One (is|was))\b"
)
AMERICAN = re.compile(
    r"\b(organiz\w*|recogniz\w*|prioritiz\w*|emphasiz\w*|minimiz\w*|maximiz\w*|specializ\w*|summariz\w*|"
    r"criticiz\w*|utiliz\w*|realiz\w*|analyz\w*|catalyz\w*|center\w*|behavior\w*|labor|neighbor\w*|favor\w*|"
    r"color\w*|honor(?!ar)\w*|defense|offense|fulfill|enroll|enrollment|skillful|program|programs|"
    r"labeled|modeling|modeled|traveled|canceled|counseling|gotten|toward)\b",
    re.IGNORECASE,
)
SPELLED_SO = {"organization"}  # the World Trade Organization spells itself so


def _sentences(corpus: Corpus) -> Iterator[tuple[str, str]]:
    for passage in corpus.passages:
        for item in passage.items:
            for sentence in item.sentences:
                yield passage.id, sentence.text


def _words(passage: Passage) -> int:
    return len(passage.text.split())


def test_no_sentence_points_back_to_another(corpus: Corpus) -> None:
    assert [(where, text) for where, text in _sentences(corpus) if POINTING.match(text)] == []


def test_pointing_sentences_are_seen() -> None:
    for bad in (
        "It was late.",
        "These are two.",
        "The same evaluation says so.",
        "However, money ended.",
        "The other is later.",
    ):
        assert POINTING.match(bad), bad
    for good in (
        "The first six PSPs began.",
        "Itself a pilot, ROAR ran.",
        "Both of the consortia delivered.",
    ):
        assert not POINTING.match(good), good


def test_spelling_is_british(corpus: Corpus) -> None:
    found = [(where, word) for where, text in _sentences(corpus) for word in AMERICAN.findall(text)]
    assert [(where, word) for where, word in found if word.lower() not in SPELLED_SO] == []


def test_honorary_is_british_and_honored_is_not() -> None:
    assert not AMERICAN.search("An honorary contract was signed for an honorarium.")
    assert AMERICAN.search("The promise was honored.")


def test_titles_and_questions_are_british_too(corpus: Corpus) -> None:
    texts = [
        text
        for document in corpus.documents
        for text in (document.front.title, document.front.summary, *(p.heading for p in document.passages))
    ]
    assert [text for text in texts if AMERICAN.search(text)] == []


def test_sections_have_one_size(corpus: Corpus) -> None:
    sizes = {passage.id: _words(passage) for passage in corpus.passages}
    assert {where: size for where, size in sizes.items() if not SHORTEST <= size <= LONGEST} == {}
    short = [where for where, size in sizes.items() if size < USUAL]
    assert len(short) / len(sizes) < 0.05


def test_sentences_can_be_read_aloud(corpus: Corpus) -> None:
    assert [(where, text) for where, text in _sentences(corpus) if len(text.split()) > 60] == []


def test_money_and_shares_are_written_one_way(corpus: Corpus) -> None:
    odd = re.compile(r"\bGBP\b|\bper cent\b|£\s|£[\d.]+m\b|£[\d.]+k\b|\d %", re.IGNORECASE)
    assert [(where, text) for where, text in _sentences(corpus) if odd.search(text)] == []


def test_contested_figures_stand_side_by_side(corpus: Corpus) -> None:
    """Figures on which sources differ are told together, in one paragraph marked as contested."""
    pairs = [
        ("£2.7 million", "£3.65 million"),
        ("£10 million", "£16 million"),
        ("£2,759,368", "£3.5 million"),
    ]
    for one, other in pairs:
        told = [item for p in corpus.passages for item in p.items if one in item.text and other in item.text]
        assert told, f"{one} and {other} stand nowhere side by side"
        assert all(any(mark.kind == "contested" for mark in item.marks) for item in told)


def test_no_contested_figure_is_told_alone(corpus: Corpus) -> None:
    alone = []
    for one, other in (("£2.7 million", "£3.65 million"), ("£2,759,368", "£3.5 million")):
        for passage in corpus.passages:
            for figure, rival in ((one, other), (other, one)):
                if figure in passage.text and rival not in passage.text and not _status(passage, figure):
                    alone.append((passage.id, figure))
    assert alone == []


def _status(passage: Passage, figure: str) -> bool:
    """Whether the figure is at least said to be one body's own, at a date."""
    marks = {mark.kind for item in passage.items if figure in item.text for mark in item.marks}
    return bool(marks & {"status", "contested", "self-reported"})
