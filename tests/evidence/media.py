"""Small recordings, made with FFmpeg's own encoders: pictures that change, tones that come and go, captions."""

import io
import math
from array import array
from collections.abc import Sequence
from fractions import Fraction

import av

WIDE, HIGH, RATE = 160, 96, 10
CUES = ((0.6, 1.6, "Why did the pond turn green?"), (1.6, 3.4, "Take your time."))


def video(
    codec: str = "libx264",
    form: str = "mp4",
    seconds: int = 4,
    *,
    sound: str = "",
    captions: Sequence[tuple[float, float, str]] = (),
) -> bytes:
    """A clip whose brightness says the number of the picture."""
    av.logging.set_level(av.logging.PANIC)
    out = io.BytesIO()
    with av.open(out, "w", format=form) as box:
        picture = box.add_stream(codec, rate=RATE)
        picture.width, picture.height, picture.pix_fmt = WIDE, HIGH, "yuv420p"
        tone = box.add_stream(sound, rate=44100, layout="mono") if sound else None
        timed = box.add_mux_stream("mov_text") if captions and form in ("mp4", "mov") else None
        told = captions and timed is None
        beside = av.open(io.BytesIO(_subrip(captions)), format="srt") if told else None
        words = box.add_stream_from_template(beside.streams.subtitles[0]) if beside is not None else None
        for number in range(seconds * RATE):
            frame = av.VideoFrame(WIDE, HIGH, "yuv420p")
            for plane, value in zip(frame.planes, (40 + number * 4 % 200, 110, 150), strict=True):
                plane.update(bytes([value]) * plane.buffer_size)
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            box.mux(picture.encode(frame))
        box.mux(picture.encode(None))
        if tone is not None:
            _add_tone(box, tone, seconds)
        for packet in beside.demux() if beside is not None else ():
            if packet.dts is not None:
                packet.stream = words
                box.mux(packet)
        for start, end, said in captions if timed is not None else ():
            packet = av.Packet(len(said.encode()).to_bytes(2, "big") + said.encode())
            packet.stream, packet.time_base = timed, Fraction(1, 1000)
            packet.pts = packet.dts = round(start * 1000)
            packet.duration = round((end - start) * 1000)
            box.mux(packet)
    return out.getvalue()


def _subrip(captions: Sequence[tuple[float, float, str]]) -> bytes:
    stamps = [
        f"00:00:{start:06.3f} --> 00:00:{end:06.3f}".replace(".", ",") for start, end, _said in captions
    ]
    return "".join(
        f"{number}\n{stamp}\n{said}\n\n"
        for number, (stamp, (_start, _end, said)) in enumerate(zip(stamps, captions, strict=True), 1)
    ).encode()


def audio(codec: str = "libmp3lame", form: str = "mp3", seconds: int = 3) -> bytes:
    """A tone that is loud for a second, then silent for one, and so on."""
    av.logging.set_level(av.logging.PANIC)
    out = io.BytesIO()
    rates = {"libopus": 48000, "libopencore_amrnb": 8000}
    with av.open(out, "w", format=form) as box:
        _add_tone(box, box.add_stream(codec, rate=rates.get(codec, 44100), layout="mono"), seconds)
    return out.getvalue()


def _add_tone(box: "av.container.OutputContainer", tone: "av.audio.AudioStream", seconds: int) -> None:
    rate = tone.codec_context.sample_rate
    samples = array(
        "h",
        (
            round(20000 * math.sin(at * 440 * 2 * math.pi / rate)) if at // rate % 2 == 0 else 0
            for at in range(rate * seconds)
        ),
    )
    frame = av.AudioFrame("s16", "mono", len(samples))
    frame.planes[0].update(samples.tobytes())
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    shaped = av.AudioResampler(
        tone.format.name, "mono", rate, frame_size=tone.codec_context.frame_size or 1024
    )
    for each in (*shaped.resample(frame), *shaped.resample(None)):
        box.mux(tone.encode(each))
    box.mux(tone.encode(None))
