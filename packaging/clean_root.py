"""Let dist/reviewer-app test itself in a bare Debian 12 that holds no Python; called by `dev.py package-check`.

The root is Debian's smallest (`debootstrap --variant=minbase`), in build/clean-root, plus the libraries below, which
every desktop has and PyInstaller therefore leaves to the system. The program runs there by chroot, in mount, process
and network spaces of its own: a fresh /tmp, /proc and /dev/shm, an empty environment, its folder read-only at /app, and
no network but loopback. Nothing stays mounted afterwards.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "reviewer-app"
CLEAN = ROOT / "build" / "clean-root"
ALLOWED = ("libegl1", "libgl1", "libfontconfig1", "fonts-dejavu-core")

# A new network space starts with its loopback down; this raises it (SIOCSIFFLAGS with IFF_UP and IFF_RUNNING).
LOOPBACK = (
    "import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh14x', b'lo', 0x41))"
)

INSIDE = """
set -eu
"$3" -c "$4"
mount -t proc proc "$1/proc"
mount -t tmpfs tmpfs "$1/dev/shm"
mount -t tmpfs tmpfs "$1/tmp"
mkdir -p "$1/app"
mount --bind "$2" "$1/app"
mount -o remount,bind,ro "$1/app"
exec env -i PATH=/usr/bin:/bin HOME=/tmp/home LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
    /usr/sbin/chroot "$1" /app/reviewer-app self-test
"""


def make_root() -> None:
    """Make the bare system once; a half-made one is made again."""
    done = CLEAN / "etc" / "clean-root-made"
    if done.exists() and done.read_text(encoding="utf-8") == " ".join(ALLOWED):
        return
    shutil.rmtree(CLEAN, ignore_errors=True)
    print(f"Making a bare Debian 12 in {CLEAN.relative_to(ROOT)} (once)", flush=True)
    tool = shutil.which("debootstrap", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") or "debootstrap"
    include = "--include=" + ",".join(ALLOWED)
    subprocess.run(
        [tool, "--variant=minbase", include, "bookworm", str(CLEAN)], check=True, stdout=subprocess.DEVNULL
    )
    done.write_text(" ".join(ALLOWED), encoding="utf-8")


def pythons() -> list[str]:
    """Name every Python found inside the bare system; there must be none."""
    places = [CLEAN / "usr" / "bin", CLEAN / "usr" / "local" / "bin", CLEAN / "usr" / "lib"]
    return sorted(str(path.relative_to(CLEAN)) for place in places for path in place.glob("*python*"))


def main() -> int:
    """Run the self-test inside and give its exit code."""
    if os.name != "posix" or os.geteuid() != 0:
        print(
            "This check makes a system root of its own, so it must be run as root on Linux.", file=sys.stderr
        )
        return 2
    if not (PROGRAM / "reviewer-app").exists():
        print("There is no dist/reviewer-app yet; run `make package` first.", file=sys.stderr)
        return 2
    make_root()
    found = pythons()
    if found:
        print(f"The bare system is not bare; it holds {', '.join(found)}.", file=sys.stderr)
        return 2
    command = ["unshare", "--mount", "--pid", "--net", "--fork", "bash", "-c", INSIDE, "clean-root"]
    command += [str(CLEAN), str(PROGRAM), sys.executable, LOOPBACK]
    code = subprocess.run(command, check=False).returncode
    if code != 0:
        print(
            f"The packaged program failed its self-test in a bare Debian (exit code {code}).", file=sys.stderr
        )
        return code
    print("The packaged program works in a bare Debian without Python.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
