"""Every file of the corpus through the worker, beside a thin loader of the same libraries in this process."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import thin_loader
from bench.figures import Figure, median, paired
from bench.sample_files import sample_files
from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, Kind, OpenedEvidence, Shape, WorkerPool, sniff
from reviewer_app.evidence.archive_replies import read_list
from reviewer_app.evidence.paper_replies import ask_section
from reviewer_app.evidence.sheet_replies import read_rows, read_sheets
from reviewer_app.paths import resource

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "evidence"
AIM = 1.3
_PAINTED = thin_loader.PICTURES | {Kind.PDF, Kind.SVG}


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes
    kind: Kind

    @property
    def painted(self) -> bool:
        """Whether what is first seen is pixels."""
        return self.kind in _PAINTED


def figures(*, quick: bool = False) -> list[Figure]:
    """The whole corpus again and again; the project's own samples where the corpus is not beside this checkout."""
    whose, folder = (
        ("the corpus", CORPUS) if CORPUS.is_dir() else ("the samples", resource("samples", "submissions"))
    )
    found = [_file(each.name, each.read_bytes()) for each in sorted(folder.rglob("*")) if each.is_file()]
    found += [_file(name, data) for name, data in sample_files()]
    files = [each for each in found if each is not None]
    painted, told = ([each for each in files if each.painted is true] for true in (True, False))
    thin_loader.prepare()
    rounds = 1 if quick else 7
    with WorkerPool() as pool:
        first, second = (_measured(pool, each[:6] if quick else each, rounds) for each in (painted, told))
    mine, limit = ([a + b for a, b in zip(*both, strict=True)] for both in zip(first, second, strict=True))
    parts = (
        f"{len(each)} {what} at {median(ours) / median(theirs):.2f}"
        for what, each, (ours, theirs) in (("pages and pictures", painted, first), ("others", told, second))
    )
    words = "the same libraries in this process, unguarded"
    what = f"open and show {len(files)} files of {whose}"
    return [Figure(what, words, median(mine), median(limit), "ms", AIM, "of them " + ", ".join(parts))]


def _measured(pool: WorkerPool, files: Sequence[_File], rounds: int) -> tuple[list[float], list[float]]:
    def ours() -> float:
        return _took(lambda: [_show(pool, each) for each in files])

    def theirs() -> float:
        return _took(lambda: [thin_loader.load(each.data, each.kind) for each in files])

    return paired(ours, theirs, rounds)


def _took(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def _file(name: str, data: bytes) -> _File | None:
    kind = sniff(data[:65536], len(data), name, lambda at, length: data[at : at + length])
    return _File(name, data, kind.kind) if kind.shown and thin_loader.known(kind.kind) else None


def _show(pool: WorkerPool, file: _File) -> None:
    """Open it and take in what its viewer first shows; what is refused costs what refusing costs."""
    with contextlib.suppress(EvidenceError), pool.open(BytesSource(file.data), file.name) as opened:
        _first_seen(opened)


def _first_seen(opened: OpenedEvidence) -> None:
    info = opened.info
    if info.pages:
        opened.render(0, thin_loader.ACROSS / max(info.pages[0]))
    elif info.shape in (Shape.PAPER, Shape.SLIDES):
        ask_section(opened, 0)
    elif info.shape is Shape.SHEETS:
        sheets = read_sheets(opened.part("sheets"))
        count = min(thin_loader.ROWS, sheets[0].rows) if sheets else 0
        if count:
            read_rows(opened.part("rows", 0, 0, count), sheets[0], count)
    elif info.shape is Shape.ARCHIVE:
        read_list(opened.part("list", 0, 0, thin_loader.ROWS), thin_loader.ROWS)
    elif info.shape is Shape.MEDIA:
        opened.part("probe")
    else:
        opened.text(0)
