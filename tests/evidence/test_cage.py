"""What a worker can no longer do once it serves; tried from inside a process that shut its own doors the same way."""

import os
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.pixels import AREA_BYTES, PixelArea, unnamed_memory
from reviewer_app.evidence.process import MEMORY_ENV
from reviewer_app.evidence.worker import landlock, seccomp
from tests.evidence.samples import word_pdf

linux = sys.platform == "linux"
CAGED = """
import ctypes, os, platform, resource, socket, sys, threading
from reviewer_app.evidence.worker import cage
from reviewer_app.paths import resource as own

def try_(name, deed):
    try:
        deed()
        print(name, "worked")
    except Exception as fault:
        print(name, type(fault).__name__)

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
column = {"x86_64": 0, "aarch64": 1}.get(platform.machine())

def call(numbers, *words):
    told = libc.syscall(numbers[column], *(ctypes.c_long(w) if isinstance(w, int) else w for w in words))
    if told < 0:
        raise OSError(ctypes.get_errno(), "")

def mapped(flags, size=400 << 20):
    libc.mmap.restype = ctypes.c_void_p
    place = libc.mmap(None, ctypes.c_size_t(size), 3, flags, -1, ctypes.c_long(0))
    if place in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "")

outside = sys.argv[1]
line = socket.socket()
held = os.open(outside, os.O_RDWR)
early = cage.leave_the_network() if "namespaces" in sys.argv else ()
if "landlock" not in sys.argv:
    cage.landlock.only_read = lambda folder: False
shields, fonts = cage.close_the_doors(early, tuple(str(p) for p in sorted(own("fonts").glob("*.ttf"))))
print("shields", *shields)
try_("socket", lambda: socket.socket())
try_("connect", lambda: line.connect(("127.0.0.1", 9)))
try_("read", lambda: os.open(outside, os.O_RDONLY))
try_("readup", lambda: os.open("../../../.." + outside, os.O_RDONLY))
try_("proc", lambda: os.open("/proc/self/environ", os.O_RDONLY))
try_("create", lambda: os.open("/new", os.O_WRONLY | os.O_CREAT))
try_("grow", lambda: os.ftruncate(held, 1 << 20))
try_("fork", os.fork)
try_("exec", lambda: os.execv("/bin/true", ["true"]))
try_("kill", lambda: os.kill(os.getppid(), 0))
try_("link", lambda: os.unlink(outside))
parent, room = os.getppid(), ctypes.create_string_buffer(4096)
try_("killall", lambda: os.kill(-1, 0))
try_("ptrace", lambda: call((101, 117), 16, parent, 0, 0))
try_("peek", lambda: call((310, 270), parent, room, 0, room, 0, 0))
try_("pidfd", lambda: call((434, 434), parent, 0))
try_("limit", lambda: call((302, 261), parent, 7, 0, room))
try_("pin", lambda: call((203, 122), parent, 8, room))
try_("nice", lambda: call((141, 140), 0, parent, 19))
try_("memfd", lambda: call((319, 279), b"x", 0))
try_("execveat", lambda: call((322, 281), held, b"", 0, 0, 0x1000))
try_("ring", lambda: call((425, 425), 4, room))
try_("bpf", lambda: call((321, 280), 0, room, 64))
try_("mount", lambda: call((165, 40), b"none", b"/", b"tmpfs", 0, 0))
try_("unshare", lambda: call((272, 97), 0x10000000))
try_("chroot", lambda: os.chroot("/"))
try_("setuid", lambda: os.setuid(0))
try_("queue", lambda: call((68, 186), 0, 0o1600))
try_("shm", lambda: call((29, 194), 0, 4096, 0o1600))
try_("pipe", os.pipe)
try_("dup", lambda: os.dup(held))
try_("ioctl", lambda: call((16, 29), held, 0x5412, b"x"))
try_("openfor", lambda: os.open(fonts[0], os.O_WRONLY))
try_("shared", lambda: mapped(0x21))
try_("growing", lambda: mapped(0x122))
try_("sharedlater", lambda: mapped(0x23))
try_("map", lambda: mapped(0x22, 1 << 20))
try_("memory", lambda: bytearray(400 << 20))
try_("font", lambda: [os.open(each, os.O_RDONLY) for each in fonts])
try_("thread", lambda: threading.Thread(target=lambda: None).start())
sys.stdout.flush()
"""


