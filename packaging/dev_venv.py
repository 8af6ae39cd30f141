"""A virtual environment that holds exactly what a lock file says, made again only when it must be."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import dev_system
from dev_system import Stop

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "locks"
_STAMP = "made-from.txt"


def python_of(venv: Path) -> Path:
    """Say where a virtual environment keeps its Python."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def stamp_for(lock: Path) -> str:
    """Name everything a virtual environment depends on: the lock's content, this Python, this place."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{lock.name} {digest} python {sys.version_info.major}.{sys.version_info.minor} at {ROOT}\n"


def is_current(venv: Path, lock: Path) -> bool:
    """Say whether the environment was finished from this very lock; a half-made one carries no stamp."""
    stamp = venv / _STAMP
    return python_of(venv).exists() and stamp.is_file() and stamp.read_text("utf-8") == stamp_for(lock)


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Drop what would slow every start (no bytecode) or let another Python's packages in."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    return {name: value for name, value in environment.items() if name not in unwanted}


def ensure(venv: Path, lock: Path, *, upkeep: bool = True) -> Path:
    """Make the environment if it is missing, half-made or out of date, and give its Python."""
    python = python_of(venv)
    if is_current(venv, lock):
        return python
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        _need_venv_package()
    if venv.exists():
        shutil.rmtree(venv)
    print(f"Making {venv.relative_to(ROOT)} from {lock.relative_to(ROOT)} (a few minutes, once)", flush=True)
    environment = clean_environment(os.environ)
    _run([sys.executable, "-m", "venv", str(venv)], environment, "The virtual environment could not be made.")
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    install += ["--require-hashes", "--only-binary", ":all:", "--compile", "-r", str(lock)]
    _run(install, environment, "The pinned packages could not be installed; is there a network?")
    if upkeep:
        _let_it_find_the_checkout(python)
    (venv / _STAMP).write_text(stamp_for(lock), encoding="utf-8")
    return python


def _let_it_find_the_checkout(python: Path) -> None:
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=True)
    Path(found.stdout.strip(), "checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def _need_venv_package() -> None:
    name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if shutil.which("dpkg-query") is None:
        raise Stop(
            "This Python cannot make virtual environments: its modules venv and ensurepip are missing."
        )
    dev_system.ensure([name])


def _run(command: list[str], environment: Mapping[str, str], sentence: str) -> None:
    if subprocess.run(command, env=dict(environment), check=False).returncode != 0:
        raise Stop(sentence)
