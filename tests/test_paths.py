"""The home folder is private and whole, and resources are found in each of the program's three lives."""

import os
import stat
import sys
from pathlib import Path

import pytest

from reviewer_app import paths


def test_a_home_is_made_whole_and_private(tmp_path: Path) -> None:
    home = paths.open_home(tmp_path / "deep" / "home")
    assert all(folder.is_dir() for folder in home.folders())
    assert home.store_file == home.root / "store" / "desk.db"
    if os.name == "posix":
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in home.folders()} == {0o700}


def test_opening_a_home_again_keeps_what_is_in_it(tmp_path: Path) -> None:
    paths.open_home(tmp_path / "home").settings_file.write_text("theme = 'dark'")
    assert paths.open_home(tmp_path / "home").settings_file.read_text() == "theme = 'dark'"


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
def test_a_home_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    home = paths.open_home(tmp_path / "home")
    assert stat.S_IMODE(home.root.stat().st_mode) == 0o700


@pytest.mark.parametrize("place", ["home", "home/inner"])
def test_a_file_in_the_way_is_said_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(paths.HomeUnusable, match=r"a file is in its place\.$"):
        paths.open_home(tmp_path / place)


def test_the_usual_home_belongs_to_the_program() -> None:
    assert paths.default_home().name == "Reviewer"


def test_resources_are_found_in_a_checkout() -> None:
    assert paths.resource("fonts", "OFL.txt").is_file()


def test_resources_are_found_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "reviewer_app"
    (package / "_resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resource("icons") == package / "_resources" / "icons"


def test_resources_are_found_in_the_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("icons") == tmp_path / "resources" / "icons"


def test_a_missing_resource_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match="Install it again"):
        paths.resource("icons", "no-such.svg")
