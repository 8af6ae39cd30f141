"""Build dist/reviewer-app and let the built program test itself; called by `dev.py package`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "reviewer-app"
EXECUTABLE = PROGRAM / ("reviewer-app.exe" if os.name == "nt" else "reviewer-app")
# Large, and seen to work without their symbols; Qt's libraries break when stripped and stay as they are.
STRIPPED = ("libpython*.so*", "typst/*.so", "sqlcipher3/*.so", "sqlalchemy/**/*.so", "lib-dynload/*.so")


def build() -> int:
    """Run PyInstaller from a clean slate."""
    shutil.rmtree(PROGRAM, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build" / "pyinstaller")]
    return subprocess.run(
        [*command, str(ROOT / "packaging" / "reviewer.spec")], cwd=ROOT, check=False
    ).returncode


def strip() -> None:
    """Take the symbols out of the libraries that bear it."""
    tool = shutil.which("strip")
    if not sys.platform.startswith("linux") or tool is None:
        return
    for pattern in STRIPPED:
        for library in (PROGRAM / "_internal").glob(pattern):
            if not library.is_symlink():
                subprocess.run([tool, "--strip-unneeded", str(library)], check=True)


def self_test() -> int:
    """Let the built program do the main job off-screen, with nothing of this Python in its environment."""
    kept = (
        "PATH",
        "HOME",
        "LANG",
        "TMPDIR",
        "TEMP",
        "TMP",
        "SYSTEMROOT",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
    )
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    elsewhere = ROOT / "build"
    return subprocess.run(
        [str(EXECUTABLE), "self-test"], cwd=elsewhere, env=environment, check=False
    ).returncode


def main() -> int:
    """Build, say how large it is, and give the self-test's exit code."""
    code = build()
    if code != 0:
        print("PyInstaller could not build the program; its last lines above say why.", file=sys.stderr)
        return code
    strip()
    size = sum(path.stat().st_size for path in PROGRAM.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"Built {PROGRAM.relative_to(ROOT)}, {size / 1e6:.0f} MB; it now tests itself.", flush=True)
    code = self_test()
    print(
        "The packaged program works."
        if code == 0
        else f"The packaged program failed its self-test (exit code {code})."
    )
    return code


if __name__ == "__main__":
    sys.exit(main())
