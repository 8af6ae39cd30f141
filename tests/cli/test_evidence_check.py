"""The evidence check: every file of any folder gets a row, and what must not be decides the exit code."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from reviewer_app.cli import evidence, evidence_rows
from reviewer_app.cli.evidence_rows import Ledger, Row
from reviewer_app.evidence import WorkerPool
from reviewer_app.evidence.roaming import Found
from reviewer_app.evidence.trial import Trial
from tests.cli.conftest import Said
from tests.evidence.samples import noise_png, slow_svg, word_pdf

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, links and modes are POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "evidence"
    (made / "deeper" / "empty").mkdir(parents=True)
    (made / "report").write_bytes(word_pdf("three short words"))
    (made / "deeper" / "photo.pdf").write_bytes(noise_png(30))
    (made / "nothing").write_bytes(b"")
    (made / "cut.png").write_bytes(noise_png(30)[:40])
    return made


def test_every_file_has_a_row_and_every_kind_its_totals(say: Said, folder: Path) -> None:
    answer = say("evidence", "check", folder, "--json")
    assert answer.code == 0
    rows = {Path(row["path"]).name: row for row in answer.document["files"]}
    assert {name: (row["outcome"], row["kind"]) for name, row in rows.items()} == {
        "report": ("shown", "pdf"),
        "photo.pdf": ("shown", "png"),
        "nothing": ("explained", "empty"),
        "cut.png": ("refused", "png"),
    }
    assert rows["report"]["words"] == 3
    totals = answer.document["totals"]
    assert (totals["files"], totals["wrong"], totals["worker_deaths"]) == (4, 0, 0)
    assert totals["kinds"]["png"]["refused"] == totals["kinds"]["png"]["shown"] == 1
    assert totals["stopped"] is False


def test_a_person_gets_lines_and_a_table(say: Said, folder: Path) -> None:
    out = say("evidence", "check", folder).out
    assert "50.0%" in out
    assert "4 files opened, 0 passed over, 0 worker deaths, 0 wrong." in out


@posix
def test_what_is_no_file_is_named_and_passed_over(say: Said, folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to(folder / "report")
    (folder / "round").symlink_to(folder)
    answer = say("evidence", "check", folder, tmp_path / "no such place", "/dev/null", "--json")
    assert answer.code == 0
    passed = {Path(x["path"]).name: x["why"] for x in answer.document["files"] if "why" in x}
    assert passed == {
        "pipe": "a pipe",
        "link": "a link",
        "round": "a link",
        "no such place": "not there",
        "null": "a device",
    }
    assert answer.document["totals"]["passed_over"] == 5


@posix
def test_a_name_that_is_no_text_and_a_name_that_would_paint_are_shown_plainly(
    say: Said, tmp_path: Path
) -> None:
    made = tmp_path / "names"
    made.mkdir()
    for name in (b"bad\xff.txt", b"red\x1b[31m.txt", b"[bold]\n.txt"):
        Path(os.fsdecode(os.fsencode(made) + b"/" + name)).write_text("words")
    answer = say("evidence", "check", made, "--json")
    assert answer.document["totals"]["kinds"]["txt"]["shown"] == 3
    out = say("evidence", "check", made).out
    assert "\x1b" not in out
    assert "[bold]" in out


def test_an_empty_folder_is_no_mistake(say: Said, tmp_path: Path) -> None:
    answer = say("evidence", "check", tmp_path / "home" / "..", "--json")
    assert answer.code == 0
    assert "No file was opened" in say("evidence", "check", tmp_path).out


def test_a_file_that_hangs_its_worker_is_wrong(
    say: Said, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "slow.svg").write_bytes(slow_svg())
    monkeypatch.setattr(evidence, "ANSWER_SECONDS", 2.0)
    answer = say("evidence", "check", folder, "--json", "--workers", "1")
    assert answer.code == 1
    (wrong,) = [row for row in answer.document["files"] if row["wrong"]]
    assert (wrong["wrong"], wrong["kind"], wrong["worker_deaths"]) == ("its worker hung", "svg", 1)
    assert answer.document["totals"]["worker_deaths"] == 1
    assert "slow.svg" in say("evidence", "check", folder).out.split("Wrong")[1]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (Row("a", Trial("shown", "pdf", "")), ""),
        (Row("a", passed_over="a link"), ""),
        (Row("a", Trial("refused", "pdf", "", "worker-crashed", deaths=1)), "its worker died"),
        (Row("a", Trial("shown", "pdf", "", answered=10.5)), "not answered within 10 s"),
        (Row("a", Trial("shown", "pdf", ""), stall=251.0), "the window stood still for 251 ms"),
        (Row("a", Trial("shown", "pdf", ""), stall=249.0), ""),
        (Row("a", fault="ValueError: x"), "fault of the program: ValueError: x"),
    ],
)
def test_what_counts_as_wrong(row: Row, wrong: str) -> None:
    assert row.wrong == wrong
    assert row.document()["wrong"] == wrong


def test_the_list_of_wrongs_does_not_grow_with_the_folder() -> None:
    totals = evidence_rows.Totals()
    for number in range(5000):
        totals.add(Row(str(number), fault="x"))
    assert totals.wrong == 5000
    assert len(totals.wrongs) < 100


def test_a_fault_of_the_program_costs_one_row_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_words: object) -> Trial:
        raise ValueError("a bug")

    monkeypatch.setattr(evidence, "put_to_trial", broken)
    with WorkerPool(warm=0) as pool:
        row = evidence.try_one(pool, Found(str(folder / "report")))
    assert row.fault == "ValueError: a bug"


def test_ctrl_c_ends_with_what_was_done_so_far(
    say: Said, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Ledger.add

    def struck(ledger: Ledger, row: Row) -> None:
        add(ledger, row)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Ledger, "add", struck)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        answer = say("evidence", "check", folder, "--json", "--workers", "1")
    finally:
        signal.signal(signal.SIGINT, before)
    assert answer.code == 130
    assert answer.document["totals"]["stopped"] is True
    assert len(answer.document["files"]) == 1


def test_the_window_is_measured_file_by_file(say: Said, folder: Path, qapp: object) -> None:
    answer = say("evidence", "check", folder, "--window", "--json")
    shown = [row for row in answer.document["files"] if row["outcome"] != "passed over"]
    assert [row["path"] for row in shown if not row["longest_stall_ms"] > 0] == []
    assert {row["outcome"] for row in shown} == {"shown", "explained", "refused"}
    assert [row for row in shown if row["wrong"].startswith("fault")] == []
    assert "longest_stall" in answer.document["totals"]


def test_the_evidence_check_runs_over_the_shared_corpus(say: Said, shared_corpus: Path) -> None:
    answer = say("evidence", "check", shared_corpus / "evidence", "--json")
    wrong = [(row["path"], row["wrong"]) for row in answer.document["files"] if row["wrong"]]
    assert (answer.code, wrong) == (0, [])
    pdfs = answer.document["totals"]["kinds"]["pdf"]
    assert pdfs["shown"] >= 0.99 * pdfs["files"]
