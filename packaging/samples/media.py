"""Recordings nobody spoke: voice-like tones with real pauses, and drawn slides as a short film (PyAV)."""

from __future__ import annotations

import math
import tempfile
from array import array
from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from operator import mul
from pathlib import Path
from random import Random

import av
from PIL import Image, ImageDraw, ImageFont

from samples.photos import FONTS

RATE = 22050
TEACHER, STUDENT = 128.0, 262.0
Turn = tuple[float, float]
"""Someone speaking for so many seconds at so high a pitch (hertz); a pitch of 0 is silence."""


def voices(turns: Sequence[Turn], seed: str) -> array[int]:
    """Mono 16-bit samples of people taking turns; every syllable is a short, falling, vowel-like tone."""
    hand, made = Random(seed), array("h")
    for seconds, pitch in turns:
        left = round(seconds * RATE)
        while left > 0:
            length = min(left, round(RATE * hand.uniform(0.13, 0.24)))
            made.extend(_syllable(length, pitch * hand.uniform(0.88, 1.14), hand) if pitch else [0] * length)
            left -= length
    return made


def _syllable(length: int, pitch: float, hand: Random) -> list[int]:
    vowel = hand.choice(((730, 1090), (530, 1840), (390, 1990), (570, 840), (440, 1020)))
    weights = [
        sum(1 / (1 + ((pitch * k - formant) / 170) ** 2) for formant in vowel) / k**0.5 for k in range(1, 11)
    ]
    loud = 7200 / sum(weights)
    harmonics = range(1, len(weights) + 1)
    made, turn = [], 0.0
    for place in range(length):
        at = place / length
        turn += 2 * math.pi * pitch * (1.04 - 0.08 * at) / RATE
        if at >= 0.94:  # the breath between two syllables
            made += [0] * (length - place)
            break
        swell = math.sin(math.pi * min(1.0, at * 1.06)) ** 0.6
        waves = map(math.sin, [turn * k for k in harmonics])
        made.append(round(loud * swell * sum(map(mul, weights, waves))))
    return made


def mp3(turns: Sequence[Turn], seed: str) -> bytes:
    """The turns as a small MP3 without tags."""
    out = BytesIO()
    with av.open(out, "w", format="mp3", options={"id3v2_version": "0", "fflags": "+bitexact"}) as made:
        stream = made.add_stream("libmp3lame", rate=RATE)
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        stream.bit_rate = 32_000
        stream.codec_context.layout = "mono"
        stream.codec_context.format = "s16p"
        for frame in _frames(voices(turns, seed), "s16p", 1152):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return out.getvalue()


def mp4(slides: Sequence[tuple[float, str, Sequence[str]]], turns: Sequence[Turn], seed: str) -> bytes:
    """Slides (seconds, heading, lines) with the turns under them, as a small H.264 and AAC film."""
    # A real file: to put the index first, the muxer reads back what it wrote.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        _film(path, slides, voices(turns, seed))
        return path.read_bytes()


def _film(path: Path, slides: Sequence[tuple[float, str, Sequence[str]]], samples: array[int]) -> None:
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as made:
        picture = made.add_stream("libx264", rate=5)
        picture.width, picture.height, picture.pix_fmt = 640, 360, "yuv420p"
        picture.options = {"crf": "30", "preset": "medium", "x264-params": "threads=1"}
        sound = made.add_stream("aac", rate=RATE)
        sound.bit_rate = 32_000
        sound.codec_context.layout = "mono"
        for stream in (picture, sound):
            stream.codec_context.thread_count = 1
            stream.codec_context.flags |= av.codec.context.Flags.bitexact
        count = 0
        for seconds, heading, lines in slides:
            for step in range(round(seconds * 5)):
                frame = av.VideoFrame.from_image(  # type: ignore[no-untyped-call]  # PyAV types it not
                    _slide(heading, lines, step / (seconds * 5))
                )
                frame.pts, frame.time_base = count, Fraction(1, 5)
                count += 1
                made.mux(picture.encode(frame))
        made.mux(picture.encode(None))
        for audio in _frames(samples, "fltp", 1024):
            made.mux(sound.encode(audio))
        made.mux(sound.encode(None))


def _frames(samples: array[int], form: str, size: int) -> list[av.AudioFrame]:
    made = []
    for start in range(0, len(samples) - size + 1, size):
        chunk = samples[start : start + size]
        frame = av.AudioFrame(format=form, layout="mono", samples=size)
        data = chunk if form == "s16p" else array("f", (value / 32768 for value in chunk))
        frame.planes[0].update(data.tobytes())
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        made.append(frame)
    return made


def _slide(heading: str, lines: Sequence[str], done: float) -> Image.Image:
    def face(weight: str, size: int) -> ImageFont.FreeTypeFont:
        path = FONTS / f"AtkinsonHyperlegibleNext_{weight}.ttf"
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)

    made = Image.new("RGB", (640, 360), (246, 245, 242))
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0, 640, 66), fill=(31, 95, 191))
    draw.text((30, 16), heading, font=face("600SemiBold", 27), fill=(255, 255, 255))
    for place, line in enumerate(lines):
        draw.text((34, 96 + place * 44), line, font=face("400Regular", 23), fill=(31, 35, 40))
    draw.rectangle((0, 350, round(640 * done), 360), fill=(28, 122, 75))
    return made
