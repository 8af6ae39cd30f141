"""What a stranger may have put on a stick, in the place of messages: it stops nothing, and leads nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey, canonical, signed
from reviewer_app.exchange import hello, left
from reviewer_app.exchange.carrier import FILES, GIVEN_BACK, HELLOS, TO_HUB, TO_LAPTOPS, Carrier
from reviewer_app.exchange.disk import Disk
from reviewer_app.exchange.sealing import Names, seal
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.welcoming import introduced, welcome
from tests.exchange.carried import bring_over
from tests.exchange.conftest import Scene
from tests.exchange.sample_work import say

AT = "2026-11-27T08:00:00Z"


def carrier_at(root: Path) -> Carrier:
    return Carrier(Disk(root))


def round_trip(scene: Scene, root: Path) -> None:
    for turn in (0, 1):
        bring_over(carrier_at(root), scene.desk, scene.pairing.hub_key, scene.served.clock)
        if turn == 0:
            scene.served.clock.pass_by(minutes=1)
            visit(scene.served.hub.books, carrier_at(root))


def introduce(root: Path, seed: int, at: str = AT) -> SigningKey:
    key = SigningKey(bytes([seed]) * 32)
    hello.introduce(carrier_at(root), key, at, CancelToken())
    return key


def test_what_is_no_plain_file_stops_nothing(scene: Scene, tmp_path: Path) -> None:
    root = tmp_path / "stick"
    for folder in ("", TO_HUB, TO_LAPTOPS, FILES, f"{FILES}/ab", HELLOS):
        place = root / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{'1' * 32}.age").symlink_to(f"{'1' * 32}.age")
        (place / f"{'2' * 32}.age").symlink_to("/dev/zero")
        (place / "old.age.part").mkdir()
        os.utime(place / "old.age.part", (0, 0))
        os.mkfifo(place / f"{'3' * 32}.age")
    scene.desk.add(say(scene.desk.key, scene.desk.latest_n() + 1))
    round_trip(scene, root)
    assert scene.desk.waiting == []
    assert list(scene.desk.files.values()) == [scene.lesson]


@pytest.mark.parametrize("folder", ["", TO_HUB, FILES])
def test_no_link_leads_out_of_the_folder(scene: Scene, tmp_path: Path, folder: str) -> None:
    root, elsewhere = tmp_path / "stick", tmp_path / "thesis"
    elsewhere.mkdir()
    precious = elsewhere / "chapter.part"
    precious.write_bytes(b"years of work")
    os.utime(precious, (0, 0))
    if folder:
        root.mkdir()
    (root / folder).symlink_to(elsewhere)
    scene.desk.add(say(scene.desk.key, scene.desk.latest_n() + 1))
    for turn in (
        lambda: bring_over(carrier_at(root), scene.desk, scene.pairing.hub_key, scene.served.clock),
        lambda: visit(scene.served.hub.books, carrier_at(root), [scene.desk.key.name]),
    ):
        with pytest.raises(LineError, match="link to somewhere else") as caught:
            turn()
        assert caught.value.code == "road-trouble"
    assert list(elsewhere.iterdir()) == [precious]
    assert scene.desk.waiting != []


def test_what_is_in_the_way_is_named(scene: Scene, tmp_path: Path) -> None:
    root = tmp_path / "stick"
    round_trip(scene, root)
    [*_, message] = sorted((root / TO_HUB).iterdir())
    message.unlink()
    message.mkdir()
    with pytest.raises(LineError, match=f"{message.name}” is in the way"):
        bring_over(carrier_at(root), scene.desk, scene.pairing.hub_key, scene.served.clock)
    message.rmdir()
    message.parent.rename(tmp_path / "moved")
    message.parent.write_bytes(b"")
    with pytest.raises(LineError, match="“to-hub” is in the way"):
        visit(scene.served.hub.books, carrier_at(root))


def test_a_stray_giant_among_introductions_hides_none(scene: Scene, tmp_path: Path) -> None:
    root = tmp_path / "stick"
    laptop = introduce(root, 5)
    with (root / HELLOS / f"{'f' * 32}.age").open("wb") as giant:
        giant.truncate(5 * 1024**3)
    [asks] = introduced(carrier_at(root))
    assert asks.device == laptop.name
    welcome(scene.served.hub.books, carrier_at(root), asks.code, scene.pairing.person)
    found = hello.find_welcome(carrier_at(root), laptop)
    assert found is not None
    assert found.pairing.hub_key == scene.served.hub.books.key.name


def test_a_flood_of_introductions_is_said_and_costs_no_time(tmp_path: Path) -> None:
    root = tmp_path / "stick"
    introduce(root, 5)
    bare = {"format": hello.HELLO, "version": 1, "versions": [1]}
    for number in range(hello.MOST_HELLOS):
        key = SigningKey(number.to_bytes(32, "big"))
        document = canonical(signed({**bare, "device": key.name}, key, AT))
        (root / HELLOS / f"{number:032x}.age").write_bytes(document)
    with pytest.raises(LineError) as caught:
        introduced(carrier_at(root))
    assert caught.value.code == "too-many-hellos"


def test_a_laptop_let_in_no_longer_is_told_of_by_name_and_why(scene: Scene, tmp_path: Path) -> None:
    root, hub = tmp_path / "stick", scene.served.hub
    scene.desk.add(say(scene.desk.key, scene.desk.latest_n() + 1))
    bring_over(carrier_at(root), scene.desk, scene.pairing.hub_key, scene.served.clock)
    hub.set_active(scene.person, False)
    [told] = visit(hub.books, carrier_at(root)).shut_out
    assert told.startswith("2 messages of Ada’s laptop were left alone: the account is disabled")
    hub.set_active(scene.person, True)
    done = visit(hub.books, carrier_at(root))
    assert (done.shut_out, done.strangers, done.accepted) == ([], 0, 1)
    bring_over(carrier_at(root), scene.desk, scene.pairing.hub_key, scene.served.clock)
    hub.revoke(scene.desk.device)
    [told] = visit(hub.books, carrier_at(root)).shut_out
    assert told == "1 message of Ada’s laptop was left alone: it was shut out."


@pytest.mark.parametrize(
    ("line", "more"),
    [
        (b'{"n": 1e999}', {}),
        (b"[" * 100_000, {}),
        (b'{"n": {}}', {"after": 5}),
        (b'{"n": 1}', {"receipts": "none"}),
    ],
)
def test_a_laptop_that_says_nonsense_keeps_nobody_waiting(
    scene: Scene, tmp_path: Path, line: bytes, more: dict[str, object]
) -> None:
    root, hub = tmp_path / "stick", scene.served.hub
    other, _ = scene.served.desk(hub.add_person("Bo"))
    head = {**left.records_head(other.key.name, hub.key, [line]), **more}
    name = Names(other.key, hub.key).message(TO_HUB, line)
    sealed = seal(left.message(head, other.key, AT, [line]), hub.key)
    carrier_at(root).put(TO_HUB, name, sealed, CancelToken())
    scene.desk.add(say(scene.desk.key, scene.desk.latest_n() + 1))
    bring_over(carrier_at(root), scene.desk, scene.pairing.hub_key, scene.served.clock)
    done = visit(hub.books, carrier_at(root))
    assert (done.accepted, done.damaged) == (1, [name] if more else [])


def test_nonsense_in_the_place_of_what_is_given_back_is_passed_over(scene: Scene, tmp_path: Path) -> None:
    root, hub, line = tmp_path / "stick", scene.served.hub, b"[" * 100_000
    head = left.gift_head(scene.desk.device, hub.key, [line], "")
    name = Names(scene.desk.key, hub.key).message(GIVEN_BACK, line)
    sealed = seal(left.message(head, scene.desk.key, AT, [line]), hub.key)
    carrier_at(root).put(GIVEN_BACK, name, sealed, CancelToken())
    done = visit(hub.books, carrier_at(root))
    assert (done.given_back, done.damaged) == (0, [name])
