"""The developers' door: what it decides before it runs anything."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("dev")


@pytest.fixture
def system(scripts: ModuleType) -> ModuleType:
    return sys.modules["dev_system"]


@pytest.fixture
def venv(scripts: ModuleType) -> ModuleType:
    return sys.modules["dev_venv"]


def test_an_unknown_command_lists_the_known(scripts: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert scripts.main(["dance"]) == 2
    assert "  bench" in capsys.readouterr().out
    assert scripts.main(["--help"]) == 0


def test_an_old_python_is_refused_in_a_sentence(
    scripts: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "OLDEST_PYTHON", (99, 0))
    assert scripts.main(["run"]) == 2
    assert capsys.readouterr().err.startswith("Reviewer needs Python")


def test_what_stops_a_command_is_one_sentence(
    scripts: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_words: object) -> int:
        raise scripts.Stop("The tyres are flat.")

    monkeypatch.setitem(scripts.COMMANDS, "run", stop)
    assert scripts.main(["run"]) == 2
    assert capsys.readouterr().err == "The tyres are flat.\n"


def test_packages_count_as_there_only_when_installed_or_stood_for(system: ModuleType) -> None:
    listing = (
        "installed\tlibegl1\t\nconfig-files\tlibgl1\t\ninstalled\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.84)\n"
    )
    assert system.missing(["libegl1", "libgl1", "libglib2.0-0", "nothing"], listing) == ["libgl1", "nothing"]


def test_without_root_the_missing_packages_are_named(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "missing", lambda wanted, listing: ["libegl1", "libgl1"])
    monkeypatch.setattr(system, "_as_root", lambda: None)
    monkeypatch.setattr(system.subprocess, "run", lambda *_, **__: type("Ran", (), {"stdout": ""}))
    with pytest.raises(system.Stop, match=r"missing.*: libegl1 libgl1\.$"):
        system.ensure(["libegl1", "libgl1"])


def test_off_debian_nothing_is_asked_for(system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.setattr(system.subprocess, "run", lambda command, **_: asked.append(command))
    system.ensure(["libegl1"])
    assert asked == []


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":1"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
    ],
)
def test_only_linux_can_be_without_a_display(
    system: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variables: dict[str, str],
    expected: bool,
) -> None:
    monkeypatch.setattr(system.sys, "platform", platform)
    assert system.has_display(variables) is expected


def test_an_environment_is_current_only_with_the_stamp_of_this_very_lock(
    venv: ModuleType, tmp_path: Path
) -> None:
    lock = tmp_path / "dev.txt"
    lock.write_text("one==1\n")
    made = tmp_path / "venv"
    assert not venv.is_current(made, lock)
    venv.python_of(made).parent.mkdir(parents=True)
    venv.python_of(made).touch()
    assert not venv.is_current(made, lock), "half-made"
    (made / "made-from.txt").write_text(venv.stamp_for(lock), encoding="utf-8")
    assert venv.is_current(made, lock)
    lock.write_text("one==2\n")
    assert not venv.is_current(made, lock)


def test_commands_run_with_bytecode_and_without_foreign_packages(venv: ModuleType) -> None:
    given = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "/elsewhere", "HOME": "/home/someone"}
    assert venv.clean_environment(given) == {"HOME": "/home/someone"}


@pytest.mark.parametrize("name", ["runtime", "dev", "build"])
def test_locks_pin_and_hash_everything_the_project_names(venv: ModuleType, name: str) -> None:
    text = (venv.LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert entries
    assert all("==" in line and line.endswith("\\") for line in entries)
    project = (venv.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = project.split("\ndependencies = [")[1].split("\n]")[0]
    pins = [line.strip(' ",') for line in wanted.splitlines() if line.strip().startswith('"')]
    locked = {line.split(" ")[0].lower().replace("_", "-") for line in entries}
    assert {pin.lower().replace("_", "-") for pin in pins} <= locked
