"""Notes hold what helps a developer and nothing a person wrote, read or is called."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from reviewer_app import logs, paths

SECRET = "Maria Kowalska"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield logs.configure(paths.open_home(tmp_path / SECRET))
    for handler in [each for each in root.handlers if each not in before[0]]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[1])
    logging.captureWarnings(False)


def _lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_note_keeps_numbers_and_identifiers_and_hides_texts(file: Path) -> None:
    log = logging.getLogger("reviewer_app.store")
    item = UUID(int=7)
    log.info("%d rows of %s for %s in %s", 3, item, SECRET, logs.Plain("desk"))
    log.info("%(count)d by %(who)s", {"count": 2, "who": SECRET})
    first, second = _lines(file)
    assert first["note"] == f"3 rows of {item} for … in desk"
    assert first["room"] == "reviewer_app.store"
    assert second["note"] == "2 by …"


@pytest.mark.expects_warnings
def test_an_error_is_noted_by_kind_and_place_never_by_its_words(file: Path) -> None:
    try:
        raise OSError(2, "No such file", f"/home/{SECRET}/evidence.pdf")
    except OSError:
        logging.getLogger("reviewer_app.store").exception("reading failed")
    assert SECRET not in file.read_text(encoding="utf-8")
    (line,) = _lines(file)
    assert line["error"] == "FileNotFoundError"
    assert "test_logs.py:" in str(line["at"])


@pytest.mark.expects_warnings
def test_what_other_libraries_say_is_kept_without_its_values(file: Path) -> None:
    logging.getLogger("httpx2").warning("GET %s failed", f"http://hub/{SECRET}")
    assert [line["note"] for line in _lines(file)] == ["GET %s failed"]


@pytest.mark.expects_warnings
def test_a_log_that_cannot_be_written_stops_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.mkdir()
    logging.getLogger("reviewer_app").error("no room")
    assert capsys.readouterr().err == ""


def test_only_the_newest_notes_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_BYTES_A_FILE", 300)
    for number in range(60):
        logging.getLogger("reviewer_app").info("note %d", number)
    kept = sorted(path.name for path in file.parent.iterdir())
    assert kept == ["reviewer.1.jsonl", "reviewer.2.jsonl", "reviewer.3.jsonl", "reviewer.jsonl"]
    assert _lines(file)[-1]["note"] == "note 59"


def test_verbose_notes_reach_the_terminal_without_texts(tmp_path: Path) -> None:
    script = (
        "import logging, sys, pathlib; from reviewer_app import logs, paths;"
        "logs.configure(paths.open_home(pathlib.Path(sys.argv[1])), verbose=True);"
        "logging.getLogger('reviewer_app.ui').debug('shown %s %d', sys.argv[2], 4)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), SECRET],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    assert "reviewer_app.ui: shown … 4" in ran.stderr


def test_configuring_twice_writes_each_note_once(file: Path, tmp_path: Path) -> None:
    assert logs.configure(paths.open_home(tmp_path / SECRET)) == file
    logging.getLogger("reviewer_app").info("once")
    assert len(_lines(file)) == 1
