"""A receipt on a machine that has nothing else: verified with the hub's key, with exit codes that scripts can use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer_app.domain.receipt_file import receipt_file
from reviewer_app.domain.receipts import read_receipts, sign_receipts
from tests.cli.conftest import Said
from tests.domain.test_receipt_file import HUB, LAPTOP, RECORDS, STRANGER, WHOLE


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "a.receipt.json"
    path.write_text(json.dumps(WHOLE), encoding="utf-8")
    return path


def test_it_says_what_is_proven_and_what_is_not(say: Said, receipt: Path, tmp_path: Path) -> None:
    said = say("receipt", "verify", receipt, "--hub-key", HUB.name)
    assert said.code == 0
    assert all(
        words in said.out for words in ("genuine", RECORDS[0].sha256, "that very one", "does not say who")
    )
    told = say("--json", "receipt", "verify", receipt, "--hub-key", HUB.name).document
    assert (told["proven"], told["accepted"], told["record_included"]) == (True, True, True)
    assert not (tmp_path / "home").exists()


def test_a_record_beside_it_must_be_the_very_one(say: Said, tmp_path: Path) -> None:
    bare, same, other = tmp_path / "bare.json", tmp_path / "same.json", tmp_path / "other.json"
    bare.write_text(json.dumps({k: v for k, v in WHOLE.items() if k != "document"}), encoding="utf-8")
    same.write_text(json.dumps(RECORDS[0].document), encoding="utf-8")
    other.write_text(json.dumps(RECORDS[1].document), encoding="utf-8")
    assert "only its hash" in say("receipt", "verify", bare, "--hub-key", HUB.name).out
    assert say("receipt", "verify", bare, "--hub-key", HUB.name, "--record", same).code == 0
    wrong = say("receipt", "verify", bare, "--hub-key", HUB.name, "--record", other)
    assert (wrong.code, "not the one" in wrong.err) == (3, True)


def test_what_proves_nothing_ends_with_another_code_each(say: Said, receipt: Path, tmp_path: Path) -> None:
    assert say("receipt", "verify", receipt, "--hub-key", STRANGER.name).code == 3
    assert say("receipt", "verify", receipt, "--hub-key", "z6Mk").code == 2
    assert say("receipt", "verify", tmp_path / "none.json", "--hub-key", HUB.name).code == 3
    receipt.write_text(receipt.read_text("utf-8").replace('"accepted": true', '"accepted": false'), "utf-8")
    assert say("receipt", "verify", receipt, "--hub-key", HUB.name).code == 3


def test_a_key_may_have_been_copied_with_blanks_and_a_file_without_end_is_refused(
    say: Said, receipt: Path
) -> None:
    assert say("receipt", "verify", receipt, "--hub-key", f" {HUB.name}\n").code == 0
    with receipt.open("r+b") as file:
        file.truncate(5 * 1024**3)
    said = say("receipt", "verify", receipt, "--hub-key", HUB.name)
    assert (said.code, "longer than any receipt" in said.err) == (3, True)


def test_a_genuine_refusal_says_why(say: Said, tmp_path: Path) -> None:
    record = RECORDS[0]
    entry = {"record": record.id, "n": 1, "sha256": record.sha256, "accepted": False, "code": "withdrawn"}
    batch = sign_receipts([{**entry, "reason": "Taken back."}], LAPTOP.name, HUB, "2026-11-24T08:00:00.000Z")
    path = tmp_path / "refused.json"
    path.write_text(json.dumps(receipt_file(batch, read_receipts(batch, HUB.name)[0])), encoding="utf-8")
    said = say("receipt", "verify", path, "--hub-key", HUB.name)
    assert (said.code, "refused record" in said.out, "Taken back." in said.out) == (1, True, True)


def test_receipts_of_a_store_without_any_are_none(say: Said, tmp_path: Path) -> None:
    say("store", "create")
    said = say("--json", "exchange", "receipts", "--export", tmp_path / "out")
    assert said.document["written"] == 0
