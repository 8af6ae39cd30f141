"""Real files made by others, and what becomes of them when they are cut short or altered: shown or explained."""

import random
from pathlib import Path

import pytest

from reviewer_app.evidence import BytesSource, WorkerPool, look
from reviewer_app.evidence.survey import Look
from tests.evidence.samples import word_pdf

CODES = {
    "",
    "unsupported",
    "damaged",
    "password",
    "locked",
    "too-large",
    "worker-hung",
    "worker-crashed",
    "nothing-there",
}
EVIDENCE_FILES = 147


def files(corpus: Path) -> list[Path]:
    return sorted(path for path in (corpus / "evidence").rglob("*") if path.is_file())


def is_plain(found: Look) -> bool:
    if found.outcome == "shown":
        return found.picture is not None or found.text is not None
    sentence = found.sentence
    return found.code in CODES and bool(found.words) and sentence.endswith(".") and "Error" not in sentence


def test_every_file_is_shown_or_explained(shared_corpus: Path, pool: WorkerPool) -> None:
    found = {path: look(pool, BytesSource(path.read_bytes()), path.name) for path in files(shared_corpus)}
    assert len(found) >= EVIDENCE_FILES
    assert [path.name for path, each in found.items() if not is_plain(each)] == []
    assert [path.name for path, each in found.items() if each.code.startswith("worker")] == []
    pdfs = [each for path, each in found.items() if path.suffix == ".pdf"]
    assert sum(each.outcome == "shown" for each in pdfs) >= len(pdfs) * 0.99


@pytest.mark.parametrize("name", ["holiday.png", "letter.docx", "a", "…\u202etxt.exe", "x" * 5000 + ".pdf"])
def test_names_change_nothing(pool: WorkerPool, name: str) -> None:
    assert look(pool, BytesSource(word_pdf("a")), name).words == "PDF document"


@pytest.mark.parametrize("harm", ["cut", "altered"])
def test_broken_files_are_shown_or_explained(shared_corpus: Path, harm: str) -> None:
    chance = random.Random(7)
    wrong = []
    with WorkerPool(deadline_seconds=4) as pool:
        for path in files(shared_corpus):
            data = path.read_bytes()[:300_000]
            if harm == "cut":
                data = data[: chance.randrange(len(data))]
            else:
                altered = bytearray(data)
                for _ in range(max(3, min(40, len(data) // 2000))):
                    altered[chance.randrange(len(data))] = chance.randrange(256)
                data = bytes(altered)
            found = look(pool, BytesSource(data), path.name)
            if not is_plain(found):
                wrong.append((path.name, found))
        assert look(pool, BytesSource(word_pdf("alive")), "a.pdf").outcome == "shown"
    assert wrong == []
