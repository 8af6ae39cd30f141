"""Which volumes count as sticks: those that can be taken out, and any that carries our folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QStorageInfo

from reviewer_app.exchange.carrier import FOLDER
from reviewer_app.ui.syncing import volumes


def mounted(path: Path, name: str = "", *, ready: bool = True, root: bool = False) -> SimpleNamespace:
    """A volume as Qt tells it."""
    return SimpleNamespace(
        rootPath=lambda: str(path),
        displayName=lambda: name,
        isValid=lambda: True,
        isReady=lambda: ready,
        isRoot=lambda: root,
    )


def test_sticks_are_told_from_disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ours", "root", "asleep"):
        (tmp_path / name / FOLDER).mkdir(parents=True)
    there = [
        mounted(Path("/media/ada/BLUE"), "BLUE"),
        mounted(Path("/data"), "DATA"),
        mounted(tmp_path / "ours"),
        mounted(tmp_path / "root", root=True),
        mounted(tmp_path / "asleep", ready=False),
    ]
    monkeypatch.setattr(volumes.QStorageInfo, "mountedVolumes", lambda: there)
    found = volumes.plugged_in()
    assert [(each.name, each.ours) for each in found] == [("ours", True), ("BLUE", False)]


def test_a_stick_that_was_lost_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours" / FOLDER).mkdir(parents=True)
    real = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if "LOST" in path.parts:
            raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")
        return real(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    there = [mounted(Path("/media/ada/LOST"), "LOST"), mounted(tmp_path / "ours")]
    monkeypatch.setattr(volumes.QStorageInfo, "mountedVolumes", lambda: there)
    assert [(each.name, each.ours) for each in volumes.plugged_in()] == [("ours", True), ("LOST", False)]


def test_the_volumes_of_this_machine_can_be_told() -> None:
    roots = {Path(each.rootPath()) for each in QStorageInfo.mountedVolumes()}
    assert {each.path for each in volumes.plugged_in()} <= roots
