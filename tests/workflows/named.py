"""A submission whose files say who the earner is: in their names, their metadata and their words."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.anonymity import name_list
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import resource

WHO = "Marisol Quintanilla"
OTHER = "Torvald Brandvold"
"""Who stands as author in one file's metadata, and on no list."""
MARKS = ("Marisol", "marisol", "Quintanilla", "quintanilla", "Torvald", "torvald", "Brandvold", "brandvold")
CREATED = "2026-11-24T00:00:00.000Z"


def document() -> bytes:
    """A Word document by someone else, whose name is in its file name too."""
    import docx

    made = docx.Document()
    made.add_paragraph("My students waited.")
    made.core_properties.author = OTHER
    made.core_properties.company = "Lakeside District"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def paper() -> bytes:
    """A PDF that names its author in metadata and in its words."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.setAuthor(WHO)
    canvas.drawString(72, 700, "Wait time in grade five")
    canvas.showPage()
    canvas.drawString(72, 700, f"Written by {WHO} in spring.")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def photo() -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x013B] = WHO
    exif.get_ifd(0x8825)[2] = (41.0, 2.0, 3.0)
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "#dfe8d8").save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def folder(target: Path) -> Path:
    """The folder a bundle is made of."""
    evidence = target / "evidence"
    evidence.mkdir(parents=True)
    sample = resource("samples", "submissions", "R2B8-1")
    shutil.copy(sample / "microcredential.json", target)
    parts = json.loads((target / "microcredential.json").read_text(encoding="utf-8"))["parts"]
    (target / "submission.json").write_text(
        json.dumps(
            {
                "alias": "Heron",
                "parts": [
                    {"id": parts[0]["id"], "answers": [{"prompt": "Who?", "text": f"I, {WHO}, waited."}]}
                ],
            }
        ),
        encoding="utf-8",
    )
    (evidence / "lesson-plan-marisol-quintanilla.pdf").write_bytes(paper())
    (evidence / "notes_Brandvold.docx").write_bytes(document())
    (evidence / "board.jpg").write_bytes(photo())
    (evidence / "QuintanillaNotes.txt").write_text(
        f"Grade five.\nTaught by Ms. Quintanilla.\nA quiet room. {WHO}\n", encoding="utf-8"
    )
    return target


def bundle(target: Path, *, listed: bool = True) -> Path:
    """The bundle, with the earner's salted list or without."""
    names = name_list([WHO], bytes(16)).document() if listed else None
    return make_from_folder(
        folder(target / "named"),
        target / "Heron.reviewbundle",
        SigningKey(bytes(32)),
        CREATED,
        names=names,
    )
