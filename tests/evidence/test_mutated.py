"""Spoiled files of every format, three hundred each: shown or explained, and none costs a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.trial import put_to_trial
from tests.evidence import mutating
from tests.evidence.samples import spinning_pdf, word_pdf
from tests.evidence.seeds import SEEDS

EACH = 300
CODES = {"", "unsupported", "damaged", "password", "locked", "too-large", "nothing-there"}


HANGING = {"mkv": {"worker-hung"}}
"""MediaInfo goes round for ever in one Matroska file of some hundreds; its worker is reaped and the file explained."""


@pytest.fixture(scope="module")
def others() -> list[bytes]:
    return [make() for make in SEEDS.values()]


@pytest.fixture(scope="module")
def own_pool() -> Iterator[WorkerPool]:
    with WorkerPool() as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("ending", SEEDS)
def test_spoiled_files_cost_no_worker(own_pool: WorkerPool, others: list[bytes], ending: str) -> None:
    sample = SEEDS[ending]()
    wrong = []
    for number in range(EACH):
        spoiled = mutating.spoil(number, f"made.{ending}", sample, others)
        trial = put_to_trial(own_pool, BytesSource(spoiled.data), spoiled.name)
        if trial.code not in CODES | HANGING.get(ending, set()) or not trial.kind:
            wrong.append((spoiled.name, trial.code))
    assert wrong == []


@pytest.mark.parametrize("ending", SEEDS)
def test_a_seed_is_what_it_says(own_pool: WorkerPool, ending: str) -> None:
    trial = put_to_trial(own_pool, BytesSource(SEEDS[ending]()), f"made.{ending}")
    assert trial.outcome in {"shown", "explained"}
    assert trial.kind not in {"unknown", "empty", "program"}


def test_the_same_number_spoils_the_same_way(others: list[bytes]) -> None:
    once, again = (mutating.spoil(7, "a.docx", SEEDS["docx"](), others) for _ in range(2))
    assert once.name == again.name
    assert once.data == again.data
    assert len({mutating.spoil(each, "a.pdf", word_pdf("a"), others).data for each in range(50)}) > 40


def test_the_command_tells_what_came_and_keeps_what_kills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(mutating, "samples", lambda: {"a.txt": b"words", "b.pdf": word_pdf("b")})
    assert mutating.main(["--rounds", "6"]) == 0
    assert "shown" in capsys.readouterr().out
    monkeypatch.setattr(mutating, "spoil", lambda number, name, data, others: _deadly(number))
    monkeypatch.setattr(mutating, "WorkerPool", lambda: WorkerPool(deadline_seconds=1.5))
    assert mutating.main(["--rounds", "1"]) == 1
    assert [path.name for path in (tmp_path / mutating.KEPT).iterdir()] == ["0.pdf"]


def _deadly(number: int) -> mutating.Spoiled:
    return mutating.Spoiled(number, "a.pdf", f"{number}.pdf", spinning_pdf())


def test_a_kept_file_can_be_opened_here_to_see_it_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("three short words")
    assert mutating.main(["--replay", str(tmp_path / "a.txt")]) == 0
    assert "txt" in capsys.readouterr().out
