"""Hostile evidence costs a worker at most: the person reads a sentence, no process stays, and the next file opens."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool
from reviewer_app.evidence.sources import ByteSource
from tests.evidence.hostile import EXPLODING, STRETCHED
from tests.evidence.reaching import REACHING
from tests.evidence.samples import noise_png, word_pdf

SHORT = 3.0
GOOD = word_pdf("still here")
CODES = {"unsupported", "damaged", "password", "too-large", "worker-hung", "worker-crashed", "nothing-there"}
MEMORY = 256 << 20


@pytest.fixture(scope="module")
def hurried() -> Iterator[WorkerPool]:
    with WorkerPool(deadline_seconds=SHORT, memory_bytes=MEMORY) as pool:
        yield pool


def look_everywhere(opened: OpenedEvidence) -> None:
    """Whatever a viewer would ask for first, and the ends of its words."""
    if opened.info.pages:
        opened.render(0, min(4.0, 800 / max(opened.info.pages[0])))
    count = max(len(opened.info.pages), opened.info.text_slices)
    for number in sorted({0, count - 1} & set(range(count))):
        opened.text(number)
    opened.outline()
    if opened.info.pages:
        opened.links(0)


def suffer(pool: WorkerPool, source: ByteSource, name: str) -> str:
    """The code of what came of it; every worker that was given up on is gone when this returns."""
    seen: set[int] = set()
    refused: EvidenceError | None = None
    try:
        with pool.open(source, name) as opened:
            seen |= set(pool.pids)
            look_everywhere(opened)
    except EvidenceError as fault:
        refused = fault
    assert refused is None or refused.sentence.endswith(".")
    seen |= set(pool.pids)
    with pool.open(BytesSource(GOOD), "next.pdf") as opened:
        assert "still here" in opened.text(0).text
    left = {pid for pid in seen if psutil.pid_exists(pid)} - set(pool.pids)
    assert left == set()
    assert len(pool.pids) <= 4
    return refused.code if refused is not None else ""


@pytest.mark.parametrize("name", EXPLODING)
def test_what_explodes_costs_a_worker_at_most(hurried: WorkerPool, name: str) -> None:
    assert suffer(hurried, BytesSource(EXPLODING[name]()), name) in {"", *CODES}


@pytest.mark.parametrize("name", STRETCHED)
def test_a_text_node_of_300_mib_costs_a_worker_at_most(hurried: WorkerPool, name: str) -> None:
    assert suffer(hurried, STRETCHED[name](), name) in {"", *CODES}


@pytest.mark.parametrize("name", REACHING)
def test_what_reaches_outside_is_shown_without_what_it_reached_for(hurried: WorkerPool, name: str) -> None:
    code = suffer(hurried, BytesSource(REACHING[name]()), name)
    assert code in {"", "unsupported", "damaged"}


def test_what_never_ends_is_reported_as_hung_and_its_process_is_gone() -> None:
    with WorkerPool(deadline_seconds=SHORT) as pool:
        assert suffer(pool, BytesSource(EXPLODING["noise.svg"]()), "noise.svg") == "worker-hung"
        pids = pool.pids
    assert [pid for pid in pids if psutil.pid_exists(pid)] == []


def test_forms_that_draw_each_other_end_by_time_or_by_memory_and_leave_no_process() -> None:
    # Which of the two bounds is met first depends on how busy the machine is.
    with WorkerPool(deadline_seconds=SHORT) as pool:
        code = suffer(pool, BytesSource(EXPLODING["forms.pdf"]()), "forms.pdf")
        pids = pool.pids
    assert code in {"worker-hung", "worker-crashed", "too-large"}
    assert [pid for pid in pids if psutil.pid_exists(pid)] == []


def test_what_a_library_leaks_does_not_add_up(hurried: WorkerPool) -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>a</text></svg>"
    files = [(word_pdf("a"), "a.pdf"), (noise_png(64), "b.png"), (svg, "c.svg")]
    sizes: list[int] = []
    for number in range(500):
        data, name = files[number % len(files)]
        with hurried.open(BytesSource(data), name) as opened:
            look_everywhere(opened)
            sizes.append(psutil.Process(hurried.pids[-1]).memory_info().rss)
    assert max(sizes) - max(sizes[:60]) < 64 << 20
