"""The demonstration hands out anchors to practise on, and no live work more."""

from __future__ import annotations

from pathlib import Path

from reviewer_app.cli.demo_window import ANCHORS, hand_out_anchors
from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.paths import open_home
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import calibrating, exchanging, queueing, safeguarding


def test_anchors_arrive_with_their_evidence_beside_the_queue(tmp_path: Path) -> None:
    hub = SampleHub(tmp_path / "hub", "a passphrase for tests")
    hub.start()
    desk = safeguarding.create(open_home(tmp_path / "home"), "another passphrase")
    try:
        exchanging.pair(desk, hub.url, hub.code())
        hand_out_anchors(hub, desk, tmp_path / "out")
        rows = calibrating.practice(desk)
        assert sorted(row.role for row in rows) == ["calibration"] * len(ANCHORS)
        assert all(row.here_count == row.evidence_count > 0 for row in rows)
        assert queueing.size(desk, QueueQuery()) == 0
    finally:
        safeguarding.lock(desk)
        hub.close()
