"""Words in the odder places of texts, slides and emails that other programs write."""

from collections.abc import Callable

import pytest

from reviewer_app.evidence import OpenedEvidence
from reviewer_app.evidence.paper_replies import read_section
from tests.evidence.office import odt

Open = Callable[..., OpenedEvidence]


def html(file: OpenedEvidence) -> str:
    return "".join(read_section(*file.part("html", number)).html for number in range(file.info.text_slices))


def words(file: OpenedEvidence) -> str:
    return "".join(file.text(number).text for number in range(file.info.text_slices))


SHAPES = [
    *("custom-shape", "rect", "ellipse", "circle", "line", "connector", "measure", "caption"),
    *("path", "polyline", "polygon", "regular-polygon"),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_words_of_every_drawn_shape_are_read_once(opened: Open, shape: str) -> None:
    listed = "<text:list><text:list-item><text:p>Listed</text:p></text:list-item></text:list>"
    drawn = f"<draw:{shape}><text:p>Said</text:p>{listed}</draw:{shape}>"
    for body in (drawn, f"<draw:g>{drawn}</draw:g>", f"<text:p>Before{drawn}</text:p>"):
        found = words(opened(odt(body), "a.odt")).split()
        assert [each for each in found if each != "Before"] == ["Said", "Listed"]
    boxed = f"<draw:frame><draw:text-box><text:p>Box</text:p>{drawn}</draw:text-box></draw:frame>"
    assert words(opened(odt(boxed), "a.odt")).split() == ["Box", "Said", "Listed"]


def test_a_table_on_a_slide_is_read_and_not_its_picture(opened: Open) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('One')}{cell.format('Two')}</table:table-row>"
    table = (
        f"<draw:frame><table:table>{row}</table:table><draw:image xlink:href='Pictures/t.svm'/></draw:frame>"
    )
    found = html(opened(odt(table), "a.odt"))
    assert "<td>One</td><td>Two</td>" in found
    assert "drawing" not in found


def test_an_email_in_several_parts_is_read_whole(opened: Open) -> None:
    parts = [
        ("text/plain", "first words"),
        ("text/html", "<p>second words</p>"),
        ("text/plain", "a footer of a list"),
    ]
    body = "".join(f"--x\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    head = "From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    mail = f'{head}Content-Type: multipart/mixed; boundary="x"\r\n\r\n{body}--x--\r\n'
    found = words(opened(mail.encode(), "a.eml"))
    assert [found.index(each) for each in ("first words", "second words", "a footer")] == sorted(
        found.index(each) for each in ("first words", "second words", "a footer")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_headers_of_an_email_that_are_not_written_out_in_ascii_are_read(opened: Open, encoding: str) -> None:
    mail = "From: Zoë Krüger <z@b.c>\r\nTo: d@e.f\r\nSubject: Grüße\r\n\r\nWords"
    found = html(opened(mail.encode(encoding), "a.eml"))
    assert "Zoë Krüger" in found
    assert "<td>Grüße</td>" in found
