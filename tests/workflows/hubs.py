"""A hub that serves the samples on a real socket, and work that came from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.workflows import exchanging
from reviewer_app.workflows.desk import Desk


@contextmanager
def sample_hub(folder: Path) -> Iterator[SampleHub]:
    """The hub in this folder, serving until the block ends."""
    made = SampleHub(folder / "hub", "a passphrase for tests")
    made.start()
    try:
        yield made
    finally:
        made.close()


def given(desk: Desk, hub: SampleHub, sample: str, folder: Path) -> str:
    """The id of a sample that the hub gave to this desk, which is paired with it from then on."""
    exchanging.pair(desk, hub.url, hub.code())
    hub.assign([sample], folder / "bundles")
    exchanging.sync(desk)
    return sample_reviews()[sample].submission
