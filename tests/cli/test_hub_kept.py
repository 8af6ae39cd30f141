"""A hub is backed up, lost, restored and looked through by command, and says what is wrong in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reviewer_app.cli.hub_backup import SINCE_THEN
from tests.cli.conftest import Said


@pytest.fixture
def hub(say: Said, bundle: Path) -> None:
    assert say("hub", "create", "Lakeside").code == 0
    assert say("hub", "take", bundle).code == 0
    assert say("hub", "add-person", "Ada").code == 0


@pytest.mark.usefixtures("hub")
def test_a_hub_comes_back_by_its_own_passphrase(say: Said, tmp_path: Path) -> None:
    home, kept = tmp_path / "home", tmp_path / "kept"
    made = say("hub", "backup", kept, "--json").document
    assert made["copied"] == made["files"] > 0
    assert "0 of" in say("hub", "backup", kept).out
    assert say("hub", "restore", kept).code == 2
    shutil.rmtree(home)
    found = say("hub", "restore", kept, "--snapshot", made["snapshot"], "--json").document
    assert (found["name"], found["lacking"]) == ("Lakeside", [])
    assert say("hub", "people", "--json").document[0]["name"] == "Ada"
    looked = say("hub", "verify", "--json").document
    assert (looked["sound"], looked["files"]) == (True, made["files"])
    assert "All is sound." in say("hub", "verify", kept).out
    assert say("hub", "restore", tmp_path).code == 3


@pytest.mark.usefixtures("hub")
def test_a_hub_comes_back_by_a_passphrase_of_the_backup(
    say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, kept = tmp_path / "home", tmp_path / "kept"
    monkeypatch.setenv("REVIEWER_HUB_BACKUP_PASSPHRASE", "words of the backup")
    assert say("hub", "backup", kept, "--without-files", "--json").document["copied"] == 0
    assert not (kept / "key.json").exists()
    shutil.rmtree(home)
    answer = say("hub", "restore", kept)
    assert answer.code == 0
    assert "The backup has no file" in answer.out
    assert [each for each in SINCE_THEN if each not in answer.out] == []
    assert say("hub", "verify").code == 1
    monkeypatch.setenv("REVIEWER_HUB_BACKUP_PASSPHRASE", "other words")
    assert say("hub", "verify", kept).code == 4


@pytest.mark.usefixtures("hub")
def test_each_fault_is_one_line_that_says_what_to_do(say: Said, bundle: Path, tmp_path: Path) -> None:
    path = next((tmp_path / "home" / "hub" / "blobs").glob("??/*"))
    path.write_bytes(path.read_bytes()[:-1])
    answer = say("hub", "verify")
    assert answer.code == 1
    lines = answer.out.splitlines()
    assert lines[0].startswith(f"blob-damaged: file {path.name}. ")
    assert "Take its bundle in again" in lines[0]
    assert lines[1].endswith("Faults: 1.")
    backed = say("hub", "backup", tmp_path / "kept")
    assert (backed.code, path.name in backed.out) == (1, True)
    assert say("hub", "take", bundle).code == 0
    assert say("hub", "verify").code == 0


def test_a_key_in_the_keyring_alone_is_not_backed_up_by(
    say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr("keyring.set_password", lambda _service, entry, word: kept.update({entry: word}))
    monkeypatch.setattr("keyring.get_password", lambda _service, entry: kept.get(entry))
    assert say("hub", "create", "Lakeside", "--keyring").code == 0
    answer = say("hub", "backup", tmp_path / "kept")
    assert answer.code == 2
    assert "backup_passphrase" in answer.err


def test_a_hub_that_is_not_served_is_not_healthy(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_HUB_PORT", "1")
    assert say("hub", "health").code == 5
    monkeypatch.setenv("REVIEWER_HUB_PROT", "1")
    assert say("hub", "health").code == 2


def test_a_hub_whose_key_is_a_setting_needs_no_passphrase(
    say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("ab" * 32, "utf-8")
    monkeypatch.setenv("REVIEWER_HUB_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("REVIEWER_HUB_FOLDER", str(tmp_path / "served"))
    monkeypatch.delenv("REVIEWER_PASSPHRASE")
    assert say("hub", "people").code == 2
    assert say("hub", "create", "Lakeside").code == 0
    assert say("hub", "status", "--json").document["name"] == "Lakeside"
    assert say("hub", "backup", tmp_path / "kept").code == 0
    shutil.rmtree(tmp_path / "served")
    assert say("hub", "restore", tmp_path / "kept").code == 0
    assert say("hub", "status", "--json").document["name"] == "Lakeside"
    assert not (tmp_path / "served" / "key.json").exists()


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize("empty", [False, True])
def test_a_lost_record_is_said_and_no_new_hub_takes_its_place(say: Said, tmp_path: Path, empty: bool) -> None:
    record = tmp_path / "home" / "hub" / "hub.db"
    record.unlink()
    if empty:
        record.touch()
    for words in (["verify"], ["status"], ["serve", "--port", "0"], ["backup", str(tmp_path / "kept")]):
        answer = say("hub", *words)
        assert (answer.code, "record is missing" in answer.err) == (4, True)
    assert record.exists() is empty


@pytest.mark.usefixtures("hub")
def test_what_lies_in_the_place_of_a_file_or_the_key_is_said(say: Said, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "hub"
    file = next((folder / "blobs").glob("??/*"))
    file.unlink()
    file.mkdir()
    told = say("hub", "verify", "--json").document
    assert [each["code"] for each in told["wrong"]] == ["blob-damaged"]
    (folder / "key.json").write_bytes(b"[" * 100_000)
    answer = say("hub", "verify")
    assert (answer.code, "cannot be read as a key" in answer.err) == (4, True)
