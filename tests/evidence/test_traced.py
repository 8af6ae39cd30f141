"""No evidence makes a worker open a socket or a file, or start a process: shown by tracing its system calls."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.trial import Trial, put_to_trial
from tests.evidence.hostile import EXPLODING
from tests.evidence.reaching import REACHING
from tests.evidence.samples import noise_png, word_pdf
from tests.evidence.tracing import read_trace, traced_pool, traces

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="system calls are traced on Linux")

QUICK = (
    "cycle.pdf",
    "entities.docx",
    "entities.odt",
    "entities.xml",
    "overlap.docx",
    "bomb.png",
    "bomb.tiff",
    "nested.rtf",
)
WORDS = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15">words</text></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "traces"
    made.mkdir()
    return made


def seen_by_tracing(folder: Path, files: dict[str, bytes]) -> dict[str, Trial]:
    with traced_pool(folder) as pool:
        return {name: put_to_trial(pool, BytesSource(data), name) for name, data in files.items()}


def assert_nothing_outside(folder: Path) -> None:
    found = traces(folder)
    assert found
    assert any(each.shut for each in found)
    reaching = [call for each in found if each.shut for call in each.reaching]
    assert reaching == []


def test_what_reaches_outside_reaches_nothing(folder: Path) -> None:
    came = seen_by_tracing(folder, {name: make() for name, make in REACHING.items()})
    assert [name for name, trial in came.items() if trial.deaths] == []
    assert_nothing_outside(folder)


def test_what_explodes_reaches_nothing(folder: Path) -> None:
    seen_by_tracing(folder, {name: EXPLODING[name]() for name in QUICK})
    assert_nothing_outside(folder)


def test_honest_files_reach_nothing_but_the_fonts_that_are_for_them(folder: Path) -> None:
    came = seen_by_tracing(
        folder, {"a.pdf": word_pdf("a"), "b.png": noise_png(), "c.svg": WORDS, "d.txt": b"words"}
    )
    assert {trial.outcome for trial in came.values()} == {"shown"}
    assert_nothing_outside(folder)
    assert any(".ttf" in call for each in traces(folder) for call in each.calls), (
        "the tracing sees no file at all"
    )


def test_real_files_of_every_kind_reach_nothing(folder: Path, shared_corpus: Path) -> None:
    kinds = sorted(each for each in (shared_corpus / "evidence").iterdir() if each.is_dir())
    files = {path.name: path.read_bytes() for kind in kinds for path in sorted(kind.iterdir())[:2]}
    came = seen_by_tracing(folder, files)
    assert [name for name, trial in came.items() if trial.deaths] == []
    assert_nothing_outside(folder)


def test_every_file_of_a_new_worker_is_watched(folder: Path) -> None:
    with traced_pool(folder) as pool:
        assert isinstance(pool, WorkerPool)
        put_to_trial(pool, BytesSource(b"words"), "a.txt")
        shields = pool.shields
    assert {"limits", "seccomp", "no rights"} <= set(shields)


ESCAPES = """
import os, socket, subprocess
os.open("/etc/passwd", os.O_RDONLY)
socket.socket()
subprocess.run(["true"])
"""


def test_the_tracing_sees_what_reaches_outside(tmp_path: Path) -> None:
    trace = tmp_path / "control.trace"
    subprocess.run(
        [
            "strace",
            "-f",
            "-qq",
            "-o",
            str(trace),
            "-e",
            "trace=%network,%file,%process",
            sys.executable,
            "-c",
            ESCAPES,
        ],
        check=True,
    )
    found = read_trace(trace)
    assert not found.shut
    reaching = "\n".join(found.reaching)
    for call in ('"/etc/passwd"', "socket(", "execve(", "vfork("):
        assert call in reaching
