"""Sketches of texts and pictures: the same is alike, a little changed is nearly alike, others are not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.likeness import (
    BINS,
    PICTURE_ALIKE,
    PICTURE_AWAY,
    PICTURE_BANDS,
    TEXT_ALIKE,
    WORDS_LEAST,
    fields,
    picture_bands,
    picture_likeness,
    picture_sketch,
    sketch,
    text_bands,
    text_likeness,
)

VOCABULARY = [f"word{number}" for number in range(900)]


def _essay(seed: int, words: int = 400) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(VOCABULARY) for _ in range(words)]


def _picture(seed: int, width: int = 64, height: int = 48) -> list[int]:
    """Light in soft fields, as photos have it."""
    chance = random.Random(seed)
    spots = [
        (chance.random() * width, chance.random() * height, chance.uniform(-160, 160), chance.uniform(2, 8))
        for _ in range(32)
    ]
    out = []
    for y in range(height):
        for x in range(width):
            light = 128.0
            for left, top, strength, reach in spots:
                light += strength / (1 + ((x - left) ** 2 + (y - top) ** 2) / reach**2)
            out.append(max(0, min(255, round(light))))
    return out


@given(st.integers(), st.integers(WORDS_LEAST, 600))
def test_the_same_words_are_wholly_alike_however_they_are_written(seed: int, count: int) -> None:
    words = _essay(seed, count)
    one = sketch([" ".join(words)])
    assert len(one) == BINS
    half = len(words) // 2
    shouted = sketch([" ".join(words[:half]).upper() + ",", "\n\n  ".join(words[half:]) + "!"])
    assert text_likeness(one, shouted) == 1.0


@settings(max_examples=40)
@given(st.integers(), st.integers(0, 395))
def test_a_text_with_a_sentence_changed_is_nearly_the_same_and_is_found_by_a_band(seed: int, at: int) -> None:
    words = _essay(seed)
    one = sketch([" ".join(words)])
    other = sketch([" ".join([*words[:at], "quite", "another", "sentence", *words[at + 4 :]])])
    assert text_likeness(one, other) >= TEXT_ALIKE
    assert set(enumerate(text_bands(one))) & set(enumerate(text_bands(other)))


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_essays_about_the_same_things_are_not_alike(one: int, other: int) -> None:
    if one != other:
        assert text_likeness(sketch([" ".join(_essay(one))]), sketch([" ".join(_essay(other))])) < 0.3


@given(st.lists(st.sampled_from(VOCABULARY), max_size=WORDS_LEAST - 1))
def test_a_short_text_has_no_sketch(words: list[str]) -> None:
    assert sketch([" ".join(words)]) == ()
    assert text_likeness((), ()) == 0.0
    assert text_bands(()) == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(-20, 20), st.integers(0, 10**6))
def test_a_picture_saved_again_is_nearly_the_same(seed: int, lighter: int, noise: int) -> None:
    light = _picture(seed)
    chance = random.Random(noise)
    again = [max(0, min(255, each + lighter + chance.randint(-1, 1))) for each in light]
    one, other = picture_sketch(64, 48, light), picture_sketch(64, 48, again)
    assert one is not None
    assert other is not None
    assert picture_likeness(one, other) >= PICTURE_ALIKE
    assert set(enumerate(picture_bands(one))) & set(enumerate(picture_bands(other)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_pictures_are_not_alike(one: int, other: int) -> None:
    first, second = picture_sketch(64, 48, _picture(one)), picture_sketch(64, 48, _picture(other))
    if one != other and first is not None and second is not None:
        assert picture_likeness(first, second) < PICTURE_ALIKE


def test_a_plain_picture_has_no_sketch() -> None:
    assert picture_sketch(64, 48, [240] * 64 * 48) is None


def test_fewer_signs_may_differ_than_there_are_bands() -> None:
    assert PICTURE_AWAY < PICTURE_BANDS


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 33))
def test_fields_are_means_of_what_they_cover_at_any_size(width: int, height: int, count: int) -> None:
    light = [(x * 7 + y * 13) % 256 for y in range(height) for x in range(width)]
    made = fields(width, height, light, count)
    assert [len(row) for row in made] == [count] * count
    assert all(min(light) <= each <= max(light) for row in made for each in row)
