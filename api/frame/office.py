"""The properties of a Word or PowerPoint file: who made it, when, in which language.

The libraries begin with a template of their own, and with it come its author, a day in 2013, a remark about
the library and a small picture of an empty page. None of that is true of our files.
"""

import datetime as dt
from typing import Any

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
