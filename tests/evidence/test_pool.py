"""A file can hang, kill or corrupt its worker; the person gets a sentence, and the next file opens."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.errors import Cancelled, EvidenceError, StoreError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence import BytesSource, WorkerPool, process
from reviewer_app.evidence.frames import FIRST_BYTES, Tag, pack, pack_document
from reviewer_app.evidence.watchdog import Watchdog
from tests.evidence.samples import endless_pdf, noise_png, slow_svg, word_pdf

SHORT = 3.0
GOOD = word_pdf("still here")
LONG = GOOD + b"\n%" + bytes(2 * FIRST_BYTES)


class Trap:
    """Good bytes; once armed, the next range the worker asks for sets off what was prepared.

    The first bytes go along with the order to open the file; ``at_once`` is set off by them.
    """

    def __init__(self, data: bytes, *, at_once: bool = False) -> None:
        self.data = data
        self.at_once = at_once
        self.spring: Callable[[], None] | None = None
        self.closed = False

    def close(self) -> None:
        self.closed = True

    @property
    def size(self) -> int:
        return len(self.data)

    def read_at(self, offset: int, length: int) -> bytes:
        if self.spring is not None and (offset or self.at_once):
            spring, self.spring = self.spring, None
            spring()
        return self.data[offset : offset + length]


def strike_the_busy_one(pool: WorkerPool, number: int) -> Callable[[], None]:
    return lambda: os.kill(pool.pids[-1], number)


def still_works(pool: WorkerPool) -> bool:
    with pool.open(BytesSource(GOOD), "next.pdf") as opened:
        return opened.render(0, 1).width == 200 and "still here" in opened.text(0).text


@pytest.mark.parametrize("data", [slow_svg(), endless_pdf()], ids=["drawing", "pdf"])
def test_a_file_that_never_ends_is_stopped_and_the_next_opens(data: bytes) -> None:
    with WorkerPool(deadline_seconds=SHORT) as pool:
        with pytest.raises(EvidenceError) as caught, pool.open(BytesSource(data), "x") as opened:
            opened.render(0, 1)
        assert caught.value.code == "worker-hung"
        assert still_works(pool)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGKILL, "worker-crashed"), (signal.SIGSTOP, "worker-hung")]
)
def test_a_worker_killed_or_frozen_while_drawing_is_replaced(number: int, code: str) -> None:
    trap = Trap(noise_png())
    with WorkerPool(deadline_seconds=SHORT) as pool, pool.open(trap, "photo.png") as opened:
        trap.spring = strike_the_busy_one(pool, number)
        with pytest.raises(EvidenceError) as caught:
            opened.render(0, 1)
        assert caught.value.code == code
        assert still_works(pool)
        assert opened.render(0, 1).width == 400


def test_a_worker_killed_while_nobody_needed_it_is_not_noticed() -> None:
    with WorkerPool() as pool, pool.open(BytesSource(GOOD), "a.pdf") as opened:
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
            psutil.Process(pid).wait()
        assert opened.render(0, 1).width == 200


def test_closing_the_pool_leaves_no_process_and_no_thread() -> None:
    threads_before = set(threading.enumerate())
    pool = WorkerPool()
    opened = pool.open(BytesSource(GOOD), "a.pdf")
    pids = pool.pids
    pool.close()
    assert pids
    assert set(threading.enumerate()) == threads_before
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert not any(
        thread.name == "evidence-watchdog" for thread in threading.enumerate() if thread.ident is None
    )
    with pytest.raises(EvidenceError, match="closed"):
        opened.render(0, 1)
    opened.close()


def test_a_worker_killed_just_after_its_answer_is_reaped_too() -> None:
    pool = WorkerPool(warm=0)
    with pool.lend(object(), time.monotonic() + 5) as worker:
        worker.kill()
    assert not psutil.pid_exists(worker.pid)
    pool.close()


def test_work_that_is_over_soon_does_not_wake_the_watchdog() -> None:
    watchdog = Watchdog()
    ended = threading.Event()
    with watchdog.watch(0.0, ended.set):
        ended.wait()
    with watchdog.watch(3600, lambda: None):
        before = watchdog.looks
        for _ in range(200):
            with watchdog.watch(3700, lambda: None):
                pass
        # It may still be on its way to sleep from the first of them.
        assert watchdog.looks <= before + 2
    watchdog.close()


def test_work_that_ends_earlier_than_what_the_watchdog_waits_for_wakes_it() -> None:
    watchdog = Watchdog()
    ended = threading.Event()
    with watchdog.watch(3600, lambda: None), watchdog.watch(0.01, ended.set) as watch:
        ended.wait()
    assert watch.late
    watchdog.close()


def test_closing_the_pool_frees_whoever_waits_for_an_answer() -> None:
    pool = WorkerPool()
    trap = Trap(LONG)
    closing = threading.Thread(target=pool.close)

    def freeze_and_close() -> None:
        strike_the_busy_one(pool, signal.SIGSTOP)()
        closing.start()

    trap.spring = freeze_and_close
    with pytest.raises(EvidenceError):
        pool.open(trap, "a.pdf")
    closing.join()


def test_while_a_file_takes_long_a_spare_is_started_for_the_next() -> None:
    trap = Trap(LONG)
    spare: list[int] = []
    with WorkerPool() as pool:

        def wait_for_the_spare_and_strike() -> None:
            # The worker waits for these bytes meanwhile, as it would at a file that hangs it.
            with pool._changed:
                pool._changed.wait_for(lambda: len(pool._idle) == 1, timeout=8)
            spare.append(pool.pids[0])
            strike_the_busy_one(pool, signal.SIGKILL)()

        trap.spring = wait_for_the_spare_and_strike
        with pytest.raises(EvidenceError) as caught:
            pool.open(trap, "a.pdf")
        assert caught.value.code == "worker-crashed"
        assert still_works(pool)
        assert spare[0] in pool.pids


def test_a_pool_can_be_warmed_later() -> None:
    with WorkerPool(warm=0) as pool:
        assert pool.pids == ()
        pool.keep_warm(1)
        assert len(pool.pids) == 1
        assert still_works(pool)


def test_more_files_than_workers_stay_usable() -> None:
    with WorkerPool(workers=2) as pool:
        files = [pool.open(BytesSource(word_pdf(f"file {number}")), "a.pdf") for number in range(5)]
        for number, each in [*enumerate(files), *enumerate(files)]:
            assert f"file {number}" in each.text(0).text
        assert len(pool.pids) <= 3
        for each in files:
            each.close()


def test_a_cancelled_opening_ends_at_once_and_closes_the_source() -> None:
    token = CancelToken()
    trap = Trap(LONG)
    with WorkerPool(deadline_seconds=60) as pool:

        def freeze_and_cancel() -> None:
            strike_the_busy_one(pool, signal.SIGSTOP)()
            token.cancel()

        trap.spring = freeze_and_cancel
        with pytest.raises(Cancelled):
            pool.open(trap, "a.pdf", cancel=token)
        assert trap.closed
        assert still_works(pool)


def test_closing_a_file_ends_a_drawing_that_hangs() -> None:
    trap = Trap(noise_png())
    with WorkerPool(deadline_seconds=60) as pool:
        file = pool.open(trap, "photo.png")
        closing = threading.Thread(target=file.close)

        def freeze_and_close() -> None:
            strike_the_busy_one(pool, signal.SIGSTOP)()
            closing.start()

        trap.spring = freeze_and_close
        with pytest.raises(Cancelled):
            file.render(0, 1)
        closing.join()
        assert still_works(pool)


def test_what_is_wrong_with_the_blob_reaches_the_person_unchanged() -> None:
    trap = Trap(LONG)

    def damaged() -> None:
        raise StoreError("blob-damaged", "Damaged", "One bit is wrong.", "Fetch it again.")

    with WorkerPool() as pool:
        trap.spring = damaged
        with pytest.raises(StoreError, match="One bit"):
            pool.open(trap, "a.pdf")
        assert still_works(pool)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_disk_that_fails_is_said_so(at_once: bool) -> None:
    trap = Trap(LONG, at_once=at_once)

    def broken() -> None:
        raise OSError("input/output error")

    with WorkerPool() as pool:
        trap.spring = broken
        with pytest.raises(EvidenceError, match="cannot be read from this laptop"):
            pool.open(trap, "a.pdf")


def test_a_small_file_comes_along_with_the_order_to_open_it() -> None:
    asked: list[int] = []

    class Counted(BytesSource):
        def read_at(self, offset: int, length: int) -> bytes:
            asked.append(offset)
            return super().read_at(offset, length)

    with WorkerPool() as pool, pool.open(Counted(GOOD), "a.pdf") as opened:
        assert "still here" in opened.text(0).text
    assert asked == [0]


def test_a_later_picture_never_changes_an_earlier_one() -> None:
    with WorkerPool() as pool, pool.open(BytesSource(GOOD), "a.pdf") as opened:
        first = opened.render(0, 1)
        before = bytes(first.data)
        opened.render(0, 1, rotation=180)
        assert first.data == before


def test_pictures_from_many_threads_are_all_right() -> None:
    wrong: list[str] = []
    with WorkerPool() as pool:

        def work(number: int) -> None:
            with pool.open(BytesSource(word_pdf(f"thread {number}")), "a.pdf") as opened:
                for _ in range(5):
                    if f"thread {number}" not in opened.text(0).text or opened.render(0, 1).width != 200:
                        wrong.append(str(number))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert not wrong


ROGUE = "import os,sys; os.write(1, bytes.fromhex(sys.argv[1])); os.close(1); os.read(0, 1 << 20)"
HELLO = pack(Tag.HELLO, pack_document({"shields": []}))
LIES = [
    b"",
    b"\x00" * 64,
    HELLO[:-1],
    HELLO + pack(Tag.DRAWN),
    HELLO + pack(Tag.NEED, b"\xff" * 12),
    HELLO + pack(Tag.OPENED, b"\x05\x00\x00\x00[[[[["),
    HELLO + pack(Tag.OPENED, pack_document({"kind": "pdf", "pages": 10**12})),
    HELLO + pack(Tag.REFUSED, pack_document({"why": "<b>pay</b>", "kind": "pdf"})),
    pack(Tag.HELLO, pack_document({"shields": "none"})),
]


def rogue_says(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr(
        process, "_command", lambda environment: [sys.executable, "-S", "-c", ROGUE, said.hex()]
    )


@pytest.mark.parametrize("said", LIES)
def test_a_worker_that_lies_is_cut_off(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    rogue_says(monkeypatch, said)
    with WorkerPool(warm=0) as pool, pytest.raises(EvidenceError) as caught:
        pool.open(BytesSource(GOOD), "a.pdf")
    assert caught.value.code == "worker-crashed"


@settings(max_examples=25)
@given(garbage=st.binary(max_size=300), greeted=st.booleans())
def test_no_garbage_from_a_worker_harms_the_host(garbage: bytes, greeted: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        rogue_says(patch, (HELLO if greeted else b"") + garbage)
        with WorkerPool(warm=0) as pool, pytest.raises(EvidenceError):
            pool.open(BytesSource(GOOD), "a.pdf")


def test_a_program_that_cannot_start_its_worker_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_command", lambda environment: ["/no/such/program"])
    before = psutil.Process().num_fds()
    with WorkerPool() as pool, pytest.raises(EvidenceError) as caught:
        pool.open(BytesSource(GOOD), "a.pdf")
    assert caught.value.code == "no-worker"
    assert psutil.Process().num_fds() == before


def test_workers_do_not_outlive_a_host_that_was_killed() -> None:
    script = (
        "import sys; from reviewer_app.evidence import BytesSource, WorkerPool; pool = WorkerPool();"
        "pool.open(BytesSource(b'words'), 'a.txt'); print(*pool.pids, flush=True); sys.stdin.read()"
    )
    host = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with host:
        assert host.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in host.stdout.readline().split()]
        host.kill()
    gone, alive = psutil.wait_procs(workers, timeout=20)
    assert len(gone) == 2
    assert alive == []


def test_the_host_loads_no_decoder() -> None:
    heavy = [
        "PIL",
        "pypdfium2",
        "pypdfium2_raw",
        "pi_heif",
        "resvg_py",
        "charset_normalizer",
        "pydantic",
        "PySide6",
    ]
    script = f"import sys, reviewer_app.evidence; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
