"""The host takes no markup and no pixels from a worker that papers cannot have."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.paper_html import TAGS, rewritten
from reviewer_app.evidence.paper_replies import read_picture, read_section

GOOD = {"page": 0, "title": "x"}


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick='x'>a</p>",
        "<p style='color:red'>a</p>",
        "<p class='other'>a</p>",
        "<img src='http://x'>",
        "<img src='file:///x'>",
        "<img src='part:1x'>",
        "<img src='part:1' width='100000'>",
        "<a href='javascript:x'>a</a>",
        "<a href='file:///x'>a</a>",
        "<a href=' https://x'>a</a>",
        "<td colspan='1000'>a</td>",
        "<!-- x -->",
        "<!doctype html>",
        "<?xml version='1.0'?>",
        "<style>p{}</style>",
        "<blockquote>" * 200,
        "<table><tr><td>" * 6,
        "<ul><li>" * 20,
        "<table><tr>" + "<td></td>" * 61,
        "<td>outside a row</td>",
    ],
)
def test_what_papers_cannot_have_is_refused(html: str) -> None:
    with pytest.raises(ProtocolError):
        read_section(GOOD, html.encode())


@pytest.mark.parametrize(
    ("told", "tail"),
    [
        ({"page": -1, "title": ""}, b""),
        ({"page": "1", "title": ""}, b""),
        ({"page": 1}, b""),
        (GOOD, b"\xff\xfe"),
        (GOOD, b"x" * (5 << 20)),
    ],
)
def test_a_malformed_piece_is_refused(told: dict[str, object], tail: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_section(told, tail)


@pytest.mark.parametrize(
    ("width", "height", "count"),
    [(2, 2, 15), (0, 2, 0), (5000, 1, 20_000), (2, -2, 16), (True, 1, 4), ("2", 2, 16), (4096, 4096, 64)],
)
def test_pixels_must_fill_their_picture(width: object, height: object, count: int) -> None:
    with pytest.raises(ProtocolError):
        read_picture({"width": width, "height": height}, bytes(count))


def test_good_ones_are_taken() -> None:
    assert read_picture({"width": 2, "height": 1}, bytes(8)).data == bytes(8)
    made = read_section({"page": 3, "title": "T\x00t"}, b"<h2>A &amp; b</h2><p class='quiet'>c<br>d")
    assert (made.page, made.title) == (3, "T t")
    assert made.html == '<h2>A &amp; b</h2><p class="quiet">c<br>d</p>'
    assert made.text == "A & b\nc\nd\n"


@given(some.lists(some.one_of(some.sampled_from(sorted(TAGS)).map("<{}>".format), some.text()), max_size=30))
def test_what_is_taken_is_written_the_same_again(parts: list[str]) -> None:
    try:
        made = rewritten("".join(parts))
    except ProtocolError:
        return
    again = rewritten(made.html)
    assert again.html == made.html
    assert again.text == made.text
