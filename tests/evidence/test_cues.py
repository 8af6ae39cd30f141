"""Captions and transcripts in the forms people have."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.evidence.cues import Cue, cue_at, read_cues, read_transcript

VTT = """WEBVTT - lesson

NOTE made by hand

one
00:01.000 --> 00:03.500 align:start
<v Teacher>Why did the pond
turn <i>green</i>?

01:00:00.000 --> 01:00:02.000
An hour later.
"""
SRT = "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}Hello.\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nGood.\r\n"


def test_webvtt_and_subrip_are_read() -> None:
    assert read_cues(VTT) == (
        Cue(1.0, 3.5, "Why did the pond turn green?"),
        Cue(3600.0, 3602.0, "An hour later."),
    )
    assert read_cues(SRT) == (Cue(1.0, 2.0, "Hello."), Cue(2.5, 4.0, "Good."))


def test_a_transcript_may_have_times_or_none() -> None:
    lines = read_transcript("Lesson of 3 May\n[0:42] Why?\n1:02:03 - Because.\n\nFrogs.")
    assert [(each.start, each.text) for each in lines] == [
        (-1, "Lesson of 3 May"), (42, "Why?"), (3723, "Because."), (-1, "Frogs."),
    ]  # fmt: skip
    assert read_transcript(SRT) == read_cues(SRT)


def test_the_line_being_said_is_found() -> None:
    cues = read_cues(SRT)
    assert [cue_at(cues, each) for each in (0.5, 1.0, 1.9, 2.2, 3.0, 9.0)] == [-1, 0, 0, -1, 1, -1]
    lines = read_transcript("Title\n0:10 a\n0:20 b")
    assert [cue_at(lines, each) for each in (5.0, 12.0, 99.0)] == [-1, 1, 2]


@given(st.text(max_size=400))
def test_any_text_is_read_without_complaint(text: str) -> None:
    for cue in (*read_cues(text), *read_transcript(text)):
        assert cue.text
