"""A worker gives back memory that it does not use, and does not trouble the system for little."""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import psutil
import pytest

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.worker.thrift import FREE_MOST, Thrift
from tests.evidence.samples import scan_pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library tells what is free")


def test_much_that_is_free_is_given_back() -> None:
    # In a process of its own: among the holes that other tests left, the pins would not come to lie in between.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as aside:
        looked, given_back = aside.submit(_hold_and_let_go).result()
    assert looked
    assert given_back > 2 * FREE_MOST


def _hold_and_let_go() -> tuple[bool, int]:
    thrift, process = Thrift(), psutil.Process()
    held, pins = [], []
    for _ in range(3 * FREE_MOST >> 16):
        held.append(b"\x01" * (1 << 16))
        # In between, so that nothing is given back by itself.
        pins.append(bytes(1 << 10))
    before = process.memory_info().rss
    held.clear()
    looked = thrift.look()
    given_back = before - process.memory_info().rss
    pins.clear()
    return looked, given_back


def test_a_worker_that_has_drawn_every_page_of_a_scan_is_hardly_larger_than_before() -> None:
    with WorkerPool() as pool, pool.open(BytesSource(scan_pdf(60, 1_000_000)), "scan.pdf") as opened:
        opened.render(0, 0.2)
        process = psutil.Process(pool.pids[-1])
        before = process.memory_info().rss
        for page in range(60):
            opened.render(page, 0.2)
        assert process.memory_info().rss - before < 40 << 20
