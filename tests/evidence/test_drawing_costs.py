"""Effects that would keep a drawing from ever being drawn: it is drawn coarser, or without them and says so."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from reviewer_app.evidence import OpenedEvidence
from reviewer_app.evidence.worker.drawing_costs import (
    affordable,
    coarser,
    effects,
    hopeless,
    leave_out,
)

Open = Callable[..., OpenedEvidence]
SIDE = (200.0, 200.0)


def thickened(radius: str, more: str = "", uses: int = 1, size: int = 200) -> bytes:
    rect = '<rect x="20" y="20" width="160" height="160" fill="#0000ff" filter="url(#f)"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<filter id="f" {more}><feMorphology operator="dilate" radius="{radius}"/></filter>{rect * uses}</svg>'
    ).encode()


def cost(data: bytes) -> float:
    found = effects(ElementTree.fromstring(data), SIDE)
    return sum(each.steps(1) for each in found)


def test_a_thick_edge_is_drawn_coarser_and_in_the_right_place(opened: Open) -> None:
    file = opened(thickened("10"))
    pixels = file.render(0, 6)
    middle, corner = 4 * (600 * 1200 + 600), 4 * 5
    assert (pixels.width, pixels.data[middle : middle + 4]) == (1200, b"\xff\x00\x00\xff")
    assert pixels.data[corner : corner + 4] == b"\x00\x00\x00\x00"
    part = file.render(0, 6, clip=(550, 550, 100, 100))
    assert part.data[:4] == b"\xff\x00\x00\xff"
    assert file.info.notes == ()


def test_an_effect_that_would_never_end_is_left_out_and_said_to_be(opened: Open) -> None:
    file = opened(thickened("9999"))
    assert file.info.notes == ("One effect in this drawing would take too long to draw and is left out.",)
    pixels = file.render(0, 1)
    middle = 4 * (100 * 200 + 100)
    assert pixels.data[middle : middle + 4] == b"\xff\x00\x00\xff"


@pytest.mark.parametrize(
    ("dearer", "cheaper"),
    [
        (thickened("4"), thickened("2")),
        (thickened("4 1"), thickened("1 1")),
        (thickened("4", uses=3), thickened("4")),
        (thickened(".1", 'primitiveUnits="objectBoundingBox"'), thickened(".1")),
        (thickened("4"), thickened("4", 'filterUnits="userSpaceOnUse" width="20" height="20"')),
        (thickened("4"), thickened("")),
    ],
)
def test_costs_follow_radius_region_and_use(dearer: bytes, cheaper: bytes) -> None:
    assert cost(dearer) > cost(cheaper) > 0


def test_only_what_costs_too_much_is_drawn_coarser() -> None:
    found = effects(ElementTree.fromstring(thickened("10")), SIDE)
    assert coarser((), 100) == 1.0
    assert coarser(found, 1) == 1.0
    assert coarser(found, 6) < 0.7
    assert not hopeless(found, SIDE)
    assert affordable(0.001, 160 * 160, 1200 * 1200) == 1.0
    assert affordable(1.0, 100, 800) == 0.5
    assert affordable(0.0, 100, 100) == 1.0


def test_what_is_left_out_passes_on_what_it_was_given() -> None:
    root = ElementTree.fromstring(thickened("9999"))
    leave_out(root)
    assert effects(root, SIDE) == ()
    assert b"feOffset" in ElementTree.tostring(root)
