"""The one door for developers: `python3 packaging/dev.py run|test|…`, from a bare machine to a window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dev_system
import dev_venv
from dev_system import Stop
from dev_venv import LOCKS, ROOT

OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
)


def run(arguments: Sequence[str]) -> int:
    """Open the program on a demo home; without a display, do the main job in the real window off-screen."""
    return _python(_ready(), ["-m", "reviewer_app", "demo", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run every check and every test, three at a time; words of your own go to pytest instead."""
    if sys.platform.startswith("linux"):
        dev_system.ensure(dev_system.TESTING)
    # One more than two cores: a fifth of the time tests wait for a socket, a disk or a clock.
    return check([]) or _python(_ready(), ["-m", "pytest", *(arguments or ("-n", "3"))])


def check(_arguments: Sequence[str]) -> int:
    """Run the checks that need no running program: style, types and floors."""
    python = _ready()
    for name, command in CHECKS:
        print(f"{name} …", flush=True)
        if _python(python, command) != 0:
            raise Stop(f"{name} found what must be put right first; nothing after it was run.")
    return 0


def bench(arguments: Sequence[str]) -> int:
    """Measure the program beside its limits."""
    return _python(_ready(), ["-m", "bench", *arguments])


def kill(arguments: Sequence[str]) -> int:
    """Kill working sessions at random moments and look for what was acknowledged; `--rounds 500` says how many."""
    return _python(_ready(), ["-m", "tests.journeys.killing", *arguments])


def sequences(arguments: Sequence[str]) -> int:
    """Work at random with restarts and kills, and compare shown with recorded; `--sequences 2000` says how often."""
    return _python(_ready(), ["-m", "tests.journeys.sequences", *arguments])


def assessors(arguments: Sequence[str]) -> int:
    """Let simulated assessors work at several hub processes over a bad line; `--assessors 50` says how many."""
    if sys.platform.startswith("linux"):
        dev_system.ensure(dev_system.TESTING)
    return _python(_ready(), ["-m", "tests.journeys.assessors", *arguments])


def faults(arguments: Sequence[str]) -> int:
    """Play random faults between a desk and a hub, and see all converge; `--schedules 1000` says how many."""
    return _python(_ready(), ["-m", "tests.exchange.schedules", *arguments])


def machine(arguments: Sequence[str]) -> int:
    """Work on several laptops with stores and hub put back and copied in between; `--runs 2000` says how often."""
    return _python(_ready(), ["-m", "tests.exchange.machine", *arguments])


def questions(arguments: Sequence[str]) -> int:
    """Ask a hub made-up questions of every route, and see that none ends in a 500; `--questions 500` says how many."""
    return _python(_ready(), ["-m", "tests.hub.made_up", *arguments])


def fuzz(arguments: Sequence[str]) -> int:
    """Open spoiled evidence and keep what kills a worker; `--rounds 5000` says how many."""
    return _python(_ready(), ["-m", "tests.evidence.mutating", *arguments])


def screenshots(arguments: Sequence[str]) -> int:
    """Take the pictures of the documentation again."""
    return _python(_ready(), ["docs/take_screenshots.py", *arguments])


def package(arguments: Sequence[str]) -> int:
    """Build the program as one folder and let it test itself off-screen."""
    dev_system.ensure((*dev_system.OFFSCREEN, *dev_system.ON_SCREEN, "binutils"))
    python = dev_venv.ensure(ROOT / "build" / "venv-package", LOCKS / "build.txt", upkeep=False)
    return _python(python, ["packaging/build_package.py", *arguments])


def package_check(arguments: Sequence[str]) -> int:
    """Let the packaged program test itself in a bare Debian without Python."""
    dev_system.ensure(["debootstrap"])
    return _python(Path(sys.executable), ["packaging/clean_root.py", *arguments])


def lock(_arguments: Sequence[str]) -> int:
    """Resolve pyproject.toml again into the hashed lock files."""
    tool = ROOT / "build" / "venv-lock"
    python = dev_venv.python_of(tool)
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(tool)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", UV], check=True)
    compile_ = ["-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    compile_ += ["--only-binary", ":all:", "--no-annotate", "--python-version", "3.11"]
    # The first resolves freely; the others must agree with it, so that what is tested is what is shipped.
    for name, extra in (
        ("dev", ["--extra", "dev", "--upgrade"]),
        ("runtime", []),
        ("build", ["--extra", "build"]),
    ):
        agree = [] if name == "dev" else ["--constraint", "packaging/locks/dev.txt"]
        output = ["--output-file", f"packaging/locks/{name}.txt"]
        done = _python(python, [*compile_, "pyproject.toml", *extra, *agree, *output])
        if done != 0:
            return done
    # What the benchmarks measure beside the program lives apart from it.
    return _python(
        python, [*compile_, "packaging/locks/peers.in", "--output-file", "packaging/locks/peers.txt"]
    )


def clean(_arguments: Sequence[str]) -> int:
    """Remove everything that was built, downloaded or cached here."""
    for name in (
        ".venv",
        "build",
        "dist",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
        ".import_linter_cache",
    ):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("reviewer_app", "tests", "packaging", "bench", "docs"):
        for cache in (ROOT / folder).rglob("__pycache__"):
            shutil.rmtree(cache, ignore_errors=True)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "kill": kill,
    "sequences": sequences,
    "machine": machine,
    "assessors": assessors,
    "faults": faults,
    "questions": questions,
    "fuzz": fuzz,
    "package": package,
    "package-check": package_check,
    "screenshots": screenshots,
    "lock": lock,
    "clean": clean,
}


def usage() -> str:
    """List the commands with what each is for."""
    lines = [f"  {name:14} {(command.__doc__ or '').strip()}" for name, command in COMMANDS.items()]
    return "usage: python3 packaging/dev.py COMMAND [WORDS…]\n\n" + "\n".join(lines)


def main(words: Sequence[str]) -> int:
    """Carry out one command; what stops it is said in one sentence, with exit code 2."""
    if sys.version_info < OLDEST_PYTHON:
        print("Reviewer needs Python 3.11 or newer; call packaging/dev.py with one.", file=sys.stderr)
        return 2
    if not words or words[0] not in COMMANDS:
        print(usage())
        return 0 if words in (["help"], ["--help"], ["-h"]) else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except Stop as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _ready() -> Path:
    on_screen = dev_system.ON_SCREEN if dev_system.has_display(os.environ) else ()
    if sys.platform.startswith("linux"):
        dev_system.ensure((*dev_system.OFFSCREEN, *on_screen))
    return dev_venv.ensure(ROOT / ".venv", LOCKS / "dev.txt")


def _python(python: Path, arguments: Sequence[str]) -> int:
    environment = dev_venv.clean_environment(os.environ)
    if not dev_system.has_display(environment):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run([str(python), *arguments], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
