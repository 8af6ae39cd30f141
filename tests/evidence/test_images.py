"""Pictures: upright, true colours, alpha kept, scaled while decoding, and nothing about where they were taken."""

from collections.abc import Callable

import pytest
from PIL import Image

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, Kind, OpenedEvidence, Pixels, WorkerPool
from reviewer_app.evidence.page_replies import read_ending
from tests.evidence.samples import CountedSource, bomb_png, image_bytes

Open = Callable[..., OpenedEvidence]
RED, BLUE = (250, 10, 10), (10, 10, 250)


def at(pixels: Pixels, x: int, y: int) -> tuple[int, int, int, int]:
    start = y * pixels.stride + 4 * x
    blue, green, red, alpha = pixels.data[start : start + 4]
    return red, green, blue, alpha


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 14) -> bool:
    return all(abs(one - two) <= by for one, two in zip(found, wanted, strict=False))


def half_and_half(mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, 80 x 40."""
    image = Image.new("RGB", (80, 40), BLUE)
    image.paste(RED, (0, 0, 40, 40))
    return image.convert(mode)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF", "JPEG2000", "ICO"])
def test_every_format_shows_its_colours(opened: Open, form: str) -> None:
    image = half_and_half().resize((64, 64)) if form == "ICO" else half_and_half()
    file = opened(image_bytes(image, form))
    pixels = file.render(0, 1)
    assert file.info.image_size == image.size
    assert near(at(pixels, 10, 10), RED, 40)
    assert near(at(pixels, pixels.width - 10, 10), BLUE, 40)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_stand_upright(opened: Open, orientation: int) -> None:
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    assert set(turns) == set(undo)
    stored = half_and_half()
    if orientation in undo:
        stored = stored.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = opened(image_bytes(stored, "JPEG", exif=exif, quality=95))
    assert file.info.image_size == (80, 40)
    assert file.info.orientation_applied == (orientation > 1)
    pixels = file.render(0, 1)
    assert near(at(pixels, 5, 20), RED, 30)
    assert near(at(pixels, 75, 20), BLUE, 30)


def test_a_photo_tells_its_camera_and_hour_but_never_its_place_or_its_owner(opened: Open) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "Maker", "Maker One", "Ada Lovelace"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:04 05:06:07"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 7.5), 3: "E", 4: (13.0, 24.0, 36.5)})
    file = opened(image_bytes(half_and_half(), "JPEG", exif=exif))
    assert file.exif == {"camera": "Maker One", "taken": "2026-03-04 05:06:07", "location": "has location"}


def test_alpha_is_kept(opened: Open) -> None:
    image = half_and_half("RGBA")
    image.putalpha(Image.new("L", (80, 40), 128))
    pixels = opened(image_bytes(image, "PNG")).render(0, 0.5)
    assert not pixels.opaque
    assert near(at(pixels, 5, 10), (*RED, 128))


@pytest.mark.parametrize(
    ("image", "form", "wanted"),
    [
        (Image.new("I;16", (8, 8), 0x8000), "PNG", (128, 128, 128)),
        (Image.new("I;16", (8, 8), 0xFFFF), "TIFF", (255, 255, 255)),
        (Image.new("F", (8, 8), 0.5), "TIFF", (127, 127, 127)),
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "TIFF", (255, 0, 0)),
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("1", (8, 8), 1), "PNG", (255, 255, 255)),
        (Image.new("LA", (8, 8), (90, 255)), "PNG", (90, 90, 90)),
        (Image.new("RGB", (8, 8), RED).quantize(4), "PNG", RED),
    ],
)
def test_unusual_pixels_come_out_right(
    opened: Open, image: Image.Image, form: str, wanted: tuple[int, ...]
) -> None:
    assert near(at(opened(image_bytes(image, form)).render(0, 1), 4, 4), wanted)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_clip_is_the_same_part_of_the_whole(opened: Open, rotation: int) -> None:
    file = opened(image_bytes(Image.effect_noise((90, 60), 90), "PNG"))
    whole = file.render(0, 1, rotation)
    part = file.render(0, 1, rotation, (11, 7, 30, 20))
    for number in range(20):
        start = (7 + number) * whole.stride + 44
        assert part.data[number * part.stride : (number + 1) * part.stride] == whole.data[start : start + 120]


def test_a_rotation_turns_clockwise(opened: Open) -> None:
    pixels = opened(image_bytes(half_and_half(), "PNG")).render(0, 1, 90)
    assert (pixels.width, pixels.height) == (40, 80)
    assert near(at(pixels, 20, 5), RED)
    assert near(at(pixels, 20, 75), BLUE)


def test_a_scan_of_many_pages_has_pages_of_their_own_size(opened: Open) -> None:
    pages = [Image.new("L", (30 + number, 20), 200) for number in range(4)]
    file = opened(image_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert len(file.info.pages) == 4
    assert file.page_sizes(0, 4) == ((30, 20), (31, 20), (32, 20), (33, 20))
    assert file.render(3, 1).width == 33


def frames(form: str) -> bytes:
    colours = (RED, BLUE, (10, 250, 10))
    made = [Image.new("RGB", (80, 40), colour) for colour in colours]
    return image_bytes(made[0], form, save_all=True, append_images=made[1:], duration=50)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_moving_picture_is_shown_frame_by_frame_and_says_so(opened: Open, form: str) -> None:
    file = opened(frames(form))
    assert (file.info.animated, len(file.info.pages)) == (True, 3)
    assert "frame by frame" in file.info.notes[0]
    assert file.page_sizes(0, 3) == ((80, 40),) * 3
    for page in (0, 2, 1, 2):
        assert near(at(file.render(page, 1), 40, 20), (RED, BLUE, (10, 250, 10))[page], 40)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "BMP"])
def test_a_picture_that_ends_early_shows_what_is_there_and_says_so(opened: Open, form: str) -> None:
    noise = image_bytes(Image.effect_noise((300, 300), 90).convert("RGB"), form)
    whole, file = opened(noise), opened(noise[: len(noise) * 2 // 3])
    # A BMP begins with its lowest row.
    first = slice(1200 * 240, None) if form == "BMP" else slice(1200 * 60)
    assert file.render(0, 1).data[first] == whole.render(0, 1).data[first]
    assert read_ending(file.part("ending")[0])
    assert not read_ending(whole.part("ending")[0])


def test_a_photo_larger_than_memory_allows_is_shown_small() -> None:
    photo = image_bytes(Image.new("RGB", (12_000, 9_000), RED), "JPEG")
    with WorkerPool(memory_bytes=300 << 20) as pool, pool.open(BytesSource(photo), "p.jpg") as file:
        assert near(at(file.render(0, 0.1), 600, 450), RED)
        with pytest.raises(EvidenceError) as caught:
            file.render(0, 1, clip=(0, 0, 100, 100))
        assert caught.value.code == "too-large"
        assert file.render(0, 0.1).width == 1200


def test_a_picture_that_would_fill_the_memory_is_refused_with_a_sentence(opened: Open) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(bomb_png()).render(0, 0.01)
    assert caught.value.code == "too-large"


def test_opening_a_large_picture_does_not_read_it_all(pool: WorkerPool) -> None:
    source = CountedSource(image_bytes(Image.effect_noise((2000, 2000), 90), "PNG"))
    with pool.open(source, "noise.png") as file:
        assert file.info.kind is Kind.PNG
        assert source.served < 300_000 < source.size
