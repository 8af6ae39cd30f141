"""Pages, zoom, characters and places as plain numbers and values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from reviewer_app.ui.viewers.characters import Characters
from reviewer_app.ui.viewers.page_layout import PageLayout
from reviewer_app.ui.viewers.pictures import LEAST_KEPT, MOST_KEPT, WHOLE_PIXELS, PictureStore, Tile, tiles
from reviewer_app.ui.viewers.place import Place, page_selected, picture_selected, place_of, text_selected
from reviewer_app.ui.viewers.zoom import LEAST, MOST, STEPS, Fit, Zoom, step_in, step_out

sizes = st.lists(st.tuples(st.floats(10, 2000), st.floats(10, 2000)), min_size=1, max_size=30)
turns = st.sampled_from([0, 90, 180, 270])


@given(sizes, st.floats(0.1, 8), turns, st.data())
def test_a_spot_on_a_page_is_found_again_at_any_zoom_and_turn(
    pages: list[tuple[float, float]], scale: float, rotation: int, data: st.DataObject
) -> None:
    layout = PageLayout(pages, scale, rotation, 900)
    page = data.draw(st.integers(0, len(pages) - 1))
    x, y = data.draw(st.floats(0, pages[page][0])), data.draw(st.floats(0, pages[page][1]))
    left, top, wide, high = layout.to_view(page, (x, y, x, y))
    assert (wide, high) == (0, 0)
    back = layout.to_page(page, left, top)
    # Pages end on whole pixels, so a spot may be off by one of them.
    assert back == pytest.approx((x, y), abs=1.01 / scale)


@given(sizes, st.floats(0.1, 8), turns, st.integers(0, 60_000), st.integers(1, 3000))
def test_the_visible_pages_are_exactly_those_that_touch_the_window(
    pages: list[tuple[float, float]], scale: float, rotation: int, top: int, high: int
) -> None:
    layout = PageLayout(pages, scale, rotation, 900)
    top = min(top, layout.height)
    touching = []
    for page in range(len(pages)):
        _left, y, _wide, tall = layout.rect(page)
        if y < top + high and y + tall > top:
            touching.append(page)
    assert set(touching) <= set(layout.visible(top, high))
    assert len(layout.visible(top, high)) <= len(touching) + 1


@given(sizes, st.floats(0.1, 8), turns, st.integers(100, 2000), st.data())
def test_pages_that_stand_apart_are_never_seen_together(
    pages: list[tuple[float, float]], scale: float, rotation: int, tall: int, data: st.DataObject
) -> None:
    layout = PageLayout(pages, scale, rotation, 900, tall, apart=True)
    page = data.draw(st.integers(0, len(pages) - 1))
    start, end = layout.place(page)
    at = data.draw(st.integers(start, end - tall))
    assert layout.visible(at, tall) == range(page, page + 1)
    assert layout.current(at, tall) == page
    _left, top, _wide, high = layout.rect(page)
    assert start <= top
    assert top + high <= end <= layout.height


@given(st.floats(LEAST, MOST))
def test_zoom_steps_go_on_and_back(factor: float) -> None:
    assert step_in(factor) >= factor or factor == MOST
    assert step_out(factor) <= factor or factor == LEAST
    assert step_in(factor) in STEPS
    assert step_out(factor) in STEPS


def test_fitting_fills_the_room_and_never_blows_up_a_thumbnail() -> None:
    assert Zoom(Fit.WIDTH).resolved((800, 600), (400, 4000)) == 2.0
    assert Zoom(Fit.PAGE).resolved((800, 600), (400, 1200)) == 0.5
    assert Zoom(Fit.PAGE).resolved((800, 600), (10, 10)) == 4.0
    assert Zoom(Fit.FREE, 1.5).resolved((800, 600), (400, 4000)) == 1.5


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_tiles_cover_a_page_once_and_none_is_giant(wide: int, high: int) -> None:
    found = list(tiles(0, 1.0, 0, (wide, high)))
    assert sum(each.area[2] * each.area[3] for each in found) == wide * high
    assert all(each.area[2] * each.area[3] <= WHOLE_PIXELS for each in found)


def test_pictures_never_take_more_than_their_limit() -> None:
    store = PictureStore(limit=3 * 400)
    made = [Tile(page, 1.0, 0, (0, 0, 10, 10), True) for page in range(5)]
    for tile in made:
        store.put(tile, QImage(10, 10, QImage.Format.Format_ARGB32))
        store.get(made[0])
    assert store.size <= 3 * 400
    assert made[0] in store
    assert made[1] not in store
    assert store.stand_in(4, 0) is not None


def test_a_large_screen_keeps_more_pictures_than_a_small_one_and_always_all_it_shows() -> None:
    for side, least, most in (
        (400, 0, LEAST_KEPT),
        (2000, LEAST_KEPT, MOST_KEPT),
        (2400, LEAST_KEPT, MOST_KEPT),
    ):
        store = PictureStore()
        made = [Tile(page, 1.0, 0, (0, 0, side, side), True) for page in range(60)]
        store.fit(made[:2])
        for tile in made[2:] + made[:2]:
            store.put(tile, QImage(8, side * side // 8, QImage.Format.Format_ARGB32))
        assert all(tile in store for tile in made[:2])
        assert least < store.size <= most


def _line(text: str, top: float = 0.0) -> tuple[str, list[tuple[float, float, float, float]]]:
    return text, [(10.0 * at, top, 10.0 * at + 9, top + 12) for at in range(len(text))]


def test_a_selection_covers_each_line_with_one_box() -> None:
    first, boxes = _line("wait time ")
    second, more = _line("in use", 20.0)
    page = Characters(first + second, boxes + more)
    assert page.rects(0, len(page.text)) == [(0.0, 0.0, 99.0, 12.0), (0.0, 20.0, 59.0, 32.0)]
    assert page.quote(5, 12) == "time in"
    assert page.word_at(6) == (5, 9)
    assert page.caret(12.0, 5.0) == 1
    assert page.caret(18.0, 5.0) == 2
    assert page.find("TIME  in") == [(5, 12)]
    assert page.find("  ") == []


def test_characters_without_boxes_are_never_hit() -> None:
    page = Characters("ab\r\n", [(0, 0, 5, 5), (5, 0, 10, 5), (0, 0, 0, 0), (0, 0, 0, 0)])
    assert page.nearest(100, 100) == 1
    assert page.nearest(100, 100, 10) is None
    assert Characters("", ()).caret(1, 1) is None


@given(st.integers(1, 500), st.tuples(*[st.floats(0, 100).map(lambda x: round(x, 2))] * 4))
def test_a_cited_place_reads_back(page: int, region: tuple[float, float, float, float]) -> None:
    made = page_selected(page, "six open  questions", region)
    assert place_of(made.selectors) == Place(page, region, "six open questions")
    assert place_of(picture_selected(region).selectors).region == region


def test_labels_are_short_and_say_the_place() -> None:
    assert page_selected(2).label == "p. 2"
    assert (
        page_selected(1, "six open questions and more than fits").label
        == "p. 1 “six open questions and more…”"
    )
    assert picture_selected(None).label == "whole picture"
    assert text_selected("one two", 4, 7).label == "“two”"
    assert text_selected("one two", 4, 4).label == "whole text"
