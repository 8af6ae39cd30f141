"""SVG: drawn sharp at every zoom, words in our font, and nothing fetched from outside."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import OpenedEvidence
from reviewer_app.evidence.worker.drawing import strip_outside
from tests.evidence.samples import use_bomb

Open = Callable[..., OpenedEvidence]


def svg(inside: str, size: str = 'width="40" height="20"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {size}>{inside}</svg>".encode()


def test_a_drawing_has_its_size_and_colours(opened: Open) -> None:
    file = opened(svg('<rect width="20" height="20" fill="#ff0000"/>'))
    assert file.info.pages == ((40.0, 20.0),)
    pixels = file.render(0, 2)
    assert (pixels.width, pixels.height, pixels.opaque) == (80, 40, False)
    assert pixels.data[:4] == b"\x00\x00\xff\xff"
    assert pixels.data[4 * 60 : 4 * 61] == b"\x00\x00\x00\x00"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('width="1in" height="2in"', (96, 192)),
        ('viewBox="0 0 30 10"', (30, 10)),
        ('viewBox="0 0 30 10" width="50%"', (15, 10)),
        ('width="90000" height="90000"', (90000, 90000)),
    ],
)
def test_the_size_is_what_the_drawing_says(opened: Open, size: str, expected: tuple[int, int]) -> None:
    file = opened(svg('<rect width="100%" height="100%"/>', size))
    assert file.info.image_size == expected
    assert max(file.render(0, 50 / max(expected)).data)


def test_a_clip_at_high_zoom_draws_only_that_part(opened: Open) -> None:
    file = opened(svg('<rect x="10" y="10" width="1" height="1" fill="#0000ff"/>'))
    part = file.render(0, 100, clip=(1000, 1000, 100, 100))
    assert part.data == b"\xff\x00\x00\xff" * 10_000


def test_an_encoding_there_is_none_of_is_passed_over(opened: Open) -> None:
    data = b'<?xml version="1.0" encoding="UTF-9" standalone="no"?>' + svg("<title>Blüte</title>")
    assert opened(data, "x.svg").text(0).text == "Blüte"


def test_words_are_drawn_and_can_be_read(opened: Open) -> None:
    file = opened(svg('<text y="15" font-size="15">Hello</text>'))
    assert any(file.render(0, 1).data[3::4])
    assert file.text(0).text == "Hello"
    assert file.info.notes == ()


def test_what_leads_outside_is_taken_out() -> None:
    root = ElementTree.fromstring(
        svg(
            '<style>@import url(http://x/a.css); a { fill: url("file:///etc/passwd") }</style>'
            '<image href="file:///etc/passwd"/><image xlink:href="http://x/y.png"/><image href="//host/z.png"/>'
            '<image href="data:image/png;base64,AAAA"/><use href="#here"/><rect fill="url(http://x#y)"/>'
            '<rect fill="url(#here)"/><script>alert(1)</script><foreignObject/>'
        )
    )
    strip_outside(root)
    left = ElementTree.tostring(root, encoding="unicode")
    for gone in ("http://x", "file:", "//host", "script", "foreignObject", "@import"):
        assert gone not in left
    for kept in ("data:image/png", "#here", "url(#here)"):
        assert kept in left


@pytest.mark.parametrize("data", [svg("<rect"), use_bomb(), svg("", 'width="0" height="5"')])
def test_a_drawing_that_cannot_be_drawn_is_refused(opened: Open, data: bytes) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(data, "x.svg").render(0, 1)
    assert caught.value.code in {"damaged", "too-large", "worker-crashed"}
