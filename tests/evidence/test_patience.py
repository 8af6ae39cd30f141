"""A recording that is never done being looked into is given up sooner than a page that takes long to draw."""

import math

import pytest

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, WorkerPool, patience
from reviewer_app.evidence.identifying import identities
from reviewer_app.evidence.patience import PROBE_SECONDS, opening_seconds
from tests.evidence.media import audio
from tests.evidence.samples import word_pdf


def test_only_recordings_are_given_less_time() -> None:
    sound, page = audio("pcm_s16le", "wav"), word_pdf("a")
    assert opening_seconds(sound[:4096], len(sound)) == PROBE_SECONDS
    assert opening_seconds(page, len(page)) == math.inf


def test_a_recording_that_takes_too_long_is_said_to_and_the_next_file_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "PROBE_SECONDS", 0.0)
    sound = audio("pcm_s16le", "wav")
    with WorkerPool() as pool:
        with pytest.raises(EvidenceError) as caught:
            pool.open(BytesSource(sound), "a.wav")
        assert caught.value.code == "worker-hung"
        with pytest.raises(EvidenceError) as caught:
            identities(pool, BytesSource(sound), "a.wav")
        assert caught.value.code == "worker-hung"
        with pool.open(BytesSource(word_pdf("still here")), "a.pdf") as opened:
            assert "still here" in opened.text(0).text
