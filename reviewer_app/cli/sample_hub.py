"""A hub with the sample submissions, for the demonstration and the self-test."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.submission import timestamp
from reviewer_app.domain.workdays import WorkCalendar
from reviewer_app.hub.bundled import take_bundle
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.paths import resource
from reviewer_app.vault.keys import KeyState, KeyVault
from reviewer_app.workflows.safeguarding import now

DISTRICT = "Lakeside District"
ASSESSOR = "Assessor 1"
TURNAROUND = (3, 3, 4, 5, 6, 8, 9, 10)


@dataclass(frozen=True)
class SampleReview:
    """What an experienced assessor said about a sample submission."""

    submission: str
    folder: str
    scores: dict[str, str]
    comments: dict[str, str]
    citations: tuple[Citation, ...] = ()
    overall: str = ""
    reasons: tuple[str, ...] = ()


def sample_reviews() -> dict[str, SampleReview]:
    """The reference reviews by sample folder."""
    told: dict[str, Any] = json.loads(
        resource("samples", "reference_reviews.json").read_text(encoding="utf-8")
    )
    return {
        each["folder"]: SampleReview(
            each["submission"],
            each["folder"],
            each["scores"],
            each["comments"],
            tuple(map(Citation.from_document, each["citations"])),
            each["overall"],
            tuple(each["reasons"]),
        )
        for each in told["reviews"]
    }


class SampleHub:
    """An embedded hub in a folder, on a real socket, with one assessor and the samples as bundles."""

    def __init__(
        self, folder: Path, passphrase: str, port: int = 0, clock: Callable[[], datetime] = now
    ) -> None:
        self._clock = clock
        folder.mkdir(parents=True, exist_ok=True)
        vault = KeyVault(folder, "hub")
        key = vault.create(passphrase) if vault.state is KeyState.NEW else vault.unlock(passphrase)
        self.hub = Hub.open(folder, key, clock, name=DISTRICT)
        known = [each.id for each in self.hub.people()]
        self.assessor = known[0] if known else self.hub.add_person(ASSESSOR)
        self._server = EmbeddedHub(self.hub, port=port)
        self.url = ""

    def start(self) -> str:
        """Serve; the address."""
        self.url = self._server.start()
        return self.url

    def start_again(self) -> str:
        """Serve on the same port as before."""
        port = int(self.url.rpartition(":")[2])
        self._server = EmbeddedHub(self.hub, port=port)
        return self.start()

    def start_anywhere(self) -> str:
        """Serve on any port that is free."""
        self._server = EmbeddedHub(self.hub)
        return self.start()

    def stop(self) -> None:
        """Stop serving; what was taken in stays."""
        self._server.stop()

    def close(self) -> None:
        """Stop serving and let go of the folder."""
        self._server.stop()
        self.hub.close()

    def code(self) -> str:
        """A one-time pairing code for the assessor."""
        return self.hub.pairing_code(self.assessor)

    def bundle(self, folder: str, into: Path) -> Path:
        """Make one sample's bundle, signed by this hub."""
        into.mkdir(parents=True, exist_ok=True)
        target = into / f"{folder}.reviewbundle"
        return make_from_folder(
            resource("samples", "submissions", folder),
            target,
            self.hub.books.key,
            timestamp(self._clock()),
            replace=True,
        )

    def assign(self, folders: Iterable[str], into: Path) -> None:
        """Take samples in and assign them, due over the next business days."""
        today = self._clock().date()
        for place, folder in enumerate(folders):
            taken = take_bundle(self.hub.books, self.bundle(folder, into))
            days = TURNAROUND[place % len(TURNAROUND)]
            self.hub.assign(taken.submission, self.assessor, due(today, days))


def due(today: date, days: int) -> date:
    """The date so many business days from today."""
    return WorkCalendar().after(today, days)


def throw_away_passphrase() -> str:
    """A passphrase nobody needs to remember."""
    return secrets.token_urlsafe(18)
