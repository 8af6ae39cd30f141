"""What is inside recordings, told by the worker and checked by the host."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import Kind, OpenedEvidence, Shape
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.media_replies import Probe, read_probe
from reviewer_app.evidence.reading import CHUNK, ReadAhead
from tests.evidence.media import CUES, audio, video

Open = Callable[..., OpenedEvidence]


def probe_of(opened: Open, data: bytes, name: str) -> tuple[OpenedEvidence, Probe]:
    file = opened(data, name)
    return file, read_probe(file.part("probe")[0])


@pytest.mark.parametrize(
    ("codec", "form", "kind", "coding"),
    [
        ("libx264", "mp4", Kind.MP4, "H.264"),
        ("libx264", "mov", Kind.MOV, "H.264"),
        ("libx264", "matroska", Kind.MKV, "H.264"),
        ("libvpx", "webm", Kind.WEBM, "VP8"),
        ("libvpx-vp9", "webm", Kind.WEBM, "VP9"),
        ("mpeg4", "avi", Kind.AVI, "MPEG-4"),
        ("wmv2", "asf", Kind.WMV, "Windows Media Video"),
    ],
)
def test_a_video_is_told_by_its_content(opened: Open, codec: str, form: str, kind: Kind, coding: str) -> None:
    file, probe = probe_of(opened, video(codec, form), "misnamed.txt")
    assert (file.info.kind, file.info.shape, probe.coding, probe.refusal) == (kind, Shape.MEDIA, coding, "")
    assert probe.video is not None
    assert (probe.video.width, probe.video.height) == (160, 96)
    assert probe.duration == pytest.approx(4, abs=0.2)
    assert probe.frame_seconds == pytest.approx(0.1, abs=0.01)
    assert file.text(0).text == ""


@pytest.mark.parametrize(
    ("codec", "form", "kind", "coding"),
    [
        ("libmp3lame", "mp3", Kind.MP3, "MP3"),
        ("aac", "ipod", Kind.M4A, "AAC"),
        ("aac", "adts", Kind.AAC, "AAC"),
        ("pcm_s16le", "wav", Kind.WAV, "uncompressed sound"),
        ("flac", "ogg", Kind.OGG, "FLAC"),
        ("libopus", "ogg", Kind.OPUS, "Opus"),
        ("flac", "flac", Kind.FLAC, "FLAC"),
    ],
)
def test_a_sound_is_told_by_its_content(opened: Open, codec: str, form: str, kind: Kind, coding: str) -> None:
    file, probe = probe_of(opened, audio(codec, form), "voice")
    assert (file.info.kind, probe.video, probe.coding, probe.refusal) == (kind, None, coding, "")
    # A bare stream of AAC does not say how long it is; the player will.
    assert probe.duration == pytest.approx(0 if kind is Kind.AAC else 3, abs=0.2)


@pytest.mark.parametrize("form", ["matroska", "mp4"])
def test_captions_inside_are_found(opened: Open, form: str) -> None:
    _file, probe = probe_of(opened, video(form=form, sound="aac", captions=CUES), "clip")
    assert len(probe.captions) == 1
    assert probe.audio is not None


@pytest.mark.parametrize("keep", [40, 400])
def test_what_is_cut_off_is_refused(opened: Open, keep: int) -> None:
    with pytest.raises(EvidenceError) as refused:
        opened(video()[:keep], "clip.mp4")
    assert refused.value.code == "damaged"


def test_only_known_containers_and_codings_reach_the_player() -> None:
    def made(container: str, **track: object) -> Probe:
        whole: dict[str, Any] = dict.fromkeys(("format", "language"), "")
        whole |= dict.fromkeys(("duration", "width", "height", "rotation", "rate", "channels"), 1)
        rows = [whole | {"type": "General", "format": container}, whole | {"type": "Video"} | track]
        return read_probe({"tracks": rows})

    assert made("MPEG-4", format="AVC").refusal == ""
    assert "Blu-ray" in made("Blu-ray", format="AVC").refusal
    assert "Cinepak" in made("AVI", format="Cinepak").refusal
    assert "unnamed" in made("AVI").refusal


def test_a_probe_that_lies_is_refused() -> None:
    good = {
        "type": "Video", "format": "AVC", "language": "", "duration": 1.0,
        "width": 1, "height": 1, "rotation": 0, "rate": 10, "channels": 0,
    }  # fmt: skip
    assert read_probe({"tracks": [good]}).duration == 1.0
    for bad in (
        {}, {"tracks": []}, {"tracks": [7]}, {"tracks": [good] * 41}, {"tracks": [good | {"type": "Nonsense"}]},
        {"tracks": [good | {"duration": float("inf")}]}, {"tracks": [good | {"width": -1}]},
        {"tracks": [good | {"format": "x" * 61}]}, {"tracks": [good | {"type": "Text"}]},
    ):  # fmt: skip
        with pytest.raises(ProtocolError):
            read_probe(bad)


@given(
    st.lists(st.tuples(st.integers(-5, 500_000), st.integers(0, 200_000)), max_size=12),
    st.integers(0, 450_000),
)
def test_reading_ahead_gives_the_same_bytes(ranges: list[tuple[int, int]], size: int) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    reader = ReadAhead(size, lambda offset, length: data[offset : offset + length])
    for offset, length in ranges:
        assert reader.read(offset, length) == (data[offset : offset + length] if offset >= 0 else b"")


def test_going_straight_on_fetches_each_chunk_once() -> None:
    asked: list[int] = []
    data = bytes(20 * CHUNK)

    def read_at(offset: int, length: int) -> bytes:
        asked.append(length)
        return data[offset : offset + length]

    reader = ReadAhead(len(data), read_at)
    for offset in range(0, len(data), 10_000):
        reader.read(offset, 10_000)
    assert sum(asked) == len(data)
    assert len(asked) < 10
