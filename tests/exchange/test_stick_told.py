"""docs/stick.md tells the folders, forms, fields and numbers that are really there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from reviewer_app.domain.signing import canonical
from reviewer_app.exchange import carrier, folder, left, left_bank
from reviewer_app.exchange.carrier import TO_HUB, TO_LAPTOPS, Carrier
from reviewer_app.exchange.sealing import unseal
from reviewer_app.hub.carrying import visit
from tests.exchange.carried import StrictDisk, bring_over
from tests.exchange.conftest import Scene
from tests.exchange.sample_work import say

TEXT = (Path(__file__).parents[2] / "docs" / "stick.md").read_text("utf-8")


def test_every_field_of_every_message_is_named(scene: Scene, tmp_path: Path) -> None:
    stick = Carrier(StrictDisk(tmp_path / "stick"))
    scene.desk.add(say(scene.desk.key, 1))
    bring_over(stick, scene.desk, scene.pairing.hub_key, scene.served.clock)
    opened = [unseal(stick.read(TO_HUB, name), scene.served.hub.books.key) for name in stick.messages(TO_HUB)]
    visit(scene.served.hub.books, stick)
    opened += [unseal(stick.read(TO_LAPTOPS, name), scene.desk.key) for name in stick.messages(TO_LAPTOPS)]
    heads = [json.loads(each.partition(b"\n")[0]) for each in opened]
    heads.append(json.loads(left.piece("0" * 64, 0, 1, b"x").partition(b"\n")[0]))
    heads += [left_bank.between(each, "z6Mk", "z6Mk", 1, ()) for each in (left_bank.ASKED, left_bank.TOLD)]
    heads.append(left.gift_head("z6Mk", "z6Mk", (), ""))
    heads[-1] |= {"own": (), "totals": ()}  # of an answer and a question where lines differ
    forms = {
        left.QUESTION,
        left.RECORDS,
        left.ANSWER,
        left.GIFT,
        left.PIECE_HEAD,
        left_bank.ASKED,
        left_bank.TOLD,
    }
    assert {each["format"] for each in heads} == forms
    for head in heads:
        assert f"`{head['format']}`" in TEXT
        assert [name for name in set(head) - {"format", "version"} if f"`{name}`" not in TEXT] == []


def test_the_numbers_and_places_are_the_programs_own() -> None:
    for place in (
        carrier.FOLDER,
        f"{TO_HUB}/",
        f"{TO_LAPTOPS}/",
        f"{carrier.GIVEN_BACK}/",
        f"{carrier.FILES}/XX/",
        f"{carrier.HELLOS}/",
        f"{carrier.BANK_TO_HUB}/",
        f"{carrier.BANK_TO_LAPTOPS}/",
    ):
        assert f"`{place}`" in TEXT
    assert f"pieces of {carrier.PIECE // 2**20} MiB" in TEXT
    assert f"larger than {carrier.LARGEST_MESSAGE // 2**20} MiB" in TEXT
    assert f"{folder.MOST_WANTED:,} files" in TEXT


def test_a_message_is_known_by_its_content(scene: Scene) -> None:
    head = left.records_head("z6Mk", "z6Mk", [b"one", b"two"])
    assert head["sha256"] == hashlib.sha256(b"one\ntwo").hexdigest()
    assert canonical(head) == canonical(left.records_head("z6Mk", "z6Mk", [b"one", b"two"]))
