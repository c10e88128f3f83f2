"""The short answer of a section: its first paragraph, which has to stand alone when it is quoted."""

import re
from collections.abc import Iterator

from kb.documents import Block, Corpus, Document, Passage
from kb.errors import Problem

MAX_WORDS, MAX_SENTENCES, MIN_ITEM_WORDS = 35, 2, 4
_VERDICT = re.compile(r"(yes|no|not necessarily|sometimes|it depends|partly|maybe)\b[\s,:;.—–-]", re.I)
_POINTING = re.compile(
    r"(it|its|this|that|these|those|they|their|such|both|he|she|there it|here|the former|the latter)\b", re.I
)


def problems_of(corpus: Corpus) -> Iterator[Problem]:
    """What keeps short answers and list items from being understood on their own."""
    for document in corpus.documents:
        for passage in document.passages:
            yield from _passage(document, passage)


def opening_fault(sentence: str) -> str:
    """Why `sentence` cannot open a short answer; "" where it can.

    >>> opening_fault("Yes: the law allows it."), opening_fault("That lesson was drawn in 2007.")
    ("opens with the verdict 'Yes', which belongs on the asked-as question (=yes, =no)", \
"opens with 'That', which points outside the sentence; name the thing")
    >>> opening_fault("No source gives a cost."), opening_fault("This guide covers Scotland.")
    ('', '')
    """
    # "No source gives a cost" and "No council is bound" deny, they are no verdicts; "This guide" names itself
    if (verdict := _VERDICT.match(sentence)) and not re.match(r"no \w", sentence, re.I):
        return f"opens with the verdict '{verdict[1]}', which belongs on the asked-as question (=yes, =no)"
    pointing = _POINTING.match(sentence)
    if pointing and not re.match(r"(this guide|that is the|both sectors|both (?!of )\w+)", sentence, re.I):
        return f"opens with '{pointing[1]}', which points outside the sentence; name the thing"
    return ""


def _passage(document: Document, passage: Passage) -> Iterator[Problem]:
    short = passage.short
    if short is None:
        if passage.blocks:
            text = f"'{passage.heading}' opens with a list; write a short answer before it"
            yield Problem(document.path, passage.line_start, text)
    elif fault := _fault(short.text, [sentence.text for sentence in short.sentences]):
        yield Problem(document.path, short.line, f"the short answer of '{passage.heading}' {fault}")
    for block in passage.blocks:
        yield from _items(document, block)


def _fault(text: str, sentences: list[str]) -> str:
    words = len(text.split())
    if words > MAX_WORDS:
        return f"has {words} words; {MAX_WORDS} at most"
    if len(sentences) > MAX_SENTENCES:
        return f"has {len(sentences)} sentences; {MAX_SENTENCES} at most"
    if text.endswith(":"):
        return "ends with a colon; say the answer itself, then lead in to the list in a paragraph of its own"
    return opening_fault(text)


def _items(document: Document, block: Block) -> Iterator[Problem]:
    for item in block.items if block.kind == "list" else ():
        if len(item.text.split()) < MIN_ITEM_WORDS:
            text = f"the list item '{item.text}' means nothing alone; write at least {MIN_ITEM_WORDS} words"
            yield Problem(document.path, item.line, text)
