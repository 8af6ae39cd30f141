"""Commands in this process, in a home of their own, with the passphrase in the environment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.app import app, hoisted
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import resource

Said = Callable[..., "Answer"]


class Answer:
    """What a command said and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def document(self) -> Any:
        """The JSON it said."""
        return json.loads(self.out)


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """Say one command line to the program."""
    monkeypatch.setenv("REVIEWER_PASSPHRASE", "a passphrase for tests")
    home = tmp_path / "home"

    def said(*words: str | Path) -> Answer:
        line = ["--home", str(home), *(str(word) for word in words)]
        monkeypatch.setattr("sys.argv", ["reviewer-app", *line])
        done = CliRunner().invoke(app, hoisted(line))
        assert "Traceback" not in done.output
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Answer(done.exit_code, done.stdout, done.stderr)

    return said


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sample as a bundle."""
    return make_from_folder(
        resource("samples", "submissions", "A09D-1"),
        tmp_path_factory.mktemp("bundle") / "A09D-1.reviewbundle",
        SigningKey(bytes(32)),
        "2026-11-24T00:00:00.000Z",
    )
