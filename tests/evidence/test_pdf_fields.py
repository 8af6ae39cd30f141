"""What somebody filled in on a PDF's form or wrote over its page is among its words, where it stands."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from reviewer_app.evidence import OpenedEvidence
from reviewer_app.evidence.page_replies import read_words
from tests.evidence.samples import word_pdf

Open = Callable[..., OpenedEvidence]
WHO = "Marisol Quintanilla"


def form(*fields: dict[str, Any], rotate: int = 0) -> bytes:
    """A page that says “Name:” with these annotations, those that are fields in its form."""
    with pikepdf.open(io.BytesIO(word_pdf("Name:", rotate=rotate))) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))
        pdf.pages[0].obj.Annots = pikepdf.Array([])
        for number, each in enumerate(fields):
            note = pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=pikepdf.Array([100, 20, 180, 40]))
            note.T = pikepdf.String(f"field{number}")
            for key, value in each.items():
                note[f"/{key}"] = value
            made = pdf.make_indirect(note)
            pdf.pages[0].obj.Annots.append(made)
            if note.Subtype == pikepdf.Name.Widget:
                pdf.Root.AcroForm.Fields.append(made)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


TEXT: dict[str, Any] = {"FT": pikepdf.Name.Tx, "V": WHO}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (TEXT, f"Name:\n{WHO}"),
        (TEXT | {"V": "two\rlines"}, "Name:\ntwo lines"),
        ({"FT": pikepdf.Name.Ch, "Ff": 1 << 17, "Opt": ["Ann", WHO], "V": WHO}, f"Name:\n{WHO}"),
        ({"Subtype": pikepdf.Name.FreeText, "Contents": WHO}, f"Name:\n{WHO}"),
        (TEXT | {"V": "x" * 40_000}, "Name:\n" + "x" * 40_000),
        (TEXT | {"F": 2}, "Name:"),
        (TEXT | {"Ff": 1 << 13}, "Name:"),
        (TEXT | {"V": ""}, "Name:"),
        ({"FT": pikepdf.Name.Btn, "V": pikepdf.Name.Yes}, "Name:"),
        ({"Subtype": pikepdf.Name.Text, "Contents": "out of sight"}, "Name:"),
    ],
)
def test_what_is_seen_of_a_field_is_read(opened: Open, field: dict[str, Any], words: str) -> None:
    file = opened(form(field), "a.pdf")
    assert file.text(0).text == words
    assert len(file.text(0).boxes) == len(words)
    assert list(read_words(*file.part("words", 0, 0, 1), 1)) == [words]


@pytest.mark.parametrize(
    ("rotate", "box"), [(0, (100, 60, 180, 80)), (90, (20, 100, 40, 180)), (180, (20, 20, 100, 40))]
)
def test_it_stands_in_the_box_of_its_field(
    opened: Open, rotate: int, box: tuple[float, float, float, float]
) -> None:
    found = opened(form(TEXT, rotate=rotate), "a.pdf").text(0)
    (only,) = set(found.boxes[len("Name:") :])
    assert only == pytest.approx(box)


def test_a_page_with_very_many_fields_keeps_to_the_longest_answer(opened: Open) -> None:
    file = opened(form(*[TEXT | {"V": "y" * 9_000}] * 10), "a.pdf")
    assert file.text(0).text.count("y") == 50_000