WAYS = [("namespaces", "landlock"), ("landlock",), ()]


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: "+".join(way) or "seccomp alone")
def tried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    outside = tmp_path_factory.mktemp("outside") / "diary.txt"
    outside.write_text("private")
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CAGED), str(outside), *request.param],
        env=os.environ | {MEMORY_ENV: str(200 << 20), "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert outside.read_text() == "private"
    for shield in request.param if linux else ():
        assert shield in run.stdout.splitlines()[0]
    return dict(line.split(" ", 1) for line in run.stdout.splitlines())


DENIED = {
    **{
        key: {"PermissionError"}
        for key in (
            *(
                "socket",
                "connect",
                "create",
                "grow",
                "fork",
                "exec",
                "kill",
                "link",
                "killall",
                "ptrace",
                "peek",
            ),
            *(
                "pidfd",
                "limit",
                "pin",
                "nice",
                "memfd",
                "execveat",
                "ring",
                "bpf",
                "mount",
                "unshare",
                "chroot",
            ),
            *("setuid", "queue", "shm", "pipe", "dup", "ioctl", "shared", "growing", "sharedlater"),
        )
    },
    "openfor": {"PermissionError", "IndexError"},
    **{key: {"PermissionError", "FileNotFoundError"} for key in ("read", "readup", "proc")},
    "memory": {"MemoryError"},
}


@pytest.mark.parametrize("deed", DENIED if linux else ["memory"])
def test_a_caged_process_is_refused(tried: dict[str, str], deed: str) -> None:
    assert tried[deed] in DENIED[deed]


@pytest.mark.parametrize("deed", ["font", "thread", "map"] if linux else ["font", "thread"])
def test_a_caged_process_still_can(tried: dict[str, str], deed: str) -> None:
    assert tried[deed] == "worked"


def test_a_worker_says_which_shields_hold(pool: WorkerPool) -> None:
    with pool.open(BytesSource(b"words"), "a.txt"):
        shields = pool.shields
    assert "limits" in shields or os.name != "posix"
    assert "seccomp" in shields or not linux


@pytest.mark.skipif(not linux, reason="/proc and capabilities are of Linux")
def test_a_worker_has_no_rights_and_nothing_open_but_pipes_and_pixels(pool: WorkerPool) -> None:
    with pool.open(BytesSource(word_pdf("a")), "a.pdf") as file:
        file.render(0, 1)
        pid = pool.pids[-1]
        state = Path(f"/proc/{pid}/status").read_text()
        # Nobody else may look into a worker, so that what it holds is seen only by the superuser.
        looking = os.geteuid() == 0
        held = sorted(str(x.readlink()) for x in Path(f"/proc/{pid}/fd").iterdir()) if looking else []
    told = dict(line.split(":\t", 1) for line in state.splitlines() if ":\t" in line)
    assert {told[each] for each in ("CapEff", "CapPrm", "CapInh")} == {"0" * 16}
    assert (told["NoNewPrivs"], told["Seccomp"]) == ("1", "2")
    assert [x.split(":")[0] for x in held] == (["/dev/null"] * 3 + ["/memfd", "pipe", "pipe"]) * looking


@pytest.mark.parametrize(
    ("version", "rights", "more"),
    [(1, 13, ()), (2, 14, ()), (3, 15, ()), (4, 15, (3,)), (5, 16, (3,)), (6, 16, (3, 3)), (9, 16, (3, 3))],
)
def test_landlock_is_told_to_refuse_all_that_a_kernel_knows(
    version: int, rights: int, more: tuple[int, ...]
) -> None:
    told = landlock.handled_by(version)
    assert struct.unpack(f"<{len(told) // 8}Q", told) == ((1 << rights) - 1, *more)


def test_a_worker_gets_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_SECRET", "key")
    with WorkerPool() as pool:
        assert "REVIEWER_SECRET" not in psutil.Process(pool.pids[0]).environ()


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_a_whole_program_for_each_processor(machine: str) -> None:
    program = seccomp.rules(machine, reading=True, own_pid=7)
    steps = [program[at : at + 8] for at in range(0, len(program), 8)]
    assert len(steps) * 8 == len(program) < 8 * 4096
    for number, step in enumerate(steps):
        if step[0] & 7 == 5:
            assert number + 1 + max(step[2], step[3]) < len(steps)


def test_the_pixel_area_cannot_be_made_smaller_under_the_host() -> None:
    area = PixelArea()
    try:
        if linux:
            with pytest.raises(PermissionError):
                os.ftruncate(area.handles[0], 0)
        assert area.copy(8) == b"\x00" * 8
    finally:
        area.close()


def test_memory_without_a_name_is_there_where_sealed_memory_is_not() -> None:
    handle = unnamed_memory(4096)
    assert os.fstat(handle).st_size == 4096 < AREA_BYTES
    os.close(handle)


def test_opening_and_drawing_leaves_no_descriptor_behind() -> None:
    def round_trip() -> None:
        with WorkerPool() as pool, pool.open(BytesSource(word_pdf("a")), "a.pdf") as file:
            file.render(0, 1)

    round_trip()
    before = psutil.Process().num_fds()
    for _ in range(3):
        round_trip()
    assert psutil.Process().num_fds() == before
