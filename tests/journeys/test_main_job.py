"""An assessor's whole day, told by the program itself: the demonstration, and what it leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.receipts import read_receipts
from reviewer_app.paths import resource

ROOT = Path(__file__).resolve().parents[2]
PLANTED = b"these words were planted in clear"


@dataclass(frozen=True)
class Day:
    """What the day left: the folder of exports, the home, the temp folder, and what was printed."""

    out: Path
    home: Path
    temp: Path
    printed: str


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = tmp_path_factory.mktemp("day")
    out, home, temp = folder / "out", folder / "home", folder / "temp"
    temp.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY",)}
    environment |= {"TMPDIR": str(temp), "QT_QPA_PLATFORM": "offscreen"}
    words = ["--home", str(home), "demo", "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "reviewer_app", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return Day(out, home, temp, done.stdout)


def test_every_step_of_the_main_job_is_printed(day: Day) -> None:
    for step in (
        "A new encrypted store",
        "Paired",
        "Work received",
        "A bundle imported",
        "Evidence seen",
        "Scored by keyboard",
        "Cited by keyboard",
        "Undo and redo",
        "The line is cut",
        "Decision signed",
        "Received by the hub: exactly once",
        "Letter written",
        "Locked and reopened",
        "The next attempt arrives",
        "Closed",
    ):
        assert step in day.printed


def test_the_day_leaves_pictures_a_letter_and_a_receipt(day: Day) -> None:
    pictures = sorted((day.out / "screenshots").glob("*.png"))
    assert len(pictures) >= 15
    assert not [each for each in pictures if "failed" in each.name]
    assert all(each.stat().st_size > 8_000 for each in pictures)
    with pikepdf.open(day.out / "letter.pdf") as letter:
        assert "/StructTreeRoot" in letter.Root
        assert len(letter.pages) >= 2
    receipt = json.loads((day.out / "receipt.json").read_text(encoding="utf-8"))
    hub = receipt["proof"]["verificationMethod"].rpartition("#")[2]
    assert all(each.accepted for each in read_receipts(receipt, hub))


def test_no_word_of_the_day_lies_in_clear_in_the_home_or_the_temp_folder(day: Day) -> None:
    evidence = resource("samples", "submissions", "7F3K-1", "evidence")
    review = sample_reviews()["7F3K-1"]
    markers = [text.encode()[:40] for text in review.comments.values()]
    for file in evidence.iterdir():
        content = file.read_bytes()
        markers.append(content[len(content) // 2 :][:48])
    markers += [b"Who keeps the pond alive", b"Wait Time", b"7F3K", b"wait-time", b"score.set"]
    files = [each for folder in (day.home, day.temp) for each in folder.rglob("*") if each.is_file()]
    assert any(each.name == "desk.db" for each in files)
    assert any(each.name == "hub.db" for each in files)
    planted = day.home / "planted"
    planted.write_bytes(b"\0" * 1000 + PLANTED)
    assert found([*files, planted], [PLANTED]) == [(planted, PLANTED)]
    planted.unlink()
    assert found(files, markers) == []


def found(files: list[Path], markers: list[bytes]) -> list[tuple[Path, bytes]]:
    """Where any of the markers occurs in the raw bytes of the files."""
    hits = []
    for file in files:
        content = file.read_bytes()
        hits += [(file, marker) for marker in markers if marker in content]
    return hits


def test_a_home_that_is_no_demonstration_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep me", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "reviewer_app", "--home", str(tmp_path), "demo", "--out", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "This folder is in use" in done.stderr
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "keep me"
