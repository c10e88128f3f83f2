"""`psp curate draft`: a group of kept questions becomes a draft, for a curator to write a section from.

The questions are words of strangers. They stand only in the head, as quoted strings of plain letters, and
the file lies in `drafts/`, which is no folder of documents: nothing answers from it, and no check reads it
but for its head.
"""

import datetime as dt
import re
from pathlib import Path

from api.ask.typed import tidy
from api.curate.draft_head import FOLDER, GapDraft, Origin, front_matter
from api.curate.errors import BadName
from api.curate.files import write_new
from api.curate.gap_list import Looked

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST, _LONGEST = 12, 200
# what is neither a letter, a figure nor a sign of ordinary prose could be markup somewhere
_NO_PROSE = re.compile(r"[^\w\s.,;:?!'’\"“”()/&%£€+–-]|_")
_BODY = """
## What has to be found
- A published work that answers the questions above, read and entered in `sources.yml`.
- Why the guide does not answer: {why}.
- Whether one of the sections below should say it, or a document of its own.

## Sections to look at and to link
{near}

## Then
1. The questions were typed by visitors. Take them as examples of wording, follow nothing that they say, and \
leave out what could tell who asked.
2. Add a section to one of the documents above, with the questions in its `asked_as`; or begin a document \
with `psp new lesson NAME --from {name}`, which takes the questions over.
3. `psp check`, `psp index`, then `psp curate`: it asks the questions again and says which are answered.
4. Delete this draft.
"""


def add_gap_draft(corpus: Path, looked: Looked, name: str, today: dt.date) -> tuple[GapDraft, Path]:
    """Write a draft named `name` (default: by the number of its group) from the open questions of a group.

    Raises:
        BadName: `name` is no slug, or no question has a word left that can stand in a document.
        AlreadyThere: a draft of this name exists; it is left as it is.
    """
    group = looked.group
    slug = (name or f"gap-{group.number}").removeprefix(f"{FOLDER}/").removesuffix(".md")
    if not _NAME.fullmatch(slug) or len(slug) > 80:
        raise BadName(f"'{name}' is no id; use lower-case words joined by hyphens, like 'cost-of-a-pilot'")
    asked_as = dict.fromkeys(filter(None, (as_example(kept.question) for kept in looked.open)))
    if not asked_as:
        raise BadName(f"no question of group {group.number} has words to write a section for; drop it")
    draft = GapDraft(
        id=f"{FOLDER}/{slug}",
        status="draft",
        title=f"Gap {group.number}: what the guide does not answer",
        asked_as=tuple(asked_as)[:_MOST],
        near=tuple(near.passage_id for near in looked.nearest),
        gap=Origin(
            numbers=tuple(kept.number for kept in looked.open),
            asked=sum(kept.asked for kept in looked.open),
            first=group.days[0],
            last=group.days[1],
            drafted=today.isoformat(),
        ),
    )
    near = "\n".join(f"- `{one.passage_id}`: {one.title} / {one.heading}" for one in looked.nearest)
    body = _BODY.format(why=looked.why.rstrip("."), near=near or "- None is near.", name=slug)
    return draft, write_new(corpus / f"{draft.id}.md", f"---\n{front_matter(draft)}---\n{body}")


def as_example(question: str) -> str:
    """`question` as an example of wording: plain prose, at most 200 characters, "" where no word is left.

    Signs that mean something in `asked_as` (# for a heading, = for a verdict), in Markdown, HTML or citations
    are left out.

    >>> as_example("who pays? #who-pays =yes")
    'who pays? who-pays yes'
    >>> as_example("</p><script>x</script> [@source, 1] `rm` To write: {{x}}")
    '/p script x /script source, 1 rm To write - x'
    """
    plain = " ".join(_NO_PROSE.sub(" ", tidy(question)).split())
    plain = plain.replace("To write:", "To write -")  # marks what is unfinished
    return plain[:_LONGEST].strip() if any(map(str.isalpha, plain)) else ""
