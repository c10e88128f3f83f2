"""What Word and PowerPoint files need beyond their libraries: true properties, and links.

The libraries begin with a template of their own, and with it come its author, a day in 2013, a remark about
the library and a small picture of an empty page. None of that is true of our files.
"""

import datetime as dt
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

AUTHOR = "PSP Guide"
LANGUAGE = "en-GB"
_PROGRAM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{AUTHOR}</Application></Properties>"
)


def set_properties(file: Any, title: str, made: dt.datetime | None = None) -> None:
    """Say in the properties what is true of `file`, and leave out what its template brought.

    `file` is a document of python-docx or a presentation of python-pptx; `made` is a time with its zone, now
    by default.
    """
    at = (made or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    core = file.core_properties
    core.title, core.author, core.last_modified_by, core.language = title, AUTHOR, AUTHOR, LANGUAGE
    core.created = core.modified = at
    core.revision = 1
    core.comments = core.keywords = core.category = core.subject = ""
    package = file.part.package
    relations = package.rels if hasattr(package, "rels") else package._rels  # python-docx, python-pptx
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            relations.pop(key)
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _PROGRAM.encode()


def add_link(paragraph: Any, text: str, address: str) -> Any:
    """An underlined link at the end of `paragraph` of python-docx; gives its run."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return run
