"""The comment bank shared without a line: by stick to a real hub and back, in any order, and only when asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.bank import BankEntry, derived_id
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.signing import SigningKey
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.carrier import BANK_TO_HUB, FOLDER, Carrier
from reviewer_app.exchange.disk import Disk
from reviewer_app.exchange.failures import line_error
from reviewer_app.hub.carrying import visit
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.store.bank import bank_changes
from reviewer_app.workflows import bank_carrying, bank_sharing, banking, carrying, exchanging, stick_offers
from reviewer_app.workflows.bank_sharing import Shared
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY

OWN = sample_reviews()["C41P-1"].submission
OTHERS = "Words of another."


@pytest.fixture
def desk(hub: SampleHub, tmp_path: Path) -> Iterator[Desk]:
    """A paired desk with work, whose hub serves no longer, and to which somebody else shared a comment."""
    home = open_home(tmp_path / "home")
    made = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    exchanging.pair(made, hub.url, hub.code())
    hub.assign(["C41P-1"], tmp_path / "bundles")
    exchanging.sync(made)
    hub.stop()
    other = hub.hub.add_person("Someone else")
    subject = made.store.submission(OWN).microcredential
    with hub.hub.books.changes() as change:
        change.exec_driver_sql(
            "INSERT INTO bank_entry VALUES (?, 'x', ?, '1.1', '', ?, '')", (other, subject, OTHERS)
        )
    yield made
    made.evidence.close()
    made.store.close()


def pinned(desk: Desk, text: str) -> BankEntry:
    subject = desk.store.submission(OWN).microcredential
    made = BankEntry(derived_id(subject, "1.1", "", text), subject, "1.1", "", text, pinned=True)
    with bank_changes(desk.store) as changed:
        changed.keep(made, "2026-11-24T00:00:00.000Z")
    return made


def at_hub(hub: SampleHub) -> list[str]:
    """What this laptop's person shares, as the hub has it."""
    with hub.hub.books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT text FROM bank_entry WHERE person = ? ORDER BY text", (hub.assessor,)
        ).all()
    return [str(row[0]) for row in rows]


def here(desk: Desk) -> list[str]:
    return [each.text for each in banking.everything(desk) if each.source == "hub"]


def test_shared_by_stick_and_back_once_and_sealed(desk: Desk, hub: SampleHub, stick: Path) -> None:
    pinned(desk, "Name the goal.")
    carrying.bring_over(desk, stick)
    assert visit(hub.hub.books, Carrier.at(stick)).banks == 0, "nothing is shared that nobody asked to share"
    carrying.bring_over(desk, stick)
    assert (at_hub(hub), here(desk)) == ([], [])
    assert bank_sharing.share(desk, by=stick) == Shared(1, 0, waits=True)
    pinned(desk, "Not asked for.")
    lying = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    assert b"goal" not in lying
    assert visit(hub.hub.books, Carrier.at(stick)).banks == 1
    assert at_hub(hub) == ["Name the goal."]
    done = carrying.bring_over(desk, stick)
    assert (done.comments, here(desk), bank_carrying.wished(desk)) == (1, [OTHERS], False)
    assert "1 comment of other banks" in carrying.summed_up(done)
    assert list((stick / FOLDER).glob("bank-*/*")) == []
    assert visit(hub.hub.books, Carrier.at(stick)).banks == 0
    assert carrying.bring_over(desk, stick).comments == 0


def test_a_stick_is_looked_at_for_comments_that_come_and_go(desk: Desk, hub: SampleHub, stick: Path) -> None:
    def seen() -> tuple[int, int | None]:
        found = stick_offers.look(desk, stick)
        return found.comments, found.comments_to_leave

    entry = pinned(desk, "Name the goal.")
    assert seen() == (0, None)
    hub_key = hub.hub.books.key.name
    bank_carrying.wish(desk, hub_key, [entry])
    assert seen() == (0, 1)
    carrying.bring_over(desk, stick)
    assert seen() == (0, 1), "it lies there, and goes back with it"
    visit(hub.hub.books, Carrier.at(stick))
    assert seen() == (1, None)
    assert here(desk) == [], "looking takes nothing"
    carrying.bring_over(desk, stick)
    assert seen() == (0, None)
    bank_carrying.wish(desk, hub_key, [])
    assert seen() == (0, 0)


