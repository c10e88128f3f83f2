"""The checklist as a Word file that can be edited."""

import io
from collections.abc import Collection, Sequence

import docx
from docx.document import Document as WordFile
from docx.shared import Pt

from api.frame.office import set_properties
from api.views.start_view import Task
from kb.taxonomy import Term

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def checklist_docx(stages: Sequence[tuple[Term, Sequence[Task]]], done: Collection[str], base: str) -> bytes:
    """A Word file with the tasks of each stage; `done` holds the ids of ticked ones."""
    file = docx.Document()
    set_properties(file, "PSP checklist")
    file.styles["Normal"].font.name = "Arial"
    file.styles["Normal"].font.size = Pt(11)
    file.add_heading("Public Social Partnership: checklist", 0)
    file.add_paragraph(
        "Each line rests on published sources; the address leads to the passage that names them."
    )
    for stage, tasks in stages:
        file.add_heading(f"{stage.order}. {stage.title}", 1)
        file.add_paragraph(stage.summary)
        for task in tasks:
            _add(file, task, task.id in done, base)
    file.add_paragraph("From PSP Guide. The text is under CC BY 4.0. It is not legal advice.")
    packed = io.BytesIO()
    file.save(packed)
    return packed.getvalue()


def _add(file: WordFile, task: Task, done: bool, base: str) -> None:
    line = file.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_after = Pt(0)
    line.add_run(f"{'☑' if done else '☐'} {task.title}").bold = True
    file.add_paragraph(task.action).paragraph_format.space_after = Pt(0)
    if task.done_by:
        file.add_paragraph(f"Done by: {', '.join(task.done_by)}").paragraph_format.space_after = Pt(0)
    file.add_paragraph("Owner:                              By when:").paragraph_format.space_after = Pt(0)
    file.add_paragraph(f"{base}{task.address}")