def test_a_set_that_comes_after_a_newer_one_changes_nothing(desk: Desk, hub: SampleHub, stick: Path) -> None:
    entry = pinned(desk, "Name the goal.")
    bank_sharing.share(desk, by=stick)
    banking.pin(desk, entry, False)
    pinned(desk, "Say why.")
    hub.start_again()
    assert bank_sharing.share(desk) == Shared(1, 1)
    assert at_hub(hub) == ["Say why."]
    assert not bank_carrying.wished(desk)
    visit(hub.hub.books, Carrier.at(stick))
    assert at_hub(hub) == ["Say why."], "what is no longer shared does not come back with an old stick"
    assert carrying.bring_over(desk, stick).comments == 0


def test_a_laptop_whose_store_was_put_back_shares_all_the_same(
    desk: Desk, hub: SampleHub, stick: Path
) -> None:
    pinned(desk, "Name the goal.")
    for _ in range(4):
        bank_carrying.next_turn(desk)
    bank_sharing.share(desk, by=stick)
    visit(hub.hub.books, Carrier.at(stick))
    carrying.bring_over(desk, stick)
    with desk.store.changes() as work:
        work.set_meta(bank_carrying.TURN, "1")
    pinned(desk, "Say why.")
    bank_sharing.share(desk, by=stick)
    visit(hub.hub.books, Carrier.at(stick))
    assert at_hub(hub) == ["Name the goal."], "by its number it is an older set"
    carrying.bring_over(desk, stick)
    assert bank_carrying.wished(desk)
    visit(hub.hub.books, Carrier.at(stick))
    assert at_hub(hub) == ["Name the goal.", "Say why."]
    carrying.bring_over(desk, stick)
    assert not bank_carrying.wished(desk)


def test_without_any_line_it_goes_with_the_next_stick_and_never_to_another_hub(
    desk: Desk, hub: SampleHub, stick: Path
) -> None:
    known = desk.store.pairing
    assert known is not None
    desk.store.save_pairing(replace(known, hub_url="", near=""))
    pinned(desk, "Name the goal.")
    assert bank_sharing.share(desk) == Shared(1, 0, waits=True)
    carrying.bring_over(desk, stick)
    other = SigningKey(b"o" * 32).name
    exchanging.unpair(desk)
    desk.store.save_pairing(replace(known, hub_key=other))
    assert not bank_carrying.wished(desk)
    before = sorted((stick / FOLDER / BANK_TO_HUB).iterdir())
    assert carrying.bring_over(desk, stick).comments == 0
    assert sorted((stick / FOLDER / BANK_TO_HUB).iterdir()) == before, "nor is another’s message touched"
    visit(hub.hub.books, Carrier.at(stick))
    assert at_hub(hub) == ["Name the goal."]


def test_too_many_are_told_before_anything_leaves_and_a_read_only_answer_is_taken_once(
    desk: Desk, hub: SampleHub, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned(desk, "Name the goal.")
    with monkeypatch.context() as few:
        few.setattr(bank_carrying, "MOST_SHARED", 0)
        with pytest.raises(RuleError, match="1 are pinned"):
            bank_sharing.share(desk, by=stick)
    assert list(stick.iterdir()) == []
    bank_sharing.share(desk, by=stick)
    visit(hub.hub.books, Carrier.at(stick))

    def refused(*_given: object) -> None:
        raise line_error("road-read-only")

    monkeypatch.setattr(Disk, "remove", refused)
    carrying.bring_over(desk, stick)
    assert (here(desk), bank_carrying.wished(desk)) == ([OTHERS], False)


def test_what_is_cut_short_is_named_and_a_full_stick_is_said(
    desk: Desk, hub: SampleHub, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned(desk, "Name the goal.")
    bank_sharing.share(desk, by=stick)
    (message,) = (stick / FOLDER / BANK_TO_HUB).iterdir()
    message.write_bytes(message.read_bytes()[:-9])
    done = visit(hub.hub.books, Carrier.at(stick))
    assert (done.damaged, at_hub(hub)) == ([message.stem], [])
    assert not message.exists()

    def refused(*_given: object) -> None:
        raise line_error("road-full")

    with monkeypatch.context() as full:
        full.setattr(Carrier, "put", refused)
        tried = carrying.bring_over(desk, stick)
    assert tried.unwritten is not None
    assert tried.unwritten.code == "road-full"
    carrying.bring_over(desk, stick)
    visit(hub.hub.books, Carrier.at(stick))
    assert at_hub(hub) == ["Name the goal."], "what was damaged comes again"
